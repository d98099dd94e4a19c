// The choices of the film: of what it is made, how many frames, how they move, and what is made of them.

import { iconButton, make } from "../dock/controls.js";
import { COURSES, EASINGS } from "./motion.js";

export const MOST = { keys: 24, frames: 60 };
export const OPTIONS = {
  of: "poses", frames: 24, easing: "smooth", course: "pingpong", fps: 12, side: 768, turns: "nobody", chance: 1, paper: false, painted: false, onion: true,
};
const KINDS = ["poses", "drawings"];
const FPS = [6, 8, 12, 15, 24, 30];
const SIDES = [384, 768, 1152];
const TURNS = ["nobody", "seed", "somebody"];
const OF_POSES = ["course", "side", "turns", "paper", "painted"]; // choices that drawings do not have

/** The row of fields; each changes `film.options` through `film.set`. */
export class Choices {
  #fields = {};
  #holders = {};

  constructor(film) {
    this.film = film;
    const { t } = film.app;
    const frames = make("input", {
      type: "range", min: 2, max: MOST.frames, step: 1, "aria-label": t("film.frames"), "data-option": "frames",
      oninput: () => film.set({ frames: Number(frames.value) }),
    });
    this.#fields.frames = frames;
    this.count = make("output", { "aria-live": "off" });
    this.dice = iconButton("reset", t("film.dice"), { onclick: () => film.set({ chance: 1 + Math.floor(Math.random() * 0xfffffffe) }) });
    this.dice.title = t("film.dice");
    this.element = make("div.ds-film-controls", {},
      this.#select("of", KINDS, (value) => t(`film.of_${value}`)),
      make("label.ds-film-field.ds-film-frames", {}, make("span", {}, t("film.frames")), frames, this.count),
      this.#select("easing", Object.keys(EASINGS), (value) => t(`film.easing_${value}`)),
      this.#select("course", COURSES, (value) => t(`film.course_${value}`)),
      this.#select("fps", FPS, (value) => t("film.a_second", { count: value })),
      this.#select("side", SIDES, (value) => t("film.pixels", { count: value })),
      make("div.ds-film-turns", {}, this.#select("turns", TURNS, (value) => t(`film.turns_${value}`)), this.dice),
      this.#tick("onion"), this.#tick("paper"), this.#tick("painted"));
  }

  #select(name, values, words) {
    const { film } = this;
    const { t } = film.app;
    const select = make("select", { "aria-label": t(`film.${name}`), title: t(`film.${name}`), "data-option": name, onchange: () => {
      film.set({ [name]: typeof OPTIONS[name] === "number" ? Number(select.value) : select.value });
    } }, ...values.map((value) => make("option", { value }, words(value))));
    this.#fields[name] = select;
    return (this.#holders[name] = make("label.ds-film-field", {}, make("span", {}, t(`film.${name}`)), select));
  }

  #tick(name) {
    const { film } = this;
    const { t } = film.app;
    const box = make("input", { type: "checkbox", "data-option": name, onchange: () => film.set({ [name]: box.checked }) });
    this.#fields[name] = box;
    return (this.#holders[name] = make("label.ds-film-tick", { title: t(`film.${name}_hint`) }, box, make("span", {}, t(`film.${name}`))));
  }

  /** Fewest frames that these keys allow. */
  get least() {
    return this.film.ofDrawings ? 3 : Math.max(2, this.film.keys.length);
  }

  /** Bring the fields up to the options. @returns {number} how many frames will be drawn */
  show() {
    const { film: { options, ofDrawings }, least } = this;
    for (const [name, field] of Object.entries(this.#fields)) {
      if (field.type === "checkbox") field.checked = options[name];
      else if (field.value !== String(options[name])) field.value = String(options[name]);
    }
    for (const name of OF_POSES) this.#holders[name].hidden = ofDrawings;
    const frames = Math.max(options.frames, least);
    this.count.textContent = String(frames);
    this.#fields.frames.min = least;
    this.dice.hidden = options.turns === "nobody" || ofDrawings;
    return frames;
  }
}
