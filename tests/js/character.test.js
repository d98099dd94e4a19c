import assert from "node:assert/strict";
import { test } from "node:test";

const FOLDER = new URL("../../anigen_core/ui/static/stage/character/", import.meta.url);
const { anybody, colored, isOpen, opened, read, rolled, seedOf, toggled, write } = await import(new URL("model.js", FOLDER));
const { favorites, keep, MOST } = await import(new URL("favorites.js", FOLDER));
const { isSwatch, isTall, looks } = await import(new URL("pictures.js", FOLDER));

const catalog = {
  groups: { hair: ["bob", "long"], hair_color: ["pink", "blue"], accessories: ["glasses", "ribbon"] },
  parts: ["hair", "top"], sets: ["accessories"], dice: ["hair", "hair_color"],
};

test("one word in a group of one, any number in a set, and a second press opens it again", () => {
  let one = toggled(anybody(), "hair", "bob", catalog);
  one = toggled(one, "hair", "long", catalog);
  assert.deepEqual(one.wishes.hair, ["long"]);
  one = toggled(toggled(one, "accessories", "ribbon", catalog), "accessories", "glasses", catalog);
  assert.deepEqual(read(one, catalog).wishes.accessories, ["glasses", "ribbon"]);
  assert.deepEqual(read(toggled(one, "hair", "long", catalog), catalog).wishes.hair, undefined);
  assert.deepEqual(read(opened(one, "accessories"), catalog).wishes, { hair: ["long"] });
});

test("what the catalog does not know is left out", () => {
  const given = { wishes: { hair: ["antlers", "bob", "long"], nose: ["big"] }, colors: { top: "#ABCDEF", hair: "red", sky: "#000000" }, seed: "7" };
  assert.deepEqual(read(JSON.stringify(given), catalog), { wishes: { hair: ["bob"] }, colors: { top: "#abcdef" }, seed: 7 });
  for (const damaged of ["{", "null", "3", "[]", undefined]) assert.deepEqual(read(damaged, catalog), anybody());
});

test("equal characters are equal texts", () => {
  const one = colored(colored(anybody(), "top", "#111111"), "hair", "#222222");
  const other = colored(colored(anybody(), "hair", "#222222"), "top", "#111111");
  assert.equal(write(one, catalog), write(other, catalog));
  assert.equal(colored(one, "top", null).colors.top, undefined);
});

test("seeds are whole and within their range", () => {
  assert.deepEqual([seedOf("12.4"), seedOf(-3), seedOf("x"), seedOf(1e12)], [12, 0, 0, 2 ** 32 - 1]);
});

test("dice leave alone what is locked and open what they do not decide", () => {
  const one = { wishes: { hair: ["bob"], hair_color: ["pink"], accessories: ["ribbon"] }, colors: { top: "#111111", hair: "#222222" }, seed: 9 };
  const next = rolled(one, new Set(["hair", "seed"]), catalog, () => 0.99);
  assert.deepEqual(next, { wishes: { hair: ["bob"], hair_color: ["blue"] }, colors: { hair: "#222222" }, seed: 9 });
  assert.equal(rolled(one, new Set(), catalog, () => 0).seed, 0);
  assert.ok(isOpen(anybody()) && !isOpen(next));
});

test("favorites survive a damaged store and stay within their number", () => {
  const kept = new Map();
  const store = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  assert.deepEqual(favorites(catalog, store), []);
  const list = Array.from({ length: MOST + 5 }, (_, i) => ({ name: `n${i}`, character: { ...anybody(), seed: i } }));
  assert.ok(keep(list, store));
  assert.equal(favorites(catalog, store).length, MOST);
  assert.deepEqual(favorites(catalog, store)[3], list[3]);
  for (const key of kept.keys()) kept.set(key, "{damaged");
  assert.deepEqual(favorites(catalog, store), []);
  assert.equal(keep(list, { setItem() { throw new Error("full"); } }), false);
});

test("a word is shown by its place in the atlas, or by its color", () => {
  const pictures = {
    size: [200, 100], pictures: { hair: { size: [50, 100], at: { bob: [100, 0] } } }, swatches: { hair_color: { pink: "#ff88aa" } },
  };
  const style = looks(pictures, "hair", "bob", 25);
  assert.equal(style.width, "25px");
  assert.equal(style.height, "50.00px");
  assert.match(style.background, /wishes\.webp"\) -50\.00px 0\.00px \/ 100\.00px 50\.00px/);
  assert.deepEqual(looks(pictures, "hair_color", "pink", 25), { background: "#ff88aa" });
  assert.deepEqual(looks(pictures, "hair", "unknown", 25), {});
  assert.ok(isTall(pictures, "hair") && isSwatch(pictures, "hair_color") && !isSwatch(pictures, "hair"));
});
