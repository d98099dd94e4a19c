"""The drawing as it is painted: at working size, joined with the posed body; and its lines laid back on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from anigen_core.color import nearest_known
from anigen_core.document import Document, Settings
from anigen_core.enlarging import reduced_lines
from anigen_core.imaging import Extent, resize, to_rgb, to_rgba
from anigen_core.inking.thinning import distance_to
from anigen_core.joining import Joined, join_body
from anigen_core.layers import Layer, composite
from anigen_core.ledger import Ledger
from anigen_core.lineart import xdog
from anigen_core.painting.blocks import color_blocks
from anigen_core.planning import has_colors, has_lines, wants_body
from anigen_core.progress import Progress
from anigen_core.remembering import content, identity

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner
    from anigen_core.stages.generate import Body

INK = 200
"""Lines darker than this are ink."""

COLORS = 24
"""Most colors of the blocks of a body that a person painted over."""

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


@dataclass(frozen=True, eq=False)
class _Joint:
    """What joining made, and whether much of the drawing lies beside the body."""

    joined: Joined
    beside: bool


def drawn(document: Document, work: Extent, ledger: Ledger, runner: Runner | None = None) -> Art:
    """The drawing at working size, joined with the posed body where the artist left room for it: the steps
    "body" and "lines".

    runner: has the weights of the body, where the network is to draw it.
    """
    art = _sketched(document, work)
    if wants_body(document) and document.pose is not None:
        art = _joined(document, art, work, ledger, runner)
    given = document.replaced.get("lines")
    if given is not None and "lines" not in ledger.off:
        lines = np.array(resize(given, work))
        if art.figure is not None:  # with other lines it is a drawing, to be painted
            art = replace(art, figure=None)
        full = resize(given, document.extent)
        art = replace(art, lines=lines, full_lines=full)
        ledger.replace("lines", lines)
    ledger.show("lines", art.lines)
    return art


def _sketched(document: Document, work: Extent) -> Art:
    """The artist's own drawing at working size, in arrays of its own, as what is made of them is kept."""
    full = np.full(document.extent.shape, 255, np.uint8) if document.lines is None else document.lines
    lines = reduced(full, work)
    colors = np.zeros((*work.shape, 4), np.uint8)
    if document.colors is not None:
        hinted = document.settings.painter == "colorize"
        colors = reduced_hints(document.colors, work) if hinted else document.colors
        # Blocks keep their exact colors: only nearest makes no mixtures.
        colors = resize(colors, work, Image.Resampling.NEAREST)
    lines = lines.copy() if lines is document.lines else lines
    return Art(lines, colors.copy() if colors is document.colors else colors, full)


def _joined(document: Document, art: Art, work: Extent, ledger: Ledger, runner: Runner | None) -> Art:
    from anigen_core.stages.generate import by_whom

    assert document.pose is not None
    run, settings = ledger.run, document.settings
    figure = _body(document, document.pose.resized(work), ledger, runner)
    if not has_lines(document) and not has_colors(document):
        run.methods.append(by_whom(figure, runner))
        return Art(figure.lines, figure.colors, resize(figure.lines, document.extent), figure.picture)

    def join(report: Progress) -> _Joint:
        body = figure.lines, figure.colors, figure.limbs
        joined = join_body(art.lines, art.colors, *body, mix=settings.mix)
        return _Joint(joined, _beside(art.lines, figure.limbs))

    key = content("lines", art.lines, art.colors, figure.lines, figure.colors, figure.limbs, settings.mix)
    made = ledger.take("lines", "Joining the lines", key, join)
    joined, hinted = made.joined, settings.painter == "colorize"
    if not joined.parts:
        run.notes.append("What the pose shows is already drawn, so no body was added.")
        return replace(art, colors=art.colors if hinted or has_colors(document) else joined.colors)
    run.methods.append(f"joined with a {by_whom(figure, runner)}")
    if made.beside:
        run.notes.append(
            "Much of what you drew lies beside the posed body; if it is not meant to, move the pose onto "
            "your drawing, or leave the body out."
        )
    # Colors of the body would be hints of colors that nobody wants: the character's own wishes color it.
    colors = art.colors if hinted else joined.colors
    if "lines" in ledger.off:
        return replace(art, colors=colors, body=figure.lines)
    added = resize(np.where(joined.lines < art.lines, joined.lines, np.uint8(255)), document.extent)
    gone = resize(np.where(joined.lines > art.lines, np.uint8(255), np.uint8(0)), document.extent) >= 128
    full = np.minimum(np.where(gone, np.uint8(255), art.full_lines), added)
    return Art(joined.lines, colors, full, body=figure.lines)


def _body(document: Document, pose: Pose, ledger: Ledger, runner: Runner | None) -> Body:
    """The posed body, or what a person made of it."""
    from anigen_core.stages.generate import NAME, GenerateOptions, draw_body, learned

    settings = document.settings
    options = GenerateOptions(
        character=settings.character, figure=settings.figure, light=settings.light, shading=settings.shading
    )
    key = content("body", pose, options, identity(runner, NAME) if learned(runner, options) else "")
    body = ledger.take(
        "body",
        "Drawing the posed body",
        key,
        lambda report: draw_body(pose, options, runner=runner, progress=report),
    )
    given = document.replaced.get("body")
    if given is not None:
        body = _painted_over(body, resize(given, Extent.of(body.lines)))
        ledger.replace("body", body.picture)
    ledger.show("body", body.picture)
    return body


def _painted_over(body: Body, picture: np.ndarray) -> Body:
    """A body as a person painted it, (H, W, 4) uint8: where it was changed, its lines and blocks of color are
    those of the picture."""
    changed = (to_rgb(picture) != to_rgb(body.picture)).any(axis=2)
    if not changed.any():
        return body
    changed = cv2.dilate(changed.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    lines = xdog(to_rgb(picture), max(0.6, max(changed.shape) / 768))
    blocks = color_blocks(picture, COLORS) if picture[..., 3].any() else np.zeros_like(picture)
    return replace(
        body,
        picture=picture,
        lines=np.where(changed, lines, body.lines),
        colors=np.where(changed[..., None], blocks, body.colors),
    )


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
