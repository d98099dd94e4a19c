// Sentences that the studio says in English, in the artist's language: notes on a result, progress, what the stage answers.
// i18n/said.json has them by their English text, with {places} for what differs from one to the next.

const PLACES = ".notes, .told, .progress, .live-view p, .ds-said";

/** Say what is known in the language of `t`, wherever it appears; English pages are left alone. */
export async function attachSaid(t, base = new URL("../../i18n/", import.meta.url).href) {
  if (t.language === "en") return;
  let table = {};
  try {
    table = (await (await fetch(`${base}said.json`)).json())[t.language] ?? {};
  } catch {
    return; // then it stays English
  }
  const say = saying(table);
  const renew = (node) => {
    if (!node.parentElement?.closest(PLACES)) return;
    const text = say(node.data);
    if (text !== node.data) node.data = text;
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return renew(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) renew(nodes.currentNode);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") renew(target);
      else addedNodes.forEach(walk);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  walk(document.body);
}

/** A function that gives a sentence in the words of a table {English: translated}, or as it is. */
export function saying(table) {
  const patterns = Object.entries(table).filter(([english]) => english.includes("{")).map(([english, own]) => {
    const parts = english.split(/\{(\w+)\}/);
    const names = parts.filter((_, i) => i % 2);
    const source = parts.map((part, i) => (i % 2 ? "(.*?)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
    return { match: new RegExp(`^${source}$`, "s"), names, own };
  });
  const say = (text) => {
    if (text in table) return table[text];
    for (const { match, names, own } of patterns) {
      const found = match.exec(text);
      if (!found) continue;
      const values = Object.fromEntries(names.map((name, i) => [name, found[i + 1]]));
      return own.replace(/\{(\w+)\}/g, (_, name) => say(values[name]));
    }
    return text;
  };
  return say;
}
