import assert from "node:assert/strict";
import test from "node:test";
import { action } from "../../anigen_core/ui/static/stage/keymap.js";

const key = (name, code, held = {}) => action({ key: name, code, ...held });

test("letters, digits and signs", () => {
  assert.equal(key("b", "KeyB"), "tool:brush");
  assert.equal(key("E", "KeyE", { shiftKey: true }), "tool:eraser");
  assert.equal(key("g", "KeyG"), "tool:bucket");
  assert.equal(key("i", "KeyI"), "tool:picker");
  assert.equal(key("x", "KeyX"), "swap");
  assert.equal(key("m", "KeyM"), "flip");
  assert.equal(key("r", "KeyR"), "redo-selection");
  assert.equal(key("h", "KeyH"), "help");
  assert.equal(key("[", "BracketLeft"), "size:down");
  assert.equal(key("]", "BracketRight"), "size:up");
  assert.equal(key("+", "NumpadAdd"), "zoom:in");
  assert.equal(key("+", "BracketRight", { ctrlKey: true }), "zoom:in");
  assert.equal(key("Backspace", "Backspace"), "delete");
  assert.equal(key("0", "Digit0"), "fit");
  assert.deepEqual(["1", "2", "3"].map((digit) => key(digit, `Digit${digit}`)), ["mode:lines", "mode:colors", "mode:pose"]);
});

test("undo and redo, also with the Mac's key", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    assert.equal(key("z", "KeyZ", held), "undo");
    assert.equal(key("Z", "KeyZ", { ...held, shiftKey: true }), "redo");
  }
  assert.equal(key("y", "KeyY", { ctrlKey: true }), "redo");
});

test("other layouts: what is written counts, where no Latin letter is, the place does", () => {
  assert.equal(key("z", "KeyY", { ctrlKey: true }), "undo", "German: Z lies where Y does");
  assert.equal(key("z", "KeyW", { ctrlKey: true }), "undo", "French");
  assert.equal(key("y", "KeyZ", { ctrlKey: true }), "redo", "German");
  assert.equal(key("я", "KeyZ", { ctrlKey: true }), "undo", "Russian");
  assert.equal(key("и", "KeyB"), "tool:brush", "Russian");
  assert.equal(key("х", "BracketLeft"), "size:down", "Russian");
  assert.equal(key("ъ", "BracketRight"), "size:up", "Russian");
  assert.equal(key("ｂ", "KeyB"), "tool:brush", "full width");
  assert.equal(key("β", "KeyB"), "tool:brush", "Greek");
  assert.equal(key("4", "Digit4"), "mode:colorize");
  assert.equal(key("&", "Digit1"), "mode:lines", "French digits need Shift");
  assert.equal(key("à", "Digit0"), "fit", "French");
  assert.equal(key("ü", "BracketLeft"), "size:down", "German has no bracket there");
  assert.equal(key("+", "BracketRight"), "size:up", "German: beside ü");
  assert.equal(key("Process", "KeyE"), "tool:eraser", "an input method is on");
});

test("nothing else is taken from the page", () => {
  for (const [name, code, held] of [
    ["q", "KeyQ", {}], ["r", "KeyR", { ctrlKey: true }],
    ["t", "KeyT", { ctrlKey: true }], ["b", "KeyB", { altKey: true }], ["Tab", "Tab", {}],
    ["F5", "F5", {}],
  ]) assert.equal(key(name, code, held), null, name);
});
