// How large a picture is, from the first bytes of its file: known before a browser decodes gigabytes of it.

import { sizeOf } from "./png.js";

const JPEG_FRAMES = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];

/**
 * {width, height} in pixels of a PNG, JPEG, GIF, BMP, WebP or AVIF, as its header declares them; null where it
 * declares none.
 * @param {Uint8Array} bytes the file
 */
export function pictureSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const named = (at, name) => [...name].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  try {
    if (named(1, "PNG")) return sizeOf(bytes);
    if (named(0, "GIF8")) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (named(0, "BM")) return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    if (named(0, "RIFF") && named(8, "WEBP")) return webp(view, named);
    if (named(4, "ftyp")) return avif(view, named);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpeg(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the file ends before its header does
  }
  return null;
}

/** Segments follow each other, each with its length; that of the frame has the size. */
function jpeg(view) {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (JPEG_FRAMES.includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const bare = marker === 0xff || marker === 1 || (marker >= 0xd0 && marker <= 0xd7);
    at += marker === 0xff ? 1 : bare ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webp(view, named) {
  if (named(12, "VP8 ")) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (named(12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!named(12, "VP8X")) return null;
  const side = (at) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return { width: side(24), height: side(27) };
}

/** The largest "ispe" property near the beginning: an AVIF may hold a small preview, too. */
function avif(view, named) {
  let most = null;
  for (let at = 8; at < Math.min(view.byteLength, 65536) - 16; at += 1) {
    if (!named(at, "ispe")) continue;
    const found = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!most || found.width * found.height > most.width * most.height) most = found;
  }
  return most;
}
