// The film strip under the stage: key poses in a row, a movement through them, drawn by the studio as an animation; or
// two drawings of the artist, and what lies between them (see drawings.js).
//
// The strip keeps copies of poses. A key in hand is the figure on the stage: what is done to it is done to the key.

import { icon } from "../dock/icons.js";
import { make } from "../dock/controls.js";
import { readPose, resized, writePose } from "../pose/pose.js";
import { Choices, MOST, OPTIONS } from "./choices.js";
import { Drawings } from "./drawings.js";
import { Ghosts } from "./ghosts.js";
import { Keys } from "./keys.js";
import { Onion } from "./onion.js";
import { Player } from "./player.js";
import { Strip } from "./strip.js";
import { drawingWords, paintingWords } from "./time.js";

const KEPT = "anigen-film";
const KINDS = ["webp", "gif", "zip", "sheet"];

/** Put the strip into the stage; `hear` hears what Python sends (see exchange.listen). `app.film` is found after. */
export function attachFilm(app, link, hear) {
  const film = new Film(app, link);
  app.film = film;
  app.define("film", () => film.open(!film.isOpen));
  hear("animation", (news) => film.heard(news));
}

class Film {
  /** Id of the key in hand, or null. */
  hand = null;
  options = { ...OPTIONS };
  isOpen = false;
  /** "idle", "asked" (until the first frame), "drawing" or "drawn". */
  state = "idle";
  #run = 0;
  #quiet = false;
  /** Which key a figure of the stage's history belongs to: pose -> id. */
  #owners = new WeakMap();

  constructor(app, link) {
    Object.assign(this, { app, link });
    this.row = new Keys(app, () => {
      this.take(null);
      this.changed();
    });
    this.#build();
    this.#recall();
    app.on("pose", ({ live, travel }) => !live && this.#follow(travel));
    app.on("loaded", () => {
      this.take(null);
      this.#restored();
    });
    this.#restored();
    app.on("correcting", () => this.onion.draw());
    this.draw();
  }

  get size() {
    return [this.app.planes.width, this.app.planes.height];
  }

  /** Key poses in order: {id, pose}. */
  get keys() {
    return this.row.list;
  }

  get poses() {
    return this.row.poses;
  }

  get ofDrawings() {
    return this.options.of === "drawings";
  }

  get busy() {
    return this.state === "asked" || this.state === "drawing";
  }

  // ---- the keys

  /** A pose behind the one in hand, or at the end; by default that of the stage. */
  add(pose = this.app.pose) {
    const { t } = this.app;
    if (!pose) return this.say(t("film.no_pose"));
    const { length } = this.keys;
    if (length >= MOST.keys) return this.say(t("film.enough", { count: MOST.keys }));
    const id = this.row.insert(this.hand === null ? length : this.row.index(this.hand) + 1, pose);
    this.take(null);
    this.changed();
    return id;
  }

  /** A pose of the library, as it stands on its own canvas. */
  addNamed(name) {
    const entry = (this.app.poses ?? []).find((one) => one.name === name);
    return entry ? this.add(readPose(entry.pose)) : false;
  }

  remove(id) {
    const at = this.row.index(id);
    if (at < 0) return;
    this.row.remove(id);
    if (this.hand === id) this.take(null);
    this.changed();
    this.strip.focus(this.keys[Math.min(at, this.keys.length - 1)]?.id);
  }

  /** Put a key at another place of the row. */
  move(id, to) {
    if (!this.row.move(id, to)) return;
    this.changed();
    this.strip.focus(id);
  }

  /** Take a key in hand, onto the stage; null lets go of it. */
  take(id) {
    this.hand = null;
    const key = this.row.find(id);
    if (key) {
      const { app } = this;
      this.player.hide();
      if (app.mode !== "pose") app.act("mode:pose");
      const [width, height] = this.size;
      if (key.pose.width !== width || key.pose.height !== height) key.pose = resized(key.pose, [width, height]);
      this.#quiet = true;
      app.setPose(key.pose, { label: app.t("film.step") });
      this.#quiet = false;
      this.#owners.set(key.pose, id);
      this.hand = id;
    }
    this.draw();
  }

  /** The figure on the stage changed: so does the key in hand. Undone beyond its own steps it is let go. */
  #follow(travel) {
    const { pose } = this.app;
    const key = this.row.find(this.hand);
    if (this.#quiet || !key || this.app.correcting) return this.ghosts.draw();
    if (!pose || (travel && this.#owners.get(pose) !== key.id)) return this.take(null);
    if (key.pose === pose) return this.ghosts.draw();
    key.pose = pose;
    this.#owners.set(pose, key.id);
    return this.changed();
  }

  set(patch) {
    Object.assign(this.options, patch);
    if ("of" in patch) {
      this.take(null);
      this.app.act(this.ofDrawings ? "mode:lines" : "mode:pose");
    }
    if ("onion" in patch) {
      this.#keep();
      this.draw();
    } else this.changed();
  }

  /** Keys or options are others: what was drawn is not of them any more. */
  changed() {
    if (this.busy) this.#stop();
    this.state = "idle";
    this.drawings.take([]);
    this.onion.beside = null;
    this.#sketch();
    this.#tell(paintingWords(this));
    this.#keep();
    this.draw();
  }

  // ---- the studio

  /** Ask the studio for the animation. */
  async request() {
    const { app, link, options } = this;
    if (this.ofDrawings) return this.#requestBetween();
    const enough = this.keys.length > 1 || (this.keys.length === 1 && options.turns !== "nobody");
    if (!enough) return this.say(app.t("film.need_two"));
    if (this.busy) return false;
    this.#run += 1;
    this.state = "asked";
    this.#tell(app.t("film.asked"));
    this.draw();
    const { onion, of, ...asked } = options;
    const keys = this.poses.map(writePose);
    const detail = { ...asked, run: this.#run, keys, frames: Math.max(asked.frames, keys.length) };
    if (asked.painted) return this.#sent(detail.run, await app.request("animate", { detail }));
    return link.trigger("animate", detail);
  }

  #sent(run, sent) {
    if (!sent && run === this.#run) this.stop();
    return sent;
  }

  async #requestBetween() {
    const { app, options: { frames, easing, fps }, drawings: { kept: { first, last } } } = this;
    if (!this.drawings.complete) return this.say(app.t("between.need_two"));
    if (this.busy) return false;
    this.#run += 1;
    const run = this.#run;
    this.state = "asked";
    this.#tell(app.t("film.asked"));
    this.draw();
    return this.#sent(run, await app.request("between", { keys: [first, last], detail: { run, frames: Math.max(3, frames), easing, fps } }));
  }

  /** Put a frame of the newest animation onto the stage, to be drawn over. */
  openFrame(at) {
    const { frames } = this.drawings;
    this.onion.beside = { before: frames[at - 1]?.url ?? null, after: frames[at + 1]?.url ?? null };
    this.link.trigger("open_frame", { run: this.#run, frame: at });
    if (this.app.mode === "pose") this.app.act("mode:lines");
    this.onion.draw();
    return true;
  }

  /** The movement as figures, at once. */
  #sketch() {
    const { poses } = this.ofDrawings ? this.drawings : this;
    this.player.sketch(poses, this.ofDrawings ? { ...this.options, course: "once" } : this.options);
  }

  #stop() {
    this.link.trigger("halt", {});
    this.#run += 1; // what still comes is of the one before
  }

  stop() {
    if (!this.busy) return;
    this.#stop();
    this.state = "idle";
    this.#sketch();
    this.#tell(this.app.t("film.stopped"));
    this.draw();
  }

  /** News of the animation that was asked for; those of an older one are passed over. */
  async heard(news) {
    if (news.run !== this.#run) return;
    const { t } = this.app;
    if (news.state === "waiting") this.#tell(news.words);
    if (news.state === "drawing") {
      this.state = "drawing";
      await this.player.arriving(news.urls, this.options);
      this.#tell(drawingWords(t, news), news.urls.length / news.count);
    }
    if (news.state === "drawn") {
      this.state = "drawn";
      await this.player.drawn(news);
      if (news.frames) this.drawings.take(news.frames.map((frame, i) => ({ ...frame, url: news.urls[i] })));
      this.#tell(news.words);
      this.player.play();
    }
    if (news.state === "files") this.#offer(news.files, news.failed);
    if (news.state === "failed") {
      this.state = "idle";
      this.#sketch();
      this.#tell("");
      this.app.say(news.words, "error");
    }
    this.draw();
  }

  // ---- what is seen

  open(on) {
    const { app } = this;
    this.isOpen = on;
    this.element.hidden = !on;
    app.root.classList.toggle("ds-filming", on);
    this.tab.setAttribute("aria-expanded", String(on));
    if (on) {
      app.act("correct-done");
      app.act("panel:narrow");
      if (!this.ofDrawings) {
        if (app.mode !== "pose") app.act("mode:pose");
        if (!this.keys.length && app.pose) this.add();
        this.strip.focus(this.keys[0]?.id);
      }
    } else {
      this.player.hide();
      this.take(null);
      this.tab.focus({ preventScroll: true });
    }
    this.#keep();
    this.draw();
    return true;
  }

  #build() {
    const { app } = this;
    const { t } = app;
    const middle = app.root.querySelector(".ds-middle");
    this.tab = make("button.ds-film-tab", {
      type: "button", "aria-expanded": "false", title: t("film.tab_hint"), onclick: () => this.open(true),
    }, icon("film"), make("span", {}, t("film.tab")));
    this.element = make("section.ds-film", { hidden: true, "aria-label": t("film.name"), lang: t.language });
    middle.append(this.tab);
    this.player = new Player(this, middle);
    this.strip = new Strip(this);
    this.drawings = new Drawings(this);
    this.ghosts = new Ghosts(this);
    this.onion = new Onion(this);
    this.choices = new Choices(this);
    this.strip.holder.append(this.drawings.element);
    this.element.append(this.strip.element, this.choices.element, this.#transport());
    middle.append(this.element);
    this.element.addEventListener("keydown", (event) => {
      // the stage has keys of its own; a strip in focus keeps the plain ones
      if (event.key !== "Tab" && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      if (event.key === "Escape") this.player.shown ? this.player.hide() : this.open(false);
    });
    new ResizeObserver(() => {
      app.root.style.setProperty("--film", `${this.isOpen ? this.element.offsetHeight : 0}px`);
    }).observe(this.element);
  }

  #transport() {
    const { t } = this.app;
    this.draws = make("button.ds-film-draw", { type: "button", onclick: () => (this.busy ? this.stop() : this.request()) });
    this.words = make("span.ds-film-words", { role: "status" });
    this.files = make("span.ds-film-files", { role: "group", "aria-label": t("film.downloads") });
    return make("div.ds-film-transport", {}, this.player.controls, this.draws, this.files, this.words);
  }

  #tell(text, fraction = null) {
    this.words.textContent = text;
    this.draws.style.setProperty("--done", fraction ?? 0);
  }

  #offer(files, failed) {
    const { t } = this.app;
    this.files.replaceChildren(...KINDS.filter((kind) => files[kind]).map((kind) => {
      const name = decodeURIComponent(files[kind].split("/").pop());
      return make("a", { href: files[kind], download: name, "data-kind": kind, title: t(`film.${kind}_hint`) }, t(`film.${kind}`));
    }));
    if (failed.length) this.app.say(failed[0], "error");
  }

  /** A sentence on the stage; false, for those who give up with it. */
  say(text) {
    this.app.say(text);
    return false;
  }

  draw() {
    const { t } = this.app;
    const frames = this.choices.show();
    this.element.classList.toggle("ds-of-drawings", this.ofDrawings);
    this.draws.textContent = this.busy ? t("film.stop") : t("film.draw", { count: frames });
    this.draws.classList.toggle("ds-busy", this.busy);
    if (this.state !== "drawn") this.files.replaceChildren();
    this.strip.draw();
    this.drawings.draw();
    this.ghosts.draw();
    this.onion.draw();
  }

  // ---- what outlives a reload of the page

  #keep() {
    try {
      const kept = { open: this.isOpen, options: this.options, keys: this.poses.map(writePose) };
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // storage is switched off or full: the strip then lives as long as the page
    }
  }

  #recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
      if (!kept) return;
      for (const name of Object.keys(OPTIONS)) if (typeof kept.options?.[name] === typeof OPTIONS[name]) this.options[name] = kept.options[name];
      this.row.recall(kept.keys.slice(0, MOST.keys).map(readPose));
      this.#sketch();
      if (kept.open) this.#reopen();
    } catch (error) {
      console.warn(error);
    }
  }

  /** The two drawings that were kept with the one on the stage. */
  #restored() {
    const { keptDrawings } = this.app;
    if (!keptDrawings) return;
    this.app.keptDrawings = null;
    this.drawings.kept = keptDrawings;
    this.changed();
  }

  #reopen() {
    this.isOpen = true;
    this.element.hidden = false;
    this.app.root.classList.add("ds-filming");
    this.tab.setAttribute("aria-expanded", "true");
  }
}
