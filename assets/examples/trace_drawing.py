"""Trace a picture by hand, as it were: `python assets/examples/trace_drawing.py PICTURE --out shown.png`.

Opens the studio in a browser, draws the picture's lines stroke by stroke with a pen that has pressure, fills
every cell with the bucket, presses Finish and takes a picture of the page. Needs chromium, and a studio that
runs at --page. This is how the README's picture of the studio is made.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from anigen_core.color import to_hex
from anigen_core.imaging import Extent, open_image, resize, to_rgba
from anigen_core.inking.curves import at
from anigen_core.inking.thinning import distance_to
from anigen_core.inking.vectors import trace
from anigen_core.painting.segments import segment
from anigen_core.split import split_picture

CANVAS = Extent(512, 768)
SMALLEST_CELL = 30  # pixels; smaller ones an artist leaves to the program
GAP = 4

DRAW = """([app, points]) => {
  const target = app.root.querySelector(".ds-viewport");
  const box = target.getBoundingClientRect();
  const send = (type, [x, y, pressure], buttons) => {
    const on = app.view.toScreen(x, y);
    target.dispatchEvent(new PointerEvent(type, {
      bubbles: true, cancelable: true, composed: true, pointerId: 7, pointerType: "pen", isPrimary: true,
      clientX: box.left + on.x, clientY: box.top + on.y, pressure, buttons,
      button: type === "pointermove" ? -1 : 0,
    }));
  };
  send("pointerdown", points[0], 1);
  for (const point of points.slice(1)) send("pointermove", point, 1);
  send("pointerup", [...points.at(-1).slice(0, 2), 0], 0);
}"""


def placed(path: Path) -> np.ndarray:
    """(768, 512, 4) uint8: the picture in the middle of the canvas."""
    picture = to_rgba(open_image(path))
    height, width = picture.shape[:2]
    scale = min(CANVAS.width / width, CANVAS.height / height)
    picture = resize(picture, Extent(round(width * scale), round(height * scale)))
    sheet = np.zeros((*CANVAS.shape, 4), np.uint8)
    top, left = ((room - side) // 2 for room, side in zip(sheet.shape[:2], picture.shape[:2], strict=True))
    sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return sheet


def strokes(lines: np.ndarray) -> list[tuple[float, list[list[float]]]]:
    """For each stroke of a line drawing its width and its points (x, y, pressure), long ones first."""
    drawn = []
    for path in trace(lines):
        curve, steps = path.curve, np.linspace(0, 1, 7)[:-1]
        points = np.concatenate(
            [at(curve[i : i + 4], steps) for i in range(0, len(curve) - 3, 3)] + [curve[-1:]]
        )
        along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        # A hand puts the pen down and lifts it: the first and the last few pixels are thinner.
        ends = np.minimum(along, along[-1] - along) / 6
        pressure = 0.45 + 0.55 * np.clip(ends, 0, 1)
        drawn.append((max(path.width, 1.5), along[-1], np.column_stack([points, pressure]).tolist()))
    return [(width, points) for width, _, points in sorted(drawn, key=lambda stroke: -stroke[1])]


def fills(picture: np.ndarray, lines: np.ndarray) -> list[tuple[str, float, float]]:
    """For each cell of the figure its color and a place (x, y) to click on. Small ones first: should a
    click spill into a larger cell, that one's own click puts it right."""
    labels = segment(lines)
    inside = distance_to(lines < 200)
    clicks = []
    for cell, size in enumerate(np.bincount(labels.reshape(-1))):
        here = labels == cell
        if size < SMALLEST_CELL or picture[here, 3].mean() < 128:
            continue
        y, x = np.unravel_index(np.argmax(np.where(here, inside, -1)), labels.shape)
        core = here & (picture[..., 3] > 128) & (inside >= min(3, 0.7 * inside[here].max()))
        if not core.any():
            continue
        color = np.median(picture[core, :3], axis=0)
        clicks.append((size, to_hex(tuple(int(value) for value in color)), x + 0.5, y + 0.5))
    return [click[1:] for click in sorted(clicks)]


def draw(page: Page, picture: np.ndarray) -> None:
    """Put the picture's lines and colors onto the stage, each by the tool an artist would take."""
    app = page.wait_for_function("() => document.querySelector('.drawing-stage')?.stage")
    lines = split_picture(picture).lines
    page.evaluate("([app]) => app.set({'options.stabilizer': 0, 'options.pressureSize': 1})", [app])
    for width, points in strokes(lines):
        page.evaluate("([app, size]) => { app.act('tool:brush'); app.size = size; }", [app, width + 0.6])
        page.evaluate(DRAW, [app, points])
    page.evaluate(
        "([app, gap]) => { app.act('mode:colors'); app.act('tool:bucket'); app.set({'options.gap': gap}); }",
        [app, GAP],
    )
    for color, x, y in fills(picture, lines):
        page.evaluate("([app, color]) => app.set({color})", [app, color])
        page.evaluate(DRAW, [app, [[x, y, 0.5]]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--page", default="http://127.0.0.1:7860")
    parser.add_argument("--out", type=Path, default=Path("shown.png"))
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(options.page)
        draw(page, placed(options.picture))
        page.get_by_role("button", name="Finish", exact=True).click()
        page.get_by_role("button", name="Save PSD").wait_for(timeout=120_000)
        page.wait_for_timeout(1500)  # the slider's pictures are decoded
        page.screenshot(path=options.out)
        browser.close()


if __name__ == "__main__":
    main()
