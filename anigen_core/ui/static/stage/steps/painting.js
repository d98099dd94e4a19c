// Painting over a step of the chain: its picture lies on the stage as a drawing, and afterwards the artist's own
// drawing is back as it was. To begin, to end and every stroke between are steps of the one history.

import { make } from "../dock/controls.js";
import { inkFromRGBA, paintFromRGBA, words } from "../pixels/planes.js";
import { resized } from "../pose/pose.js";
import { ownPicture } from "./replaced.js";

/** The modes in which a step can be painted over: lines are lines, everything else takes lines and colors. */
export const modesOf = (step) => (step === "lines" ? ["lines"] : ["lines", "colors"]);

/** Name the actions, and show a bar on the stage while a step is painted over. */
export function attachPainting(app) {
  app.define("paint-done", () => end(app, true));
  app.define("paint-leave", () => end(app, false));
  const show = () => bar(app);
  for (const event of ["painted", "loaded", "pixels"]) app.on(event, show);
}

/**
 * Lay the picture of a step on the stage. `kept` is {ink, paint} of a painting that was begun before.
 * @returns {Promise<boolean>} false where the picture cannot be read; then everything is as it was
 */
export async function paintOver(app, { step, blob }, kept = {}) {
  const base = await pixelsOf(app, blob);
  if (!base) return false;
  if (app.painted) end(app, true);
  // nothing waits from here on: no stroke comes in between
  app.hold?.stop();
  app.act("deselect");
  app.settle();
  app.act("correct-done");
  if (app.film?.isOpen) app.film.open(false);
  const { planes, pose, reference, mode } = app;
  const drawing = { ...planes.contents(), pose, reference, mode };
  const { width, height, rgba } = base;
  const first = step === "lines" ? { ink: inkFromRGBA(rgba) } : { paint: paintFromRGBA(rgba) };
  change(app, "paint-over", { width, height, ...first, ...kept }, {
    painted: { step, blob, rgba, drawing }, pose: null, reference: null,
  });
  app.act(`mode:${modesOf(step).at(-1)}`);
  return true;
}

function end(app, take) {
  const { painted, planes } = app;
  if (!painted) return false;
  app.hold?.stop();
  app.act("deselect");
  app.settle();
  const { drawing, step } = painted;
  const { width, height, ink, paint, mode } = drawing;
  // what was brought onto the stage meanwhile is the drawing's
  const pose = app.pose ? resized(app.pose, [width, height]) : drawing.pose;
  const values = { painted: null, pose, reference: app.reference ?? drawing.reference };
  const own = take ? painting(painted, planes) : null;
  if (own) values.replaced = { ...app.replaced, [step]: ownPicture(own) };
  change(app, "painted-over", { width, height, ink, paint }, values);
  app.act(`mode:${mode}`);
  if (take && !own) app.say(app.t("steps.unpainted"));
  return true;
}

/** Other contents of the canvas and other values of the app, all in one step of the history. */
function change(app, label, contents, values) {
  app.begin(label);
  app.history.replace(contents);
  for (const [name, value] of Object.entries(values)) {
    app.history.value(name, app[name], value);
    app[name] = value;
  }
  app.lastPoint = null;
  app.viewport.renew();
  app.viewport.fit();
  app.commit("painted");
  for (const name of Object.keys(values)) if (name !== "painted") app.emit(name, {});
}

/**
 * What is on the stage as the picture of a step, null where nothing was changed. Pixels that were left alone are
 * those of the step to the bit, half transparent edges too; ink is laid over; where the step covered all, so does this.
 */
export function painting({ step, rgba }, { width, height, ink, paint }) {
  if (step === "lines") {
    const before = inkFromRGBA(rgba);
    return ink.every((value, i) => value === before[i]) ? null : { width, height, ink: ink.slice() };
  }
  const before = words(paintFromRGBA(rgba));
  const now = words(paint);
  const out = new Uint8ClampedArray(rgba);
  const all = words(out);
  const covered = !all.some((word) => word >>> 24 < 255);
  let changed = false;
  for (let i = 0; i < now.length; i += 1) {
    if (now[i] !== before[i]) {
      all[i] = covered && !now[i] ? 0xffffffff : now[i];
      changed = true;
    }
    if (ink[i]) {
      lay(out, 4 * i, ink[i]);
      changed = true;
    }
  }
  return changed ? { width, height, paint: out } : null;
}

/** Black of this strength over the pixel at `p`, straight alpha. */
function lay(rgba, p, ink) {
  const below = (rgba[p + 3] * (255 - ink)) / 255;
  const alpha = below + ink;
  for (let c = 0; c < 3; c += 1) rgba[p + c] = Math.round((rgba[p + c] * below) / alpha);
  rgba[p + 3] = Math.round(alpha);
}

async function pixelsOf(app, blob) {
  try {
    const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } catch (error) {
    console.warn(error);
    app.say(app.t("tools.not_loaded"), "error");
    return null;
  }
}

// --- what is kept of it with the drawing

/** {step, blob, width, height} of the painting on the stage, null where there is none. */
export function keptPainting({ painted, planes: { width, height } }) {
  return painted && { step: painted.step, blob: painted.blob, width, height };
}

/** The drawing itself, {width, height, ink, paint}, whatever stands on the stage. */
export const ownPlanes = ({ painted, planes }) => painted?.drawing ?? planes.contents();

// --- the bar

function bar(app) {
  const { t, painted } = app;
  const middle = app.root.querySelector(".ds-middle");
  const shown = middle.querySelector(".ds-painting-bar");
  app.root.classList.toggle("ds-painting", Boolean(painted));
  if (shown?.dataset.step === painted?.step) return;
  shown?.remove();
  if (!painted) return;
  const title = t("steps.painting", { step: t(`steps.${painted.step}`) });
  const go = () => {
    window.anigen?.showResults?.();
    app.request("finish"); // which takes it in first
  };
  middle.append(make("div.ds-ask.ds-correct.ds-painting-bar", { role: "group", "aria-label": title, "data-step": painted.step },
    make("strong", {}, title),
    make("button.ds-ask-main", { type: "button", title: t("steps.go_on_hint"), onclick: go }, t("steps.go_on")),
    make("button", { type: "button", title: t("steps.leave_hint"), onclick: () => app.act("paint-leave") }, t("steps.leave"))));
}
