// What the viewport draws from: the two planes as canvases, and the posed guide.

import { NOTHING, clip, intersect, isEmpty, union } from "./planes.js";

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

const BONES = [
  [1, 2], [1, 5], [2, 3], [3, 4], [5, 6], [6, 7], [1, 8], [8, 9], [9, 10],
  [1, 11], [11, 12], [12, 13], [1, 0], [0, 14], [14, 16], [0, 15], [15, 17],
];
const HER_LEFT = new Set([5, 6, 7, 11, 12, 13, 15, 17]);
const HER_RIGHT = new Set([2, 3, 4, 8, 9, 10, 14, 16]);

// thickness of the flesh along each bone, in head sizes
const FLESH = [
  [2, 3, 0.32], [5, 6, 0.32], [3, 4, 0.26], [6, 7, 0.26],
  [8, 9, 0.48], [11, 12, 0.48], [9, 10, 0.34], [12, 13, 0.34],
];

const GUIDE_SIDE = 1024;

/** The posed guide: a soft body with the skeleton on it, as a canvas no longer than 1024 pixels a side. */
export function drawGuide(pose, width, height) {
  const scale = Math.min(1, GUIDE_SIDE / Math.max(width, height));
  const canvas = canvasOf(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext("2d");
  context.scale(canvas.width / width, canvas.height / height);
  context.lineCap = context.lineJoin = "round";
  const seen = (joint) => pose.joints[joint][2] > 0;
  const head = headSize(pose);
  const path = (joints, thickness) => {
    if (!joints.every(seen)) return;
    context.beginPath();
    for (const joint of joints) context.lineTo(pose.joints[joint][0], pose.joints[joint][1]);
    context.lineWidth = thickness * head;
    context.stroke();
  };

  context.strokeStyle = context.fillStyle = "#e6d6ca";
  if ([2, 5, 11, 8].every(seen)) {
    path([2, 5, 11, 8, 2], 0.3);
    context.fill();
  }
  for (const [from, to, thickness] of FLESH) path([from, to], thickness);
  for (const ankle of [10, 13]) foot(context, pose, ankle, head, seen);
  const face = [0, 14, 15, 16, 17].filter(seen);
  if (face.length) {
    const middle = face.reduce((sum, joint) => [sum[0] + pose.joints[joint][0], sum[1] + pose.joints[joint][1]], [0, 0]);
    const [x, y] = middle.map((value) => value / face.length);
    disc(context, x, y - 0.06 * head, 0.5 * head);
    if (seen(1)) {
      context.beginPath();
      context.moveTo(pose.joints[1][0], pose.joints[1][1]);
      context.lineTo(x, y);
      context.lineWidth = 0.26 * head;
      context.stroke();
    }
  }

  const tone = (joint) => (HER_LEFT.has(joint) ? "#d2573a" : HER_RIGHT.has(joint) ? "#2b7fb8" : "#7d746b");
  for (const [from, to] of BONES) {
    context.strokeStyle = tone(to);
    path([from, to], 0.035);
  }
  pose.joints.forEach(([x, y], joint) => {
    context.fillStyle = tone(joint);
    if (seen(joint)) disc(context, x, y, 0.05 * head);
  });
  for (const [side, color] of [["left_hand", "#d2573a"], ["right_hand", "#2b7fb8"]]) {
    context.fillStyle = color;
    for (const [x, y, sure] of pose[side] ?? []) if (sure > 0) disc(context, x, y, 0.025 * head);
  }
  return canvas;
}

function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, Math.max(0.5, radius), 0, 2 * Math.PI);
  context.fill();
}

function foot(context, pose, ankle, head, seen) {
  if (!seen(ankle)) return;
  const [x, y] = pose.joints[ankle];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y + 0.2 * head);
  context.lineWidth = 0.3 * head;
  context.stroke();
}

/** About the height of the head, canvas pixels: by neck and nose, else by the shoulders, else by the canvas. */
function headSize(pose) {
  const between = (a, b) => {
    const [from, to] = [pose.joints[a], pose.joints[b]];
    return from[2] > 0 && to[2] > 0 ? Math.hypot(from[0] - to[0], from[1] - to[1]) : 0;
  };
  return between(0, 1) * 1.55 || between(2, 5) * 0.95 || pose.height / 8;
}
