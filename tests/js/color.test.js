import assert from "node:assert/strict";
import test from "node:test";
import { contrast, hsvToRgb, parseHex, rgbToHsv, toHex } from "../../anigen_core/ui/static/stage/pixels/color.js";

test("colors go round and are read or refused", () => {
  for (const text of ["#000000", "#ffffff", "#3a7bd5", "#fe0101"]) {
    assert.equal(toHex(hsvToRgb(rgbToHsv(parseHex(text)))), text);
  }
  assert.deepEqual(parseHex("f80"), [255, 136, 0]);
  assert.equal(parseHex("red"), null);
  assert.equal(Math.round(contrast([0, 0, 0], [255, 255, 255])), 21);
});
