// The keyboard, only while the stage has the focus. Which key is which action is keymap.js' business.

import { action } from "./keymap.js";

const TYPING =
  "input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=color]), textarea, select, [contenteditable=true]";

/** Keys, and the clipboard's events, as actions; Space and Alt are held. */
export function attachKeys(app) {
  const { root } = app;

  root.addEventListener("keydown", (event) => {
    if (event.target.closest(TYPING)) return;
    if (event.key === "Alt") {
      app.hold.alt(true);
      event.preventDefault(); // or the browser's menu takes the focus
      return;
    }
    if (event.defaultPrevented || event.isComposing) return;
    if (isSpace(event)) {
      // a button that was reached by keyboard is pressed by Space
      if (event.target.closest("button, [role=slider], a, summary") && event.target.matches(":focus-visible")) return;
      event.preventDefault();
      if (!event.repeat) app.hold.space(true);
      return;
    }
    const own = event.target.closest("button, a, summary, input, [role]:not(.ds-root)");
    if (own && own !== root && ["Enter", "Tab", "Escape", "Delete", "Backspace"].includes(event.key) && own.matches(":focus-visible")) return;
    const name = action(event);
    if (!name) return;
    if (name === "copy" || name === "cut" || name === "paste") return; // these come as clipboard events
    if (event.repeat && !/^(size|zoom|undo|redo)/.test(name)) return event.preventDefault();
    if (app.act(name, undefined) !== false) event.preventDefault();
  });

  document.addEventListener("keydown", ({ key }) => key === "Tab" && root.classList.add("ds-keyed"), true);
  document.addEventListener("pointerdown", () => root.classList.remove("ds-keyed"), true);

  root.addEventListener("keyup", (event) => {
    if (event.key === "Alt") {
      app.hold.alt(false);
      event.preventDefault();
    }
    if (isSpace(event)) app.hold.space(false);
  });

  root.addEventListener("focusout", (event) => {
    if (root.contains(event.relatedTarget)) return;
    app.hold.space(false);
    app.hold.alt(false);
  });

  // a button pressed with the pointer hands the keyboard back, so that Space pans and letters choose tools
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (event.detail > 0 && button && document.activeElement === button && !button.closest("[role=menu], [role=dialog], dialog")) {
      root.focus({ preventScroll: true });
    }
  });
  root.addEventListener("pointerup", (event) => {
    if (event.target.matches("input[type=range]") && event.target === document.activeElement) root.focus({ preventScroll: true });
  });

  for (const name of ["copy", "cut"]) {
    root.addEventListener(name, (event) => {
      if (event.target.closest(TYPING) || event.defaultPrevented || app.act(name) === false) return;
      // what lay on the clipboard before is now older than the piece
      event.clipboardData?.setData("text/plain", "AniGen");
      event.preventDefault();
    });
  }
  root.addEventListener("paste", (event) => {
    if (event.target.closest(TYPING) || event.defaultPrevented) return;
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length && app.act("paste") !== false) event.preventDefault();
  });
}

function isSpace(event) {
  return event.code === "Space" || event.key === " ";
}
