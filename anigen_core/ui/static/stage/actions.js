// The named actions of drawing and viewing. Buttons, keys and tests all go through app.act(name).

import { DEFAULT_SIZE, LARGEST } from "./app.js";
import { modesOf } from "./steps/painting.js";

const MODES = ["lines", "colors", "pose", "colorize"];
const TOOLS = ["brush", "eraser", "bucket", "picker", "lasso", "pan"];
const ZOOM_STEP = 1.25;
const SMALLEST = 16; // pixels a side

export function defineActions(app) {
  const { viewport } = app;
  const define = (name, run) => app.define(name, run);
  const middle = () => [viewport.width / 2, viewport.height / 2];

  define("undo", () => app.undo());
  define("redo", () => app.redo());
  define("mode:", (mode) => MODES.includes(mode) && setMode(app, mode));
  // the page says which painter is chosen: hints are of no use to another one than theirs
  define("painter:", (name) => app.mode === "colorize" && name !== "colorize" && setMode(app, "colors"));
  define("tool:", (tool) => TOOLS.includes(tool) && setTool(app, tool));
  define("size:", (way) => {
    if (app.mode === "pose") return false;
    const size = app.size;
    const step = Math.max(1, Math.round(size * 0.15));
    app.size = way === "up" ? size + step : size - step;
    return true;
  });
  define("color:", (color) => app.set({ color }));
  define("swap", () => app.set({ color: app.other, other: app.color }));

  define("fit", () => viewport.fit());
  define("flip", () => {
    viewport.moveView((view) => view.flip(viewport));
    app.emit("change", { flipped: app.view.flipped });
  });
  define("zoom:", (way) => {
    viewport.fitted = false;
    if (way === "actual") return viewport.moveView((view) => view.scaleTo(1, ...middle()));
    return viewport.moveView((view) => view.zoomAt(way === "in" ? ZOOM_STEP : 1 / ZOOM_STEP, ...middle()));
  });
  define("symmetry", () => app.set({ "options.symmetry": !app.options.symmetry }));
  define("checker", () => app.set({ "options.checker": !app.options.checker }));
  define("layer:", (name) => {
    if (!(name in app.layers)) return false;
    return app.set({ [`layers.${name}.visible`]: !app.layers[name].visible });
  });

  define("clear-layer", (detail) => clearLayer(app, detail?.layer ?? detail));
  define("new", (detail) => newDrawing(app, detail));
  define("resize", (detail) => resize(app, detail));
}

function setMode(app, mode) {
  if (app.mode === mode) return true;
  if (app.painted && !modesOf(app.painted.step).includes(mode)) {
    app.say(app.t("steps.painting_only"));
    return false;
  }
  if (mode !== "pose") app.act("correct-done");
  app.hold?.stop();
  app.settle();
  app.act("deselect");
  app.set({ mode });
  app.root.dataset.mode = mode;
  app.viewport.overlay.showRing();
  return true;
}

function setTool(app, tool) {
  if (app.tool === tool) return true;
  app.hold?.stop();
  if (app.tool === "lasso") app.act("deselect");
  app.set({ tool });
  app.root.dataset.tool = tool;
  app.viewport.overlay.showRing();
  return true;
}

/** Empty one layer: lines, colors, reference, guide (the pose) or result; by default the one being drawn on. */
function clearLayer(app, layer) {
  const chosen = layer ?? { lines: "lines", colors: "colors", colorize: "colors", pose: "guide" }[app.mode];
  const { planes, history } = app;
  if (chosen === "lines" || chosen === "colors") {
    const plane = chosen === "lines" ? "ink" : "paint";
    app.begin("clear");
    history.touch(plane, planes.bounds(plane));
    planes[plane].fill(0);
    app.viewport.dirty(plane, planes.rect);
    return app.commit("pixels", { rect: planes.rect, plane });
  }
  if (chosen === "reference" && app.reference) return recorded(app, "reference", null);
  if (chosen === "guide" && app.pose) return app.setPose(null, { label: "remove" });
  if (chosen === "result") {
    app.setResult(null);
    app.emit("result", {});
    return true;
  }
  return false;
}

/** Give `app[name]` another value as one step of the history. */
export function recorded(app, name, value) {
  app.begin(name);
  app.history.value(name, app[name], value);
  app[name] = value;
  app.viewport.repaint();
  return app.commit(name);
}

/** An empty drawing; one step of the history, so that it can be taken back. */
function newDrawing(app, { width, height } = {}) {
  const size = bounded({ width: width ?? app.planes.width, height: height ?? app.planes.height });
  app.act("deselect");
  app.act("correct-done");
  app.act("paint-done");
  app.begin("new");
  app.history.replace({ ...size });
  // the character stays: whoever has one wants to draw it again
  for (const name of ["pose", "reference", "style"]) {
    app.history.value(name, app[name], null);
    app[name] = null;
  }
  app.history.value("replaced", app.replaced, {});
  app.replaced = {};
  app.setResult(null);
  app.lastPoint = null;
  app.viewport.renew();
  app.viewport.fit();
  const changed = app.commit("pixels", { rect: app.planes.rect });
  app.emit("result", {});
  app.emit("pose", {});
  app.emit("style", {});
  app.emit("replaced", {});
  return changed;
}

/**
 * Another canvas size. By default the drawing keeps its pixels and the new paper is added around it;
 * {x, y} says where its corner comes to lie.
 */
export function resize(app, { width, height, x, y }) {
  app.act("correct-done");
  app.act("paint-done");
  const { planes, history, pose } = app;
  const size = bounded({ width, height });
  if (size.width === planes.width && size.height === planes.height) return false;
  const dx = Math.round(x ?? (size.width - planes.width) / 2);
  const dy = Math.round(y ?? (size.height - planes.height) / 2);
  app.act("deselect");
  app.begin("resize");
  history.replace(planes.resized(size.width, size.height, dx, dy));
  if (pose) {
    const move = (points) => points?.map(([px, py, sure]) => [px + dx, py + dy, sure]) ?? null;
    const moved = {
      ...pose, ...size, joints: move(pose.joints), left_hand: move(pose.left_hand), right_hand: move(pose.right_hand),
    };
    history.value("pose", pose, moved);
    app.pose = moved;
  }
  app.viewport.renew();
  app.viewport.fit();
  return app.commit("pixels", { rect: planes.rect });
}

/** A size within what the studio takes, in whole pixels: as Document.compose, upright or on its side. */
export function bounded({ width, height }) {
  const whole = (value, usual) => Math.round(Number(value) || usual);
  const [w, h] = [whole(width, DEFAULT_SIZE.width), whole(height, DEFAULT_SIZE.height)];
  const [across, down] = w > h ? [LARGEST.height, LARGEST.width] : [LARGEST.width, LARGEST.height];
  const side = (value, most) => Math.min(most, Math.max(SMALLEST, value));
  return { width: side(w, across), height: side(h, down) };
}
