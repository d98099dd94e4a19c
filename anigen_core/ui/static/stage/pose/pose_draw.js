// What a pose looks like: a soft body, the bones on top, and small pictures of both.

import {
  HANDS, HAND_PARENTS, L_ANKLE, L_EAR, L_ELBOW, L_HIP, L_KNEE, L_SHOULDER, L_WRIST, LIMBS, NECK, NOSE, R_ANKLE, R_EAR, R_ELBOW, R_HIP,
  R_KNEE, R_SHOULDER, R_WRIST, figureBox, headCenter, headSize, isShown,
} from "./pose_figure.js";

const SVG = "http://www.w3.org/2000/svg";

/** svg("circle.dot", {r: 3}, child, ...) -> element. */
export function svg(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElementNS(SVG, tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const HER_RIGHT = new Set([2, 3, 4, 8, 9, 10, 14, 16]);
const HER_LEFT = new Set([5, 6, 7, 11, 12, 13, 15, 17]);

/** "left" or "right" (her own) or "middle". */
export const sideOf = (joint) => (HER_RIGHT.has(joint) ? "right" : HER_LEFT.has(joint) ? "left" : "middle");

// bone, and the radius of the flesh at its two ends in heads
const FLESH = [
  [R_HIP, R_KNEE, 0.24, 0.15], [R_KNEE, R_ANKLE, 0.155, 0.085], [L_HIP, L_KNEE, 0.24, 0.15],
  [L_KNEE, L_ANKLE, 0.155, 0.085], [R_SHOULDER, R_ELBOW, 0.145, 0.1], [R_ELBOW, R_WRIST, 0.105, 0.065],
  [L_SHOULDER, L_ELBOW, 0.145, 0.1], [L_ELBOW, L_WRIST, 0.105, 0.065],
];
// bone that is gone on beyond its end, by how much, and the radii there
const ENDS = [
  [R_KNEE, R_ANKLE, 0.2, 0.085, 0.1, null], [L_KNEE, L_ANKLE, 0.2, 0.085, 0.1, null],
  [R_ELBOW, R_WRIST, 0.34, 0.075, 0.055, "right_hand"], [L_ELBOW, L_WRIST, 0.34, 0.075, 0.055, "left_hand"],
];
const TORSO = [R_SHOULDER, L_SHOULDER, L_HIP, R_HIP];

/** The body as pieces {d, width}: closed outlines in canvas pixels, stroked `width` wide in their own color. */
export function fleshPieces(pose) {
  const head = headSize(pose);
  const at = (joint) => pose.joints[joint];
  const seen = (...joints) => joints.every((joint) => isShown(pose, joint));
  const pieces = [];
  if (seen(...TORSO)) {
    const [top, low] = [half(at(R_SHOULDER), at(L_SHOULDER)), half(at(R_HIP), at(L_HIP))];
    // from the side shoulders and hips fall together; the chest and the belly keep their depth
    pieces.push({ d: torso(TORSO.map(at), head), width: 0.28 * head }, capsule(top, low, 0.27 * head, 0.24 * head));
  }
  else for (const hip of [R_HIP, L_HIP]) if (seen(NECK, hip)) pieces.push(capsule(at(NECK), at(hip), 0.2 * head, 0.2 * head));
  for (const [a, b, from, to] of FLESH) if (seen(a, b)) pieces.push(capsule(at(a), at(b), from * head, to * head));
  for (const [a, b, reach, from, to, hand] of ENDS) {
    if (seen(a, b) && !(hand && pose[hand])) {
      pieces.push(capsule(at(b), beyond(at(a), at(b), reach * head), from * head, to * head));
    }
  }
  for (const hand of HANDS) if (pose[hand]) pieces.push(...handPieces(pose[hand], head));
  const skull = skullCenter(pose, head);
  if (skull) {
    if (seen(NECK)) pieces.push(capsule(at(NECK), skull, 0.15 * head, 0.12 * head));
    const lean = seen(NECK) ? Math.atan2(skull[0] - at(NECK)[0], at(NECK)[1] - skull[1]) : 0;
    pieces.push({ d: skullPath(skull, head, lean), width: 0 });
  }
  return pieces;
}

/** Middle of the skull or null; from the side it lies near the one ear that is seen, not behind the face. */
function skullCenter(pose, head) {
  const center = headCenter(pose, 0.12 * head);
  const ears = [R_EAR, L_EAR].filter((ear) => isShown(pose, ear)).map((ear) => pose.joints[ear]);
  if (!center || ears.length !== 1 || !isShown(pose, NOSE)) return center;
  const nose = pose.joints[NOSE];
  return [0.68 * ears[0][0] + 0.32 * nose[0], 0.5 * (center[1] + ears[0][1] - 0.12 * head)];
}

/** The bones as {a, b, side, hand}, canvas pixels; `hand` is true for fingers. */
export function boneLines(pose) {
  const bones = LIMBS.filter((limb) => limb.every((joint) => isShown(pose, joint))).map(([a, b]) => ({
    a: pose.joints[a], b: pose.joints[b], side: sideOf(b), hand: false,
  }));
  for (const hand of HANDS) {
    const points = pose[hand] ?? [];
    const side = hand === "left_hand" ? "left" : "right";
    points.forEach((point, i) => {
      const parent = points[HAND_PARENTS[i]];
      if (parent && point[2] > 0 && parent[2] > 0) bones.push({ a: parent, b: point, side, hand: true });
    });
  }
  return bones;
}

/** The figure alone as a small picture; decoration, so what holds it carries the words. */
export function posePicture(pose) {
  const head = headSize(pose);
  const [x, y, width, height] = figureBox(pose);
  const edge = 0.12 * head;
  const view = [x - edge, y - edge, width + 2 * edge, height + 2 * edge].map((v) => v.toFixed(1)).join(" ");
  const thin = Math.max(0.075 * head, Math.max(width, height) / 75);
  const picture = svg("svg.ds-pose-picture", { viewBox: view, "aria-hidden": "true", focusable: "false" });
  const flesh = svg("g.ds-flesh");
  for (const { d, width: wide } of fleshPieces(pose)) flesh.append(svg("path", { d, "stroke-width": wide.toFixed(1) }));
  picture.append(flesh);
  for (const { a, b, side, hand } of boneLines(pose)) {
    const line = { x1: a[0], y1: a[1], x2: b[0], y2: b[1], "stroke-width": (hand ? 0.4 * thin : thin).toFixed(1) };
    picture.append(svg(`line.ds-bone.${side}`, line));
  }
  return picture;
}

/** Whether a canvas place lies on the body, `slack` pixels around it included. */
export function onFlesh(pose, x, y, slack = 0) {
  const head = headSize(pose);
  const near = (a, b, radius) => offLine([x, y], a, b) <= radius + slack;
  const at = (joint) => pose.joints[joint];
  const seen = (...joints) => joints.every((joint) => isShown(pose, joint));
  if (seen(...TORSO)) {
    const corners = TORSO.map(at);
    if (inside([x, y], corners)) return true;
    if (corners.some((corner, i) => near(corner, corners[(i + 1) % 4], 0.15 * head))) return true;
  }
  if (FLESH.some(([a, b, from]) => seen(a, b) && near(at(a), at(b), 0.85 * from * head))) return true;
  const skull = skullCenter(pose, head);
  return skull !== null && Math.hypot(x - skull[0], y - skull[1]) <= 0.48 * head + slack;
}

// ---- shapes

const n = (value) => value.toFixed(2);
const point = ([x, y]) => `${n(x)} ${n(y)}`;

/** The outline around two circles. */
function capsule(a, b, ra, rb) {
  const far = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (far <= Math.abs(ra - rb) + 1e-6) return { d: ellipse(ra > rb ? a : b, Math.max(ra, rb), Math.max(ra, rb), 0), width: 0 };
  const way = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const open = Math.acos((ra - rb) / far);
  const on = (center, radius, angle) => point([center[0] + radius * Math.cos(angle), center[1] + radius * Math.sin(angle)]);
  const d = `M${on(a, ra, way + open)}A${n(ra)} ${n(ra)} 0 ${open < Math.PI / 2 ? 1 : 0} 1 ${on(a, ra, way - open)}`
    + `L${on(b, rb, way - open)}A${n(rb)} ${n(rb)} 0 ${open > Math.PI / 2 ? 1 : 0} 1 ${on(b, rb, way + open)}Z`;
  return { d, width: 0 };
}

function ellipse([x, y], rx, ry, lean) {
  const [dx, dy] = [-ry * Math.sin(lean), ry * Math.cos(lean)];
  const arc = `A${n(rx)} ${n(ry)} ${n((lean * 180) / Math.PI)} 1 1`;
  return `M${point([x + dx, y + dy])}${arc} ${point([x - dx, y - dy])}${arc} ${point([x + dx, y + dy])}Z`;
}

// from crown to chin and back, in heads: a round skull, a smaller chin
const SKULL = [
  [0, -0.53], [0.28, -0.53], [0.43, -0.35], [0.42, -0.06], [0.4, 0.18], [0.2, 0.5], [0, 0.52],
  [-0.2, 0.5], [-0.4, 0.18], [-0.42, -0.06], [-0.43, -0.35], [-0.28, -0.53], [0, -0.53],
];

function skullPath([x, y], head, lean) {
  const [c, s] = [head * Math.cos(lean), head * Math.sin(lean)];
  const [first, ...rest] = SKULL.map(([u, v]) => point([x + c * u - s * v, y + s * u + c * v]));
  return `M${first}C${rest.join(" ")}Z`;
}

/** Shoulders, a waist, hips. */
function torso([rs, ls, lh, rh], head) {
  const mix = (a, b, t) => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  const [top, low] = [mix(rs, ls, 0.5), mix(rh, lh, 0.5)];
  const core = mix(top, low, 0.56);
  const waist = (shoulder, hip) => mix(mix(shoulder, hip, 0.56), core, 0.3);
  // the thighs are thicker than the outline's own stroke: the hips lie that much further out
  const out = (hip, other) => {
    const k = (0.1 * head) / Math.max(Math.hypot(hip[0] - other[0], hip[1] - other[1]), 0.25 * head);
    return [hip[0] + k * (hip[0] - other[0]), hip[1] + k * (hip[1] - other[1])];
  };
  const side = (shoulder, hip, from) => {
    const bend = waist(shoulder, hip);
    return from === "top"
      ? `C${point(mix(shoulder, bend, 0.6))} ${point(bend)} ${point(mix(hip, bend, 0.3))}L${point(hip)}`
      : `L${point(mix(hip, bend, 0.3))}C${point(bend)} ${point(mix(shoulder, bend, 0.6))} ${point(shoulder)}`;
  };
  const [right, left] = [out(rh, lh), out(lh, rh)];
  return `M${point(rs)}Q${point(mix(top, low, -0.1))} ${point(ls)}${side(ls, left, "top")}`
    + `Q${point(mix(low, top, -0.13))} ${point(right)}${side(rs, right, "low")}Z`;
}

function handPieces(points, head) {
  const pieces = [{ d: `M${[0, 5, 9, 13, 17].map((i) => point(points[i])).join("L")}Z`, width: 0.09 * head }];
  points.forEach((end, i) => {
    if (HAND_PARENTS[i] > 0) pieces.push(capsule(points[HAND_PARENTS[i]], end, 0.045 * head, 0.035 * head));
  });
  pieces.push(capsule(points[0], points[1], 0.06 * head, 0.055 * head));
  return pieces;
}

const half = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

function beyond(a, b, reach) {
  const k = reach / Math.max(Math.hypot(b[0] - a[0], b[1] - a[1]), 1e-6);
  return [b[0] + k * (b[0] - a[0]), b[1] + k * (b[1] - a[1])];
}

function offLine([x, y], a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / Math.max(dx * dx + dy * dy, 1e-9)));
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

function inside([x, y], corners) {
  let odd = false;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  });
  return odd;
}
