import assert from "node:assert/strict";
import test from "node:test";
import { Stroke } from "../../anigen_core/ui/static/stage/pixels/brush.js";
import { applyFill, fill } from "../../anigen_core/ui/static/stage/pixels/fill.js";
import { History } from "../../anigen_core/ui/static/stage/pixels/history.js";
import { Planes, words } from "../../anigen_core/ui/static/stage/pixels/planes.js";

/** Lines of so many pixels through points; each is one stroke. */
function drawn(width, height, size, ...lines) {
  const planes = new Planes(width, height);
  for (const line of lines) {
    const stroke = new Stroke({ planes, plane: "ink", size });
    line.forEach(([x1, y1], k) => {
      const [x0, y0] = line[Math.max(k - 1, 0)];
      const steps = Math.max(1, Math.round(Math.hypot(x1 - x0, y1 - y0) / 4));
      for (let i = 1; i <= steps; i += 1) {
        stroke.add({ x: x0 + ((x1 - x0) * i) / steps, y: y0 + ((y1 - y0) * i) / steps, pressure: 0.5 });
      }
    });
    stroke.end();
  }
  return planes;
}

/** A circle of radius 80 about (150, 150) with a gap of so many white pixels at its right; negative: none. */
function ring(gap) {
  const half = (gap + 5) / 2 / 80;
  const turn = (i) => half + ((2 * Math.PI - 2 * half) * i) / 90;
  const points = Array.from({ length: 91 }, (_, i) => [150 + 80 * Math.cos(turn(i)), 150 + 80 * Math.sin(turn(i))]);
  return drawn(300, 300, 5, points);
}

const press = (planes, x, y, more = {}) => fill({ planes, plane: "paint", x, y, ...more });
const area = ({ mask }) => mask.reduce((sum, value) => sum + value, 0);
const at = ({ mask, rect }, x, y) =>
  x < rect.x || y < rect.y || x >= rect.x + rect.width || y >= rect.y + rect.height
    ? 0 : mask[(y - rect.y) * rect.width + x - rect.x];

test("a closed outline is filled to under its line, in one step that can be taken back to the pixel", () => {
  const planes = ring(-20);
  const history = new History({ planes });
  const region = press(planes, 150, 150);
  history.begin("fill");
  applyFill(planes, history, "paint", region, [200, 30, 31]);
  assert.equal(history.commit(), true);
  for (let i = 0; i < planes.ink.length; i += 1) {
    const [x, y] = [(i % 300) + 0.5 - 150, Math.floor(i / 300) + 0.5 - 150];
    if (Math.hypot(x, y) < 79.5) assert.deepEqual([...planes.paint.subarray(i * 4, i * 4 + 4)], [200, 30, 31, 255]);
    if (Math.hypot(x, y) > 82) assert.equal(planes.paint[i * 4 + 3], 0);
  }
  history.undo();
  assert.ok(planes.isBlank("paint"));
});

test("a gap up to the slider's width does not leak; without closing it does", () => {
  for (const gap of [3, 8, 16]) {
    const planes = ring(gap);
    for (const closed of [gap, gap + 4, 40]) {
      const inside = press(planes, 150, 150, { gap: closed });
      const size = area(inside);
      assert.ok(size > Math.PI * 77.5 ** 2 && size < Math.PI * 82 ** 2, `${gap}, ${closed}: ${size}`);
      assert.ok(area(press(planes, 5, 5, { gap: closed })) < 90000 - Math.PI * 77.5 ** 2);
    }
    assert.ok(area(press(planes, 150, 150)) > 80000);
  }
});

test("a line that ends short of another or of the canvas' edge closes, too", () => {
  const wall = drawn(300, 200, 4, [[10, 150], [290, 150]], [[220, 140], [220, 20], [80, 20], [80, 140]]);
  const box = press(wall, 150, 80, { gap: 10 });
  assert.ok(area(box) > 136 * 126 && area(box) < 142 * 134, String(area(box)));
  const edge = press(drawn(200, 200, 4, [[5, 100], [195, 100]]), 100, 20, { gap: 6 });
  assert.ok(area(edge) > 200 * 98 && area(edge) < 200 * 103, String(area(edge)));
});

test("corners narrower than the gap are filled all the same, in a box as in a thin tip", () => {
  const planes = new Planes(200, 200);
  for (let i = 30; i <= 170; i += 1) {
    for (const side of [30, 31, 169, 170]) planes.ink[side * 200 + i] = planes.ink[i * 200 + side] = 255;
  }
  for (let y = 98; y < 103; y += 1) planes.ink[y * 200 + 169] = planes.ink[y * 200 + 170] = 0;
  const region = press(planes, 100, 100, { gap: 16 });
  for (const [x, y] of [[32, 32], [168, 32], [32, 168], [168, 168]]) assert.ok(at(region, x, y), `${x}, ${y}`);
  assert.ok(!at(region, 185, 100));

  const tip = press(drawn(300, 100, 3, [[280, 50], [20, 30], [20, 70], [280, 50]]), 40, 50, { gap: 12 });
  for (let x = 22; x < 250; x += 1) assert.ok(at(tip, x, 50), String(x));
});

test("a strand that thins out and swells again is one room; a press in its thinnest place means all of it", () => {
  const half = (x) => 7 + 5 * Math.cos((x - 20) / 40);
  const along = Array.from({ length: 64 }, (_, i) => 20 + 4 * i);
  const outline = [...along.map((x) => [x, 50 - half(x)]), ...along.reverse().map((x) => [x, 50 + half(x)]), [20, 38]];
  const planes = drawn(300, 100, 2, outline);
  for (const x of [20, 146, 260]) {
    const region = press(planes, x + 3, 50, { gap: 6 });
    for (let k = 23; k < 268; k += 1) assert.ok(at(region, k, 50), `${x}: ${k}`);
    assert.ok(area(region) < 252 * 18);
  }
});

test("two sides of a line meet under it, whatever its width and way", () => {
  for (const size of [1, 2, 3, 5]) {
    for (const [x0, x1] of [[100, 100], [60, 140], [20, 190]]) {
      const planes = drawn(200, 120, size, [[x0, -10], [x1, 130]]);
      const [left, right] = [press(planes, 2, 60), press(planes, 197, 60)];
      for (let i = 0; i < planes.ink.length; i += 1) {
        const [x, y] = [i % 200, Math.floor(i / 200)];
        const isHidden = planes.ink[i] === 255 || at(left, x, y) || at(right, x, y);
        assert.ok(isHidden, `nothing white is left: ${size}, ${x}, ${y}`);
        if (at(left, x, y) && at(right, x, y)) assert.ok(planes.ink[i] >= 96, "only the line is both's");
      }
    }
  }
});

test("specks that lines leave between them are filled with what is beside, an eye's highlight is not", () => {
  const planes = new Planes(60, 60);
  const ink = (x, y, width, height, value) => {
    for (let row = y; row < y + height; row += 1) planes.ink.fill(value, row * 60 + x, row * 60 + x + width);
  };
  ink(11, 11, 6, 6, 255);
  ink(13, 13, 2, 2, 0);
  ink(30, 30, 8, 8, 255);
  ink(32, 32, 4, 4, 0);
  const region = press(planes, 50, 10, { gap: 6 });
  assert.ok(at(region, 13, 13) && at(region, 14, 14));
  assert.ok(!at(region, 34, 34));
});

test("other paint bounds a fill on the paint, the same paint does not", () => {
  const planes = new Planes(100, 100);
  const red = words(Uint8Array.of(255, 0, 0, 255))[0];
  for (let y = 0; y < 100; y += 1) planes.paintWords().fill(red, y * 100 + 50, y * 100 + 100);
  assert.equal(area(press(planes, 10, 10)), 5000);
  assert.equal(area(press(planes, 80, 10)), 5000);
  assert.equal(area(fill({ planes, plane: "ink", x: 10, y: 10 })), 10000);
  planes.paintWords().fill(words(Uint8Array.of(254, 0, 0, 255))[0], 0, 5000);
  assert.equal(area(press(planes, 80, 80)), 2500);
});

test("a press on a line means the nearest place beside it, rather one that has another color", () => {
  const planes = drawn(100, 60, 5, [[50, -10], [50, 70]]);
  assert.ok(at(press(planes, 48, 30), 10, 30));
  assert.ok(at(press(planes, 51, 30), 90, 30));
  applyFill(planes, null, "paint", press(planes, 10, 30), [9, 9, 9]);
  assert.ok(at(press(planes, 49, 30, { color: [9, 9, 9] }), 90, 30));
});

test("filling on the ink leaves no gray rim and no line of its neighbor's", () => {
  const planes = ring(-20);
  applyFill(planes, null, "ink", fill({ planes, plane: "ink", x: 150, y: 150, gap: 6 }), [0, 0, 0]);
  for (let i = 0; i < planes.ink.length; i += 1) {
    const far = Math.hypot((i % 300) + 0.5 - 150, Math.floor(i / 300) + 0.5 - 150);
    if (far < 81) assert.equal(planes.ink[i], 255);
    if (far > 84) assert.equal(planes.ink[i], 0);
  }
});

test("outside the canvas and inside solid ink there is nothing to fill; an empty page is filled whole", () => {
  const planes = new Planes(50, 50);
  assert.equal(press(planes, 80, 10), null);
  assert.equal(area(press(planes, 0, 49, { gap: 40 })), 2500);
  planes.ink.fill(255);
  assert.equal(press(planes, 25, 25), null);
});
