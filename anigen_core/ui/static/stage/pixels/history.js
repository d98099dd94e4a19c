// One history over all modes. A step keeps tiles of the pixels as they were before it, and values that are
// not pixels (the pose, the reference) with both states. Undo swaps the tiles with the live pixels, so a step
// never holds more than one copy of anything.

import { CHANNELS, NOTHING, clip, isEmpty, union } from "./planes.js";

export const TILE = 64;

/** Call `visit(index, rect)` for every tile of a canvas that a Rect on it reaches; `rect` is the tile's own. */
export function eachTile(width, height, area, visit) {
  const across = Math.ceil(width / TILE);
  const lastRow = Math.floor((area.y + area.height - 1) / TILE);
  const lastColumn = Math.floor((area.x + area.width - 1) / TILE);
  for (let row = Math.floor(area.y / TILE); row <= lastRow; row += 1) {
    for (let column = Math.floor(area.x / TILE); column <= lastColumn; column += 1) {
      const x = column * TILE;
      const y = row * TILE;
      const rect = { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) };
      visit(row * across + column, rect);
    }
  }
}

export class History {
  #done = [];
  #undone = [];
  #step = null;

  /**
   * @param {object} options
   * @param {import("./planes.js").Planes} options.planes the live pixels
   * @param {number} [options.limitBytes] oldest steps go once all steps hold more (the newest stays)
   * @param {number} [options.limitSteps] most steps kept
   * @param {(name: string, value: any) => void} [options.restore] puts a value back at undo, redo, cancel
   */
  constructor({ planes, limitBytes = 256 << 20, limitSteps = 300, restore = () => {} }) {
    Object.assign(this, { planes, limitBytes, limitSteps, restore });
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** Whether a step is open. */
  get isOpen() {
    return this.#step !== null;
  }

  /** Bytes held by all steps. */
  get bytes() {
    return [...this.#done, ...this.#undone].reduce((sum, step) => sum + step.bytes, 0);
  }

  /** Open a step; one still open is committed first. */
  begin(label = "") {
    if (this.#step) this.commit();
    this.#step = { label, tiles: { ink: new Map(), paint: new Map() }, values: new Map(), canvas: null, bytes: 0 };
  }

  /** Before pixels of a plane inside a Rect are changed: keep those tiles that this step does not have yet. */
  touch(plane, rect) {
    const step = this.#opened();
    if (step.canvas) return; // The arrays before it are kept whole; these are the new ones.
    const { width, height } = this.planes;
    const area = clip(rect, width, height);
    if (isEmpty(area)) return;
    const tiles = step.tiles[plane];
    eachTile(width, height, area, (index, tile) => {
      if (!tiles.has(index)) tiles.set(index, { rect: tile, pixels: this.planes.read(plane, tile) });
    });
  }

  /** A change that is not pixels; called again in a step, the first `before` and the last `after` count. */
  value(name, before, after) {
    const values = this.#opened().values;
    const first = values.get(name);
    values.set(name, { before: first ? first.before : before, after });
  }

  /** Give the canvas other contents ({width, height, ink, paint}), also of another size. */
  replace(contents) {
    const step = this.#opened();
    step.canvas ??= { other: this.planes.contents() };
    this.planes.adopt(contents);
  }

  /** Close the step. Tiles that did not change are let go. @returns {boolean} whether anything changed */
  commit() {
    const step = this.#opened();
    this.#step = null;
    this.#forgetUnchanged(step);
    if (!step.canvas && !step.values.size && !step.tiles.ink.size && !step.tiles.paint.size) return false;
    step.bytes = weight(step);
    this.#undone = [];
    this.#done.push(step);
    this.#shrink();
    return true;
  }

  /** Leave the step, everything as before it. @returns like undo(), null when none is open */
  cancel() {
    const step = this.#step;
    if (!step) return null;
    this.#step = null;
    return this.#swap(step, "before");
  }

  /**
   * Take back the newest step; null when there is none or one is open.
   * @returns {{label: string, plane: "ink"|"paint"|"both"|null, rect: object, rects: {ink: object, paint: object},
   *   values: object, resized: boolean} | null} what changed: Rects, values by name, whether the canvas is another
   */
  undo() {
    if (this.#step || !this.#done.length) return null;
    const step = this.#done.pop();
    this.#undone.push(step);
    return this.#swap(step, "before");
  }

  /** Do the last step taken back once more; answers like undo(). */
  redo() {
    if (this.#step || !this.#undone.length) return null;
    const step = this.#undone.pop();
    this.#done.push(step);
    return this.#swap(step, "after");
  }

  /** Forget all steps. */
  clear() {
    this.#done = [];
    this.#undone = [];
    this.#step = null;
  }

  #opened() {
    if (!this.#step) throw new Error("No step of the history is open.");
    return this.#step;
  }

  #forgetUnchanged(step) {
    const live = step.canvas ? step.canvas.other : this.planes.contents();
    for (const plane of Object.keys(CHANNELS)) {
      for (const [index, tile] of step.tiles[plane]) {
        if (same(live[plane], live.width, tile, CHANNELS[plane])) step.tiles[plane].delete(index);
      }
    }
    for (const [name, { before, after }] of step.values) if (before === after) step.values.delete(name);
  }

  #swap(step, side) {
    const back = side === "before";
    if (step.canvas && back) this.#swapCanvas(step.canvas);
    const rects = { ink: NOTHING, paint: NOTHING };
    for (const plane of Object.keys(CHANNELS)) {
      for (const tile of step.tiles[plane].values()) {
        const now = this.planes.read(plane, tile.rect);
        this.planes.write(plane, tile.rect, tile.pixels);
        tile.pixels = now;
        rects[plane] = union(rects[plane], tile.rect);
      }
    }
    if (step.canvas && !back) this.#swapCanvas(step.canvas);
    if (step.canvas) {
      rects.ink = rects.paint = this.planes.rect;
      step.bytes = weight(step);
    }
    const values = {};
    for (const [name, both] of step.values) {
      values[name] = both[side];
      this.restore(name, both[side]);
    }
    const changed = Object.keys(rects).filter((plane) => !isEmpty(rects[plane]));
    return {
      label: step.label,
      plane: changed.length === 2 ? "both" : (changed[0] ?? null),
      rect: union(rects.ink, rects.paint),
      rects,
      values,
      resized: step.canvas !== null,
    };
  }

  #swapCanvas(canvas) {
    const now = this.planes.contents();
    this.planes.adopt(canvas.other);
    canvas.other = now;
  }

  #shrink() {
    while (this.#done.length > this.limitSteps) this.#done.shift();
    let held = this.bytes;
    while (held > this.limitBytes && this.#done.length > 1) held -= this.#done.shift().bytes;
  }
}

function same(array, width, { rect, pixels }, step) {
  const line = rect.width * step;
  for (let row = 0; row < rect.height; row += 1) {
    const from = ((rect.y + row) * width + rect.x) * step;
    for (let i = 0; i < line; i += 1) if (array[from + i] !== pixels[row * line + i]) return false;
  }
  return true;
}

function weight(step) {
  let bytes = step.canvas ? step.canvas.other.ink.byteLength + step.canvas.other.paint.byteLength : 0;
  for (const tiles of Object.values(step.tiles)) for (const tile of tiles.values()) bytes += tile.pixels.byteLength;
  for (const { before, after } of step.values.values()) bytes += valueBytes(before) + valueBytes(after);
  return bytes;
}

/** About how many bytes a value holds: arrays of bytes, pictures, numbers and texts in plain objects. */
function valueBytes(value) {
  if (value === null || value === undefined) return 0;
  if (typeof value === "string") return value.length * 2;
  if (typeof value !== "object") return 8;
  if (typeof value.byteLength === "number") return value.byteLength;
  if (typeof value.close === "function") return value.width * value.height * 4; // an ImageBitmap
  if (typeof value.size === "number" && typeof value.slice === "function") return value.size; // a Blob
  return Object.values(value).reduce((sum, part) => sum + valueBytes(part), 0);
}
