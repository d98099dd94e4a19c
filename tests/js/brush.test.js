import assert from "node:assert/strict";
import test from "node:test";
import { Stroke } from "../../anigen_core/ui/static/stage/pixels/brush.js";
import { History } from "../../anigen_core/ui/static/stage/pixels/history.js";
import { Planes } from "../../anigen_core/ui/static/stage/pixels/planes.js";

function drawn(points, options, planes = new Planes(600, 400)) {
  const stroke = new Stroke({ planes, plane: "ink", size: 8, ...options });
  for (const point of points) stroke.add(point);
  stroke.end();
  return planes;
}

/** How many separate pieces (eight ways) the set pixels form. */
function pieces({ width, ink }) {
  const left = new Set();
  ink.forEach((value, i) => value > 127 && left.add(i));
  let count = 0;
  for (const start of left) {
    count += 1;
    const stack = [start];
    left.delete(start);
    while (stack.length) {
      const at = stack.pop();
      for (const step of [1, -1, width, -width, width + 1, width - 1, -width + 1, -width - 1]) {
        if (left.delete(at + step)) stack.push(at + step);
      }
    }
  }
  return count;
}

const zigzag = [0, 1, 2, 3].map((i) => ({ x: 50 + i * 150, y: i % 2 ? 330 : 60, pressure: 0.5 }));

test("a fast stroke stays in one piece", () => {
  for (const size of [2, 8, 40]) assert.equal(pieces(drawn(zigzag, { size })), 1);
});

test("a mouse draws the full width, the lightest touch a hair", () => {
  const column = (planes) => {
    let sum = 0;
    for (let y = 0; y < 400; y += 1) sum += planes.ink[y * 600 + 300];
    return sum / 255;
  };
  const line = (pressure) => [50, 300, 550].map((x) => ({ x, y: 200, pressure }));
  assert.ok(Math.abs(column(drawn(line(0.5), { size: 20 })) - 20) < 0.2);
  assert.ok(Math.abs(column(drawn(line(0.25), { size: 20 })) - 5) < 0.2);
  assert.ok(Math.abs(column(drawn(line(0), { size: 20 })) - 1) < 0.2);
});

test("without the stabilizer the line is at the pointer at once, with it at the end", () => {
  for (const stabilizer of [0, 1]) {
    const planes = new Planes(600, 400);
    const stroke = new Stroke({ planes, plane: "ink", size: 8, stabilizer });
    for (let x = 50; x <= 400; x += 10) stroke.add({ x, y: 200, pressure: 0.5 });
    assert.equal(planes.ink[200 * 600 + 398] === 255, stabilizer === 0);
    stroke.end();
    assert.equal(planes.ink[200 * 600 + 398], 255);
  }
});

test("a thin stroke is no darker where it crosses itself", () => {
  const loop = Array.from({ length: 40 }, (_, i) => ({ x: 300 + 150 * Math.sin(i / 6), y: 200 + 90 * Math.sin(i / 3), pressure: 0.4 }));
  const planes = drawn(loop, { size: 30, pressureSize: 0, pressureOpacity: true });
  assert.equal(planes.ink.reduce((a, b) => Math.max(a, b)), 102);
});

test("paint is exact, the eraser leaves nothing", () => {
  const planes = drawn(zigzag, { plane: "paint", color: [12, 34, 56], size: 30 });
  const tones = new Set(planes.paintWords());
  assert.deepEqual([...tones].sort(), [0, ((255 << 24) | (56 << 16) | (34 << 8) | 12) >>> 0].sort());
  drawn(zigzag, { plane: "paint", erase: true, size: 34 }, planes);
  assert.ok(planes.isBlank("paint"));
});

test("symmetry mirrors to the pixel and undo gives back what was there", () => {
  const planes = new Planes(600, 400);
  const history = new History({ planes });
  history.begin("stroke");
  drawn([{ x: 60.3, y: 50, pressure: 0.3 }, { x: 190, y: 333, pressure: 0.9 }], { history, symmetry: 300 }, planes);
  history.commit();
  assert.ok(!planes.isBlank("ink"));
  for (let y = 0; y < 400; y += 1) {
    for (let x = 0; x < 300; x += 1) assert.ok(Math.abs(planes.ink[y * 600 + x] - planes.ink[y * 600 + 599 - x]) <= 1);
  }
  history.undo();
  assert.ok(planes.isBlank("ink"));
});

test("every changed pixel lies in the Rect that is answered, and it stays small", () => {
  const planes = new Planes(600, 400);
  const stroke = new Stroke({ planes, plane: "ink", size: 10 });
  let before = planes.ink.slice();
  for (let i = 0; i < 50; i += 1) {
    const rect = stroke.add({ x: 20 + i * 11, y: 200 + 90 * Math.sin(i / 4), pressure: 0.5 });
    planes.ink.forEach((value, at) => {
      if (value === before[at]) return;
      const [x, y] = [at % 600, Math.floor(at / 600)];
      assert.ok(x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height);
    });
    assert.ok(rect.width < 100);
    before = planes.ink.slice();
  }
});
