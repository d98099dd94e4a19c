// Poses between key poses, for what the strip shows at once: a sketch of the movement. The same arithmetic as
// anigen_core/pose_moves.py and motion.py; tests/vectors/pose.json and motion.json hold both to it.

import { HANDS, HAND_PARENTS, NECK, PARENTS, WRIST_OF, figureBox, resized, transformed } from "../pose/pose.js";

export const EASINGS = {
  smooth: (t) => t * t * (3 - 2 * t),
  linear: (t) => t,
  in: (t) => t * t,
  out: (t) => t * (2 - t),
};
const MARGIN = 0.02; // of the short side, left free where a movement is made smaller
export const COURSES = ["once", "pingpong", "loop"];

/** The pose between `a` (t = 0) and `b` (t = 1): bones turn by the short way, the neck goes straight. */
export function interpolate(a, b, t) {
  const other = b.width === a.width && b.height === a.height ? b : resized(b, [a.width, a.height]);
  if (t === 0) return a;
  if (t === 1) return other;
  const joints = blend(a.joints, other.joints, PARENTS, NECK, t);
  const made = { ...a, joints };
  for (const hand of HANDS) made[hand] = blendHand(a, other, joints, hand, t);
  return made;
}

/** The frames on which the keys fall. */
export function marks(keys, frames, course) {
  const closed = course === "loop";
  const steps = closed ? frames : frames - 1;
  const stretches = closed ? keys : keys - 1;
  return stretches ? Array.from({ length: stretches + 1 }, (_, key) => even((key * steps) / stretches)) : [0];
}

/** Numbers of frames in the order of time. */
export function order(frames, course) {
  const there = Array.from({ length: frames }, (_, frame) => frame);
  return course === "pingpong" ? [...there, ...there.slice(1, -1).reverse()] : there;
}

/** The pose of every frame, as the studio will draw it but for hands that are lent. */
export function move(keys, frames, easing, course) {
  const poses = course === "loop" ? [...keys, keys[0]] : keys;
  if (poses.length === 1) return Array.from({ length: frames }, () => poses[0]);
  const at = marks(keys.length, frames, course);
  const made = Array.from({ length: frames }, (_, frame) => {
    const stretch = at.findIndex((_, i) => frame <= at[i + 1]);
    const [start, end] = [at[stretch], at[stretch + 1]];
    return interpolate(poses[stretch], poses[stretch + 1], EASINGS[easing]((frame - start) / (end - start)));
  });
  return keptInside(made, poses);
}

/** All poses by one scale and shift, so that no frame shows less of the figure than the keys do. */
function keptInside(made, keys) {
  const sides = [made[0].width, made[0].height];
  const within = reach(keys).map(([low, high], axis) => [Math.min(low, 0), Math.max(high, sides[axis])]);
  const taken = reach(made);
  if (taken.every(([low, high], axis) => low >= within[axis][0] && high <= within[axis][1])) return made;
  const gap = MARGIN * Math.min(...sides);
  const scale = Math.min(1, ...taken.map(([low, high], axis) => (within[axis][1] - within[axis][0] - 2 * gap) / (high - low)));
  const [dx, dy] = taken.map(([low, high], axis) =>
    Math.min(within[axis][1] - gap - scale * high, Math.max(within[axis][0] + gap - scale * low, 0)));
  return made.map((pose) => transformed(pose, [[scale, 0, dx], [0, scale, dy]]));
}

/** [low, high] across and down of the box round the figures. */
function reach(poses) {
  const boxes = poses.map((pose) => figureBox(pose));
  return [0, 1].map((axis) => [
    Math.min(...boxes.map((box) => box[axis])), Math.max(...boxes.map((box) => box[axis] + box[axis + 2])),
  ]);
}

/** Rounded, a half to the even number, as Python does. */
function even(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 ? low + 1 : low;
}

/** Points between two sets of points that hang on one tree. */
function blend(a, b, parents, root, t) {
  const out = a.map(() => null);
  const inBoth = (i) => a[i][2] > 0 && b[i][2] > 0;
  const place = (i) => {
    if (out[i]) return;
    out[i] = [0, 0, 0];
    const [inA, inB] = [a[i][2] > 0, b[i][2] > 0];
    if (!inA && !inB) return;
    let parent = parents[i];
    // on the nearest ancestor that both poses show; without one the point itself moves in a line
    while (parent >= 0 && !inBoth(parent)) parent = parents[parent];
    const [first, second] = [inA ? a : b, inB ? b : a];
    let [x, y] = [(1 - t) * first[i][0] + t * second[i][0], (1 - t) * first[i][1] + t * second[i][1]];
    if (parent >= 0) {
      place(parent);
      const [dx, dy] = swing(bone(first, parent, i), bone(second, parent, i), t);
      [x, y] = [out[parent][0] + dx, out[parent][1] + dy];
    }
    out[i] = [x, y, (t < 0.5 ? a : b)[i][2]];
  };
  place(root);
  a.forEach((_, i) => place(i));
  return out;
}

const bone = (points, from, to) => [points[to][0] - points[from][0], points[to][1] - points[from][1]];

/** The vector between two vectors: angle by the short way, length evenly. */
function swing(a, b, t) {
  const [from, to] = [Math.hypot(...a), Math.hypot(...b)];
  if (from < 1e-9 || to < 1e-9) return [(1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]];
  const turn = Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]);
  const angle = Math.atan2(a[1], a[0]) + t * turn;
  const length = (1 - t) * from + t * to;
  return [length * Math.cos(angle), length * Math.sin(angle)];
}

/** A hand on the blended wrist; one that only one pose has switches halfway. */
function blendHand(a, b, joints, hand, t) {
  const wrist = WRIST_OF[hand];
  const moved = (points, [fx, fy], [tx, ty]) => points.map(([x, y, c]) => [x - fx + tx, y - fy + ty, c]);
  if (!a[hand] || !b[hand]) {
    const source = t < 0.5 ? a : b;
    return source[hand] ? moved(source[hand], source.joints[wrist], joints[wrist]) : null;
  }
  const local = [a, b].map((pose) => moved(pose[hand], pose.joints[wrist], [0, 0]));
  return moved(blend(...local, HAND_PARENTS, 0, t), [0, 0], joints[wrist]);
}
