// Poses between keys on the page are those that the studio draws.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as motion from "../../anigen_core/ui/static/stage/film/motion.js";
import { readPose } from "../../anigen_core/ui/static/stage/pose/pose.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));

function near(actual, wanted, where = "") {
  if (typeof wanted === "number") return assert.ok(Math.abs(actual - wanted) <= 1e-4, `${where}: ${actual} is not ${wanted}`);
  if (wanted === null) return assert.equal(actual, null, where);
  assert.equal(actual?.length, wanted.length, where);
  wanted.forEach((value, i) => near(actual[i], value, `${where}[${i}]`));
}

for (const { a, b, t, want } of read("pose").interpolate) {
  test(`between two poses at ${t}`, () => near(motion.interpolate(readPose(a), readPose(b), t).joints, want));
}

for (const { note, keys, frames, easing, course, order, marks, some } of read("motion").movements) {
  test(`a movement: ${note}`, () => {
    const poses = keys.map((key) => readPose(key));
    const made = motion.move(poses, frames, easing, course);
    assert.equal(made.length, frames);
    assert.deepEqual(motion.order(frames, course), order);
    assert.deepEqual(motion.marks(poses.length, frames, course), marks);
    for (const [frame, want] of Object.entries(some)) {
      for (const part of ["joints", "left_hand", "right_hand"]) near(made[frame][part], want[part], `${frame} ${part}`);
    }
  });
}
