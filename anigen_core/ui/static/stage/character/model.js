// A character as it is wished for, in the browser: {wishes: {group: [words]}, colors: {part: "#rrggbb"}, seed}.
//
// The same rules as anigen_core/character.py, which has the last word: `catalog` is what Python says can be wished
// for, {groups: {group: [words]}, parts: [...], sets: [groups of any number of words], dice: [groups]}.

export const MOST_SEED = 2 ** 32 - 1;

/** Nobody in particular. */
export const anybody = () => ({ wishes: {}, colors: {}, seed: 0 });

/** A character out of JSON; what the catalog does not know is left out, so that old favorites still open. */
export function read(text, catalog) {
  let given = null;
  try {
    given = typeof text === "string" ? JSON.parse(text) : text;
  } catch {
    // then it is nobody
  }
  if (given === null || typeof given !== "object") return anybody();
  const wishes = {};
  for (const [group, words] of Object.entries(catalog.groups)) {
    const wished = Array.isArray(given.wishes?.[group]) ? given.wishes[group] : [];
    const known = words.filter((word) => wished.includes(word));
    if (known.length) wishes[group] = catalog.sets.includes(group) ? known : known.slice(0, 1);
  }
  const colors = {};
  for (const part of catalog.parts) {
    const color = given.colors?.[part];
    if (typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color)) colors[part] = color.toLowerCase();
  }
  return { wishes, colors, seed: seedOf(given.seed) };
}

/** A whole number that can be a seed; 0 of anything else. */
export function seedOf(value) {
  const number = Math.round(Number(value));
  return Number.isFinite(number) ? Math.min(MOST_SEED, Math.max(0, number)) : 0;
}

/** As JSON, in the order of the catalog, so that equal characters are equal texts. */
export const write = (character, catalog) => JSON.stringify(read(character, catalog));

/** With a word wished for, or no more if it was. A group of one word gives up the other one. */
export function toggled(character, group, word, catalog) {
  const had = character.wishes[group] ?? [];
  let words = had.includes(word) ? had.filter((other) => other !== word) : [word];
  if (catalog.sets.includes(group) && !had.includes(word)) words = [...had, word];
  return { ...character, wishes: { ...character.wishes, [group]: words } };
}

/** With a group left open. */
export const opened = (character, group) => ({ ...character, wishes: { ...character.wishes, [group]: [] } });

/** With a color of a part, or none. */
export function colored(character, part, color) {
  const { [part]: _, ...others } = character.colors;
  return { ...character, colors: color ? { ...others, [part]: color } : others };
}

export const isOpen = ({ wishes, colors }) =>
  !Object.values(wishes).some((words) => words.length) && !Object.keys(colors).length;

/**
 * Another character by chance: a new seed, and a new word in each group that dice decide, but for those that are
 * locked (groups, parts, "seed"). All else is left open.
 * @param {Set<string>} locked
 * @param {() => number} chance 0 to 1, without 1
 */
export function rolled(character, locked, catalog, chance = Math.random) {
  const wishes = {};
  for (const [group, words] of Object.entries(character.wishes)) if (locked.has(group)) wishes[group] = words;
  for (const group of catalog.dice) {
    const words = catalog.groups[group];
    if (!locked.has(group)) wishes[group] = [words[Math.floor(chance() * words.length)]];
  }
  const colors = Object.fromEntries(Object.entries(character.colors).filter(([part]) => locked.has(part)));
  const seed = locked.has("seed") ? character.seed : Math.floor(chance() * (MOST_SEED + 1));
  return { wishes, colors, seed };
}
