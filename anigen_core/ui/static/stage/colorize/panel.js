// The Colorize panel: a picture whose colors are wanted, colors of parts, and whether flats are kept.
//
// Its value, whether flats are kept, goes to Python; so do the colors, which belong to the character. The picture
// belongs to the drawing on the stage.

import { mountPartColors } from "../character/part_colors.js";
import { icon } from "../dock/icons.js";
import { make, panelOf } from "../dock/controls.js";
import { stage, takesFiles, whenStage } from "../dock/stage_link.js";
import { loadTexts } from "../texts.js";

/**
 * Build the panel inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn)}, of
 * which props.value is whether flats are kept, props.parts the parts that can have a color, and props.palette
 * {id, colors} the colors that they have.
 */
export const mount = panelOf("colorize-panel", new URL("colorize.css", import.meta.url), build);

async function build(root, link) {
  const t = await loadTexts();
  root.lang = t.language;

  // --- colors of parts
  let colors = {};
  const wells = mountPartColors({
    t, parts: link.props.parts ?? [],
    onchange: (part, color) => {
      const { [part]: _, ...others } = colors;
      take(color ? { ...others, [part]: color } : others);
      link.trigger("recolor", { colors });
    },
  });
  const none = make("button.cz-small", {
    type: "button", title: t("colorize.no_colors_hint"),
    onclick: () => {
      take({});
      link.trigger("recolor", { colors });
    },
  }, t("colorize.no_colors"));
  function take(next) {
    colors = next;
    wells.show(colors);
    none.hidden = !Object.keys(colors).length;
  }
  const swap = make("button.cz-press", {
    type: "button", title: t("colorize.swap_hint"), onclick: () => link.trigger("swap", { colors }),
  }, icon("again"), make("span", {}, t("colorize.swap")));

  // --- flats
  const flats = make("button.cz-toggle", {
    type: "button", role: "switch", title: t("colorize.flats_hint"),
    onclick: () => {
      link.props.value = !link.props.value;
      link.trigger("input");
      showFlats();
    },
  }, make("span", {}, t("colorize.flats")), make("i", { "aria-hidden": "true" }));
  const showFlats = () => flats.setAttribute("aria-checked", String(Boolean(link.props.value)));

  const style = mountStyle(t);
  root.replaceChildren(
    style.element,
    make("div.cz-head", {}, make("h3", {}, t("colorize.palette")), none),
    wells.element,
    make("div.cz-row", {}, flats, swap),
  );
  link.watch("palette", () => take(link.props.palette?.colors ?? {}));
  link.watch("value", showFlats);
  take(link.props.palette?.colors ?? {});
  showFlats();
  root.panel = { get colors() { return colors; } };
  return root.panel;
}

/** The place for the picture whose colors are wanted. It belongs to the stage, which may come later than this. */
function mountStyle(t) {
  const image = make("canvas", { "aria-hidden": "true" });
  const zone = make("button.cz-zone", { type: "button", onclick: () => stage()?.act("import:style") },
    icon("picture"), image);
  const words = make("p", {});
  const remove = make("button.cz-small", {
    type: "button",
    onclick: () => {
      stage()?.setStyle(null);
      zone.focus();
    },
  }, t("colorize.style_remove"));
  const element = make("div.cz-style", {}, zone, make("div", {}, make("h3", {}, t("colorize.style")), words, remove));

  takesFiles(element, "cz-over", ([file]) => stage()?.openFile(file, "style"));

  function show() {
    const bitmap = stage()?.style?.bitmap ?? null;
    element.classList.toggle("cz-has", Boolean(bitmap));
    remove.hidden = !bitmap;
    words.textContent = t(bitmap ? "colorize.style_there" : "colorize.style_hint");
    const label = t(bitmap ? "colorize.style_other" : "colorize.style_choose");
    zone.setAttribute("aria-label", label);
    zone.title = label;
    if (bitmap) draw(image, bitmap);
  }
  whenStage((app) => {
    for (const event of ["style", "loaded"]) app.on(event, show);
    show();
  });
  show();
  return { element };
}

/** The whole picture, as large as the canvas shows it. */
function draw(canvas, bitmap) {
  const side = 2 * 84; // sharp on fine screens
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}
