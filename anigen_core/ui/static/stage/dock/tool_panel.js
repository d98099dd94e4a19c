// What the tool in hand can be told: sliders, switches, the wheel and the palette.

import { iconButton, make, slider, toggle } from "./controls.js";
import { icon } from "./icons.js";
import * as harmony from "../draft/harmony.js";
import * as palette from "./palette.js";
import * as wheel from "./wheel.js";

const LARGEST_BRUSH = 400;
/** The preview cannot show a brush larger than itself: beyond this the field is full. */
const PREVIEW = 34;

/** Rows of each tool. The first keeps one height, so that the wheel below it stays where it is. */
const SHOWN = {
  brush: ["size", "pressure", "stabilizer", "fades", "symmetry"],
  eraser: ["size", "pressure", "stabilizer", "symmetry"],
  bucket: ["gap"],
  picker: [],
  lasso: ["lasso"],
  pan: ["view"],
};

/** What the brush is called where it puts down colors. */
const BRUSHES = { colors: "block", colorize: "hint" };

/** Build the panel of the drawing modes in `element`. */
export function mount(app, element) {
  const { t } = app;
  const first = structuredClone(app.options);

  const title = make("div.ds-title", {});
  const hint = make("p.ds-hint");
  const dot = make("i");
  const preview = make("div.ds-dot", { "aria-hidden": "true" }, dot);
  const size = slider({
    label: t("dock.size"), min: 1, max: LARGEST_BRUSH, step: 1, curve: 2.4, initial: first.lines.size,
    show: (value) => String(Math.round(value)), unit: "", onchange: (value) => (app.size = value),
  });
  size.element.querySelector("input").addEventListener("dblclick", () => {
    app.size = first[app.sizesOf][app.sizeKey];
  });
  const option = (name, extra) => slider({ initial: first[name], onchange: (value) => app.set({ [`options.${name}`]: value }), ...extra });
  const pressure = option("pressureSize", { label: t("dock.pressure_size"), hint: t("dock.pressure_size_hint"), step: 0.05 });
  const stabilizer = option("stabilizer", { label: t("dock.stabilizer"), hint: t("dock.stabilizer_hint"), step: 0.05 });
  const gap = option("gap", {
    label: t("dock.gap"), hint: t("dock.gap_hint"), min: 0, max: 40, step: 1, show: (value) => String(Math.round(value)), unit: "",
  });
  const fades = toggle({
    name: "fade", label: t("dock.pressure_opacity"), hint: t("dock.pressure_opacity_hint"),
    onchange: (on) => app.set({ "options.pressureOpacity": on }),
  });
  const symmetry = toggle({
    name: "symmetry", label: t("dock.symmetry"), hint: `${t("dock.symmetry_hint")} · S`, key: "S",
    onchange: (on) => app.set({ "options.symmetry": on }),
  });

  const color = make("div.ds-color", {});
  const wheelPart = wheel.mount(app, color);
  const harmonyPart = harmony.mount(app, color);
  const palettePart = palette.mount(app, color);
  color.querySelector(".ds-row-title h3").after(wheelPart.hex);

  const act = (name, label, action, key) => {
    const button = iconButton(name, label, { key, side: "top", words: label, onclick: () => app.act(action) });
    button.classList.add("ds-worded");
    return button;
  };
  const both = toggle({
    name: "layers", label: t("dock.both"), hint: t("dock.both_hint"), onchange: (on) => app.set({ "options.lassoBoth": on }),
  });
  const again = act("again", t("dock.redo_part"), "redo-selection", "R");
  again.classList.add("ds-strong");
  again.title = t("dock.redo_part_hint");
  const lassoDoings = [
    act("copy", t("dock.copy"), "copy", "Ctrl+C"), act("paste", t("dock.paste"), "paste", "Ctrl+V"),
    act("flip", t("dock.mirror_part"), "lasso-flip"), act("clear", t("dock.delete"), "delete", "Delete"),
    act("cut", t("dock.cut"), "cut", "Ctrl+X"), act("deselect", t("dock.deselect"), "deselect", "Esc"),
    act("select", t("dock.select_all"), "select-all", "Ctrl+A"),
  ];
  const lasso = make("div.ds-doings", {}, ...lassoDoings, again, both.element);
  const zoom = make("output.ds-zoom-now");
  const view = make("div.ds-view", {},
    make("div.ds-zoom-row", {},
      iconButton("minus", t("dock.zoom_out"), { key: "-", side: "top", onclick: () => app.act("zoom:out") }), zoom,
      iconButton("plus", t("dock.zoom_in"), { key: "+", side: "top", onclick: () => app.act("zoom:in") })),
    make("div.ds-doings", {}, act("fit", t("dock.fit"), "fit", "0"), act("actual", t("dock.actual"), "zoom:actual"), act("flip", t("tools.flip"), "flip", "M")));

  const rows = {
    size: make("div.ds-size", {}, preview, size.element),
    gap: make("div.ds-size", {}, make("div.ds-dot.ds-gap-sign", {}, icon("gap")), gap.element),
    pressure: pressure.element,
    stabilizer: stabilizer.element,
    fades: fades.element,
    symmetry: symmetry.element,
    lasso,
    view,
  };
  const { size: sizeRow, gap: gapRow, ...others } = rows;
  element.append(make("div.ds-heading", {}, title, hint), sizeRow, gapRow, color, ...Object.values(others));

  let named = "";
  function refresh() {
    const { mode, tool, options } = app;
    const name = tool === "brush" ? (BRUSHES[mode] ?? "pen") : tool;
    const sign = name === "block" ? "brush" : name;
    if (named !== name) {
      named = name;
      title.title = t(`tools.${name}_hint`);
      title.replaceChildren(icon(sign), make("span", {}, t(`tools.${name}`)));
      hint.textContent = t(`tools.${name}_hint`);
    }
    const shown = new Set(SHOWN[tool] ?? []);
    // color blocks have hard edges and one color each: nothing in them can fade
    if (app.paints) shown.delete("fades");
    if (name === "hint") shown.delete("pressure");
    for (const [part, row] of Object.entries(rows)) row.hidden = !shown.has(part);
    color.hidden = tool === "lasso" || tool === "pan" || !(app.paints || tool === "picker");
    size.set(app.size);
    pressure.set(options.pressureSize);
    stabilizer.set(options.stabilizer);
    gap.set(options.gap);
    fades.set(options.pressureOpacity);
    symmetry.set(options.symmetry);
    both.set(options.lassoBoth);
    const picked = Boolean(app.selection || app.floating);
    for (const button of [...lassoDoings, again]) button.disabled = !picked;
    // what begins a selection can always be pressed
    const [, paste, , , , none, all] = lassoDoings;
    paste.disabled = all.disabled = false;
    none.hidden = !picked;
    all.hidden = picked;
    // a finished picture is needed to paint a part of it anew
    again.disabled ||= !app.result;
    const scale = app.view?.scale ?? 1;
    zoom.textContent = `${Math.round(scale * 100)}%`;
    const across = Math.max(1.5, Math.min(PREVIEW, app.size * scale));
    dot.style.width = dot.style.height = `${across}px`;
    preview.classList.toggle("ds-beyond", app.size * scale > PREVIEW);
    preview.style.setProperty("--ink", tool === "eraser" ? "transparent" : app.paints ? app.color : "var(--ds-ink)");
    preview.classList.toggle("ds-erases", tool === "eraser");
    if (!color.hidden) {
      wheelPart.refresh();
      harmonyPart.refresh();
      palettePart.refresh();
    }
  }
  refresh();
  return { refresh };
}
