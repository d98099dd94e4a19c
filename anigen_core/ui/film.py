"""Key poses of the stage's film strip, drawn as an animation: what comes up, and what goes down meanwhile.

Up comes one dict {run, keys, frames, easing, course, fps, side, turns, chance, paper, painted}, and the
drawing where frames are to be painted. Down go dicts with the same `run` and a `state`, of which the last has
all there is to show:

    waiting  {words}
    drawing  {urls, count, left}: the frames so far, and the seconds until the end (null: not known yet)
    drawn    {urls, order, fps, repeats, words}: all frames; the files are being written
    files    {files: {webp, gif, zip, sheet}, failed: sentences about those that could not be}
    stopped, failed  {words}
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import Extent
from anigen_core.motion import MAX_KEYS
from anigen_core.progress import Event
from anigen_core.settings import MAX_SEED
from anigen_core.ui import drawing, files
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.guard import UNEXPECTED

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.animation import Animation
    from anigen_core.character import Character
    from anigen_core.document import Document
    from anigen_core.pose import Pose
    from anigen_core.settings import Settings
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

SIDES = (384, 768, 1152)
"""Heights, or widths where the canvas lies on its side, in which frames are drawn."""

MAX_FRAMES = 120
NAMES = {"webp": "anigen.webp", "gif": "anigen.gif", "zip": "anigen_frames.zip", "sheet": "anigen_sheet.zip"}

Messages = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Film:
    """What is asked for. toward: the character at the end, None where nobody changes. painted: what every
    frame is painted like, None: the body as it is drawn."""

    run: int
    keys: tuple[Pose, ...]
    frames: int
    easing: Any
    course: Any
    fps: float
    size: Extent
    character: Character
    toward: Character | None
    figure: Any
    paper: bool
    painted: Document | None = None


def read(value: StageData | None, data: Any, settings: Settings) -> Film:
    """The film that an event asks for, with the character of the settings. value: read where it is painted.

    Raises:
        InputError: anything in it is not what the stage sends; ranges are the studio's to check.
    """
    from anigen_core.pose import Pose

    if not isinstance(data, dict) or not isinstance(data.get("keys"), list):
        raise InputError(drawing.INCOMPLETE)
    if len(data["keys"]) > MAX_KEYS:
        raise InputError(f"These are {len(data['keys'])} key poses; give at most {MAX_KEYS}.")
    keys = tuple(Pose.from_json(key) for key in data["keys"])
    if not keys:
        raise InputError("There is no key pose; give at least one.")
    run, frames, side = (number_in(data, name) for name in ("run", "frames", "side"))
    if side not in SIDES or frames > MAX_FRAMES:
        raise InputError(drawing.INCOMPLETE)
    canvas = Extent(*keys[0].extent)
    return Film(
        run,
        keys,
        frames,
        data.get("easing"),
        data.get("course"),
        speed_in(data),
        canvas.scaled(side / max(canvas)),
        settings.character,
        _toward(settings.character, data.get("turns"), data),
        settings.figure,
        bool(data.get("paper")),
        drawing.read(drawing.arrived(value, data), settings) if data.get("painted") is True else None,
    )


def _toward(character: Character, turns: Any, data: dict[str, Any]) -> Character | None:
    """Who the character turns into: of another seed, or somebody else by chance."""
    import numpy as np

    if turns == "seed":
        return replace(character, seed=number_in(data, "chance"))
    if turns == "somebody":
        return character.rolled(np.random.default_rng(number_in(data, "chance")))
    return None


def speed_in(data: dict[str, Any]) -> float:
    """The frames a second that an event asks for; the studio checks their range."""
    fps = data.get("fps")
    if isinstance(fps, bool) or not isinstance(fps, int | float):
        raise InputError(drawing.INCOMPLETE)
    return float(fps)


def number_in(data: dict[str, Any], name: str) -> int:
    """A whole number of an event, 0 to the largest seed."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SEED:
        raise InputError(drawing.INCOMPLETE)
    return value


def draw(engine: Engine, film: Film, cancel: threading.Event) -> Messages:
    """The film, from the first news to its files. What goes wrong is the last message."""
    shown = Shown()
    try:
        for update in engine.animate(film, cancel, shown.take):
            if isinstance(update, Waiting):
                yield {"state": "waiting", "words": update.message}
            elif isinstance(update, Event):
                yield {"state": "drawing", "urls": shown.urls(), "count": film.frames, "left": update.left}
            else:
                yield _drawn(update, shown)
                yield written_files(update.on_paper() if film.paper else update)
    except Cancelled:
        yield {"state": "stopped", "words": "Stopped."}
    except InputError as error:
        yield {"state": "failed", "words": str(error)}
    except Exception:
        log.exception("unexpected error while drawing an animation")
        yield {"state": "failed", "words": UNEXPECTED}


class Shown:
    """The frames as small files for the screen, each written once. Frames come from the engine's thread."""

    def __init__(self) -> None:
        self._frames: list[np.ndarray] = []
        self._addresses: dict[int, str] = {}

    def take(self, picture: np.ndarray) -> None:
        """Keep another frame."""
        self._frames.append(picture)

    def urls(self) -> list[str]:
        """Addresses of the frames so far, in the order in which they were drawn."""
        return [self.address(picture) for picture in list(self._frames)]

    def address(self, picture: np.ndarray) -> str:
        """Where a browser finds this frame; it has to stay in memory as long as this object is in use."""
        if id(picture) not in self._addresses:
            [path] = files.new_files("frame.webp")
            _write_webp(path, picture)
            self._addresses[id(picture)] = files.address(path)
        return self._addresses[id(picture)]


def _write_webp(path: Path, picture: np.ndarray) -> None:
    from PIL import Image

    Image.fromarray(picture).save(path, "WEBP", quality=92, method=1)


def _drawn(made: Animation, shown: Shown) -> dict[str, Any]:
    width, height = made.extent
    return {
        "state": "drawn",
        "urls": [shown.address(picture) for picture in made.pictures],
        "order": list(made.order),
        "fps": made.fps,
        "repeats": made.repeats,
        "words": f"{made.engine}; {width} x {height} pixels, {made.seconds:.1f} s",
    }


def written_files(made: Animation) -> dict[str, Any]:
    """All files that can be made of it."""
    paths = dict(zip(NAMES, files.new_files(*NAMES.values()), strict=True))
    addresses, failed = {}, []
    for kind, path in paths.items():
        try:
            path.write_bytes(_sheet(made) if kind == "sheet" else made.to_bytes(path.suffix))
            addresses[kind] = files.address(path)
        except InputError as error:
            failed.append(str(error))
    return {"state": "files", "files": addresses, "failed": failed}


def _sheet(made: Animation) -> bytes:
    from anigen_core.animation import sprite_sheet
    from anigen_core.archive import write_archive

    sheet, about = sprite_sheet(made, "anigen_sheet.png")
    return write_archive({"anigen_sheet.png": sheet, "anigen_sheet.json": about})
