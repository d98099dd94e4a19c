// A guided tour: a few short steps, each beside the part of the page that it tells of. Offered at the first visit where it is
// easily refused, and to be had from the help sheet at any time.

import { addStyle, make } from "../dock/controls.js";

const KEY = "anigen-tour";
const GAP = 14; // CSS pixels between a part and what is said of it
const EDGE = 10;

/** What is told of: its text, where it is, and what has to be done to see it. */
const STEPS = [
  { text: "stage", at: ".ds-viewport", before: (app) => app.act("mode:lines") },
  { text: "modes", at: ".ds-modes" },
  { text: "colors", at: ".ds-color", before: (app) => app.act("mode:colors") },
  { text: "pose", at: ".ds-pose", before: (app) => app.act("mode:pose") },
  { text: "layers", at: ".ds-layers-box" },
  { text: "finish", at: ".go" },
  { text: "results", at: ".views-holder" },
  { text: "help", at: "[aria-keyshortcuts=H]" },
];

/** Name the action "tour", and hear the offer's buttons, which the page may put up later than the stage. */
export function attachTour(app) {
  addStyle(new URL("tour.css", import.meta.url));
  const known = () => (document.documentElement.dataset.tour = "seen");
  if (seen()) known();
  let tour = null;
  const remember = () => {
    keep();
    known();
  };
  app.define("tour", () => {
    remember();
    tour?.end();
    tour = new Tour(app, () => (tour = null));
    return true;
  });
  document.addEventListener("click", ({ target }) => {
    const wish = target.closest?.("[data-tour]")?.dataset.tour;
    if (wish === "start") app.act("tour");
    if (wish === "refuse") remember();
  });
}

class Tour {
  #at = 0;

  constructor(app, over) {
    Object.assign(this, { app, over, before: document.activeElement, mode: app.mode });
    const { t } = app;
    const button = (words, onclick, ...classes) => make(["button", ...classes].join("."), { type: "button", onclick }, words);
    this.title = make("h2", { id: "tour-title", tabindex: -1 });
    this.words = make("p", { id: "tour-words" });
    this.count = make("span.tour-count");
    this.back = button(t("tour.back"), () => this.go(-1));
    this.next = button(t("tour.next"), () => this.go(1), "tour-next");
    const close = button("×", () => this.end(), "tour-close");
    close.setAttribute("aria-label", t("tour.end"));
    close.title = t("tour.end");
    this.ring = make("div.tour-ring", { "aria-hidden": "true" });
    this.card = make("div.tour", { role: "dialog", lang: t.language, "aria-labelledby": "tour-title", "aria-describedby": "tour-words" },
      close, this.title, this.words, make("div.tour-row", {}, this.count, this.back, this.next));
    this.card.addEventListener("keydown", (event) => this.#key(event));
    this.place = () => this.#place();
    window.addEventListener("resize", this.place);
    document.body.append(this.ring, this.card);
    this.#show();
  }

  go(step) {
    const next = this.#at + step;
    if (next < 0) return;
    if (next >= STEPS.length) return this.end();
    this.#at = next;
    this.#show();
  }

  end() {
    window.removeEventListener("resize", this.place);
    this.ring.remove();
    this.card.remove();
    this.app.act(`mode:${this.mode}`);
    (this.before?.isConnected ? this.before : this.app.root).focus({ preventScroll: true });
    this.over();
  }

  #show() {
    const { t } = this.app;
    const { text, before } = STEPS[this.#at];
    before?.(this.app);
    this.title.textContent = t(`tour.${text}`);
    this.words.textContent = t(`tour.${text}_text`);
    this.count.textContent = t("tour.count", { number: this.#at + 1, all: STEPS.length });
    this.back.hidden = this.#at === 0;
    this.next.textContent = t(this.#at === STEPS.length - 1 ? "tour.done" : "tour.next");
    this.#target()?.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(this.place); // the dock has changed its mode by then
    this.title.focus({ preventScroll: true }); // a screen reader reads on from here
  }

  #target() {
    return [...document.querySelectorAll(STEPS[this.#at].at)].find((one) => one.getClientRects().length);
  }

  /** Beside the part where there is room, else under or over it, always on the screen. */
  #place() {
    const box = this.#target()?.getBoundingClientRect() ?? new DOMRect(innerWidth / 2, innerHeight / 3, 0, 0);
    const { offsetWidth: width, offsetHeight: height } = this.card;
    Object.assign(this.ring.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
    const places = [
      [box.right + GAP, box.top], [box.left - GAP - width, box.top], [box.left, box.bottom + GAP], [box.left, box.top - GAP - height],
    ];
    const fits = ([x, y]) => x >= EDGE && y >= EDGE - 1 && x + width <= innerWidth - EDGE && y + height <= innerHeight - EDGE;
    const [x, y] = places.find(fits) ?? [box.left + (box.width - width) / 2, box.top + (box.height - height) / 2];
    const kept = (value, most) => Math.max(EDGE, Math.min(value, most - EDGE));
    Object.assign(this.card.style, { left: `${kept(x, innerWidth - width)}px`, top: `${kept(y, innerHeight - height)}px` });
  }

  #key(event) {
    event.stopPropagation(); // the stage must not draw on
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.end();
    else if (step) this.go(step);
    else if (event.key === "Enter" && event.target === this.title) this.go(1);
    else if (event.key === "Tab") this.#walk(event);
  }

  /** Round and round inside: the page behind waits. */
  #walk(event) {
    const stops = [...this.card.querySelectorAll("button:not([hidden])")];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    const first = event.shiftKey ? stops.length - 1 : stops.indexOf(this.next);
    stops[at < 0 ? first : (at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
  }
}

function seen() {
  try {
    return localStorage.getItem(KEY) === "seen";
  } catch {
    return false;
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, "seen");
  } catch {
    // it is offered again at the next visit
  }
}
