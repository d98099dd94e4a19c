// Pictures of a character of the artist's own: up to four, each with the pose in which it shows the character.
//
// They belong to the drawing: adding, removing and correcting are steps of its history. A pose that was found is not
// one; it is put into its reference when it comes, and is there after every undo.

import { recorded } from "../actions.js";
import { readStyle } from "../files/style.js";
import { readPose, resized, writePose } from "../pose/pose.js";

export const MOST = 4;

let ids = 0;
const waited = new Map(); // id -> the reference whose pose is being looked for

/** One of them: {id, bitmap, blob, pose | null, asked, words}; words: why no pose was found. */
export function reference({ bitmap, blob }, pose = null) {
  ids += 1;
  return { id: ids, bitmap, blob, pose, asked: pose !== null, words: "" };
}

/**
 * More pictures of the character, as one step of the history; what is more than there is room for is left out.
 * @param {Blob[]} files
 * @returns {Promise<{added: number, left: number, unread: number}>}
 */
export async function addReferences(app, files) {
  const room = Math.max(0, MOST - app.references.length);
  const read = await Promise.all([...files].slice(0, room).map((file) => readStyle(file).catch(() => null)));
  const fresh = read.filter(Boolean).map((picture) => reference(picture));
  const all = [...app.references, ...fresh].slice(0, MOST); // another drop may have come while these were read
  if (fresh.length) recorded(app, "references", all);
  return { added: fresh.length, left: Math.max(0, files.length - room), unread: read.length - fresh.length };
}

export function removeReference(app, id) {
  if (app.correcting?.id === id) app.act("reference-cancel");
  return recorded(app, "references", app.references.filter((one) => one.id !== id));
}

/** Ask the studio for the poses that are not known yet; `found` takes the answers. */
export async function findPoses(app) {
  for (const one of app.references) {
    if (one.pose || one.asked) continue;
    one.asked = true;
    waited.set(one.id, one);
    app.emit("references", { asked: one.id });
    // one after the other: they wait for the same network
    if (!(await app.request("find", { picture: one.blob, detail: { reference: one.id } }))) one.asked = false;
  }
}

/** The studio's answer {reference, pose, words}: a pose in pixels of the picture, or why there is none. */
export function found(app, { reference: id, pose, words }) {
  const one = waited.get(id);
  if (!one) return;
  waited.delete(id);
  const { width, height } = one.bitmap;
  one.pose = pose ? readPose(pose, { extent: [width, height] }) : null;
  one.words = words ?? "";
  app.emit("references", { found: id });
}

/** A pose laid over a picture that is shown as large as it fits, in the middle of a canvas. */
export const ontoCanvas = (pose, canvas) => resized(pose, [canvas.width, canvas.height]);

/** The way back: the same pose in pixels of the picture. */
export function ontoPicture(pose, { width, height }) {
  const k = Math.max(width / pose.width, height / pose.height);
  const [x, y] = [(width - k * pose.width) / 2, (height - k * pose.height) / 2];
  const move = (points) => points?.map(([px, py, sure]) => [k * px + x, k * py + y, sure]) ?? null;
  const [joints, left_hand, right_hand] = [pose.joints, pose.left_hand, pose.right_hand].map(move);
  return { ...pose, width, height, joints, left_hand, right_hand };
}

/** What is kept of them: [{picture: Blob, pose: an OpenPose document | null}]. */
export const keptReferences = (app) =>
  app.references.map(({ blob, pose }) => ({ picture: blob, pose: pose && writePose(pose) }));

/** References of what was kept, or of what Python sends; `fetched` reads an address. */
export async function readReferences(list, fetched) {
  return Promise.all((list ?? []).slice(0, MOST).map(async ({ picture, pose }) => {
    const read = await readStyle(picture instanceof Blob ? picture : await fetched(picture));
    const { width, height } = read.bitmap;
    return reference(read, pose ? readPose(pose, { extent: [width, height] }) : null);
  }));
}
