// The menu of what can be opened and brought in.

import { make } from "./controls.js";
import { icon } from "./icons.js";

const ENTRIES = [
  ["blank", "file.new", "new"],
  ["open", "file.open", "import:open", "file.open_hint"],
  ["", "file.import"],
  ["person", "file.own", "import:own"],
  ["colorize", "file.style", "import:style"],
  ["brush", "file.palette", "import:palette"],
  ["picture", "file.reference", "import:reference"],
  ["cutout", "file.cutout", "import:cutout"],
  ["lines", "file.lines", "import:lines"],
  ["split", "file.split", "import:split"],
  ["pose", "file.pose", "import:pose"],
];

/** Open the menu beside `button`; a choice, Escape or a press elsewhere closes it. */
export function openMenu(app, button) {
  const { t } = app;
  const parent = button.closest(".ds-dock");
  const open = parent.querySelector(".ds-menu");
  if (open) {
    open.close();
    return;
  }
  const menu = make("div.ds-menu", { role: "menu", "aria-label": t("file.name") }, ...ENTRIES.map(([sign, text, act, hint]) => {
    if (!act) return make("p", { role: "presentation" }, t(text));
    return make("button", {
      type: "button", role: "menuitem", tabindex: -1,
      onclick: () => {
        menu.close();
        app.act(act);
      },
    }, icon(sign), make("span", {}, t(text), hint ? make("small", {}, t(hint)) : null));
  }));
  const items = [...menu.querySelectorAll("button")];
  const elsewhere = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) menu.close();
  };
  menu.close = (back = true) => {
    document.removeEventListener("pointerdown", elsewhere, true);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus({ preventScroll: true });
  };
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") menu.close();
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && menu.isConnected && menu.close(false));
  document.addEventListener("pointerdown", elsewhere, true);
  parent.append(menu);
  const box = button.getBoundingClientRect();
  const desk = parent.getBoundingClientRect();
  menu.style.left = `${box.right - desk.left + 6}px`;
  menu.style.top = `${Math.max(4, Math.min(box.top - desk.top - 8, desk.height - menu.offsetHeight - 4))}px`;
  button.setAttribute("aria-expanded", "true");
  items[0].focus({ preventScroll: true });
}
