"""Draw the example documents of this folder: `python assets/examples/make_examples.py [--png FOLDER]`.

Every line and block is put down by the code in `sketchbook/`, some after characters of train/factory, which
are made by code as well; there is no other art in this repository. The same version of the code gives the
same documents. `before_after.png`, the README's picture, is one of them as drawn and as the program finishes
it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from sketchbook import cast, jumper, painter, sailor_girl  # noqa: E402
from sketchbook.pen import Sketch, penciled  # noqa: E402

from anigen_core.character import Character  # noqa: E402
from anigen_core.document import Document  # noqa: E402
from anigen_core.imaging import Extent, encode_png, to_rgb  # noqa: E402
from anigen_core.pipeline import Studio  # noqa: E402
from anigen_core.pose import JOINTS, Pose  # noqa: E402
from anigen_core.pose_library import named_pose  # noqa: E402
from anigen_core.settings import EyeWish, Settings  # noqa: E402

WAIST = 470
"""Row below which the girl with the ears is not drawn yet."""

SLEEVE, LEG = "#f6eee0", "#fcd9cc"
MORE_HINTS = {
    (305, 200): SLEEVE,
    (340, 235): SLEEVE,
    (290, 228): SLEEVE,
    (250, 490): LEG,
    (305, 268): "#ffffff",
}
"""Where the colorizer wants to be told a second time."""


def sailor() -> Document:
    """Lines, blocks and the pose they are drawn in: nothing is missing."""
    sketch = sailor_girl.draw()
    return of_sketch(sketch, sketch.rough_colors(6, 3.2, sailor_girl.FINE))


def pencil_jumper() -> Document:
    """A pencil sketch, searched for twice, with coarse blocks that miss their lines; the paper is left."""
    sketch = jumper.draw()
    colors = sketch.rough_colors(7, 4.0, jumper.FINE)
    colors[(colors[..., :3] == jumper.COLORS["backdrop"]).all(axis=2)] = 0
    lines = penciled([sketch.lines(), jumper.draw(seed=9).lines()])
    return replace(of_sketch(sketch, colors, strength=0.9), lines=lines)


def two_eyed_painter() -> Document:
    """A half-length whose eyes are wished for in two colors."""
    sketch = painter.draw()
    eyes = (EyeWish("left", "#2f8fd0"), EyeWish("right", "#e0852a"))
    return of_sketch(sketch, sketch.rough_colors(11, 6.0, painter.FINE), eyes=eyes)


def dancer() -> Document:
    """A pose and wishes, and not a line: all of her is drawn for the artist."""
    wishes = {"hair": ["twin_tails"], "hair_color": ["pink"], "outfit": ["sailor"]}
    character = Character.from_json({"wishes": wishes, "seed": 6})
    pose = named_pose("dance", Extent(*cast.CANVAS))
    return Document.compose(pose=pose, settings=Settings(character=character, figure="mannequin"))


def half_drawn() -> Document:
    """A girl who is drawn down to her skirt; the body that her pose says is joined on."""
    model = cast.model(121, "wave", 10)
    lines, colors = model.lines.copy(), cast.blocks(model.colors)
    lines[WAIST:], colors[WAIST:] = 255, 0
    return Document.compose(lines=lines, colors=colors, pose=model.pose)


def hinted() -> Document:
    """Line art, and dots that say which thing has which color."""
    model = cast.model(112, "hand_on_hip", 12)
    hints = cast.dabbed(cast.hints(model), MORE_HINTS)
    return Document.compose(model.lines, hints, model.pose, Settings(painter="colorize", mix=0.0))


EXAMPLES = {
    "sailor_girl": sailor,
    "jumper": pencil_jumper,
    "painter": two_eyed_painter,
    "dancer": dancer,
    "fox_ears": half_drawn,
    "adventurer": hinted,
}
"""File name to what draws it, each another way in."""


def make(name: str) -> Document:
    """Draw one example."""
    return EXAMPLES[name]()


def of_sketch(sketch: Sketch, colors: np.ndarray, **settings: Any) -> Document:
    """A sketch with its pose, which fits it: there is nothing to add, so a mix of 0 takes it as it is."""
    joints = np.array(
        [(*sketch.joints.get(joint, (0.0, 0.0)), float(joint in sketch.joints)) for joint in JOINTS]
    )
    pose = Pose(joints, width=sketch.width, height=sketch.height)
    return Document.compose(sketch.lines(), colors, pose, Settings(mix=0.0, **settings))


def before_after(document: Document) -> np.ndarray:
    """(H, 3W, 3) uint8: the lines, the color blocks, and the finished picture, side by side."""
    assert document.lines is not None and document.colors is not None
    finished = Studio().finish(document).picture
    return np.hstack([to_rgb(document.lines), to_rgb(document.colors), to_rgb(finished)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--png", type=Path, metavar="FOLDER", help="also write lines and colors as pictures")
    folder = parser.parse_args().png
    for name in EXAMPLES:
        document = make(name)
        document.save(HERE / f"{name}.anigen")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            for kind, array in (("lines", document.lines), ("colors", document.colors)):
                if array is not None:
                    (folder / f"{name}_{kind}.png").write_bytes(encode_png(array))
    shown = before_after(Document.load(HERE / "sailor_girl.anigen"))
    (HERE / "before_after.png").write_bytes(encode_png(shown, compress=9))


if __name__ == "__main__":
    main()
