// The dock's panel for Pose mode: the named poses as pictures, and all that is done to the whole figure.

import { JOINTS, fitted, isShown, readPose } from "./pose.js";
import { poseDesk } from "./pose_desk.js";
import { posePicture } from "./pose_draw.js";
import { iconButton, make, roving, toggle } from "../dock/controls.js";

const SHAPES = [null, "relaxed", "open", "fist"];

/** Fill the panel; it keeps itself up to date. */
export function mount(app, element) {
  const desk = poseDesk(app);
  const parts = [library(app, desk), figure(app), joint(app, desk), hands(app, desk), files(app, desk)];
  element.classList.add("ds-pose-panel");
  element.append(...parts.map((part) => part.element));

  let due = 0;
  const refresh = () => {
    due = 0;
    for (const part of parts) part.refresh?.();
  };
  const later = () => {
    due ||= requestAnimationFrame(refresh);
  };
  for (const event of ["pose", "joint", "change", "people", "loaded"]) app.on(event, later);
  refresh();
  return { refresh };
}

const heading = (words) => make("h3.ds-pose-heading", {}, words);

function library(app, desk) {
  const { t } = app;
  const cards = new Map();
  const grid = make("div.ds-pose-grid", { role: "group", "aria-label": t("pose.library") });
  for (const entry of desk.library) {
    const label = desk.label(entry);
    const card = make("button.ds-pose-card", {
      type: "button", title: label, "data-pose": entry.name, onclick: () => app.act("choose-pose", entry.name),
    }, posePicture(fitted(readPose(entry.pose))), make("span", {}, label));
    cards.set(entry.name, card);
    grid.append(card);
  }
  if (cards.size) roving(grid);
  return {
    element: make("section.ds-pose-library", {}, heading(t("pose.library")), grid),
    refresh() {
      for (const [name, card] of cards) card.setAttribute("aria-pressed", String(Boolean(app.pose) && name === desk.chosen));
    },
  };
}

/** A button with an icon and a word. */
function worded(name, words, hint, onclick) {
  const button = iconButton(name, words, { words, onclick });
  button.classList.add("ds-worded");
  button.title = hint ?? words;
  for (const key of ["tip", "key", "side"]) delete button.dataset[key];
  return button;
}

function figure(app) {
  const { t } = app;
  const buttons = [["flip", "mirror"], ["fit", "fit"], ["reset", "reset"], ["clear", "remove"]].map(([sign, name]) =>
    worded(sign, t(`pose.${name}`), t(`pose.${name}_hint`), () => app.act(`${name}-pose`)));
  const sketch = worded("lines", t("draft.fit"), t("draft.fit_hint"), () => app.act("fit-sketch"));
  sketch.classList.add("ds-wide");
  const lock = toggle({ label: t("pose.lock"), hint: t("pose.lock_hint"), onchange: (on) => app.set({ "options.lockLimbs": on }) });
  return {
    element: make("section", {}, heading(t("pose.figure")), make("div.ds-pose-buttons", {}, ...buttons, sketch), lock.element),
    refresh() {
      const [mirror, fit, , remove] = buttons;
      for (const button of [mirror, fit, remove]) button.disabled = !app.pose;
      sketch.disabled = app.busy === "fit" || app.planes.isBlank("ink");
      lock.set(app.options.lockLimbs);
    },
  };
}

/** The joint in hand, for those who have neither a right button nor a keyboard. */
function joint(app, desk) {
  const { t } = app;
  const name = make("span.ds-pose-joint");
  const hide = worded("eye", t("pose.hide"), t("pose.hide_hint"), () => app.act("toggle-joint"));
  const all = worded("eye", t("pose.show_all"), undefined, () => app.act("show-joints"));
  const element = make("section", {}, heading(t("pose.joint")), make("div.ds-pose-line", {}, name, hide, all));
  return {
    element,
    refresh() {
      const { pose, active } = desk;
      element.hidden = !pose;
      if (!pose) return;
      const taken = active?.kind === "joint" ? active.index : null;
      name.textContent = taken === null ? t("pose.drag_hint") : t(`pose.joints.${JOINTS[taken]}`);
      name.classList.toggle("ds-hint", taken === null);
      hide.hidden = taken === null;
      if (taken !== null) hide.querySelector("span").textContent = t(isShown(pose, taken) ? "pose.hide" : "pose.show");
      all.hidden = pose.joints.every((point) => point[2] > 0);
      element.classList.toggle("ds-pose-idle", taken === null && all.hidden);
    },
  };
}

function hands(app, desk) {
  const { t } = app;
  const rows = desk.hands.map((hand) => {
    const side = hand === "left_hand" ? "left" : "right";
    const choices = SHAPES.map((shape) => make("button", {
      type: "button", role: "radio", "data-shape": shape ?? "none", onclick: () => app.act("hand-shape", { hand, shape }),
    }, t(`pose.hand_${shape ?? "none"}`)));
    const over = iconButton("flip", t("pose.hand_over"), { onclick: () => app.act("hand-over", { hand }) });
    over.title = t("pose.hand_over");
    const bar = make("div.ds-pose-choice", { role: "radiogroup", "aria-label": t(`pose.her_${side}`) }, ...choices);
    const stops = roving(bar);
    return { hand, choices, over, stops, element: make("div.ds-pose-hand", {}, make(`span.ds-pose-side.${side}`, {}, t(`pose.her_${side}`)), bar, over) };
  });
  const element = make("section", {}, heading(t("pose.hands")), ...rows.map((row) => row.element));
  return {
    element,
    refresh() {
      element.hidden = !app.pose;
      if (!app.pose) return;
      for (const { hand, choices, over, stops } of rows) {
        const now = desk.shape(hand);
        choices.forEach((choice, i) => choice.setAttribute("aria-checked", String(SHAPES[i] === now)));
        stops.settle(choices.find((choice, i) => SHAPES[i] === now) ?? choices[0]);
        over.disabled = !now;
      }
    },
  };
}

function files(app, desk) {
  const { t } = app;
  const input = make("input", {
    type: "file", accept: ".json,application/json,text/plain", hidden: true, "data-role": "pose-file",
    onchange: async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      try {
        desk.read(await file.text());
      } catch {
        app.say(t("pose.not_read"), "error");
      }
    },
  });
  const open = worded("open", t("pose.open"), t("pose.open_hint"), () => input.click());
  const paste = worded("paste", t("pose.paste"), t("pose.paste_hint"), () => app.act("paste-pose"));
  const save = worded("store", t("pose.save"), t("pose.save_hint"), () => app.act("save-pose"));
  const copy = worded("copy", t("pose.copy"), t("pose.copy_hint"), () => app.act("copy-pose"));

  // where the browser does not hand out the clipboard, the text is pasted here
  const area = make("textarea", { rows: 4, spellcheck: "false", "aria-label": t("pose.paste_box"), placeholder: t("pose.paste_box") });
  const box = make("div.ds-pose-paste", { hidden: true }, area, worded("plus", t("pose.paste_take"), undefined, () => take()));
  const take = () => {
    if (desk.read(area.value)) {
      area.value = "";
      box.hidden = true;
    }
  };
  area.addEventListener("keydown", (event) => event.stopPropagation());
  area.addEventListener("paste", (event) => event.stopPropagation());
  app.on("paste-box", () => {
    box.hidden = false;
    area.focus();
  });

  const people = make("div.ds-pose-people", { role: "group", hidden: true });
  let offered = null;
  function offer() {
    if (desk.people === offered) return;
    offered = desk.people;
    people.hidden = !offered;
    if (!offered) return;
    const label = t("pose.which_person", { count: offered.length });
    people.setAttribute("aria-label", label);
    const cards = offered.map((person, i) => make("button.ds-pose-card", { type: "button", onclick: () => desk.pick(person) },
      posePicture(person), make("span", {}, t("pose.person", { number: i + 1 }))));
    const none = make("button.ds-pose-none", { type: "button", onclick: () => desk.pickNone() }, t("pose.person_none"));
    people.replaceChildren(make("p", {}, label), make("div.ds-pose-grid", {}, ...cards), none);
    people.scrollIntoView({ block: "nearest" });
    cards[0].focus({ preventScroll: true });
  }

  return {
    element: make("section", {}, heading(t("pose.json")), make("div.ds-pose-buttons", {}, open, paste, save, copy), input, box, people),
    refresh() {
      save.disabled = copy.disabled = !app.pose;
      offer();
    },
  };
}
