// Moving the figure in the viewport: pointer gestures and keys on its handles. One gesture is one step of the
// history; until it ends the figure is only shown.

import { dragChain, dragHandPoint, dragJoint, middle, rotated, scaled, translated } from "./pose.js";
import { poseDesk } from "./pose_desk.js";
import { Scene, isHand, targetId } from "./pose_scene.js";
import { make } from "../dock/controls.js";

const SLACK = 3; // screen pixels a press may shake without moving anything
const SNAP = 15; // degrees
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Put the editor of the figure into the layer over the viewport; it shows itself in Pose mode only. */
export function mountPoseEditor(app, holder) {
  const { t } = app;
  const desk = poseDesk(app);
  const box = make("div.ds-poser");
  const scene = new Scene(app, box);
  const live = make("div.ds-unseen", { "aria-live": "polite" });
  const empty = emptyCard(app, desk);
  box.append(make("p.ds-unseen", { id: "ds-pose-keys" }, t("pose.keys")), live, empty);
  holder.append(box);

  let gesture = null; // {id, target, start: pose, from: {x, y} on the screen, moved, label, change}
  let nudge = null; // {label, words}
  let due = 0;

  const say = (words) => {
    // the same words twice are read twice only if they were gone in between
    live.textContent = live.textContent === words ? `${words}\u00a0` : words;
  };

  function render() {
    cancelAnimationFrame(due);
    due = 0;
    const on = app.mode === "pose";
    const { pose } = desk;
    // what is about to vanish hands the keys back to the stage
    if ((!on || !pose) && scene.svg.contains(document.activeElement)) app.root?.focus({ preventScroll: true });
    box.hidden = !on;
    if (!on) return;
    empty.hidden = pose !== null;
    scene.active = targetId(desk.active);
    scene.quiet = Boolean(gesture?.moved);
    scene.render(pose, { dragging: gesture?.moved ? targetId(gesture.target) : null });
  }
  const later = () => {
    due ||= requestAnimationFrame(render);
  };

  // ---- gestures

  /** The figure after a gesture came to a place of the viewport. */
  function changed({ target, start, from }, { x, y }, event) {
    const { kind, index } = target;
    const { view } = app;
    const [a, b] = [view.toCanvas(from.x, from.y), view.toCanvas(x, y)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const lock = app.options.lockLimbs;
    if (kind === "body") return translated(start, dx, dy);
    if (kind === "joint") {
      if (event.shiftKey) return dragChain(start, index, dx, dy);
      const [px, py] = start.joints[index];
      return dragJoint(start, index, px + dx, py + dy, { lock });
    }
    if (isHand(target)) {
      const [px, py] = start[kind][index];
      return dragHandPoint(start, kind, index, px + dx, py + dy, { lock });
    }
    return index === "turn" ? turned(start, a, b, event, { x, y }) : sized(start, index, a, b, event, { x, y });
  }

  function turned(start, a, b, event, screen) {
    const [cx, cy] = middle(start);
    let degrees = ((Math.atan2(b.y - cy, b.x - cx) - Math.atan2(a.y - cy, a.x - cx)) * 180) / Math.PI;
    degrees = ((degrees + 540) % 360) - 180;
    if (event.shiftKey) degrees = Math.round(degrees / SNAP) * SNAP;
    scene.tell(t("pose.turned", { degrees: Math.round(degrees) }), screen.x, screen.y);
    return rotated(start, degrees, [cx, cy]);
  }

  function sized(start, corner, a, b, event, screen) {
    // about the opposite corner, with Shift about the middle
    const opposite = scene.handles.get(`frame:${{ nw: "se", ne: "sw", se: "nw", sw: "ne" }[corner]}`).corner;
    const [mx, my] = middle(start);
    gesture.fixed ??= event.shiftKey ? { x: mx, y: my } : app.view.toCanvas(opposite.x, opposite.y);
    const { fixed } = gesture;
    const reach = Math.max(1, Math.hypot(a.x - fixed.x, a.y - fixed.y));
    const along = ((b.x - fixed.x) * (a.x - fixed.x) + (b.y - fixed.y) * (a.y - fixed.y)) / reach;
    const factor = Math.min(20, Math.max(0.05, along / reach));
    scene.tell(t("pose.sized", { percent: Math.round(100 * factor) }), screen.x, screen.y);
    return scaled(start, factor, [fixed.x, fixed.y]);
  }

  const labelOf = (target, event) => t(`pose.steps.${
    target.kind === "body" ? "move"
      : target.kind === "frame" ? (target.index === "turn" ? "turn" : "size")
      : isHand(target) ? "finger"
      : event.shiftKey ? "chain" : "joint"
  }`);

  const placeOf = (event) => {
    const { left, top } = scene.svg.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const underPointer = (event) => {
    const { x, y } = placeOf(event);
    return scene.pick(x, y, event.pointerType === "touch");
  };

  scene.svg.addEventListener("pointerdown", (event) => {
    // only the main button: capturing another one would send its context menu elsewhere
    if (event.button !== 0 || gesture || !desk.pose) return;
    endNudge();
    const target = underPointer(event);
    if (!target) {
      desk.take(null);
      return;
    }
    event.preventDefault();
    gesture = { id: event.pointerId, target, before: app.pose, start: desk.pose, from: placeOf(event), moved: false };
    desk.take(target.kind === "body" || target.kind === "frame" ? null : target);
    scene.handles.get(targetId(target))?.focus({ preventScroll: true });
    try {
      scene.svg.setPointerCapture(event.pointerId);
    } catch {
      // the pointer is gone already, or a script made it
    }
    later();
  });

  scene.svg.addEventListener("pointermove", (event) => {
    if (gesture?.id !== event.pointerId) {
      if (!gesture && event.pointerType !== "touch") hover(underPointer(event));
      return;
    }
    const at = placeOf(event);
    if (!gesture.moved && Math.hypot(at.x - gesture.from.x, at.y - gesture.from.y) < SLACK) return;
    gesture.moved = true;
    gesture.label = labelOf(gesture.target, event);
    scene.svg.classList.add("ds-held");
    app.setPose(changed(gesture, at, event), { label: gesture.label, record: false });
  });

  const drop = (event) => {
    if (gesture?.id !== event.pointerId) return;
    const { target, moved, label } = endGesture();
    if (!moved) return;
    app.setPose(app.pose, { label, record: true });
    if (target.kind === "joint" || isHand(target)) say(scene.words(target));
  };
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) scene.svg.addEventListener(name, drop);
  scene.svg.addEventListener("pointerleave", () => hover(null));

  function endGesture() {
    const ended = gesture;
    gesture = null;
    scene.tell(null);
    scene.svg.classList.remove("ds-held");
    later();
    return ended;
  }

  /** Everything as before the gesture. */
  function cancelGesture() {
    if (!gesture) return false;
    const { before, moved } = endGesture();
    if (moved) app.setPose(before, { record: false });
    return true;
  }

  function hover(target) {
    const id = targetId(target);
    if (scene.near === id) return;
    scene.near = id;
    scene.svg.dataset.over = !target ? "" : target.kind === "frame" ? target.index : target.kind === "body" ? "body" : "joint";
    later();
  }

  scene.svg.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (gesture?.moved) return;
    cancelGesture();
    // the key for the menu points nowhere: it means what has the focus
    const focused = event.button === 0 && event.detail === 0 ? event.target.closest?.("[data-target]")?.target : null;
    const target = focused ?? underPointer({ ...at(event), pointerType: event.pointerType });
    if (target?.kind === "joint") toggle(target);
  });

  function toggle(target) {
    desk.take(target);
    if (!desk.toggle(target.index)) return;
    const shown = desk.pose.joints[target.index][2] > 0;
    say(t(shown ? "pose.is_shown" : "pose.is_hidden", { name: scene.name(target) }));
  }

  // ---- keys

  scene.svg.addEventListener("focusin", (event) => {
    const target = event.target.closest("[data-target]")?.target;
    if (target) desk.take(target);
  });

  scene.svg.addEventListener("keydown", (event) => {
    const target = event.target.closest("[data-target]")?.target;
    if (!target || !desk.pose) return;
    if (press(event, target)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  scene.svg.addEventListener("keyup", (event) => event.key in ARROWS && endNudge());
  scene.svg.addEventListener("focusout", () => endNudge());

  function press(event, target) {
    if (event.key === "Escape") return cancelGesture();
    if (gesture) return event.ctrlKey || event.metaKey; // nothing is undone under a moving hand
    if (event.ctrlKey || event.metaKey || event.altKey) return endNudge();
    if (event.key in ARROWS) return move(target, ARROWS[event.key], event.shiftKey ? 10 : 1);
    endNudge();
    const ids = scene.order;
    const at = ids.indexOf(targetId(target));
    const next = { PageDown: at + 1, PageUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (next !== undefined) {
      scene.handles.get(ids[(next + ids.length) % ids.length]).focus();
      return true;
    }
    if ((event.key === "Delete" || event.key === "Backspace") && target.kind === "joint") {
      toggle(target);
      return true;
    }
    if (event.key !== "Enter" && event.key !== " ") return false;
    say(scene.words(target));
    return event.key === "Enter";
  }

  /** One press of an arrow key; presses until the key comes up are one step. */
  function move(target, [dx, dy], stride) {
    const { pose } = desk;
    const { kind, index } = target;
    const lock = app.options.lockLimbs;
    nudge ??= { label: labelOf(target, {}) };
    const [mx, my] = [(app.view.flipped ? -dx : dx) * stride, dy * stride];
    let next;
    if (kind === "joint") next = dragJoint(pose, index, pose.joints[index][0] + mx, pose.joints[index][1] + my, { lock });
    else if (isHand(target)) next = dragHandPoint(pose, kind, index, pose[kind][index][0] + mx, pose[kind][index][1] + my, { lock });
    else if (index === "turn") next = rotated(pose, (dx + dy) * stride);
    else next = scaled(pose, 1.01 ** ((dx - dy) * stride));
    app.setPose(next, { label: nudge.label, record: false });
    nudge.words = () => (kind === "frame" ? scene.name(target) : `${Math.round(point(target)[0])}, ${Math.round(point(target)[1])}`);
    return true;
  }

  const point = ({ kind, index }) => (kind === "joint" ? desk.pose.joints[index] : desk.pose[kind][index]);

  function endNudge() {
    if (!nudge) return false;
    const { label, words } = nudge;
    nudge = null;
    app.setPose(app.pose, { label, record: true });
    say(words());
    return false;
  }

  // ---- what comes from elsewhere

  const elsewhere = (event) => app.mode !== "pose" || event.target.closest("input, textarea, select");
  const root = app.root ?? box;
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (elsewhere(event) || !/^[[{]/.test(text)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.read(text);
  }, true);
  root.addEventListener("copy", (event) => {
    if (elsewhere(event) || !app.pose) return;
    event.clipboardData.setData("text/plain", desk.text);
    event.preventDefault();
    event.stopImmediatePropagation();
    app.say(t("pose.copied"));
  }, true);

  app.on("gesture", () => cancelGesture());
  for (const event of ["pose", "view", "joint", "change"]) app.on(event, later);
  new ResizeObserver(later).observe(box);
  render();
  return { scene, desk, render };
}

function at({ clientX, clientY }) {
  return { clientX, clientY };
}

/** What stands in the viewport while there is no figure. */
function emptyCard(app, desk) {
  const { t } = app;
  const first = desk.library.find(({ name }) => name === "standing") ?? desk.library[0];
  const card = make("div.ds-pose-empty", {}, make("strong", {}, t("pose.empty")));
  if (!first) return card;
  card.append(
    make("span", {}, t("pose.empty_hint", { name: desk.label(first) })),
    make("button.ds-pose-start", { type: "button", onclick: () => app.act("choose-pose", first.name) }, desk.label(first)),
  );
  return card;
}
