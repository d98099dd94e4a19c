// Steps of the chain in whose place the artist put a picture of their own. They belong to the drawing: putting one in
// and taking it out are steps of its history.

import { recorded } from "../actions.js";
import { encodeColors, encodeLines } from "../files/io.js";

/** In the order in which they run. */
export const STEPS = ["body", "lines", "paint", "refine", "upscale", "eyes"];

/**
 * A picture of the artist's own: {blob, writing, bare}. Pixels {width, height, ink} or {width, height, paint} are
 * written beside everything else; `bare` holds them until `blob` does.
 */
export function ownPicture(pixels) {
  const own = { blob: null, bare: pixels };
  own.writing = (pixels.ink ? encodeLines : encodeColors)(pixels).then((blob) => {
    Object.assign(own, { blob, bare: null });
    return blob;
  });
  return own;
}

const ownFile = (blob) => ({ blob, bare: null, writing: Promise.resolve(blob) });

/** Put a picture file in the place of a step. @returns {Promise<boolean>} false where it is no picture */
export async function replaceStep(app, step, file) {
  try {
    (await createImageBitmap(file)).close();
  } catch {
    return false;
  }
  app.act("paint-done");
  return recorded(app, "replaced", { ...app.replaced, [step]: ownFile(file) });
}

/** Take the artist's picture out of a step. */
export function restoreStep(app, step) {
  const { [step]: gone, ...others } = app.replaced;
  return gone ? recorded(app, "replaced", others) : false;
}

/** What is kept of them: [{step, picture: Blob}]. */
export const keptReplaced = (app) =>
  Promise.all(Object.entries(app.replaced).map(async ([step, { writing }]) => ({ step, picture: await writing })));

/** The same at once: [{step, picture: Blob | null}], and the pixels that are not written yet, by name. */
export function bareReplaced(app) {
  const all = Object.entries(app.replaced);
  const replaced = all.map(([step, { blob, bare }]) => ({ step, picture: blob, width: bare?.width, height: bare?.height }));
  const bytes = all.filter(([, { blob }]) => !blob).flatMap(([step, { bare }]) =>
    ["ink", "paint"].filter((plane) => bare[plane]).map((plane) => [`${step}_${plane}`, bare[plane]]));
  return { replaced, ...Object.fromEntries(bytes) };
}

/** Of what was kept, or of what Python sends; `fetched` reads an address. */
export async function readReplaced(list, kept, fetched) {
  const found = {};
  for (const { step, picture, width, height } of list ?? []) {
    if (!STEPS.includes(step)) continue;
    if (picture) found[step] = ownFile(picture instanceof Blob ? picture : await fetched(picture));
    else if (kept[`${step}_ink`]) found[step] = ownPicture({ width, height, ink: kept[`${step}_ink`] });
    else if (kept[`${step}_paint`]) found[step] = ownPicture({ width, height, paint: kept[`${step}_paint`] });
  }
  return found;
}
