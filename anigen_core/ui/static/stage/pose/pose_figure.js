// A figure's pose: 18 body joints in OpenPose's COCO order and optional hands of 21 points.
// The same arithmetic as anigen_core/pose.py. A pose is a plain object that is never changed in place:
//   {width, height, joints: [[x, y, confidence] * 18], left_hand: [[x, y, confidence] * 21] | null, right_hand}
// Coordinates are canvas pixels, y down. Left and right are the character's own. Confidence 0 is hidden.

export const JOINTS = [
  "nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist",
  "r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye", "r_ear", "l_ear",
];
export const [NOSE, NECK, R_SHOULDER, R_ELBOW, R_WRIST, L_SHOULDER, L_ELBOW, L_WRIST] = JOINTS.keys();
export const [R_HIP, R_KNEE, R_ANKLE, L_HIP, L_KNEE, L_ANKLE, R_EYE, L_EYE, R_EAR, L_EAR] =
  [...JOINTS.keys()].slice(8);

/** Parent of each joint; the neck is the root. */
export const PARENTS = [1, -1, 1, 2, 3, 1, 5, 6, 1, 8, 9, 1, 11, 12, 0, 0, 14, 15];

/** (parent, child) in the order OpenPose draws them. */
export const LIMBS = [2, 5, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 0, 14, 16, 15, 17].map((child) => [PARENTS[child], child]);

/** For each joint the same joint of the other side. */
export const TWINS = [0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16];

export const FACE_JOINTS = [NOSE, R_EYE, L_EYE, R_EAR, L_EAR];

/** Parent of each of the 21 points of a hand: the wrist, then four points for thumb to little finger. */
export const HAND_PARENTS = [-1, 0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 13, 14, 15, 0, 17, 18, 19];

export const HANDS = ["right_hand", "left_hand"];
export const WRIST_OF = { right_hand: R_WRIST, left_hand: L_WRIST };
export const ELBOW_OF = { right_hand: R_ELBOW, left_hand: L_ELBOW };

export const DEFAULT_EXTENT = [512, 768];
export const MAX_SIDE = 16384;
const MAX_COORDINATE = 65536;

/** What is wrong with a pose, in one sentence. `key` and `values` let a page say it in another language. */
export class PoseError extends Error {
  constructor(key, values = {}) {
    super(SENTENCES[key].replace(/\{(\w+)\}/g, (_, name) => values[name]));
    this.name = "PoseError";
    this.key = key;
    this.values = values;
  }
}

/** The sentences of anigen_core/pose.py and pose_json.py. */
export const SENTENCES = {
  not_finite: "The {what} of the pose contains a value that is not a finite number; correct it.",
  far_outside: "A point of the {what} lies far outside the canvas; move it back into the picture.",
  canvas_sides: "The pose's canvas is {width} x {height} pixels; give it sides between 1 and {most} pixels.",
  all_hidden: "All joints of this pose are hidden; show at least one joint.",
  no_people: "The pose file contains no people; export it again with at least one figure.",
  person_number: "The pose file holds {have}; choose a person number from 0 to {last}.",
  too_large: "The pose file is larger than 1 MB; export only the figure's OpenPose JSON.",
  not_json: "The pose is not valid JSON; export it again as OpenPose JSON.",
  frame_number: "The pose file holds {have} frames; choose a frame from 0 to {last}.",
  not_openpose: "The pose is not OpenPose JSON; it needs a list named people with one entry a figure.",
  people_list: "The pose file's people must be a list; export it again as OpenPose JSON.",
  canvas_side: "The pose's canvas {what} must be a number of pixels from 1 to {most}; correct it.",
  no_body: "This person has no body joints; the JSON needs pose_keypoints_2d with 54 numbers.",
  person_hidden: "All joints of this person are hidden; show at least the head or the torso.",
  wrong_count: "The {what} must have {wanted} joints of x, y and confidence; export it as OpenPose JSON.",
  not_number: "The {what} of the pose holds something that is not a number; correct it.",
  value_not_finite: "The {what} of the pose holds a value that is not a finite number; correct it.",
};

/** A pose with its numbers looked at; PoseError where they make no sense. */
export function makePose(joints, width, height, left_hand = null, right_hand = null) {
  if (!(width >= 1 && width <= MAX_SIDE && height >= 1 && height <= MAX_SIDE)) {
    throw new PoseError("canvas_sides", { width, height, most: MAX_SIDE });
  }
  return {
    width,
    height,
    joints: checked(joints, "body"),
    left_hand: left_hand && checked(left_hand, "left hand"),
    right_hand: right_hand && checked(right_hand, "right hand"),
  };
}

function checked(points, what) {
  if (!points.flat().every(Number.isFinite)) throw new PoseError("not_finite", { what });
  if (points.some(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > MAX_COORDINATE)) {
    throw new PoseError("far_outside", { what });
  }
  return points.map(([x, y, c]) => [x, y, Math.min(Math.max(c, 0), 1)]);
}

// ---- questions

export const isShown = (pose, joint) => pose.joints[joint][2] > 0;

/** [x, y, width, height] around all points that are shown. */
export function box(pose) {
  return around(shownPoints(pose));
}

/** The box of the flesh: that of the joints, and skull, hands and feet. */
export function figureBox(pose) {
  const head = headSize(pose);
  const points = shownPoints(pose);
  const skull = headCenter(pose, 0.15 * head);
  if (skull) for (const [x, y] of [[-1, 0], [1, 0], [0, -1], [0, 1]]) points.push([skull[0] + 0.62 * head * x, skull[1] + 0.62 * head * y]);
  for (const [start, end, reach] of [
    [R_ELBOW, R_WRIST, 0.55], [L_ELBOW, L_WRIST, 0.55], [R_KNEE, R_ANKLE, 0.3], [L_KNEE, L_ANKLE, 0.3],
  ]) {
    if (!isShown(pose, start) || !isShown(pose, end)) continue;
    const [a, b] = [pose.joints[start], pose.joints[end]];
    const k = (reach * head) / Math.max(distance(a, b), 1e-6);
    points.push([b[0] + k * (b[0] - a[0]), b[1] + k * (b[1] - a[1])]);
  }
  return around(points);
}

/** Middle of the shown face joints, moved `up` pixels away from the neck; null without a face. */
export function headCenter(pose, up = 0) {
  const face = FACE_JOINTS.filter((joint) => isShown(pose, joint)).map((joint) => pose.joints[joint]);
  if (!face.length) return null;
  const middle = [0, 1].map((axis) => face.reduce((sum, point) => sum + point[axis], 0) / face.length);
  const neck = pose.joints[NECK];
  const way = isShown(pose, NECK) ? [middle[0] - neck[0], middle[1] - neck[1]] : [0, -1];
  const k = up / Math.max(Math.hypot(...way), 1e-6);
  return [middle[0] + k * way[0], middle[1] + k * way[1]];
}

const HEIGHT_SHARES = [
  [[R_HIP, R_KNEE], 0.23], [[L_HIP, L_KNEE], 0.23], [[R_KNEE, R_ANKLE], 0.222], [[L_KNEE, L_ANKLE], 0.222],
  [[R_SHOULDER, R_ELBOW], 0.171], [[L_SHOULDER, L_ELBOW], 0.171], [[R_ELBOW, R_WRIST], 0.151],
  [[L_ELBOW, L_WRIST], 0.151], [[NECK, R_HIP], 0.29], [[NECK, L_HIP], 0.29], [[NECK, NOSE], 0.089],
  [[R_SHOULDER, L_SHOULDER], 0.133],
];

/** Standing height in pixels: each bone votes, and the 80th percentile wins, as pictures only shorten bones. */
export function bodyHeight(pose) {
  const votes = HEIGHT_SHARES.filter(([bone]) => bone.every((joint) => isShown(pose, joint)))
    .map(([[a, b], share]) => distance(pose.joints[a], pose.joints[b]) / share)
    .filter((vote) => vote > 0)
    .sort((a, b) => a - b);
  if (!votes.length) return 0.8 * pose.height;
  const at = 0.8 * (votes.length - 1);
  const low = Math.floor(at);
  return votes[low] + (at - low) * ((votes[low + 1] ?? votes[low]) - votes[low]);
}

/** Chin to crown in pixels, for a figure 6.3 heads tall. */
export const headSize = (pose) => bodyHeight(pose) / 6.3;

// ---- changes (each returns a new pose)

/** Move one joint alone; it is shown if it was hidden. */
export function withJoint(pose, joint, x, y) {
  return { ...pose, joints: pose.joints.map((point, i) => (i === joint ? [x, y, point[2] || 1] : point)) };
}

export function hidden(pose, ...which) {
  return { ...pose, joints: pose.joints.map(([x, y, c], i) => [x, y, which.includes(i) ? 0 : c]) };
}

export function shown(pose, ...which) {
  return { ...pose, joints: pose.joints.map(([x, y, c], i) => [x, y, which.includes(i) ? c || 1 : c]) };
}

/** Apply [[a, b, c], [d, e, f]] to every point, hidden ones too. */
export function transformed(pose, [[a, b, c], [d, e, f]]) {
  const apply = (points) => points && points.map(([x, y, seen]) => [a * x + b * y + c, d * x + e * y + f, seen]);
  return { ...pose, joints: apply(pose.joints), left_hand: apply(pose.left_hand), right_hand: apply(pose.right_hand) };
}

export const translated = (pose, dx, dy) => transformed(pose, [[1, 0, dx], [0, 1, dy]]);

export function scaled(pose, factor, [cx, cy] = middle(pose)) {
  return transformed(pose, [[factor, 0, cx - factor * cx], [0, factor, cy - factor * cy]]);
}

/** Turn the figure clockwise in the picture. */
export function rotated(pose, degrees, [cx, cy] = middle(pose)) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return transformed(pose, [[c, -s, cx - c * cx + s * cy], [s, c, cy - s * cx - c * cy]]);
}

/** True mirror image: x flipped about the canvas AND left and right swapped. */
export function mirrored(pose) {
  const turned = transformed(pose, [[-1, 0, pose.width], [0, 1, 0]]);
  return {
    ...turned,
    joints: TWINS.map((twin) => turned.joints[twin]),
    left_hand: turned.right_hand,
    right_hand: turned.left_hand,
  };
}

/** The same picture on a canvas of another size: scaled evenly and centered. */
export function resized(pose, [width, height]) {
  const k = Math.min(width / pose.width, height / pose.height);
  const moved = transformed(pose, [[k, 0, (width - k * pose.width) / 2], [0, k, (height - k * pose.height) / 2]]);
  return { ...moved, width, height };
}

/** Scaled and moved so that the whole figure fills the canvas but for a margin, a share of the short side. */
export function fitted(pose, [width, height] = [pose.width, pose.height], margin = 0.05) {
  const [x, y, w, h] = figureBox(pose);
  const gap = margin * Math.min(width, height);
  const k = Math.min((width - 2 * gap) / Math.max(w, 1e-6), (height - 2 * gap) / Math.max(h, 1e-6));
  const moved = transformed(pose, [[k, 0, width / 2 - k * (x + w / 2)], [0, k, height / 2 - k * (y + h / 2)]]);
  return { ...moved, width, height };
}

// ---- small helpers

export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Middle of the box of all shown points. */
export function middle(pose) {
  const [x, y, w, h] = box(pose);
  return [x + w / 2, y + h / 2];
}

function shownPoints(pose) {
  const points = [...pose.joints, ...(pose.left_hand ?? []), ...(pose.right_hand ?? [])].filter((p) => p[2] > 0);
  if (!points.length) throw new PoseError("all_hidden");
  return points;
}

function around(points) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
}
