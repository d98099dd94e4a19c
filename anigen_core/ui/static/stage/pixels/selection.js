// A part of the drawing: which pixels a lasso holds, lifting them, laying them down moved, scaled or turned.

import { NOTHING, around, clip, isEmpty, union } from "./planes.js";

export class Selection {
  /** @param {Uint8Array} mask of the canvas, 255 inside @param {object} bounds Rect around what is inside */
  constructor(width, height, mask, bounds) {
    Object.assign(this, { width, height, mask, bounds });
  }

  /**
   * What lies inside a closed loop of canvas places {x, y}; a pixel is in when its middle is. Where the loop
   * crosses itself the inside stays inside (non-zero winding).
   */
  static fromPolygon(points, width, height) {
    const mask = new Uint8Array(width * height);
    const tops = points.map(({ y }) => y);
    const first = Math.max(0, Math.floor(least(tops)));
    const last = Math.min(height - 1, Math.ceil(most(tops)));
    let bounds = NOTHING;
    for (let y = first; y <= last; y += 1) {
      const crossings = crossed(points, y + 0.5);
      let winding = 0;
      for (let i = 0; i + 1 < crossings.length; i += 1) {
        winding += crossings[i].way;
        if (!winding) continue;
        const from = Math.max(0, Math.ceil(crossings[i].x - 0.5));
        const to = Math.min(width, Math.ceil(crossings[i + 1].x - 0.5));
        if (to <= from) continue;
        mask.fill(255, y * width + from, y * width + to);
        bounds = union(bounds, { x: from, y, width: to - from, height: 1 });
      }
    }
    return new Selection(width, height, mask, bounds);
  }
}

function crossed(points, y) {
  const found = [];
  for (let i = 0; i < points.length; i += 1) {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    if (a.y <= y === b.y <= y) continue;
    found.push({ x: a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y), way: a.y < b.y ? 1 : -1 });
  }
  return found.sort((a, b) => a.x - b.x);
}

const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Pixels that were lifted: ink and paint of a Rect, empty where nothing was selected; null for a plane left out. */
export class Floating {
  constructor(bounds, { ink = null, paint = null }) {
    Object.assign(this, { bounds, ink, paint });
  }

  /** One plane as RGBA bytes of the Rect `bounds`, for showing it. */
  rgba(plane) {
    if (plane === "paint") return this.paint;
    const out = new Uint8ClampedArray(this.ink.length * 4);
    for (let i = 0; i < this.ink.length; i += 1) out[i * 4 + 3] = this.ink[i];
    return out;
  }
}

/**
 * Take the selected pixels of the planes `which` off the canvas; a step of the history has to be open.
 * Without a history they are copied and stay where they are.
 * @returns {Floating}
 */
export function lift(planes, history, selection, which) {
  const { bounds, mask } = selection;
  const parts = {};
  for (const plane of which) {
    const pixels = planes.read(plane, bounds);
    const step = plane === "ink" ? 1 : 4;
    history?.touch(plane, bounds);
    for (let row = 0; row < bounds.height; row += 1) {
      const at = (bounds.y + row) * planes.width + bounds.x;
      for (let column = 0; column < bounds.width; column += 1) {
        const here = (row * bounds.width + column) * step;
        const there = (at + column) * step;
        if (!mask[at + column]) pixels.fill(0, here, here + step);
        else if (history) planes[plane].fill(0, there, there + step);
      }
    }
    parts[plane] = pixels;
  }
  return new Floating(bounds, parts);
}

/** The same piece mirrored sideways, in the same Rect. */
export function flipped(floating) {
  const { bounds } = floating;
  const mirror = (pixels, step) => {
    if (!pixels) return null;
    const out = new pixels.constructor(pixels.length);
    for (let row = 0; row < bounds.height; row += 1) {
      for (let column = 0; column < bounds.width; column += 1) {
        const from = (row * bounds.width + column) * step;
        out.set(pixels.subarray(from, from + step), (row * bounds.width + bounds.width - 1 - column) * step);
      }
    }
    return out;
  };
  return new Floating(bounds, { ink: mirror(floating.ink, 1), paint: mirror(floating.paint, 4) });
}

/**
 * Lay a piece down: scaled and turned about the middle of its bounds, then moved by (dx, dy). Ink is resampled
 * smoothly and laid over the ink there, paint keeps its exact colors. A move by whole pixels changes no pixel.
 * @returns {object} the Rect that was reached
 */
export function drop(planes, history, floating, transform) {
  const rect = clip(reach(floating.bounds, transform), planes.width, planes.height);
  if (isEmpty(rect)) return NOTHING;
  const back = inverse(floating.bounds, transform);
  for (const plane of ["ink", "paint"]) {
    if (!floating[plane]) continue;
    history?.touch(plane, rect);
    if (plane === "ink") dropInk(planes, floating, rect, back, transform);
    else dropPaint(planes, floating, rect, back);
  }
  return rect;
}

/** The Rect a piece covers under a transform. */
export function reach(bounds, { dx, dy, scale, angle }) {
  const [cx, cy] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2];
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const w = ((bounds.width * cos + bounds.height * sin) * scale) / 2;
  const h = ((bounds.width * sin + bounds.height * cos) * scale) / 2;
  return around(cx + dx - w - 1e-6, cy + dy - h - 1e-6, cx + dx + w + 1e-6, cy + dy + h + 1e-6);
}

/** The place in the piece (from its corner, real-numbered pixels) for a place on the canvas. */
function inverse(bounds, { dx, dy, scale, angle }) {
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [cx, cy] = [bounds.x + bounds.width / 2 + dx, bounds.y + bounds.height / 2 + dy];
  return (x, y) => [
    (x - cx) * cos + (y - cy) * sin + bounds.width / 2,
    (y - cy) * cos - (x - cx) * sin + bounds.height / 2,
  ];
}

function dropPaint(planes, { bounds, paint }, rect, back) {
  for (let y = rect.y; y < rect.y + rect.height; y += 1) {
    for (let x = rect.x; x < rect.x + rect.width; x += 1) {
      const [u, v] = back(x + 0.5, y + 0.5);
      const [column, row] = [Math.floor(u + 1e-7), Math.floor(v + 1e-7)];
      if (column < 0 || row < 0 || column >= bounds.width || row >= bounds.height) continue;
      const from = (row * bounds.width + column) * 4;
      if (!paint[from + 3]) continue;
      const to = (y * planes.width + x) * 4;
      for (let i = 0; i < 4; i += 1) planes.paint[to + i] = paint[from + i];
    }
  }
}

function dropInk(planes, { bounds, ink }, rect, back, { scale }) {
  const { width, height } = bounds;
  const pixel = (column, row) =>
    column < 0 || row < 0 || column >= width || row >= height ? 0 : ink[row * width + column];
  const smooth = (u, v) => {
    const [x, y] = [u - 0.5, v - 0.5];
    const [left, top] = [Math.floor(x + 1e-7), Math.floor(y + 1e-7)];
    const [a, b] = [Math.max(0, x - left), Math.max(0, y - top)];
    const upper = pixel(left, top) * (1 - a) + pixel(left + 1, top) * a;
    const lower = pixel(left, top + 1) * (1 - a) + pixel(left + 1, top + 1) * a;
    return upper * (1 - b) + lower * b;
  };
  // made smaller: several samples a pixel, so that thin lines do not break
  const samples = Math.min(8, Math.max(1, Math.ceil(1 / scale - 1e-7)));
  for (let y = rect.y; y < rect.y + rect.height; y += 1) {
    for (let x = rect.x; x < rect.x + rect.width; x += 1) {
      let sum = 0;
      for (let j = 0; j < samples; j += 1) {
        for (let i = 0; i < samples; i += 1) sum += smooth(...back(x + (i + 0.5) / samples, y + (j + 0.5) / samples));
      }
      const over = Math.round(sum / (samples * samples));
      if (!over) continue;
      const at = y * planes.width + x;
      const under = planes.ink[at];
      planes.ink[at] = Math.round(under + over - (under * over) / 255);
    }
  }
}
