import assert from "node:assert/strict";
import test from "node:test";
import { History } from "../../anigen_core/ui/static/stage/pixels/history.js";
import { Planes } from "../../anigen_core/ui/static/stage/pixels/planes.js";

const filled = (planes) => {
  for (let i = 0; i < planes.ink.length; i += 1) planes.ink[i] = (i * 7) % 251;
  return planes;
};

test("undo and redo give back every pixel, on tiles cut by the canvas' edge, too", () => {
  const planes = filled(new Planes(150, 90));
  const history = new History({ planes });
  const before = planes.ink.slice();
  history.begin("line");
  history.touch("ink", { x: 100, y: 50, width: 50, height: 40 });
  for (let y = 50; y < 90; y += 1) planes.ink.fill(9, y * 150 + 100, y * 150 + 150);
  const after = planes.ink.slice();
  assert.equal(history.commit(), true);
  const undone = history.undo();
  assert.equal(undone.plane, "ink");
  assert.deepEqual(planes.ink, before);
  assert.equal(history.redo().label, "line");
  assert.deepEqual(planes.ink, after);
});

test("a step without change is none, a cancelled one leaves nothing", () => {
  const planes = filled(new Planes(64, 64));
  const history = new History({ planes });
  const before = planes.ink.slice();
  history.begin("nothing");
  history.touch("ink", planes.rect);
  assert.equal(history.commit(), false);
  history.begin("cancelled");
  history.touch("ink", planes.rect);
  planes.ink.fill(1);
  history.cancel();
  assert.deepEqual(planes.ink, before);
  assert.equal(history.canUndo, false);
});

test("values and another canvas size go back and forth with the pixels", () => {
  const planes = filled(new Planes(70, 70));
  let pose = "first";
  const history = new History({ planes, restore: (name, value) => (pose = value) });
  const before = planes.ink.slice();
  history.begin("resize");
  history.value("pose", "first", "second");
  pose = "second";
  history.replace(planes.resized(100, 40, 5, 5));
  history.commit();
  const after = planes.ink.slice();
  history.undo();
  assert.deepEqual([planes.width, planes.height, pose], [70, 70, "first"]);
  assert.deepEqual(planes.ink, before);
  history.redo();
  assert.deepEqual([planes.width, planes.height, pose], [100, 40, "second"]);
  assert.deepEqual(planes.ink, after);
});

test("steps and bytes are bounded, the oldest go first", () => {
  const planes = new Planes(64, 64);
  const history = new History({ planes, limitBytes: 3 * 4096, limitSteps: 10 });
  for (let i = 1; i <= 8; i += 1) {
    history.begin(String(i));
    history.touch("ink", planes.rect);
    planes.ink.fill(i);
    history.commit();
  }
  assert.equal(history.bytes, 3 * 4096);
  while (history.undo());
  assert.equal(planes.ink[0], 5);
});
