// Hands to put on the wrists, and places for joints that a file left out.

import {
  ELBOW_OF, L_EYE, NECK, PARENTS, R_EYE, TWINS, WRIST_OF, bodyHeight, distance, headSize, isShown,
} from "./pose_figure.js";

// Points of a hand in heads: along the forearm from the wrist, and across it toward the thumb.
const OPEN = [
  [0, 0], [0.059, 0.044], [0.118, 0.095], [0.193, 0.15], [0.253, 0.194],
  [0.268, 0.067], [0.389, 0.085], [0.469, 0.097], [0.537, 0.107],
  [0.284, 0.009], [0.419, 0.008], [0.509, 0.007], [0.585, 0.006],
  [0.265, -0.048], [0.388, -0.071], [0.469, -0.087], [0.537, -0.099],
  [0.228, -0.099], [0.318, -0.135], [0.378, -0.158], [0.427, -0.178],
];
const RELAXED = [
  [0, 0], [0.062, 0.043], [0.126, 0.079], [0.199, 0.098], [0.258, 0.099],
  [0.268, 0.066], [0.376, 0.08], [0.439, 0.099], [0.482, 0.124],
  [0.284, 0.012], [0.403, 0.016], [0.472, 0.031], [0.521, 0.055],
  [0.266, -0.041], [0.376, -0.048], [0.438, -0.038], [0.483, -0.018],
  [0.231, -0.087], [0.313, -0.1], [0.359, -0.097], [0.393, -0.082],
];
const FIST = [
  [0, 0], [0.06, 0.047], [0.131, 0.088], [0.196, 0.046], [0.213, -0.02],
  [0.273, 0.075], [0.342, 0.074], [0.245, 0.087], [0.16, 0.093],
  [0.291, 0.015], [0.364, -0.003], [0.26, 0.035], [0.169, 0.065],
  [0.272, -0.044], [0.34, -0.051], [0.244, -0.029], [0.16, -0.013],
  [0.236, -0.097], [0.289, -0.107], [0.214, -0.081], [0.148, -0.063],
];
const KNUCKLES = [5, 9, 17]; // index, middle, little finger
const PALM = 0.284; // wrist to the knuckle of the middle finger, in heads

export const HAND_SHAPES = { relaxed: aligned(RELAXED), open: aligned(OPEN), fist: aligned(FIST) };

/** The points turned and scaled so that the middle knuckle lies on the axis, the palm equally long in all. */
function aligned(points) {
  const [u, v] = points[KNUCKLES[1]];
  const k = PALM / (u * u + v * v);
  return points.map(([a, b]) => [k * (a * u + b * v), k * (b * u - a * v)]);
}

/**
 * The pose with a hand of a shape ("relaxed", "open", "fist"), or without it (null).
 * A new hand goes on as the forearm points, its thumb toward the body and up; one that is there keeps its
 * direction, its size and the side of its thumb.
 */
export function withHand(pose, hand, shape) {
  if (!shape) return { ...pose, [hand]: null };
  const wrist = pose.joints[WRIST_OF[hand]];
  const { along, thumb, size } = pose[hand] ? frameOf(pose[hand]) : newFrame(pose, hand);
  const points = HAND_SHAPES[shape].map(([u, v]) => [
    wrist[0] + size * (u * along[0] + v * thumb[0]),
    wrist[1] + size * (u * along[1] + v * thumb[1]),
    1,
  ]);
  return { ...pose, [hand]: points };
}

/** The same hand seen from its other side: palm for back. */
export function turnedOver(pose, hand) {
  if (!pose[hand]) return pose;
  const [wrist] = pose[hand];
  const { along } = frameOf(pose[hand]);
  const points = pose[hand].map(([x, y, c]) => {
    const [dx, dy] = [x - wrist[0], y - wrist[1]];
    const u = dx * along[0] + dy * along[1];
    return [wrist[0] + 2 * u * along[0] - dx, wrist[1] + 2 * u * along[1] - dy, c];
  });
  return { ...pose, [hand]: points };
}

/** Which shape a hand has, whatever way it points; null for one posed freely or not there. */
export function shapeOf(pose, hand) {
  if (!pose[hand]) return null;
  for (const shape of Object.keys(HAND_SHAPES)) {
    const model = withHand(pose, hand, shape)[hand];
    if (model.every((point, i) => distance(point, pose[hand][i]) < 0.5)) return shape;
  }
  return null;
}

/** Direction of a hand (unit vectors along it and to its thumb) and the head size it was made for. */
function frameOf(points) {
  const [wrist] = points;
  const [index, middle, little] = KNUCKLES.map((i) => points[i]);
  const length = distance(wrist, middle);
  if (length < 1e-6) return { along: [0, 1], thumb: [1, 0], size: 1 };
  const across = [index[0] - little[0], index[1] - little[1]];
  const straight = [(middle[0] - wrist[0]) / length, (middle[1] - wrist[1]) / length];
  const side = straight[0] * across[1] - straight[1] * across[0] < 0 ? -1 : 1;
  return { along: straight, thumb: [-straight[1] * side, straight[0] * side], size: length / PALM };
}

function newFrame(pose, hand) {
  const [elbow, wrist] = [pose.joints[ELBOW_OF[hand]], pose.joints[WRIST_OF[hand]]];
  const length = distance(elbow, wrist);
  const known = isShown(pose, ELBOW_OF[hand]) && length > 1e-6;
  const along = known ? [(wrist[0] - elbow[0]) / length, (wrist[1] - elbow[1]) / length] : [0, 1];
  const inward = Math.sign(pose.joints[NECK][0] - wrist[0]) || 1;
  const across = [-along[1], along[0]];
  const side = across[0] * inward - 0.6 * across[1] < 0 ? -1 : 1;
  return { along, thumb: [across[0] * side, across[1] * side], size: headSize(pose) };
}

// ---- joints without a place

// Where a joint lies from its parent in a standing figure, in shares of its height.
const STANDING = {
  0: [0, -0.086], 2: [-0.067, 0.006], 3: [-0.036, 0.163], 4: [-0.009, 0.147], 5: [0.067, 0.006], 6: [0.036, 0.163],
  7: [0.009, 0.147], 8: [-0.042, 0.288], 9: [-0.011, 0.222], 10: [-0.007, 0.218], 11: [0.042, 0.288],
  12: [0.011, 0.222], 13: [0.007, 0.218], [R_EYE]: [-0.028, -0.017], [L_EYE]: [0.028, -0.017],
  16: [-0.033, -0.002], 17: [0.033, -0.002],
};

/**
 * The pose with a likely place for each hidden joint that lies at 0, 0: files write "not seen" so.
 * It goes where a standing figure has it from its parent; it stays hidden.
 */
export function placed(pose) {
  const lost = pose.joints.map(([x, y, c]) => c === 0 && x === 0 && y === 0);
  if (!lost.includes(true)) return pose;
  const height = bodyHeight(pose);
  const joints = pose.joints.map((point) => [...point]);
  const known = lost.map((gone) => !gone);
  const put = (joint, from, [dx, dy], sign = 1) => {
    joints[joint] = [joints[from][0] + sign * dx * height, joints[from][1] + sign * dy * height, 0];
    known[joint] = true;
  };
  if (!known[NECK]) {
    const child = Object.keys(STANDING).map(Number).find((i) => PARENTS[i] === NECK && known[i]);
    if (child !== undefined) put(NECK, child, STANDING[child], -1);
    else {
      joints[NECK] = [pose.width / 2, pose.height * 0.25, 0];
      known[NECK] = true;
    }
  }
  const place = (joint) => {
    if (known[joint]) return;
    place(PARENTS[joint]);
    put(joint, PARENTS[joint], STANDING[joint]);
  };
  TWINS.forEach((_, joint) => place(joint));
  return { ...pose, joints };
}
