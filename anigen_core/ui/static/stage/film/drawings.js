// Two drawings as the ends of a movement: what stands on the stage is kept as the first and as the last one, the studio
// draws what lies between, and every frame can be opened as a drawing to be drawn over.

import { icon } from "../dock/icons.js";
import { make } from "../dock/controls.js";
import { readPose, resized } from "../pose/pose.js";

const THUMB = 2 * 84; // pixels of a small picture, sharp on fine screens
export const SIDES = ["first", "last"];

/** The row of the strip: two places for drawings, and the frames between them. */
export class Drawings {
  /** {first, last}: {width, height, lines: Blob | null, colors: Blob | null, pose: an OpenPose document | null} */
  kept = { first: null, last: null };
  /** What was drawn between them: [{url, sure, flagged}]. */
  frames = [];
  /** Which frame is shown and could be drawn over. */
  at = -1;
  #bitmaps = new Map(); // what was kept -> a promise of its picture

  constructor(film) {
    this.film = film;
    const { t } = film.app;
    this.slots = Object.fromEntries(SIDES.map((side) => [side, this.#slot(side)]));
    this.list = make("div.ds-film-frames-row", { role: "list", "aria-label": t("between.frames") });
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.over = make("button.ds-film-over", { type: "button", title: t("between.over_hint"), onclick: () => this.openFrame() },
      icon("pen"), make("span", {}, t("between.over")));
    this.hint = make("p.ds-film-hint", {});
    this.element = make("div.ds-film-drawings", {}, this.slots.first.element, this.list, this.hint, this.slots.last.element, this.over);
  }

  get complete() {
    return Boolean(this.kept.first && this.kept.last);
  }

  /** Poses of the two drawings as far as they have one, on the first one's canvas. */
  get poses() {
    const poses = SIDES.map((side) => this.kept[side]?.pose && readPose(this.kept[side].pose)).filter(Boolean);
    return poses.map((pose) => resized(pose, [poses[0].width, poses[0].height]));
  }

  /** Keep the drawing on the stage as this end of the movement. */
  async keep(side) {
    const { app } = this.film;
    app.act("correct-done");
    const { width, height, lines, colors, pose } = await app.snapshot();
    if (!lines && !colors) return this.film.say(app.t("between.nothing"));
    this.kept = { ...this.kept, [side]: { width, height, lines, colors, pose } };
    this.film.changed();
    app.autosave?.touch();
    return true;
  }

  remove(side) {
    this.kept = { ...this.kept, [side]: null };
    this.film.changed();
    this.film.app.autosave?.touch();
    this.slots[side].keep.focus();
  }

  /** Bring a kept drawing back onto the stage. */
  async open(side) {
    const { app } = this.film;
    const drawing = this.kept[side];
    this.film.player.hide();
    await app.load({ ...drawing, parts: ["lines", "colors", "pose"], note: null }, { label: app.t("film.step") });
    if (app.mode === "pose") app.act("mode:lines");
  }

  /** What was drawn: the frames, each with how sure it is. */
  take(frames) {
    this.frames = frames;
    this.at = -1;
    this.draw();
  }

  /** A frame is shown. */
  show(at) {
    if (at === this.at || !this.frames.length) return;
    this.at = at;
    this.#mark();
  }

  /** The frame that is shown as a drawing on the stage. */
  openFrame(at = this.at) {
    if (!this.frames[at]) return false;
    this.film.player.hide();
    return this.film.openFrame(at);
  }

  /** A picture of a kept drawing as it is, colors under lines: a promise of a canvas. */
  picture(drawing) {
    if (!this.#bitmaps.has(drawing)) this.#bitmaps.set(drawing, drawn(drawing));
    return this.#bitmaps.get(drawing);
  }

  draw() {
    const { film } = this;
    const { t } = film.app;
    for (const side of SIDES) this.slots[side].show(this.kept[side]);
    this.hint.hidden = this.frames.length > 0;
    this.hint.textContent = t(this.complete ? "between.ready" : this.kept.first || this.kept.last ? "between.one" : "between.empty");
    this.list.hidden = !this.frames.length;
    this.over.hidden = !this.frames.length;
    this.list.replaceChildren(...this.frames.map((frame, i) => this.#frame(frame, i)));
    this.#mark();
  }

  #frame({ url, sure, flagged }, i) {
    const { t } = this.film.app;
    const words = t("between.frame", { number: i + 1, count: this.frames.length });
    const doubt = flagged ? t("between.unsure", { share: Math.round(100 * sure) }) : "";
    const button = make("button.ds-film-frame", {
      type: "button", "aria-label": doubt ? `${words}. ${doubt}` : words, title: doubt || words, "data-frame": i,
      onclick: () => {
        this.film.player.pause();
        this.film.player.seek(i);
        this.show(i);
      },
      ondblclick: () => this.openFrame(i),
    }, make("img", { src: url, alt: "", draggable: "false" }), make("b", {}, String(i + 1)), flagged ? icon("warn") : null);
    button.classList.toggle("ds-unsure", flagged);
    return make("span", { role: "listitem" }, button);
  }

  #mark() {
    const buttons = [...this.list.querySelectorAll("button")];
    buttons.forEach((button, i) => {
      button.toggleAttribute("aria-current", i === this.at);
      if (i === this.at) button.setAttribute("aria-current", "true");
      button.tabIndex = i === Math.max(0, this.at) ? 0 : -1;
    });
    this.over.disabled = this.at < 0;
  }

  #press(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(event.target.closest("button"));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + step))];
    next.click();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #slot(side) {
    const { t } = this.film.app;
    const letter = side === "first" ? "A" : "B";
    const canvas = make("canvas", { width: THUMB, height: THUMB, "aria-hidden": "true" });
    const picture = make("button.ds-film-slot", {
      type: "button", title: t("between.open_hint"), "aria-label": t("between.open", { letter }), onclick: () => this.open(side),
    }, canvas, make("b", {}, letter));
    const keep = make("button.ds-film-add", { type: "button", title: t("between.keep_hint"), onclick: () => this.keep(side) },
      icon("plus"), make("span", {}, t("between.keep", { letter })));
    const again = make("button.ds-film-again", { type: "button", title: t("between.again", { letter }), "aria-label": t("between.again", { letter }), onclick: () => this.keep(side) }, icon("again"));
    const remove = make("button.ds-film-remove", { type: "button", "aria-label": t("between.remove", { letter }), title: t("between.remove", { letter }), onclick: () => this.remove(side) }, "×");
    const element = make("span.ds-film-end", { "data-side": side }, picture, keep, again, remove);
    let seen = null;
    const show = (drawing) => {
      element.classList.toggle("ds-kept", Boolean(drawing));
      for (const part of [picture, again, remove]) part.hidden = !drawing;
      keep.hidden = Boolean(drawing);
      if (drawing === seen) return;
      seen = drawing;
      if (drawing) this.picture(drawing).then((whole) => drawing === seen && fitted(canvas, whole), (error) => console.warn(error));
    };
    return { element, keep, show };
  }
}

async function drawn({ width, height, lines, colors }) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  for (const blob of [colors, lines]) {
    if (blob) context.drawImage(await createImageBitmap(blob), 0, 0);
    context.globalCompositeOperation = "multiply"; // lines come on white paper
  }
  return canvas;
}

function fitted(canvas, whole) {
  const scale = Math.min(THUMB / whole.width, THUMB / whole.height);
  Object.assign(canvas, { width: Math.max(1, Math.round(whole.width * scale)), height: Math.max(1, Math.round(whole.height * scale)) });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
}
