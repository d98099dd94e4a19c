"""The Eyes panel as a gradio component: both eyes of a finished picture near by, each with its color.

What draws it is in `static/stage/eyes`, plain modules that the browser loads as they are. It has no value.
Downwards go two props, each with a fresh "id":

    eyes {run, width, height, eyes: {side: EYE}, words}: the eyes of another picture, or of none (eyes: null)
    eye  {run, side, eye: EYE | null, words}: one of them, changed (after a color, what that changes);
         words: what is wrong, or ""

EYE is {found, region, before, after, color, own, blank, box, wide: {region, url}}: regions and boxes are
(x, y, width, height) in pixels of the picture, pictures are data URLs, `color` is what is wished for (null:
nothing), `own` what was painted. Upwards go the events "recolor" {run, side, color | null}, "place" {run,
side, box} and "settle" {run}: the downloads and the settings are to have what is seen.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
import numpy as np

from anigen_core.errors import InputError
from anigen_core.ui import actions, files, panels
from anigen_core.ui.guard import one_sentence
from anigen_core.ui.parking import Parked
from anigen_core.ui.stage import prop

if TYPE_CHECKING:
    from anigen_core.finished_eyes import FinishedEyes
    from anigen_core.ui.engine import Engine

MODULE = Path(__file__).parent / "static" / "stage" / "eyes" / "panel.js"

NEAR = (1.35, 1.05)
"""Width and height of what is shown of an eye, in lengths of its box."""

WIDE = 4.0
"""The same of the place in which an eye can be moved."""

LARGEST = 480
"""Pixels: longer side of a picture that is sent of a region."""

SMALLEST = 320
"""The same at least: an eye of thirty pixels is enlarged here, smoothly, and not by the browser."""

UNKNOWN = "This eye did not arrive whole; choose its color again."
GONE = "There is another picture now; wait until its eyes are found."

NO_EYES = {"run": 0, "width": 0, "height": 0, "eyes": None, "words": ""}
"""The prop `eyes` while there is a picture whose eyes are not looked for."""

Box = tuple[int, int, int, int]


class EyesPanel(gr.HTML):
    """The panel. It has no value: Python sends props."""

    def __init__(
        self, *, eyes: dict[str, Any] | None = None, eye: dict[str, Any] | None = None, **options: Any
    ) -> None:
        options |= {"html_template": '<div class="eyes-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", eyes=eyes, eye=eye, **options)


class Kept:
    """The eyes of the newest result of a session. made: that result. run: tells them from those of an older
    one."""

    def __init__(self, eyes: FinishedEyes, made: Parked, run: int) -> None:
        self.eyes, self.made, self.run = eyes, made, run

    def told(self) -> dict[str, Any]:
        """The prop `eyes`."""
        from anigen_core.finished_eyes import SIDES

        height, width = self.eyes.base.shape[:2]
        shown = {side: _shown(self.eyes, side) for side in SIDES}
        return prop(run=self.run, width=width, height=height, eyes=shown, words="")

    def told_of(self, side: str, words: str = "", *, color_only: bool = False) -> dict[str, Any]:
        """The prop `eye`."""
        shown = _colored(self.eyes, side) if color_only else _shown(self.eyes, side)
        return prop(run=self.run, side=side, eye=shown, words=words)


def look(engine: Engine, made: Parked | None, kept: Kept | None) -> Kept | None:
    """The eyes of a result; the ones that are known where they are of it."""
    if made is None or (kept is not None and kept.made is made):
        return kept
    return Kept(engine.eyes(made.light), made, 1 if kept is None else kept.run + 1)


def recolored(kept: Kept | None, data: Any) -> dict[str, Any]:
    """The prop `eye` after the event "recolor"."""
    return _changed(kept, data, lambda eyes, side: eyes.color(side, _color(data)), color_only=True)


def placed(engine: Engine, kept: Kept | None, data: Any) -> dict[str, Any]:
    """The prop `eye` after the event "place"."""
    return _changed(kept, data, lambda eyes, side: engine.place_eye(eyes, side, _box(data)))


def _changed(
    kept: Kept | None, data: Any, change: Callable[[FinishedEyes, str], None], *, color_only: bool = False
) -> dict[str, Any]:
    asked = data if isinstance(data, dict) else {}
    side, run = asked.get("side"), asked.get("run")
    if kept is None or run != kept.run or side not in ("left", "right"):
        return prop(run=run, side=side, eye=None, words=GONE)
    try:
        with one_sentence():
            change(kept.eyes, side)
    except InputError as error:
        return kept.told_of(side, str(error))
    return kept.told_of(side, color_only=color_only)


def settled(kept: Kept | None, data: Any) -> dict[str, Any] | None:
    """Changes by name, as `actions.finish` yields them, of a result with colored eyes; None: of none."""
    if kept is None or not isinstance(data, dict) or data.get("run") != kept.run:
        return None
    kept.eyes.result = kept.made.whole()
    result = kept.eyes.finished()
    pair = files.write_pair(files.draft(result.document), result.picture)
    change = {"pair": pair, "notes": panels.notes(result), **actions.delivered(result)}
    kept.made = change["made"]
    kept.made.pack()
    kept.eyes.result = kept.made.light
    return change


def _color(data: dict[str, Any]) -> str | None:
    color = data.get("color")
    if color is not None and not isinstance(color, str):
        raise InputError(UNKNOWN)
    return color


def _box(data: dict[str, Any]) -> Box:
    box = data.get("box")
    if not isinstance(box, list) or len(box) != 4 or any(type(value) not in (int, float) for value in box):
        raise InputError(UNKNOWN)
    if not all(-1e5 < value < 1e5 for value in box):  # NaN is not
        raise InputError(UNKNOWN)
    x, y, width, height = (round(value) for value in box)
    return x, y, width, height


def _shown(eyes: FinishedEyes, side: str) -> dict[str, Any]:
    """What the panel shows of an eye. One that was not found is looked for beside the other one, or
    everywhere."""
    eye = eyes.eyes.get(side)
    height, width = eyes.base.shape[:2]
    other = next((one for name, one in eyes.eyes.items() if name != side), None)
    around = eye or other
    wide = (0, 0, width, height) if around is None else _region(around.box, (WIDE, WIDE), (width, height))
    shown: dict[str, Any] = {"wide": {"region": list(wide), "url": _url(eyes.base, wide, jpeg=True)}}
    if eye is None:
        return shown | {"found": False, "color": eyes.colors.get(side)}
    region = _region(eye.box, NEAR, (width, height))
    return shown | {
        **_colored(eyes, side),
        "region": list(region),
        "before": _url(eyes.base, region),
        "own": eye.own,
        "blank": eye.blank,
        "box": list(eye.box),
    }


def _colored(eyes: FinishedEyes, side: str) -> dict[str, Any]:
    """What a color changes of an eye that was found."""
    if side not in eyes.colors:
        return {"found": True, "color": None, "after": None}
    height, width = eyes.base.shape[:2]
    made = _with_eye(eyes, side, _region(eyes.eyes[side].box, NEAR, (width, height)))
    whole = (0, 0, made.shape[1], made.shape[0])
    return {"found": True, "color": eyes.colors[side], "after": _url(made, whole)}


def _with_eye(eyes: FinishedEyes, side: str, region: Box) -> np.ndarray:
    """The region of the picture with the eye as wished for; nothing else of the picture is touched."""
    seen = eyes.eyes[side].seen
    x, y, width, height = region
    left, top = seen.corner
    made = eyes.painted(side)
    out = eyes.base[y : y + height, x : x + width].copy()
    a, b, c, d = (
        max(x, left),
        max(y, top),
        min(x + width, left + made.shape[1]),
        min(y + height, top + made.shape[0]),
    )
    if a < c and b < d:
        changed = seen.iris.weight[b - top : d - top, a - left : c - left] > 0
        out[b - y : d - y, a - x : c - x, :3][changed] = made[b - top : d - top, a - left : c - left][changed]
    return out


def _region(box: Box, lengths: tuple[float, float], extent: tuple[int, int]) -> Box:
    """A piece of the picture round a box, so many of its lengths wide and high, inside the picture."""
    size = max(box[2:])
    places = []
    for start, length, share, limit in zip(box[:2], box[2:], lengths, extent, strict=True):
        side = min(limit, max(8, round(size * share)))
        first = round(start + length / 2 - side / 2)
        places.append((min(max(0, first), limit - side), side))
    (x, width), (y, height) = places
    return x, y, width, height


def _url(picture: np.ndarray, region: Box, *, jpeg: bool = False) -> str:
    """A piece of a picture as a data URL, over paper where it is translucent; its longer side from `SMALLEST`
    to `LARGEST`."""
    from anigen_core.imaging import Extent, encode_png, resize

    x, y, width, height = region
    piece = files.on_checks(np.ascontiguousarray(picture[y : y + height, x : x + width]))
    extent = Extent(width, height)
    longer = min(max(*extent, SMALLEST), LARGEST)
    if max(extent) != longer:
        piece = resize(piece, extent.scaled(longer / max(extent)))
    if jpeg:
        return files.inline(piece)
    return f"data:image/png;base64,{base64.b64encode(encode_png(piece, compress=1)).decode()}"


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'recolor' 'place' 'settle'"
    )
