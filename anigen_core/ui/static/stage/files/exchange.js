// What goes in and out of the stage as a whole: drawings that are loaded, snapshots, and requests to the studio.

import { bounded, recorded } from "../actions.js";
import { Planes, inkFromRGBA, paintFromRGBA } from "../pixels/planes.js";
import { encodeColors, encodeLines, encodeMask } from "./io.js";
import { keptReferences, readReferences } from "../own/references.js";
import { readStyle } from "./style.js";
import { readPose, resized, writePose } from "../pose/pose.js";
import { keptPainting, ownPlanes, paintOver } from "../steps/painting.js";
import { bareReplaced, keptReplaced, readReplaced } from "../steps/replaced.js";

const DRAWN = new Set(["finish", "redo", "choose", "repose", "sheet", "search", "fit", "animate"]); // what the drawing goes along with
const endingOf = (blob) => blob?.type.split("/")[1];
const REFERENCE_SIDE = 2048; // pixels, the longer one of a reference that is kept
const INSIDE = 256 << 10; // bytes of pictures that go inside an event: uploads cost more than they weigh

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
 * Take over a drawing {width, height, lines, colors, pose, reference, style, references, replaced, parts, label, note};
 * pictures are addresses or Blobs, the pose an OpenPose document, references [{picture, pose}], replaced [{step,
 * picture}]. `parts` says which of them are replaced.
 * One step of the history when `record`, else a fresh history; but never is something lost that was drawn while
 * the pictures were read: then it is a step all the same.
 *
 * Drawings are taken over in the order they were asked for. One that cannot be read leaves everything as it is,
 * and the promise is rejected.
 */
export function load(app, drawing, options) {
  const turn = app.loading.then(() => takeOver(app, drawing, options));
  app.loading = turn.catch(() => {});
  return turn;
}

async function takeOver(app, drawing, { record = true, label = drawing.label ?? "load" } = {}) {
  const parts = new Set(drawing.parts ?? ["lines", "colors", "pose", "reference", "style", "references", "replaced"]);
  const read = (name) => (parts.has(name) && drawing[name] ? picture(drawing[name]) : null);
  const [lines, colors, reference, style, references_, replaced] = await Promise.all([
    ...["lines", "colors", "reference"].map(read),
    parts.has("style") && drawing.style ? styleOf(drawing.style) : null,
    parts.has("references") ? readReferences(drawing.references, fetched) : [],
    parts.has("replaced") ? readReplaced(drawing.replaced, drawing, fetched) : {},
  ]);
  // Nothing waits from here on: no stroke comes in between. What can fail is made before the step is begun.
  app.hold?.stop();
  app.act("deselect");
  app.settle();
  app.act("correct-done");
  app.act("paint-done");
  const { planes, history } = app;
  const wanted = parts.has("lines") || parts.has("colors");
  const first = lines ?? colors;
  const { width, height } = wanted
    ? bounded({ width: drawing.width ?? first?.width, height: drawing.height ?? first?.height })
    : planes;
  const plane = (name, bitmap, pixels) => {
    if (parts.has(name)) return bitmap ? pixels(bitmap, width, height) : undefined;
    const own = name === "lines" ? "ink" : "paint";
    if (width === planes.width && height === planes.height) return planes[own].slice();
    return planes.isBlank(own) ? undefined : pixels(seen(planes, own), width, height, true);
  };
  const contents = wanted && {
    width, height, ink: plane("lines", lines, inkOf), paint: plane("colors", colors, paintOf),
  };
  const given = drawing.pose ? readPose(drawing.pose, { extent: [width, height] }) : null;
  const values = { pose: on(parts.has("pose") ? given : app.pose, width, height) };
  if (parts.has("reference")) values.reference = reference;
  if (parts.has("style")) values.style = style;
  if (parts.has("references")) values.references = references_;
  if (parts.has("replaced")) values.replaced = replaced;
  if (reference && drawing.reference instanceof Blob) references.set(reference, drawing.reference);
  for (const bitmap of [lines, colors]) bitmap?.close();

  const untouched = !history.canUndo && !history.canRedo;
  app.begin(label);
  if (contents) history.replace(contents);
  for (const [name, value] of Object.entries(values)) {
    history.value(name, app[name], value);
    app[name] = value;
  }
  app.lastPoint = null;
  app.viewport.renew();
  if (wanted) app.viewport.fit();
  app.commit("pixels", { rect: planes.rect, loaded: true });
  if (!record && untouched) history.clear();
  app.emit("pose", {});
  app.emit("style", {});
  app.emit("references", {});
  app.emit("replaced", {});
  app.emit("change", {});
  app.emit("loaded", { parts: [...parts], note: drawing.note ?? null });
  if (drawing.note) app.say(drawing.note);
}

const styleOf = async (source) => readStyle(source instanceof Blob ? source : await fetched(source));

/** The pose laid onto a canvas of another size. */
function on(pose, width, height) {
  return !pose || (pose.width === width && pose.height === height) ? pose : resized(pose, [width, height]);
}

/** A plane as a canvas of its size, to be drawn at another one. */
function seen(planes, plane) {
  const canvas = new OffscreenCanvas(planes.width, planes.height);
  canvas.getContext("2d").putImageData(new ImageData(planes.image(plane, planes.rect), planes.width), 0, 0);
  return canvas;
}

/** Everything needed to go on later: pictures as Blobs (null when empty), the pose as an OpenPose document. */
export async function snapshot(app) {
  const { painted } = app;
  const plain = besidePixels(app); // as it is now: drawing goes on while the pictures are written
  const written = ({ width, height, ink, paint }) => {
    const planes = new Planes(width, height, { ink, paint });
    return [planes.isBlank("ink") ? null : encodeLines(planes), planes.isBlank("paint") ? null : encodeColors(planes)];
  };
  const [lines, colors, reference, replaced, ...over] = await Promise.all([
    ...written(ownPlanes(app)),
    app.own.reference ? encodeReference(app.own.reference) : null,
    keptReplaced(app),
    ...(painted ? written(app.planes) : []),
  ]);
  const painting = plain.painting && { ...plain.painting, lines: over[0], colors: over[1] };
  return { ...plain, lines, colors, reference, replaced, painting };
}

/** The same at once, for a page that is about to go: bare pixels, and the reference if it was written before. */
export function bareSnapshot(app) {
  const { ink, paint } = ownPlanes(app);
  const over = app.painted ? { over_ink: app.planes.ink, over_paint: app.planes.paint } : {};
  return { ...besidePixels(app), ink, paint, ...over, ...bareReplaced(app), reference: references.get(app.own.reference) ?? null };
}

function besidePixels(app) {
  const { style, revision, tool, color, other, recent, options, layers } = app;
  const { pose } = app.own;
  const { width, height } = ownPlanes(app);
  const mode = app.painted?.drawing.mode ?? app.mode;
  return {
    width, height, revision, painting: keptPainting(app), pose: pose ? writePose(pose) : null,
    references: keptReferences(app), drawings: app.film?.drawings.kept ?? app.keptDrawings ?? null,
    style: style?.blob ?? null, mode, tool, color, other, recent, options: structuredClone(options), layers: structuredClone(layers),
  };
}

/** Go on from a snapshot. */
export async function restore(app, kept) {
  app.keptDrawings = kept.drawings ?? null;
  await load(app, { ...kept, parts: undefined, note: null }, { record: false, label: "restore" });
  const patch = {};
  for (const name of ["color", "other", "recent", "options", "layers"]) if (kept[name]) patch[name] = kept[name];
  app.set(patch);
  app.revision = Math.max(app.revision, kept.revision ?? 0); // it never goes back
  if (kept.mode) app.act(`mode:${kept.mode}`);
  if (kept.painting) await paintAgain(app, kept);
  if (kept.tool) app.act(`tool:${kept.tool}`);
}

/** Go on painting over a step; its layers are Blobs, or bare pixels where the page went at once. */
async function paintAgain(app, { painting, over_ink: ink, over_paint: paint }) {
  const { lines, colors, width, height } = painting;
  const [drawn, blocks] = await Promise.all([lines, colors].map((blob) => (blob ? picture(blob) : null)));
  await paintOver(app, painting, {
    ink: ink ?? (drawn ? inkOf(drawn, width, height) : undefined),
    paint: paint ? new Uint8ClampedArray(paint) : blocks ? paintOf(blocks, width, height) : undefined,
  });
}

/** Files of references, written once: ImageBitmap -> Blob. */
const references = new WeakMap();

/** A reference as PNG, no longer than 2048 pixels a side. */
async function encodeReference(bitmap) {
  const written = references.get(bitmap);
  if (written) return written;
  const scale = Math.min(1, REFERENCE_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  references.set(bitmap, blob);
  return blob;
}

/** Show a picture under everything, as a step of the history. */
export async function setReference(app, source) {
  const changed = recorded(app, "reference", source ? await picture(source) : null);
  if (source && !app.layers.reference.visible) app.set({ "layers.reference.visible": true });
  return changed;
}

/**
 * Ask the studio for something: finish, choose (candidates), redo (with the selection), repose and sheet (the character of
 * the references), search (pictures like the drawing), recall (with a picture), take (with a file to read and its kind),
 * find (the pose in a picture), between (two drawings, as `keys`) or animate (frames painted like the drawing). Small layers go inside the event, other pictures are
 * uploaded first; the answer comes down as a prop.
 *
 * One at a time: another one waits until the first is sent, unless it is the same once more.
 * @param {{picture?: Blob, take?: string, keys?: object[], detail?: object}} detail its own `detail` goes up as it is
 * @returns {Promise<boolean>} whether it was sent; where not, the artist was told why. Never rejected.
 */
export async function request(app, link, kind, detail = {}) {
  while (app.busy) {
    if (app.busy === kind && kind !== "take" && kind !== "find") return false;
    await app.sending;
  }
  app.sending = send(app, link, kind, detail);
  return app.sending;
}

async function send(app, link, kind, { picture: file = null, take = null, detail = null, keys = [] }) {
  app.set({ busy: kind });
  try {
    const drawn = DRAWN.has(kind);
    const whole = drawn && kind !== "search" && kind !== "fit"; // with the pictures that belong to the drawing
    if (kind !== "find") {
      app.hold?.stop();
      app.settle();
    }
    if (drawn) app.act("correct-done");
    if (drawn) app.act("paint-done");
    const { planes, revision } = app;
    const { pose } = app.own;
    const { width, height } = planes; // as they are now: the uploads take their time
    const upload = async (blob, name) => {
      if (!blob) return null;
      const { path } = await link.upload(new File([blob], name, { type: blob.type }));
      return { path, meta: { _type: "gradio.FileData" } };
    };
    const inside = kind === "redo" ? app.selectionMask() : null;
    if (kind === "redo" && !inside) {
      app.say(app.t("tools.select_first"));
      return false;
    }
    const known = file ?? (kind === "redo" ? app.result?.blob : null);
    const [lines, colors, selection] = await Promise.all([
      drawn && !planes.isBlank("ink") ? encodeLines(planes) : null,
      drawn && !planes.isBlank("paint") ? encodeColors(planes) : null,
      inside && encodeMask({ width, height, mask: inside }),
    ]);
    const layers = Object.entries({ lines, colors, selection });
    const small = layers.reduce((sum, [, blob]) => sum + (blob?.size ?? 0), 0) <= INSIDE;
    const each = async (send) => Object.fromEntries(
      await Promise.all(layers.map(async ([name, blob]) => [name, blob && (await send(blob, `${name}.png`))])),
    );
    const [uploaded, pictures, finished, style, references] = await Promise.all([
      small ? { lines: null, colors: null, selection: null } : each(upload),
      small ? each(dataUrl) : {},
      upload(known, known?.name ?? "picture.png"),
      upload(whole ? app.style?.blob : null, `style.${endingOf(app.style?.blob)}`),
      Promise.all((whole ? keptReferences(app) : []).map(async ({ picture: blob, pose: shown }) =>
        ({ picture: await upload(blob, `reference.${endingOf(blob)}`), pose: shown }))),
    ]);
    const ends = await Promise.all(keys.map(async ({ lines: ink, colors: paint, ...key }) =>
      ({ ...key, lines: await upload(ink, "lines.png"), colors: await upload(paint, "colors.png") })));
    const replaced = await Promise.all((whole ? await keptReplaced(app) : []).map(async ({ step, picture: blob }) =>
      ({ step, picture: await upload(blob, `${step}.${endingOf(blob)}`) })));
    const beside = { same: app.sameCharacter, keys: ends, style, references, replaced, asked: detail, pose: pose ? writePose(pose) : null, picture: finished };
    link.props.value = { width, height, revision, ...uploaded, ...beside };
    link.trigger(kind, take ? { kind: take } : { ...(drawn || !detail ? { revision, pictures } : {}), ...detail });
    return true;
  } catch (error) {
    console.warn(error);
    app.say(app.t("tools.not_sent"), "error");
    return false;
  } finally {
    app.set({ busy: null });
  }
}

/** A picture as text, for the inside of an event. */
export async function dataUrl(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:${blob.type};base64,${btoa(text)}`;
}

/**
 * Props that Python sends down, each once, those of a name one after the other.
 * @returns {(name: string, take: (value: object) => any) => void} hears another prop
 */
export function listen(app, link) {
  const known = {};
  const turns = {};
  const hear = (name, take) => {
    const look = () => {
      const value = link.props[name];
      if (!value || value.id === undefined || known[name] === value.id) return;
      known[name] = value.id;
      turns[name] = Promise.resolve(turns[name]).then(() => take(value)).catch((error) => {
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
  app.setResult({ ...result, blob, bitmap });
  app.emit("result", app.result);
  app.emit("change", {});
}
