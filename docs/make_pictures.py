"""Make the manual's pictures: `python docs/make_pictures.py [--only six layers page]`.

The page is opened in chromium as the tests open it, on a server of its own; the results are finished by the
program with the weights that come with it. Everything lands in docs/pictures as WebP.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from anigen_core import Document, Studio  # noqa: E402
from anigen_core.imaging import Extent, resize, to_rgb  # noqa: E402
from anigen_core.layers import Layer, composite, flats_of  # noqa: E402
from anigen_core.result import Result  # noqa: E402
from anigen_core.ui.files import draft, examples  # noqa: E402
from tests.ui.views import FOLDS  # noqa: E402

PICTURES = HERE / "pictures"
CELL = Extent(256, 384)
VIEWS = (
    *("empty", "lines", "colors", "pose", "lasso", "colorize", "film", "result", "character", "faces"),
    *("library", "settings", "help"),
)
BELOW = {"result": ".views", **FOLDS}
"""What of the right side is scrolled up to be seen."""

GREEN = (150, 178, 150)
"""What lies behind single layers, so that white ones are seen."""


def kept(picture: np.ndarray | Image.Image, name: str) -> None:
    """Write a picture for the manual."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    image.convert("RGB").save(PICTURES / f"{name}.webp", quality=82, method=6)


def six(studio: Studio) -> None:
    """Each example as it is drawn, and as it is finished."""
    documents = [Document.load(path) for path in examples()]
    above = [resize(draft(document), CELL) for document in documents]
    below = [resize(to_rgb(studio.finish(document).picture), CELL) for document in documents]
    kept(np.vstack([np.hstack(above), np.hstack(below)]), "six")


def layers(studio: Studio) -> None:
    """The groups and layers of one example, side by side."""
    [path] = [path for path in examples() if path.stem == "sailor_girl"]
    result = studio.finish(Document.load(path))
    groups = dict.fromkeys(layer.group for layer in flats_of(result.layers) if layer.group != "background")
    cells = [to_rgb(result.picture), *(_alone(result, GREEN, group=group) for group in groups)]
    cells += [
        _alone(result, (0, 0, 0) if name == "light" else (255, 255, 255), name=name) for name in BLENDED
    ]
    kept(np.hstack([resize(cell, Extent(192, 288)) for cell in cells]), "layers")


BLENDED = ("shadow", "light", "lines")


def _alone(result: Result, ground: tuple[int, int, int], **which: str | None) -> np.ndarray:
    """(H, W, 3): the layers with these attributes on a plain ground."""
    extent = Extent.of(result.picture)
    paper = np.broadcast_to(np.array((*ground, 255), np.uint8), (*extent.shape, 4))
    chosen = [layer for layer in result.layers if all(getattr(layer, k) == v for k, v in which.items())]
    return to_rgb(composite([Layer("ground", paper), *chosen], extent))


def page() -> None:
    """The page, mode by mode and panel by panel."""
    from playwright.sync_api import sync_playwright

    from tests.ui.conftest import BROWSER_ARGUMENTS, start_server, wait_until_settled
    from tests.ui.views import Views, settle

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = start_server(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGUMENTS)
        try:
            shown = browser.new_page(viewport={"width": 1280, "height": 960}, locale="en-US")
            shown.set_default_timeout(240_000)
            shown.goto(server.url)
            wait_until_settled(shown)
            for name, show in Views(shown).all.items():
                if name == "result":
                    shown.get_by_label("PI-REC", exact=True).check()  # after "colorize" it is another one
                show()
                shown.mouse.move(640, 955)  # no tip over what is to be seen
                if name in BELOW:
                    shown.locator(BELOW[name]).first.evaluate("(e) => e.scrollIntoView({block: 'start'})")
                settle(shown)
                if name in VIEWS:
                    kept(Image.open(io.BytesIO(shown.screenshot())), name)
        finally:
            browser.close()
            server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="*", choices=("six", "layers", "page"), default=("six", "layers", "page")
    )
    wanted = parser.parse_args().only
    PICTURES.mkdir(exist_ok=True)
    studio = Studio()
    for name, make in (("six", six), ("layers", layers)):
        if name in wanted:
            make(studio)
    if "page" in wanted:
        page()


if __name__ == "__main__":
    main()
