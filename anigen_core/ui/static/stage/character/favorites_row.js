// Characters to come back to: a row of names under a picture of their hair, and a line that asks for a name.

import { make } from "../dock/controls.js";
import { favorites, keep, MOST } from "./favorites.js";
import { write } from "./model.js";
import { looks } from "./pictures.js";

/**
 * @param {{character: () => object, suggested: () => string, change: (character) => void}} panel
 * @returns {{element: HTMLElement, ask: () => void}}
 */
export function mountFavorites({ t, catalog, pictures, character, suggested, change }) {
  const row = make("div.ch-favorites", { role: "list", "aria-label": t("character.favorites") });
  const field = make("input", { type: "text", maxlength: 60, "aria-label": t("character.name") });
  const form = make("form.ch-name", { hidden: true }, field,
    make("button.ch-press", { type: "submit" }, t("character.keep")),
    make("button.ch-press", { type: "button", onclick: () => close() }, t("character.cancel")));
  const told = make("p.ch-quiet", { role: "status" });
  const element = make("div", {}, form, row, told);
  let list = favorites(catalog);

  function close() {
    form.hidden = true;
    element.parentElement?.querySelector(".ch-bar button:nth-child(2)")?.focus();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value.trim() || suggested();
    store([{ name, character: character() }, ...list.filter((entry) => entry.name !== name)].slice(0, MOST));
    close();
  });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
  });

  function store(next) {
    list = next;
    told.textContent = keep(list) ? "" : t("character.not_kept");
    show();
  }

  function show() {
    row.replaceChildren(...list.map((entry) => {
      const dot = make("i.ch-dot");
      const [word] = entry.character.wishes.hair ?? [];
      if (word) Object.assign(dot.style, looks(pictures, "hair", word, 22));
      const [color] = entry.character.wishes.hair_color ?? [];
      const shade = entry.character.colors.hair ?? pictures.swatches.hair_color?.[color];
      if (shade) dot.style.boxShadow = `inset 0 -4px ${shade}`;
      return make("span.ch-chip.ch-favorite", { role: "listitem" },
        make("button.ch-take", { type: "button", title: t("character.take", { name: entry.name }), onclick: () => change(entry.character) }, dot, entry.name),
        make("button", {
          type: "button", "aria-label": t("character.forget", { name: entry.name }), title: t("character.forget", { name: entry.name }),
          onclick: () => {
            const same = write(entry.character, catalog);
            store(list.filter((other) => other.name !== entry.name || write(other.character, catalog) !== same));
            (row.querySelector("button") ?? element.parentElement?.querySelector(".ch-bar button"))?.focus();
          },
        }, "×"));
    }));
  }
  show();

  return {
    element,
    ask() {
      form.hidden = false;
      field.value = suggested();
      field.focus();
      field.select();
    },
  };
}
