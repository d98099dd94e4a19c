// Characters that are kept in the browser: [{name, character}], the newest first.

import { read } from "./model.js";

const KEY = "anigen-characters";
export const MOST = 60;

/** What is kept; nothing where storage is switched off or damaged. */
export function favorites(catalog, store = globalThis.localStorage) {
  try {
    const kept = JSON.parse(store.getItem(KEY) ?? "[]");
    return (Array.isArray(kept) ? kept : [])
      .filter((entry) => typeof entry?.name === "string")
      .map(({ name, character }) => ({ name: name.slice(0, 60), character: read(character, catalog) }));
  } catch {
    return [];
  }
}

/** Keep a list. @returns {boolean} whether the browser did */
export function keep(list, store = globalThis.localStorage) {
  try {
    store.setItem(KEY, JSON.stringify(list.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}
