// The coverage of one stroke, kept in tiles: where a stroke passes twice the stronger coverage stays, so that it
// never darkens where it crosses itself. What was drawn last (the tail) can be taken back.

import { NOTHING, around, clip, isEmpty, union } from "./planes.js";
import { eachTile } from "./history.js";

export class StrokeMask {
  #tiles = new Map();
  #changed = new Set();
  #tail = null;

  /**
   * @param {number} width of the canvas, pixels
   * @param {number} height
   * @param {(rect: object) => object} made called with a tile's Rect as it is first needed; its answer is kept
   *   as the tile's `base`
   * @param {boolean} hard 255 where a pixel's middle is covered, else 0; otherwise its share of the area
   */
  constructor(width, height, made, hard) {
    Object.assign(this, { width, height, made, hard });
  }

  /** Draw a capsule from circle a to circle b, each {x, y, r: radius, a: opacity 0..1}. */
  capsule(a, b) {
    if (Math.hypot(b.x - a.x, b.y - a.y) <= Math.abs(b.r - a.r)) {
      // One circle lies inside the other: a tap that presses harder without moving.
      if (a.r < b.r) a = b;
      else b = a;
    }
    const reach = Math.max(a.r, b.r) + 1;
    const box = around(
      Math.min(a.x, b.x) - reach,
      Math.min(a.y, b.y) - reach,
      Math.max(a.x, b.x) + reach,
      Math.max(a.y, b.y) + reach,
    );
    const area = clip(box, this.width, this.height);
    if (isEmpty(area)) return;
    eachTile(this.width, this.height, area, (index, rect) => {
      const part = { x: Math.max(rect.x, area.x), y: Math.max(rect.y, area.y) };
      part.width = Math.min(rect.x + rect.width, area.x + area.width) - part.x;
      part.height = Math.min(rect.y + rect.height, area.y + area.height) - part.y;
      const tile = this.#tile(index, rect, part);
      if (this.hard) hardCapsule(tile, part, a, b);
      else softCapsule(tile, part, a, b);
    });
  }

  /** From here on everything drawn is the tail. */
  beginTail() {
    this.#tail = new Map();
  }

  /** Take the tail back. */
  dropTail() {
    if (!this.#tail) return;
    for (const [tile, { mask, rect }] of this.#tail) {
      tile.mask = mask;
      this.#mark(tile, rect);
    }
    this.#tail = null;
  }

  /** Tiles changed since the last call: [{rect, mask, base, dirty}], `dirty` the Rect inside the tile. */
  takeChanged() {
    const tiles = [...this.#changed].map((tile) => ({ ...tile }));
    for (const tile of this.#changed) tile.dirty = NOTHING;
    this.#changed.clear();
    return tiles;
  }

  #tile(index, rect, part) {
    let tile = this.#tiles.get(index);
    if (!tile) {
      tile = { rect, mask: new Uint8Array(rect.width * rect.height), base: this.made(rect), dirty: NOTHING };
      this.#tiles.set(index, tile);
    }
    if (this.#tail) {
      const kept = this.#tail.get(tile);
      if (kept) kept.rect = union(kept.rect, part);
      else this.#tail.set(tile, { mask: tile.mask.slice(), rect: part });
    }
    this.#mark(tile, part);
    return tile;
  }

  #mark(tile, rect) {
    tile.dirty = union(tile.dirty, rect);
    this.#changed.add(tile);
  }
}

function hardCapsule({ rect, mask }, part, a, b) {
  const along = b.x - a.x;
  const down = b.y - a.y;
  const unit = 1 / (along * along + down * down || 1);
  for (let y = part.y; y < part.y + part.height; y += 1) {
    const py = y + 0.5 - a.y;
    let i = (y - rect.y) * rect.width + part.x - rect.x;
    for (let x = part.x; x < part.x + part.width; x += 1, i += 1) {
      if (mask[i]) continue;
      const px = x + 0.5 - a.x;
      const place = (px * along + py * down) * unit;
      const t = place < 0 ? 0 : place > 1 ? 1 : place;
      const dx = px - along * t;
      const dy = py - down * t;
      const r = a.r + (b.r - a.r) * t;
      if (dx * dx + dy * dy <= r * r) mask[i] = 255;
    }
  }
}

function softCapsule({ rect, mask }, part, a, b) {
  const along = b.x - a.x;
  const down = b.y - a.y;
  const unit = 1 / (along * along + down * down || 1);
  const strongest = Math.round(255 * Math.max(a.a, b.a));
  for (let y = part.y; y < part.y + part.height; y += 1) {
    const py = y + 0.5 - a.y;
    let i = (y - rect.y) * rect.width + part.x - rect.x;
    for (let x = part.x; x < part.x + part.width; x += 1, i += 1) {
      if (mask[i] >= strongest) continue;
      const px = x + 0.5 - a.x;
      const place = (px * along + py * down) * unit;
      const t = place < 0 ? 0 : place > 1 ? 1 : place;
      const dx = px - along * t;
      const dy = py - down * t;
      const r = a.r + (b.r - a.r) * t;
      const square = dx * dx + dy * dy;
      if (square >= (r + 0.5) * (r + 0.5)) continue;
      let cover = 1;
      if (r < 0.5 || square > (r - 0.5) * (r - 0.5)) {
        // How much of the pixel's width, laid across the line, lies between the line's two edges.
        const d = Math.sqrt(square);
        cover = Math.min(d + 0.5, r) - Math.max(d - 0.5, -r);
      }
      const value = Math.round(255 * cover * (a.a + (b.a - a.a) * t));
      if (value > mask[i]) mask[i] = value;
    }
  }
}
