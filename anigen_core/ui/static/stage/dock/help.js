// Every key and gesture on one sheet, and the choice of language at its foot.

import { iconButton, make } from "./controls.js";
import { LANGUAGES, rememberLanguage } from "../texts.js";

/** Groups of [keys, text]; keys in one string are pressed together, entries of a list one or the other. */
export const SHEET = [
  ["help.draw", [
    [["B"], "tools.brush"], [["E"], "tools.eraser"], [["G"], "tools.bucket"], [["I"], "tools.picker"], [["L"], "tools.lasso"],
    [["Alt"], "help.pick", true], [["Shift"], "help.straight", true], [["[", "]"], "help.sizes"], [["X"], "color.swap"], [["S"], "dock.symmetry"],
  ]],
  ["tools.lasso", [
    [["R"], "dock.redo_part"], [["Ctrl+C"], "dock.copy"], [["Ctrl+X"], "dock.cut"], [["Ctrl+V"], "dock.paste"], [["Delete", "Backspace"], "dock.delete"],
    [["←", "→"], "help.nudge"], [["Ctrl+A"], "dock.select_all"], [["Enter"], "help.put_down"], [["Esc", "Ctrl+D"], "dock.deselect"], [["Ctrl+Shift+D"], "help.reselect"],
  ]],
  ["modes.pose", [
    ["help.drag", "tools.joint"], [["Shift"], "help.limb", true], ["help.right", "help.right_text"], [["PgDn", "PgUp"], "help.next_joint"],
    [["←", "→"], "help.move_joint"], [["Delete"], "help.right_text"],
  ]],
  ["help.view", [
    [["1", "2", "3", "4"], "help.modes"], [["0"], "tools.fit"], [["M"], "tools.flip"], [["Space"], "tools.pan", true], [["+", "-"], "help.zoom"],
    ["help.wheel_key", "help.wheel_text"],
  ]],
  ["help.edit", [
    [["Ctrl+Z"], "tools.undo"], [["Ctrl+Shift+Z", "Ctrl+Y"], "tools.redo"], ["help.drop", "help.drop_text"], [["H", "?", "F1"], "help.name"],
    ["help.double", "help.double_text"], ["help.long", "help.long_text"],
  ]],
  ["help.touch", [
    ["help.tap_two", "help.tap_two_text"], ["help.two_taps", "tools.undo"], ["help.three_taps", "tools.redo"], ["help.palm", "help.palm_text"], ["help.eraser_tip", "help.eraser_tip_text"],
    ["help.barrel", "help.barrel_text"],
  ]],
];

const MAC = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");

/** The words on a key cap. */
export const keyName = (key) => (MAC ? key.replace("Ctrl+", "⌘").replace("Shift+", "⇧") : key);

/** A select that changes the language; the page is loaded anew, the drawing restores itself. */
export function languageSelect(app) {
  const select = make("select.ds-language", {
    "aria-label": app.t("help.language"), title: app.t("help.language"),
    onkeydown: (event) => event.stopPropagation(),
    onchange: async () => {
      const address = rememberLanguage(select.value);
      await app.flush?.();
      if (address === location.href) location.reload();
      else location.href = address;
    },
  }, ...Object.entries(LANGUAGES).map(([code, name]) =>
    make("option", { value: code, lang: code, selected: code === app.t.language }, name)));
  return select;
}

/** Open the sheet; the dialog of the browser keeps the focus inside and closes with Escape. */
export function openHelp(app, parent) {
  const { t } = app;
  const open = parent.querySelector("dialog.ds-help");
  if (open) {
    open.close();
    return;
  }
  const before = document.activeElement;
  const close = iconButton("close", t("help.close"), { side: "left", key: "Esc", onclick: () => dialog.close() });
  const dialog = make("dialog.ds-help", { tabindex: -1, "aria-labelledby": "ds-help-name" },
    make("header", {}, make("h2", { id: "ds-help-name" }, t("help.name")), close),
    make("div.ds-help-groups", {}, ...SHEET.map(([name, lines]) =>
      make("section", {}, make("h3", {}, t(name)), make("dl", {}, ...lines.flatMap((line) => entry(t, line)))))),
    make("footer", {}, make("p", {}, t("help.focus")), word(t("help.tour"), () => {
      dialog.close();
      app.act("tour");
    }), word(t("help.print"), () => print()), make("label", {}, `${t("help.language")} `, languageSelect(app))));
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.({ preventScroll: true });
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    // the stage must not draw on while the sheet is open
    event.stopPropagation();
    if (event.code === "KeyH" && !event.ctrlKey && !event.metaKey && !event.target.matches("select")) dialog.close();
    if (event.key !== "Tab") return;
    // round and round inside: the browser's own order would leave for its address bar
    const stops = [...dialog.querySelectorAll("button, select")];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
  }, true);
  parent.append(dialog);
  dialog.showModal();
  dialog.focus();
}

function word(words, onclick) {
  return make("button.ds-word", { type: "button", onclick }, words);
}

function entry(t, [keys, text, held]) {
  const caps = Array.isArray(keys)
    ? keys.flatMap((key) => keyName(key).split(/(?<=.)\+(?=.)/).map((cap) => make("kbd", {}, cap)))
    : [make("span", {}, t(keys))];
  return [
    make("dt", {}, ...caps, held ? make("em", {}, t("help.hold")) : null),
    make("dd", {}, t(text)),
  ];
}
