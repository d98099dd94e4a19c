"""Draw the example documents of this folder: `python assets/examples/make_examples.py [--png FOLDER]`.

Every line and block is put down by the code in `sketchbook/`; there is no other art in this repository. The
same version of the code gives the same documents. `before_after.png`, the README's picture, is one of them
as drawn and as the program finishes it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from sketchbook import jumper, painter, sailor_girl  # noqa: E402

from anigen_core.document import Document  # noqa: E402
from anigen_core.imaging import encode_png, to_rgb  # noqa: E402
from anigen_core.pipeline import Studio  # noqa: E402
from anigen_core.pose import JOINTS, Pose  # noqa: E402
from anigen_core.settings import Settings  # noqa: E402

EXAMPLES = {
    "sailor_girl": (sailor_girl, 6, 3.2),
    "jumper": (jumper, 6, 3.2),
    "painter": (painter, 11, 6.0),
}
"""File name to the module that draws it, and the brush and slip of its rough colors."""


def make(name: str) -> Document:
    """Draw one example: rough lines, rough colors, and the pose they are drawn in."""
    module, brush, slip = EXAMPLES[name]
    sketch = module.draw()
    # The pose fits the drawing, so there is nothing to add to it: a mix of 0 takes the drawing as it is.
    joints = np.array(
        [(*sketch.joints.get(joint, (0.0, 0.0)), float(joint in sketch.joints)) for joint in JOINTS]
    )
    return Document.compose(
        lines=sketch.lines(),
        colors=sketch.rough_colors(brush, slip, module.FINE),
        pose=Pose(joints, width=sketch.width, height=sketch.height),
        settings=Settings(mix=0.0),
    )


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
            assert document.lines is not None and document.colors is not None
            (folder / f"{name}_lines.png").write_bytes(encode_png(document.lines))
            (folder / f"{name}_colors.png").write_bytes(encode_png(document.colors))
    shown = before_after(Document.load(HERE / "sailor_girl.anigen"))
    (HERE / "before_after.png").write_bytes(encode_png(shown, compress=9))


if __name__ == "__main__":
    main()
