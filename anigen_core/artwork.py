"""The drawing as it is painted: at working size, joined with the posed body; and its lines laid back on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from anigen_core.color import nearest_known
from anigen_core.document import Document, Settings
from anigen_core.enlarging import reduced_lines
from anigen_core.imaging import Extent, resize, to_rgb, to_rgba
from anigen_core.inking.thinning import distance_to
from anigen_core.joining import join_body
from anigen_core.layers import Layer, composite
from anigen_core.planning import has_colors, has_lines, wants_body
from anigen_core.progress import Run

if TYPE_CHECKING:
    from anigen_core.runner import Runner


INK = 200
"""Lines darker than this are ink."""

AROUND, ALIKE = 0.06, 2 / 3
"""Where the pose fits, 0.89 of the ink and more lies within 0.06 of the body's height of it; of drawings
under poses of other figures 0.04 to 0.64."""


@dataclass(frozen=True)
class Art:
    """The drawing as it is painted: at working size, with the posed body joined in.

    lines (h, w), colors (h, w, 4): what the painting stage gets. full_lines: the same lines at the size of
    the drawing, the artist's own pixels untouched but for what gave way to the body. figure: a ready
    picture, when the body is all there is. own: whether the lines are laid over the picture; else they are
    what the network drew. body (h, w): all lines of the body that was joined in, None where none was. parts
    (h, w) uint8: of the painted picture, where they are known.
    """

    lines: np.ndarray
    colors: np.ndarray
    full_lines: np.ndarray
    figure: np.ndarray | None = None
    own: bool = True
    body: np.ndarray | None = None
    parts: np.ndarray | None = None


def drawn(document: Document, work: Extent, run: Run, runner: Runner | None = None) -> Art:
    """The drawing at working size, joined with the posed body where the artist left room for it.

    runner: has the weights of the body, where the network is to draw it.
    """
    full = np.full(document.extent.shape, 255, np.uint8) if document.lines is None else document.lines
    lines = reduced(full, work)
    hinted = document.settings.painter == "colorize"
    colors = np.zeros((*work.shape, 4), np.uint8)
    if document.colors is not None:
        colors = reduced_hints(document.colors, work) if hinted else document.colors
        # Blocks keep their exact colors: only nearest makes no mixtures.
        colors = resize(colors, work, Image.Resampling.NEAREST)
    if not wants_body(document) or document.pose is None:
        return Art(lines, colors, full)
    with run.step("body", "Drawing the posed body"):
        from anigen_core.stages.generate import GenerateOptions, by_whom, draw_body

        settings = document.settings
        options = GenerateOptions(
            character=settings.character,
            figure=settings.figure,
            light=settings.light,
            shading=settings.shading,
        )
        figure = draw_body(document.pose.resized(work), options, runner=runner)
        if not has_lines(document) and not has_colors(document):
            run.methods.append(by_whom(figure, runner))
            return Art(figure.lines, figure.colors, resize(figure.lines, document.extent), figure.picture)
        joined = join_body(lines, colors, figure.lines, figure.colors, figure.limbs, mix=settings.mix)
    if not joined.parts:
        run.notes.append("What the pose shows is already drawn, so no body was added.")
        return Art(lines, colors if hinted or has_colors(document) else joined.colors, full)
    run.methods.append(f"joined with a {by_whom(figure, runner)}")
    if _beside(lines, figure.limbs):
        run.notes.append(
            "Much of what you drew lies beside the posed body; if it is not meant to, move the pose onto "
            "your drawing, or leave the body out."
        )
    added = resize(np.where(joined.lines < lines, joined.lines, np.uint8(255)), document.extent)
    gone = resize(np.where(joined.lines > lines, np.uint8(255), np.uint8(0)), document.extent) >= 128
    full = np.minimum(np.where(gone, np.uint8(255), full), added)
    # Colors of the body would be hints of colors that nobody wants: the character's own wishes color it.
    return Art(joined.lines, colors if hinted else joined.colors, full, body=figure.lines)


def _beside(lines: np.ndarray, body: np.ndarray) -> bool:
    """Whether too much ink of a drawing (H, W) uint8 lies away from a body (H, W), 0 = none, to be the same
    figure. Of half a figure all ink lies near; hair and skirts reach some way beyond a body."""
    ink, rows = lines < INK, np.flatnonzero((body > 0).any(1))
    if not ink.any() or not len(rows):
        return False
    near = distance_to(body > 0) <= AROUND * (rows[-1] - rows[0] + 1)
    return bool(near[ink].mean() < ALIKE)


def reduced(lines: np.ndarray, work: Extent) -> np.ndarray:
    """Lines (H, W) uint8 of the drawing at working size."""
    # A line thinner than a pixel would fade to gray; half of that is given back.
    return resize(lines, work) if 2 * work.width > lines.shape[1] else reduced_lines(lines, work)


def reduced_hints(colors: np.ndarray, work: Extent) -> np.ndarray:
    """Hints (H, W, 4) uint8 whose dots are so wide that none is lost when they are scaled down to `work`."""
    reach = colors.shape[1] / work.width / 2
    painted = colors[..., 3] >= 128
    if reach <= 0.5 or not painted.any():
        return colors
    near = (distance_to(painted) <= reach) & ~painted
    grown = colors.copy()
    grown[near] = colors.reshape(-1, 4)[nearest_known(painted)[near]]
    return grown


def on_ground(picture: np.ndarray, settings: Settings) -> np.ndarray:
    """On white paper, or as it is where the settings ask for transparency."""
    return to_rgba(picture) if settings.transparent else to_rgb(picture)


def spread(ink: np.ndarray) -> np.ndarray:
    """(H, W, 3): the color of the ink carried beyond its edges, so that enlarging mixes no black into it."""
    known = ink[..., 3] > 0
    return ink[..., :3].reshape(-1, 3)[nearest_known(known)] if known.any() else ink[..., :3]


def lay_ink(paint: np.ndarray, lines: np.ndarray, tint: np.ndarray) -> np.ndarray:
    """Lines of color `tint` over a picture; RGB stays RGB, RGBA gains the alpha of the ink."""
    ink = Layer("lines", np.dstack([tint, 255 - lines]))
    laid = composite([Layer("paint", to_rgba(paint)), ink])
    return laid if paint.shape[2] == 4 else laid[..., :3]
