// The live preview: small pictures of both layers go up with an event, a quick finished picture comes back.
//
// At most one is on its way; what was drawn meanwhile goes next, and nothing waits otherwise. Drawing is never
// in its way: the pictures are made small right after an edit and encoded by the browser on its own time.

const AREA = 256 * 384; // pixels at most
const LOST_MS = 8000; // an answer that takes longer is not coming

export function attachLive(app, link, hear) {
  let waiting = false; // something newer than what was sent
  let sent = null; // {revision, at} of the one on its way
  let first = true;
  let watchdog = 0;
  const times = [];

  app.on("pixels", () => ask());
  app.on("pose", (detail) => !detail.live && ask());

  function ask() {
    waiting = true;
    if (app.live.on && !sent) send();
  }

  async function send() {
    waiting = false;
    sent = { revision: app.revision, at: performance.now() };
    clearTimeout(watchdog);
    watchdog = setTimeout(done, LOST_MS);
    try {
      link.trigger("preview", await smallDrawing(app));
    } catch (error) {
      console.warn(error);
      done();
    }
  }

  function done() {
    clearTimeout(watchdog);
    sent = null;
    if (waiting && app.live.on) send();
  }

  hear("live", ({ on, words }) => {
    app.set({ live: { on: Boolean(on), words: words ?? "" } });
    showWords(app);
    if (app.live.on && (!app.planes.isBlank("ink") || !app.planes.isBlank("paint") || app.pose)) ask();
  });

  hear("preview", async (answer) => {
    const took = sent ? performance.now() - sent.at : null;
    done();
    if (!answer.url) {
      app.live = { ...app.live, words: answer.words ?? app.live.words };
      return showWords(app);
    }
    const image = new Image();
    image.src = answer.url;
    await image.decode();
    app.preview = { ...answer, bitmap: image };
    if (took !== null) times.push(took);
    if (times.length > 200) times.shift();
    if (app.layers.result.visible) app.viewport.repaint();
    for (const view of document.querySelectorAll(".live-view")) showIn(view, answer);
    if (first) first = false;
    app.emit("preview", { ...app.preview, took });
  });

  app.define("live", () => {
    app.set({ live: { ...app.live, on: !app.live.on } });
    showWords(app);
    if (app.live.on) ask();
  });
  /** Milliseconds from an edit to its painted answer, newest last. */
  app.liveTimes = times;
}

function showIn(view, { url, words }) {
  let image = view.querySelector("img");
  if (!image) {
    view.replaceChildren();
    image = view.appendChild(document.createElement("img"));
    image.alt = "";
    view.appendChild(document.createElement("p"));
  }
  image.src = url;
  view.classList.add("shown");
  const line = view.querySelector("p");
  line.textContent = words ?? "";
  line.hidden = !words;
}

function showWords(app) {
  for (const view of document.querySelectorAll(".live-view:not(.shown)")) {
    view.textContent = app.live.on ? "" : app.live.words;
  }
}

/** The drawing as the preview takes it: {revision, width, height, lines, colors, pose}. */
export async function smallDrawing(app) {
  const { planes, revision } = app;
  const { width, height } = planes;
  const scale = Math.min(1, Math.sqrt(AREA / (width * height)));
  const small = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
  const lines = shrink(app.viewport.planes.lines.whole().source, small, true);
  const colors = shrink(app.viewport.planes.colors.whole().source, small, false);
  const blank = { lines: planes.isBlank("ink"), colors: planes.isBlank("paint") };
  const [linesUrl, colorsUrl] = await Promise.all([
    blank.lines ? null : dataUrl(lines), blank.colors ? null : dataUrl(colors),
  ]);
  return { revision, width, height, lines: linesUrl, colors: colorsUrl, pose: app.pose ? app.writePose(app.pose) : null };
}

/** A layer made small: lines smoothed on white paper, colors picked as they are. */
function shrink(source, [width, height], paper) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (paper) {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingEnabled = paper;
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

async function dataUrl(canvas) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
