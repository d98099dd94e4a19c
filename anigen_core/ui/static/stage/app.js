// The state of the stage and the one way to change it. Docks, keys and tests all speak to this object.

import { History } from "./pixels/history.js";
import { Planes } from "./pixels/planes.js";
import { View } from "./view.js";

export const DEFAULT_SIZE = { width: 512, height: 768 };
/** The largest upright drawing; one that lies on its side may be as large. */
export const LARGEST = { width: 4096, height: 6144 };
const RECENT = 12;

/** Layers from the bottom up. */
export const LAYERS = ["reference", "figure", "guide", "colors", "result", "lines"];
/** The same while hints are placed: they lie over the picture that they make, and no guide brings in other colors. */
export const LAYERS_OF_HINTS = ["reference", "result", "colors", "lines"];

const firstOptions = () => ({
  lines: { size: 5, eraser: 24 },
  colors: { size: 40, eraser: 40 },
  colorize: { size: 14, eraser: 30 },
  gap: 12,
  stabilizer: 0.3,
  pressureSize: 0.8,
  pressureOpacity: false,
  symmetry: false,
  lassoBoth: false,
  checker: false,
  lockLimbs: true,
});

const firstLayers = () => ({
  reference: { visible: true, opacity: 0.5 },
  figure: { visible: true, opacity: 0.55 },
  guide: { visible: true, opacity: 0.4 },
  colors: { visible: true, opacity: 1 },
  result: { visible: false, opacity: 0.6 },
  lines: { visible: true, opacity: 1 },
});

export class App {
  #heard = new Map();
  #actions = new Map();
  #open = null;
  #recorded = null;

  constructor({ t, width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height }) {
    this.t = t;
    this.planes = new Planes(width, height);
    this.view = new View();
    this.history = new History({ planes: this.planes, restore: (name, value) => this.#restore(name, value) });
    /** The figure (see pose.js) or null. */
    this.pose = null;
    this.mode = "lines";
    this.tool = "brush";
    this.options = firstOptions();
    this.color = "#f2c6b0";
    this.other = "#ffffff";
    this.recent = [];
    this.layers = firstLayers();
    /** Colors of the parts of a figure by name (see dock/palette.js), null before the palette is there. */
    this.parts = null;
    /** A faint mannequin in the pose, to sketch over: {bitmap, width, height} (see draft/guide.js), or null. */
    this.figure = null;
    /** A picture under everything, as an ImageBitmap. */
    this.reference = null;
    /** The picture whose colors are wanted, {bitmap, blob}, or null. */
    this.style = null;
    /** Pictures of a character of the artist's own (see own/references.js). */
    this.references = [];
    /** Whether the artist says that they show one character, though they may look different. */
    this.sameCharacter = false;
    /** The reference whose pose is being corrected on the stage, with what is put away meanwhile, or null. */
    this.correcting = null;
    /** The step of the chain that is being painted over on the stage, with the drawing meanwhile, or null. */
    this.painted = null;
    /** Pictures of the artist's own in the place of steps: {step: picture} (see steps/replaced.js). */
    this.replaced = {};
    /** The last finished picture: {bitmap, blob, url, width, height, seed, words}. */
    this.result = null;
    /** The live preview of the drawing: {bitmap, url, revision, words}. */
    this.preview = null;
    this.live = { on: false, words: "" };
    /** What the film is to take up: two drawings that were kept (see film/drawings.js), or null. */
    this.keptDrawings = null;
    this.selection = null;
    this.floating = null;
    this.piece = null;
    /** What is being sent to the studio (see exchange.js), or null. */
    this.busy = null;
    this.sending = this.loading = Promise.resolve();
    this.revision = 0;
    this.viewport = null;
  }

  // --- events

  /**
   * Hear an event: change, pixels, pose, figure, parts, reference, style, references, correcting, painted, replaced, result, preview, view, message, loaded, checked, gesture, frame.
   * @returns {() => void} stops it
   */
  on(event, hear) {
    if (!this.#heard.has(event)) this.#heard.set(event, new Set());
    this.#heard.get(event).add(hear);
    return () => this.#heard.get(event).delete(hear);
  }

  emit(event, detail = {}) {
    for (const hear of [...(this.#heard.get(event) ?? [])]) {
      try {
        hear(detail);
      } catch (error) {
        // one broken listener must not take the pen out of the artist's hand
        console.error(error);
      }
    }
  }

  /** Where the pose and the reference of the drawing itself are, whatever stands on the stage. */
  get own() {
    return this.correcting ?? this.painted?.drawing ?? this;
  }

  // --- actions

  /** Name an action for act(); a later one of the same name takes its place. */
  define(name, run) {
    this.#actions.set(name, run);
  }

  /** Names that act() knows; those ending in ":" take what follows as their argument. */
  get actions() {
    return [...this.#actions.keys()];
  }

  /** Run a named action; "tool:brush" is the action "tool:" with "brush". @returns its answer, false if unknown */
  act(name, detail) {
    const exact = this.#actions.get(name);
    if (exact) return exact(detail);
    const colon = name.indexOf(":") + 1;
    const family = colon > 0 && this.#actions.get(name.slice(0, colon));
    if (family) return family(name.slice(colon), detail);
    return false;
  }

  // --- state

  /** Change state: {tool: "lasso", "options.lines.size": 9} or nested plain objects. */
  set(patch) {
    const before = this.color;
    for (const [path, value] of Object.entries(patch)) place(this, path.split("."), value);
    if (patch.color && this.color !== before) this.color = this.color.toLowerCase();
    if (this.viewport) this.viewport.repaint();
    this.emit("change", patch);
  }

  /** Key of the size in use in `options[mode]`: an eraser keeps its own. */
  get sizeKey() {
    return this.tool === "eraser" ? "eraser" : "size";
  }

  /** Whether the mode puts down colors: blocks of them, or hints. */
  get paints() {
    return this.mode === "colors" || this.mode === "colorize";
  }

  /** Where `options` has the sizes of the mode. */
  get sizesOf() {
    return this.paints ? this.mode : "lines";
  }

  /** The plane that the mode edits. */
  get plane() {
    return this.paints ? "paint" : "ink";
  }

  /** Diameter of the brush or eraser in hand, canvas pixels. */
  get size() {
    return this.options[this.sizesOf][this.sizeKey];
  }

  set size(pixels) {
    this.set({ [`options.${this.sizesOf}.${this.sizeKey}`]: Math.min(400, Math.max(1, Math.round(pixels))) });
  }

  /** Where the axis of symmetry stands, in canvas pixels, or null. */
  get axis() {
    return this.options.symmetry ? this.planes.width / 2 : null;
  }

  /** Put the color just used first among the recent ones. */
  remember(color) {
    if (this.recent[0] === color) return;
    this.set({ recent: [color, ...this.recent.filter((other) => other !== color)].slice(0, RECENT) });
  }

  // --- steps of the history

  /**
   * Open a step of the history. Every edit goes begin .. commit or cancel. A stroke under way ends first, unless
   * the step is that gesture's own (`within`).
   */
  begin(label, { within = false } = {}) {
    if (!within) this.hold?.stop();
    this.#recordPose();
    this.settle();
    this.#open = label;
    this.history.begin(label);
  }

  /** Close the step; listeners hear of it only if something changed. */
  commit(event = "pixels", detail = {}) {
    this.#open = null;
    const changed = this.history.commit();
    if (changed) this.#changed(event, detail);
    return changed;
  }

  /** Leave the step; everything is as before it. */
  cancel() {
    this.#open = null;
    const change = this.history.cancel();
    if (change) this.#shown(change);
  }

  undo() {
    return this.#travel("undo");
  }

  redo() {
    return this.#travel("redo");
  }

  #travel(way) {
    if (this.floating) {
      // a piece in the air is the newest thing done
      if (way === "undo") this.act("lasso-cancel");
      return way === "undo";
    }
    if (this.history.isOpen) return false;
    this.#recordPose();
    this.act("deselect");
    const change = this.history[way]();
    if (!change) return false;
    this.#shown(change);
    this.revision += 1;
    if (change.plane || change.resized) this.emit("pixels", { rect: change.rect, travel: way });
    for (const name of Object.keys(change.values)) this.emit(name, { travel: way });
    this.emit("change", {});
    return true;
  }

  #shown(change) {
    if (!this.viewport) return;
    if (change.resized || Object.keys(change.values).length) {
      this.viewport.renew(change.resized);
      if (change.resized) this.act("fit");
    }
    if (change.plane) this.viewport.dirtyAll(change.rects);
  }

  #changed(event, detail) {
    this.revision += 1;
    this.emit(event, detail);
    this.emit("change", {});
  }

  #restore(name, value) {
    if (name === "pose") this.#recorded = null;
    this[name] = value;
  }

  /** End whatever hangs in the air (a lifted piece, an open step) so that a new edit can begin. */
  settle() {
    if (this.floating) this.act("lasso-drop");
    if (this.history.isOpen && this.#open !== null) this.commit();
  }

  /**
   * Show another pose. With `record` it is one step of the history; without it only what is seen changes
   * (while a joint is dragged), and a later recorded call goes back to the last recorded pose.
   */
  setPose(pose, { label = "pose", record = true } = {}) {
    const before = this.#recorded ? this.#recorded.pose : this.pose;
    this.#recorded = record || pose === before ? null : { pose: before };
    this.pose = pose;
    if (record) {
      this.begin(label);
      this.history.value("pose", before, pose);
      this.commit("pose");
    } else {
      this.emit("pose", { live: true });
    }
  }

  /** Take over a finished picture, or null; the bitmap of the one before is let go. */
  setResult(result) {
    if (result?.bitmap !== this.result?.bitmap) this.result?.bitmap.close();
    Object.assign(this, { result, preview: null });
    this.viewport?.repaint();
  }

  /** A joint is being dragged or nudged: what that has come to is a step of its own. */
  #recordPose() {
    if (this.#recorded) this.setPose(this.pose);
  }

  /** One line in the stage; "error" stays longer and is read out at once. */
  say(text, kind = "info") {
    this.emit("message", { text, kind });
  }
}

function place(object, path, value) {
  const [name, ...rest] = path;
  if (rest.length) place(object[name], rest, value);
  else if (isPlain(value) && isPlain(object[name])) {
    for (const [key, part] of Object.entries(value)) place(object[name], [key], part);
  } else object[name] = value;
}

function isPlain(value) {
  return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
}
