// PNG files byte by byte: chunks, the recipe, sizes, kinds of files, and exact pixels.

import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { test } from "node:test";

import { chunks, crc32, encode, isPng, kindOf, recipeIn, sizeOf } from "../../anigen_core/ui/static/stage/files/png.js";

const join = (parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const text = (words) => new TextEncoder().encode(words);

/** A PNG's chunk. */
function chunk(kind, data, crc = crc32(data, crc32(text(kind)))) {
  const number = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return [...number(data.length), ...text(kind), ...data, ...number(crc)];
}

/** A PNG with more chunks before its end. */
async function file(...more) {
  const whole = join(await encode(2, 3, 1, Uint8Array.from([0, 50, 100, 150, 200, 255])));
  return Uint8Array.from([...whole.subarray(0, -12), ...more.flat(), ...whole.subarray(-12)]);
}

/** The pixels of a file that encode() wrote, read by the rules of the specification. */
function decoded(bytes, channels) {
  const parts = [...chunks(bytes)];
  const { width, height } = sizeOf(bytes);
  const raw = inflateSync(parts.find(({ kind }) => kind === "IDAT").data);
  const line = width * channels;
  const out = new Uint8Array(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    assert.ok(filter === 0 || (filter === 2 && y > 0));
    for (let i = 0; i < line; i += 1) {
      const above = filter === 2 ? out[(y - 1) * line + i] : 0;
      out[y * line + i] = raw[y * (line + 1) + 1 + i] + above;
    }
  }
  return out;
}

test("the checksum is CRC-32, in one piece or several", () => {
  assert.equal(crc32(text("123456789")), 0xcbf43926);
  assert.equal(crc32(text("6789"), crc32(text("12345"))), 0xcbf43926);
  assert.equal(crc32(new Uint8Array(0)), 0);
});

for (const [channels, type] of [[1, 0], [4, 6]]) {
  test(`pixels of ${channels} channels come out as they went in`, async () => {
    const [width, height] = [37, 23];
    const pixels = Uint8ClampedArray.from({ length: width * height * channels }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24);
    const bytes = join(await encode(width, height, channels, pixels));
    const header = [...chunks(bytes)][0];
    assert.deepEqual([...header.data.subarray(8)], [8, type, 0, 0, 0]);
    assert.deepEqual(sizeOf(bytes), { width, height });
    assert.deepEqual([...decoded(bytes, channels)], [...pixels]);
    for (const { kind, data, crc } of chunks(bytes)) assert.equal(crc32(data, crc32(text(kind))), crc, kind);
  });
}

for (const [count, type] of [[1, 3], [256, 3], [257, 6]]) {
  test(`${count} colors come out as they went in`, async () => {
    const [width, height] = [41, 29];
    const colors = Uint32Array.from({ length: count }, (_, i) => Math.imul(i, 0x01000193) >>> 0);
    const words = Uint32Array.from({ length: width * height }, (_, i) => colors[(i * 31) % count]);
    const pixels = new Uint8ClampedArray(words.buffer);
    const bytes = join(await encode(width, height, 4, pixels));
    const parts = Object.fromEntries([...chunks(bytes)].map(({ kind, data }) => [kind, data]));
    assert.equal(parts.IHDR[9], type);
    if (type === 6) return assert.deepEqual([...decoded(bytes, 4)], [...pixels]);
    const found = [...decoded(bytes, 1)].flatMap((n) => [...parts.PLTE.subarray(3 * n, 3 * n + 3), parts.tRNS[n]]);
    assert.deepEqual(found, [...pixels]);
    for (const { kind, data, crc } of chunks(bytes)) assert.equal(crc32(data, crc32(text(kind))), crc, kind);
  });
}

test("a recipe is found, the last one counts", async () => {
  assert.equal(recipeIn(await file()), null);
  const found = recipeIn(await file(chunk("anGn", text("old")), chunk("tEXt", text("a\0b")), chunk("anGn", text("PK new"))));
  assert.equal(new TextDecoder().decode(found), "PK new");
});

test("a damaged recipe is none", async () => {
  assert.equal(recipeIn(await file(chunk("anGn", text("PK new"), 12345))), null);
});

test("a file that is cut short is read as far as it goes", async () => {
  const whole = await file(chunk("anGn", text("recipe")), chunk("tEXt", text("more and more")));
  for (let length = 0; length < whole.length; length += 1) {
    const kinds = [...chunks(whole.subarray(0, length))].map(({ kind }) => kind);
    assert.deepEqual(kinds, ["IHDR", "IDAT", "anGn", "tEXt"].slice(0, kinds.length));
  }
  const lying = whole.slice();
  lying.set([0xff, 0xff, 0xff, 0xff], 8); // a length beyond all files
  assert.deepEqual([...chunks(lying)], []);
  assert.equal(sizeOf(lying), null);
});

test("files are known by what is in them", async () => {
  const kinds = {
    picture: [
      await file(), Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), text("GIF89a...."), text("RIFF....WEBP"),
      text("\0\0\0 ftypavif"), text("BM......"),
    ],
    recipe: [await file(chunk("anGn", text("PK")))],
    document: [Uint8Array.from([0x50, 0x4b, 3, 4, 20])],
    pose: [text('{"people": []}'), text("  \n[{}]"), text('\ufeff{"people": []}')],
    null: [text("Once upon a time"), new Uint8Array(0), text("%PDF-1.7")],
  };
  for (const [kind, files] of Object.entries(kinds)) {
    for (const bytes of files) assert.equal(String(kindOf(bytes)), kind);
  }
  assert.ok(!isPng(text("no")) && sizeOf(text("no")) === null);
});
