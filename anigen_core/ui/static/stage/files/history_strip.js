// The last results as small pictures, and candidates that were kept without being taken. A click brings a result
// back, on the stage and beside it, with its files, and of a candidate its drawing; they outlive the page.

import { make } from "../dock/controls.js";
import { icon } from "../dock/icons.js";
import { undoable } from "../dock/stage_link.js";
import { RESULTS, entries, isFull, write } from "./database.js";

const MOST = 12; // results
const MOST_KEPT = 24; // candidates
const KEY = "anigen-result"; // of the one in hand, so that a reload does not lose it
const THUMB = 168; // pixels, the longer side: twice what is shown

/** Fill every `.history-strip` of the page, and keep the results that come in. */
export async function attachHistory(app) {
  const strip = new Strip(app);
  app.historyStrip = strip;
  await strip.begin();
}

class Strip {
  /** Newest first: {id, when, blob, width, height, seed, words, kept, url (of the small picture)}; kept: a candidate. */
  entries = [];
  current = null;
  #recalled = null;
  #deleted = new Set(); // ids that were ever deleted on this page
  #record = undoable("pastResults", (entries) => this.#adopt(entries));

  constructor(app) {
    this.app = app;
  }

  async begin() {
    const { app } = this;
    app.on("result", (result) => {
      this.#heard(result).catch(() => app.say(app.t("tools.not_loaded"), "error"));
    });
    app.on("change", (patch) => "busy" in (patch ?? {}) && this.#mark());
    // The page may put its column up later than the stage, or anew.
    new MutationObserver(() => {
      if (document.querySelector(".history-strip:not([data-filled])")) this.draw();
    }).observe(document.body, { childList: true, subtree: true });
    try {
      const stored = await entries(RESULTS);
      // Tabs that are open together keep more than one of them shows.
      const old = surplus(stored);
      await write(RESULTS, null, old.map(({ id }) => id));
      const kept = stored.filter((entry) => !old.includes(entry));
      for (const entry of kept) entry.url = await thumbnail(entry.blob);
      this.entries = [...this.entries, ...kept.filter(({ id }) => this.entries.every((one) => one.id !== id))];
      await this.#takeUp(recalledName());
    } catch {
      // the autosave says that this browser keeps nothing
    }
    this.draw();
  }

  async #heard(result) {
    if (!result?.blob) {
      this.#choose(null);
      return this.#mark();
    }
    if (this.#recalled?.blob === result.blob || result.id === undefined) return this.#mark();
    const { blob, width, height, seed, words } = result;
    const entry = { id: `${Date.now()}-${result.id}`, when: Date.now(), blob, width, height, seed, words };
    this.#choose(entry.id);
    await this.#add(entry);
  }

  /** Keep a candidate {blob, width, height, seed, words}: a PNG with its recipe. */
  keep(candidate) {
    return this.#add({ ...candidate, id: `${Date.now()}-kept`, when: Date.now(), kept: true });
  }

  async #add(entry) {
    const url = await thumbnail(entry.blob);
    this.entries.unshift({ ...entry, url });
    const dropped = surplus(this.entries);
    this.entries = this.entries.filter((one) => !dropped.includes(one));
    for (const old of dropped) URL.revokeObjectURL(old.url);
    this.draw();
    await this.#keep(entry, dropped.map(({ id }) => id));
  }

  async #keep(entry, unwanted) {
    try {
      await write(RESULTS, entry, unwanted);
    } catch (error) {
      if (!isFull(error)) return; // the autosave says that this browser keeps nothing
      // The oldest half gives way; what is on the page stays there.
      const old = this.entries.filter(({ kept }) => !kept).slice(MOST / 2).map(({ id }) => id);
      await write(RESULTS, null, old)
        .then(() => write(RESULTS, entry))
        .catch(() => this.app.say(this.app.t("io.results_full"), "error"));
    }
  }

  /** What was in hand before a reload is in hand again: as the onion skin, and to paint parts of it anew. */
  async #takeUp(id) {
    const { app } = this;
    const entry = this.entries.find((one) => one.id === id);
    if (!entry || app.result) return;
    await this.#show(entry);
    app.emit("change", {});
  }

  async #show(entry) {
    const { app } = this;
    const bitmap = await createImageBitmap(entry.blob);
    const { blob, width, height, seed, words, url } = entry;
    this.#recalled = entry;
    this.#choose(entry.id);
    app.setResult({ blob, bitmap, width, height, seed, words });
  }

  #choose(id) {
    this.current = id;
    try {
      if (id) sessionStorage.setItem(KEY, id);
      else sessionStorage.removeItem(KEY);
    } catch {
      // storage is switched off
    }
  }

  /** Show a result again and let the studio make its files. @returns {Promise<boolean>} whether it was asked */
  async recall(id) {
    const { app } = this;
    const entry = this.entries.find((one) => one.id === id);
    if (!entry || app.busy) return false;
    if (entry.kept) return app.openFile(fileOf(entry));
    try {
      await this.#show(entry);
    } catch {
      app.say(app.t("tools.not_loaded"), "error");
      return false;
    }
    app.emit("result", app.result);
    app.emit("change", {});
    return app.request("recall", { picture: fileOf(entry) });
  }

  async remove(id) {
    const at = this.entries.findIndex((one) => one.id === id);
    if (at < 0) return;
    const before = [...this.entries];
    this.entries.splice(at, 1);
    if (this.current === id) this.#choose(null);
    this.draw();
    this.#deleted.add(id);
    this.#record(before, [...this.entries]);
    const next = this.entries[Math.min(at, this.entries.length - 1)];
    if (next) document.querySelector(`.history-strip [data-id="${next.id}"] .ds-past`)?.focus({ preventScroll: true });
    await write(RESULTS, null, [id]).catch(() => {}); // from the page it is gone
  }

  /** Undo or redo went over a deletion; results that were made since then stay. */
  async #adopt(entries) {
    const gone = this.entries.filter((one) => this.#deleted.has(one.id) && !entries.includes(one));
    const back = entries.filter((one) => this.#deleted.has(one.id) && !this.entries.includes(one));
    this.entries = [...this.entries.filter((one) => !gone.includes(one)), ...back].sort((a, b) => b.when - a.when);
    this.draw();
    const kept = back.map(({ url: _, ...entry }) => entry);
    await Promise.all(kept.map((entry) => write(RESULTS, entry))).catch(() => {});
    await write(RESULTS, null, gone.map(({ id }) => id)).catch(() => {});
  }

  draw() {
    for (const holder of document.querySelectorAll(".history-strip")) this.#fill(holder);
    this.#mark();
  }

  #fill(holder) {
    const { t } = this.app;
    holder.dataset.filled = "";
    holder.hidden = !this.entries.length;
    const places = [...holder.querySelectorAll("[role=list]")].map(({ scrollLeft }) => scrollLeft);
    const rows = [["io.kept", this.entries.filter(({ kept }) => kept)], ["io.results", this.entries.filter(({ kept }) => !kept)]];
    holder.replaceChildren(...rows.filter(([, all]) => all.length).flatMap(([title, all]) => this.#row(t(title), all)));
    holder.querySelectorAll("[role=list]").forEach((list, i) => (list.scrollLeft = places[i] ?? 0));
  }

  #row(title, entries) {
    const { t } = this.app;
    const items = entries.map((entry, i) => {
      const key = entry.kept ? "io.kept_name" : "io.result_name";
      const name = t(key, { number: i + 1, when: clock(entry.when, t.language) });
      const save = entry.kept && make("a.ds-past-save", {
        href: "#", title: t("io.kept_save"), "aria-label": t("io.kept_save_of", { name }), onclick: (event) => {
          event.preventDefault();
          saveFile(entry);
        },
      }, icon("store"));
      return make("span.ds-past-item", { role: "listitem", "data-id": entry.id },
        make("button.ds-past", {
          type: "button", title: [name, entry.words].filter(Boolean).join(" · "), "aria-label": name,
          onclick: () => this.recall(entry.id),
          onkeydown: (event) => event.key === "Delete" && this.remove(entry.id),
        }, make("img", { src: entry.url, alt: "", draggable: "false" })),
        make("button.ds-past-delete", {
          type: "button", "aria-label": t("io.result_delete", { number: i + 1 }), title: t("io.result_delete", { number: i + 1 }),
          onclick: () => this.remove(entry.id),
        }, "×"), save || null);
    });
    const list = make("div.ds-past-list", { role: "list", "aria-label": title }, ...items);
    list.addEventListener("keydown", (event) => walk(list, event));
    return [make("p.ds-past-title", {}, title), list];
  }

  #mark() {
    for (const item of document.querySelectorAll(".history-strip .ds-past-item")) {
      const mine = item.dataset.id === this.current;
      item.classList.toggle("ds-now", mine);
      const button = item.querySelector(".ds-past");
      button.toggleAttribute("aria-current", mine);
      if (mine) button.setAttribute("aria-current", "true");
    }
  }
}

/** What there is no room for, of entries with the newest first. */
export function surplus(entries) {
  const [kept, results] = [true, false].map((wanted) => entries.filter((entry) => Boolean(entry.kept) === wanted));
  return [...kept.slice(MOST_KEPT), ...results.slice(MOST)];
}

const fileOf = ({ blob }) => new File([blob], "anigen.png", { type: "image/png" });

function saveFile({ blob, seed }) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: `anigen_${seed}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function recalledName() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Arrow keys go from one result to the next. */
function walk(list, event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const all = [...list.querySelectorAll(".ds-past")];
  const at = all.indexOf(event.target.closest(".ds-past"));
  if (!step || at < 0) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, at + step))].focus();
}

const clock = (when, language) => new Intl.DateTimeFormat(language, { timeStyle: "short", dateStyle: "short" }).format(when);

/** The address of a small copy of a picture. */
async function thumbnail(blob) {
  const whole = await createImageBitmap(blob);
  const scale = Math.min(1, THUMB / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  return URL.createObjectURL(await canvas.convertToBlob({ type: "image/png" }));
}
