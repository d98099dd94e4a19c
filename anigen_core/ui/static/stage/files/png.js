// PNG files, byte by byte: what kind of file bytes are, the recipe inside a finished picture, and writing pixels
// exactly as they are. No canvas takes part, so no browser can shift a color. Pure: runs in a worker and in node.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const RECIPE = "anGn"; // the chunk with the whole .anigen file, see anigen_core/recipe.py
const MOST_CHUNKS = 65536;
const HEADER = 13;
const COLOR_TYPES = { 1: 0, 4: 6 }; // channels: gray, RGBA
const INDEXED = 3;
const MOST_COLORS = 256;
const SLOTS = 1024; // of the table that finds a color's number

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** The CRC-32 of some bytes, after those that gave `crc`. */
export function crc32(bytes, crc = 0) {
  let c = ~crc >>> 0;
  for (let i = 0; i < bytes.length; i += 1) c = TABLE[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return ~c >>> 0;
}

const startsWith = (bytes, start) => start.every((byte, i) => bytes[i] === byte);

/** Whether these bytes begin as a PNG does. */
export const isPng = (bytes) => startsWith(bytes, SIGNATURE);

/**
 * The chunks of a PNG up to and with IEND: {kind, data (a view), crc}. It ends early where the file does: what
 * was read till then is good.
 */
export function* chunks(bytes) {
  if (!isPng(bytes)) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (let count = 0; count < MOST_CHUNKS && at + 12 <= bytes.length; count += 1) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return;
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    yield { kind, data: bytes.subarray(at + 8, end), crc: view.getUint32(end) };
    if (kind === "IEND") return;
    at = end + 4;
  }
}

/** The recipe inside a finished PNG, or null: none, another program's file, or damaged. */
export function recipeIn(bytes) {
  let found = null;
  for (const { kind, data, crc } of chunks(bytes)) {
    if (kind === RECIPE) found = crc32(data, crc32(new TextEncoder().encode(kind))) === crc ? data : null;
  }
  return found;
}

/** {width, height} of a PNG from its first chunk, or null. */
export function sizeOf(bytes) {
  for (const { kind, data } of chunks(bytes)) {
    if (kind !== "IHDR" || data.length !== HEADER) return null;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return { width: view.getUint32(0), height: view.getUint32(4) };
  }
  return null;
}

/** What a file is, by its content: "document", "recipe", "pose", "picture" or null. The name tells nothing. */
export function kindOf(bytes) {
  if (isPng(bytes)) return recipeIn(bytes) ? "recipe" : "picture";
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) return "document";
  const pictures = [[0xff, 0xd8, 0xff], [0x47, 0x49, 0x46, 0x38], [0x42, 0x4d], [0x52, 0x49, 0x46, 0x46]];
  if (pictures.some((start) => startsWith(bytes, start))) return "picture";
  if (String.fromCharCode(...bytes.subarray(4, 8)) === "ftyp") return "picture"; // AVIF and its kin
  const first = new TextDecoder().decode(bytes.subarray(0, 64)).replace(/^\ufeff/, "").trimStart()[0];
  return first === "{" || first === "[" ? "pose" : null;
}

/**
 * Pixels as a PNG, every value as it is.
 * @param {Uint8Array|Uint8ClampedArray} pixels rows from the top; 1 channel (gray) or 4 (RGBA, straight)
 * @returns {Promise<Uint8Array[]>} parts of the file
 */
export async function encode(width, height, channels, pixels) {
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  const few = channels === 4 ? indexed(pixels) : null;
  header.set([8, few ? INDEXED : COLOR_TYPES[channels], 0, 0, 0], 8);
  const data = await deflated(filtered(height, width * (few ? 1 : channels), few ? few.numbers : pixels));
  return [
    Uint8Array.from(SIGNATURE),
    ...chunk("IHDR", header),
    ...(few ? [...chunk("PLTE", few.rgb), ...chunk("tRNS", few.alpha)] : []),
    ...chunk("IDAT", data),
    ...chunk("IEND", new Uint8Array(0)),
  ];
}

/**
 * RGBA pixels as numbers of at most 256 colors, or null where there are more. Blocks of color have few, and a
 * quarter of the bytes is written, sent and read in far less time.
 */
function indexed(pixels) {
  const words = pixels.byteOffset % 4 === 0
    ? new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2)
    : new Uint32Array(pixels.slice().buffer);
  const numbers = new Uint8Array(words.length);
  const colors = [];
  const slots = new Int16Array(SLOTS).fill(-1);
  let last = ~words[0];
  let number = 0;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] !== last) {
      last = words[i];
      let slot = (Math.imul(last, 0x9e3779b1) >>> 22) % SLOTS;
      while (slots[slot] >= 0 && colors[slots[slot]] !== last) slot = (slot + 1) % SLOTS;
      if (slots[slot] < 0) {
        if (colors.length === MOST_COLORS) return null;
        slots[slot] = colors.length;
        colors.push(last);
      }
      number = slots[slot];
    }
    numbers[i] = number;
  }
  const bytes = new Uint8Array(Uint32Array.from(colors).buffer); // R, G, B, A in the order of the pixels
  const rgb = new Uint8Array(colors.length * 3);
  const alpha = new Uint8Array(colors.length);
  for (let i = 0; i < colors.length; i += 1) {
    rgb.set(bytes.subarray(4 * i, 4 * i + 3), 3 * i);
    alpha[i] = bytes[4 * i + 3];
  }
  return { numbers, rgb, alpha };
}

/** Every row with the filter "up" (2) before it: rows of a drawing are mostly like those above them. */
function filtered(height, line, pixels) {
  const out = new Uint8Array(height * (line + 1));
  out.set(pixels.subarray(0, line), 1);
  const whole = line % 4 === 0 && pixels.byteOffset % 4 === 0;
  const four = whole ? new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2) : null;
  for (let y = 1; y < height; y += 1) {
    const from = y * line;
    const to = y * (line + 1) + 1;
    out[to - 1] = 2;
    if (!whole) {
      for (let i = 0; i < line; i += 1) out[to + i] = pixels[from + i] - pixels[from + i - line];
      continue;
    }
    // four bytes at a glance: most are as those above, and 0 stands there already
    for (let i = 0, word = from >> 2, above = (from - line) >> 2; i < line; i += 4, word += 1, above += 1) {
      if (four[word] === four[above]) continue;
      for (let k = i; k < i + 4; k += 1) out[to + k] = pixels[from + k] - pixels[from + k - line];
    }
  }
  return out;
}

async function deflated(bytes) {
  const { readable, writable } = new CompressionStream("deflate");
  const writer = writable.getWriter();
  writer.write(bytes).catch(() => {}); // what goes wrong is told at the other end
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer());
}

function chunk(kind, data) {
  const name = new TextEncoder().encode(kind);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, crc32(data, crc32(name)));
  return [length, name, data, check];
}
