import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const UI = new URL("../../anigen_core/ui/", import.meta.url);
const { saying } = await import(new URL("static/stage/said.js", UI));
const said = JSON.parse(readFileSync(new URL("i18n/said.json", UI), "utf8"));

const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages say the same sentences, with the same places", () => {
  assert.deepEqual(Object.keys(said.ja), Object.keys(said.zh));
  for (const own of Object.values(said)) {
    for (const [english, text] of Object.entries(own)) assert.deepEqual(places(text), places(english), english);
  }
});

test("a sentence is said with what differs from one to the next, and inside it", () => {
  const say = saying({ "Enlarging to {size}": "{size} に拡大", "{what}. It took ": "{what}。時間 ", "Painted by PI-REC ({details})": "PI-REC（{details}）" });
  assert.equal(say("Enlarging to 1024x1536"), "1024x1536 に拡大");
  assert.equal(say("Painted by PI-REC (weights pirec, CPU). It took "), "PI-REC（weights pirec, CPU）。時間 ");
});

test("what is not known stays, and what was said is not said again", () => {
  const say = saying(said.ja);
  assert.equal(say("A sentence of tomorrow."), "A sentence of tomorrow.");
  for (const text of Object.values(said.ja)) assert.equal(say(text), text, text);
});
