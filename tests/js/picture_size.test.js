import assert from "node:assert/strict";
import test from "node:test";
import { encode } from "../../anigen_core/ui/static/stage/files/png.js";
import { pictureSize } from "../../anigen_core/ui/static/stage/files/picture_size.js";

// 37 x 21 pixels, the first bytes of files that Pillow wrote
const FILES = {
  gif: "R0lGODdhJQAVAIEAAMgeKAAAAAAAAAAA",
  bmp: "Qk1mCQAAAAAAADYAAAAoAAAAJQAAABUAAAABABgAAAAAADAJAADEDg==",
  lossy: "UklGRkgAAABXRUJQVlA4IDwAAAAwAwCdASolABUAPm02l0ikIyIhJQ==",
  lossless: "UklGRh4AAABXRUJQVlA4TBEAAAAvJAAFAAdQjyIXpf+BiOh/AAA=",
  extended: "UklGRnAAAABXRUJQVlA4WAoAAAAIAAAAJAAAFAAAVlA4IDwAAAAwAw==",
  jpeg: "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wgARCAAVACUDASI=",
  avif: "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAKwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAJQAAABUAAAAQcGl4aQAAAAADCAgIAAAADGF2MUM=",
};

test("the size of a picture is read from its first bytes", async () => {
  for (const [kind, text] of Object.entries(FILES)) {
    assert.deepEqual(pictureSize(Uint8Array.from(Buffer.from(text, "base64"))), { width: 37, height: 21 }, kind);
  }
  const png = new Blob(await encode(37, 21, 1, new Uint8Array(37 * 21)));
  assert.deepEqual(pictureSize(new Uint8Array(await png.arrayBuffer())), { width: 37, height: 21 });
});

test("a file that ends early or is something else has none", () => {
  for (const text of Object.values(FILES)) {
    const bytes = Uint8Array.from(Buffer.from(text, "base64"));
    for (const length of [0, 3, 8]) assert.equal(pictureSize(bytes.subarray(0, length)), null);
  }
  assert.equal(pictureSize(new TextEncoder().encode("RIFF....WAVEfmt and so on, long enough to be asked")), null);
});
