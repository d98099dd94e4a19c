import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const STAGE = new URL("../../anigen_core/ui/static/stage/", import.meta.url);
const { ICON_NAMES } = await import(new URL("dock/icons.js", STAGE));
const { PARTS, readParts } = await import(new URL("dock/palette.js", STAGE));
const { hueName } = await import(new URL("dock/wheel.js", STAGE));

const kept = (value) => ({ getItem: () => value });

test("every icon that is asked for is drawn", () => {
  for (const file of readdirSync(STAGE, { recursive: true }).filter((name) => name.endsWith(".js"))) {
    const source = readFileSync(new URL(file, STAGE), "utf8");
    for (const [, name] of source.matchAll(/\b(?:icon|iconButton|worded)\("([a-z]+)"/g)) {
      assert.ok(ICON_NAMES.includes(name), `${file}: ${name}`);
    }
  }
});

test("hues have everyday names all the way round", () => {
  assert.deepEqual([0, 30, 55, 120, 180, 230, 275, 320, 359].map(hueName),
    ["red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink", "red"]);
});

test("kept colors of parts are read, damaged ones are not", () => {
  assert.deepEqual(readParts(kept(null)), PARTS);
  assert.deepEqual(readParts(kept("{no json")), PARTS);
  assert.equal(readParts(kept('{"hair": "#112233"}')).hair, "#112233");
  const parts = readParts(kept('{"hair": "url(x)", "unknown": "#112233"}'));
  assert.deepEqual(parts, PARTS);
});

test("a browser that keeps nothing gives the first colors", () => {
  const closed = { getItem: () => { throw new Error("denied"); } };
  assert.deepEqual(readParts(closed), PARTS);
});

test("the sheet of keys has every key that does something", async () => {
  const { SHEET } = await import(new URL("dock/help.js", STAGE));
  const { action } = await import(new URL("keymap.js", STAGE));
  const caps = SHEET.flatMap(([, lines]) => lines.flatMap(([keys]) => (Array.isArray(keys) ? keys : [])));
  const told = new Set(caps.map((cap) => cap.replace("PgDn", "PageDown").replace("PgUp", "PageUp")));
  const press = (key, more = {}) => action({ key, code: "", ...more });
  for (const key of [..."abcdefghijklmnopqrstuvwxyz0123456789[]+-?", "Enter", "Delete", "Backspace", "F1"]) {
    if (press(key)) assert.ok(told.has(key.length === 1 ? key.toUpperCase() : key), key);
    const command = press(key, { ctrlKey: true });
    if (command && !/^(fit|zoom)/.test(command)) assert.ok(told.has(`Ctrl+${key.toUpperCase()}`), `Ctrl+${key}`);
  }
});
