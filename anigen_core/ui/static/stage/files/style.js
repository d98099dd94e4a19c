// The style reference: a picture whose colors are wanted. It is no layer and has a size of its own.

import { recorded } from "../actions.js";

/** The longer side, in pixels, that a style reference is kept with: no painter looks closer. */
const SIDE = 2048;
/** Files up to this many bytes are kept as they are, if they are small enough in pixels. */
const PLAIN_BYTES = 6 << 20;
const KINDS = ["image/png", "image/jpeg", "image/webp"];
/** The small copy that goes along with previews. */
const SMALL_AREA = 192 * 288;

/**
 * {bitmap, blob} of a picture file (a Blob), scaled down where it is large.
 * @throws where it is no picture that this browser can read
 */
export async function readStyle(file) {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: "none" });
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= PLAIN_BYTES && KINDS.includes(file.type)) return { bitmap, blob: file };
  const blob = await drawn(bitmap, scale, "image/png");
  if (scale === 1) return { bitmap, blob };
  bitmap.close();
  return { bitmap: await createImageBitmap(blob, { colorSpaceConversion: "none" }), blob };
}

/** Show another style reference, or none, as one step of the history. @returns {Promise<boolean>} changed */
export async function setStyle(app, file) {
  if (!file && !app.style) return false;
  return recorded(app, "style", file ? await readStyle(file) : null);
}

const smallOnes = new WeakMap();

/** A small copy of a style reference, a Blob; made once. */
export function smallStyle(style) {
  if (!smallOnes.has(style)) {
    const { width, height } = style.bitmap;
    const scale = Math.min(1, Math.sqrt(SMALL_AREA / (width * height)));
    smallOnes.set(style, drawn(style.bitmap, scale, "image/webp"));
  }
  return smallOnes.get(style);
}

async function drawn(bitmap, scale, type) {
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type, quality: 0.9 });
}
