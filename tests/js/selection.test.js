import assert from "node:assert/strict";
import test from "node:test";
import { History } from "../../anigen_core/ui/static/stage/pixels/history.js";
import { Planes } from "../../anigen_core/ui/static/stage/pixels/planes.js";
import { Selection, drop, flipped, lift } from "../../anigen_core/ui/static/stage/pixels/selection.js";

const STILL = { dx: 0, dy: 0, scale: 1, angle: 0 };
const LOOP = [{ x: 40, y: 30 }, { x: 150, y: 45 }, { x: 130, y: 140 }, { x: 35, y: 120 }];

function scene() {
  const planes = new Planes(200, 160);
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let i = 0; i < planes.ink.length; i += 1) {
    planes.ink[i] = random() < 0.3 ? Math.floor(random() * 256) : 0;
    if (random() < 0.5) planes.paint.set([random() * 255, random() * 255, random() * 255, 255], i * 4);
  }
  const history = new History({ planes });
  history.begin("lasso");
  return { planes, history, selection: Selection.fromPolygon(LOOP, 200, 160) };
}

test("a loop holds the pixels whose middle lies inside", () => {
  const square = Selection.fromPolygon([{ x: 10, y: 20 }, { x: 30, y: 20 }, { x: 30, y: 25 }, { x: 10, y: 25 }], 100, 100);
  assert.deepEqual(square.bounds, { x: 10, y: 20, width: 20, height: 5 });
  assert.equal(square.mask.reduce((sum, value) => sum + value / 255, 0), 100);
  const inside = (x, y) => square.mask[y * 100 + x] === 255;
  assert.ok(inside(10, 20) && !inside(30, 20) && !inside(9, 20));
});

test("a loop that runs off the canvas is cut there", () => {
  const { bounds } = Selection.fromPolygon([{ x: -50, y: -50 }, { x: 60, y: -50 }, { x: 60, y: 70 }, { x: -50, y: 70 }], 100, 100);
  assert.deepEqual(bounds, { x: 0, y: 0, width: 60, height: 70 });
});

test("lifting and laying down in place changes no pixel", () => {
  const { planes, history, selection } = scene();
  const before = { ink: planes.ink.slice(), paint: planes.paint.slice() };
  const piece = lift(planes, history, selection, ["ink", "paint"]);
  assert.notDeepEqual(planes.ink, before.ink);
  drop(planes, history, piece, STILL);
  assert.deepEqual(planes.ink, before.ink);
  assert.deepEqual(planes.paint, before.paint);
  assert.equal(history.commit(), false);
});

test("lifting and leaving the step changes no pixel", () => {
  const { planes, history, selection } = scene();
  const before = { ink: planes.ink.slice(), paint: planes.paint.slice() };
  lift(planes, history, selection, ["ink", "paint"]);
  assert.notDeepEqual(planes.paint, before.paint);
  history.cancel();
  assert.deepEqual(planes.ink, before.ink);
  assert.deepEqual(planes.paint, before.paint);
});

test("a move by whole pixels is exact", () => {
  const planes = new Planes(200, 160);
  const history = new History({ planes });
  history.begin("lasso");
  for (let i = 0; i < 20; i += 1) planes.ink[(60 + i) * 200 + 70 + ((i * 3) % 9)] = 20 + i * 10;
  const before = planes.ink.slice();
  const piece = lift(planes, history, Selection.fromPolygon(LOOP, 200, 160), ["ink"]);
  assert.ok(planes.isBlank("ink"));
  drop(planes, history, piece, { ...STILL, dx: 31, dy: -12 });
  for (let y = 0; y < 160; y += 1) {
    for (let x = 0; x < 200; x += 1) {
      const from = x >= 31 && y + 12 < 160 ? before[(y + 12) * 200 + x - 31] : 0;
      assert.equal(planes.ink[y * 200 + x], from);
    }
  }
});

test("turning and scaling keep the paint's exact colors and about the amount of ink", () => {
  const planes = new Planes(200, 160);
  const history = new History({ planes });
  history.begin("lasso");
  for (let y = 60; y < 90; y += 1) {
    planes.ink.fill(255, y * 200 + 70, y * 200 + 100);
    for (let x = 70; x < 100; x += 1) planes.paint.set([200, 100, 50, 255], (y * 200 + x) * 4);
  }
  const piece = lift(planes, history, Selection.fromPolygon(LOOP, 200, 160), ["ink", "paint"]);
  drop(planes, history, piece, { dx: 5, dy: 3, scale: 1.5, angle: 0.6 });
  assert.equal(new Set(planes.paintWords()).size, 2);
  const ink = planes.ink.reduce((sum, value) => sum + value, 0) / 255;
  assert.ok(Math.abs(ink - 900 * 2.25) < 40, String(ink));
});

test("undo after laying down gives the drawing back, and mirroring twice is nothing", () => {
  const { planes, history, selection } = scene();
  const before = planes.ink.slice();
  const piece = lift(planes, history, selection, ["ink"]);
  assert.deepEqual(flipped(flipped(piece)), piece);
  drop(planes, history, flipped(piece), { dx: 20.5, dy: -3, scale: 0.7, angle: -0.4 });
  history.commit();
  history.undo();
  assert.deepEqual(planes.ink, before);
});

test("without a history pixels are copied and stay", () => {
  const { planes, selection } = scene();
  const before = planes.ink.slice();
  assert.ok(lift(planes, null, selection, ["ink"]).ink.some((value) => value > 0));
  assert.deepEqual(planes.ink, before);
});
