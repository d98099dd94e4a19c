// Runs once, when the page is up. Only touches elements that our own HTML brought in.
() => {
  const KEY = "anigen-theme";
  const apply = (dark) => document.body.classList.toggle("dark", dark);
  const saved = localStorage.getItem(KEY);
  if (saved && !new URLSearchParams(location.search).has("__theme")) apply(saved === "dark");

  document.addEventListener("click", (event) => {
    if (!event.target.closest(".theme-switch")) return;
    const dark = !document.body.classList.contains("dark");
    apply(dark);
    localStorage.setItem(KEY, dark ? "dark" : "light");
  });

  // Where the columns are stacked (tablets held upright), the result lies below what was just pressed.
  window.anigen = {
    showResults() {
      const right = document.querySelector(".right");
      if (right && right.getBoundingClientRect().top > window.innerHeight * 0.6) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        right.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      }
    },
  };
};
