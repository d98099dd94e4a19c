// What a candidate changes on the stage when it is taken: its pose, and the colors of the blocks. Each is a step of
// the history.

import { words } from "../pixels/planes.js";
import { readPose } from "../pose/pose.js";

/** Bring the drawing up to a candidate {pose, recolored}; its seeds and wishes are the page's. */
export function apply(app, { pose, recolored }) {
  app.act("correct-done");
  app.act("paint-done");
  if (pose) app.setPose(readPose(pose, { extent: [app.planes.width, app.planes.height] }), { label: "variation" });
  if (recolored.length) recolor(app, recolored);
}

/** Exchange colors [[from, to]] of the blocks; every pixel is changed once. */
export function recolor(app, pairs) {
  const { planes } = app;
  const wanted = new Map(pairs.map((pair) => pair.map(wordOf)));
  app.begin("recolor");
  const area = planes.bounds("paint");
  app.history.touch("paint", area);
  const cells = words(planes.paint);
  for (let i = 0; i < cells.length; i += 1) {
    const other = wanted.get(cells[i]);
    if (other !== undefined) cells[i] = other;
  }
  app.viewport.dirty("paint", area);
  return app.commit("pixels", { rect: area, plane: "paint" });
}

/** The word of an opaque color in the paint, as every browser's machine lays it down. */
function wordOf(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}
