// The figure over the viewport as SVG: flesh and bones in canvas coordinates, handles in the screen's, so that
// these are equally large at every zoom. Every handle can be focused; `pick` says what lies under a pointer.

import { HANDS, JOINTS, TWINS, figureBox, headSize, isShown } from "./pose.js";
import { boneLines, fleshPieces, onFlesh, sideOf, svg } from "./pose_draw.js";

/** Head to feet, as they are walked through. */
const ORDER = [0, 14, 15, 16, 17, 1, 2, 5, 3, 6, 4, 7, 8, 11, 9, 12, 10, 13];
const CORNERS = ["nw", "ne", "se", "sw"];
const FINGERS = ["thumb", "index", "middle", "ring", "little"];
const REACH = { joint: [13, 22], finger: [11, 20], frame: [13, 22] }; // screen pixels: mouse and pen, finger
const FACE_CLOSE = 34; // screen pixels of a head below which eyes and ears do not take presses from the nose
const HAND_SMALL = 40; // screen pixels of a hand below which its points are not shown
const EDGE = 16; // handles of the frame stay this far inside the viewport...
const BEYOND = 60; // ...unless their place is further outside than this: then they are not shown
const TURN_OFF = 30;

export const targetId = (target) => (target ? `${target.kind}:${target.index}` : "");
export const isHand = (target) => HANDS.includes(target?.kind);

export class Scene {
  constructor(app, holder) {
    this.app = app;
    this.pose = null;
    this.near = "";
    this.active = "";
    this.quiet = false;
    this.handles = new Map();
    this.#build(holder);
  }

  #build(holder) {
    const { t } = this.app;
    this.flesh = svg("g.ds-flesh");
    this.bones = svg("g.ds-bones");
    this.inCanvas = svg("g", { "aria-hidden": "true" }, this.flesh, this.bones);
    this.box = svg("rect.ds-frame");
    this.stem = svg("line.ds-frame");
    this.frame = svg("g.ds-frame-parts", {}, this.box, this.stem);
    this.points = svg("g");
    for (const hand of HANDS) {
      for (let i = 1; i < 21; i++) this.#handle({ kind: hand, index: i }, ["ds-finger", hand === "left_hand" ? "left" : "right"], 3);
    }
    // the joints of the face lie close together: the nose is on top
    for (const joint of [...ORDER].reverse()) this.#handle({ kind: "joint", index: joint }, ["ds-joint", sideOf(joint)], 5);
    for (const corner of CORNERS) this.#handle({ kind: "frame", index: corner }, ["ds-corner", corner], 5);
    this.#handle({ kind: "frame", index: "turn" }, ["ds-turn"], 6);
    this.note = svg("text.ds-pose-note");
    this.svg = svg("svg.ds-poser-svg", { role: "group", "aria-label": t("pose.editor"), "aria-describedby": "ds-pose-keys" },
      this.inCanvas, this.frame, this.points, this.note);
    holder.append(this.svg);
  }

  #handle(target, classes, radius) {
    const dot = target.kind === "frame" && target.index !== "turn"
      ? svg("rect.ds-knot", { x: -radius, y: -radius, width: 2 * radius, height: 2 * radius, rx: 1.5 })
      : svg("circle.ds-knot", { r: radius });
    const body = svg("g.ds-grow", {}, svg("circle.ds-halo", { r: radius + 4 }), dot);
    if (target.index === "turn") body.append(svg("path.ds-sign", { d: "M-2.6 1.5A3 3 0 1 1 2.6 1.5M3.6-1 2.6 1.6.4.4" }));
    const handle = svg(`g.ds-handle.${classes.join(".")}`, { tabindex: -1, role: "button", "data-target": targetId(target) },
      svg("circle.ds-hit"), body);
    handle.target = target;
    this.handles.set(targetId(target), handle);
    (target.kind === "frame" ? this.frame : this.points).append(handle);
  }

  /** The handles in the order of the keys: the figure head to feet, hands, frame. */
  get order() {
    const hands = HANDS.filter((hand) => this.pose?.[hand]).flatMap((hand) => Array.from({ length: 20 }, (_, i) => `${hand}:${i + 1}`));
    return [...ORDER.map((joint) => `joint:${joint}`), ...hands, "frame:turn", "frame:se"];
  }

  // ---- showing

  render(pose, { dragging = null } = {}) {
    this.pose = pose;
    this.svg.classList.toggle("ds-bare", !pose);
    if (!pose) return;
    const { view } = this.app;
    this.inCanvas.setAttribute("transform", `matrix(${view.matrix().join(" ")})`);
    this.head = headSize(pose);
    this.svg.style.setProperty("--small", Math.min(1, Math.max(0.55, (this.head * view.scale) / 70)).toFixed(3));
    this.#drawBody(pose);
    for (const [id, handle] of this.handles) {
      const { kind, index } = handle.target;
      if (kind === "frame") continue;
      const point = kind === "joint" ? pose.joints[index] : pose[kind]?.[index];
      handle.classList.toggle("ds-gone", !point);
      if (!point) continue;
      this.#place(handle, view.toScreen(point[0], point[1]));
      handle.classList.toggle("ds-hidden", point[2] === 0);
      this.#state(handle, id, dragging);
    }
    for (const hand of HANDS) {
      if (!pose[hand]) continue;
      const side = hand === "left_hand" ? "left" : "right";
      const length = this.#handLength(hand);
      this.svg.classList.toggle(`ds-tiny-${side}`, length < HAND_SMALL);
      this.svg.style.setProperty(`--finger-${side}`, Math.min(1, Math.max(0.5, length / 120)).toFixed(3));
    }
    this.#drawFrame(pose, dragging);
    if (!this.quiet) this.#speak();
  }

  #place(handle, { x, y }) {
    handle.at = { x, y };
    handle.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
  }

  #state(handle, id, dragging) {
    handle.classList.toggle("near", id === this.near && !dragging);
    handle.classList.toggle("active", id === this.active);
    handle.classList.toggle("held", id === dragging);
    handle.setAttribute("tabindex", id === (this.active || "joint:0") ? 0 : -1);
  }

  #drawBody(pose) {
    const flesh = fleshPieces(pose);
    fill(this.flesh, flesh.length, () => svg("path"));
    flesh.forEach(({ d, width }, i) => {
      this.flesh.children[i].setAttribute("d", d);
      this.flesh.children[i].setAttribute("stroke-width", width.toFixed(2));
    });
    const bones = boneLines(pose);
    fill(this.bones, 2 * bones.length, () => svg("line"));
    bones.forEach(({ a, b, side, hand }, i) => {
      // a light edge first, so that a bone is seen on any color
      for (const [at, kind] of [[i, "ds-edge"], [bones.length + i, side]]) {
        const line = this.bones.children[at];
        line.setAttribute("class", `ds-bone ${kind}${hand ? " ds-fine" : ""}`);
        for (const [name, value] of [["x1", a[0]], ["y1", a[1]], ["x2", b[0]], ["y2", b[1]]]) line.setAttribute(name, value.toFixed(2));
      }
    });
  }

  #drawFrame(pose, dragging) {
    const shown = pose.joints.some((point) => point[2] > 0);
    this.frame.classList.toggle("ds-gone", !shown || Boolean(dragging && !dragging.startsWith("frame")));
    if (!shown) return;
    const { view, viewport } = this.app;
    const [x, y, width, height] = figureBox(pose);
    const edge = 0.1 * this.head;
    const [a, b] = [view.toScreen(x - edge, y - edge), view.toScreen(x + width + edge, y + height + edge)];
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    for (const [name, value] of [["x", left], ["y", a.y], ["width", right - left], ["height", b.y - a.y]]) this.box.setAttribute(name, value.toFixed(1));
    const most = { x: (viewport?.width ?? this.svg.clientWidth) - EDGE, y: (viewport?.height ?? this.svg.clientHeight) - EDGE };
    const kept = (px, py) => ({ x: Math.min(most.x, Math.max(EDGE, px)), y: Math.min(most.y, Math.max(EDGE, py)) });
    // the names are those of the screen: "nw" is top left, also when the view is flipped
    const corners = { nw: [left, a.y], ne: [right, a.y], se: [right, b.y], sw: [left, b.y] };
    const above = a.y - TURN_OFF >= EDGE || b.y + TURN_OFF > most.y;
    const turn = { x: (left + right) / 2, y: above ? a.y - TURN_OFF : b.y + TURN_OFF };
    for (const [name, place] of [["x1", (left + right) / 2], ["y1", above ? a.y : b.y], ["x2", turn.x], ["y2", turn.y]]) this.stem.setAttribute(name, place.toFixed(1));
    for (const index of [...CORNERS, "turn"]) {
      const id = `frame:${index}`;
      const handle = this.handles.get(id);
      const [cx, cy] = corners[index] ?? [turn.x, turn.y];
      handle.corner = { x: cx, y: cy };
      this.#place(handle, kept(cx, cy));
      handle.classList.toggle("ds-gone", Math.hypot(handle.at.x - cx, handle.at.y - cy) > BEYOND);
      this.#state(handle, id, dragging);
      if (index !== "turn" && index !== "se") handle.setAttribute("tabindex", -1);
    }
  }

  #handLength(hand) {
    const [wrist, tip] = [this.pose[hand][0], this.pose[hand][9]];
    return 2 * Math.hypot(wrist[0] - tip[0], wrist[1] - tip[1]) * this.app.view.scale;
  }

  // ---- what is where

  /** What lies under a place of the viewport: a target, {kind: "body"} or null. */
  pick(x, y, touch) {
    const { pose } = this;
    if (!pose) return null;
    const small = this.head * this.app.view.scale < FACE_CLOSE;
    let best = null;
    let least = 1;
    for (const handle of this.handles.values()) {
      const { kind, index } = handle.target;
      if (!handle.at || handle.classList.contains("ds-gone")) continue;
      const tiny = isHand(handle.target) && this.#handLength(kind) < HAND_SMALL;
      if (tiny || (small && kind === "joint" && index > 13)) continue;
      const reach = REACH[kind === "joint" ? "joint" : kind === "frame" ? "frame" : "finger"][touch ? 1 : 0];
      const far = Math.hypot(handle.at.x - x, handle.at.y - y) / reach;
      if (far < least) [best, least] = [handle.target, far];
    }
    if (best) return best;
    const at = this.app.view.toCanvas(x, y);
    return onFlesh(pose, at.x, at.y, (touch ? 8 : 3) / this.app.view.scale) ? { kind: "body", index: 0 } : null;
  }

  // ---- words

  #speak() {
    for (const handle of this.handles.values()) {
      if (handle.classList.contains("ds-gone")) continue;
      const words = this.words(handle.target);
      if (handle.getAttribute("aria-label") !== words) handle.setAttribute("aria-label", words);
    }
  }

  name({ kind, index }) {
    const { t } = this.app;
    if (kind === "joint") return t(`pose.joints.${JOINTS[index]}`);
    if (kind === "frame") return t(index === "turn" ? "pose.turn" : "pose.size");
    if (kind === "body") return t("pose.body");
    const values = {
      finger: t(`pose.fingers.${FINGERS[Math.floor((index - 1) / 4)]}`),
      part: t(`pose.finger_parts.${((index - 1) % 4) + 1}`),
    };
    return t(kind === "left_hand" ? "pose.finger_left" : "pose.finger_right", values);
  }

  /** "her left wrist (right in the picture), at 310, 402" */
  words(target) {
    const { t } = this.app;
    const { pose } = this;
    const { kind, index } = target;
    const name = this.name(target);
    const point = kind === "joint" ? pose.joints[index] : pose[kind]?.[index];
    if (!point) return name;
    const values = { name, x: Math.round(point[0]), y: Math.round(point[1]) };
    const apart = kind === "joint" ? point[0] - pose.joints[TWINS[index]][0] : 0;
    const telling = Math.abs(apart) > 0.15 * (this.head ?? headSize(pose));
    const text = telling
      ? t("pose.place_side", { ...values, side: t(apart < 0 ? "pose.left_side" : "pose.right_side") })
      : t("pose.place", values);
    return kind === "joint" && !isShown(pose, index) ? t("pose.hidden_mark", { text }) : text;
  }

  /** A few words beside the pointer while it turns or scales; null takes them away. */
  tell(words, x = 0, y = 0) {
    this.note.textContent = words ?? "";
    this.note.setAttribute("x", x + 16);
    this.note.setAttribute("y", y - 12);
  }
}

function fill(group, count, create) {
  while (group.children.length < count) group.append(create());
  while (group.children.length > count) group.lastChild.remove();
}
