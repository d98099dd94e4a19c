// The artist's desk: modes above, tools in a strip, and beside it what the mode and the tool offer.

import { iconButton, make, roving } from "./controls.js";
import { languageSelect, openHelp } from "./help.js";
import { icon } from "./icons.js";
import * as layersPanel from "./layers_panel.js";
import { openMenu } from "./menu.js";
import * as toolPanel from "./tool_panel.js";

const MODES = [["lines", "1"], ["colors", "2"], ["pose", "3"], ["colorize", "4"]];
const TOOLS = [["brush", "B"], ["eraser", "E"], ["bucket", "G"], ["picker", "I"], ["lasso", "L"], ["pan", "Space"]];
/** What changes how much room the panel needs; anything else is redrawn without measuring. */
const needs = (app) => [app.mode, app.tool, app.recent.length > 6, Boolean(app.recent.length)].join();
/** What the first tool is in each mode: [icon, name]. */
const FIRST = { lines: ["pen", "pen"], colors: ["brush", "block"], pose: ["joint", "joint"], colorize: ["hint", "hint"] };
const NARROW = 560; // CSS pixels of the stage
const PANEL_KEY = "anigen-panel";

/** Build the dock in `element`. Everything pressed goes through app.act or app.set. */
export function mount(app, element) {
  const { t } = app;
  element.classList.add("ds-dock");
  // Chinese and Japanese share characters that are drawn differently
  element.lang = t.language;

  const modes = make("div.ds-modes", { role: "radiogroup", "aria-label": t("modes.name") }, ...MODES.map(([mode, key]) => {
    const button = make("button.ds-mode", {
      type: "button", role: "radio", "aria-keyshortcuts": key, "data-tip": t(`modes.${mode}_hint`), "data-key": key, "data-side": "bottom",
      onmousedown: (event) => event.preventDefault(),
      onclick: () => {
        app.act(`mode:${mode}`);
        element.classList.remove("ds-folded");
      },
    }, icon(mode), make("span", {}, t(`modes.${mode}`)));
    button.dataset.mode = mode;
    return button;
  }));
  const modeStops = roving(modes);

  const press = (name, label, key, act, shortcut) => iconButton(name, label, { key, shortcut, onclick: () => app.act(act) });
  const tools = Object.fromEntries(TOOLS.map(([tool, key]) =>
    [tool, iconButton(tool, t(`tools.${tool}`), { key, onclick: () => app.act(`tool:${tool}`) })]));
  for (const [tool, button] of Object.entries(tools)) button.dataset.tool = tool;
  const undo = press("undo", t("tools.undo"), "Ctrl+Z", "undo", "Control+Z");
  const redo = press("redo", t("tools.redo"), "Ctrl+Shift+Z", "redo", "Control+Shift+Z");
  const flip = press("flip", t("tools.flip"), "M", "flip");
  const fit = press("fit", t("tools.fit"), "0", "fit");
  const file = iconButton("file", t("tools.file"), { onclick: () => openMenu(app, file) });
  file.setAttribute("aria-haspopup", "menu");
  const help = press("help", t("help.name"), "H", "help");
  const fold = iconButton("fold", t("tools.panel"), { onclick: () => folded(!element.classList.contains("ds-folded")) });
  const language = make("label.ds-button.ds-speak", { "data-tip": t("help.language") }, icon("language"), languageSelect(app));
  const rule = () => make("hr", { "aria-hidden": "true" });
  const strip = make("div.ds-strip", { role: "toolbar", "aria-orientation": "vertical", "aria-label": t("tools.name") },
    ...Object.values(tools), rule(), undo, redo, rule(), flip, fit, rule(), file, make("span.ds-gap"), language, help, fold);
  const stripStops = roving(strip);

  const options = make("div.ds-options");
  const pose = make("div.ds-pose", { hidden: true });
  const above = make("div.ds-above", {}, options, pose);
  const layersHead = make("button.ds-layers-head", {
    type: "button", onmousedown: (event) => event.preventDefault(), onclick: () => showLayers(!layersShown()),
  }, icon("layers"), make("span", {}, t("layers.name")), icon("down"));
  const layersBody = make("div.ds-layers-body");
  const layersBox = make("section.ds-layers-box", {}, layersHead, layersBody);
  const panel = make("div.ds-panel", {}, above, layersBox);
  element.append(modes, make("div.ds-desk", {}, strip, panel));

  const layers = layersPanel.mount(app, layersBody);
  const options_ = toolPanel.mount(app, options);

  // a button that was just pressed is known by name: its tooltip would only lie over what the press brought
  element.addEventListener("click", (event) => {
    const tipped = event.target.closest("[data-tip]");
    tipped?.classList.add("ds-known");
    // a press anywhere in the dock brings the keys to the stage
    if (event.detail > 0 && app.root && !app.root.contains(document.activeElement)) app.root.focus({ preventScroll: true });
    tipped?.addEventListener("pointerleave", () => tipped.classList.remove("ds-known"), { once: true });
  });

  // what needs all of the stage puts the panel away where it would leave too little of it
  app.define?.("panel:", (way) => {
    if (way !== "narrow" || app.root.clientWidth < NARROW) folded(way !== "shown");
  });
  app.define?.("help", () => openHelp(app, element));

  // --- the panel can be put away on a small tablet

  function folded(on) {
    element.classList.toggle("ds-folded", on);
    const label = t(on ? "tools.panel_show" : "tools.panel");
    fold.setAttribute("aria-label", label);
    fold.setAttribute("aria-expanded", String(!on));
    fold.dataset.tip = label;
    try {
      localStorage.setItem(PANEL_KEY, on ? "folded" : "open");
    } catch {
      // then it is open again the next time
    }
    app.emit("layout");
  }

  // --- layers stand open where there is room, else over the panel at a press

  const layersShown = () => layersBox.classList.contains("ds-shown");
  function showLayers(on) {
    layersBox.classList.toggle("ds-shown", on);
    layersHead.setAttribute("aria-expanded", String(on || !layersBox.classList.contains("ds-short")));
  }
  document.addEventListener("pointerdown", (event) => {
    if (layersShown() && element.isConnected && !layersBox.contains(event.target)) showLayers(false);
  });
  layersBox.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !layersShown()) return;
    event.stopPropagation();
    showLayers(false);
    layersHead.focus();
  });
  const tight = new Set();
  let high = 0;
  function measure() {
    panel.classList.remove("ds-tight");
    const height = () => [...above.children].reduce((sum, child) => sum + (child.hidden ? 0 : child.scrollHeight), 0);
    const room = panel.clientHeight - layersHead.offsetHeight;
    let content = height();
    // the hint goes first where room is short, then the list of layers; a mode stays tight, so that its wheel stays in place
    if (panel.clientHeight !== high) tight.clear();
    high = panel.clientHeight;
    if (content > room) tight.add(app.mode);
    if (tight.has(app.mode)) {
      panel.classList.add("ds-tight");
      content = height();
    }
    const short = content + layersBody.scrollHeight > room;
    layersBox.classList.toggle("ds-short", short);
    if (!short) showLayers(false);
    layersHead.disabled = !short;
    layersHead.setAttribute("aria-expanded", String(!short || layersShown()));
  }

  let posing = null;
  let measured = "";
  let first = "";
  function refresh() {
    for (const button of modes.children) {
      const on = button.dataset.mode === app.mode;
      button.setAttribute("aria-checked", String(on));
      if (on) modeStops.settle(button);
    }
    const drawing = app.mode !== "pose";
    const inHand = drawing || app.tool === "pan" ? app.tool : "brush";
    for (const [tool, button] of Object.entries(tools)) {
      // a figure is moved by its joints, with no other tool in hand than the view's
      button.setAttribute("aria-pressed", String(tool === inHand));
      button.disabled = !drawing && tool !== "pan" && tool !== "brush";
    }
    if (app.mode !== first) {
      first = app.mode;
      const [sign, name] = FIRST[first];
      tools.brush.replaceChildren(icon(sign));
      tools.brush.dataset.tip = t(`tools.${name}`);
      tools.brush.setAttribute("aria-label", t(`tools.${name}`));
    }
    stripStops.settle(tools[inHand]);
    undo.disabled = !(app.history.canUndo || app.floating);
    redo.disabled = !app.history.canRedo;
    flip.setAttribute("aria-pressed", String(Boolean(app.view?.flipped)));
    options.hidden = !drawing;
    pose.hidden = drawing;
    if (!drawing && !posing) {
      posing = import("../pose/pose_panel.js").then((module) => module.mount(app, pose)).then(measure);
      posing.catch((error) => console.error(error));
    }
    options_.refresh();
    layers.refresh();
    element.dataset.mode = app.mode;
    const now = needs(app);
    if (now !== measured) {
      measured = now;
      measure();
    }
  }

  let due = 0;
  const later = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      refresh();
    });
  };
  for (const event of ["change", "pixels", "pose", "result", "preview", "view", "loaded"]) app.on(event, later);
  const room = new ResizeObserver(measure);
  for (const part of [panel, options, pose]) room.observe(part);

  let put = null;
  try {
    put = localStorage.getItem(PANEL_KEY);
  } catch {
    // storage is switched off
  }
  folded(put === "folded");
  refresh();
  return { refresh };
}
