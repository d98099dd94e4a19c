// The layers: an eye and an opacity for each, and what can be cleared or brought in.

import { iconButton, make } from "./controls.js";
import { seenAs } from "../draft/seeing.js";

/** Top of the pile first, as every layer list has it. */
const ORDER = ["lines", "result", "colors", "guide", "figure", "reference"];
const CLEARED = new Set(["lines", "colors", "reference", "result", "guide"]);

/** Put the list into `element`. */
export function mount(app, element) {
  const { t } = app;
  const rows = ORDER.map((name) => row(app, name));
  element.append(make("ul.ds-layers", { "aria-label": t("layers.name") }, ...rows.map((one) => one.element)), seenAs(app));
  const refresh = () => rows.forEach((one) => one.refresh());
  refresh();
  return { refresh };
}

/** Is there something on the layer? Ink and paint are asked of the eye: looking through all pixels is not worth it. */
function present(app, name) {
  if (name === "reference") return Boolean(app.reference);
  if (name === "result") return Boolean(app.result || app.preview);
  if (name === "guide" || name === "figure") return Boolean(app.pose);
  return true;
}

function row(app, name) {
  const { t } = app;
  const layer = t(`layers.${name}`);
  const eye = { on: iconButton("eye", layer), off: iconButton("hidden", layer) };
  const eyeButton = eye.on;
  eyeButton.append(eye.off.firstChild);
  eyeButton.addEventListener("click", () => app.set({ [`layers.${name}.visible`]: !app.layers[name].visible }));
  const first = app.layers[name].opacity;
  const track = make("input.ds-range.ds-thin", {
    type: "range", min: 0, max: 100, step: 1, "aria-label": t("layers.opacity", { layer }), title: t("layers.opacity", { layer }),
    oninput: () => app.set({ [`layers.${name}`]: { visible: true, opacity: track.value / 100 } }),
    ondblclick: () => app.set({ [`layers.${name}.opacity`]: first }),
    onkeydown: (event) => event.key.startsWith("Arrow") && event.stopPropagation(),
  });
  const number = make("output.ds-percent");
  const clear = CLEARED.has(name)
    ? iconButton("clear", t("layers.clear", { layer }), { side: "left", onclick: () => app.act("clear-layer", { layer: name }) })
    : null;
  const add = name === "reference"
    ? iconButton("picture", t("layers.add_reference"), { side: "left", onclick: () => app.act("import:reference") })
    : null;
  const none = make("span.ds-none", {}, t("layers.none"));
  const element = make("li.ds-layer", {}, eyeButton, make("span.ds-layer-name", {}, layer), track, number, none, clear, add);
  element.dataset.layer = name;

  function refresh() {
    const { visible, opacity } = app.layers[name];
    const there = present(app, name);
    element.classList.toggle("ds-off", !visible);
    element.classList.toggle("ds-absent", !there);
    element.classList.toggle("ds-target", (name === "lines" && app.mode === "lines") || (name === "colors" && app.paints));
    const label = t(visible ? "layers.hide" : "layers.show", { layer });
    eyeButton.setAttribute("aria-label", label);
    eyeButton.dataset.tip = label;
    eyeButton.setAttribute("aria-pressed", String(visible));
    eyeButton.disabled = !there;
    track.value = Math.round(opacity * 100);
    track.style.setProperty("--at", opacity);
    track.setAttribute("aria-valuetext", `${Math.round(opacity * 100)}%`);
    number.textContent = Math.round(opacity * 100);
    track.hidden = number.hidden = !there;
    none.hidden = there;
    // a live preview goes with the drawing: there is nothing to clear
    if (clear) clear.hidden = !there || (name === "result" && !app.result);
    if (add) add.hidden = there;
  }
  return { element, refresh };
}
