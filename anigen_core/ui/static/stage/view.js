// Where the canvas lies on the screen: screen = (x, y) + canvas * scale, mirrored sideways when flipped.

export const MIN_SCALE = 0.05;
export const MAX_SCALE = 32;

const limited = (scale) => Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));

export class View {
  /** `scale` screen pixels (CSS) a canvas pixel; (x, y) the screen place of the canvas' origin. */
  constructor({ scale = 1, x = 0, y = 0, flipped = false } = {}) {
    Object.assign(this, { scale, x, y, flipped });
  }

  /** Screen pixels one canvas pixel to the right moves sideways. */
  get #across() {
    return this.flipped ? -this.scale : this.scale;
  }

  /** @returns {{x: number, y: number}} the real-numbered canvas place under a screen place */
  toCanvas(x, y) {
    return { x: (x - this.x) / this.#across, y: (y - this.y) / this.scale };
  }

  /** @returns {{x: number, y: number}} the screen place of a canvas place */
  toScreen(x, y) {
    return { x: this.x + x * this.#across, y: this.y + y * this.scale };
  }

  /** The six numbers for CanvasRenderingContext2D.setTransform or an SVG matrix(). */
  matrix(density = 1) {
    return [this.#across, 0, 0, this.scale, this.x, this.y].map((value) => value * density);
  }

  /** Canvas pixels one screen pixel covers: the grain of a pointer's samples. */
  get grain() {
    return 1 / this.scale;
  }

  /** Move the canvas by screen pixels. */
  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    return this;
  }

  /** Scale by `factor` (bounded) while the canvas place under (x, y) on the screen stays there. */
  zoomAt(factor, x, y) {
    return this.scaleTo(this.scale * factor, x, y);
  }

  /** Like zoomAt with the new scale itself. */
  scaleTo(scale, x, y) {
    const held = this.toCanvas(x, y);
    this.scale = limited(scale);
    return this.#hold(held, x, y);
  }

  /** Show the whole canvas in the middle of a viewport, `margin` screen pixels free around it. */
  fit(canvas, viewport, margin = 24) {
    const free = (side) => Math.max(1, viewport[side] - 2 * margin);
    this.scale = limited(Math.min(free("width") / canvas.width, free("height") / canvas.height));
    return this.center(canvas, viewport);
  }

  /** The canvas' middle in the viewport's middle, same scale. */
  center(canvas, viewport) {
    const middle = { x: canvas.width / 2, y: canvas.height / 2 };
    return this.#hold(middle, viewport.width / 2, viewport.height / 2);
  }

  /** Mirror what is seen about the viewport's middle. */
  flip(viewport) {
    this.flipped = !this.flipped;
    this.x = viewport.width - this.x;
    return this;
  }

  /** Two fingers went from `before` to `after` (each [{x, y}, {x, y}] on the screen): pan and zoom. */
  pinch(before, after) {
    const old = gesture(before);
    const now = gesture(after);
    const held = this.toCanvas(old.x, old.y);
    if (old.spread > 0 && now.spread > 0) this.scale = limited((this.scale * now.spread) / old.spread);
    return this.#hold(held, now.x, now.y);
  }

  /** Pull the canvas back so that at least `least` screen pixels of it stay inside the viewport. */
  keepInside(canvas, viewport, least = 48) {
    const width = canvas.width * this.scale;
    const left = this.flipped ? this.x - width : this.x;
    this.pan(
      inside(left, width, viewport.width, least) - left,
      inside(this.y, canvas.height * this.scale, viewport.height, least) - this.y,
    );
    return this;
  }

  #hold(place, x, y) {
    this.x = x - place.x * this.#across;
    this.y = y - place.y * this.scale;
    return this;
  }
}

/** The middle of two fingers and how far apart they are, screen pixels. */
export function gesture([a, b]) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, spread: Math.hypot(a.x - b.x, a.y - b.y) };
}

function inside(start, length, room, least) {
  const kept = Math.min(least, length);
  return Math.min(room - kept, Math.max(kept - length, start));
}
