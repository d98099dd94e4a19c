// Pen, mouse and fingers over the viewport: who draws, who moves the view.
//
// A pen draws; once one was seen, fingers only move the view, so that a resting palm draws nothing. Before that
// one finger draws and two pan and zoom; the second finger takes back what the first one drew.

import { beginTool } from "./tools.js";

const ERASER_TIP = 32;
const BARREL = 2;
const TAP_MS = 260;
const TAP_REACH = 12;

export function attachPointer(app, holder) {
  const { viewport } = app;
  const overlay = viewport.overlay;
  const fingers = new Map();
  let session = null; // {tool session, id}
  let drag = null; // the view being dragged: {id, x, y}
  let pinch = null; // {began, moved, most}
  let penSeen = false;
  let space = false;
  let alt = false;

  const posing = () => app.mode === "pose";

  const samplesOf = (event) => {
    const list = event.getCoalescedEvents?.() ?? [];
    return (list.length ? list : [event]).map((one) => sampleOf(one, event.pointerType));
  };

  const sampleOf = ({ clientX, clientY, pressure }, type) =>
    ({ ...viewport.place(clientX, clientY), pressure: type === "pen" ? pressure : 0.5 });

  /** What a press would do now. */
  const toolFor = (event) => {
    if (event.buttons & ERASER_TIP || event.button === 5) return "eraser";
    if (event.button === 2 || event.buttons & BARREL) return "picker";
    const draws = app.tool === "brush" || app.tool === "bucket" || app.tool === "picker";
    if (event.altKey && draws) return "picker";
    return app.tool;
  };

  const capture = (id) => {
    try {
      holder.setPointerCapture(id);
    } catch {
      // the pointer is gone already (or was made by a script): the window's events still end the gesture
    }
  };

  const hover = (event) => {
    const { left, top } = viewport.box;
    if (event.pointerType === "touch") return overlay.point(null);
    const kind = session?.picking || (alt && !posing() && !session) || app.tool === "picker" ? "picker" : "ring";
    const still = space || drag ? "none" : kind;
    overlay.point({ x: event.clientX - left, y: event.clientY - top }, still);
    if (session) return;
    const over = app.tool === "lasso" && app.piece?.hit(viewport.place(event.clientX, event.clientY));
    if (over) holder.dataset.over = over;
    else delete holder.dataset.over;
  };

  // --- the view

  const beginDrag = (event) => {
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
    viewport.fitted = false;
    holder.classList.add("ds-dragging");
    capture(event.pointerId);
  };

  const endDrag = () => {
    drag = null;
    holder.classList.remove("ds-dragging");
  };

  const dragTo = (event) => {
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    Object.assign(drag, { x: event.clientX, y: event.clientY });
    viewport.moveView((view) => view.pan(dx, dy));
  };

  const pair = () => [...fingers.values()].slice(0, 2);

  const beginPinch = () => {
    endSession("cancel");
    endDrag();
    viewport.fitted = false;
    pinch ??= { began: performance.now(), moved: 0, most: 0 };
    pinch.most = Math.max(pinch.most, fingers.size);
    app.emit("gesture");
  };

  const pinchTo = (event) => {
    const { left, top } = viewport.box;
    const before = pair();
    const now = { x: event.clientX - left, y: event.clientY - top };
    const old = fingers.get(event.pointerId);
    pinch.moved = Math.max(pinch.moved, Math.hypot(now.x - old.startX, now.y - old.startY));
    fingers.set(event.pointerId, { ...old, ...now });
    if (before.length === 2) viewport.moveView((view) => view.pinch(before, pair()));
  };

  const endPinch = () => {
    const tap = performance.now() - pinch.began < TAP_MS && pinch.moved < TAP_REACH;
    if (tap) app.act(pinch.most >= 3 ? "redo" : "undo");
    pinch = null;
  };

  // --- drawing

  const begin = (event, tool) => {
    const sample = sampleOf(event, event.pointerType);
    const keys = { shift: event.shiftKey, touch: event.pointerType === "touch" };
    const started = beginTool(app, tool, sample, keys);
    if (!started) return;
    session = { ...started, id: event.pointerId, last: sample };
    capture(event.pointerId);
    hover(event);
  };

  const endSession = (how) => {
    if (!session) return;
    const ended = session;
    session = null;
    ended[how]();
  };

  // --- events

  holder.addEventListener("pointerdown", (event) => {
    viewport.locate();
    app.root.focus({ preventScroll: true });
    if (event.pointerType === "pen") {
      penSeen = true;
      if (session && session.id !== event.pointerId) endSession("cancel"); // a palm that came first
    }
    if (event.pointerType === "touch") {
      const { left, top } = viewport.box;
      const at = { x: event.clientX - left, y: event.clientY - top };
      fingers.set(event.pointerId, { ...at, startX: at.x, startY: at.y });
      if (session && penDraws(event)) return swallow(event);
      if (fingers.size >= 2) {
        beginPinch();
        return swallow(event);
      }
      if (penSeen && !posing()) {
        beginDrag(event);
        return swallow(event);
      }
    }
    if (session || drag) return swallow(event);
    const panning = event.button === 1 || space || app.tool === "pan";
    if (panning && (event.button === 1 || event.button === 0)) {
      beginDrag(event);
      return swallow(event);
    }
    if (posing()) return; // the figure's own handles take it from here
    event.preventDefault();
    begin(event, toolFor(event));
  }, true);

  const penDraws = (event) => penSeen && session.id !== event.pointerId && !fingers.has(session.id);

  holder.addEventListener("pointermove", (event) => {
    if (!session && !drag && !pinch) viewport.locate();
    if (session && event.pointerId === session.id) {
      const samples = samplesOf(event);
      session.last = samples.at(-1);
      session.move(samples);
      hover(event);
    } else if (pinch && fingers.has(event.pointerId)) pinchTo(event);
    else if (drag && event.pointerId === drag.id) dragTo(event);
    else if (!session) hover(event);
  });

  const end = (event) => {
    fingers.delete(event.pointerId);
    if (session && event.pointerId === session.id) {
      // a stroke that the system takes away is kept: what was drawn was meant
      // (a pen that is lifted has no pressure left: the last one counts)
      if (event.type === "pointerup") {
        const { x, y } = viewport.place(event.clientX, event.clientY);
        const { last } = session;
        if (Math.hypot(x - last.x, y - last.y) * app.view.scale > 0.5) session.move([{ ...last, x, y }]);
      }
      endSession("up");
    }
    if (drag && event.pointerId === drag.id) endDrag();
    if (pinch && fingers.size === 0) endPinch();
    if (event.pointerType === "touch") overlay.point(null);
  };
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) holder.addEventListener(name, end);
  // without capture (a pointer made by a script, a browser that refuses) the end may happen anywhere
  window.addEventListener("pointerup", (event) => (session?.id === event.pointerId || drag?.id === event.pointerId) && end(event));
  window.addEventListener("blur", () => {
    setSpace(false);
    setAlt(false);
  });
  holder.addEventListener("pointerleave", () => !session && overlay.point(null));
  holder.addEventListener("contextmenu", (event) => !posing() && event.preventDefault());

  holder.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = viewport.locate();
    viewport.fitted = false;
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? viewport.height : 1;
    const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
    // a wheel turns in large whole steps; a trackpad gives fine ones, and thrice the old measure of them
    const wheel = dx === 0 && Math.abs(dy) >= 50 && Number.isInteger(dy) && Math.abs(event.wheelDeltaY) !== 3 * Math.abs(dy);
    const notch = event.deltaMode !== 0 || wheel;
    if (event.shiftKey) viewport.moveView((view) => view.pan(-(dx || dy), 0));
    else if (event.ctrlKey || event.metaKey || notch) {
      const factor = Math.exp(-dy * (notch ? 0.0018 : 0.01));
      viewport.moveView((view) => view.zoomAt(factor, event.clientX - left, event.clientY - top));
    } else viewport.moveView((view) => view.pan(-dx, -dy));
  }, { passive: false });

  // --- keys that are held

  const setSpace = (held) => {
    space = held;
    holder.classList.toggle("ds-panning", held);
    if (held) overlay.point(overlay.pointer, "none");
  };
  const setAlt = (held) => {
    if (alt === held) return;
    alt = held;
    if (!session && !posing()) overlay.point(overlay.pointer, held ? "picker" : "ring");
  };
  app.hold = { space: setSpace, alt: setAlt, stop: () => endSession("up"), get drawing() { return session !== null; } };
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
