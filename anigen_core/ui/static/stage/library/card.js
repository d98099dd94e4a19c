// The picture that is chosen: larger, with what was found out about it, and what it can be used for.

import { icon } from "../dock/icons.js";
import { make } from "../dock/controls.js";

/** What a picture can be used for, with the icon of each; the first one is the one most wanted. */
export const WAYS = {
  wishes: "star", palette: "colors", pose: "pose", lines: "lines", style: "colorize", own: "person", reference: "picture",
};

/** @returns {HTMLElement} of `entry`; `hit` is what was said of it when it was found, or null. */
export function card(panel, entry, hit) {
  const { t } = panel;
  const uses = Object.entries(WAYS).map(([way, image]) =>
    make("button.lb-use", { type: "button", "data-way": way, title: t(`library.use_${way}_hint`), onclick: () => panel.use(entry.key, way) },
      icon(image), make("span", {}, t(`library.use_${way}`))));
  const end = (side) => make("button.lb-small", { type: "button", "data-end": side, onclick: () => panel.setEnd(side, entry.key) }, t(`library.as_${side}`));
  const why = hit?.why && t.language === "en" ? make("p.lb-why", {}, hit.why) : null;
  return make("section.lb-card", { "aria-label": entry.name },
    make("div.lb-shown", {},
      make("img", { src: entry.url, alt: t("library.picture", { name: entry.name }) }),
      make("div", {},
        make("b", {}, entry.name),
        make("p", {}, t("library.size", { width: entry.width, height: entry.height })), why,
        make("button.lb-press", { type: "button", "data-like": "", onclick: () => panel.search({ by: "entry", key: entry.key }) },
          icon("again"), make("span", {}, t("library.by_entry"))),
        make("div.lb-ends", {}, end("first"), end("last")))),
    make("div.lb-uses", { role: "group", "aria-label": t("library.uses") }, ...uses),
    make("button.lb-close", { type: "button", "aria-label": t("library.close"), title: t("library.close"), onclick: () => panel.choose(null) }, "×"));
}
