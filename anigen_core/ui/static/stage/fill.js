// The bucket: the region around a place, bounded by lines that may have gaps.
//
// Gaps are closed by the trapped ball (Zhang et al., 2009): only places a disc of the gap's width can reach from
// the press count; corners too narrow for it are added when they border on nothing but this region. Then the
// region grows under its lines, so that no white rim stays.

import { clip, isEmpty, words } from "./planes.js";

const LINE = 96; // ink from here on is a line
const UNDER = 3; // pixels a region grows under its lines
const FAR = 1e9;
const DIAGONAL = Math.SQRT2;

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
function closed(open, { width, height, x, y }, start, radius, planes) {
  // the canvas' own edge does not narrow anything: a region may end there
  const far = distances(open, width, height, {
    left: x === 0, top: y === 0, right: x + width === planes.width, bottom: y + height === planes.height,
  });
  const reach = Math.min(radius, far[start] - 0.5);
  const core = (i) => far[i] > reach;
  let from = start;
  if (!core(from)) return open;
  const cores = label(width, height, core);
  const own = cores.of[from];
  // each core spread by the disc again: which core's is each pixel?
  const owner = spread(cores.of, open, width, height, reach);
  const rest = label(width, height, (i) => open[i] === 1 && owner[i] === 0);
  const touches = new Uint8Array(rest.count + 1); // 1: our region, 2: another one
  const look = (a, b) => {
    if (rest.of[a] && owner[b]) touches[rest.of[a]] |= owner[b] === own ? 1 : 2;
  };
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const i = row * width + column;
      if (column + 1 < width) {
        look(i, i + 1);
        look(i + 1, i);
      }
      if (row + 1 < height) {
        look(i, i + width);
        look(i + width, i);
      }
    }
  }
  const mask = new Uint8Array(open.length);
  for (let i = 0; i < mask.length; i += 1) {
    mask[i] = owner[i] === own || (rest.of[i] && touches[rest.of[i]] === 1) ? 1 : 0;
  }
  return mask;
}

/** About the distance of each open pixel to the nearest closed one (two passes). */
function distances(open, width, height, free) {
  const far = new Float32Array(open.length);
  const edge = { left: free.left ? FAR : 0, top: free.top ? FAR : 0, right: free.right ? FAR : 0, bottom: free.bottom ? FAR : 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (!open[i]) continue;
      const west = x > 0 ? far[i - 1] : edge.left;
      const north = y > 0 ? far[i - width] : edge.top;
      const northwest = x > 0 && y > 0 ? far[i - width - 1] : FAR;
      const northeast = x + 1 < width && y > 0 ? far[i - width + 1] : FAR;
      far[i] = Math.min(west + 1, north + 1, northwest + DIAGONAL, northeast + DIAGONAL);
    }
  }
  for (let y = height - 1; y >= 0; y -= 1) {
    for (let x = width - 1; x >= 0; x -= 1) {
      const i = y * width + x;
      if (!open[i]) continue;
      const east = x + 1 < width ? far[i + 1] : edge.right;
      const south = y + 1 < height ? far[i + width] : edge.bottom;
      const southeast = x + 1 < width && y + 1 < height ? far[i + width + 1] : FAR;
      const southwest = x > 0 && y + 1 < height ? far[i + width - 1] : FAR;
      far[i] = Math.min(far[i], east + 1, south + 1, southeast + DIAGONAL, southwest + DIAGONAL);
    }
  }
  return far;
}

/** Numbers from 1 for the connected parts of what passes a test. */
function label(width, height, test) {
  const of = new Int32Array(width * height);
  let count = 0;
  const stack = [];
  for (let i = 0; i < of.length; i += 1) {
    if (of[i] || !test(i)) continue;
    count += 1;
    of[i] = count;
    stack.push(i);
    while (stack.length) {
      const at = stack.pop();
      const x = at % width;
      const try_ = (j) => {
        if (!of[j] && test(j)) {
          of[j] = count;
          stack.push(j);
        }
      };
      if (x > 0) try_(at - 1);
      if (x + 1 < width) try_(at + 1);
      if (at >= width) try_(at - width);
      if (at + width < of.length) try_(at + width);
    }
  }
  return { of, count };
}

/** Spread numbers over open pixels, about `reach` pixels far, the nearest first. */
function spread(numbers, open, width, height, reach) {
  const owner = Int32Array.from(numbers);
  let edge = [];
  for (let i = 0; i < owner.length; i += 1) if (owner[i]) edge.push(i);
  for (let step = 0; step < Math.ceil(reach); step += 1) {
    // every other step sideways and diagonally by turns: near enough to a disc
    const next = [];
    for (const at of edge) {
      const x = at % width;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          if ((dx === 0 && dy === 0) || (step % 2 && dx !== 0 && dy !== 0)) continue;
          if (x + dx < 0 || x + dx >= width) continue;
          const i = at + dy * width + dx;
          if (i < 0 || i >= owner.length || owner[i] || !open[i]) continue;
          owner[i] = owner[at];
          next.push(i);
        }
      }
    }
    edge = next;
  }
  return owner;
}

/** Grow a mask by a few pixels over what is line; on the paint never over another color beyond the line. */
function grow(mask, { x, y, width, height }, { ink, width: across }, plane) {
  let edge = [];
  for (let i = 0; i < mask.length; i += 1) if (mask[i]) edge.push(i);
  for (let step = 0; step < UNDER; step += 1) {
    const next = [];
    for (const at of edge) {
      const column = at % width;
      const sides = [column > 0 ? at - 1 : -1, column + 1 < width ? at + 1 : -1, at - width, at + width];
      for (const i of sides) {
        if (i < 0 || i >= mask.length || mask[i]) continue;
        const tone = ink[(y + ((i / width) | 0)) * across + x + (i % width)];
        if (tone < 8 || (plane === "ink" && tone >= 250)) continue;
        mask[i] = 1;
        next.push(i);
      }
    }
    edge = next;
  }
}
