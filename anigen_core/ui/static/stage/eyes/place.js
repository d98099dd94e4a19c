// Where an eye is, shown by a person: an ellipse on a part of the picture, to be dragged and made larger or smaller.

import { make } from "../dock/controls.js";

const STEP = 0.012; // of the view, for an arrow key
const LEAST = 0.04;
const HIGHEST = 440; // pixels of the screen

export class Place {
  /** `done(box)` gets (x, y, width, height) in pixels of the picture; `away()` is called for Escape. */
  constructor(t, name, done, away) {
    this.done = done;
    this.image = make("img", { alt: "", draggable: "false" });
    this.grip = make("i.ey-grip", { "aria-hidden": "true" });
    this.ring = make("button.ey-ring", {
      type: "button", "aria-label": t("eyes.ellipse", { eye: name }), title: t("eyes.ellipse_hint"),
    }, this.grip);
    this.element = make("div.ey-place", { hidden: true }, this.image, this.ring);
    this.ring.addEventListener("pointerdown", (event) => this.#grab(event));
    this.ring.addEventListener("keydown", (event) => this.#key(event, away));
    this.ring.addEventListener("click", (event) => {
      if (event.detail === 0) this.#tell(); // Enter or space
    });
  }

  /** region: (x, y, width, height) of the picture that `url` shows. box: where the ellipse is; null: in the middle. */
  show({ region, url }, box) {
    this.region = region;
    const [x, y, width, height] = region;
    this.image.src = url;
    this.element.style.aspectRatio = `${width} / ${height}`;
    this.element.style.maxWidth = `${(HIGHEST * width) / height}px`;
    // In shares of the view: middle and lengths.
    const size = Math.min(0.22, 0.16 * Math.max(1, height / width));
    this.at = box
      ? { x: (box[0] + box[2] / 2 - x) / width, y: (box[1] + box[3] / 2 - y) / height, w: box[2] / width, h: box[3] / height }
      : { x: 0.5, y: 0.4, w: size, h: (size * width) / height };
    this.#draw();
  }

  focus() {
    this.ring.focus({ preventScroll: true });
  }

  #draw() {
    const { x, y, w, h } = this.at;
    const percent = (value) => `${(100 * value).toFixed(3)}%`;
    Object.assign(this.ring.style, {
      left: percent(x - w / 2), top: percent(y - h / 2), width: percent(w), height: percent(h),
    });
  }

  #change(patch) {
    const at = { ...this.at, ...patch };
    const within = (value, low, high) => Math.min(high, Math.max(low, value));
    this.at = { x: within(at.x, 0, 1), y: within(at.y, 0, 1), w: within(at.w, LEAST, 1), h: within(at.h, LEAST, 1) };
    this.#draw();
  }

  #tell() {
    const [x, y, width, height] = this.region;
    const { at } = this;
    this.done([x + (at.x - at.w / 2) * width, y + (at.y - at.h / 2) * height, at.w * width, at.h * height]);
  }

  #grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.ring.focus({ preventScroll: true });
    const { ring } = this;
    const view = this.element.getBoundingClientRect();
    const sizing = event.target === this.grip;
    const from = { ...this.at, left: event.clientX, top: event.clientY };
    ring.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }) => {
      const dx = (clientX - from.left) / view.width;
      const dy = (clientY - from.top) / view.height;
      this.#change(sizing ? { w: from.w + 2 * dx, h: from.h + 2 * dy } : { x: from.x + dx, y: from.y + dy });
    };
    const end = ({ type }) => {
      ring.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) ring.removeEventListener(name, end);
      if (type === "pointerup") this.#tell();
    };
    ring.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) ring.addEventListener(name, end);
  }

  #key(event, away) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") away();
    else if (move) {
      const [dx, dy] = move.map((value) => value * STEP);
      this.#change(event.shiftKey ? { w: this.at.w + 2 * dx, h: this.at.h + 2 * dy } : { x: this.at.x + dx, y: this.at.y + dy });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
