import assert from "node:assert/strict";
import test from "node:test";
import { bounded } from "../../anigen_core/ui/static/stage/actions.js";
import { App } from "../../anigen_core/ui/static/stage/app.js";
import { listen, request } from "../../anigen_core/ui/static/stage/files/exchange.js";

/** A stage without a page, and the link to a studio that takes uploads when it is told to. */
function made() {
  const app = new App({ t: (key) => key, width: 8, height: 8 });
  const uploads = [];
  const link = {
    props: {},
    sent: [],
    watch() {},
    trigger: (kind, detail) => link.sent.push([kind, link.props.value, detail]),
    upload: () => new Promise((resolve) => uploads.push(resolve)),
  };
  const arrive = async () => {
    while (!uploads.length) await new Promise((resolve) => setTimeout(resolve, 1));
    uploads.shift()({ path: "there.png" });
  };
  return { app, link, arrive };
}

const file = new File(["x"], "x.png", { type: "image/png" });

test("a canvas may lie on its side, as large as an upright one", () => {
  assert.deepEqual(bounded({ width: 6144, height: 4096 }), { width: 6144, height: 4096 });
  assert.deepEqual(bounded({ width: 4096, height: 6144 }), { width: 4096, height: 6144 });
  assert.deepEqual(bounded({ width: 9000, height: 9000 }), { width: 4096, height: 6144 });
  assert.deepEqual(bounded({ width: 3, height: "64" }), { width: 16, height: 64 });
  assert.deepEqual(bounded({}), { width: 512, height: 768 });
});

test("what is asked for while something is sent goes next; the same once more does not", async () => {
  const { app, link, arrive } = made();
  const first = request(app, link, "recall", { picture: file });
  const again = request(app, link, "recall", { picture: file });
  const taken = request(app, link, "take", { picture: file, take: "lines" });
  assert.equal(app.busy, "recall");
  assert.equal(await again, false);
  await arrive();
  assert.equal(await first, true);
  await arrive();
  assert.equal(await taken, true);
  assert.deepEqual(link.sent.map(([kind]) => kind), ["recall", "take"]);
  assert.equal(app.busy, null);
});

test("a drawing is sent with the size it had when it was sent off", async () => {
  const { app, link } = made();
  app.planes.ink[3] = 255;
  const asked = request(app, link, "finish");
  app.planes.adopt({ width: 4, height: 4 });
  assert.equal(await asked, true);
  const [[kind, value, { pictures }]] = link.sent;
  assert.deepEqual([kind, value.width, value.height, value.lines, value.colors], ["finish", 8, 8, null, null]);
  assert.equal(pictures.colors, null);
  assert.match(pictures.lines, /^data:image\/png;base64,iVBORw0KGgo/);
});

test("a large drawing is uploaded, a small one goes inside the event", async () => {
  const { app, link, arrive } = made();
  app.planes.adopt({ width: 1024, height: 1024 });
  let seed = 1;
  for (let i = 0; i < app.planes.ink.length; i += 1) {
    seed = (seed * 16807) % 2147483647;
    app.planes.ink[i] = seed & 255;
  }
  const asked = request(app, link, "finish");
  await arrive();
  assert.equal(await asked, true);
  const [[, value, { pictures }]] = link.sent;
  assert.equal(value.lines.path, "there.png");
  assert.deepEqual(pictures, {});
});

test("an upload that fails is told in one sentence, and the next one goes", async () => {
  const { app, link } = made();
  const said = [];
  app.on("message", ({ text, kind }) => said.push([text, kind]));
  link.upload = () => Promise.reject(new Error("the studio is gone"));
  assert.equal(await request(app, link, "take", { picture: file, take: "lines" }), false);
  assert.deepEqual(said, [["tools.not_sent", "error"]]);
  link.upload = async () => ({ path: "there.png" });
  assert.equal(await request(app, link, "take", { picture: file, take: "lines" }), true);
});

test("what the studio sends is taken in its order, however long each takes, and once", async () => {
  const { app, link } = made();
  let look = null;
  link.watch = (name, seen) => name === "reference" && (look = seen);
  const taken = [];
  const gates = [];
  listen(app, link)("reference", async ({ id }) => {
    await new Promise((resolve) => gates.push(resolve));
    taken.push(id);
    if (id === "b") throw new Error("broken");
  });
  for (const id of ["a", "a", "b", "c"]) {
    link.props.reference = { id };
    look();
  }
  for (let i = 0; i < 3; i += 1) {
    while (!gates.length) await new Promise((resolve) => setTimeout(resolve, 1));
    gates.shift()();
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual(taken, ["a", "b", "c"]);
});

test("undo tells of every value it changes, so that the drawing is kept with it", () => {
  const { app } = made();
  const heard = [];
  app.on("reference", () => heard.push("reference"));
  app.begin("reference");
  app.history.value("reference", null, "a picture");
  app.reference = "a picture";
  app.commit("reference");
  app.undo();
  assert.equal(app.reference, null);
  assert.deepEqual(heard, ["reference", "reference"]);
});

test("a figure that is being moved is a step of its own before anything else begins", () => {
  const { app } = made();
  const [standing, lifted] = [{ name: "standing" }, { name: "lifted" }];
  app.setPose(standing);
  app.setPose(lifted, { record: false });
  app.begin("load");
  app.history.value("pose", app.pose, null);
  app.pose = null;
  app.commit("pose");
  app.undo();
  assert.equal(app.pose, lifted);
  app.undo();
  assert.equal(app.pose, standing);
  app.setPose(lifted, { record: false });
  app.undo();
  assert.equal(app.pose, standing, "what hangs in the air is the newest thing done");
});
