// The Library panel: pictures of the artist's own, found again by what they look like, and used on the stage.
//
// It asks the studio with its events, and the stage does for those that need the drawing; ui/library.py says which.

import { make, panelOf } from "../dock/controls.js";
import { stage } from "../dock/stage_link.js";
import { loadTexts } from "../texts.js";
import { Adding } from "./adding.js";
import { Asking } from "./asking.js";
import { card } from "./card.js";
import { grid, strip, tile } from "./grid.js";
import { useInBrowser } from "./using.js";

export const mount = panelOf("library-panel", new URL("library.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;
  root.panel = new Panel(root, link, t);
  return root.panel;
}

class Panel {
  entries = new Map(); // key -> {key, name, url, width, height}
  all = []; // keys of each library, the newest first
  places = { here: 0 };
  limit = 1;
  place = "here";
  /** What was found: {kind, by, hits, groups, ends}, or null while all pictures are shown. */
  found = null;
  chosen = null;
  ends = { first: null, last: null };
  #known = {};

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    this.adding = new Adding(this);
    this.asking = new Asking(this);
    this.switch = make("div.lb-places", { role: "group", "aria-label": t("library.places") });
    this.words = make("p.lb-said", { role: "status" });
    this.heading = make("div.lb-head", {});
    this.card = make("div.lb-card-holder", {});
    this.list = make("div.lb-list", {});
    this.walk = make("section.lb-walk", {});
    root.replaceChildren(this.adding.element, this.switch, this.asking.element, this.walk, this.words, this.heading, this.card, this.list);
    for (const name of ["shelf", "found", "used"]) link.watch(name, () => this.#hear(name));
    this.show();
    link.trigger("look", {});
  }

  /** How many more pictures this visit may keep. */
  get room() {
    return Math.max(0, this.limit - this.places.here);
  }

  say(text, kind = "info") {
    this.root.classList.remove("lb-waiting");
    this.words.textContent = text;
    this.words.classList.toggle("lb-wrong", kind === "error");
  }

  /** Something was asked; the answer comes. */
  wait() {
    this.say(this.t("library.looking"));
    this.root.classList.add("lb-waiting");
  }

  search(detail) {
    if (detail.by !== "words") this.asking.clear();
    this.wait();
    this.link.trigger("search", { place: this.place, ...detail });
  }

  /** Pictures like a file. */
  async searchLike(file) {
    this.wait();
    const { path } = await this.link.upload(file);
    this.link.props.value = { pictures: null, query: { path, orig_name: file.name, meta: { _type: "gradio.FileData" } } };
    this.search({ by: "picture" });
  }

  showAll() {
    this.asking.clear();
    this.found = null;
    this.say("");
    this.show();
  }

  choose(key) {
    this.chosen = key === this.chosen ? null : key;
    this.show();
    if (this.chosen) this.card.scrollIntoView({ block: "nearest" });
  }

  use(key, way) {
    if (!stage()) return;
    this.wait();
    this.link.trigger("use", { key, way });
  }

  /** A picture is to be an end of a chain; with both ends it is asked for. */
  setEnd(side, key) {
    this.ends = { ...this.ends, [side]: key };
    const { first, last } = this.ends;
    if (first && last && first !== last) {
      this.wait();
      this.link.trigger("between", { first, last });
    }
    this.show();
  }

  #hear(name) {
    const value = this.link.props[name];
    if (!value || this.#known[name] === value.id) return;
    this.#known[name] = value.id;
    if (name === "shelf") this.#shelf(value);
    else if (name === "found") this.#found(value);
    else this.#used(value);
  }

  #shelf({ places, limit, local, entries, batch, words = "", kind = "info" }) {
    if (places) {
      for (const entry of entries) this.entries.set(entry.key, entry);
      Object.assign(this, { places, limit, local, all: entries.map(({ key }) => key) });
      if (!(this.place in places)) this.place = "here";
      if (places.own && !places.here && !batch) this.place = "own";
      if (batch) Object.assign(this, { place: "here", found: null });
    }
    this.say(words, kind);
    this.show();
    if (batch) this.adding.batch(batch);
  }

  #found(found) {
    for (const hit of found.hits) this.entries.set(hit.key, hit);
    this.found = found;
    this.chosen = null;
    this.say(found.hits.length ? "" : this.t(`library.none_${found.kind}`));
    this.show();
    (found.kind === "chain" ? this.walk : this.list).scrollIntoView({ block: "nearest" });
  }

  async #used(used) {
    this.say("");
    try {
      await useInBrowser(stage(), used, this.t);
    } catch (error) {
      console.warn(error);
      this.say(this.t("library.not_used"), "error");
    }
  }

  show() {
    const { t, places, place } = this;
    const empty = !places[place];
    this.root.classList.toggle("lb-none", !places.here && !places.own);
    this.#showPlaces();
    this.asking.element.hidden = this.walk.hidden = empty;
    this.#showHeading(empty);
    const hit = this.found?.hits.find(({ key }) => key === this.chosen) ?? null;
    this.card.replaceChildren(...(this.chosen ? [card(this, this.entries.get(this.chosen), hit)] : []));
    const held = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.list.replaceChildren(...(empty ? [make("p.lb-quiet", {}, t("library.empty"), this.local && !places.own ? ` ${t("library.keep")}` : "")] : this.#pictures()));
    if (held) this.list.querySelector(`[data-key="${held}"]`)?.focus();
    this.#showWalk();
  }

  #showPlaces() {
    const names = Object.keys(this.places);
    this.switch.hidden = names.length < 2;
    this.switch.replaceChildren(...names.map((name) => make("button", {
      type: "button", "aria-pressed": String(name === this.place),
      onclick: () => {
        this.place = name;
        this.chosen = null;
        this.ends = { first: null, last: null };
        this.showAll();
      },
    }, this.t(`library.place_${name}`, { count: this.places[name] }))));
  }

  #showHeading(empty) {
    const { t, found, place } = this;
    this.heading.hidden = empty;
    const listed = found && found.kind !== "chain";
    const words = listed ? t(`library.found_${found.by}`) : t("library.count", { count: this.places[place] });
    const small = (key, onclick) => make("button.lb-small", { type: "button", onclick }, t(key));
    const like = listed && found.key && this.entries.get(found.key);
    this.heading.replaceChildren(make("h3", {}, like ? make("img", { src: like.url, alt: "" }) : null, words), ...(listed
      ? [small("library.all", () => this.showAll())]
      : [small("library.alike_ask", () => {
        this.wait();
        this.link.trigger("alike", { place });
      }), ...(place === "here" ? [small("library.clear", () => this.#clear())] : [])]));
  }

  #clear() {
    this.entries.clear();
    Object.assign(this, { found: null, chosen: null, ends: { first: null, last: null } });
    this.link.trigger("empty", {});
  }

  #pictures() {
    const { t, found, place } = this;
    const tiles = (keys, hits = null) => keys.map((key) => tile(this, this.entries.get(key), hits?.get(key) ?? null));
    if (!found || found.kind === "chain") {
      return [grid(this, t("library.pictures"), tiles(this.all.filter((key) => key.startsWith(`${place}:`))))];
    }
    if (found.kind === "alike") return found.groups.map((keys, i) => grid(this, t("library.group", { number: i + 1 }), tiles(keys)));
    const hits = new Map(found.hits.map((hit) => [hit.key, hit]));
    return [grid(this, t("library.hits"), tiles([...hits.keys()], hits))];
  }

  /** The two ends, and the chain between them. */
  #showWalk() {
    const { t, ends, found } = this;
    const some = Boolean(ends.first || ends.last);
    this.walk.hidden ||= !some;
    if (this.walk.hidden) return;
    const slot = (side) => (ends[side] ? tile(this, this.entries.get(ends[side])) : make("span.lb-slot", {}, t(`library.slot_${side}`)));
    const chain = found?.kind === "chain" && found.ends[0] === ends.first && found.ends[1] === ends.last ? found.hits : [];
    const middle = chain.length ? chain.map(({ key }) => tile(this, this.entries.get(key))) : [make("i.lb-way", { "aria-hidden": "true" })];
    this.walk.replaceChildren(
      make("div.lb-head", {}, make("h3", {}, t("library.between")), make("button.lb-small", {
        type: "button",
        onclick: () => {
          this.ends = { first: null, last: null };
          this.showAll();
        },
      }, t("library.between_off"))),
      strip(this, t("library.between"), [slot("first"), ...middle, slot("last")]));
  }
}
