// A filled region goes on under its lines, so that no white rim stays beside them, but never out at the other side.

import { FREE, GROWN, HOLE, INK, OPEN, OUTSIDE, TAKEN } from "./rooms.js";

const SPECK = 8; // so many pixels between lines, or this many in a row, are no place of their own
const SLIVER = 32;

/**
 * Grow what is OPEN over INK and over specks between lines, up to so many cells far. From all else the ink is taken
 * at the same pace, so that both meet in the middle of a line.
 * @param {Uint8Array} grid changed: what is won is GROWN
 * @param {number} stride cells a row
 * @param {number} steps
 */
export function growUnder(grid, stride, steps) {
  markSpecks(grid, stride);
  const own = new Border();
  const others = new Border();
  const win = (i) => {
    if (grid[i] === HOLE) {
      grid[i] = GROWN;
      own.push(i);
      for (const j of [i - 1, i + 1, i - stride, i + stride]) if (grid[j] === HOLE) win(j);
    } else if (grid[i] === INK) {
      grid[i] = GROWN;
      own.push(i);
    }
  };
  const lose = (i) => {
    if (grid[i] !== INK) return;
    grid[i] = TAKEN;
    others.push(i);
  };
  for (let i = grid.indexOf(INK); i >= 0; i = grid.indexOf(INK, i)) {
    for (; grid[i] === INK; i += 1) {
      const left = grid[i - 1];
      const right = grid[i + 1];
      const up = grid[i - stride];
      const down = grid[i + stride];
      if (left === OPEN || right === OPEN || up === OPEN || down === OPEN) win(i);
      else if (left <= FREE || right <= FREE || up <= FREE || down <= FREE) lose(i);
    }
  }
  const straight = [-1, 1, -stride, stride];
  const all = [...straight, -stride - 1, -stride + 1, stride - 1, stride + 1];
  for (let step = 1; step < steps; step += 1) {
    // across every other time: near enough to a disc
    own.step(step % 2 ? all : straight, win);
    others.step(step % 2 ? all : straight, lose);
  }
}

/** Cells in the order of being entered; step() visits what lies beside those of the step before. */
class Border {
  constructor() {
    this.cells = new Int32Array(4096);
    this.from = 0;
    this.count = 0;
  }

  push(i) {
    if (this.count === this.cells.length) {
      const more = new Int32Array(2 * this.count);
      more.set(this.cells);
      this.cells = more;
    }
    this.cells[this.count] = i;
    this.count += 1;
  }

  step(ways, enter) {
    const until = this.count;
    for (; this.from < until; this.from += 1) for (const way of ways) enter(this.cells[this.from] + way);
  }
}

/** Turn FREE cells into HOLE where they are only a speck or sliver that lines left between them. */
function markSpecks(grid, stride) {
  const cells = new Int32Array(SLIVER + 1);
  for (let i = grid.indexOf(INK); i >= 0; i = grid.indexOf(INK, i)) {
    while (grid[i] === INK) i += 1;
    if (grid[i] === FREE) markSpeck(grid, stride, i, cells);
  }
}

/** Make the connected FREE cells of `start` a HOLE, if they are no more than that. */
function markSpeck(grid, stride, start, cells) {
  let count = 1;
  cells[0] = start;
  grid[start] = HOLE;
  let isOne = true;
  for (let k = 0; k < count && isOne; k += 1) {
    for (const way of [-1, 1, -stride, stride]) {
      const j = cells[k] + way;
      if (grid[j] === OUTSIDE) isOne = false;
      if (grid[j] !== FREE || count > SLIVER) continue;
      grid[j] = HOLE;
      cells[count] = j;
      count += 1;
    }
    if (count > SLIVER) isOne = false;
  }
  const isWide = (i) => grid[i + 1] === HOLE && grid[i + stride] === HOLE && grid[i + stride + 1] === HOLE;
  if (isOne && count > SPECK) isOne = !cells.subarray(0, count).some(isWide);
  if (!isOne) for (let k = 0; k < count; k += 1) grid[cells[k]] = FREE;
}
