// The tools. A tool begins at a press and answers with a session: move(samples), up(), cancel().
// Samples are {x, y, pressure} in canvas pixels. A session leaves one step in the history, or none.

import { Stroke } from "./pixels/brush.js";
import { applyFill, fill } from "./pixels/fill.js";
import { parseHex, toHex } from "./pixels/color.js";
import { beginLasso } from "./lasso.js";

const CLICK = 4; // screen pixels: less movement than this is a click
const POUR = 40; // screen pixels: a bucket that is dragged farther was not meant

/** Begin `tool` at a sample; `keys` is {shift, touch}. @returns a session, or null if nothing begins */
export function beginTool(app, tool, sample, keys) {
  if (tool === "brush" || tool === "eraser") return beginStroke(app, tool === "eraser", sample, keys);
  if (tool === "bucket") return beginBucket(app, sample);
  if (tool === "picker") return beginPicker(app, sample);
  if (tool === "lasso") return beginLasso(app, sample, keys);
  return null;
}

function beginStroke(app, erase, sample, keys) {
  const { plane } = app;
  const sizes = app.options[app.sizesOf];
  const hints = app.mode === "colorize" && !erase;
  app.begin(erase ? "eraser" : "brush");
  const stroke = new Stroke({
    planes: app.planes,
    history: app.history,
    plane,
    erase,
    color: parseHex(app.color),
    size: erase ? sizes.eraser : sizes.size,
    pressureSize: hints ? 0 : app.options.pressureSize, // a dot is a dot, however lightly it is put down
    pressureOpacity: app.options.pressureOpacity,
    stabilizer: app.options.stabilizer,
    symmetry: app.axis,
    grain: app.view.grain,
  });
  const show = (rect) => {
    for (const part of stroke.rects.length ? stroke.rects : [rect]) app.viewport.dirty(plane, part);
  };
  const straight = keys.shift;
  let last = sample;
  let far = 0;
  const { lastPoint } = app;
  if (!straight) show(stroke.add(sample));

  return {
    move(samples) {
      for (const next of samples) {
        far = Math.max(far, Math.hypot(next.x - sample.x, next.y - sample.y) * app.view.scale);
        last = next;
        if (!straight) show(stroke.add(next));
      }
      if (straight && far >= CLICK) show(stroke.straight(sample, last));
    },
    up() {
      if (straight && far < CLICK) {
        // a click with Shift goes on from where the last stroke ended
        show(stroke.straight(lastPoint?.plane === plane ? lastPoint : sample, { ...sample, pressure: undefined }));
      }
      show(stroke.end());
      app.lastPoint = { x: last.x, y: last.y, plane };
      if (plane === "paint" && !erase) app.remember(app.color);
      app.commit("pixels", { rect: stroke.reach, plane });
    },
    cancel() {
      app.cancel();
    },
  };
}

function beginBucket(app, sample) {
  let from = sample;
  let far = 0;
  return {
    move(samples) {
      from = samples.at(-1);
      far = Math.max(far, Math.hypot(from.x - sample.x, from.y - sample.y) * app.view.scale);
    },
    up() {
      if (far < POUR) pour(app, sample.x, sample.y);
    },
    cancel() {},
  };
}

/** Fill the region under a place. @returns {boolean} whether anything was filled */
export function pour(app, x, y, color = app.color) {
  const { planes, plane, options } = app;
  const place = { x: Math.floor(x), y: Math.floor(y) };
  if (place.x < 0 || place.y < 0 || place.x >= planes.width || place.y >= planes.height) return false;
  const rgb = parseHex(color);
  app.begin("fill");
  const region = fill({ planes, plane, ...place, color: rgb, gap: options.gap });
  if (!region) {
    app.cancel();
    return false;
  }
  applyFill(planes, app.history, plane, region, rgb);
  app.viewport.dirty(plane, region.rect);
  if (plane === "paint") app.remember(color);
  return app.commit("pixels", { rect: region.rect, plane });
}

function beginPicker(app, sample) {
  const show = (at) => {
    const color = colorAt(app, at.x, at.y);
    app.viewport.overlay.picked = color ?? "transparent";
    app.viewport.overlay.showRing();
    return color;
  };
  let color = show(sample);
  return {
    picking: true,
    move(samples) {
      color = show(samples.at(-1));
    },
    up() {
      app.viewport.overlay.picked = null;
      if (color) app.set({ color });
    },
    cancel() {
      app.viewport.overlay.picked = null;
      app.viewport.overlay.showRing();
    },
  };
}

/** The color seen at a place: the paint's own exact one, else the finished picture's, else the reference's. */
function colorAt(app, x, y) {
  const { planes, layers } = app;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= planes.width || row >= planes.height) return null;
  const at = (row * planes.width + column) * 4;
  const result = layers.result.visible ? (app.preview?.bitmap ?? app.result?.bitmap) : null;
  if (layers.colors.visible && planes.paint[at + 3]) return toHex([...planes.paint.subarray(at, at + 3)]);
  if (result) return pixelOf(result, x / planes.width, y / planes.height);
  if (layers.reference.visible && app.reference) {
    const { width, height } = app.reference;
    const fit = Math.min(planes.width / width, planes.height / height);
    const u = (x - (planes.width - width * fit) / 2) / (width * fit);
    const v = (y - (planes.height - height * fit) / 2) / (height * fit);
    return pixelOf(app.reference, u, v);
  }
  return null;
}

let probe = null;

function pixelOf(bitmap, u, v) {
  if (u < 0 || v < 0 || u >= 1 || v >= 1) return null;
  probe ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  probe.clearRect(0, 0, 1, 1);
  probe.drawImage(bitmap, Math.floor(u * bitmap.width), Math.floor(v * bitmap.height), 1, 1, 0, 0, 1, 1);
  const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
  return a >= 128 ? toHex([r, g, b]) : null;
}
