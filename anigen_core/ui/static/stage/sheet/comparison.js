// Two candidates in one place, with a slider between them.

import { make } from "../dock/controls.js";

export class Comparison {
  /** The ones that were chosen, at most two: {number, title, url}. */
  #both = [];

  /** `changed` hears when others are compared. */
  constructor(t, changed) {
    Object.assign(this, { t, changed });
    this.first = make("img", { alt: "" });
    this.second = make("img", { alt: "" });
    this.range = make("input.vs-range", {
      type: "range", min: 0, max: 100, value: 50, "aria-label": t("sheet.slider"), oninput: () => this.#split(),
    });
    this.words = make("p", { role: "status" });
    const close = make("button.vs-press", { type: "button", onclick: () => this.close() }, t("sheet.compare_close"));
    this.view = make("div.vs-both", {}, this.first, this.second, this.range);
    this.element = make("div.vs-comparison", { hidden: true, role: "group", "aria-label": t("sheet.compare_hint") }, this.view,
      make("div.vs-bar", {}, this.words, close));
  }

  has(number) {
    return this.#both.some((one) => one.number === number);
  }

  /** Take one in, or out; a third one takes the place of the second. */
  toggle(candidate) {
    if (this.has(candidate.number)) this.#both = this.#both.filter(({ number }) => number !== candidate.number);
    else this.#both = [...this.#both.slice(0, 1), candidate];
    this.#show();
  }

  close() {
    this.#both = [];
    this.#show();
  }

  #show() {
    const { t } = this;
    const [one, other] = this.#both;
    this.element.hidden = !one;
    this.view.hidden = !other;
    if (one) this.words.textContent = other ? t("sheet.comparing", { one: one.title, other: other.title }) : t("sheet.compare_other", { one: one.title });
    if (other) {
      this.first.src = one.url;
      this.second.src = other.url;
      this.range.value = 50;
      this.#split();
      this.element.scrollIntoView({ block: "nearest" });
      this.range.focus({ preventScroll: true });
    }
    this.changed();
  }

  #split() {
    const share = this.range.value;
    this.second.style.clipPath = `inset(0 0 0 ${share}%)`;
    this.view.style.setProperty("--vs-split", `${share}%`);
  }
}
