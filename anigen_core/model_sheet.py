"""A character's model sheet: all round, expressions, and the palette by name, as one picture or in layers.

The character is wished for (a body is drawn) or somebody's own (given as references and reposed): to the
sheet it is only something that draws itself in a pose. Expressions are drawn by rule over the character's
head, as no network here knows them well enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from anigen_core import bodies
from anigen_core.character import PALETTE, Character, settled
from anigen_core.color import parse_color, to_hex
from anigen_core.errors import InputError
from anigen_core.imaging import Extent
from anigen_core.layers import Layer, composite, decompose, flats_of
from anigen_core.mannequin.drawing import Look, mannequin
from anigen_core.pose import NOSE, Pose
from anigen_core.pose_library import named_pose
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner
    from anigen_core.settings import Figure
    from anigen_core.stages.repose import Reference

VIEWS = {
    "front": "standing",
    "three-quarter": "three_quarter",
    "side": "profile",
    "back": "back_view",
}
"""What is shown all round, and the named pose of each."""

EXPRESSIONS = ("neutral", "smile", "laugh", "angry", "sad", "surprised", "wink", "embarrassed")
"""What is shown below, two under each view."""

VIEW, HEAD, GAP = Extent(512, 768), 240, 32
"""Pixels of a figure's and of a head's field, and between fields."""

_HALF = 0.7
"""Share of a view's height above which all of a character ends that is known as a half-length only."""

_STRIP, _SWATCH = 150, 72
_PAPER, _INK, _FAINT = (250, 249, 247), (60, 54, 60), (150, 144, 150)

_SHADE = np.array([0.78, 0.74, 0.84])
"""How a color looks in the shadow: darker, and a little violet."""

_OF_PARTS = {"skin": (1, 2), "hair": (6, 7), "top": (8,), "bottom": (9,), "socks": (10,), "shoes": (11,)}
"""Where each part of `PALETTE` is seen, in numbers of `stages.parse.PARTS`."""


class Drawn(NamedTuple):
    """A character in a pose, (H, W): picture RGBA uint8, flats RGBA uint8, lines uint8 (0 = ink), parts uint8
    numbers of `stages.parse.PARTS`; and what drew it, in words."""

    picture: np.ndarray
    flats: np.ndarray
    lines: np.ndarray
    parts: np.ndarray
    engine: str


Drawer = Callable[[Pose], Drawn]
"""A character: draws itself in a pose, on the pose's canvas."""


@dataclass(frozen=True, eq=False)
class ModelSheet:
    """picture: (H, W, 3) uint8. layers: bottom first, composite to the picture; each view is a group.
    palette: part of `character.PALETTE` to "#rrggbb". engine: what drew it, in words."""

    picture: np.ndarray
    layers: tuple[Layer, ...]
    palette: Mapping[str, str]
    engine: str


def model_sheet(
    character: Character,
    references: Sequence[Reference] = (),
    *,
    runner: Runner | None = None,
    figure: Figure = "auto",
    title: str = "",
    progress: Progress | None = None,
) -> ModelSheet:
    """Draw the sheet.

    Args:
        character: whom to draw; where there are references, only its colors count: they win over those seen.
        references: pictures of the user's own character, each with its pose.
        runner: has the networks' weights; None draws by rule.
        figure: see `stages.generate.GenerateOptions`.
        title: written at the top, cut at 60 letters.

    Raises:
        InputError: a reference that shows too little of a body.
    """
    report = progress or (lambda fraction: None)
    if not references:
        coat = character.color("outer")
        character = settled(character).colored("outer", coat)  # only a coat that is wished for is shown
    draw = _of_references(references, runner) if references else _of_wishes(character, figure, runner)
    steps = len(VIEWS) + 1
    poses = {name: named_pose(pose, VIEW) for name, pose in VIEWS.items()}
    if references:
        poses = _filling(poses, draw(poses["front"]).picture)
    views = {}
    for number, (name, pose) in enumerate(poses.items()):
        report(number / steps)
        views[name] = draw(pose)
    if references:
        hues = _colors_in(references[0], runner) | dict(character.colors)
    else:  # they are known, and listed where they can be seen
        shown = {"eyes", "outer", *_seen(views["front"]), *_seen(views["back"])}
        hues = {part: color for part, color in character.colors if part in shown}
    palette = {part: hues[part] for part in PALETTE if part in hues}
    report((steps - 1) / steps)
    heads = _heads(draw, palette)
    layers, extent = _laid_out(views, heads, palette, title[:60])
    report(1.0)
    engine = "; ".join(dict.fromkeys(view.engine for view in views.values()))
    engine += "; expressions drawn by rule"
    return ModelSheet(composite(layers, extent)[..., :3].copy(), tuple(layers), palette, engine)


def _of_wishes(character: Character, figure: Figure, runner: Runner | None) -> Drawer:
    from anigen_core.stages.generate import GenerateOptions, by_whom, draw_body

    options = GenerateOptions(character=character, figure=figure)

    def draw(pose: Pose) -> Drawn:
        body = draw_body(pose, options, runner=runner)
        return Drawn(body.picture, body.colors, body.lines, body.parts, by_whom(body, runner))

    return draw


def _of_references(references: Sequence[Reference], runner: Runner | None) -> Drawer:
    from anigen_core.stages.parse import Parse, Parsed
    from anigen_core.stages.repose import by_whom, repose

    def draw(pose: Pose) -> Drawn:
        made = repose(references, pose, runner=runner)
        parts = made.parts
        if parts is None:
            parsed: Parsed = Parse(runner)(made.picture)
            parts = np.where(made.picture[..., 3] >= 128, parsed.parts, 0).astype(np.uint8)
        ink = 1 - made.lines / np.float32(255)
        flats = bodies.flat_colors(made.picture.astype(np.float32), ink, parts)
        return Drawn(made.picture, flats, made.lines, parts, by_whom(made, runner))

    return draw


def _colors_in(reference: Reference, runner: Runner | None) -> dict[str, str]:
    """The colors that the parts of a reference have."""
    from anigen_core.eye_coloring import colors_in
    from anigen_core.painting.guessing import WORN, look_of, parts_by_color
    from anigen_core.stages.parse import NAME, Parse

    figure = reference.figure
    parts = reference.parts
    if parts is None and runner is not None and runner.card(NAME) is not None:
        parts = Parse(runner)(figure).parts
    look = look_of(figure, parts_by_color(figure) if parts is None else parts)
    worn = {kind: part for kind, part in WORN.items() if part != "outer"}  # there it stands for any thing
    found = {part: to_hex(look.tones[kind][0]) for kind, part in worn.items() if kind in look.tones}
    try:
        found["eyes"] = to_hex(colors_in(figure, runner)["left"].color)
    except InputError:  # none is open, or too small
        found |= {} if look.eyes is None else {"eyes": to_hex(look.eyes)}
    return found


def _seen(view: Drawn) -> Iterator[str]:
    """The parts of `PALETTE` that a view shows."""
    for part, numbers in _OF_PARTS.items():
        if np.isin(view.parts, numbers).mean() > 0.001:
            yield part


def _heads(draw: Drawer, palette: Mapping[str, str]) -> dict[str, np.ndarray]:
    """(HEAD, HEAD, 4) uint8 of each expression."""
    pose = _close(named_pose(VIEWS["front"], VIEW))
    plain = draw(pose)
    base = bodies.Figure(plain.picture, 1 - plain.lines / np.float32(255), plain.parts, plain.flats)
    worn = {"skin": "skin", "hair": "hair", "eyes": "iris", "top": "top"}
    colors: dict[str, Any] = {worn[part]: hue for part, hue in palette.items() if part in worn}
    look = Look(**colors)
    heads = {}
    for name in EXPRESSIONS:
        faced = bodies.with_face(base, mannequin(pose, replace(look, expression=name)))
        heads[name] = faced.picture
    return heads


def _filling(poses: dict[str, Pose], front: np.ndarray) -> dict[str, Pose]:
    """The poses of the views, nearer where the references show a half-length only. front: (H, W, 4) uint8,
    the front view."""
    rows, columns = (np.flatnonzero((front[..., 3] >= 128).any(axis)) for axis in (1, 0))
    if not len(rows) or rows[-1] > _HALF * VIEW.height:
        return poses
    box = (columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0])
    scale = min(0.94 * side / length for side, length in zip(VIEW, box, strict=True))
    x, y = VIEW.width * (1 - scale) / 2, VIEW.height - GAP / 2 - scale * (rows[-1] + 1)
    matrix = np.array([[scale, 0.0, x], [0.0, scale, y]])
    nearer = {name: pose.transformed(matrix) for name, pose in poses.items()}
    return {name: replace(pose, width=VIEW.width, height=VIEW.height) for name, pose in nearer.items()}


def _close(pose: Pose) -> Pose:
    """The head of a pose, filling a field of `HEAD` pixels."""
    scale = 0.46 * HEAD / pose.head_size()
    x, y = scale * pose.joints[NOSE, :2]
    matrix = np.array([[scale, 0.0, HEAD / 2 - x], [0.0, scale, 0.54 * HEAD - y]])
    return replace(pose.transformed(matrix), width=HEAD, height=HEAD)


def _laid_out(
    views: Mapping[str, Drawn], heads: Mapping[str, np.ndarray], palette: Mapping[str, str], title: str
) -> tuple[list[Layer], Extent]:
    top = GAP + (56 if title else 0)
    width = len(views) * VIEW.width + 2 * GAP
    row = top + VIEW.height + GAP
    strip = row + GAP + HEAD + GAP
    extent = Extent(width, strip + (_STRIP if palette else 0))
    paper = np.broadcast_to(np.array((*_PAPER, 255), np.uint8), (*extent.shape, 4))
    layers, notes = [Layer("paper", paper)], _Notes(extent)
    notes.rule(row)
    if title:
        notes.write(title, (GAP, GAP // 2 + 6), 36, _INK)
    for number, (name, view) in enumerate(views.items()):
        x = GAP + number * VIEW.width
        layers += [_moved(layer, name, (x, top)) for layer in _layers_of(view)]
        notes.write(name, (x + VIEW.width // 2, top + VIEW.height + 4), 20, _FAINT, "ma")
    for number, (name, head) in enumerate(heads.items()):
        x, y = GAP + (VIEW.width // 2) * number, row + GAP
        layers.append(_moved(Layer(name, head), "expressions", (x, y)))
        notes.write(name, (x + HEAD // 2, y + HEAD + 2), 20, _FAINT, "ma")
    if palette:
        notes.rule(strip + 8)
        layers += _swatches(palette, notes, strip + 24)
    return [*layers, Layer("notes", notes.picture()).cropped()], extent


def _layers_of(view: Drawn) -> list[Layer]:
    """Flats, shadow, light and lines; a folder in a folder is more than every program reads."""
    apart = decompose(view.picture, view.flats, view.lines)
    flats = flats_of(apart)
    kept = [layer for layer in apart if layer.name in ("shadow", "light", "details", "lines")]
    if flats:
        kept.insert(0, Layer("flats", composite(flats, Extent.of(view.picture))))
    return [layer.cropped() for layer in kept]


def _moved(layer: Layer, group: str, by: tuple[int, int]) -> Layer:
    name = layer.name if group == "expressions" else f"{group} {layer.name}"
    return replace(layer, name=name, group=group, offset=(layer.offset[0] + by[0], layer.offset[1] + by[1]))


def _swatches(palette: Mapping[str, str], notes: _Notes, top: int) -> list[Layer]:
    """A square of each color with its shadow; the names go to the notes."""
    layers = []
    for number, (part, color) in enumerate(palette.items()):
        x = GAP + number * 250
        rgb = np.array(parse_color(color))
        square = np.empty((_SWATCH, _SWATCH, 4), np.uint8)
        square[...] = (*rgb, 255)
        ramp = np.add.outer(np.arange(_SWATCH), np.arange(_SWATCH)) > 1.35 * _SWATCH
        square[ramp, :3] = (rgb * _SHADE).round()
        layers.append(Layer(f"{part} {color}", square, group="palette", offset=(x, top)))
        notes.write(part, (x + _SWATCH + 12, top + 6), 22, _INK)
        notes.write(color, (x + _SWATCH + 12, top + 38), 18, _FAINT)
    return layers


class _Notes:
    """What is written on the sheet."""

    def __init__(self, extent: Extent) -> None:
        self._image = Image.new("RGBA", (extent.width, extent.height), (0, 0, 0, 0))
        self._pen = ImageDraw.Draw(self._image)

    def write(
        self, text: str, at: tuple[int, int], size: int, color: tuple[int, int, int], anchor: str = "la"
    ) -> None:
        self._pen.text(at, text, font=ImageFont.load_default(size), fill=(*color, 255), anchor=anchor)

    def rule(self, y: int) -> None:
        self._pen.line([(GAP, y), (self._image.width - GAP, y)], fill=(*_FAINT, 120), width=2)

    def picture(self) -> np.ndarray:
        return np.asarray(self._image)
