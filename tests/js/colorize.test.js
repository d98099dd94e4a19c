import assert from "node:assert/strict";
import test from "node:test";
import { App, LAYERS, LAYERS_OF_HINTS } from "../../anigen_core/ui/static/stage/app.js";
import { request, snapshot } from "../../anigen_core/ui/static/stage/files/exchange.js";
import { setStyle } from "../../anigen_core/ui/static/stage/files/style.js";
import { beginTool } from "../../anigen_core/ui/static/stage/tools.js";

const made = () => {
  const app = new App({ t: (key) => key, width: 64, height: 64 });
  app.viewport = { dirty() {}, repaint() {}, renew() {}, dirtyAll() {} };
  return app;
};

const picture = (type = "image/png") => new File(["x"], "x.png", { type });

/** A bitmap as browsers give it, of the file that it was read from. */
const browser = (width, height) => {
  globalThis.createImageBitmap = async () => ({ width, height, close() {} });
};

test("hints are colors, with sizes of their own", () => {
  const app = made();
  assert.equal(app.plane, "ink");
  app.set({ mode: "colorize" });
  assert.deepEqual([app.plane, app.paints, app.sizesOf], ["paint", true, "colorize"]);
  const { colors, lines } = structuredClone(app.options);
  app.size = 9;
  app.set({ tool: "eraser" });
  app.size = 50;
  assert.deepEqual(app.options.colorize, { size: 9, eraser: 50 });
  assert.deepEqual([app.options.colors, app.options.lines], [colors, lines]);
  app.set({ mode: "pose" });
  assert.equal(app.paints, false);
});

test("hints lie over the picture that they make, under the lines", () => {
  const at = (name) => LAYERS_OF_HINTS.indexOf(name);
  assert.ok(at("result") < at("colors") && at("colors") < at("lines"));
  assert.ok(LAYERS.indexOf("colors") < LAYERS.indexOf("result"));
});

test("a light touch leaves a hint as large as a firm one", () => {
  const dots = [0.1, 1].map((pressure) => {
    const app = made();
    app.set({ mode: "colorize", color: "#102030" });
    const session = beginTool(app, "brush", { x: 32, y: 32, pressure }, {});
    session.up();
    return [...app.planes.paint].filter((value, i) => i % 4 === 3 && value).length;
  });
  assert.ok(dots[0] > 100, "a dot of 14 pixels");
  assert.equal(dots[0], dots[1]);
});

test("a style reference is a step of the history", async () => {
  browser(30, 40);
  const app = made();
  const heard = [];
  app.on("style", () => heard.push(app.style?.bitmap.width ?? null));
  assert.equal(await setStyle(app, null), false, "there was none");
  const file = picture();
  assert.equal(await setStyle(app, file), true);
  assert.equal(app.style.blob, file, "a small file is kept as it is");
  app.undo();
  assert.equal(app.style, null);
  app.redo();
  assert.equal(app.style.blob, file);
  await setStyle(app, null);
  assert.deepEqual(heard, [30, null, 30, null]);
});

test("a style reference goes along with what is painted, and with nothing else", async () => {
  browser(30, 40);
  const app = made();
  const names = [];
  const sent = [];
  const link = {
    props: {},
    trigger: (kind) => sent.push([kind, link.props.value.style]),
    upload: async (file) => names.push(file.name) && { path: file.name },
  };
  await setStyle(app, picture("image/jpeg"));
  for (const kind of ["finish", "choose"]) assert.equal(await request(app, link, kind), true);
  assert.equal(await request(app, link, "recall", { picture: picture() }), true);
  assert.deepEqual(sent.map(([kind, style]) => [kind, style?.path ?? null]),
    [["finish", "style.jpeg"], ["choose", "style.jpeg"], ["recall", null]]);
  assert.deepEqual(names, ["style.jpeg", "style.jpeg", "x.png"]);
});

test("a snapshot keeps the style reference", async () => {
  browser(30, 40);
  const app = made();
  assert.equal((await snapshot(app)).style, null);
  await setStyle(app, picture());
  assert.equal((await snapshot(app)).style, app.style.blob);
});
