"""The hands of the tests: a pen on a page of the studio, files that are dropped, the pixels as they are."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page, TimeoutError, expect

Place = tuple[float, float]

EYED = "(document.querySelector('.eyes-panel')?.dataset.pictures ?? '')"
"""Of how many pictures the eyes have been looked for on this page."""

APP = "document.querySelector('.drawing-stage').stage"

_PEN = """
async ({ points, pressures, type }) => {
  const app = document.querySelector(".drawing-stage").stage;
  const holder = document.querySelector(".ds-viewport");
  const box = holder.getBoundingClientRect();
  const at = ([x, y], pressure, buttons) => {
    const place = app.view.toScreen(x, y);
    return {
      clientX: box.left + place.x, clientY: box.top + place.y, pressure, buttons, button: 0,
      pointerId: 7, pointerType: type, isPrimary: true, bubbles: true, cancelable: true, composed: true,
    };
  };
  const last = points.length - 1;
  holder.dispatchEvent(new PointerEvent("pointerdown", at(points[0], pressures[0], 1)));
  for (let i = 1; i <= last; i += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    holder.dispatchEvent(new PointerEvent("pointermove", at(points[i], pressures[i], 1)));
  }
  holder.dispatchEvent(new PointerEvent("pointerup", at(points[last], 0, 0)));
}"""

_BYTES = """
(array) => {
  let text = "";
  for (let i = 0; i < array.length; i += 32768) text += String.fromCharCode(...array.subarray(i, i + 32768));
  return btoa(text);
}"""

_DROP = """
async ({ name, data }) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  const target = document.querySelector(".ds-viewport");
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


class Artist:
    """Draws on the stage of a page. Places are in canvas pixels."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def app(self, expression: str, argument: Any = None) -> Any:
        """JavaScript about the stage's `app`."""
        return self.page.evaluate(f"(argument) => {{ const app = {APP}; return {expression}; }}", argument)

    def wait(self, expression: str, argument: Any = None) -> None:
        """Until JavaScript about the stage's `app` is true."""
        self.page.wait_for_function(
            f"(argument) => {{ const app = {APP}; return {expression}; }}", arg=argument
        )

    def act(self, name: str, detail: Any = None) -> Any:
        return self.app("Boolean(app.act(argument[0], argument[1] ?? undefined))", [name, detail])

    def key(self, keys: str) -> None:
        """Press keys with the stage in focus."""
        self.app("app.root.focus({ preventScroll: true })")
        self.page.keyboard.press(keys)

    def screen(self, place: Place) -> Place:
        box = self.page.locator(".ds-viewport").bounding_box()
        assert box is not None
        at = self.app("app.view.toScreen(argument[0], argument[1])", list(place))
        return box["x"] + at["x"], box["y"] + at["y"]

    def pen(self, points: Sequence[Place], pressures: float | Sequence[float] = 0.5) -> None:
        """One stroke with a pen that knows pressure."""
        many = [pressures] * len(points) if isinstance(pressures, float | int) else list(pressures)
        self.page.evaluate(
            _PEN, {"points": [list(point) for point in points], "pressures": many, "type": "pen"}
        )

    def drag(self, *places: Place) -> None:
        """A drag with the mouse, in a few steps from place to place."""
        mouse = self.page.mouse
        mouse.move(*self.screen(places[0]))
        mouse.down()
        for place in places[1:]:
            mouse.move(*self.screen(place), steps=4)
        mouse.up()

    def click(self, place: Place) -> None:
        self.page.mouse.click(*self.screen(place))

    def ink(self) -> np.ndarray:
        """(H, W) uint8, 255 = black."""
        return self._plane("ink")

    def paint(self) -> np.ndarray:
        """(H, W, 4) uint8."""
        return self._plane("paint")

    def selection(self) -> np.ndarray:
        """(H, W) bool: inside the lasso."""
        data = self.app(f"({_BYTES})(app.selection.mask)")
        return self._shaped(data) > 0

    def _plane(self, name: str) -> np.ndarray:
        return self._shaped(self.app(f"({_BYTES})(app.planes[argument])", name))

    def _shaped(self, data: str) -> np.ndarray:
        width, height = self.app("[app.planes.width, app.planes.height]")
        array = np.frombuffer(base64.b64decode(data), np.uint8)
        return array.reshape((height, width) if array.size == width * height else (height, width, 4))

    def drop(self, path: Path) -> None:
        """Let a file fall on the stage."""
        data = base64.b64encode(path.read_bytes()).decode()
        self.page.evaluate(_DROP, {"name": path.name, "data": data})

    def open(self, path: Path) -> None:
        """Drop a document or a picture with a recipe and wait until the stage holds it."""
        before = self.app("app.revision")
        self.drop(path)
        self.wait("app.revision > argument", before)

    def said(self, words: str) -> None:
        """Wait until the stage says this."""
        expect(self.page.locator(".ds-said").filter(has_text=words)).to_be_visible()

    def result(self) -> str:
        """The address of the finished picture, "" without one."""
        return self.app("app.result?.url ?? ''")

    def finish(self) -> None:
        """Press Finish and wait for the new picture, its files and its eyes: nothing more goes on then."""
        before, eyed = self.result(), self.page.evaluate(EYED)
        self.page.get_by_role("button", name="Finish", exact=True).click()
        self.finished(before)
        self.page.wait_for_function(f"(argument) => {EYED} !== argument", arg=eyed)

    def finished(self, before: str) -> None:
        """Wait for a picture other than `before`, and until another one can be asked for."""
        self.wait("app.result && app.result.url !== argument", before)
        expect(self.page.get_by_role("button", name="Save PSD")).to_be_visible()
        expect(self.page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()

    def save(self, button: str, folder: Path) -> Path:
        """The file that a download button gives."""
        folder.mkdir(exist_ok=True)
        press = self.page.get_by_role("button", name=button)
        try:
            with self.page.expect_download(timeout=10_000) as waiting:
                press.click()
        except TimeoutError:  # the pictures above have just come and moved the button from under the pointer
            with self.page.expect_download() as waiting:
                press.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def picture(self, folder: Path) -> np.ndarray:
        """(H, W, 3 or 4) uint8: the finished picture as it is downloaded."""
        return np.asarray(Image.open(self.save("Save PNG", folder)))
