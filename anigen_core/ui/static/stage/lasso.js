// The lasso: choose a part of the drawing, then move, scale, turn, mirror, copy or delete it.
//
// A part is lifted off the layer at the first drag and laid down when something else begins; from lifting to
// laying down is one step of the history. Without a drag nothing is touched.

import { isEmpty } from "./pixels/planes.js";
import { Piece, STILL } from "./piece.js";
import { Selection, drop, flipped, lift } from "./pixels/selection.js";

const CLICK = 4; // screen pixels
const ASIDE = 12; // canvas pixels a pasted piece lies beside the one that was copied
const SPACING = 1.5; // screen pixels between points of the loop

/** The plane or planes a lasso takes hold of. */
const held = (app) => (app.options.lassoBoth ? ["ink", "paint"] : [app.plane]);

/** Begin a loop, or a drag of the piece under the place; a session as in tools.js. */
export function beginLasso(app, sample, keys) {
  const kind = app.piece?.hit(sample, keys.touch) ?? null;
  return kind ? beginDrag(app, kind, sample, keys) : beginLoop(app, sample);
}

function beginLoop(app, sample) {
  const { overlay } = app.viewport;
  app.act("deselect");
  const points = [sample];
  overlay.path = points;
  return {
    move(samples) {
      for (const next of samples) {
        const last = points.at(-1);
        if (Math.hypot(next.x - last.x, next.y - last.y) * app.view.scale >= SPACING) points.push(next);
      }
      overlay.ask();
    },
    up() {
      overlay.path = null;
      const far = Math.max(...points.map(({ x, y }) => Math.hypot(x - sample.x, y - sample.y)));
      if (far * app.view.scale >= CLICK && points.length > 2 && select(app, points)) app.lastLoop = points;
      overlay.ask();
    },
    cancel() {
      overlay.path = null;
      overlay.ask();
    },
  };
}

function beginDrag(app, kind, sample, keys) {
  const { piece } = app;
  const start = piece.transform;
  const fresh = !app.floating;
  let begun = false;
  return {
    move(samples) {
      const to = samples.at(-1);
      const far = Math.hypot(to.x - sample.x, to.y - sample.y) * app.view.scale;
      if (!begun && far < CLICK) return;
      begun = true;
      if (!app.floating) take(app);
      piece.transform = piece.dragged(kind, start, sample, to, keys.shift);
      app.viewport.repaint();
    },
    up() {
      app.emit("change", {});
    },
    cancel() {
      piece.transform = start;
      if (fresh && app.floating) app.act("lasso-cancel");
      app.viewport.repaint();
    },
  };
}

/** Select what lies inside a loop of canvas places; nothing happens where the loop holds no pixel. */
export function select(app, points) {
  const { width, height } = app.planes;
  const selection = Selection.fromPolygon(points, width, height);
  if (!selection || isEmpty(selection.bounds)) return false;
  app.selection = Object.assign(selection, { outline: points });
  app.piece = new Piece(app, points, selection.bounds);
  changed(app);
  return true;
}

/** Lift the selected pixels off their layers. */
function take(app) {
  app.begin("lasso", { within: true });
  app.floating = lift(app.planes, app.history, app.selection, held(app));
  hold(app);
}

/** Show what floats. */
function hold(app) {
  const { floating, piece } = app;
  const { width, height } = piece.bounds;
  const planes = ["paint", "ink"].filter((plane) => floating[plane]);
  piece.show(planes.map((plane) => new ImageData(floating.rgba(plane), width, height)));
  app.viewport.dirtyAll({ ink: app.selection.bounds, paint: app.selection.bounds });
  app.viewport.repaint();
}

function changed(app) {
  app.viewport.repaint();
  app.emit("change", {});
}

/** Lay the floating piece down where it is; the loop goes with it. */
function layDown(app) {
  const { floating, piece } = app;
  const rect = drop(app.planes, app.history, floating, piece.transform);
  const outline = piece.outline();
  Object.assign(app, { floating: null, piece: null, selection: null });
  app.viewport.dirtyAll({ ink: rect, paint: rect });
  app.commit("pixels", { rect: app.planes.rect });
  select(app, outline);
}

/** Name the actions of the lasso; `app.selectionMask()` is the selection for the studio, (H * W) bytes or null. */
export function attachLasso(app) {
  const define = (name, run) => app.define(name, run);
  app.selectionMask = () => {
    if (app.floating) layDown(app);
    return app.selection?.mask ?? null;
  };

  const letGo = () => {
    const had = Boolean(app.selection);
    Object.assign(app, { selection: null, piece: null });
    if (had) changed(app);
    return had;
  };

  define("lasso-drop", () => app.floating && layDown(app));
  define("lasso-cancel", () => {
    if (!app.floating) return false;
    app.floating = null;
    if (app.piece) Object.assign(app.piece, { transform: STILL, picture: null });
    app.cancel();
    changed(app);
    return true;
  });
  define("deselect", () => {
    if (app.floating) layDown(app);
    return letGo();
  });
  define("reselect", () => (app.lastLoop ? select(app, app.lastLoop) : false));
  define("select-all", () => {
    const { width, height } = app.planes;
    if (app.mode === "pose") return false;
    app.act("tool:lasso");
    app.act("deselect");
    return select(app, [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }]);
  });
  // Escape: what floats goes back, else the loop goes
  define("escape", () => app.act("lasso-cancel") || app.act("deselect"));
  define("enter", () => app.act("deselect"));

  define("delete", () => {
    if (!app.selection) return false;
    if (!app.floating) take(app);
    const rect = app.selection.bounds;
    app.floating = null;
    letGo();
    app.viewport.dirtyAll({ ink: rect, paint: rect });
    return app.commit("pixels", { rect });
  });
  define("copy", () => {
    if (!app.selection) return false;
    if (app.floating) layDown(app);
    app.clipboard = { piece: lift(app.planes, null, app.selection, held(app)), points: app.selection.outline };
    return true;
  });
  define("cut", () => app.act("copy") && app.act("delete"));
  define("paste", () => {
    if (!app.clipboard || app.mode === "pose") return false;
    const { piece, points } = app.clipboard;
    const { width, height } = app.planes;
    app.act("tool:lasso");
    app.act("deselect");
    app.begin("paste");
    app.selection = Object.assign(Selection.fromPolygon(points, width, height), { outline: points });
    // A piece from a larger drawing reaches beyond this one: its own bounds count, not what is seen of them.
    app.piece = new Piece(app, points, piece.bounds);
    const { x, y } = app.piece.center;
    const near = x + ASIDE < width && y + ASIDE < height;
    const aside = near ? [ASIDE, ASIDE] : [Math.round(width / 2 - x), Math.round(height / 2 - y)];
    app.piece.transform = { ...STILL, dx: aside[0], dy: aside[1] };
    app.floating = piece;
    hold(app);
    changed(app);
    return true;
  });
  define("lasso-flip", () => {
    if (!app.selection) return false;
    if (!app.floating) take(app);
    app.floating = flipped(app.floating);
    const { center } = app.piece;
    app.piece.points = app.piece.points.map(({ x, y }) => ({ x: 2 * center.x - x, y }));
    hold(app);
    changed(app);
    return true;
  });
  define("nudge:", (way) => {
    if (!app.selection) return false;
    if (!app.floating) take(app);
    const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[way] ?? [0, 0];
    const { transform } = app.piece;
    app.piece.transform = { ...transform, dx: transform.dx + dx, dy: transform.dy + dy };
    changed(app);
    return true;
  });
}
