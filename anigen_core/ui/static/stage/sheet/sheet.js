// The variation sheet: other pictures of the same draft, the best in sight. What is locked stays as it is in the
// current picture; one is taken, branched from, compared with another, or kept without being taken.

import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { stage, whenStage } from "../dock/stage_link.js";
import { loadTexts } from "../texts.js";
import { Comparison } from "./comparison.js";
import { apply } from "./taking.js";

export const LOCKS = ["pose", "colors", "face", "clothes"];
const MOST = 16;
const KEPT = "anigen-sheet";
const REGIONS = ["face", "clothes"];

/**
 * Build the sheet inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)};
 * props.sheet and props.kept are what ui/variations.py tells of.
 */
export const mount = panelOf("variation-sheet", new URL("sheet.css", import.meta.url), build);

async function build(root, link) {
  const sheet = new Sheet(root, link, await loadTexts());
  root.panel = sheet;
  link.watch("sheet", () => sheet.take(link.props.sheet));
  link.watch("kept", () => sheet.keep(link.props.kept));
  sheet.take(link.props.sheet);
  return sheet;
}

class Sheet {
  /** {count, locks}: outlives the page. */
  wishes = { count: 8, locks: ["pose", "colors"], ...recalled() };
  #known = {};
  #told = null;
  #turn = 0;
  #then = null; // what follows when the page has the choices of the picked one: {number, branch}
  #tiles = [];

  constructor(root, link, t) {
    Object.assign(this, { root, link, t });
    root.lang = t.language;
    const count = make("input", {
      type: "range", min: 2, max: MOST, step: 1, value: this.wishes.count, "aria-label": t("sheet.count"),
      oninput: () => this.#wish({ count: Number(count.value) }),
    });
    this.count = make("output", {});
    this.locks = Object.fromEntries(LOCKS.map((lock) => [lock, make("button.vs-lock", {
      type: "button", "data-lock": lock, title: t(`sheet.lock_${lock}_hint`), onclick: () => this.#toggle(lock),
    }, make("span", {}), t(`sheet.lock_${lock}`))]));
    this.makes = make("button.vs-make", { type: "button", onclick: () => this.make() });
    this.others = make("button.vs-others", { type: "button", title: t("sheet.others_hint"), onclick: () => this.make({ turn: this.#turn + 1 }) }, t("sheet.others"));
    this.list = make("div.vs-list", {});
    this.comparison = new Comparison(t, () => this.#mark());
    root.replaceChildren(
      make("div.vs-locks", { role: "group", "aria-label": t("sheet.locks") }, ...Object.values(this.locks)),
      make("div.vs-bar", {}, make("label", {}, make("span", {}, t("sheet.count")), count, this.count), this.makes, this.others),
      this.comparison.element, this.list);
    whenStage((app) => app.on("result", () => this.#show()));
    this.#show();
  }

  /** Ask the studio for candidates; `turn` above 0 asks for others, `near` for some that differ less. */
  make({ turn = 0, near = false } = {}) {
    const app = stage();
    this.#turn = turn;
    const { count, locks } = this.wishes;
    this.root.closest(".side")?.scrollTo({ top: 0 });
    const picture = REGIONS.some((lock) => locks.includes(lock)) ? fileOf(app?.result) : null;
    return app?.request("choose", { picture, detail: { count, locks, turn, near } });
  }

  /** Candidates that came: {free, keep, candidates}. */
  take(told) {
    if (!this.#isNew("sheet", told)) return;
    this.#told = told;
    this.comparison.close();
    this.#fill();
    this.#show();
  }

  /** Make a candidate the drawing's own, and finish it; or go on from it with new ones. */
  pick(number, branch = false) {
    this.#then = { number, branch };
    this.link.trigger("pick", { number });
  }

  /** The page has the choices of the picked one. */
  picked() {
    const { number, branch } = this.#then ?? {};
    this.#then = null;
    const app = stage();
    const candidate = this.#told?.candidates[number];
    if (!candidate || !app) return false;
    apply(app, candidate);
    if (branch) return this.make({ near: true });
    const { keep } = this.#told;
    this.root.closest(".side")?.scrollTo({ top: 0 });
    window.anigen?.showResults?.();
    return app.request("finish", keep.length && app.result ? { picture: fileOf(app.result), detail: { keep } } : {});
  }

  /** A candidate as a PNG with its recipe: it goes to the pictures that are kept. */
  async keep(told) {
    if (!this.#isNew("kept", told)) return;
    const app = stage();
    if (!told.url) return app.say(told.words, "error");
    try {
      const blob = await (await fetch(told.url)).blob();
      const { width, height, seed } = this.#told.candidates[told.number];
      await app.historyStrip.keep({ blob, width, height, seed, words: this.#title(told.number) });
      this.#tiles[told.number]?.classList.add("vs-kept");
      app.say(this.t("sheet.is_kept"));
    } catch (error) {
      console.warn(error);
      app.say(this.t("tools.not_loaded"), "error");
    }
  }

  #isNew(prop, told) {
    if (!told || told.id === this.#known[prop]) return false;
    this.#known[prop] = told.id;
    return true;
  }

  #wish(patch) {
    Object.assign(this.wishes, patch);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.wishes));
    } catch {
      // storage is switched off: the wishes then live as long as the page
    }
    this.#show();
  }

  #toggle(lock) {
    const on = new Set(this.wishes.locks);
    if (!on.delete(lock)) on.add(lock);
    this.#wish({ locks: LOCKS.filter((name) => on.has(name)) });
  }

  // ---- what is seen

  #title(number) {
    return this.t("sheet.candidate", { number: number + 1 });
  }

  #show() {
    const { t, wishes: { count, locks } } = this;
    this.count.textContent = String(count);
    this.makes.textContent = t("sheet.make", { count });
    this.others.hidden = !this.#told?.candidates.length;
    for (const [lock, button] of Object.entries(this.locks)) {
      const on = locks.includes(lock);
      button.setAttribute("aria-pressed", String(on));
      button.firstElementChild.replaceChildren(icon(on ? "lock" : "unlock"));
      button.hidden = !this.#holds(lock);
    }
  }

  /** Whether a lock holds anything: what would not vary anyway needs none, and a region is kept of a picture. */
  #holds(lock) {
    const told = this.#told;
    if (!told) return true;
    return told.free.includes(lock) && !(told.of === "drawing" && REGIONS.includes(lock) && !stage()?.result);
  }

  #fill() {
    const { t } = this;
    const { candidates } = this.#told;
    this.#tiles = candidates.map((candidate, i) => this.#tile(candidate, i));
    const grid = (wanted) => make("div.vs-grid", {}, ...this.#tiles.filter((_, i) => candidates[i].shown === wanted));
    const rest = candidates.filter(({ shown }) => !shown).length;
    const fold = rest ? make("details", {}, make("summary", {}, t("sheet.rest", { count: rest })), grid(false)) : null;
    this.list.replaceChildren(make("p", {}, t("sheet.choose")), grid(true), ...(fold ? [fold] : []));
  }

  #tile(candidate, number) {
    const { t } = this;
    const title = this.#title(number);
    const words = wordsOf(t, candidate);
    const take = make("button.vs-candidate", {
      type: "button", "aria-pressed": "false", "aria-label": `${title}. ${words}`, title: t("sheet.take"),
      "data-seed": candidate.seed,
      onclick: () => {
        for (const tile of this.#tiles) tile.take.setAttribute("aria-pressed", String(tile.take === take));
        this.pick(number);
      },
    },
    make("img", { src: candidate.url, alt: "", width: candidate.width, height: candidate.height }),
    make("b", {}, String(number + 1)), make("span", {}, words));
    const press = (key, onclick) => make("button.vs-press", {
      type: "button", "aria-label": `${t(`sheet.${key}`)}: ${title}`, title: t(`sheet.${key}_hint`), onclick,
    }, t(`sheet.${key}`));
    const compare = press("compare", () => this.comparison.toggle({ number, title, url: candidate.url }));
    const tile = make("div.vs-tile", {}, take, make("div.vs-tools", {},
      press("branch", () => this.pick(number, true)), compare,
      press("keep", () => this.link.trigger("keep", { number }))));
    return Object.assign(tile, { take, compare });
  }

  /** Which ones are being compared. */
  #mark() {
    this.#tiles.forEach((tile, i) => tile.compare.setAttribute("aria-pressed", String(this.comparison.has(i))));
  }
}

const fileOf = (result) => (result?.blob ? new File([result.blob], "anigen.png", { type: "image/png" }) : null);

function recalled() {
  try {
    const { count, locks } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    const known = { count: Math.min(MOST, Math.max(2, Math.round(count))), locks: LOCKS.filter((lock) => locks.includes(lock)) };
    return Number.isFinite(known.count) ? known : {};
  } catch {
    return {};
  }
}

/** Why a candidate stands where it does, in the artist's language. */
export function wordsOf(t, { words, reasons = [] }) {
  if (t.language === "en" || !reasons.length) return words;
  return t("sheet.why", { reasons: reasons.map(([key, values]) => t(`sheet.why_${key}`, values)).join(t("sheet.why_and")) });
}
