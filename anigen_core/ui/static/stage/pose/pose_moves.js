// Moving a pose: two-bone inverse kinematics with locked limb lengths, dragging joints, limbs and fingers.
// The same arithmetic as anigen_core/pose_moves.py; tests/vectors/pose.json holds both to it.

import {
  ELBOW_OF, HANDS, HAND_PARENTS, L_ANKLE, L_ELBOW, L_KNEE, L_WRIST, PARENTS, R_ANKLE, R_ELBOW, R_KNEE, R_WRIST,
  WRIST_OF, distance, isShown, withJoint,
} from "./pose_figure.js";

const STRAIGHT = 1e-9; // sine of the bend below which a limb has no bend side of its own

// Side to which a dead straight limb starts to bend, for a figure that faces the viewer.
const ENDS = { [R_WRIST]: 1, [L_WRIST]: -1, [R_ANKLE]: 1, [L_ANKLE]: -1 };
const MIDDLES = [R_ELBOW, L_ELBOW, R_KNEE, L_KNEE];

/**
 * Bring the end of a two-bone limb to a target with both lengths kept: [middle, end].
 * A target out of reach stretches the limb straight toward it; one too near folds it as far as it goes.
 * `bend` is the side to which an exactly straight limb bends; a bent one keeps its own.
 */
export function solveIk(a, b, c, goal, bend = 1) {
  const [upper, lower] = [distance(a, b), distance(b, c)];
  const reach = [c[0] - a[0], c[1] - a[1]];
  const cross = reach[0] * (b[1] - a[1]) - reach[1] * (b[0] - a[0]);
  if (Math.abs(cross) > STRAIGHT * Math.max(upper * Math.hypot(...reach), 1e-12)) bend = cross > 0 ? 1 : -1;

  let wish = [goal[0] - a[0], goal[1] - a[1]];
  let far = Math.hypot(...wish);
  if (far < 1e-9) {
    // no direction to go in: keep the present one
    wish = Math.hypot(...reach) > 1e-9 ? reach : [b[0] - a[0], b[1] - a[1]];
    if (Math.hypot(...wish) < 1e-9) return [[b[0], b[1]], [c[0], c[1]]];
  }
  const length = Math.hypot(...wish);
  const way = [wish[0] / length, wish[1] / length];
  far = Math.min(Math.max(far, Math.abs(upper - lower)), upper + lower);
  if (far < 1e-9) {
    // equal bones folded flat: the middle joint stays where it was
    const k = upper / Math.max(upper, 1e-12);
    return [[a[0] + k * (b[0] - a[0]), a[1] + k * (b[1] - a[1])], [a[0], a[1]]];
  }
  const along = (upper ** 2 - lower ** 2 + far ** 2) / (2 * far);
  const aside = bend * Math.sqrt(Math.max(upper ** 2 - along ** 2, 0));
  return [
    [a[0] + along * way[0] - aside * way[1], a[1] + along * way[1] + aside * way[0]],
    [a[0] + far * way[0], a[1] + far * way[1]],
  ];
}

/**
 * Drag a joint to a pixel. Without `lock` it moves alone. With it limb lengths stay: a wrist or an ankle is
 * solved by `solveIk`, an elbow or a knee turns about its parent and carries what hangs on it, any other joint
 * carries what hangs on it, the neck thus the whole figure. Hands follow their wrists.
 */
export function dragJoint(pose, joint, x, y, { lock = true } = {}) {
  if (!lock) return carryHands(pose, withJoint(pose, joint, x, y));
  const parent = PARENTS[joint];
  const root = parent >= 0 ? PARENTS[parent] : -1;
  const [now, base] = [pose.joints[joint], pose.joints[parent]];
  if (joint in ENDS && [joint, parent, root].every((i) => isShown(pose, i))) {
    const [bent, end] = solveIk(pose.joints[root], base, now, [x, y], ENDS[joint]);
    return carryHands(pose, withJoint(withJoint(pose, parent, ...bent), joint, ...end));
  }
  let goal = [x, y];
  if (MIDDLES.includes(joint) && isShown(pose, joint) && isShown(pose, parent)) {
    const far = distance(goal, base);
    if (far < 1e-9) return pose;
    const k = distance(now, base) / far;
    goal = [base[0] + k * (x - base[0]), base[1] + k * (y - base[1])];
  }
  return dragChain(pose, joint, goal[0] - now[0], goal[1] - now[1]);
}

/** Move a joint by pixels together with everything that hangs on it. */
export function dragChain(pose, joint, dx, dy) {
  const moving = hangingOn(joint, PARENTS);
  const joints = pose.joints.map((p, i) => (moving.has(i) ? [p[0] + dx, p[1] + dy, p[2]] : p));
  return carryHands(pose, { ...pose, joints });
}

/**
 * Drag a point of a hand. Without `lock` it moves alone. With it lengths stay: the point turns about its
 * parent and what hangs on it turns along; the four knuckles turn the whole hand about the wrist, as the palm
 * is one piece. Point 0 is the wrist and moves with its arm only.
 */
export function dragHandPoint(pose, hand, point, x, y, { lock = true } = {}) {
  const points = pose[hand];
  if (!points || point === 0) return pose;
  if (!lock) return { ...pose, [hand]: points.map((p, i) => (i === point ? [x, y, p[2] || 1] : p)) };
  const parent = HAND_PARENTS[point];
  const pivot = points[parent];
  const knuckle = parent === 0 && point !== 1;
  const moving = knuckle ? hangingOn(0, HAND_PARENTS) : hangingOn(point, HAND_PARENTS);
  const [old, wish] = [[points[point][0] - pivot[0], points[point][1] - pivot[1]], [x - pivot[0], y - pivot[1]]];
  if (Math.hypot(...old) < 1e-9 || Math.hypot(...wish) < 1e-9) return pose;
  const angle = Math.atan2(wish[1], wish[0]) - Math.atan2(old[1], old[0]);
  return { ...pose, [hand]: points.map((p, i) => (moving.has(i) ? turned(p, pivot, pivot, angle) : p)) };
}

/** Move and turn the hands of `after` as its forearms moved since `before`. */
export function carryHands(before, after) {
  const hands = {};
  for (const hand of HANDS) {
    if (!before[hand]) continue;
    const [elbow, wrist] = [ELBOW_OF[hand], WRIST_OF[hand]];
    const [from, to] = [before.joints[wrist], after.joints[wrist]];
    const [old, now] = [before, after].map(({ joints }) => [
      joints[wrist][0] - joints[elbow][0],
      joints[wrist][1] - joints[elbow][1],
    ]);
    const turns = isShown(before, elbow) && Math.hypot(...old) > 1e-9 && Math.hypot(...now) > 1e-9;
    const angle = turns ? Math.atan2(now[1], now[0]) - Math.atan2(old[1], old[0]) : 0;
    hands[hand] = before[hand].map((p) => turned(p, from, to, angle));
  }
  return { ...after, ...hands };
}

/** A point turned about `from`, which comes to lie on `to`. */
function turned([x, y, c], from, to, angle) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - from[0], y - from[1]];
  return [to[0] + cos * dx - sin * dy, to[1] + sin * dx + cos * dy, c];
}

/** A joint and all that hangs on it. */
function hangingOn(joint, parents) {
  const found = new Set([joint]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    parents.forEach((parent, i) => found.has(parent) && found.add(i));
  }
  return found;
}
