// The Eyes panel: both eyes of the finished picture near by, each with a color, and the way it was painted beside it.
//
// Colors go to Python one at a time, the newest as soon as the last one came back; when no more follow, the downloads
// and the settings are brought up to what is seen.

import { make, panelOf } from "../dock/controls.js";
import { loadTexts } from "../texts.js";
import { Place } from "./place.js";

/** The character's own sides, in the order in which a picture shows them. */
export const SIDES = ["right", "left"];

const SETTLES = 700; // milliseconds after the last color

/**
 * Build the panel inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)};
 * props.eyes and props.eye are what ui/eyes.py tells of.
 */
export const mount = panelOf("eyes-panel", new URL("eyes.css", import.meta.url), build);

async function build(root, link) {
  const panel = new Panel(root, link, await loadTexts());
  root.panel = panel;
  link.watch("eyes", () => panel.take(link.props.eyes));
  link.watch("eye", () => panel.takeOne(link.props.eye));
  panel.take(link.props.eyes);
  return panel;
}

class Panel {
  #known = null;
  #run = null;
  #settling = 0;
  #share = 0;

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    root.lang = t.language;
    root.hidden = true;
    this.words = make("p.ey-words", { role: "status" });
    this.eyes = Object.fromEntries(SIDES.map((side) => [side, new Eye(this, side)]));
    const range = make("input.ey-range", {
      type: "range", min: 0, max: 100, value: 0, "aria-label": t("eyes.before_after"), title: t("eyes.before_after"),
      oninput: () => this.#compare(range.value / 100),
    });
    this.compare = make("label.ey-compare", {}, make("span", {}, t("eyes.before")), range);
    root.replaceChildren(
      make("div.ey-head", {}, make("h3", {}, t("eyes.name")), this.compare),
      make("div.ey-both", {}, ...SIDES.map((side) => this.eyes[side].element)),
      this.words,
    );
    this.range = range;
  }

  /** The eyes of another picture, or of none. */
  take(told) {
    if (!told || told.id === this.#known) return;
    this.#known = told.id;
    this.#run = told.run;
    clearTimeout(this.#settling);
    this.size = [told.width, told.height];
    this.root.hidden = !told.eyes;
    this.root.dataset.pictures = Number(this.root.dataset.pictures ?? 0) + 1;
    this.range.value = 0;
    this.#share = 0;
    this.say(told.words);
    for (const side of SIDES) this.eyes[side].show(told.eyes?.[side] ?? null);
    this.#compare(0);
  }

  /** One of them, changed. */
  takeOne(told) {
    if (!told || told.id === this.#known || told.run !== this.#run) return;
    this.#known = told.id;
    this.say(told.words);
    this.eyes[told.side]?.answered(told);
  }

  /** Send a color, or the place of an eye. */
  ask(event, data) {
    clearTimeout(this.#settling);
    this.link.trigger(event, { run: this.#run, ...data });
  }

  /** Something is otherwise than the downloads have it. */
  changed() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.link.trigger("settle", { run: this.#run }), SETTLES);
    if (this.#share > 0.9) this.#compare(0); // who chooses a color wants to see it
    this.compare.hidden = SIDES.every((side) => !this.eyes[side].told?.after);
  }

  say(words) {
    this.words.textContent = words ?? "";
    this.words.hidden = !words;
  }

  #compare(share) {
    this.#share = share;
    this.range.value = Math.round(100 * share);
    for (const side of SIDES) this.eyes[side].compare(share);
    this.compare.hidden = SIDES.every((side) => !this.eyes[side].told?.after);
  }
}

class Eye {
  told = null;
  #asked = null; // what is on its way: {color} or {box}
  #next = null;

  constructor(panel, side) {
    const { t } = panel;
    Object.assign(this, { panel, side });
    const name = t(`eyes.${side}`);
    this.before = make("img", { alt: "" });
    this.after = make("img", { alt: "" });
    this.view = make("div.ey-view", { role: "img", "aria-label": name }, this.after, this.before);
    this.place = new Place(t, name, (box) => this.#ask({ box }), () => this.#placing(false));
    this.well = make("input.ey-well", {
      type: "color", "aria-label": t("eyes.color_of", { eye: name }), title: t("eyes.color"),
      oninput: () => this.#ask({ color: this.well.value }),
    });
    this.hex = make("span.ey-hex");
    this.back = this.#button("eyes.back", () => this.#ask({ color: null }));
    this.fill = this.#button("eyes.details", () => this.#ask({ color: this.told.own }));
    this.move = this.#button("eyes.move", () => this.#placing(!this.element.classList.contains("ey-placing")));
    this.row = make("div.ey-row", {}, this.well, this.hex);
    this.element = make("div.ey-eye", { role: "group", "aria-label": name, "data-side": side },
      this.view, this.place.element,
      make("div.ey-name", {}, make("b", {}, name), make("small", {}, t(`eyes.${side}_where`))),
      this.row, make("div.ey-row.ey-more", {}, this.back, this.fill, this.move));
  }

  #button(key, onclick) {
    const { t } = this.panel;
    return make("button.ey-small", { type: "button", title: t(`${key}_hint`), onclick }, t(key));
  }

  /** What Python tells of this eye; null: nothing. */
  show(told) {
    const { t } = this.panel;
    this.told = told;
    this.#asked = this.#next = null;
    this.element.hidden = !told;
    if (!told) return;
    const { found } = told;
    this.element.classList.toggle("ey-missed", !found);
    this.row.hidden = !found;
    this.back.hidden = !told.color || !found;
    this.fill.hidden = !found || !told.blank || Boolean(told.color);
    this.move.textContent = t(found ? "eyes.move" : "eyes.point");
    this.move.title = t(found ? "eyes.move_hint" : "eyes.point_hint");
    if (found) {
      this.view.style.aspectRatio = `${told.region[2]} / ${told.region[3]}`;
      this.before.src = told.before;
      this.after.src = told.after ?? told.before;
      this.#well(told.color ?? told.own);
    } else {
      this.before.removeAttribute("src");
      this.after.removeAttribute("src");
    }
    this.place.show(told.wide, told.box ?? null);
    this.#placing(false);
  }

  /** The answer to what was asked. */
  answered({ eye, words }) {
    const asked = this.#asked;
    this.#asked = null;
    if (eye) {
      const next = this.#next;
      const placing = this.element.classList.contains("ey-placing") && Boolean(words);
      const focused = this.element.contains(document.activeElement);
      this.show({ ...this.told, ...eye });
      if (next?.color) this.#well(next.color);
      this.#next = next;
      if (placing) this.#placing(true);
      // what was pressed may be gone now
      else if (focused && (asked?.box || document.activeElement === document.body || document.activeElement.hidden)) {
        this.well.focus({ preventScroll: true });
      }
      if (!words) this.panel.changed();
    }
    if (this.#next) {
      const next = this.#next;
      this.#next = null;
      this.#ask(next);
    }
  }

  compare(share) {
    this.before.style.clipPath = `inset(0 ${100 * (1 - share)}% 0 0)`;
    this.view.style.setProperty("--ey-split", `${100 * share}%`);
    this.view.classList.toggle("ey-split", share > 0 && share < 1);
  }

  #well(color) {
    this.well.value = color;
    this.hex.textContent = color;
  }

  #ask(what) {
    if (what.color) this.#well(what.color);
    if (this.#asked) {
      this.#next = what;
      return;
    }
    this.#asked = what;
    this.panel.ask("box" in what ? "place" : "recolor", { side: this.side, ...what });
  }

  #placing(on) {
    this.element.classList.toggle("ey-placing", on);
    this.view.hidden = on || !this.told?.found;
    this.place.element.hidden = !on;
    this.move.setAttribute("aria-expanded", String(on));
    if (on) this.place.focus();
  }
}
