import assert from "node:assert/strict";
import test from "node:test";
import { contrast, hsvToRgb, parseHex, rgbToHsv, toHex } from "../../anigen_core/ui/static/stage/color.js";
import { action } from "../../anigen_core/ui/static/stage/keymap.js";
import { View } from "../../anigen_core/ui/static/stage/view.js";

const key = (name, code, held = {}) => action({ key: name, code, ...held });
const ctrl = { ctrlKey: true };

test("keys by letter, and by place where the layout has no Latin letter", () => {
  assert.equal(key("b", "KeyB"), "tool:brush");
  assert.equal(key("и", "KeyB"), "tool:brush");
  assert.equal(key("ｂ", "KeyB"), "tool:brush");
  assert.equal(key("я", "KeyZ", ctrl), "undo");
  assert.equal(key("z", "KeyY", ctrl), "undo"); // QWERTZ
  assert.equal(key("z", "KeyW", ctrl), "undo"); // AZERTY
  assert.equal(key("y", "KeyZ", ctrl), "redo");
  assert.equal(key("Z", "KeyZ", { ...ctrl, shiftKey: true }), "redo");
  assert.equal(key("z", "KeyZ", { metaKey: true }), "undo");
  assert.equal(key("ü", "BracketLeft"), "size:down");
  assert.equal(key("+", "BracketRight"), "size:up"); // German: beside ü
  assert.equal(key("+", "BracketRight", ctrl), "zoom:in");
  assert.equal(key("+", "NumpadAdd"), "zoom:in");
  assert.equal(key("х", "BracketLeft"), "size:down");
  assert.equal(key("ъ", "BracketRight"), "size:up");
  assert.equal(key("&", "Digit1"), "mode:lines"); // AZERTY
  assert.equal(key("Backspace", "Backspace"), "delete");
  assert.equal(key("q", "KeyQ"), null);
});

test("a view goes there and back, flipped, zoomed and pinched", () => {
  const view = new View().fit({ width: 1024, height: 1536 }, { width: 800, height: 600 });
  for (const change of [() => {}, () => view.flip({ width: 800 }), () => view.zoomAt(3, 100, 200)]) {
    change();
    const at = view.toScreen(300.5, 700);
    const back = view.toCanvas(at.x, at.y);
    assert.ok(Math.abs(back.x - 300.5) < 1e-9 && Math.abs(back.y - 700) < 1e-9);
  }
  const held = view.toCanvas(100, 100);
  view.pinch([{ x: 50, y: 100 }, { x: 150, y: 100 }], [{ x: 100, y: 200 }, { x: 300, y: 200 }]);
  const moved = view.toScreen(held.x, held.y);
  assert.ok(Math.abs(moved.x - 200) < 1e-9 && Math.abs(moved.y - 200) < 1e-9);
});

test("colors go round and are read or refused", () => {
  for (const text of ["#000000", "#ffffff", "#3a7bd5", "#fe0101"]) {
    assert.equal(toHex(hsvToRgb(rgbToHsv(parseHex(text)))), text);
  }
  assert.deepEqual(parseHex("f80"), [255, 136, 0]);
  assert.equal(parseHex("red"), null);
  assert.equal(Math.round(contrast([0, 0, 0], [255, 255, 255])), 21);
});
