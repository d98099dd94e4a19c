// The Faces panel: a sheet of faces that obey the wishes of the Character panel, and a strip from one face to another.

import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { stage } from "../dock/stage_link.js";
import { walked } from "../dock/walking.js";
import { MOST_SEED, seedOf } from "../character/model.js";
import { loadTexts } from "../texts.js";
import { layLines, layReference } from "./placing.js";

/**
 * Build the panel inside `element`; props.counts says how many faces can be asked for at once, props.faces and
 * props.morph are {id, run, state, fraction, words, faces: [{url, lines, seed, notes}]}, see ui/faces.py.
 */
export const mount = panelOf("faces-panel", new URL("faces.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;
  root.panel = new Panel(root, link, t);
  return root.panel;
}

class Panel {
  /** The newest sheet and the newest strip, as Python sends them. */
  sheet = { run: 0, state: "none", faces: [] };
  strip = { run: 0, state: "none", faces: [] };
  /** What is chosen: {of: "sheet" | "strip", at}, or null. */
  chosen = null;
  ends = { first: null, last: null };
  #runs = 0;
  #known = {};

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    this.seed = make("input", { type: "number", min: 0, max: MOST_SEED, step: 1, value: 0, "aria-label": t("faces.seed"), title: t("faces.seed_hint") });
    this.count = make("select", { "aria-label": t("faces.count") }, ...link.props.counts.map((count) => make("option", { value: count }, String(count))));
    this.count.value = String(link.props.counts[1] ?? link.props.counts[0]);
    this.go = make("button.fc-main", { type: "button", onclick: () => this.make() }, icon("person"), make("span", {}, t("faces.make")));
    const dice = make("button.fc-press", { type: "button", title: t("faces.dice_hint"), "aria-label": t("faces.dice"), onclick: () => {
      this.seed.value = Math.floor(Math.random() * (MOST_SEED + 1));
      this.make();
    } }, icon("dice"));
    this.halt = make("button.fc-small", { type: "button", hidden: true, onclick: () => link.trigger("halt", {}) }, t("faces.stop"));
    const wishes = make("button.fc-small", { type: "button", onclick: () => window.anigen?.unfold?.("character") }, t("faces.wishes"));
    this.bar = make("i", {});
    this.progress = make("div.fc-bar", { hidden: true, "aria-hidden": "true" }, this.bar);
    this.words = make("p.fc-said", { role: "status" });
    this.grid = make("div.fc-grid", { role: "group", "aria-label": t("faces.sheet") });
    this.row = make("div.fc-grid.fc-strip", { role: "group", "aria-label": t("faces.strip") });
    this.renewed = [walked(this.grid), walked(this.row)];
    this.card = make("div.fc-card-holder", {});
    root.replaceChildren(
      make("p.fc-quiet", {}, t("faces.hint"), " ", wishes),
      make("div.fc-row", {}, make("label", {}, t("faces.count"), this.count), make("label", {}, t("faces.seed"), this.seed), dice),
      make("div.fc-row", {}, this.go, this.halt), this.progress, this.words, this.grid, this.card, this.row);
    for (const name of ["faces", "morph"]) link.watch(name, () => this.#hear(name));
    this.show();
  }

  make() {
    this.#runs += 1;
    this.seed.value = seedOf(this.seed.value);
    Object.assign(this, { chosen: null, ends: { first: null, last: null }, strip: { run: 0, state: "none", faces: [] } });
    this.link.trigger("make", { run: this.#runs, count: Number(this.count.value), seed: seedOf(this.seed.value) });
    this.say(this.t("faces.making"));
    this.show();
  }

  setEnd(side, at) {
    this.ends = { ...this.ends, [side]: at };
    const { first, last } = this.ends;
    if (first !== null && last !== null && first !== last) this.link.trigger("morph", { run: this.sheet.run, first, last });
    this.show();
  }

  async use(face, way) {
    const { t } = this;
    const app = stage();
    if (!app) return;
    try {
      if (way === "reference") await layReference(app, face.url);
      else await layLines(app, face.lines, "face");
      app.say(t(`faces.used_${way}`));
    } catch (error) {
      console.warn(error);
      app.say(t("faces.not_used"), "error");
    }
  }

  say(text, kind = "info") {
    this.words.textContent = text;
    this.words.classList.toggle("fc-wrong", kind === "error");
  }

  #hear(name) {
    const value = this.link.props[name];
    if (!value || value.id === this.#known[name]) return;
    this.#known[name] = value.id;
    if (value.state === "failed") {
      this.say(value.words, "error");
      if (name === "faces") this.sheet = { ...this.sheet, state: "failed" };
      return this.show();
    }
    this[name === "faces" ? "sheet" : "strip"] = value;
    if (name === "faces") this.say(value.state === "making" ? this.t("faces.making") : value.state === "stopped" ? this.t("faces.stopped") : this.t("faces.done", { count: value.faces.length }));
    this.show();
  }

  show() {
    const { sheet, strip, t } = this;
    const making = sheet.state === "making";
    this.go.disabled = making;
    this.halt.hidden = this.progress.hidden = !making;
    this.bar.style.width = `${Math.round(100 * (sheet.fraction ?? 0))}%`;
    const fill = (grid, of, faces) => grid.replaceChildren(...faces.map((face, at) => this.#tile(of, face, at)));
    const held = this.root.contains(document.activeElement) ? document.activeElement.dataset.face : null;
    fill(this.grid, "sheet", sheet.faces);
    fill(this.row, "strip", strip.faces);
    this.row.hidden = !strip.faces.length;
    for (const renew of this.renewed) renew();
    const { chosen } = this;
    const face = chosen && this[chosen.of].faces[chosen.at];
    this.card.replaceChildren(...(face?.lines ? [this.#card(face, chosen)] : []));
    if (held) this.root.querySelector(`[data-face="${held}"]`)?.focus();
    this.root.classList.toggle("fc-none", !sheet.faces.length);
    this.grid.setAttribute("aria-busy", String(making));
    this.grid.title = making ? t("faces.making") : "";
  }

  #tile(of, face, at) {
    const { t, chosen, ends } = this;
    const side = of === "sheet" ? ["first", "last"].find((one) => ends[one] === at) : null;
    const name = t("faces.face", { number: at + 1, seed: face.seed ?? "" });
    const button = make("button.fc-tile", {
      type: "button", "data-face": `${of}:${at}`, "aria-label": name, title: name,
      "aria-pressed": String(chosen?.of === of && chosen.at === at),
      onclick: () => {
        this.chosen = chosen?.of === of && chosen.at === at ? null : { of, at };
        this.show();
      },
    }, make("img", { src: face.url, alt: "", draggable: "false" }));
    if (side) button.append(make("b", { "aria-hidden": "true" }, t(`faces.mark_${side}`)));
    return button;
  }

  #card(face, { of, at }) {
    const { t } = this;
    const press = (key, image, onclick) => make("button.fc-press", { type: "button", "data-way": key, title: t(`faces.${key}_hint`), onclick },
      icon(image), make("span", {}, t(`faces.${key}`)));
    const ends = ["first", "last"].map((side) => make("button.fc-small", {
      type: "button", "data-end": side, onclick: () => this.setEnd(side, at),
    }, t(`faces.as_${side}`)));
    return make("section.fc-card", { "aria-label": t("faces.face", { number: at + 1, seed: face.seed }) },
      make("img", { src: face.url, alt: t("faces.face", { number: at + 1, seed: face.seed }) }),
      make("div", {},
        make("div.fc-uses", {},
          press("reference", "picture", () => this.use(face, "reference")),
          press("lines", "lines", () => this.use(face, "lines")),
          of === "sheet" ? press("wish", "star", () => this.link.trigger("wish", { run: this.sheet.run, face: at })) : null),
        of === "sheet" ? make("div.fc-ends", {}, ...ends) : null,
        ...face.notes.map((note) => make("p.fc-note", {}, note))));
  }
}
