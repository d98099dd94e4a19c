// Colors of named parts of the figure, and the colors used lately.

import { parseHex, readable } from "../pixels/color.js";
import { recorded } from "../actions.js";
import { iconButton, make } from "./controls.js";

const KEY = "anigen-parts";
const LONG_PRESS = 500;

/** The parts and the colors they begin with: flat tones that the painter shades by itself. */
export const PARTS = {
  skin: "#f7d9c9", blush: "#eab7a3", hair: "#5b4a6e", hair_shade: "#3d3150", eyes: "#3f7fb5",
  top: "#f4f1ec", bottom: "#3c4d78", shoes: "#5a3d32", accent: "#d2573a", metal: "#d8b45c",
};

/** Colors of all parts, those the artist kept before the defaults. */
export function readParts(storage) {
  const parts = { ...PARTS };
  try {
    const kept = JSON.parse((storage ?? localStorage).getItem(KEY) ?? "{}");
    for (const name of Object.keys(PARTS)) if (parseHex(kept[name])) parts[name] = kept[name];
  } catch {
    // unreadable or switched off: the defaults do
  }
  return parts;
}

function keepParts(parts) {
  try {
    localStorage.setItem(KEY, JSON.stringify(parts));
  } catch {
    // they last as long as the page then
  }
}

/** Put the palette into `element`: a click takes a part's color; the pin, a long or a right press keeps the current one. */
export function mount(app, element) {
  const { t } = app;
  app.parts = readParts();
  let storing = false;

  const store = iconButton("store", t("parts.store"), { side: "top", onclick: () => arm(!storing) });
  const reset = iconButton("reset", t("parts.reset"), {
    side: "top",
    onclick: () => change({ ...PARTS }),
  });
  const note = make("p.ds-store-note", { role: "status" });
  const chips = Object.keys(PARTS).map((name) => {
    const label = t(`parts.${name}`);
    const chip = make("button.ds-part", {
      type: "button", title: t("parts.take", { part: label }),
      onmousedown: (event) => event.preventDefault(),
      onclick: () => (storing ? put(name) : chip.held ? (chip.held = false) : app.set({ color: app.parts[name] })),
      oncontextmenu: (event) => {
        event.preventDefault();
        put(name);
      },
    }, make("i.ds-swatch"), make("span", {}, label));
    chip.dataset.part = name;
    let timer = 0;
    const stop = () => clearTimeout(timer);
    chip.addEventListener("pointerdown", (event) => {
      chip.held = false;
      if (event.button !== 0) return;
      timer = setTimeout(() => {
        chip.held = true;
        put(name);
      }, LONG_PRESS);
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) chip.addEventListener(end, stop);
    return chip;
  });
  const recent = make("div.ds-recent", { role: "group", "aria-label": t("color.recent") });
  element.append(
    make("div.ds-row-title", {}, make("h3", {}, t("parts.name")), store, reset),
    make("div.ds-parts", { role: "group", "aria-label": t("parts.name") }, ...chips),
    note,
    recent,
  );

  function arm(on) {
    storing = on;
    store.setAttribute("aria-pressed", String(on));
    element.classList.toggle("ds-storing", on);
    note.textContent = on ? t("parts.store_now") : "";
  }

  function put(name) {
    arm(false);
    if (change({ ...app.parts, [name]: app.color })) app.say(t("parts.stored", { part: t(`parts.${name}`) }));
  }

  /** Other colors of the parts, as one step of the history. */
  function change(parts) {
    if (Object.keys(PARTS).every((name) => parts[name] === app.parts[name])) return false;
    return recorded(app, "parts", parts);
  }
  app.on("parts", () => {
    keepParts(app.parts);
    refresh();
  });

  // colors that came from elsewhere, by part; those of parts that there are not are only offered
  app.define("take-parts", (colors) => {
    const known = Object.entries(colors).filter(([, color]) => parseHex(color));
    for (const [, color] of [...known].reverse()) app.remember(color);
    change({ ...app.parts, ...Object.fromEntries(known.filter(([name]) => name in PARTS)) });
    return true;
  });

  // those of a picture: of its parts where it shows a figure, else its main colors are put among the recent ones
  app.define("take-palette", ({ parts, colors }) => {
    const named = Object.keys(parts).some((name) => name in PARTS);
    const recent = [...new Set([...colors, ...app.recent])].slice(0, 12);
    app.begin("palette");
    app.history.value("recent", app.recent, recent);
    app.recent = recent;
    if (named) {
      const next = { ...app.parts, ...Object.fromEntries(Object.entries(parts).filter(([name]) => name in PARTS)) };
      app.history.value("parts", app.parts, next);
      app.parts = next;
    }
    app.commit("parts");
    app.say(t(named ? "draft.palette_parts" : "draft.palette_colors"));
    return true;
  });

  let shown = "";
  function refresh() {
    for (const chip of chips) {
      const color = app.parts[chip.dataset.part];
      chip.style.setProperty("--swatch", color);
      chip.style.setProperty("--on-swatch", readable(parseHex(color)));
      chip.setAttribute("aria-pressed", String(color === app.color));
    }
    reset.hidden = Object.keys(PARTS).every((name) => app.parts[name] === PARTS[name]);
    const now = app.recent.join();
    if (now === shown && recent.childElementCount) return;
    shown = now;
    recent.replaceChildren(...app.recent.slice(0, 12).map((color) => {
      const button = make("button.ds-used", {
        type: "button", "aria-label": `${t("color.recent")}: ${color}`, title: color,
        onmousedown: (event) => event.preventDefault(), onclick: () => app.set({ color }),
      });
      button.style.setProperty("--swatch", color);
      return button;
    }));
    if (!app.recent.length) recent.append(make("p", {}, t("color.recent_none")));
  }

  refresh();
  return { refresh };
}
