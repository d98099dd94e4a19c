import assert from "node:assert/strict";
import test from "node:test";
import { App } from "../../anigen_core/ui/static/stage/app.js";
import { request, snapshot } from "../../anigen_core/ui/static/stage/files/exchange.js";
import { attachCorrecting } from "../../anigen_core/ui/static/stage/own/correcting.js";
import {
  MOST, addReferences, findPoses, found, ontoCanvas, ontoPicture, readReferences, removeReference,
} from "../../anigen_core/ui/static/stage/own/references.js";
import { writePose } from "../../anigen_core/ui/static/stage/pose/pose.js";

const joints = (x, y) => Array.from({ length: 18 }, (_, i) => [x + i, y + 2 * i, 1]);
const figure = (width, height, x = 3, y = 5) => ({ width, height, joints: joints(x, y), left_hand: null, right_hand: null });
const file = (type = "image/png") => new File(["x"], "x.png", { type });

function made({ width = 30, height = 80 } = {}) {
  globalThis.createImageBitmap = async ({ name }) => {
    if (name === "broken.png") throw new Error("no picture");
    return { width, height, close() {} };
  };
  const app = new App({ t: (key) => key, width: 64, height: 64 });
  app.viewport = { dirty() {}, repaint() {}, renew() {}, dirtyAll() {} };
  const classes = { toggle() {} };
  app.root = { classList: classes, querySelector: () => ({ querySelector: () => null, append() {} }) };
  app.define("mode:", (mode) => app.set({ mode }));
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {}, addEventListener() {} }) };
  attachCorrecting(app);
  return app;
}

test("up to four pictures are taken, as steps of the history", async () => {
  const app = made();
  assert.deepEqual(await addReferences(app, [file(), new File([""], "broken.png"), file()]), { added: 2, left: 0, unread: 1 });
  assert.deepEqual(await addReferences(app, [file(), file(), file()]), { added: 2, left: 1, unread: 0 });
  assert.equal(app.references.length, MOST);
  const [first, second] = app.references;
  removeReference(app, first.id);
  assert.equal(app.references[0], second);
  app.undo();
  app.undo();
  assert.deepEqual(app.references, [first, second]);
  app.undo();
  assert.deepEqual(app.references, []);
});

test("the poses are asked for once, and are there after every undo", async () => {
  const app = made();
  const asked = [];
  app.request = async (kind, { picture, detail }) => asked.push([kind, picture.name, detail.reference]) > 0;
  await addReferences(app, [file(), file()]);
  await Promise.all([findPoses(app), findPoses(app)]);
  const [one, other] = app.references;
  assert.deepEqual(asked, [["find", "x.png", one.id], ["find", "x.png", other.id]]);
  found(app, { reference: one.id, pose: writePose(figure(30, 80)), words: "" });
  found(app, { reference: other.id, pose: null, words: "No figure." });
  found(app, { reference: 12345, pose: null, words: "of a page before" });
  assert.deepEqual(one.pose.joints[1], [4, 7, 1]);
  assert.deepEqual([other.pose, other.words], [null, "No figure."]);
  app.undo();
  app.redo();
  assert.equal(app.references[0].pose, one.pose);
  await findPoses(app);
  assert.equal(asked.length, 2);
});

test("a pose goes onto the canvas and back to where it was", () => {
  for (const [width, height] of [[30, 80], [200, 90], [64, 64]]) {
    const pose = { ...figure(width, height), left_hand: Array.from({ length: 21 }, () => [1, 2, 1]) };
    const back = ontoPicture(ontoCanvas(pose, { width: 64, height: 64 }), { width, height });
    assert.deepEqual([back.width, back.height], [width, height]);
    back.joints.forEach(([x, y, sure], i) => {
      assert.ok(Math.hypot(x - pose.joints[i][0], y - pose.joints[i][1]) < 1e-9 && sure === 1);
    });
    assert.ok(Math.abs(back.left_hand[0][0] - 1) < 1e-9);
  }
});

test("a pose is corrected on the stage, and the drawing is back as it was", async () => {
  const app = made();
  const own = figure(64, 64, 20, 10);
  app.setPose(own);
  await addReferences(app, [file(), file()]);
  const [one] = app.references;
  one.pose = figure(30, 80);
  assert.equal(app.act(`correct:${one.id}`), true);
  assert.deepEqual([app.mode, app.options.lockLimbs, app.reference], ["pose", false, one.bitmap]);
  assert.equal(app.own.pose, own, "what is kept and sent is the drawing's own");
  const moved = { ...app.pose, joints: app.pose.joints.map(([x, y, sure], i) => [i ? x : x + 8, y, sure]) };
  app.setPose(moved);
  assert.equal((await snapshot(app)).pose.people.length, 1);
  app.act("correct-done");
  assert.deepEqual([app.pose, app.correcting, app.reference, app.options.lockLimbs], [own, null, null, true]);
  assert.ok(Math.abs(app.references[0].pose.joints[0][0] - 13) < 1e-9, "8 pixels of the canvas are 10 of the picture");
  assert.deepEqual(app.references[0].pose.joints[1].map(Math.round), [4, 7, 1]);
  app.undo();
  assert.deepEqual([app.correcting.id, app.pose], [one.id, moved]);
  app.undo();
  app.undo();
  assert.deepEqual([app.pose, app.correcting, app.references[0]], [own, null, one]);
  app.redo();
  assert.equal(app.correcting.id, one.id);
  app.act("correct-cancel");
  assert.deepEqual([app.pose, app.references[0]], [own, one]);
});

test("pictures and poses go along with what is drawn, are kept, and come back", async () => {
  const app = made();
  const sent = [];
  const link = {
    props: {},
    trigger: (kind) => sent.push([kind, link.props.value.references.map(({ picture, pose }) => [picture.path, Boolean(pose)])]),
    upload: async ({ name }) => ({ path: name }),
  };
  await addReferences(app, [file("image/webp"), file()]);
  app.references[0].pose = figure(30, 80);
  for (const kind of ["repose", "finish"]) assert.equal(await request(app, link, kind), true);
  await request(app, link, "find", { picture: file(), detail: { reference: 7 } });
  const both = [["reference.webp", true], ["reference.png", false]];
  assert.deepEqual(sent, [["repose", both], ["finish", both], ["find", []]]);

  const kept = (await snapshot(app)).references;
  const back = await readReferences(kept);
  assert.deepEqual(back.map(({ pose, blob }) => [pose?.joints[2] ?? null, blob.type]), [[[5, 9, 1], "image/webp"], [null, "image/png"]]);
  assert.deepEqual(await readReferences(undefined), []);
});
