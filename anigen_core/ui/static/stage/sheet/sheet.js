// The variation sheet: candidates to choose from, the best in sight, the rest behind a fold.

import { make, panelOf } from "../dock/controls.js";
import { loadTexts } from "../texts.js";

/**
 * Build the sheet inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)};
 * props.sheet is {id, character, candidates: [{url, width, height, seed, owner, words, reasons, shown}]}; words is one
 * sentence in English, reasons is [[key, values]] of the same.
 */
export const mount = panelOf("variation-sheet", new URL("sheet.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;
  let known = null;
  const look = () => {
    const { sheet } = link.props;
    if (!sheet || sheet.id === known) return;
    known = sheet.id;
    show(root, t, sheet, (candidate) => link.trigger("pick", {
      owner: candidate.owner, seed: candidate.seed, character: sheet.character,
    }));
  };
  link.watch("sheet", look);
  look();
  return root;
}

function show(root, t, { candidates }, pick) {
  const tiles = candidates.map((candidate, i) => {
    const title = t("sheet.candidate", { number: i + 1 });
    const words = wordsOf(t, candidate);
    const tile = make("button.vs-candidate", {
      type: "button", "aria-pressed": "false", "aria-label": `${title}. ${words}`, title: t("sheet.take"),
      "data-seed": candidate.seed,
      onclick: () => {
        for (const other of tiles) other.setAttribute("aria-pressed", String(other === tile));
        pick(candidate);
      },
    },
    make("img", { src: candidate.url, alt: "", width: candidate.width, height: candidate.height }),
    make("b", {}, String(i + 1)), make("span", {}, words));
    return tile;
  });
  const grid = (wanted) => make("div.vs-grid", {}, ...tiles.filter((_, i) => candidates[i].shown === wanted));
  const rest = candidates.filter(({ shown }) => !shown).length;
  const fold = rest ? make("details", {}, make("summary", {}, t("sheet.rest", { count: rest })), grid(false)) : null;
  root.replaceChildren(make("p", {}, t("sheet.choose")), grid(true), ...(fold ? [fold] : []));
}

/** Why a candidate stands where it does, in the artist's language. */
export function wordsOf(t, { words, reasons = [] }) {
  if (t.language === "en" || !reasons.length) return words;
  return t("sheet.why", { reasons: reasons.map(([key, values]) => t(`sheet.why_${key}`, values)).join(t("sheet.why_and")) });
}
