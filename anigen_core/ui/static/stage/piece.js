// A selected part of the drawing while it is moved, scaled and turned: its outline, its handles, its picture.

import { canvasOf } from "./layers.js";

const REACH = 12; // screen pixels around a handle that count as on it
const REACH_TOUCH = 22;
const KNOB = 30; // screen pixels from the frame to the knob that turns it

export const STILL = Object.freeze({ dx: 0, dy: 0, scale: 1, angle: 0 });

/** Where a canvas place goes under {dx, dy, scale, angle} about a center. */
export function moved({ x, y }, center, { dx, dy, scale, angle }) {
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [px, py] = [x - center.x, y - center.y];
  return { x: center.x + dx + px * cos - py * sin, y: center.y + dy + px * sin + py * cos };
}

export class Piece {
  /**
   * @param {object[]} points outline in canvas pixels, before any transform
   * @param {object} bounds Rect of what is selected
   */
  constructor(app, points, bounds) {
    Object.assign(this, { app, points, bounds });
    this.center = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
    this.transform = STILL;
    this.picture = null;
  }

  get still() {
    const { dx, dy, scale, angle } = this.transform;
    return dx === 0 && dy === 0 && scale === 1 && angle === 0;
  }

  at(point) {
    return moved(point, this.center, this.transform);
  }

  outline() {
    return this.points.map((point) => this.at(point));
  }

  /** The frame's corners and the grips on them, canvas pixels. */
  handles() {
    const { x, y, width, height } = this.bounds;
    const corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
    const box = corners.map(([px, py]) => this.at({ x: px, y: py }));
    const middle = this.at({ x: x + width / 2, y });
    const away = KNOB / this.app.view.scale;
    const { angle } = this.transform;
    const knob = { x: middle.x + Math.sin(angle) * away, y: middle.y - Math.cos(angle) * away };
    return { box, grips: [...box.map((corner) => ({ ...corner, kind: "scale" })), { ...knob, kind: "rotate" }] };
  }

  /** What lies under a canvas place: scale, rotate, move or null. */
  hit(point, touch = false) {
    const reach = (touch ? REACH_TOUCH : REACH) / this.app.view.scale;
    const near = ({ x, y }) => Math.hypot(x - point.x, y - point.y) <= reach;
    const { grips, box } = this.handles();
    // the knob first: on a small piece the handles lie over each other
    const grip = [...grips].reverse().find(near);
    if (grip) return grip.kind;
    return inside(point, this.outline()) || inside(point, box) ? "move" : null;
  }

  /** The transform after the pointer went from one canvas place to another; `snap` in steps of 15 degrees. */
  dragged(kind, start, from, to, snap) {
    if (kind === "move") {
      let [dx, dy] = [to.x - from.x, to.y - from.y];
      if (snap && Math.abs(dx) > Math.abs(dy)) dy = 0;
      else if (snap) dx = 0;
      // whole pixels while nothing is resampled: moving alone is exact
      return { ...start, dx: Math.round(start.dx + dx), dy: Math.round(start.dy + dy) };
    }
    const middle = { x: this.center.x + start.dx, y: this.center.y + start.dy };
    const [ax, ay, bx, by] = [from.x - middle.x, from.y - middle.y, to.x - middle.x, to.y - middle.y];
    if (kind === "scale") {
      const factor = Math.hypot(bx, by) / Math.max(1, Math.hypot(ax, ay));
      return { ...start, scale: Math.min(20, Math.max(0.05, start.scale * factor)) };
    }
    let angle = start.angle + Math.atan2(by, bx) - Math.atan2(ay, ax);
    if (snap) angle = Math.round(angle / (Math.PI / 12)) * (Math.PI / 12);
    return { ...start, angle };
  }

  /** Take the pixels that were lifted: ImageData of the size of the bounds, drawn in this order. */
  show(images) {
    const { width, height } = this.bounds;
    this.picture = canvasOf(width, height);
    const context = this.picture.getContext("2d");
    for (const image of images) {
      const part = canvasOf(width, height);
      part.getContext("2d").putImageData(image, 0, 0);
      context.drawImage(part, 0, 0);
    }
  }

  /** Draw it where it is now; the context counts in canvas pixels. */
  draw(context) {
    if (!this.picture) return;
    const { center, bounds } = this;
    const { dx, dy, scale, angle } = this.transform;
    context.save();
    context.translate(center.x + dx, center.y + dy);
    context.rotate(angle);
    context.scale(scale, scale);
    context.drawImage(this.picture, bounds.x - center.x, bounds.y - center.y);
    context.restore();
  }
}

/** Whether a place lies inside a polygon (even-odd). */
export function inside({ x, y }, points) {
  let odd = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
    const [a, b] = [points[i], points[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
  }
  return odd;
}
