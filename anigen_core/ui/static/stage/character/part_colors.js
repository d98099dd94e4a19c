// Colors of parts: a row of wells, each open until a color is chosen for it.

import { addStyle, make } from "../dock/controls.js";

/** What a color input shows before a color is chosen. */
const FIRST_COLORS = {
  skin: "#fbe3d4", hair: "#8a6f5c", eyes: "#3a7bd5", top: "#f4f2ee", outer: "#4a5a86", bottom: "#35406b",
  socks: "#2f2c29", shoes: "#5b3a2a",
};

/**
 * @param {{t, parts: string[], onchange: (part: string, color: string | null) => void}} wanted
 * @returns {{element: HTMLElement, show: (colors: Object<string, string>) => void}}
 */
export function mountPartColors({ t, parts, onchange }) {
  addStyle(new URL("part_colors.css", import.meta.url));
  const wells = Object.fromEntries(parts.map((part) => [part, well(t, part, onchange)]));
  const element = make("div.ch-colors", { role: "group", "aria-label": t("character.colors") },
    ...Object.values(wells).map((one) => one.element));
  return {
    element,
    show(colors) {
      for (const [part, { element: holder, input, off }] of Object.entries(wells)) {
        const color = colors[part];
        if (document.activeElement !== input || color) input.value = color ?? FIRST_COLORS[part] ?? "#888888";
        holder.classList.toggle("ch-set", Boolean(color));
        holder.style.setProperty("--color", color ?? "transparent");
        off.hidden = !color;
      }
    },
  };
}

function well(t, part, onchange) {
  const label = t(`character.part_${part}`);
  const input = make("input", {
    type: "color", "aria-label": t("character.color_of", { part: label }), title: t("character.color_of", { part: label }),
    onchange: () => onchange(part, input.value),
  });
  const off = make("button", {
    type: "button", "aria-label": t("character.color_off", { part: label }), title: t("character.color_off", { part: label }),
    onclick: () => {
      onchange(part, null);
      input.focus();
    },
  }, "×");
  return { element: make("div.ch-part", {}, make("label", {}, input, make("i"), make("span", {}, label)), off), input, off };
}
