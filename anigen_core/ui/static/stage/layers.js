// What the viewport draws from: the two planes as canvases, and the posed guide.

import { NOTHING, clip, intersect, isEmpty, union } from "./pixels/planes.js";
import { boneLines, fleshPieces } from "./pose/pose_draw.js";
import { headSize } from "./pose/pose.js";

export function canvasOf(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  return canvas;
}

/**
 * One plane as a canvas of the drawing's size, brought up to date only where it changed. While a stroke runs
 * the screen is fed from a small patch instead: drawing from a canvas and writing into it by turns makes the
 * browser copy all of it every time, a hundred megabytes on the largest drawing.
 */
export class PlaneLayer {
  constructor(planes, plane) {
    Object.assign(this, { planes, plane, patch: canvasOf(1, 1) });
    this.renew();
  }

  /** The planes have other arrays or another size: everything is drawn again. */
  renew() {
    const { width, height } = this.planes;
    if (this.canvas?.width !== width || this.canvas?.height !== height) this.canvas = canvasOf(width, height);
    this.context = this.canvas.getContext("2d");
    this.stale = this.planes.rect;
  }

  mark(rect) {
    this.stale = union(this.stale, clip(rect, this.planes.width, this.planes.height));
  }

  /** The canvas, up to date. */
  whole() {
    // wide strips, so that the bytes on their way are few even for a large drawing
    for (const strip of strips(this.stale)) put(this.context, this.planes, this.plane, strip, strip.x, strip.y);
    this.stale = NOTHING;
    return { source: this.canvas, x: 0, y: 0 };
  }

  /** A canvas that shows at least `rect`, with the place of its corner; the whole one stays as it is. */
  part(rect) {
    const { width, height } = this.patch;
    if (width < rect.width || height < rect.height) {
      this.patch = canvasOf(Math.max(width, rect.width), Math.max(height, rect.height));
    }
    const context = this.patch.getContext("2d");
    context.clearRect(0, 0, this.patch.width, this.patch.height);
    put(context, this.planes, this.plane, rect, 0, 0);
    return { source: this.patch, x: rect.x, y: rect.y };
  }
}

function put(context, planes, plane, rect, x, y) {
  if (isEmpty(rect)) return;
  context.putImageData(new ImageData(planes.image(plane, rect), rect.width, rect.height), x, y);
}

function strips(rect) {
  if (isEmpty(rect)) return [];
  const height = Math.max(1, Math.floor((1 << 20) / rect.width));
  const found = [];
  for (let y = rect.y; y < rect.y + rect.height; y += height) {
    found.push(intersect(rect, { x: rect.x, y, width: rect.width, height }));
  }
  return found;
}

const TONES = { left: "#e0701a", right: "#1f4fa3", middle: "#6b6459" };
const GUIDE_SIDE = 1536;

/** The skeleton, thin, on a soft body unless `bare`, as a canvas no longer than 1536 pixels a side. */
export function drawGuide(pose, width, height, { bare = false } = {}) {
  const scale = Math.min(1, GUIDE_SIDE / Math.max(width, height));
  const canvas = canvasOf(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext("2d");
  context.scale(canvas.width / width, canvas.height / height);
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = context.fillStyle = "#dcc8ba";
  for (const { d, width: edge } of bare ? [] : fleshPieces(pose)) {
    const piece = new Path2D(d);
    context.fill(piece);
    context.lineWidth = edge;
    if (edge > 0) context.stroke(piece);
  }
  const thin = 0.035 * headSize(pose);
  for (const { a, b, side, hand } of boneLines(pose)) {
    context.beginPath();
    context.moveTo(a[0], a[1]);
    context.lineTo(b[0], b[1]);
    context.strokeStyle = context.fillStyle = TONES[side];
    context.lineWidth = hand ? thin * 0.5 : thin;
    context.stroke();
    if (!hand) disc(context, b[0], b[1], thin * 1.4);
  }
  return canvas;
}

function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
