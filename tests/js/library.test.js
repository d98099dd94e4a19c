import assert from "node:assert/strict";
import test from "node:test";
import { faceSquare } from "../../anigen_core/ui/static/stage/faces/placing.js";
import { alike, filesIn, picturesOf, pieces, suggested, wordFor, wordsOf } from "../../anigen_core/ui/static/stage/library/model.js";

const catalog = { groups: { hair: ["twin_tails", "bob"], hair_color: ["pink"], eye_color: ["pink", "blue"] } };
const words = wordsOf(catalog, (group, word) => word.replace("_", " "), (group) => group.replace("_", " "));

test("pictures are told from other files by type, or by ending", () => {
  const files = [{ type: "image/png", name: "a.png" }, { type: "", name: "b.WEBP" }, { type: "image/svg+xml", name: "c.svg" }, { type: "text/plain", name: "d.png" }, { type: "", name: "e.psd" }];
  assert.deepEqual(picturesOf(files).map(({ name }) => name), ["a.png", "b.WEBP"]);
  assert.deepEqual(pieces([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(pieces([]), []);
});

test("a typed word is found by its name, with its group, by its key or by how it begins", () => {
  assert.equal(wordFor("Twin Tails", words).key, "hair:twin_tails");
  assert.equal(wordFor("twin_tails", words).key, "hair:twin_tails");
  assert.equal(wordFor(suggested(words[3]), words).key, "eye_color:pink");
  assert.equal(wordFor("eye_color:blue", words).key, "eye_color:blue");
  assert.equal(wordFor("twi", words).key, "hair:twin_tails");
  assert.equal(wordFor("pink", words).key, "hair_color:pink");
  assert.equal(wordFor("purple", words), null);
  assert.equal(wordFor("  ", words), null);
});

test("files inside folders are dropped, too; hidden ones and other kinds are not", async () => {
  const file = (name) => ({ isFile: true, name, file: (take) => take({ name }) });
  const folder = (name, inner) => {
    const left = [inner.slice(0, 1), inner.slice(1), []];
    return { isDirectory: true, name, createReader: () => ({ readEntries: (take) => take(left.shift() ?? []) }) };
  };
  const dropped = folder("drawings", [file("a.png"), folder("old", [file("b.jpg"), file("notes.txt")]), folder(".git", [file("c.png")])]);
  const transfer = { items: [{ webkitGetAsEntry: () => dropped }], files: [] };
  assert.deepEqual((await filesIn(transfer, 10)).map(({ name }) => name), ["a.png", "b.jpg"]);
  const plain = { items: [{ webkitGetAsEntry: () => file("x.png") }], files: [{ name: "x.png" }, { name: "y.png" }] };
  assert.deepEqual(await filesIn(plain, 1), [{ name: "x.png" }]);
});

test("how alike two pictures are", () => {
  assert.deepEqual([0, 0.257, 1, 1.4].map(alike), [100, 74, 0, 0]);
});

test("a face goes over the head of the pose, else into the upper middle, and never leaves its place with the scale", () => {
  const upper = faceSquare({ width: 512, height: 768 });
  assert.ok(upper.x + upper.side / 2 === 256 && upper.y >= 0 && upper.y + upper.side < 768);
  const joints = Array.from({ length: 18 }, () => [0, 0, 0]);
  joints[0] = [200, 150, 1];
  joints[1] = [200, 210, 1];
  const over = faceSquare({ width: 512, height: 768 }, { joints });
  assert.ok(Math.abs(over.x + over.side / 2 - 200) <= 1 && over.y < 150 && over.y + over.side > 150);
  const twice = faceSquare({ width: 1024, height: 1536 }, { joints: joints.map(([x, y, c]) => [2 * x, 2 * y, c]) });
  assert.ok(Math.abs(twice.side - 2 * over.side) <= 1);
  joints[1][2] = 0;
  assert.deepEqual(faceSquare({ width: 512, height: 768 }, { joints }), upper);
});
