import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const UI = new URL("../../anigen_core/ui/", import.meta.url);
const { wordsOf } = await import(new URL("static/stage/sheet/sheet.js", UI));

const speaking = (language) => {
  const texts = JSON.parse(readFileSync(new URL(`i18n/${language}.json`, UI), "utf8"));
  const t = (key, values = {}) =>
    key.split(".").reduce((at, part) => at[part], texts).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return Object.assign(t, { language });
};

const candidate = {
  words: "7 of 9 joints are where the pose is, and nothing scores higher.",
  reasons: [["joints", { right: 7, of: 9 }], ["best", {}]],
};

test("a candidate is explained in the artist's language", () => {
  assert.equal(wordsOf(speaking("en"), candidate), candidate.words);
  assert.equal(wordsOf(speaking("ja"), candidate), "関節9か所のうち7か所がポーズどおり、最高点。");
  assert.equal(wordsOf(speaking("zh"), candidate), "9 个关节中有 7 个符合姿势，得分最高。");
});

test("without reasons the sentence stands as it came", () => {
  assert.equal(wordsOf(speaking("ja"), { words: "It is the only one." }), "It is the only one.");
});
