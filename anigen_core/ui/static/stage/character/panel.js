// The character panel: wishes as pictures, colors of parts, dice, favorites. Its value, JSON, goes to Python.

import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { undoable } from "../dock/stage_link.js";
import { loadTexts } from "../texts.js";
import { mountFavorites } from "./favorites_row.js";
import { anybody, colored, isOpen, opened, read, rolled, seedOf, toggled, write } from "./model.js";
import { mountPartColors } from "./part_colors.js";
import { loadPictures, looks } from "./pictures.js";
import { lockShown, section } from "./tiles.js";

/** What stands on which page; groups that the catalog does not have are left out. */
const PAGES = {
  person: ["presentation", "age", "skin", "expression"],
  hair: ["hair_color", "hair", "fringe", "hair_length"],
  face: ["eye_color", "eyes", "face", "details"],
  clothes: ["outfit", "top", "bottom", "shoes"],
  extras: ["accessories"],
  look: ["style"],
};
const PAGE_KEY = "anigen-character-page";

/**
 * Build the panel inside `element`. `link` is what the page gives: {props, trigger(event), watch(prop, fn)}, of
 * which props.catalog says what can be wished for (see model.js) and props.value is the character as JSON.
 */
export const mount = panelOf("character-panel", new URL("character.css", import.meta.url), build);

async function build(root, link) {
  const { catalog } = link.props;
  const [t, pictures] = await Promise.all([loadTexts(), loadPictures()]);
  const name = (group, word) => t(`wish.${group}.${word.replace(/[^a-z]/g, "_")}`);
  let character = read(link.props.value, catalog);
  const locked = new Set();
  root.lang = t.language;

  /** Take over another character; Python hears of it. */
  function change(next) {
    const before = write(character, catalog);
    adopt(next);
    const after = write(character, catalog);
    if (after !== before) record(before, after);
  }
  function adopt(next) {
    character = read(next, catalog);
    const text = write(character, catalog);
    if (text !== link.props.value) {
      link.props.value = text;
      link.trigger("input");
    }
    show();
  }
  const record = undoable("wishes", adopt);

  // --- what can be done with all of it
  const press = (image, words, hint, onclick) =>
    make("button.ch-press", { type: "button", title: hint, onclick }, icon(image), make("span", {}, words));
  const favorites = mountFavorites({ t, catalog, pictures, character: () => character, suggested, change });
  const bar = make("div.ch-bar", {},
    press("dice", t("character.dice"), t("character.dice_hint"), () => change(rolled(character, locked, catalog))),
    press("star", t("character.keep"), t("character.keep_hint"), () => favorites.ask()),
    press("reset", t("character.clear"), t("character.clear_hint"), () => change(anybody())),
  );

  // --- what is wished for
  const wished = make("div.ch-wished", { role: "list", "aria-label": t("character.wished") });
  function chips() {
    const list = Object.entries(character.wishes).flatMap(([group, words]) => words.map((word) => [group, word]));
    wished.replaceChildren(...list.map(([group, word]) => chip(group, word)));
    wished.setAttribute("role", list.length ? "list" : "group");
    if (!list.length) wished.append(make("p.ch-quiet", {}, t("character.nothing")));
  }
  function chip(group, word) {
    const picture = make("i.ch-dot");
    Object.assign(picture.style, looks(pictures, group, word, 22));
    const words = name(group, word);
    return make("span.ch-chip", { role: "listitem", title: t(`wish.groups.${group}`) }, picture, words, make("button", {
      type: "button", "aria-label": t("character.remove", { name: words }),
      onclick: () => {
        const at = [...wished.children].indexOf(document.activeElement?.closest(".ch-chip"));
        change(toggled(character, group, word, catalog));
        const left = wished.querySelectorAll(".ch-chip button");
        (left[Math.min(Math.max(at, 0), left.length - 1)] ?? tabs.querySelector("[aria-selected=true]"))?.focus();
      },
    }, "×"));
  }

  // --- the pages of pictures
  const sections = {};
  const toggleLock = (what) => {
    if (!locked.delete(what)) locked.add(what);
    show();
  };
  const page = make("div.ch-page", { role: "tabpanel", id: "ch-page" });
  const tabs = make("div.ch-tabs", { role: "tablist", "aria-label": t("character.pages") }, ...Object.keys(PAGES).map((id) =>
    make("button", {
      type: "button", role: "tab", id: `ch-tab-${id}`, "aria-controls": "ch-page", "data-page": id, onclick: () => turnTo(id),
    }, t(`character.page_${id}`), make("i", { "aria-hidden": "true" }))));
  tabs.addEventListener("keydown", (event) => {
    const all = [...tabs.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[(at + step + all.length) % all.length];
    turnTo(next.dataset.page);
    next.focus();
  });
  let current = "";
  function turnTo(id) {
    if (id === current) return;
    current = id;
    for (const tab of tabs.children) {
      const on = tab.dataset.page === id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    page.setAttribute("aria-labelledby", `ch-tab-${id}`);
    page.replaceChildren(...PAGES[id].filter((group) => group in catalog.groups).map((group) => {
      sections[group] ??= section({
        t, group, pictures, name, words: catalog.groups[group], many: catalog.sets.includes(group),
        onwish: (word) => change(toggled(character, group, word, catalog)),
        onopen: () => change(opened(character, group)),
        onlock: () => toggleLock(group),
      });
      return sections[group].element;
    }));
    page.scrollTop = 0;
    remember(id);
    show();
  }

  // --- colors of parts
  const colors = mountPartColors({
    t, parts: catalog.parts, onchange: (part, color) => change(colored(character, part, color)),
  });

  // --- the seed of what is left open
  const seed = make("input", {
    type: "number", min: 0, max: 2 ** 32 - 1, step: 1, "aria-label": t("character.seed"),
    onchange: () => change({ ...character, seed: seedOf(seed.value) }),
  });
  const seedLock = make("button.ch-lock", { type: "button", onclick: () => toggleLock("seed") }, icon("lock"));
  const seedRow = make("div.ch-seed", { title: t("character.seed_hint") },
    make("label", {}, t("character.seed"), seed), seedLock);

  function show() {
    chips();
    for (const [group, part] of Object.entries(sections)) part.show(character.wishes[group] ?? [], locked.has(group));
    for (const tab of tabs.children) {
      tab.classList.toggle("ch-some", PAGES[tab.dataset.page].some((group) => character.wishes[group]?.length));
    }
    colors.show(character.colors);
    if (document.activeElement !== seed) seed.value = character.seed;
    lockShown(seedLock, locked.has("seed"), t("character.seed"), t);
    bar.lastElementChild.disabled = isOpen(character) && character.seed === 0;
  }

  function suggested() {
    const { hair_color: color, hair, outfit } = character.wishes;
    const words = [["hair_color", color], ["hair", hair], ["outfit", outfit]].filter(([, list]) => list?.length);
    return words.map(([group, [word]]) => name(group, word)).join(", ") || `${t("character.seed")} ${character.seed}`;
  }

  link.watch("value", () => {
    const before = write(character, catalog);
    if (link.props.value === before) return;
    character = read(link.props.value, catalog);
    record(before, write(character, catalog)); // a document, a palette or a picture brought it: undo brings the other back
    show();
  });
  const heading = (key) => make("h3", {}, t(key));
  root.replaceChildren(bar, favorites.element, wished, tabs, page, heading("character.colors"), colors.element, seedRow);
  turnTo(remembered());
  root.panel = { get character() { return character; }, change, locked };
  return root.panel;
}

function remembered() {
  try {
    const kept = localStorage.getItem(PAGE_KEY);
    return kept in PAGES ? kept : "hair";
  } catch {
    return "hair";
  }
}

function remember(id) {
  try {
    localStorage.setItem(PAGE_KEY, id);
  } catch {
    // then it begins with the first page
  }
}
