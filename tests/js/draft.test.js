import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const STAGE = new URL("../../anigen_core/ui/static/stage/", import.meta.url);
const { harmonies } = await import(new URL("draft/harmony.js", STAGE));
const { MATRICES, filterValues } = await import(new URL("draft/seeing.js", STAGE));
const vectors = JSON.parse(readFileSync(new URL("../vectors/color.json", import.meta.url), "utf8"));

const bytes = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

test("harmonies are those of Python, to one step of a channel", () => {
  for (const { color, harmonies: expected } of vectors.colors) {
    const found = harmonies(color);
    for (const [scheme, colors] of Object.entries(expected)) {
      colors.flatMap(bytes).forEach((value, i) => {
        assert.ok(Math.abs(value - found[scheme].flatMap(bytes)[i]) <= 1, `${scheme} of ${color}`);
      });
    }
  }
});

test("the filters have the matrices of Python, and alpha stays", () => {
  assert.deepEqual(MATRICES, vectors.matrices);
  const values = filterValues(MATRICES.protan).split(" ").map(Number);
  assert.equal(values.length, 20);
  assert.deepEqual(values.slice(0, 5), [...vectors.matrices.protan[0], 0, 0]);
  assert.deepEqual(values.slice(15), [0, 0, 0, 1, 0]);
});
