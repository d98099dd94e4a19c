// One group of wishes: its name, what is chosen, a lock, and the pictures to choose from.

import { make } from "../dock/controls.js";
import { icon } from "../dock/icons.js";
import { walked } from "../dock/walking.js";
import { isSwatch, isTall, looks } from "./pictures.js";

const WIDE = 61; // pixels, five in a row
const NARROW = 50; // upright pictures, six in a row

/**
 * @returns {{element: HTMLElement, show: (words: string[], locked: boolean) => void}}
 */
export function section({ t, group, pictures, name, words, many, onwish, onopen, onlock }) {
  const title = t(`wish.groups.${group}`);
  const chosen = make("span.ch-chosen");
  const open = make("button.ch-open", { type: "button", title: t("character.open_hint"), onclick: onopen }, t("character.open"));
  const lock = make("button.ch-lock", { type: "button", onclick: onlock });
  const swatch = isSwatch(pictures, group);
  const width = isTall(pictures, group) ? NARROW : WIDE;
  const tiles = words.map((word) => {
    const label = name(group, word);
    const look = looks(pictures, group, word, width);
    const picture = "background" in look ? make("i") : make("span.ch-word", {}, label); // newer than the pictures
    Object.assign(picture.style, look);
    return make("button", {
      type: "button", title: label, "aria-label": label, "aria-pressed": "false", "data-word": word,
      onclick: () => onwish(word),
    }, picture);
  });
  const grid = make("div.ch-tiles", { role: "group", "aria-label": title }, ...tiles);
  grid.classList.toggle("ch-swatches", swatch);
  grid.dataset.group = group;
  walked(grid);
  let now = [];
  const say = (list) => (chosen.textContent = list.map((word) => name(group, word)).join(", "));
  for (const event of ["pointerover", "focusin"]) {
    grid.addEventListener(event, ({ target }) => {
      const tile = target.closest("[data-word]");
      if (tile) say([tile.dataset.word]);
      chosen.classList.toggle("ch-maybe", Boolean(tile) && !now.includes(tile.dataset.word));
    });
  }
  for (const event of ["pointerleave", "focusout"]) {
    grid.addEventListener(event, () => {
      say(now);
      chosen.classList.remove("ch-maybe");
    });
  }
  const element = make("section.ch-group", {}, make("div.ch-head", {}, make("h3", {}, title), chosen, open, lock), grid);
  return {
    element,
    show(list, locked) {
      now = list;
      say(list);
      chosen.classList.remove("ch-maybe");
      for (const tile of tiles) tile.setAttribute("aria-pressed", String(list.includes(tile.dataset.word)));
      open.hidden = !list.length;
      open.textContent = t(many ? "character.none" : "character.open");
      lockShown(lock, locked, title, t);
    },
  };
}

/** Say what a lock is about and whether it is shut. */
export function lockShown(button, shut, name, t) {
  button.setAttribute("aria-pressed", String(shut));
  const words = t(shut ? "character.unlock" : "character.lock", { name });
  button.setAttribute("aria-label", words);
  button.title = words;
  button.replaceChildren(icon(shut ? "lock" : "unlock"));
}
