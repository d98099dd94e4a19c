"""The drawing stage in a real browser: from the pen's lift to the painted preview, and whether drawing waits.

    python -m tests.benchmarks.stage [--strokes 200] [--drawing assets/examples/sailor_girl.anigen]

Needs Chromium, and says nothing useful without the painter's weights. What is measured:
- pen up to preview: from the last event of a stroke to its quick finished picture, decoded in the page;
- bare pass: the painter alone, on the same drawing, called in this process: what no page can be faster than;
- stroke to Python: from the last event of a stroke on 768x1024 to the moment when Python has both layers as
  arrays, whole and exact, by the clock that both share;
- frames while strokes are drawn without a rest, with previews running and without.

Every figure is of this machine as busy as it is: run it on an idle one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np

from tests.ui.artist import Artist
from tests.ui.conftest import BROWSER_ARGUMENTS, ROOT, free_port

EXAMPLE = ROOT / "assets" / "examples" / "sailor_girl.anigen"
LARGE = (768, 1024)
SLOW_FRAME = 33.4  # milliseconds: two frames of a screen with 60 a second
LIMITS = {"pen up to preview": 300.0, "stroke to Python": 100.0}
"""Milliseconds that the 95th percentile may take."""

_STROKE = """
  const app = document.querySelector(".drawing-stage").stage;
  const holder = document.querySelector(".ds-viewport");
  const box = holder.getBoundingClientRect();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const at = (x, y, buttons, pressure) => {
    const place = app.view.toScreen(x, y);
    return {
      clientX: box.left + place.x, clientY: box.top + place.y, pressure, buttons, button: 0, pointerId: 7,
      pointerType: "pen", isPrimary: true, bubbles: true, cancelable: true, composed: true,
    };
  };
  let seed = 1;
  const luck = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  // a short curve somewhere on the canvas, a point a frame
  const stroke = async (points = 10) => {
    const { width, height } = app.planes;
    let [x, y] = [width * (0.15 + 0.7 * luck()), height * (0.15 + 0.7 * luck())];
    let angle = luck() * 6.28;
    const bend = luck() - 0.5;
    holder.dispatchEvent(new PointerEvent("pointerdown", at(x, y, 1, 0.3)));
    for (let i = 0; i < points; i += 1) {
      await frame();
      [x, y, angle] = [x + 7 * Math.cos(angle), y + 7 * Math.sin(angle), angle + bend * 0.5];
      holder.dispatchEvent(new PointerEvent("pointermove", at(x, y, 1, 0.3 + 0.5 * luck())));
    }
    const began = performance.now();
    holder.dispatchEvent(new PointerEvent("pointerup", at(x, y, 0, 0)));
    return began;
  };"""

_PREVIEWS = f"""
async (count) => {{{_STROKE}
  const times = [];
  for (let i = 0; i < count; i += 1) {{
    let mine = Infinity;
    const shown = new Promise((done, fail) => {{
      const late = setTimeout(() => fail(new Error("no preview came within 20 s")), 20000);
      const stop = app.on("preview", (preview) => {{
        if (preview.revision < mine) return;
        clearTimeout(late);
        stop();
        done(performance.now());
      }});
    }});
    const began = await stroke();
    mine = app.revision;
    times.push((await shown) - began);
    await frame();
  }}
  return times;
}}"""

_FRAMES = f"""
async (count) => {{{_STROKE}
  const times = [];
  let last = 0;
  let over = false;
  const tick = (now) => {{
    if (last) times.push(now - last);
    last = now;
    if (!over) requestAnimationFrame(tick);
  }};
  requestAnimationFrame(tick);
  let previews = 0;
  const stop = app.on("preview", () => (previews += 1));
  for (let i = 0; i < count; i += 1) await stroke();
  over = true;
  stop();
  return {{ times, previews }};
}}"""

_SENT = f"""
async (count) => {{{_STROKE}
  const times = [];
  for (let i = 0; i < count; i += 1) {{
    const answer = new Promise((done, fail) => {{
      const late = setTimeout(() => fail(new Error("no answer came within 20 s")), 20000);
      const stop = app.on("message", ({{ text }}) => {{
        clearTimeout(late);
        stop();
        done(Number(text));
      }});
    }});
    await stroke();
    const began = performance.timeOrigin + performance.now();
    await app.request("finish");
    times.push((await answer) - began);
  }}
  return times;
}}"""


def serve_receiver(port: int) -> None:
    """A page with the stage alone, whose Python says when a drawing has arrived whole."""
    from anigen_core.ui import drawing
    from anigen_core.ui.stage import DrawingStage, send, serve_static

    def received(data: gr.EventData, value: Any) -> Any:  # gradio reads these types
        document = drawing.read(drawing.arrived(value, data._data))
        assert document.lines is not None and document.lines.shape == LARGE[::-1]
        return send(message={"text": repr(time.time() * 1000), "kind": "info"})

    serve_static()
    with gr.Blocks(analytics_enabled=False) as page:
        stage = DrawingStage()
        stage.finish(received, stage, stage, queue=False)  # as the studio takes it down
    page.launch(server_port=port, quiet=True, ssr_mode=False)


@contextmanager
def server(*command: str) -> Iterator[str]:
    """The address of a server started by `python COMMAND`, which gets its port in GRADIO_SERVER_PORT."""
    import httpx

    port = free_port()
    environment = os.environ | {"GRADIO_SERVER_PORT": str(port), "GRADIO_ANALYTICS_ENABLED": "False"}
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            if process.poll() is not None:
                raise SystemExit(f"The server has ended with {process.returncode}.")
            try:
                httpx.get(url, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.25)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def opened(browser: Any, url: str) -> Artist:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US").new_page()
    page.set_default_timeout(120_000)
    page.goto(url)
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage")
    return Artist(page)


def previews(browser: Any, drawing: Path, strokes: int) -> dict[str, np.ndarray]:
    """Milliseconds by row of the table."""
    with server("app.py") as url:
        artist = opened(browser, url)
        artist.wait("app.live.words")
        if not artist.app("app.live.on"):
            artist.act("live")
        artist.open(drawing)
        artist.wait("app.preview?.revision === app.revision")
        artist.page.evaluate(_PREVIEWS, 5)  # warm
        lifted = artist.page.evaluate(_PREVIEWS, strokes)
        drawn = artist.page.evaluate(_FRAMES, 60)
        print(f"{drawn['previews']} previews came while 60 strokes were drawn without a rest", flush=True)
        artist.act("live")
        quiet = artist.page.evaluate(_FRAMES, 60)
    return {
        "pen up to preview": np.array(lifted),
        "frame, previews on": np.array(drawn["times"]),
        "frame, previews off": np.array(quiet["times"]),
    }


def sent(browser: Any, strokes: int) -> dict[str, np.ndarray]:
    with server("-m", "tests.benchmarks.stage", "--receive") as url:
        artist = opened(browser, url)
        artist.act("new", {"width": LARGE[0], "height": LARGE[1]})
        # half of the canvas is painted, as half of a figure's is
        artist.app("app.planes.paintWords().fill(0xffc8a078, 200000, 600000) && app.viewport.renew()")
        artist.page.evaluate(_SENT, 5)
        return {"stroke to Python": np.array(artist.page.evaluate(_SENT, strokes))}


def bare(drawing: Path, runs: int = 30) -> dict[str, np.ndarray]:
    """The painter alone, as a preview asks for it."""
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio

    studio, document = Studio(), Document.open(drawing)
    times = []
    for run in range(runs + 3):
        began = time.perf_counter()
        studio.finish(document, preview=True)
        if run >= 3:
            times.append(1000 * (time.perf_counter() - began))
    return {"bare pass": np.array(times)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--strokes", type=int, default=200)
    parser.add_argument("--drawing", type=Path, default=EXAMPLE)
    parser.add_argument("--receive", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.receive:
        serve_receiver(int(os.environ["GRADIO_SERVER_PORT"]))
        return
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("This needs Chromium; install the package chromium.")
    rows = bare(options.drawing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        rows |= previews(browser, options.drawing, options.strokes)
        rows |= sent(browser, options.strokes)
        browser.close()
    print(f"\n{'milliseconds':<22}{'count':>7}{'median':>9}{'p95':>9}{'limit':>8}   over 33 ms")
    for name, times in rows.items():
        limit = f"{LIMITS[name]:.0f}" if name in LIMITS else ""
        share = f"{100 * (times > SLOW_FRAME).mean():.1f} %" if name.startswith("frame") else ""
        print(
            f"{name:<22}{len(times):>7}{np.median(times):>9.1f}{np.percentile(times, 95):>9.1f}"
            f"{limit:>8}{share:>13}"
        )


if __name__ == "__main__":
    main()
