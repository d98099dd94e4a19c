// The live preview: small pictures of both layers go up with an event, a quick finished picture comes back.
//
// At most one is on its way; what was drawn meanwhile goes next, and nothing waits otherwise. Drawing is never
// in its way: the pictures are made small right after an edit and encoded by the browser on its own time.

import { make } from "./dock/controls.js";
import { dataUrl } from "./files/exchange.js";
import { smallStyle } from "./files/style.js";
import { canvasOf } from "./layers.js";
import { NOTHING, around, clip, isEmpty, union } from "./pixels/planes.js";

const AREA = 256 * 384; // pixels at most
const LOST_MS = 8000; // an answer that takes longer is not coming

/** Begin to send and to show previews; `hear(prop, take)` hears what Python sends (see exchange.listen). */
export function attachLive(app, link, hear) {
  let waiting = 0; // when the newest edit that was not sent was made, or 0
  let sent = null; // {at}: when the edit on its way was made
  let watchdog = 0;
  let note = ""; // why there is no picture of the newest drawing
  let sized = 0; // the revision from which on the canvas has its size
  const small = new SmallDrawing(app);

  app.on("pixels", ({ rect }) => {
    if (!small.fits) {
      small.renew();
      sized = app.revision;
      app.preview = null; // it would be stretched
    }
    small.mark(rect);
    ask();
  });
  app.on("pose", (detail) => !detail.live && ask());
  app.on("style", () => holdsAnything(app) && ask());

  const show = () => document.querySelectorAll(".live-view").forEach((view) => showIn(view, app, note));

  function ask() {
    if (app.correcting || app.painted) return; // what is seen is not the drawing
    waiting = performance.now();
    if (app.live.on && !sent) begin();
  }

  /** The pen is let go first; the pictures are made after. */
  function begin() {
    sent = { at: waiting };
    setTimeout(send);
  }

  async function send() {
    sent.at = waiting || sent.at;
    waiting = 0;
    clearTimeout(watchdog);
    watchdog = setTimeout(done, LOST_MS);
    try {
      link.trigger("preview", await small.message());
    } catch (error) {
      console.warn(error);
      done();
    }
  }

  function done() {
    clearTimeout(watchdog);
    sent = null;
    if (waiting && app.live.on) begin();
  }

  hear("live", ({ on, words, seconds }) => {
    const slow = !on && seconds > 0 ? app.t("live.slow", { seconds: seconds.toFixed(1) }) : null;
    app.set({ live: { on: Boolean(on), words: slow ?? words ?? "", seconds } });
    show();
    if (holdsAnything(app)) ask();
  });

  hear("preview", async (answer) => {
    const took = sent ? performance.now() - sent.at : null;
    done();
    if (!answer.url) {
      note = answer.words ?? "";
      return show();
    }
    const image = new Image();
    image.src = answer.url;
    await image.decode();
    if (answer.revision < sized) return; // of a canvas of another size
    note = "";
    app.preview = { ...answer, bitmap: image };
    if (app.layers.result.visible) app.viewport.repaint();
    show();
    app.emit("preview", { ...app.preview, took });
  });

  app.define("live", () => {
    app.set({ live: { ...app.live, on: !app.live.on } });
    show();
    if (holdsAnything(app)) ask();
  });
}

const holdsAnything = ({ planes, pose }) => Boolean(pose) || !planes.isBlank("ink") || !planes.isBlank("paint");

/** A place for the picture: the picture, a sentence, and the switch. */
function showIn(view, app, note) {
  if (!view.querySelector(".live-switch")) {
    const image = make("img", { alt: app.t("live.picture"), hidden: true });
    view.replaceChildren(image, make("p", {}), make("button.live-switch", { type: "button", onclick: () => app.act("live") }));
  }
  const { on, words } = app.live;
  const { preview } = app;
  const [image, line, button] = view.children;
  image.hidden = !preview;
  if (preview && image.src !== preview.url) image.src = preview.url;
  image.classList.toggle("older", !on);
  line.textContent = on ? note || (preview ? (preview.words ?? "") : app.t("live.waiting")) : words || app.t("live.off");
  button.textContent = app.t(on ? "live.switch_off" : "live.switch_on");
  button.setAttribute("aria-pressed", String(on));
}

/** Both layers made small, kept up to date only where the drawing changed. */
export class SmallDrawing {
  constructor(app) {
    this.app = app;
    this.renew();
  }

  renew() {
    const { planes } = this.app;
    const scale = Math.min(1, Math.sqrt(AREA / (planes.width * planes.height)));
    this.width = Math.max(1, Math.floor(planes.width * scale));
    this.height = Math.max(1, Math.floor(planes.height * scale));
    this.across = this.width / planes.width;
    this.down = this.height / planes.height;
    this.lines = canvasOf(this.width, this.height);
    this.colors = canvasOf(this.width, this.height);
    this.of = { width: planes.width, height: planes.height };
    this.stale = planes.rect;
  }

  /** Whether the drawing still has the size that it is made small from. */
  get fits() {
    const { planes } = this.app;
    return planes.width === this.of.width && planes.height === this.of.height;
  }

  mark(rect) {
    this.stale = union(this.stale, rect ?? this.app.planes.rect);
  }

  /** Draw what changed. */
  update() {
    const { planes, viewport } = this.app;
    const stale = clip(this.stale, planes.width, planes.height);
    this.stale = NOTHING;
    if (isEmpty(stale)) return;
    const { across, down } = this;
    const area = clip(
      around(stale.x * across - 1, stale.y * down - 1, (stale.x + stale.width) * across + 1, (stale.y + stale.height) * down + 1),
      this.width, this.height,
    );
    const need = around(
      (area.x - 2) / across, (area.y - 2) / down, (area.x + area.width + 2) / across, (area.y + area.height + 2) / down,
    );
    const region = clip(need, planes.width, planes.height);
    for (const name of ["lines", "colors"]) {
      const context = this[name].getContext("2d");
      const smooth = name === "lines"; // colors stay the exact ones
      context.save();
      context.beginPath();
      context.rect(area.x, area.y, area.width, area.height);
      context.clip();
      context.clearRect(0, 0, this.width, this.height);
      context.fillStyle = "#fff";
      if (smooth) context.fillRect(0, 0, this.width, this.height);
      context.imageSmoothingEnabled = smooth;
      context.imageSmoothingQuality = "high";
      context.scale(across, down);
      const { source } = viewport.planes[name].part(region);
      const { x, y, width, height } = region;
      context.drawImage(source, 0, 0, width, height, x, y, width, height);
      context.restore();
    }
  }

  /** {revision, width, height, lines, colors, style, pose}: pictures as data addresses, null where empty. */
  async message() {
    this.update();
    const { planes, style: wanted, revision, writePose } = this.app;
    const { pose } = this.app.own;
    const { width, height } = planes;
    const picture = (plane, canvas) => (planes.isBlank(plane) ? null : written(canvas));
    const [lines, colors, style] = await Promise.all([
      picture("ink", this.lines), picture("paint", this.colors), wanted ? smallStyle(wanted).then(dataUrl) : null,
    ]);
    return { revision, width, height, lines, colors, style, pose: pose ? writePose(pose) : null };
  }
}

export async function written(canvas) {
  return dataUrl(await new Promise((resolve) => canvas.toBlob(resolve, "image/png")));
}
