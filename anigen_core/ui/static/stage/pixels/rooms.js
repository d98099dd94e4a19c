// Rooms: the parts of a region that are one to the eye, though gaps in the lines join them.
//
// The widest disc that fits says how wide a place is. Where it is wider than the gap, connected places are one
// room. Everything narrower is given out from the widest places down, like water that sinks (a watershed), so that
// two rooms meet at the narrowest place between them and nothing is left over in corners. They stay two only where
// that place is a hole in an outline: beyond it the way soon gets much wider. A strand of hair that thins out and
// swells again is one room, and one thinner than the gap is kept apart from what a hole opens it to.

/**
 * What a cell of a grid is: the region is OPEN and, from OPEN up, what it won. A grid has a frame one cell wide that
 * is OUTSIDE.
 */
export const CLOSED = 0;
export const FREE = 1;
export const INK = 2;
export const HOLE = 3;
export const TAKEN = 4;
export const OUTSIDE = 5;
export const OPEN = 6;
export const GROWN = 7;

const STRAIGHT = 3; // chamfer distances: one pixel aside, one across
const DIAGONAL = 4;
const SMALLEST = 3 * STRAIGHT; // a narrower place is no room of its own
const THROAT = 0.6; // a hole is so much narrower than what it leads to
const THICK = 8; // lines are about so thick, pixels: a hole in one may be so deep
const POCKET = 100; // a small room, in pixels, that nothing but another room touches is part of that
const MOST = 65534; // labels
const AROUND_X = [-1, 0, 1, -1, 1, -1, 0, 1];
const AROUND_Y = [-1, -1, -1, 0, 0, 1, 1, 1];

/**
 * Close what is OPEN but not in the room of `start`.
 * @param {Uint8Array} grid changed
 * @param {number} stride cells a row, the frame's included
 * @param {number} start an OPEN cell
 * @param {number} gap the widest gap between two rooms, pixels
 */
export function keepRoom(grid, stride, start, gap) {
  const reach = Math.min(Math.ceil(gap * 1.6) + 1, 150);
  const far = distances(grid, stride, Math.ceil(opened(reach)));
  const rooms = new Rooms(far, stride, reach);
  sink(rooms);
  if (rooms.count < 2) return;
  const kept = rooms.around(start);
  const { label } = rooms;
  for (let i = 0; i < grid.length; i += 1) if (label[i] && !kept[label[i]]) grid[i] = CLOSED;
}

/** How wide the way has to get beyond a place so wide, for that to be a hole. */
function opened(width) {
  return Math.max(width / THROAT, width + 2 * STRAIGHT);
}

/**
 * Turn every cell `from` that is connected (four ways) to `start` into `to`.
 * @returns {{left: number, right: number, top: number, bottom: number, count: number}} where, columns and rows
 */
export function flood(cells, stride, start, from, to) {
  const stack = [start];
  const found = { left: stride, right: 0, top: cells.length, bottom: 0, count: 0 };
  while (stack.length) {
    const at = stack.pop();
    if (cells[at] !== from) continue;
    let first = at;
    let last = at;
    while (cells[first - 1] === from) first -= 1;
    while (cells[last + 1] === from) last += 1;
    cells.fill(to, first, last + 1);
    const row = (at / stride) | 0;
    found.left = Math.min(found.left, first - row * stride);
    found.right = Math.max(found.right, last - row * stride);
    found.top = Math.min(found.top, row);
    found.bottom = Math.max(found.bottom, row);
    found.count += last - first + 1;
    for (let away = -stride; away <= stride; away += 2 * stride) {
      for (let i = first + away, end = last + away; i <= end; i += 1) {
        if (cells[i] !== from) continue;
        stack.push(i);
        while (i < end && cells[i + 1] === from) i += 1;
      }
    }
  }
  return found;
}

/** About three times the distance of each OPEN cell to the nearest other one, at most `most` (chamfer 3-4). */
function distances(grid, stride, most) {
  const far = new Uint8Array(grid.length);
  for (let i = stride + 1; i < grid.length; i += 1) {
    if (grid[i] !== OPEN) continue;
    const up = i - stride;
    const straight = Math.min(far[i - 1], far[up]) + STRAIGHT;
    const across = Math.min(far[up - 1], far[up + 1]) + DIAGONAL;
    far[i] = Math.min(straight, across, most);
  }
  for (let i = grid.length - stride - 2; i > stride; i -= 1) {
    const own = far[i];
    if (own <= STRAIGHT) continue;
    const down = i + stride;
    const straight = Math.min(far[i + 1], far[down]) + STRAIGHT;
    const across = Math.min(far[down + 1], far[down - 1]) + DIAGONAL;
    far[i] = Math.min(straight, across, own);
  }
  return far;
}

/** Give the cells not farther than `reach` out to rooms, the farthest first. */
function sink(rooms) {
  const { far, label, stride, reach, counts } = rooms;
  const near = counts.subarray(1, reach + 1).reduce((sum, count) => sum + count, 0);
  const begins = new Int32Array(reach + 2); // where in `order` the cells of a distance begin; the farthest are first
  for (let nearer = reach - 1; nearer >= 0; nearer -= 1) begins[nearer] = begins[nearer + 1] + counts[nearer + 1];
  const order = new Int32Array(near);
  const ends = begins.slice();
  for (let i = 0; i < far.length; i += 1) {
    const distance = far[i];
    if (distance && distance <= reach) order[ends[distance]++] = i;
  }
  const ways = [-1, 1, -stride, stride];
  const queue = new Int32Array(near); // in the order of being given out
  let count = 0;
  for (let distance = reach; distance > 0; distance -= 1) {
    const level = count;
    // what touches a room, all at once: no side may run ahead
    for (let k = begins[distance]; k < ends[distance]; k += 1) {
      const i = order[k];
      if (!label[i] && (label[i - 1] || label[i + 1] || label[i - stride] || label[i + stride])) queue[count++] = i;
    }
    const first = new Uint16Array(count - level);
    for (let k = level; k < count; k += 1) {
      const i = queue[k];
      first[k - level] = label[i - 1] || label[i + 1] || label[i - stride] || label[i + stride];
    }
    for (let k = level; k < count; k += 1) label[queue[k]] = first[k - level];
    let next = level;
    const pour = () => {
      for (; next < count; next += 1) {
        const i = queue[next];
        for (let k = 0; k < 4; k += 1) {
          const j = i + ways[k];
          if (label[j] || far[j] < distance) continue;
          label[j] = label[i];
          queue[count++] = j;
        }
      }
    };
    pour();
    for (let k = begins[distance]; distance >= SMALLEST && k < ends[distance]; k += 1) {
      if (label[order[k]] || rooms.isFull) continue;
      label[order[k]] = rooms.add(distance);
      queue[count++] = order[k];
      pour();
    }
    for (let k = level; k < count; k += 1) {
      const i = queue[k];
      for (let w = 0; w < 4; w += 1) {
        const other = label[i + ways[w]];
        if (other && other !== label[i]) rooms.meet(i, i + ways[w], distance);
      }
    }
  }
}

/** Labels that are one room, how wide each room gets, and which rooms touch. */
class Rooms {
  #holes = new Map(); // by two labels: the places where they touch

  /** Every connected place farther from all lines than `reach` is one to begin with. */
  constructor(far, stride, reach) {
    /** counts: the cells of each distance; label: by cell, 0 where there is none; peaks: by label. */
    const counts = new Int32Array(256);
    const label = new Uint16Array(far.length);
    const peaks = [0];
    Object.assign(this, { far, stride, reach, counts, label, peaks });
    for (let i = 0; i < far.length; i += 1) {
      const distance = far[i];
      counts[distance] += 1;
      if (distance > reach) label[i] = MOST + 1;
    }
    for (let i = 0; i < far.length; i += 1) {
      if (label[i] === MOST + 1) {
        if (!this.isFull) peaks.push(0);
        flood(label, stride, i, MOST + 1, peaks.length - 1);
      }
      if (label[i] && far[i] > peaks[label[i]]) peaks[label[i]] = far[i];
    }
    this.parents = peaks.map((_, i) => i);
  }

  get count() {
    return this.peaks.length - 1;
  }

  get isFull() {
    return this.count >= MOST;
  }

  add(peak) {
    this.parents.push(this.parents.length);
    return this.peaks.push(peak) - 1;
  }

  find(label) {
    const { parents } = this;
    while (parents[label] !== label) label = parents[label] = parents[parents[label]];
    return label;
  }

  /** Two cells beside each other, where the way is so wide: their rooms become one, unless that is a hole. */
  meet(i, j, width) {
    const [one, other] = [this.find(this.label[i]), this.find(this.label[j])];
    if (one === other) return;
    const key = Math.min(one, other) * (MOST + 2) + Math.max(one, other);
    const holes = this.#holes.get(key);
    if (holes?.some((k) => this.#isBeside(i, k))) return;
    const wanted = opened(width);
    if (Math.min(this.peaks[one], this.peaks[other]) >= wanted && this.#opens(i, width, wanted)) {
      if (holes) holes.push(i);
      else this.#holes.set(key, [i]);
      return;
    }
    this.peaks[one] = Math.max(this.peaks[one], this.peaks[other]);
    this.parents[other] = one;
  }

  #isBeside(i, k) {
    const { stride, reach } = this;
    const rows = Math.abs(((i / stride) | 0) - ((k / stride) | 0));
    return rows <= reach && Math.abs((i % stride) - (k % stride)) <= reach;
  }

  /** Whether the way gets as wide as `wanted` soon beyond a place so wide. */
  #opens(start, width, wanted) {
    const { far, stride } = this;
    const steps = Math.ceil((2 * width) / STRAIGHT) + THICK;
    const seen = new Set([start]);
    let edge = [start];
    for (let step = 0; step < steps; step += 1) {
      const next = [];
      for (const at of edge) {
        for (let way = 0; way < 8; way += 1) {
          const j = at + AROUND_Y[way] * stride + AROUND_X[way];
          if (far[j] >= wanted) return true;
          if (far[j] < width || seen.has(j)) continue;
          seen.add(j);
          next.push(j);
        }
      }
      edge = next;
    }
    return false;
  }

  /** By label, 1 for the room of the cell `start` and the pockets that only it touches. */
  around(start) {
    const own = this.find(this.label[start]);
    const beside = this.parents.map(() => new Set());
    for (const pair of this.#holes.keys()) {
      const [a, b] = [this.find(Math.floor(pair / (MOST + 2))), this.find(pair % (MOST + 2))];
      if (a === b) continue;
      beside[a].add(b);
      beside[b].add(a);
    }
    const kept = new Set([...beside[own]].filter((i) => this.peaks[i] <= this.reach && beside[i].size === 1));
    if (kept.size) for (const i of this.#large()) kept.delete(i);
    kept.add(own);
    return Uint8Array.from(this.parents, (_, i) => (i && kept.has(this.find(i)) ? 1 : 0));
  }

  /** The rooms that are more than a pocket. */
  #large() {
    const sizes = new Float64Array(this.peaks.length);
    for (let i = 0; i < this.label.length; i += 1) sizes[this.label[i]] += 1;
    for (let i = this.count; i > 0; i -= 1) if (this.find(i) !== i) sizes[this.find(i)] += sizes[i];
    return [...this.parents.keys()].filter((i) => sizes[i] > POCKET);
  }
}
