// The window onto the drawing: its layers on one canvas of the screen's pixels, marks and cursor above it.
//
// Nothing is drawn at once: changes are collected and one animation frame shows them, a stroke only where it
// changed something. The view counts in CSS pixels from the viewport's corner.

import { NOTHING, around, clip, isEmpty, union } from "./pixels/planes.js";
import { PlaneLayer, drawGuide } from "./layers.js";
import { LAYERS, LAYERS_OF_HINTS } from "./app.js";
import { Overlay } from "./overlay.js";

const DESK = { light: "#d9d5ce", dark: "#141312" };
const PAPER = "#ffffff";
const PAPER_OF_HINTS = "#efece6"; // a white hint is seen on it
/** While the pose of a reference is corrected, it is all that is seen. */
const ALONE = { reference: { visible: true, opacity: 0.9 } };
const OVER = { colors: { visible: true, opacity: 1 }, lines: { visible: true, opacity: 1 } };
const HIDDEN = { visible: false, opacity: 0 };
const CALM_MS = 140;
const DENSITY_MOST = 3;

export class Viewport {
  #dirty = NOTHING;
  #all = true;
  #frame = 0;
  #calm = 0;
  #moving = false;
  #guide = null;
  #tiles = null;

  constructor(app, holder) {
    Object.assign(this, { app, holder, width: 0, height: 0, density: 1 });
    holder.innerHTML = `
      <canvas class="ds-screen"></canvas>
      <div class="ds-over"></div>
      <canvas class="ds-overlay"></canvas>
      <div class="ds-ring" hidden></div>`;
    this.canvas = holder.querySelector(".ds-screen");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.svgHolder = holder.querySelector(".ds-over");
    this.planes = { colors: new PlaneLayer(app.planes, "paint"), lines: new PlaneLayer(app.planes, "ink") };
    this.overlay = new Overlay(this, holder.querySelector(".ds-overlay"), holder.querySelector(".ds-ring"));
    new ResizeObserver(() => this.#measure()).observe(holder);
    new MutationObserver(() => this.repaint()).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    app.viewport = this;
    app.on("pose", () => this.renew(false));
    this.#measure();
  }

  // --- the view

  /** A real-numbered canvas place under a pointer event's place on the page. */
  place(clientX, clientY) {
    const box = this.box;
    return this.app.view.toCanvas(clientX - box.left, clientY - box.top);
  }

  /** Where the viewport lies on the page; asked anew at the start of every gesture, not at each move. */
  get box() {
    this.boxKept ??= this.holder.getBoundingClientRect();
    return this.boxKept;
  }

  locate() {
    this.boxKept = null;
    return this.box;
  }

  /** Change the view by `move(view, viewport)` and show it. */
  moveView(move) {
    const { app } = this;
    move(app.view, this);
    app.view.keepInside(app.planes, this);
    this.#moving = true;
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#moving = false;
      this.repaint();
    }, CALM_MS);
    this.repaint();
    app.emit("view");
  }

  fit() {
    this.fitted = true;
    this.moveView((view) => view.fit(this.app.planes, this, Math.min(28, this.width / 20)));
  }

  // --- what has to be drawn

  /** Pixels of a plane changed inside a Rect. */
  dirty(plane, rect) {
    const layer = plane === "paint" ? this.planes.colors : this.planes.lines;
    layer.mark(rect);
    this.#dirty = union(this.#dirty, rect);
    this.#ask();
  }

  /** Pixels changed: {ink: Rect, paint: Rect}. */
  dirtyAll(rects) {
    for (const [plane, rect] of Object.entries(rects)) if (!isEmpty(rect)) this.dirty(plane, rect);
  }

  /** Everything is drawn again; `pixels`: the planes have other arrays, too. */
  renew(pixels = true) {
    this.#guide = null;
    if (pixels) for (const layer of Object.values(this.planes)) layer.renew();
    this.repaint();
  }

  /** Draw the whole viewport again. */
  repaint() {
    this.#all = true;
    this.#ask();
    this.overlay.ask();
  }

  #ask() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #measure() {
    const box = this.locate();
    const density = Math.min(DENSITY_MOST, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(box.width), Math.round(box.height)];
    if (!width || !height || (width === this.width && height === this.height && density === this.density)) return;
    const first = !this.width;
    const middle = { x: (width - this.width) / 2, y: (height - this.height) / 2 };
    Object.assign(this, { width, height, density });
    for (const canvas of [this.canvas, this.overlay.canvas]) {
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
    }
    if (first || this.fitted) this.fit();
    else this.moveView((view) => view.pan(middle.x, middle.y));
    this.#draw(); // a canvas given a size is empty: without this it would blink
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.width) return;
    const began = performance.now();
    if (this.#all) this.#drawArea(null);
    else if (!isEmpty(this.#dirty)) this.#drawArea(this.#dirty);
    this.#all = false;
    this.#dirty = NOTHING;
    this.app.emit("frame", { ms: performance.now() - began });
  }

  // --- drawing

  /** All layers inside a Rect of the drawing, or everywhere. */
  #drawArea(rect) {
    const { context, app } = this;
    const matrix = app.view.matrix(this.density);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    let region = null;
    if (rect) {
      const edge = this.#onScreen(rect);
      if (isEmpty(edge)) return context.restore();
      context.beginPath();
      context.rect(edge.x, edge.y, edge.width, edge.height);
      context.clip();
      region = this.#sourceOf(edge);
    }
    context.fillStyle = DESK[document.body.classList.contains("dark") ? "dark" : "light"];
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.#drawPaper();
    context.setTransform(...matrix);
    const { scale } = app.view;
    for (const name of app.mode === "colorize" ? LAYERS_OF_HINTS : LAYERS) {
      const only = app.correcting ? ALONE : app.painted ? OVER : null;
      const { visible, opacity } = only ? only[name] ?? HIDDEN : app.layers[name];
      if (!visible || opacity <= 0) continue;
      context.globalAlpha = opacity;
      const near = scale * this.density >= 2;
      context.imageSmoothingEnabled = !(near && name in this.planes);
      context.imageSmoothingQuality = this.#moving ? "low" : scale * this.density < 0.6 ? "high" : "medium";
      this.#drawLayer(name, region);
    }
    context.globalAlpha = 1;
    if (app.floating && app.piece) {
      context.imageSmoothingEnabled = true;
      app.piece.draw(context);
    }
    context.restore();
  }

  /** The whole screen pixels a Rect of the drawing reaches into, one more around for smoothing. */
  #onScreen(rect) {
    const { view } = this.app;
    const a = view.toScreen(rect.x, rect.y);
    const b = view.toScreen(rect.x + rect.width, rect.y + rect.height);
    const d = this.density;
    const soft = 1 + Math.ceil(view.scale * d);
    const edge = around(
      Math.min(a.x, b.x) * d - soft, Math.min(a.y, b.y) * d - soft,
      Math.max(a.x, b.x) * d + soft, Math.max(a.y, b.y) * d + soft,
    );
    return clip(edge, this.canvas.width, this.canvas.height);
  }

  /** The pixels of the drawing that are needed to fill some screen pixels. */
  #sourceOf(edge) {
    const { view, planes } = this.app;
    const d = this.density;
    const a = view.toCanvas(edge.x / d, edge.y / d);
    const b = view.toCanvas((edge.x + edge.width) / d, (edge.y + edge.height) / d);
    // on a grid of eight, so that pictures made smaller are sampled alike in every part
    const more = 2 + 3 / view.scale;
    const low = (value) => Math.floor((value - more) / 8) * 8;
    const high = (value) => Math.ceil((value + more) / 8) * 8;
    const [left, right] = [low(Math.min(a.x, b.x)), high(Math.max(a.x, b.x))];
    const [top, bottom] = [low(a.y), high(b.y)];
    return clip({ x: left, y: top, width: right - left, height: bottom - top }, planes.width, planes.height);
  }

  #drawPaper() {
    const { context, app } = this;
    const { width, height } = app.planes;
    const a = app.view.toScreen(0, 0);
    const b = app.view.toScreen(width, height);
    const d = this.density;
    const [x, y] = [Math.min(a.x, b.x) * d, Math.min(a.y, b.y) * d];
    const [w, h] = [Math.abs(a.x - b.x) * d, Math.abs(a.y - b.y) * d];
    context.shadowColor = "rgba(0, 0, 0, 0.28)";
    context.shadowBlur = 14 * d;
    context.shadowOffsetY = 2 * d;
    context.fillStyle = app.mode === "colorize" ? PAPER_OF_HINTS : PAPER;
    context.fillRect(x, y, w, h);
    context.shadowColor = "transparent";
    if (!app.options.checker) return;
    context.fillStyle = this.#checker();
    context.fillRect(x, y, w, h);
  }

  #checker() {
    if (!this.#tiles) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 16;
      const context = tile.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 16, 16);
      context.fillStyle = "#dcdad6";
      context.fillRect(0, 0, 8, 8);
      context.fillRect(8, 8, 8, 8);
      this.#tiles = this.context.createPattern(tile, "repeat");
    }
    return this.#tiles;
  }

  #drawLayer(name, region) {
    const { app, context } = this;
    const { width, height } = app.planes;
    if (name in this.planes) {
      const layer = this.planes[name];
      const large = region && region.width * region.height * 2 > width * height;
      const { source, x, y } = region && !large ? layer.part(region) : layer.whole();
      if (source === layer.canvas) context.drawImage(source, 0, 0);
      else {
        const { width: w, height: h } = region;
        context.drawImage(source, 0, 0, w, h, x, y, w, h);
      }
    } else if (name === "reference" && app.reference) {
      const fit = Math.min(width / app.reference.width, height / app.reference.height);
      const [w, h] = [app.reference.width * fit, app.reference.height * fit];
      context.drawImage(app.reference, (width - w) / 2, (height - h) / 2, w, h);
    } else if (name === "figure" && app.figure && app.pose) {
      if (app.figure.width === width && app.figure.height === height) context.drawImage(app.figure.bitmap, 0, 0, width, height);
    } else if (name === "guide" && app.pose && app.mode !== "pose") {
      const bare = Boolean(app.figure) && app.layers.figure.visible; // the figure is its flesh
      if (this.#guide?.bare !== bare) this.#guide = { bare, canvas: drawGuide(app.pose, width, height, { bare }) };
      context.drawImage(this.#guide.canvas, 0, 0, width, height);
    } else if (name === "result") {
      const bitmap = app.preview?.bitmap ?? app.result?.bitmap;
      if (bitmap) context.drawImage(bitmap, 0, 0, width, height);
    }
  }
}
