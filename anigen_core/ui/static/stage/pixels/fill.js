// The bucket: the region around a place, bounded by lines that may have gaps, and grown under them.

import { clip, intersect, isEmpty, words } from "./planes.js";
import { CLOSED, FREE, INK, OPEN, OUTSIDE, flood, keepRoom } from "./rooms.js";
import { growUnder } from "./under.js";

const LINE = 96; // ink from here on is a line
const UNDER = 3; // pixels a region grows under its lines
const STRIP = 64; // rows of which the history is told at once: a tile's height

/**
 * The region under (x, y).
 * @param {object} options
 * @param {import("./planes.js").Planes} options.planes
 * @param {"ink"|"paint"} options.plane on the paint, other colors than that under the press bound it, too
 * @param {number} options.x whole canvas pixels
 * @param {number} options.y
 * @param {number[]} [options.color] what it is for: a press on a line means the side that is not of that color yet
 * @param {number} [options.gap] widest gap that is closed, pixels; 0 closes none
 * @returns {{mask: Uint8Array, rect: object} | null} the mask is of the Rect, 1 inside; null where nothing is to fill
 */
export function fill({ planes, plane, x, y, color = null, gap = 0 }) {
  const seed = placeOf(planes, plane, x, y, color);
  if (!seed) return null;
  const canvas = gridOf(planes, plane, seed);
  const wide = planes.width + 2;
  const plain = flood(canvas, wide, (seed.y + 1) * wide + seed.x + 1, FREE, OPEN);
  // everything else happens around the plain region: closing gaps only makes it smaller
  const margin = 2 * UNDER + 1;
  const { left, top } = plain;
  const [width, height] = [plain.right - left + 1, plain.bottom - top + 1];
  const rect = clip(
    { x: left - 1 - margin, y: top - 1 - margin, width: width + 2 * margin, height: height + 2 * margin },
    planes.width, planes.height,
  );
  const grid = cut(canvas, wide, rect);
  const stride = rect.width + 2;
  const start = (seed.y - rect.y + 1) * stride + seed.x - rect.x + 1;
  const isBox = plain.count === width * height;
  if (gap >= 1 && !isBox) keepRoom(grid, stride, start, gap);
  growUnder(grid, stride, UNDER);
  return regionOf(grid, rect);
}

/** Fill a region that fill() found; a step of the history has to be open. */
export function applyFill(planes, history, plane, { mask, rect }, color) {
  if (isEmpty(rect)) return;
  const target = plane === "paint" ? planes.paintWords() : planes.ink;
  const value = plane === "paint" ? words(Uint8Array.of(...color, 255))[0] : 255;
  for (let row = 0; row < rect.height; row += 1) {
    const y = rect.y + row;
    if (row === 0 || y % STRIP === 0) {
      history?.touch(plane, intersect(rect, { ...rect, y: y - (y % STRIP), height: STRIP }));
    }
    const at = y * planes.width + rect.x;
    for (let i = row * rect.width, end = i + rect.width, shift = at - i; i < end; i += 1) {
      if (!mask[i]) continue;
      const first = i;
      while (i < end && mask[i]) i += 1;
      target.fill(value, first + shift, i + shift);
    }
  }
}

/**
 * The press itself, or, where it hit a line, the best place beside it: near, not of that color yet, and not just a
 * speck between lines; null outside the canvas and where ink is all there is.
 */
function placeOf(planes, plane, x, y, color) {
  const { ink, width, height } = planes;
  const isOn = (px, py) => px >= 0 && py >= 0 && px < width && py < height;
  if (!isOn(x, y)) return null;
  if (ink[y * width + x] < LINE) return { x, y };
  const paint = planes.paintWords();
  const done = plane === "paint" && color ? words(Uint8Array.of(...color, 255))[0] : null;
  const reach = Math.max(4, Math.round(Math.max(width, height) / 256));
  let best = null;
  for (let py = y - reach; py <= y + reach; py += 1) {
    for (let px = x - reach; px <= x + reach; px += 1) {
      if (!isOn(px, py) || ink[py * width + px] >= LINE) continue;
      const detour = (paint[py * width + px] === done ? 2 : 0) + (isSpeck(planes, px, py) ? reach : 0);
      const away = Math.hypot(px - x, py - y) + detour;
      if (!best || away < best.away) best = { x: px, y: py, away };
    }
  }
  return best;
}

/** Whether a place without ink is one of only a few such pixels between lines. */
function isSpeck({ ink, width, height }, x, y) {
  const found = [y * width + x];
  for (let k = 0; k < found.length; k += 1) {
    const at = found[k];
    const column = at % width;
    const beside = [at - width, at + width];
    if (column > 0) beside.push(at - 1);
    if (column + 1 < width) beside.push(at + 1);
    for (const i of beside) {
      if (i >= 0 && i < width * height && ink[i] < LINE && !found.includes(i)) found.push(i);
    }
    if (found.length > 8) return false;
  }
  return true;
}

/** What every pixel is to the region around `seed`, with a frame one cell wide: see rooms.js. */
function gridOf(planes, plane, seed) {
  const { ink, width, height } = planes;
  const stride = width + 2;
  const grid = new Uint8Array(stride * (height + 2));
  const paint = planes.paintWords();
  const wanted = paint[seed.y * width + seed.x];
  for (let y = 0; y < height; y += 1) {
    const end = (y + 1) * width;
    let to = (y + 1) * stride + 1;
    if (plane === "ink") for (let i = end - width; i < end; i += 1, to += 1) grid[to] = ink[i] < LINE ? FREE : INK;
    else {
      for (let i = end - width; i < end; i += 1, to += 1) {
        grid[to] = ink[i] >= LINE ? INK : paint[i] === wanted ? FREE : CLOSED;
      }
    }
  }
  return framed(grid, stride);
}

/** The part of the canvas' grid inside a Rect, with a frame of its own. */
function cut(canvas, wide, rect) {
  const stride = rect.width + 2;
  if (stride === wide && (rect.height + 2) * wide === canvas.length) return canvas;
  const grid = new Uint8Array(stride * (rect.height + 2));
  for (let row = 1; row <= rect.height; row += 1) {
    const from = (rect.y + row) * wide + rect.x + 1;
    grid.set(canvas.subarray(from, from + rect.width), row * stride + 1);
  }
  return framed(grid, stride);
}

function framed(grid, stride) {
  grid.fill(OUTSIDE, 0, stride);
  grid.fill(OUTSIDE, grid.length - stride);
  for (let i = stride; i < grid.length; i += stride) grid[i] = grid[i + stride - 1] = OUTSIDE;
  return grid;
}

/** The mask of what is OPEN or GROWN, and the smallest Rect around that. */
function regionOf(grid, { x, y, width, height }) {
  const stride = width + 2;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let row = 0; row < height; row += 1) {
    const from = (row + 1) * stride + 1;
    let [first, last] = [0, width - 1];
    while (first < width && grid[from + first] < OPEN) first += 1;
    if (first === width) continue;
    while (grid[from + last] < OPEN) last -= 1;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, row);
    bottom = row;
  }
  const rect = { x: x + left, y: y + top, width: right - left + 1, height: bottom - top + 1 };
  const mask = new Uint8Array(rect.width * rect.height);
  for (let row = 0, i = 0; row < rect.height; row += 1) {
    const from = (top + row + 1) * stride + left + 1;
    for (let at = from; at < from + rect.width; at += 1, i += 1) mask[i] = grid[at] < OPEN ? 0 : 1;
  }
  return { mask, rect };
}
