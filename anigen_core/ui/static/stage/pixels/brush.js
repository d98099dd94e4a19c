// A stroke of the pen, the block brush or the eraser: samples in, pixels out, piece by piece.

import { NOTHING, union, words } from "./planes.js";
import { Curve, Stabilizer } from "./curve.js";
import { StrokeMask } from "./mask.js";

/** The least pressure that counts: the lightest touch still leaves a hair. */
const LEAST_PRESSURE = 0.05;

// Circles along a path are joined by straight capsules this many radii long, within these bounds in pixels.
const PIECE = 0.35;
const SHORTEST = 1;
const LONGEST = 5;

export class Stroke {
  #curve;
  #stabilizer;
  #mask;
  #barePressure = true;

  /**
   * A step of the history has to be open from before the first add() until after end().
   * @param {object} options
   * @param {import("./planes.js").Planes} options.planes
   * @param {import("./history.js").History|null} [options.history] told before pixels change
   * @param {"ink"|"paint"} options.plane
   * @param {boolean} [options.erase]
   * @param {number[]} [options.color] [r, g, b] 0..255, used on the paint only
   * @param {number} options.size diameter at full pressure, canvas pixels
   * @param {number} [options.pressureSize] 0 the pressure leaves the width alone .. 1 it decides all of it
   * @param {boolean} [options.pressureOpacity] whether the pressure thins the ink, too (paint is solid)
   * @param {number} [options.stabilizer] 0 off .. 1 strong
   * @param {number|null} [options.symmetry] x of a mirror axis in canvas pixels (width / 2 is the middle)
   * @param {number} [options.grain] canvas pixels a screen pixel covers (View.grain): jitter below it is smoothed
   */
  constructor({
    planes,
    history = null,
    plane,
    erase = false,
    color = [0, 0, 0],
    size,
    pressureSize = 1,
    pressureOpacity = false,
    stabilizer = 0,
    symmetry = null,
    grain = 1,
  }) {
    Object.assign(this, { planes, plane, erase, color, size, pressureSize, pressureOpacity, symmetry });
    this.#curve = new Curve(grain);
    this.#stabilizer = new Stabilizer(stabilizer, grain);
    const keep = (rect) => {
      history?.touch(plane, rect);
      return planes.read(plane, rect);
    };
    this.#mask = new StrokeMask(planes.width, planes.height, keep, plane === "paint");
    /** Rects of the last change, not overlapping: finer than the one that was returned. */
    this.rects = [];
    /** Everything this stroke has reached. */
    this.reach = NOTHING;
  }

  /**
   * The next sample: x, y in canvas pixels, pressure 0..1 (none, or 0.5 all the time as a mouse says, is full).
   * @returns {object} the Rect whose pixels changed
   */
  add({ x, y, pressure }) {
    const points = this.#stabilizer.follow({ x, y, p: this.#pressure(pressure) });
    return this.#draw(points);
  }

  /** The pointer was lifted. @returns {object} the Rect whose pixels changed */
  end() {
    return this.#draw(this.#stabilizer.finish());
  }

  /** Instead of add(): one straight line, replacing the one before it. @returns {object} the changed Rect */
  straight(from, to) {
    this.#mask.dropTail();
    this.#mask.beginTail();
    const p = this.#pressure(to.pressure);
    this.#join(this.#circle({ x: from.x, y: from.y, p }), this.#circle({ x: to.x, y: to.y, p }));
    return this.#show();
  }

  #pressure(value) {
    if (value !== undefined && value !== null && value !== 0.5) this.#barePressure = false;
    return this.#barePressure ? 1 : Math.min(1, Math.max(LEAST_PRESSURE, value ?? 1));
  }

  #draw(points) {
    if (points.length) {
      for (const point of points) this.#curve.add(point);
      this.#mask.dropTail();
      for (const piece of this.#curve.settled()) this.#trace(piece);
      this.#mask.beginTail();
      for (const piece of this.#curve.tail()) this.#trace(piece);
    }
    return this.#show();
  }

  #trace(piece) {
    let from = this.#circle(piece.at(0));
    const step = Math.min(LONGEST, Math.max(SHORTEST, from.r * PIECE));
    const count = Math.max(1, Math.ceil(piece.length / step));
    for (let i = 1; i <= count; i += 1) {
      const to = this.#circle(piece.at(i / count));
      this.#join(from, to);
      from = to;
    }
  }

  #circle({ x, y, p }) {
    const pressure = Math.min(1, Math.max(LEAST_PRESSURE, p));
    const r = (this.size / 2) * (1 - this.pressureSize * (1 - pressure));
    const solid = this.plane === "paint";
    return {
      x,
      y,
      r: solid ? Math.max(0.5, r) : r,
      a: solid || !this.pressureOpacity ? 1 : pressure,
    };
  }

  #join(from, to) {
    this.#mask.capsule(from, to);
    if (this.symmetry === null) return;
    const mirrored = (circle) => ({ ...circle, x: 2 * this.symmetry - circle.x });
    this.#mask.capsule(mirrored(from), mirrored(to));
  }

  #show() {
    const tiles = this.#mask.takeChanged();
    const show = this.plane === "ink" ? showInk : showPaint;
    for (const tile of tiles) show(this, tile);
    this.rects = tiles.map((tile) => tile.dirty);
    const changed = this.rects.reduce(union, NOTHING);
    this.reach = union(this.reach, changed);
    return changed;
  }
}

function showInk({ planes, erase }, { rect, mask, base, dirty }) {
  const { ink, width } = planes;
  for (let y = dirty.y; y < dirty.y + dirty.height; y += 1) {
    let i = (y - rect.y) * rect.width + dirty.x - rect.x;
    let to = y * width + dirty.x;
    for (let x = 0; x < dirty.width; x += 1, i += 1, to += 1) {
      const room = erase ? base[i] : 255 - base[i];
      const part = Math.round((room * mask[i]) / 255);
      ink[to] = erase ? base[i] - part : base[i] + part;
    }
  }
}

function showPaint({ planes, erase, color }, { rect, mask, base, dirty }) {
  const paint = planes.paintWords();
  const before = words(base);
  const tone = erase ? 0 : words(Uint8Array.of(color[0], color[1], color[2], 255))[0];
  for (let y = dirty.y; y < dirty.y + dirty.height; y += 1) {
    let i = (y - rect.y) * rect.width + dirty.x - rect.x;
    let to = y * planes.width + dirty.x;
    for (let x = 0; x < dirty.width; x += 1, i += 1, to += 1) paint[to] = mask[i] ? tone : before[i];
  }
}
