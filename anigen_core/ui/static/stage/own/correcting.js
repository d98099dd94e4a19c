// The pose of a reference put right on the stage: the picture lies there with its pose over it, and afterwards the
// drawing is back as it was. To begin, to end and every drag between are steps of the history.

import { make } from "../dock/controls.js";
import { readPose } from "../pose/pose.js";
import { ontoCanvas, ontoPicture } from "./references.js";

/** Name the actions, and show a bar on the stage while a pose is corrected. */
export function attachCorrecting(app) {
  app.define("correct:", (id) => begin(app, Number(id)));
  app.define("correct-done", () => end(app, true));
  app.define("correct-cancel", () => end(app, false));
  const show = () => {
    bar(app);
    loosen(app);
  };
  for (const event of ["correcting", "loaded", "pixels"]) app.on(event, show);
}

function begin(app, id) {
  const one = app.references.find((other) => other.id === id);
  if (!one || app.correcting?.id === id) return Boolean(one);
  app.act("paint-done");
  if (app.correcting) end(app, true);
  app.act("mode:pose");
  app.film?.take(null);
  app.act("panel:narrow");
  const { pose, reference } = app;
  const first = one.pose ?? standing(app, one.bitmap);
  change(app, "correct", {
    correcting: { id, pose, reference, number: app.references.indexOf(one) + 1 },
    pose: first && ontoCanvas(first, app.planes),
    reference: one.bitmap,
  });
  return true;
}

function end(app, take) {
  const { correcting, pose, references } = app;
  if (!correcting) return false;
  const values = { correcting: null, pose: correcting.pose, reference: correcting.reference };
  if (take && pose) {
    values.references = references.map((one) =>
      (one.id === correcting.id ? { ...one, pose: ontoPicture(pose, one.bitmap), asked: true, words: "" } : one));
  }
  change(app, "corrected", values);
  return true;
}

/** The first named pose, as large as the picture. */
function standing(app, { width, height }) {
  const [entry] = app.poses ?? [];
  return entry ? ontoCanvas(readPose(entry.pose), { width, height }) : null;
}

/** Other values of the app, all in one step of the history. */
function change(app, label, values) {
  app.begin(label);
  for (const [name, value] of Object.entries(values)) {
    app.history.value(name, app[name], value);
    app[name] = value;
  }
  app.viewport.renew(false);
  app.commit("correcting");
  for (const name of Object.keys(values)) if (name !== "correcting") app.emit(name, {});
}

const locked = new WeakMap();

/** A joint that was found in a wrong place belongs to no limb: it is dragged alone. */
function loosen(app) {
  const { lockLimbs } = app.options;
  if (app.correcting && !locked.has(app)) {
    locked.set(app, lockLimbs);
    app.set({ "options.lockLimbs": false });
  } else if (!app.correcting && locked.has(app)) {
    app.set({ "options.lockLimbs": lockLimbs || locked.get(app) });
    locked.delete(app);
  }
}

function bar(app) {
  const { t, correcting } = app;
  const middle = app.root.querySelector(".ds-middle");
  const shown = middle.querySelector(".ds-correct");
  app.root.classList.toggle("ds-correcting", Boolean(correcting));
  if (shown?.dataset.id === String(correcting?.id ?? "")) return;
  shown?.remove();
  if (!correcting) return;
  const words = t("own.correcting", { number: correcting.number });
  middle.append(make("div.ds-ask.ds-correct", { role: "group", "aria-label": words, "data-id": correcting.id },
    make("strong", {}, words),
    make("button.ds-ask-main", { type: "button", onclick: () => app.act("correct-done") }, t("own.correct_done")),
    make("button", { type: "button", onclick: () => app.act("correct-cancel") }, t("own.correct_cancel"))));
}
