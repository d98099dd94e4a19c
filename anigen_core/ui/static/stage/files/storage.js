// The drawing is kept by itself: in the browser, a second after the last edit and when the page goes away.
//
// Each tab keeps its own drawing under its own name, which a reload, the back button and a restart of the studio
// leave as it is: then the drawing simply stands there again. A new visit is asked whether the last one is wanted;
// whatever the answer, the old drawing stays in the store until newer ones push it out.

import { make } from "../dock/controls.js";
import { DRAWINGS, entries, isFull, write, writeNow } from "./database.js";
import { bareSnapshot } from "./exchange.js";
import { encodeColors, encodeLines } from "./io.js";

const REST_MS = 1000;
const LONGEST_MS = 5000; // and this often while somebody draws without a rest
const KEPT = 4; // drawings, those of other tabs included; those of open tabs are never deleted
const KEY = "anigen-tab";

/** Keep the drawing from now on, after bringing back what this tab had. */
export async function attachAutosave(app) {
  const keeper = new Keeper(app);
  app.autosave = keeper;
  await keeper.begin();
}

class Keeper {
  #timer = 0;
  #dirtySince = 0;
  #writing = null;
  #complained = false;
  #quiet = false;
  #flushed = -1; // revision
  #tidied = false;

  constructor(app) {
    this.app = app;
    this.tab = null;
  }

  async begin() {
    const { app } = this;
    let kept = [];
    try {
      kept = await entries(DRAWINGS);
      this.tab = await ownName();
    } catch {
      app.say(app.t("io.no_store"));
    }
    const events = ["pixels", "pose", "reference", "style", "references", "painted", "replaced", "loaded"];
    for (const event of events) app.on(event, (detail) => !detail?.live && this.touch());
    // Whichever comes first. Before unloading there is still time to write; what is asked of the store while the
    // page goes away may come to nothing, but on some devices there is no earlier sign.
    const leave = () => {
      if (app.floating) app.settle(); // a piece in the air is missing in the layers
      this.flush();
    };
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
    for (const event of ["beforeunload", "pagehide"]) window.addEventListener(event, leave);
    if (!this.tab) return;
    const own = kept.find(({ id }) => id === this.tab.id) ?? kept.find(({ id }) => id === this.tab.from);
    const last = kept.find(holdsAnything);
    if (own) {
      // What could not be read today stays in the store: the drawing from here on has another name.
      if (!(await this.#bringBack(own))) this.tab = await newName();
      else if (own.id !== this.tab.id) this.touch();
    } else if (last) this.#offer(last);
  }

  /** Something changed: it is written after a rest. */
  touch() {
    if (this.#quiet || !this.tab) return;
    this.bar?.close();
    this.#dirtySince ||= performance.now();
    const left = Math.max(0, this.#dirtySince + LONGEST_MS - performance.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), Math.min(REST_MS, left));
  }

  /** Whether something is not written yet. */
  get dirty() {
    return this.#dirtySince > 0;
  }

  /** Write the drawing now, as PNG files. */
  async save() {
    clearTimeout(this.#timer);
    if (this.#writing || this.app.floating) return this.touch(); // a piece in the air is missing in the layers
    this.#dirtySince = 0;
    this.#writing = this.#write().finally(() => (this.#writing = null));
    return this.#writing;
  }

  async #write() {
    try {
      const { revision } = this.app;
      const drawing = await this.app.snapshot();
      // Once a visit the oldest go; to read all drawings at every rest would cost more than to write one.
      const unwanted = this.#tidied ? [] : await this.#old(KEPT - 1);
      if (revision < this.#flushed) return; // what the flush wrote is newer
      await this.#put({ ...drawing, id: this.tab.id, when: Date.now() }, unwanted);
      this.#tidied = true;
      this.#complained = false;
    } catch (error) {
      this.#complain(error);
    }
  }

  async #put(entry, unwanted) {
    try {
      await write(DRAWINGS, entry, unwanted);
    } catch (error) {
      if (!isFull(error)) throw error;
      await write(DRAWINGS, null, await this.#old(0));
      await write(DRAWINGS, entry);
    }
  }

  /** Names of the drawings of closed tabs, but for the `spared` newest of all others. */
  async #old(spared) {
    const others = (await entries(DRAWINGS)).filter(({ id }) => id !== this.tab.id).slice(spared);
    const open = await openNames();
    return others.map(({ id }) => id).filter((id) => !open.has(id));
  }

  #complain(error) {
    if (this.#complained) return;
    this.#complained = true;
    this.app.say(this.app.t(isFull(error) ? "io.store_full" : "io.not_kept"), "error");
  }

  /** The page may be gone in a moment: bare pixels are handed over at once, encoding would come too late. */
  flush() {
    const { app } = this;
    // A stroke that still goes on has told nobody of itself.
    if (!this.dirty && !this.#writing && !(this.tab && app.history.isOpen)) return;
    clearTimeout(this.#timer);
    const written = writeNow(DRAWINGS, { ...bareSnapshot(app), id: this.tab.id, when: Date.now() });
    // A page that only went out of sight goes on, and writes the smaller form at its next rest.
    if (!written) return;
    this.#dirtySince = 0;
    this.#flushed = app.revision;
  }

  async #bringBack(kept) {
    const { app } = this;
    this.#quiet = true;
    try {
      const { ink, paint, width, height } = kept;
      const drawing = { ...kept };
      if (ink) drawing.lines = await encodeLines({ width, height, ink });
      if (paint) drawing.colors = await encodeColors({ width, height, paint });
      await app.restore(drawing);
      return true;
    } catch {
      app.say(app.t("io.not_restored"), "error");
      return false;
    } finally {
      this.#quiet = false;
    }
  }

  /** One bar on a new visit. Drawing on closes it as well. */
  #offer(kept) {
    const { app } = this;
    const { t } = app;
    const parts = { month: "short", day: "numeric", hour: "numeric", minute: "numeric" };
    const when = new Intl.DateTimeFormat(t.language, parts).format(kept.when);
    const close = () => {
      bar.remove();
      this.bar = null;
    };
    const bar = make("div.ds-ask.ds-restore", { role: "dialog", "aria-label": t("io.last_drawing", { when }) },
      make("strong", {}, t("io.last_drawing", { when })),
      make("button.ds-ask-main", {
        type: "button",
        onclick: async () => {
          close();
          app.root.focus({ preventScroll: true });
          if (await this.#bringBack(kept)) this.touch();
        },
      }, t("io.restore")),
      make("button", {
        type: "button",
        onclick: () => {
          close();
          app.root.focus({ preventScroll: true });
        },
      }, t("io.fresh")));
    bar.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
    });
    this.bar = { close };
    (app.root.querySelector(".ds-middle") ?? app.root).append(bar);
  }
}

const holdsAnything = ({ lines, colors, ink, paint, pose, reference, style, references, replaced, painting }) =>
  Boolean(lines || colors || pose || reference || style || references?.length || replaced?.length || painting || ink?.some(Boolean) || paint?.some(Boolean));

/**
 * The name of this tab, {id, from}: the same after a reload. A tab that was duplicated has the name of the one it
 * came from, which still holds it: it takes a new one, and begins with a copy (`from`).
 */
async function ownName() {
  let known = null;
  try {
    known = sessionStorage.getItem(KEY);
  } catch {
    // storage is switched off: this tab is a new one at every load
  }
  if (known && (!navigator.locks || (await holds(known)))) return { id: known, from: known };
  return { ...(await newName()), from: known };
}

/** Give this tab another name, {id, from}. */
async function newName() {
  const id = crypto.getRandomValues(new Uint32Array(3)).join("-");
  if (navigator.locks) await holds(id);
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // as above
  }
  return { id, from: null };
}

/** Names of the tabs that are open, as far as the browser tells. */
async function openNames() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name.slice(KEY.length + 1)));
}

/** Take the lock of a name for as long as this page lives; false if another page has it. */
function holds(id) {
  return new Promise((resolve) => {
    navigator.locks.request(`${KEY}-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    }).catch(() => resolve(true));
  });
}
