// The texts of the stage in the artist's language; what a language lacks is said in English.

export const LANGUAGES = { en: "English", ja: "日本語", zh: "中文" };
const KEY = "anigen-language";

/** The language to speak: `?lang=` before the one chosen earlier, before the browser's own. */
export function chosenLanguage() {
  const wishes = [
    new URLSearchParams(location.search).get("lang"),
    remembered(),
    ...(navigator.languages ?? [navigator.language]),
  ];
  for (const wish of wishes) {
    const code = (wish ?? "").toLowerCase().split(/[-_]/)[0];
    if (code in LANGUAGES) return code;
  }
  return "en";
}

/** Remember the language; it is spoken from the next load of the page on. */
export function rememberLanguage(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // storage is switched off: the choice then lives in the address
  }
  const address = new URL(location.href);
  if (remembered() === code) address.searchParams.delete("lang");
  else address.searchParams.set("lang", code);
  return address.href;
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * Read the texts below `base` (the address of the i18n folder, "/" at its end).
 * Returns t(key, values): the text of "namespace.name", with {name} replaced by values.name.
 * A key that no file has comes back as itself, so that a gap is seen and nothing breaks.
 */
export async function loadTexts(base = new URL("../../i18n/", import.meta.url).href, language = chosenLanguage()) {
  const [english, own] = await Promise.all([read(base, "en"), language === "en" ? {} : read(base, language)]);
  const t = (key, values) => {
    const text = find(own, key) ?? find(english, key) ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
  };
  t.language = language;
  t.has = (key) => find(own, key) !== null || find(english, key) !== null;
  return t;
}

async function read(base, code) {
  try {
    const answer = await fetch(`${base}${code}.json`);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

function find(table, key) {
  let at = table;
  for (const part of key.split(".")) at = at?.[part];
  return typeof at === "string" ? at : null;
}
