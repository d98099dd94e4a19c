// The exact pixels of a drawing. Canvases only show them; nothing is ever read back from a canvas.
//
// A Rect is {x, y, width, height} in whole canvas pixels; width 0 or height 0 is "nothing".

/** Planes by name and the bytes a pixel takes in each. */
export const CHANNELS = Object.freeze({ ink: 1, paint: 4 });

export const NOTHING = Object.freeze({ x: 0, y: 0, width: 0, height: 0 });

/** @returns {boolean} whether a Rect holds no pixel */
export function isEmpty(rect) {
  return !rect || rect.width <= 0 || rect.height <= 0;
}

/** The smallest Rect around both; an empty one does not count. */
export function union(a, b) {
  if (isEmpty(a)) return isEmpty(b) ? NOTHING : b;
  if (isEmpty(b)) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** What two Rects share. */
export function intersect(a, b) {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : NOTHING;
}

/** The whole pixels that the box (x0, y0)..(x1, y1), real numbers, reaches into. */
export function around(x0, y0, x1, y1) {
  const x = Math.floor(x0);
  const y = Math.floor(y0);
  return { x, y, width: Math.ceil(x1) - x, height: Math.ceil(y1) - y };
}

/** The part of a Rect that lies on a canvas of this size. */
export function clip(rect, width, height) {
  return intersect(rect, { x: 0, y: 0, width, height });
}

/** The 8-bit ink (0 none, 255 black) of an RGBA picture laid over white paper. */
export function inkFromRGBA(rgba) {
  const ink = new Uint8Array(rgba.length >> 2);
  for (let i = 0, p = 0; i < ink.length; i += 1, p += 4) {
    const gray = (rgba[p] * 77 + rgba[p + 1] * 150 + rgba[p + 2] * 29) >> 8;
    ink[i] = Math.round(((255 - gray) * rgba[p + 3]) / 255);
  }
  return ink;
}

/** The paint of an RGBA picture: pixels at least half opaque are kept, opaque; the rest is empty. */
export function paintFromRGBA(rgba) {
  const paint = new Uint8ClampedArray(rgba.length);
  for (let p = 0; p < rgba.length; p += 4) {
    if (rgba[p + 3] < 128) continue;
    paint[p] = rgba[p];
    paint[p + 1] = rgba[p + 1];
    paint[p + 2] = rgba[p + 2];
    paint[p + 3] = 255;
  }
  return paint;
}

export class Planes {
  /**
   * @param {number} width pixels
   * @param {number} height pixels
   * @param {{ink?: Uint8Array, paint?: Uint8ClampedArray}} [arrays] taken over, not copied
   */
  constructor(width, height, { ink, paint } = {}) {
    this.adopt({ width, height, ink, paint });
  }

  /** Take over size and arrays (missing ones are empty); every holder of this object sees them. */
  adopt({ width, height, ink, paint }) {
    if (!(width >= 1 && height >= 1) || width % 1 || height % 1) throw new RangeError("A canvas needs whole pixels.");
    const pixels = width * height;
    if ((ink && ink.length !== pixels) || (paint && paint.length !== pixels * 4)) {
      throw new RangeError("The arrays do not have the size of the canvas.");
    }
    this.width = width;
    this.height = height;
    /** 0 no ink .. 255 black, one byte a pixel, rows from the top. */
    this.ink = ink ?? new Uint8Array(pixels);
    /** RGBA, straight; alpha is 0 (then all four are 0) or 255. */
    this.paint = paint ?? new Uint8ClampedArray(pixels * 4);
  }

  /** Size and arrays, by reference: what adopt() takes. */
  contents() {
    return { width: this.width, height: this.height, ink: this.ink, paint: this.paint };
  }

  /** The whole canvas as a Rect. */
  get rect() {
    return { x: 0, y: 0, width: this.width, height: this.height };
  }

  /** Both planes' bytes. */
  get bytes() {
    return this.ink.byteLength + this.paint.byteLength;
  }

  /** One 32-bit word a pixel of the paint (the same memory), for moving whole pixels. */
  paintWords() {
    return words(this.paint);
  }

  /** A copy of one plane's pixels inside a Rect that lies on the canvas. */
  read(plane, rect) {
    const source = this[plane];
    const step = CHANNELS[plane];
    const line = rect.width * step;
    const copy = new source.constructor(line * rect.height);
    for (let row = 0; row < rect.height; row += 1) {
      const from = ((rect.y + row) * this.width + rect.x) * step;
      copy.set(source.subarray(from, from + line), row * line);
    }
    return copy;
  }

  /** Put pixels of read()'s form back into a Rect that lies on the canvas. */
  write(plane, rect, pixels) {
    const target = this[plane];
    const step = CHANNELS[plane];
    const line = rect.width * step;
    for (let row = 0; row < rect.height; row += 1) {
      const to = ((rect.y + row) * this.width + rect.x) * step;
      target.set(pixels.subarray(row * line, (row + 1) * line), to);
    }
  }

  /** Whether nothing is drawn on a plane; by words, for an empty page may have a hundred megabytes. */
  isBlank(plane) {
    const bytes = this[plane];
    const cells = words(bytes);
    for (let i = 0; i < cells.length; i += 1) if (cells[i]) return false;
    for (let i = cells.byteLength; i < bytes.length; i += 1) if (bytes[i]) return false;
    return true;
  }

  /** The smallest Rect around what is drawn on a plane, or NOTHING. */
  bounds(plane) {
    const cells = plane === "paint" ? this.paintWords() : this.ink;
    const { width, height } = this;
    let left = width;
    let right = -1;
    let top = -1;
    let bottom = -1;
    for (let y = 0; y < height; y += 1) {
      const row = cells.subarray(y * width, (y + 1) * width);
      const first = row.findIndex((cell) => cell !== 0);
      if (first < 0) continue;
      let last = width - 1;
      while (row[last] === 0) last -= 1;
      if (top < 0) top = y;
      bottom = y;
      left = Math.min(left, first);
      right = Math.max(right, last);
    }
    return top < 0 ? NOTHING : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }

  /** RGBA pixels of a Rect on the canvas, ready for ImageData: ink is shown in `color`, its alpha the ink. */
  image(plane, rect, color = [0, 0, 0]) {
    if (plane === "paint") return this.read("paint", rect);
    const rgba = new Uint8ClampedArray(rect.width * rect.height * 4);
    const out = words(rgba);
    // Little-endian words are ABGR; every browser's machine is little-endian.
    const tone = color[0] | (color[1] << 8) | (color[2] << 16);
    let p = 0;
    for (let row = 0; row < rect.height; row += 1) {
      const from = (rect.y + row) * this.width + rect.x;
      for (let i = from; i < from + rect.width; i += 1, p += 1) out[p] = tone | (this.ink[i] << 24);
    }
    return rgba;
  }

  /** New contents of another size: this drawing laid at (x, y), cut where it sticks out. */
  resized(width, height, x = 0, y = 0) {
    const next = new Planes(width, height);
    const kept = clip({ x, y, width: this.width, height: this.height }, width, height);
    if (isEmpty(kept)) return next.contents();
    const from = { x: kept.x - x, y: kept.y - y, width: kept.width, height: kept.height };
    for (const plane of Object.keys(CHANNELS)) next.write(plane, kept, this.read(plane, from));
    return next.contents();
  }
}

/** The 32-bit words of an array of bytes, in the same memory; up to three bytes at its end are left out. */
export function words(bytes) {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}
