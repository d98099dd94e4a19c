// Runs once, when the page is up. Only touches elements that our own HTML and classes brought in.
() => {
  const KEY = "anigen-theme";
  const apply = (dark) => document.body.classList.toggle("dark", dark);
  let saved = null;
  try {
    saved = localStorage.getItem(KEY);
  } catch {
    // storage is switched off
  }
  if (saved && !new URLSearchParams(location.search).has("__theme")) apply(saved === "dark");

  // One place for three pictures: drawings to begin with, the live picture, the finished one.
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const side = () => document.querySelector(".side");
  // `asked`: somebody pressed the button, and is told what to do where there is nothing yet.
  const show = (view, asked = false) => {
    const place = side();
    const empty = (view === "result" && !place?.querySelector(".pair")) || (view === "sheet" && !place?.querySelector(".vs-make"));
    if (!place || (empty && !asked)) return;
    place.dataset.show = view;
    for (const button of place.querySelectorAll(".views button"))
      button.setAttribute("aria-pressed", String(button.dataset.show === view));
  };

  document.addEventListener("click", (event) => {
    const view = event.target.closest(".views button");
    if (view) show(view.dataset.show, true);
    if (!event.target.closest(".theme-switch")) return;
    const dark = !document.body.classList.contains("dark");
    apply(dark);
    try {
      localStorage.setItem(KEY, dark ? "dark" : "light");
    } catch {
      // it holds for this visit
    }
  });

  const listen = (stage) => {
    // Whoever draws wants to see what becomes of it; a finished picture comes forward by itself.
    for (const event of ["pixels", "pose", "loaded"]) stage.on(event, () => stage.painted || show("live"));
    stage.on("result", () => show("result"));
    // Hints are for the painter that reads them as hints: the choice is turned, as the artist could.
    let mode = "";
    const follow = () => {
      if (stage.mode === mode) return;
      mode = stage.mode;
      if (mode === "colorize") document.querySelector('.painter input[value="colorize"]:not(:checked)')?.click();
    };
    stage.on("change", follow);
    follow();
  };

  let stage = null;
  const take = (app) => {
    if (!app || app === stage) return;
    stage = app;
    listen(app);
  };
  window.anigen = {
    show,
    // Where the columns are stacked (tablets held upright), the result lies below what was just pressed.
    showResults() {
      const place = side();
      if (place && place.getBoundingClientRect().top > window.innerHeight * 0.8)
        place.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
    },
    // The page fills a fold when it is first opened.
    unfold(name) {
      const fold = document.querySelector(`.settings.${name}`);
      fold?.querySelector("button.label-wrap:not(.open)")?.click();
      fold?.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "nearest" });
    },
    get stage() {
      return stage;
    },
    set stage(app) {
      take(app);
    },
  };
  document.addEventListener("stage-ready", (event) => take(event.detail));
  take(document.querySelector(".drawing-stage")?.stage);
  const wait = new MutationObserver(() => {
    if (!side()?.querySelector(".views")) return;
    wait.disconnect();
    show(side().dataset.show ?? "begin");
  });
  wait.observe(document.body, { childList: true, subtree: true });
  // Gradio names its drop zones otherwise than it shows them: what is seen is what is to be said.
  new MutationObserver(() => {
    for (const zone of document.querySelectorAll(".upload-container[aria-label]")) zone.removeAttribute("aria-label");
  }).observe(document.body, { childList: true, subtree: true });
};
