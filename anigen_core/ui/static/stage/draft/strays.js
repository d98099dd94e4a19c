// Where the sketch leaves the skeleton: a quiet sentence that names the limb, and a ring at its place. It comes when the
// pen has rested, never during a stroke, and can be sent away.

import { addStyle, make } from "../dock/controls.js";
import { SmallDrawing, written } from "../live.js";

const REST_MS = 1500; // the pen has rested this long

/** Begin to look; `hear(prop, take)` hears what Python sends. */
export function attachStrays(app, link, hear) {
  addStyle(new URL("draft.css", import.meta.url));
  const { t } = app;
  let small = null;
  let timer = 0;
  let limbs = [];
  const refused = new Set(); // limbs of which the artist wants to hear no more

  const words = make("span");
  const fit = make("button.ds-stray-fit", { type: "button", onclick: () => app.act("fit-sketch") }, t("draft.fit_short"));
  const close = make("button.ds-stray-close", { type: "button", "aria-label": t("draft.dismiss"), title: t("draft.dismiss"), onclick: dismiss }, "×");
  const status = make("div.ds-unseen", { role: "status" });
  const note = make("div.ds-stray", { hidden: true }, words, fit, close);
  const rings = make("div.ds-stray-rings", { "aria-hidden": "true" });
  app.viewport.holder.append(rings);
  app.root.querySelector(".ds-middle").append(note, status);

  function dismiss() {
    for (const { limb } of limbs) refused.add(limb);
    app.root.focus({ preventScroll: true });
    show([]);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  }

  async function look() {
    const { planes, pose } = app;
    if (!pose || planes.isBlank("ink") || app.correcting) return show([]);
    if (app.history.isOpen || app.busy) return later(); // a stroke is being drawn
    if (!small?.fits) small = new SmallDrawing(app);
    small.update();
    const { revision } = app;
    const lines = await written(small.lines);
    if (revision !== app.revision) return;
    link.trigger("check", { revision, width: planes.width, height: planes.height, lines, pose: app.writePose(pose) });
  }

  hear("strays", ({ revision, limbs: found }) => {
    if (revision !== app.revision || app.history.isOpen) return;
    // a limb that came back is told of again when it leaves once more
    for (const limb of refused) if (!found.some((one) => one.limb === limb)) refused.delete(limb);
    show(found.filter(({ limb }) => !refused.has(limb)));
    app.emit("checked", { limbs });
  });

  function show(found) {
    limbs = found;
    note.hidden = !found.length;
    const names = found.map(({ limb }) => t(`draft.limbs.${limb}`)).join(t("draft.and"));
    words.textContent = found.length ? t("draft.stray", { limbs: names }) : "";
    if (status.textContent !== words.textContent) status.textContent = words.textContent;
    rings.replaceChildren(...found.map(() => make("i")));
    place();
  }

  function place() {
    limbs.forEach(({ x, y, radius }, i) => {
      const at = app.view.toScreen(x, y);
      const size = 2 * radius * app.view.scale;
      Object.assign(rings.children[i].style, { width: `${size}px`, height: `${size}px`, left: `${at.x}px`, top: `${at.y}px` });
    });
  }

  app.on("pixels", ({ rect }) => {
    small?.mark(rect);
    later();
  });
  app.on("pose", ({ live }) => {
    if (live) show([]);
    else later();
  });
  app.on("loaded", () => {
    refused.clear();
    show([]);
    later();
  });
  app.on("view", place);
  app.define("fit-sketch", () => app.request("fit"));
}
