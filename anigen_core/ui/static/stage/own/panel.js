// The "My character" panel: one to four pictures of a character, each with the pose that was found in it, and the
// button that draws the character in the pose on the stage. The pictures belong to the drawing on the stage.

import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { stage, takesFiles, whenStage } from "../dock/stage_link.js";
import { boneLines, svg } from "../pose/pose_draw.js";
import { loadTexts } from "../texts.js";
import { MOST, removeReference } from "./references.js";

const SIDE = 2 * 112; // pixels of a thumbnail, sharp on fine screens

/** Build the panel inside `element`; props.sheet says whether the studio can make character sheets. */
export const mount = panelOf("own-panel", new URL("own.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;
  const panel = new Panel(root, link, t);
  root.panel = panel;
  takesFiles(root, "ow-over", (files) => stage()?.addReferences(files));
  whenStage((app) => {
    for (const event of ["references", "correcting", "loaded", "pose"]) app.on(event, ({ live }) => !live && panel.show());
    app.on("change", (patch) => "busy" in (patch ?? {}) && panel.show());
    panel.show();
  });
  panel.show();
  return panel;
}

class Panel {
  #tiles = new Map(); // reference -> its tile

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    const act = (name, detail) => () => stage()?.act(name, detail);
    this.add = make("button.ow-add", { type: "button", title: t("own.add_hint"), onclick: act("import:own") },
      icon("plus"), make("span", {}, t("own.add")));
    this.adding = make("span.ow-adding", { role: "listitem" }, this.add);
    this.list = make("div.ow-list", { role: "list", "aria-label": t("own.pictures") });
    this.words = make("p.ow-words", { role: "status" });
    this.pose = make("button.ow-main", { type: "button", title: t("own.pose_hint"), onclick: () => this.repose() },
      icon("pose"), make("span", {}, t("own.pose")));
    this.same = make("input", { type: "checkbox", onchange: () => stage()?.set({ sameCharacter: this.same.checked }) });
    this.sameRow = make("label.ow-same", { title: t("own.same_hint") }, this.same, make("span", {}, t("own.same")));
    const sheet = make("button.ow-press", { type: "button", title: t("own.sheet_hint"), onclick: () => this.sheet() },
      icon("turn"), make("span", {}, t("own.sheet")));
    root.replaceChildren(this.list, this.words, this.sameRow, make("div.ow-row", {}, this.pose, sheet));
  }

  /** The character in the pose on the stage. */
  repose() {
    const app = stage();
    if (!app) return false;
    if (!app.references.length) return app.say(this.t("own.need_picture"));
    if (!app.own.pose) {
      app.act("mode:pose");
      return app.say(this.t("own.need_pose"));
    }
    this.#showResults();
    return app.request("repose");
  }

  /** The character all round, its expressions and its colors; without pictures that of the wishes. */
  sheet() {
    this.#showResults();
    return stage()?.request("sheet");
  }

  /** What becomes of it is shown at the top of the column. */
  #showResults() {
    this.root.closest(".side")?.scrollTo({ top: 0 });
    window.anigen?.showResults?.();
  }

  show() {
    const app = stage();
    const { t } = this;
    const all = app?.references ?? [];
    const known = new Map();
    const tiles = all.map((one, i) => {
      const tile = this.#tiles.get(one) ?? this.#tile(one);
      known.set(one, tile);
      this.#refresh(tile, one, i, app);
      return tile;
    });
    this.#tiles = known;
    this.list.replaceChildren(...tiles);
    if (all.length < MOST) this.list.append(this.adding);
    this.root.classList.toggle("ow-none", !all.length);
    this.pose.disabled = !all.length;
    this.sameRow.hidden = all.length < 2;
    this.same.checked = Boolean(app?.sameCharacter);
    const wrong = all.find((one) => one.words);
    this.words.classList.toggle("ow-wrong", Boolean(wrong));
    const hint = t(all.length ? (app.own.pose ? "own.ready" : "own.need_pose") : "own.empty");
    this.words.textContent = wrong ? t("own.wrong", { number: all.indexOf(wrong) + 1, words: wrong.words }) : hint;
  }

  #tile(one) {
    const { t } = this;
    const { width, height } = one.bitmap;
    const scale = Math.min(1, SIDE / Math.max(width, height));
    const canvas = make("canvas", { "aria-hidden": "true", width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(one.bitmap, 0, 0, canvas.width, canvas.height);
    const bones = svg("svg.ow-bones", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    const state = make("small", {});
    const button = make("button.ow-picture", { type: "button", onclick: () => this.#correct(one) }, make("span.ow-fit", {}, canvas, bones), state);
    const remove = make("button.ow-remove", {
      type: "button", onclick: () => {
        removeReference(stage(), one.id);
        (this.list.querySelector("button") ?? this.add).focus();
      },
    }, "×");
    const turn = make("span.ow-item", { role: "listitem", title: t("own.correct_hint") }, button, remove);
    return Object.assign(turn, { button, remove, bones, state, drawn: undefined });
  }

  #correct(one) {
    const app = stage();
    app.act(app.correcting?.id === one.id ? "correct-done" : `correct:${one.id}`);
    // where the columns are stacked the stage is out of sight
    if (app.correcting && app.root.getBoundingClientRect().top < 0) app.root.scrollIntoView({ block: "start" });
  }

  #refresh(tile, one, i, app) {
    const { t } = this;
    const number = i + 1;
    const correcting = app.correcting?.id === one.id;
    const key = correcting ? "correcting" : one.pose ? "found" : one.words ? "missed" : "looking";
    tile.dataset.state = key;
    tile.state.textContent = t(`own.state_${key}`);
    tile.button.setAttribute("aria-label", `${t("own.picture", { number })}: ${t(`own.state_${key}`)}`);
    tile.button.setAttribute("aria-pressed", String(correcting));
    tile.remove.setAttribute("aria-label", t("own.remove", { number }));
    tile.remove.title = t("own.remove", { number });
    if (tile.drawn === one.pose) return;
    tile.drawn = one.pose;
    const thick = Math.max(one.bitmap.width, one.bitmap.height) / 55;
    const lines = one.pose ? boneLines(one.pose).filter(({ hand }) => !hand) : [];
    tile.bones.replaceChildren(...lines.map(({ a, b, side }) =>
      svg(`line.${side}`, { x1: a[0], y1: a[1], x2: b[0], y2: b[1], "stroke-width": thick })));
  }
}

