// Thumbnails: in a grid, as a chain, or in groups. Each is a button that chooses its picture.

import { make } from "../dock/controls.js";
import { walked } from "../dock/walking.js";
import { alike } from "./model.js";

/** A thumbnail. `hit` says how near it is to what was looked for. */
export function tile(panel, entry, hit = null) {
  const { t } = panel;
  const near = hit ? t("library.alike", { percent: alike(hit.distance) }) : "";
  const button = make("button.lb-tile", {
    type: "button", "data-key": entry.key, "aria-pressed": String(entry.key === panel.chosen), title: [entry.name, near].filter(Boolean).join(", "),
    "aria-label": [entry.name, near].filter(Boolean).join(", "), onclick: () => panel.choose(entry.key),
  }, make("img", { src: entry.url, alt: "", loading: "lazy", draggable: "false" }));
  if (hit) {
    const bar = make("i.lb-near", { "aria-hidden": "true" });
    bar.style.setProperty("--near", `${alike(hit.distance)}%`);
    button.append(bar);
  }
  return button;
}

/** Tiles in rows, walked through with the arrow keys. */
export function grid(panel, label, tiles) {
  const element = make("div.lb-grid", { role: "group", "aria-label": label }, ...tiles);
  walked(element);
  return element;
}

/** A strip from one end to the other. */
export function strip(panel, label, tiles) {
  const element = make("div.lb-strip", { role: "group", "aria-label": label }, ...tiles);
  walked(element);
  return element;
}
