// What goes in and out of the stage as a whole: drawings that are loaded, snapshots, and requests to the studio.

import { bounded, recorded } from "./actions.js";
import { Planes, inkFromRGBA, paintFromRGBA } from "./planes.js";
import { encodeColors, encodeLines, encodeMask } from "./io.js";
import { readPose, resized, writePose } from "./pose.js";

/** An ImageBitmap from a Blob or an address; colors as they are in the file. */
export async function picture(source) {
  const blob = source instanceof Blob ? source : await fetched(source);
  return createImageBitmap(blob, { colorSpaceConversion: "none" });
}

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture could not be read (${answer.status}).`);
  return answer.blob();
}

/** RGBA pixels of a picture brought to a size; `smooth` false keeps colors exact, `whole` the proportions. */
function pixelsOf(bitmap, width, height, smooth, whole = false) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingEnabled = smooth;
  context.imageSmoothingQuality = "high";
  const k = whole ? Math.min(width / bitmap.width, height / bitmap.height) : 0;
  const [w, h] = whole ? [bitmap.width * k, bitmap.height * k] : [width, height];
  context.drawImage(bitmap, Math.round((width - w) / 2), Math.round((height - h) / 2), Math.round(w), Math.round(h));
  return context.getImageData(0, 0, width, height).data;
}

const inkOf = (bitmap, width, height, whole) => inkFromRGBA(pixelsOf(bitmap, width, height, true, whole));
const paintOf = (bitmap, width, height, whole) => paintFromRGBA(pixelsOf(bitmap, width, height, false, whole));

/**
 * Take over a drawing {width, height, lines, colors, pose, reference, parts, label}; pictures are addresses or
 * Blobs, the pose an OpenPose document. `parts` says which of lines, colors, pose and reference are replaced.
 * One step of the history when `record`, else a fresh history.
 */
export async function load(app, drawing, { record = true, label = drawing.label ?? "load" } = {}) {
  const parts = new Set(drawing.parts ?? ["lines", "colors", "pose", "reference"]);
  const read = (name) => (parts.has(name) && drawing[name] ? picture(drawing[name]) : null);
  const [lines, colors, reference] = await Promise.all(["lines", "colors", "reference"].map(read));
  const wanted = parts.has("lines") || parts.has("colors");
  const first = lines ?? colors;
  const size = wanted
    ? bounded({ width: drawing.width ?? first?.width, height: drawing.height ?? first?.height })
    : { width: app.planes.width, height: app.planes.height };
  const { width, height } = size;

  app.hold?.stop();
  app.act("deselect");
  app.settle();
  app.begin(label);
  const { planes, history } = app;
  if (wanted) {
    const kept = width === planes.width && height === planes.height ? planes : await rescaled(planes, width, height);
    const ink = parts.has("lines") ? lines && inkOf(lines, width, height) : kept.ink.slice();
    const paint = parts.has("colors") ? colors && paintOf(colors, width, height) : kept.paint.slice();
    history.replace({ width, height, ink: ink ?? undefined, paint: paint ?? undefined });
  }
  const values = {};
  if (parts.has("pose")) values.pose = drawing.pose ? readPose(drawing.pose, { extent: [width, height] }) : null;
  values.pose = on("pose" in values ? values.pose : app.pose, width, height);
  if (parts.has("reference")) values.reference = reference;
  for (const [name, value] of Object.entries(values)) {
    history.value(name, app[name], value);
    app[name] = value;
  }
  for (const bitmap of [lines, colors]) bitmap?.close();
  app.lastPoint = null;
  app.viewport.renew();
  if (wanted) app.viewport.fit();
  app.commit("pixels", { rect: planes.rect, loaded: true });
  if (!record) app.history.clear();
  app.emit("pose", {});
  app.emit("change", {});
  app.emit("loaded", { parts: [...parts], note: drawing.note ?? null });
  if (drawing.note) app.say(drawing.note);
}

/** The pose laid onto a canvas of another size. */
function on(pose, width, height) {
  return !pose || (pose.width === width && pose.height === height) ? pose : resized(pose, [width, height]);
}

/** The planes at another size, for what a loaded part leaves standing. */
async function rescaled(planes, width, height) {
  const bitmap = async (plane) =>
    createImageBitmap(new ImageData(planes.image(plane, planes.rect), planes.width, planes.height));
  const [ink, paint] = await Promise.all([bitmap("ink"), bitmap("paint")]);
  return new Planes(width, height, { ink: inkOf(ink, width, height, true), paint: paintOf(paint, width, height, true) });
}

/** Everything needed to go on later: pictures as Blobs (null when empty), the pose as an OpenPose document. */
export async function snapshot(app) {
  const { planes, pose } = app;
  const [lines, colors, reference] = await Promise.all([
    planes.isBlank("ink") ? null : encodeLines(planes),
    planes.isBlank("paint") ? null : encodeColors(planes),
    app.reference ? encodeBitmap(app.reference) : null,
  ]);
  return {
    width: planes.width, height: planes.height, revision: app.revision,
    lines, colors, reference, pose: pose ? writePose(pose) : null,
    mode: app.mode, tool: app.tool, color: app.color, other: app.other, recent: app.recent,
    options: structuredClone(app.options), layers: structuredClone(app.layers),
  };
}

/** Go on from a snapshot. */
export async function restore(app, kept) {
  await load(app, { ...kept, parts: undefined, note: null }, { record: false, label: "restore" });
  const patch = {};
  for (const name of ["color", "other", "recent", "options", "layers"]) if (kept[name]) patch[name] = kept[name];
  app.set(patch);
  app.revision = kept.revision ?? app.revision;
  if (kept.mode) app.act(`mode:${kept.mode}`);
  if (kept.tool) app.act(`tool:${kept.tool}`);
}

/** A picture as PNG, no longer than 2048 pixels a side. */
async function encodeBitmap(bitmap) {
  const scale = Math.min(1, 2048 / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/png" });
}

/** Show a picture under everything, as a step of the history. */
export async function setReference(app, source) {
  const changed = recorded(app, "reference", source ? await picture(source) : null);
  if (source && !app.layers.reference.visible) app.set({ "layers.reference.visible": true });
  return changed;
}

/**
 * Ask the studio for something: finish, redo (with the selection), recall (with a picture) or take (with a file
 * to read and its kind). Pictures are uploaded first; the answer comes down as a prop.
 * @param {{picture?: Blob, take?: string}} detail
 */
export async function request(app, link, kind, { picture: file = null, take = null } = {}) {
  app.hold?.stop();
  app.settle();
  if (app.busy) return false;
  app.set({ busy: kind });
  try {
    const { planes, pose, revision } = app;
    const send = async (blob, name) => {
      if (!blob) return null;
      const { path } = await link.upload(new File([blob], name, { type: blob.type }));
      return { path, meta: { _type: "gradio.FileData" } };
    };
    const drawn = kind !== "take";
    const inside = kind === "redo" ? app.selectionMask() : null;
    if (kind === "redo" && !inside) {
      app.say(app.t("tools.select_first"));
      return false;
    }
    const known = file ?? (kind === "redo" ? app.result?.blob : null);
    const [lines, colors, selection, finished] = await Promise.all([
      drawn && !planes.isBlank("ink") ? encodeLines(planes).then((blob) => send(blob, "lines.png")) : null,
      drawn && !planes.isBlank("paint") ? encodeColors(planes).then((blob) => send(blob, "colors.png")) : null,
      inside && encodeMask({ width: planes.width, height: planes.height, mask: inside }).then((blob) => send(blob, "selection.png")),
      send(known, known?.name ?? "picture.png"),
    ]);
    link.props.value = {
      width: planes.width, height: planes.height, revision,
      lines, colors, pose: pose ? writePose(pose) : null, selection, picture: finished,
    };
    link.trigger(kind, take ? { kind: take } : { revision });
    return true;
  } catch (error) {
    console.warn(error);
    app.say(app.t("tools.not_sent"), "error");
    return false;
  } finally {
    app.set({ busy: null });
  }
}

/** Props that Python sends down, each once. */
export function listen(app, link) {
  const seen = {};
  const hear = (name, take) => {
    const look = () => {
      const value = link.props[name];
      if (!value || value.id === undefined || seen[name] === value.id) return;
      seen[name] = value.id;
      Promise.resolve(take(value)).catch((error) => {
        console.warn(error);
        app.say(app.t("tools.not_loaded"), "error");
      });
    };
    link.watch(name, look);
    look();
  };
  hear("drawing", (drawing) => load(app, drawing));
  hear("result", (result) => app.showResult(result));
  hear("message", ({ text, kind }) => app.say(text, kind));
  return hear;
}

/** Take over a finished picture {url, width, height, seed, words}. */
export async function showResult(app, result) {
  const blob = await fetched(result.url);
  const bitmap = await createImageBitmap(blob);
  app.result = { ...result, blob, bitmap };
  app.preview = null;
  app.viewport.repaint();
  app.emit("result", app.result);
  app.emit("change", {});
}
