// The drawing stage, put together: an app object (app.js), its viewport, the docks beside it, and the link to Python.

import { App } from "./app.js";
import { defineActions } from "./actions.js";
import { addStyle } from "./dock/controls.js";
import { mount as mountDock } from "./dock/dock.js";
import * as exchange from "./files/exchange.js";
import { attachGuide } from "./draft/guide.js";
import { attachStrays } from "./draft/strays.js";
import { attachFilm } from "./film/film.js";
import { attachHistory } from "./files/history_strip.js";
import { attachImport } from "./files/io.js";
import { attachLive } from "./live.js";
import { attachKeys } from "./keys.js";
import { attachLasso } from "./lasso.js";
import { attachPointer } from "./pointer.js";
import { writePose } from "./pose/pose.js";
import { mountPoseEditor } from "./pose/pose_editor.js";
import { attachSaid } from "./said.js";
import { setStyle } from "./files/style.js";
import { attachCorrecting } from "./own/correcting.js";
import { addReferences, findPoses, found } from "./own/references.js";
import { attachPainting } from "./steps/painting.js";
import { attachAutosave } from "./files/storage.js";
import { attachTour } from "./tour/tour.js";
import { loadTexts } from "./texts.js";
import { Viewport } from "./viewport.js";

const STYLES = ["stage.css", "dock/dock.css", "dock/dock_color.css", "pose/pose.css", "draft/draft.css", "film/film.css", "files/io.css", "own/correcting.css", "steps/painting.css"];
const SAID_MS = { info: 5000, error: 12000 };

/**
 * Build the stage inside `element`. `link` is what the page gives: {props, trigger(event, data), watch(prop, fn),
 * upload(file) -> {path, url}}.
 * @returns {Promise<App>} also found as `.stage` of the root element
 */
export function mount(element, link) {
  const root = element.querySelector(".drawing-stage") ?? element;
  root.mounting ??= build(root, link);
  return root.mounting;
}

async function build(root, link) {
  for (const name of STYLES) addStyle(new URL(name, import.meta.url));
  const t = await loadTexts();
  attachSaid(t);
  const app = new App({ t });
  app.root = root;
  app.poses = link.props.poses ?? []; // the named poses: [{name, label, pose}]
  root.classList.add("drawing-stage", "ds-root");
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  root.setAttribute("aria-label", t("tools.stage"));
  root.innerHTML = `
    <div class="ds-dock-holder"></div>
    <div class="ds-middle">
      <div class="ds-viewport"></div>
      <div class="ds-bar" aria-hidden="true"><output class="ds-zoom"></output><span class="ds-extent"></span></div>
      <div class="ds-said" role="status" aria-live="polite"></div>
      <div class="ds-said ds-alarm" role="alert"></div>
    </div>`;
  Object.assign(root.dataset, { mode: app.mode, tool: app.tool });

  const holder = root.querySelector(".ds-viewport");
  new Viewport(app, holder);
  defineActions(app);
  attachLasso(app);
  attachPointer(app, holder);
  attachKeys(app);
  attachWords(app);
  attachCorrecting(app);
  attachTour(app);
  attachPainting(app);
  attachRoom(root);

  app.writePose = writePose;
  app.load = (drawing, options) => exchange.load(app, drawing, options);
  app.snapshot = () => exchange.snapshot(app);
  app.restore = (kept) => exchange.restore(app, kept);
  app.setReference = (source) => exchange.setReference(app, source);
  app.addReferences = (files) => takeReferences(app, files);
  app.setStyle = (file) => setStyle(app, file);
  app.showResult = (result) => exchange.showResult(app, result);
  app.request = (kind, detail) => exchange.request(app, link, kind, detail);
  app.define("finish", () => app.request("finish"));
  app.define("redo-selection", () => app.request("redo"));

  await attachOthers(app, root);
  const hear = exchange.listen(app, link);
  attachLive(app, link, hear);
  attachFilm(app, link, hear);
  attachGuide(app, link, hear);
  attachStrays(app, link, hear);
  hear("palette", ({ parts, colors }) => app.act("take-palette", { parts, colors }));
  for (const event of ["references", "loaded"]) app.on(event, () => findPoses(app));
  hear("found", (answer) => found(app, answer));
  findPoses(app); // of what was restored
  root.stage = app;
  root.dispatchEvent(new CustomEvent("stage-ready", { bubbles: true, detail: app }));
  link.trigger("ready", {});
  return app;
}

/** The parts that only use the app object; one that fails leaves the pen working. */
async function attachOthers(app, root) {
  const parts = [
    () => mountDock(app, root.querySelector(".ds-dock-holder")),
    () => mountPoseEditor(app, app.viewport.svgHolder),
    () => attachImport(app, root),
    () => attachAutosave(app), // before the results: the drawing is what the artist waits for
    () => attachHistory(app),
  ];
  for (const attach of parts) {
    try {
      await attach();
    } catch (error) {
      console.error(error);
    }
  }
}

/** Pictures of a character of one's own come in; what did not is told. */
async function takeReferences(app, files) {
  const { added, left, unread } = await addReferences(app, files);
  if (left) app.say(app.t("own.full", { count: left }));
  else if (unread) app.say(app.t("own.unread", { count: unread }), "error");
  else app.say(app.t("own.added"));
  // the page fills a fold when it is first opened
  if (added) document.querySelector(".own-fold button.label-wrap:not(.open)")?.click();
  return added;
}

/** The line of the stage that speaks, and the small figures in its corner. */
function attachWords(app) {
  const [polite, alarm] = app.root.querySelectorAll(".ds-said");
  let timer = 0;
  app.on("message", ({ text, kind }) => {
    const line = kind === "error" ? alarm : polite;
    polite.textContent = alarm.textContent = "";
    line.textContent = text ?? "";
    clearTimeout(timer);
    timer = setTimeout(() => (line.textContent = ""), SAID_MS[kind] ?? SAID_MS.info);
  });
  for (const line of [polite, alarm]) line.addEventListener("click", () => (line.textContent = ""));

  const zoom = app.root.querySelector(".ds-zoom");
  const extent = app.root.querySelector(".ds-extent");
  const show = () => {
    zoom.textContent = `${Math.round(app.view.scale * 100)} %`;
    extent.textContent = `${app.planes.width} × ${app.planes.height}`;
  };
  for (const event of ["view", "pixels", "loaded"]) app.on(event, show);
  show();
}

/** Tell the stylesheet how far down the page the stage begins, so that it can fill the rest of the window. */
function attachRoom(root) {
  const measure = () => {
    const top = root.getBoundingClientRect().top + window.scrollY;
    root.style.setProperty("--ds-top", `${Math.max(0, Math.round(top))}px`);
  };
  measure();
  window.addEventListener("resize", measure);
  setTimeout(measure, 400); // the page above has settled
}
