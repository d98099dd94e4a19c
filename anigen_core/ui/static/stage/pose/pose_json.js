// OpenPose JSON in all the shapes in which tools write it, into and out of a pose; see anigen_core/pose_json.py.
// Read: the standard document, a list of such frames, a bare person or list of people, bare numbers or points;
// pixels or shares of the canvas; 18 points (COCO) or 25 (BODY_25); missing, null or empty hands.

import { DEFAULT_EXTENT, MAX_SIDE, PoseError, makePose } from "./pose_figure.js";

const MAX_BYTES = 1_000_000;
const NORMALIZED_LIMIT = 1.5; // when no shown coordinate is larger, they are shares of the canvas
const FROM_BODY_25 = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const BODY_KEYS = ["pose_keypoints_2d", "pose_keypoints", "body_keypoints", "keypoints"];
const HAND_KEYS = { left: "hand_left_keypoints_2d", right: "hand_right_keypoints_2d" };

/**
 * One person of a document (text, or what JSON.parse gave).
 * extent: canvas [width, height] where the data names none; without it 512 x 768, grown to hold pixels beyond.
 */
export function readPose(data, { person = 0, frame = 0, extent = null } = {}) {
  const [people, canvas] = peopleOf(typeof data === "string" ? parsed(data) : data, frame);
  if (!people.length) throw new PoseError("no_people");
  if (!(person >= 0 && person < people.length)) {
    const have = people.length === 1 ? "1 person" : `${people.length} people`;
    throw new PoseError("person_number", { have, last: people.length - 1 });
  }
  return readPerson(people[person], canvas, extent);
}

/** Every person of a document that can be read; the first one's error where none can. */
export function readPeople(data, { frame = 0, extent = null } = {}) {
  const [people, canvas] = peopleOf(typeof data === "string" ? parsed(data) : data, frame);
  if (!people.length) throw new PoseError("no_people");
  let wrong = null;
  const poses = people.flatMap((person) => {
    try {
      return [readPerson(person, canvas, extent)];
    } catch (error) {
      wrong ??= error;
      return [];
    }
  });
  if (!poses.length) throw wrong;
  return poses;
}

/** The pose as a standard OpenPose document; a hand that is not there is an empty list. */
export function writePose(pose) {
  const flat = (points) => (points ?? []).flat().map((value) => Math.round(value * 1e6) / 1e6);
  const person = {
    pose_keypoints_2d: flat(pose.joints),
    face_keypoints_2d: [],
    [HAND_KEYS.left]: flat(pose.left_hand),
    [HAND_KEYS.right]: flat(pose.right_hand),
  };
  return { people: [person], canvas_width: pose.width, canvas_height: pose.height };
}

function parsed(text) {
  if (text.length > MAX_BYTES) throw new PoseError("too_large");
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new PoseError("not_json");
  }
}

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The people of one frame and the canvas [width, height] (null where not given), whatever wraps them. */
function peopleOf(data, frame) {
  if (Array.isArray(data) && data.some((d) => isTable(d) && "people" in d)) {
    if (!(frame >= 0 && frame < data.length)) {
      throw new PoseError("frame_number", { have: data.length, last: data.length - 1 });
    }
    data = data[frame];
  }
  if (Array.isArray(data)) {
    const nested = Array.isArray(data[0]) && Array.isArray(data[0][0]);
    if (nested || data.some(isTable)) return [data, [null, null]];
    return [data.length ? [data] : [], [null, null]];
  }
  if (!isTable(data)) throw new PoseError("not_openpose");
  const given = (long, short) => (long in data ? data[long] : data[short]);
  const canvas = [
    side(given("canvas_width", "width"), "width"),
    side(given("canvas_height", "height"), "height"),
  ];
  if (!("people" in data)) return [[data], canvas];
  if (data.people === null) return [[], canvas];
  if (!Array.isArray(data.people)) throw new PoseError("people_list");
  return [data.people, canvas];
}

function side(value, what) {
  if (value === null || value === undefined) return null;
  if (typeof value !== "number" || !(value >= 1 && value <= MAX_SIDE)) {
    throw new PoseError("canvas_side", { what, most: MAX_SIDE });
  }
  return Math.round(value);
}

function readPerson(person, canvas, extent) {
  let values = person;
  let hands = {};
  if (isTable(person)) {
    const key = BODY_KEYS.find((name) => person[name] !== null && person[name] !== undefined);
    if (key === undefined) throw new PoseError("no_body");
    values = person[key];
    hands = { left: person[HAND_KEYS.left], right: person[HAND_KEYS.right] };
  }
  let joints = readPoints(values, [18, 25], "body");
  if (joints.length === 25) joints = FROM_BODY_25.map((i) => joints[i]);
  const [left, right] = ["left", "right"].map((name) => readHand(hands[name], name));

  const seen = joints.filter((p) => p[2] > 0);
  if (!seen.length) throw new PoseError("person_hidden");
  const normalized = Math.max(...seen.flatMap(([x, y]) => [Math.abs(x), Math.abs(y)])) <= NORMALIZED_LIMIT;
  const reach = normalized ? null : [0, 1].map((axis) => Math.max(...seen.map((p) => p[axis])));
  const [width, height] = canvasSize(canvas, extent, reach);
  if (normalized) {
    for (const point of [...joints, ...(left ?? []), ...(right ?? [])]) {
      point[0] *= width;
      point[1] *= height;
    }
  }
  return makePose(joints, width, height, left, right);
}

/** 21 points, or null for a hand that is missing, null, empty or hidden throughout. */
function readHand(values, name) {
  if (values === null || values === undefined || (Array.isArray(values) && !values.length)) return null;
  const points = readPoints(values, [21], `${name} hand`);
  return points.some((p) => p[2] > 0) ? points : null;
}

/** The file's own canvas, else the caller's, else 512 x 768 grown to hold `reach`. */
function canvasSize(canvas, extent, reach) {
  return [0, 1].map((axis) => {
    const grown = reach ? Math.ceil(Math.min(reach[axis], MAX_SIDE - 32) / 32) * 32 : 0;
    return (canvas[axis] || extent?.[axis]) ?? Math.max(DEFAULT_EXTENT[axis], grown);
  });
}

/** Fresh points from flat numbers or rows of 2 or 3; hidden ones get confidence 0. */
function readPoints(values, counts, what) {
  const wrong = () => new PoseError("wrong_count", { what, wanted: counts.join(" or ") });
  if (!Array.isArray(values)) throw wrong();
  let rows = [];
  if (values.length && values.every(Array.isArray)) {
    if (values.some((row) => row.length !== 2 && row.length !== 3)) throw wrong();
    rows = values.map((row) => (row.length === 2 ? [...row, 1] : row));
  } else {
    for (let i = 0; i < values.length; i += 3) rows.push(values.slice(i, i + 3));
  }
  if (!counts.includes(rows.length) || rows.some((row) => row.length !== 3)) throw wrong();
  return rows.map((row) => {
    if (row.includes(null)) return [0, 0, 0];
    if (row.some((value) => typeof value !== "number")) throw new PoseError("not_number", { what });
    if (!row.every(Number.isFinite)) throw new PoseError("value_not_finite", { what });
    const [x, y, c] = row;
    return x === -1 && y === -1 ? [0, 0, 0] : [x, y, Math.max(c, 0)];
  });
}
