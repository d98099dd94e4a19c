// Which key is which action. Letters go by what the key writes, or, where the layout writes no Latin letter (or
// a dead key), by where the key lies; so B is B on a French, a Greek and a Japanese keyboard alike.

const LETTERS = {
  b: "tool:brush", e: "tool:eraser", g: "tool:bucket", i: "tool:picker", l: "tool:lasso",
  x: "swap", m: "flip", r: "redo-selection", h: "help", s: "symmetry",
};
const DIGITS = { 0: "fit", 1: "mode:lines", 2: "mode:colors", 3: "mode:pose", 4: "mode:colorize" };
const SIGNS = { "[": "size:down", "]": "size:up", "+": "zoom:in", "=": "zoom:in", "-": "zoom:out", "?": "help" };
const NAMED = {
  Escape: "escape", Enter: "enter", Delete: "delete", Backspace: "delete", F1: "help",
  ArrowLeft: "nudge:left", ArrowRight: "nudge:right", ArrowUp: "nudge:up", ArrowDown: "nudge:down",
};
const COMMANDS = {
  z: "undo", y: "redo", c: "copy", x: "cut", v: "paste", a: "select-all", d: "deselect",
  0: "fit", "+": "zoom:in", "=": "zoom:in", "-": "zoom:out",
};
const SHIFTED_COMMANDS = { z: "redo", d: "reselect" };
// where the layout has no such sign without a modifier, the key at its place on the US keyboard counts
const PLACES = { BracketLeft: "[", BracketRight: "]", Minus: "-", Equal: "=", NumpadAdd: "+", NumpadSubtract: "-" };

/** The name of the action a keydown asks for, or null. */
export function action(event) {
  if (event.altKey && !event.getModifierState?.("AltGraph")) return null;
  const sign = signOf(event);
  const command = (event.ctrlKey || event.metaKey) && !event.getModifierState?.("AltGraph");
  if (command) return (event.shiftKey ? SHIFTED_COMMANDS[sign] : COMMANDS[sign]) ?? null;
  if (event.key in NAMED) return NAMED[event.key];
  // German, Spanish and Italian write + where others have ]: there the pair of brackets belongs together
  if (event.key === "+" && event.code === "BracketRight") return SIGNS["]"];
  return SIGNS[event.key] ?? LETTERS[sign] ?? DIGITS[digitOf(event)] ?? SIGNS[sign] ?? null;
}

/** The lower-case Latin letter, digit or sign of a key. */
function signOf({ key = "", code = "" }) {
  const written = key.toLowerCase();
  if (/^[a-z0-9]$/.test(written) || written in SIGNS) return written;
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter) return letter[1].toLowerCase();
  return PLACES[code] ?? digitOf({ key, code }) ?? written;
}

/** Digits also from the row where it writes others (French), and from the number pad. */
function digitOf({ key = "", code = "" }) {
  if (/^[0-9]$/.test(key)) return key;
  return /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? null;
}
