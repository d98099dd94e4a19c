// The guide figure: a faint mannequin in the pose, drawn by the studio, to sketch over. It follows the joints while they
// are dragged: one drawing is on its way at a time, and the newest pose goes next.

const LOST_MS = 8000; // an answer that takes longer is not coming

/** Begin to ask for the figure and to show it; `hear(prop, take)` hears what Python sends. */
export function attachGuide(app, link, hear) {
  let waiting = false;
  let sent = { number: 0 }; // the newest that was asked for: {number, at, pose}
  let watchdog = 0; // runs while it is on its way

  const wanted = () => app.layers.figure.visible && app.pose && !app.correcting;

  function ask() {
    if (!app.pose) {
      app.figure = null;
      return;
    }
    waiting = true;
    if (!watchdog && wanted()) send();
  }

  function send() {
    waiting = false;
    sent = { number: sent.number + 1, at: performance.now(), pose: app.pose };
    watchdog = setTimeout(done, LOST_MS);
    const { width, height } = app.planes;
    link.trigger("guide", { revision: sent.number, width, height, pose: app.writePose(app.pose) });
  }

  function done() {
    clearTimeout(watchdog);
    watchdog = 0;
    if (waiting && wanted()) send();
  }

  hear("guide", async ({ revision, url }) => {
    if (revision !== sent.number) return;
    const { at, pose } = sent;
    done();
    if (!url) {
      app.figure = null; // too little of a body is shown; the skeleton still is
    } else {
      const bitmap = new Image();
      bitmap.src = url;
      await bitmap.decode();
      if (!app.pose) return;
      app.figure = { bitmap, width: pose.width, height: pose.height, took: performance.now() - at };
    }
    app.viewport.repaint();
    app.emit("figure", app.figure ?? {});
  });

  let shown = app.layers.figure.visible;
  app.on("change", () => {
    if (app.layers.figure.visible && !shown) ask();
    shown = app.layers.figure.visible;
  });
  for (const event of ["pose", "loaded"]) app.on(event, ask);
  ask();
}
