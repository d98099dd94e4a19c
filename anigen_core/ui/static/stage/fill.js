// The bucket: the region around a place, bounded by lines that may have gaps.
//
// Gaps are closed by the trapped ball (Zhang et al., 2009): only places a disc of the gap's width can reach from
// the press count; corners too narrow for it are added when they border on nothing but this region. Then the
// region grows under its lines, so that no white rim stays.

import { clip, isEmpty, words } from "./planes.js";

const LINE = 96; // ink from here on is a line
const UNDER = 3; // pixels a region grows under its lines
const FAR = 255;
const STRAIGHT = 3; // chamfer distances: one pixel aside, one across
const DIAGONAL = 4;
const [OWN, OTHER, CORNER, CORNER_OWN] = [1, 2, 3, 4];

/**
 * The region under (x, y).
 * @param {object} options
 * @param {import("./planes.js").Planes} options.planes
 * @param {"ink"|"paint"} options.plane on the paint, other colors than that under the press bound it, too
 * @param {number} options.x whole canvas pixels
 * @param {number} options.y
 * @param {number} [options.gap] widest gap that is closed, pixels
 * @param {number} [options.tolerance] how far another paint may be from the one pressed, 0..255 a channel
 * @returns {{mask: Uint8Array, rect: object} | null} the mask is of the Rect, 1 inside; null where nothing is to fill
 */
export function fill({ planes, plane, x, y, gap = 0, tolerance = 0 }) {
  const seed = nearestFree(planes, plane, x, y, tolerance);
  if (!seed) return null;
  const free = freeTest(planes, plane, seed, tolerance);
  const plain = flood(planes.width, planes.height, seed, free);
  // everything else happens inside the plain region: closing gaps only makes it smaller
  const rect = clip(
    { x: plain.x - UNDER - 1, y: plain.y - UNDER - 1, width: plain.width + 2 * UNDER + 2, height: plain.height + 2 * UNDER + 2 },
    planes.width, planes.height,
  );
  const open = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row += 1) {
    const from = (rect.y + row) * planes.width + rect.x;
    for (let column = 0; column < rect.width; column += 1) {
      open[row * rect.width + column] = plain.reached[from + column];
    }
  }
  const start = (seed.y - rect.y) * rect.width + seed.x - rect.x;
  const mask = gap >= 1 ? closed(open, rect, start, gap / 2, planes) : open;
  grow(mask, rect, planes, plane);
  return { mask, rect };
}

/** Fill a region that fill() found; a step of the history has to be open. */
export function applyFill(planes, history, plane, { mask, rect }, color) {
  if (isEmpty(rect)) return;
  history?.touch(plane, rect);
  const target = plane === "paint" ? planes.paintWords() : planes.ink;
  const value = plane === "paint" ? words(Uint8Array.of(...color, 255))[0] : 255;
  for (let row = 0; row < rect.height; row += 1) {
    const at = (rect.y + row) * planes.width + rect.x;
    for (let column = 0; column < rect.width; column += 1) {
      if (mask[row * rect.width + column]) target[at + column] = value;
    }
  }
}

/** Whether a pixel can belong to the region around `seed`. */
function freeTest(planes, plane, seed, tolerance) {
  const { ink, width } = planes;
  if (plane === "ink") return (i) => ink[i] < LINE;
  const paint = planes.paintWords();
  const { paint: bytes } = planes;
  const wanted = paint[seed.y * width + seed.x];
  if (!tolerance) return (i) => ink[i] < LINE && paint[i] === wanted;
  const at = (seed.y * width + seed.x) * 4;
  const own = bytes.slice(at, at + 4);
  const near = (i) => {
    for (let k = 0; k < 4; k += 1) if (Math.abs(bytes[i * 4 + k] - own[k]) > tolerance) return false;
    return true;
  };
  return (i) => ink[i] < LINE && near(i);
}

/** The press itself, or, where it hit a line, the nearest place beside it within a few pixels. */
function nearestFree({ ink, width, height }, plane, x, y) {
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  let best = null;
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const [px, py] = [x + dx, y + dy];
      if (px < 0 || py < 0 || px >= width || py >= height || ink[py * width + px] >= LINE) continue;
      const away = dx * dx + dy * dy;
      if (!best || away < best.away) best = { x: px, y: py, away };
    }
  }
  return best;
}

/** Everything connected (four ways) to the seed: its Rect and a byte a pixel of the canvas. */
function flood(width, height, seed, free) {
  const reached = new Uint8Array(width * height);
  const stack = [seed.y * width + seed.x];
  let [left, right, top, bottom] = [seed.x, seed.x, seed.y, seed.y];
  while (stack.length) {
    const at = stack.pop();
    if (reached[at]) continue;
    const y = (at / width) | 0;
    const row = y * width;
    let from = at - row;
    let to = from;
    while (from > 0 && !reached[row + from - 1] && free(row + from - 1)) from -= 1;
    while (to < width - 1 && !reached[row + to + 1] && free(row + to + 1)) to += 1;
    reached.fill(1, row + from, row + to + 1);
    left = Math.min(left, from);
    right = Math.max(right, to);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (const next of [y - 1, y + 1]) {
      if (next < 0 || next >= height) continue;
      let inside = false;
      for (let x = from; x <= to; x += 1) {
        const i = next * width + x;
        const open = !reached[i] && free(i);
        if (open && !inside) stack.push(i);
        inside = open;
      }
    }
  }
  return { reached, x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The part of `open` that a disc of a radius reaches from the start, with the corners that are its alone. */
function closed(open, rect, start, radius, planes) {
  const { width, height } = rect;
  const far = distances(open, rect, planes);
  const reach = Math.min(Math.round(radius * STRAIGHT), far[start] - 1);
  const owner = new Uint8Array(open.length); // of each pixel: 1 this region, 2 another one
  const queue = new Int32Array(open.length);
  let count = connected(queue, start, width, height, (i) => far[i] > reach && !owner[i] && ((owner[i] = OWN), true));
  const owned = count;
  for (let i = 0; i < far.length; i += 1) {
    if (far[i] > reach && !owner[i]) {
      owner[i] = OTHER;
      queue[count] = i;
      count += 1;
    }
  }
  if (count === owned) return open; // the disc gets everywhere: there is no gap to close
  spread(owner, open, queue, count, width, height, Math.ceil(reach / STRAIGHT));

  // corners the disc does not reach: ours where they border on nothing else
  for (let i = 0; i < open.length; i += 1) {
    if (!open[i] || owner[i]) continue;
    let borders = 0;
    const size = connected(queue, i, width, height, (j) => {
      if (!open[j]) return false;
      if (owner[j]) {
        if (owner[j] <= OTHER) borders |= owner[j];
        return false;
      }
      owner[j] = CORNER;
      return true;
    });
    if (borders === OWN) for (let k = 0; k < size; k += 1) owner[queue[k]] = CORNER_OWN;
  }
  const mask = new Uint8Array(open.length);
  for (let i = 0; i < mask.length; i += 1) mask[i] = owner[i] === OWN || owner[i] === CORNER_OWN ? 1 : 0;
  return mask;
}

/** About three times the distance of each open pixel to the nearest closed one, at most 255 (chamfer 3-4). */
function distances(open, { x: left, y: top, width, height }, planes) {
  const far = new Uint8Array(open.length);
  // the canvas' own edge narrows nothing: a region may end there
  const edge = (free) => (free ? FAR : 0);
  const west = edge(left === 0);
  const north = edge(top === 0);
  const east = edge(left + width === planes.width);
  const south = edge(top + height === planes.height);
  const at = (x, y) => (y < 0 ? north : y >= height ? south : x < 0 ? west : x >= width ? east : far[y * width + x]);
  const pass = (y, x, way) => {
    const i = y * width + x;
    if (!open[i]) return;
    let near = far[i] || FAR;
    if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
      const before = i - way * width;
      near = Math.min(near, far[i - way] + STRAIGHT, far[before] + STRAIGHT, far[before - 1] + DIAGONAL, far[before + 1] + DIAGONAL);
    } else {
      near = Math.min(near, at(x - way, y) + STRAIGHT, at(x, y - way) + STRAIGHT, at(x - 1, y - way) + DIAGONAL, at(x + 1, y - way) + DIAGONAL);
    }
    far[i] = near;
  };
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) pass(y, x, 1);
  for (let y = height - 1; y >= 0; y -= 1) for (let x = width - 1; x >= 0; x -= 1) pass(y, x, -1);
  return far;
}

/** Put what is connected (four ways) to `start` into the queue; `enter` says once of each whether it belongs. */
function connected(queue, start, width, height, enter) {
  let end = 0;
  const last = width * height;
  const look = (i) => {
    if (enter(i)) {
      queue[end] = i;
      end += 1;
    }
  };
  look(start);
  for (let next = 0; next < end; next += 1) {
    const i = queue[next];
    const x = i % width;
    if (x > 0) look(i - 1);
    if (x + 1 < width) look(i + 1);
    if (i >= width) look(i - width);
    if (i + width < last) look(i + width);
  }
  return end;
}

/** Spread owners over open pixels that have none, about `steps` pixels far; `queue` holds those that have one. */
function spread(owner, open, queue, count, width, height, steps) {
  let begin = 0;
  let end = count;
  for (let step = 0; step < steps; step += 1) {
    const until = end;
    for (let k = begin; k < until; k += 1) {
      const at = queue[k];
      const x = at % width;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          // sideways, and diagonally every other time: near enough to a disc
          if ((dx === 0 && dy === 0) || (step % 2 && dx !== 0 && dy !== 0)) continue;
          if (x + dx < 0 || x + dx >= width) continue;
          const i = at + dy * width + dx;
          if (i < 0 || i >= owner.length || owner[i] || !open[i]) continue;
          owner[i] = owner[at];
          queue[end] = i;
          end += 1;
        }
      }
    }
    begin = until;
  }
}

/** Grow a mask by a few pixels over what is line. */
function grow(mask, { x, y, width }, { ink, width: across }, plane) {
  for (let step = 0; step < UNDER; step += 1) {
    const next = [];
    for (let i = 0; i < mask.length; i += 1) {
      if (mask[i]) continue;
      const column = i % width;
      const beside = (column > 0 && mask[i - 1]) || (column + 1 < width && mask[i + 1]) || mask[i - width] || mask[i + width];
      if (!beside) continue;
      const tone = ink[(y + ((i / width) | 0)) * across + x + column];
      if (tone >= 8 && !(plane === "ink" && tone >= 250)) next.push(i);
    }
    for (const i of next) mask[i] = 1;
  }
}
