// What the Library panel knows without a page: which files are pictures, words that can be searched, how alike two are.

const KINDS = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** Files that go up together. */
export const BATCH = 4;

/** The pictures among files, by their type or, where there is none, by their ending. */
export const picturesOf = (files) =>
  files.filter(({ type, name }) => (type ? type.startsWith("image/") && type !== "image/svg+xml" : KINDS.test(name)));

/** A list in pieces of `size`. */
export const pieces = (list, size = BATCH) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/**
 * All files that were dropped, those inside folders too; at most `most`. To be called while the drop is handled: the
 * browser forgets its folders afterwards.
 */
export async function filesIn(transfer, most) {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...(transfer?.files ?? [])];
  if (!entries.some((entry) => entry.isDirectory)) return plain.slice(0, most);
  const found = [];
  for (const entry of entries) await walk(entry, found, most);
  return found;
}

async function walk(entry, found, most) {
  if (found.length >= most || entry.name.startsWith(".")) return;
  if (entry.isFile) {
    const file = await new Promise((take) => entry.file(take, () => take(null)));
    if (file && KINDS.test(file.name)) found.push(file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // a reader gives a hundred at a time
    const some = await new Promise((take) => reader.readEntries(take, () => take([])));
    if (!some.length) return;
    for (const inner of some) await walk(inner, found, most);
  }
}

/** [{key: "hair:twin_tails", name, group}] of everything that can be wished for; `name` says a word to the artist. */
export const wordsOf = ({ groups }, name, groupName) =>
  Object.entries(groups).flatMap(([group, words]) =>
    words.map((word) => ({ key: `${group}:${word}`, name: name(group, word), group: groupName(group) })));

const plain = (text) => text.trim().toLowerCase().replace(/[\s_-]+/g, " ");

/** The word that somebody typed: by its name, its name with its group as it is suggested, or its key; else null. */
export function wordFor(text, words) {
  const typed = plain(text);
  if (!typed) return null;
  const exact = words.find((word) => [word.name, suggested(word), word.key, word.key.split(":")[1]].some((one) => plain(one) === typed));
  return exact ?? words.find((word) => plain(word.name).startsWith(typed)) ?? null;
}

/** How a word is suggested: words of two groups may have one name. */
export const suggested = ({ name, group }) => `${name} (${group})`;

/** How alike a hit is, in whole percent; distance is 0 to 1. */
export const alike = (distance) => Math.round(100 * Math.min(1, Math.max(0, 1 - distance)));
