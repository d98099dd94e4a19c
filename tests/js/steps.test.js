import assert from "node:assert/strict";
import { test } from "node:test";
import { App } from "../../anigen_core/ui/static/stage/app.js";
import { bareSnapshot } from "../../anigen_core/ui/static/stage/files/exchange.js";
import { attachPainting, paintOver, painting } from "../../anigen_core/ui/static/stage/steps/painting.js";
import { readReplaced, restoreStep } from "../../anigen_core/ui/static/stage/steps/replaced.js";

const [WIDTH, HEIGHT] = [4, 3];

/** Another size than the drawing's, half transparent in one corner. */
function stepPicture() {
  const rgba = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(255);
  for (let i = 0; i < WIDTH * HEIGHT; i += 1) rgba.set([10 * i, 20, 30], 4 * i);
  rgba[3] = 90;
  return rgba;
}

function made() {
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {}, addEventListener() {} }) };
  globalThis.createImageBitmap = async () => ({ width: WIDTH, height: HEIGHT, close() {} });
  globalThis.OffscreenCanvas = class {
    getContext = () => ({ drawImage() {}, getImageData: () => ({ data: stepPicture() }) });
  };
  const app = new App({ t: (key) => key, width: 6, height: 6 });
  app.viewport = { dirty() {}, repaint() {}, renew() {}, dirtyAll() {}, fit() {} };
  app.root = { classList: { toggle() {} }, querySelector: () => ({ querySelector: () => null, append() {} }) };
  app.define("mode:", (mode) => app.set({ mode }));
  attachPainting(app);
  return app;
}

function stroke(app, plane, at, bytes) {
  app.begin("stroke");
  app.history.touch(plane, app.planes.rect);
  app.planes[plane].set(bytes, at);
  app.commit("pixels", { rect: app.planes.rect });
}

const over = (app) => paintOver(app, { step: "paint", blob: new Blob(["x"]) });

test("painting over leaves the drawing and its history as they were", async () => {
  const app = made();
  stroke(app, "ink", 3, [200]);
  const { ink, paint } = app.planes;
  const [was, pose] = [ink.slice(), { width: 6, height: 6, joints: [], left_hand: null, right_hand: null }];
  app.setPose(pose);
  assert.equal(await over(app), true);
  assert.deepEqual([app.planes.width, app.planes.height, app.pose, app.mode], [WIDTH, HEIGHT, null, "colors"]);
  stroke(app, "paint", 8, [1, 2, 3, 255]);
  const kept = bareSnapshot(app);
  assert.deepEqual([kept.width, kept.ink, kept.painting.step], [6, ink, "paint"]);
  assert.deepEqual([...kept.over_paint.slice(8, 12)], [1, 2, 3, 255]);

  app.act("paint-leave");
  assert.deepEqual([app.planes.ink, app.planes.paint, app.pose, app.painted, app.replaced], [was, paint, pose, null, {}]);
  assert.equal(app.mode, "lines");
  app.undo(); // the leaving is taken back: the painting is there again
  assert.deepEqual([...app.planes.paint.slice(8, 12)], [1, 2, 3, 255]);
  app.act("paint-done");
  assert.deepEqual(Object.keys(app.replaced), ["paint"]);
  for (let i = 0; i < 4; i += 1) app.undo(); // done, the stroke, the beginning, the pose
  assert.deepEqual([app.planes.ink, app.pose, app.replaced], [was, null, {}]);
  app.undo();
  assert.ok(app.planes.isBlank("ink"), "the history of the drawing reaches back beyond");
});

test("what was not painted stays to the bit, ink is laid over, and nothing painted is nothing", () => {
  const rgba = stepPicture();
  const planes = { width: WIDTH, height: HEIGHT, ink: new Uint8Array(WIDTH * HEIGHT), paint: new Uint8ClampedArray(rgba) };
  planes.paint.set([0, 0, 0, 0], 0); // the stage knows no half
  assert.equal(painting({ step: "paint", rgba }, planes), null);
  planes.paint.set([9, 8, 7, 255], 4);
  planes.ink[2] = 255;
  const { paint } = painting({ step: "paint", rgba }, planes);
  assert.deepEqual([...paint.slice(0, 12)], [0, 20, 30, 90, 9, 8, 7, 255, 0, 0, 0, 255]);
  assert.deepEqual(paint.slice(12), rgba.slice(12));
});

test("a painting that was not written when the page went is read again", async () => {
  const app = made();
  await over(app);
  stroke(app, "paint", 8, [1, 2, 3, 255]);
  app.act("paint-done");
  const { replaced, ...bytes } = bareSnapshot(app);
  const found = await readReplaced(structuredClone(replaced), bytes, null);
  assert.deepEqual([...found.paint.bare.paint.slice(8, 12)], [1, 2, 3, 255]);
  assert.equal((await found.paint.writing).type, "image/png");
  restoreStep(app, "paint");
  assert.deepEqual(app.replaced, {});
});
