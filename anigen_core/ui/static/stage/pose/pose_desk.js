// What can be done with the figure as a whole, by name, for buttons, keys and other parts of the stage:
// choose, mirror, fit, reset and remove it, hide joints, give it hands, read and write OpenPose JSON.

import {
  HANDS, JOINTS, PoseError, fitted, hidden, isShown, mirrored, placed, readPeople, readPose, resized, shapeOf, shown,
  turnedOver, withHand, writePose,
} from "./pose.js";

const desks = new WeakMap();

/** The desk of an app object; the first call names its actions. */
export function poseDesk(app) {
  if (!desks.has(app)) desks.set(app, new PoseDesk(app));
  return desks.get(app);
}

/**
 * Events on the app besides its own: "joint" (another part of the figure was taken in hand), "people" (a file
 * with several figures waits for a choice), "paste-box" (the clipboard cannot be read: offer a box to paste in).
 */
class PoseDesk {
  /** The part in hand: {kind: "joint", index} or {kind: "left_hand" | "right_hand", index} or null. */
  active = null;
  /** The figures of a file of which one is to be chosen, or null. */
  people = null;
  /** Name of the named pose chosen last. */
  chosen = null;
  #source = null;

  constructor(app) {
    this.app = app;
    const changing = (label, change) => this.pose && this.put(change(this.pose), label);
    const named = {
      "choose-pose": (name) => this.choose(name),
      "mirror-pose": () => changing("mirror", mirrored),
      "fit-pose": () => changing("fit", (pose) => fitted(pose, this.extent)),
      "reset-pose": () => this.reset(),
      "remove-pose": () => this.app.pose && this.put(null, "remove"),
      "toggle-joint": (joint) => this.toggle(joint ?? (this.active?.kind === "joint" ? this.active.index : null)),
      "show-joints": () => changing("show", (pose) => shown(pose, ...JOINTS.keys())),
      "hand-shape": ({ hand, shape }) => changing("hand", (pose) => withHand(pose, hand, shape)),
      "hand-over": ({ hand }) => changing("hand", (pose) => turnedOver(pose, hand)),
      "lock-limbs": () => this.app.set({ "options.lockLimbs": !this.app.options.lockLimbs }),
      "import-pose": (text) => this.read(text),
      "copy-pose": () => this.copy(),
      "paste-pose": () => this.paste(),
      "save-pose": () => this.save(),
    };
    for (const [name, run] of Object.entries(named)) app.define(name, run);
    app.on("pose", () => this.app.pose === null && this.take(null));
    app.on("loaded", ({ parts }) => {
      if (!parts?.includes("pose")) return;
      this.#source = app.pose;
      this.chosen = null;
    });
  }

  /** The figure, hidden joints that a file left out put where they may be; null without one. */
  get pose() {
    return this.app.pose && placed(this.app.pose);
  }

  get extent() {
    return [this.app.planes.width, this.app.planes.height];
  }

  /** The named poses: [{name, label, pose: OpenPose document}]. */
  get library() {
    return this.app.poses ?? [];
  }

  label(entry) {
    const key = `pose.names.${entry.name}`;
    const words = this.app.t(key);
    return words === key ? entry.label : words;
  }

  put(pose, step) {
    this.app.setPose(pose, { label: this.app.t(`pose.steps.${step}`), record: true });
    return true;
  }

  /** Take a part of the figure in hand. */
  take(target) {
    if (this.active?.kind === target?.kind && this.active?.index === target?.index) return;
    this.active = target;
    this.app.emit("joint", { target });
  }

  /** A named pose, fitted to the canvas. */
  choose(name) {
    const entry = this.library.find((one) => one.name === name);
    if (!entry) return false;
    this.chosen = name;
    this.#source = readPose(entry.pose);
    return this.put(fitted(this.#source, this.extent), "choose");
  }

  /** Back to what was chosen or read last; a standing figure if nothing was. */
  reset() {
    if (!this.#source) return this.choose(this.library.some(({ name }) => name === "standing") ? "standing" : this.library[0]?.name);
    const fresh = this.chosen ? fitted(this.#source, this.extent) : placed(resized(this.#source, this.extent));
    return this.put(fresh, "reset");
  }

  /** Hide a joint that is shown, show one that is hidden; one always stays. */
  toggle(joint) {
    const { pose } = this;
    if (!pose || joint === null) return false;
    const hiding = isShown(pose, joint);
    if (hiding && pose.joints.filter((point) => point[2] > 0).length === 1) {
      this.app.say(this.app.t("pose.last_joint"), "error");
      return false;
    }
    return this.put(hiding ? hidden(pose, joint) : shown(pose, joint), hiding ? "hide" : "show");
  }

  /** "relaxed", "open" or "fist", "own" for a hand posed freely, null without one. */
  shape(hand) {
    return this.app.pose?.[hand] ? (shapeOf(this.app.pose, hand) ?? "own") : null;
  }

  // ---- OpenPose JSON

  /** Read a document: one figure is taken at once, of several one is asked for. False where it is refused. */
  read(text) {
    let people;
    try {
      people = readPeople(text, { extent: this.extent });
    } catch (error) {
      if (!(error instanceof PoseError)) throw error;
      this.app.say(this.sentence(error), "error");
      return false;
    }
    if (people.length === 1) return this.pick(people[0]);
    this.#offer(people);
    this.app.say(this.app.t("pose.which_person", { count: people.length }));
    return true;
  }

  /** Take one of the figures that were read. */
  pick(person) {
    this.#offer(null);
    this.chosen = null;
    this.#source = person;
    if (this.app.mode !== "pose") this.app.act("mode:pose");
    return this.put(placed(resized(person, this.extent)), "read");
  }

  /** Take none of them. */
  pickNone() {
    this.#offer(null);
  }

  #offer(people) {
    this.people = people;
    this.app.emit("people", {});
  }

  /** What is wrong, in the artist's language where there is a text for it. */
  sentence({ key, values, message }) {
    const text = this.app.t(`pose.errors.${key}`, values);
    return text.startsWith("pose.errors.") ? message : text;
  }

  get text() {
    return JSON.stringify(writePose(this.app.pose), null, 1);
  }

  async copy() {
    if (!this.app.pose) return false;
    try {
      await navigator.clipboard.writeText(this.text);
      this.app.say(this.app.t("pose.copied"));
    } catch {
      this.app.say(this.app.t("pose.not_copied"), "error");
    }
    return true;
  }

  async paste() {
    let text;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      this.app.emit("paste-box", {});
      return false;
    }
    return this.read(text);
  }

  /** Offer the document as a download. */
  save() {
    if (!this.app.pose) return false;
    const url = URL.createObjectURL(new Blob([this.text], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: "pose.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return true;
  }

  /** Both hands' names, her right first. */
  get hands() {
    return HANDS;
  }
}
