import assert from "node:assert/strict";
import test from "node:test";
import { Stroke } from "../../anigen_core/ui/static/stage/brush.js";
import { applyFill, fill } from "../../anigen_core/ui/static/stage/fill.js";
import { History } from "../../anigen_core/ui/static/stage/history.js";
import { Planes } from "../../anigen_core/ui/static/stage/planes.js";
import { Selection, drop, lift } from "../../anigen_core/ui/static/stage/selection.js";

/** A circle of radius 80 about (150, 150) with a gap of so many pixels at its right. */
function ring(gap) {
  const planes = new Planes(300, 300);
  const stroke = new Stroke({ planes, plane: "ink", size: 5 });
  const half = (gap + 5) / 2 / 80;
  for (let i = 0; i <= 90; i += 1) {
    const turn = half + ((2 * Math.PI - 2 * half) * i) / 90;
    stroke.add({ x: 150 + 80 * Math.cos(turn), y: 150 + 80 * Math.sin(turn), pressure: 0.5 });
  }
  stroke.end();
  return planes;
}
const area = ({ mask }) => mask.reduce((sum, value) => sum + (value ? 1 : 0), 0);

test("a closed outline is filled to under its line, with no white rim", () => {
  const planes = ring(-20);
  const history = new History({ planes });
  const region = fill({ planes, plane: "paint", x: 150, y: 150, gap: 0 });
  history.begin("fill");
  applyFill(planes, history, "paint", region, [200, 30, 30]);
  history.commit();
  for (let i = 0; i < planes.ink.length; i += 1) {
    const [x, y] = [(i % 300) + 0.5 - 150, Math.floor(i / 300) + 0.5 - 150];
    if (Math.hypot(x, y) < 79.5) assert.equal(planes.paint[i * 4 + 3], 255);
    if (Math.hypot(x, y) > 83.5) assert.equal(planes.paint[i * 4 + 3], 0);
  }
  history.undo();
  assert.ok(planes.isBlank("paint"));
});

test("a gap up to the slider's width does not leak; without closing it does", () => {
  for (const gap of [3, 8, 16]) {
    const planes = ring(gap);
    const inside = area(fill({ planes, plane: "paint", x: 150, y: 150, gap: gap + 4 }));
    assert.ok(inside > Math.PI * 76 ** 2 && inside < Math.PI * 90 ** 2, String(inside));
    assert.ok(area(fill({ planes, plane: "paint", x: 150, y: 150, gap: 0 })) > 60000);
  }
});

test("lift and cancel, and a piece put down where it was, change no pixel", () => {
  const planes = ring(8);
  const history = new History({ planes });
  const before = planes.ink.slice();
  const loop = [{ x: 40, y: 40 }, { x: 260, y: 60 }, { x: 140, y: 250 }];
  const selection = Selection.fromPolygon(loop, 300, 300);
  history.begin("lift");
  lift(planes, history, selection, ["ink", "paint"]);
  assert.notDeepEqual(planes.ink, before);
  history.cancel();
  assert.deepEqual(planes.ink, before);
  history.begin("drop");
  drop(planes, history, lift(planes, history, selection, ["ink"]), { dx: 0, dy: 0, scale: 1, angle: 0 });
  assert.equal(history.commit(), false);
  assert.deepEqual(planes.ink, before);
});

test("a lasso holds the pixels whose middle is inside", () => {
  const square = [{ x: 2, y: 3 }, { x: 7, y: 3 }, { x: 7, y: 9 }, { x: 2, y: 9 }];
  const { mask, bounds } = Selection.fromPolygon(square, 20, 20);
  assert.deepEqual(bounds, { x: 2, y: 3, width: 5, height: 6 });
  assert.equal(mask.reduce((sum, value) => sum + value, 0), 30 * 255);
});
