"""Two drawings of the stage's film strip, and what lies between them.

Messages go down as those of `film`; "drawn" has one thing more:

    frames   [{sure, flagged}]: how far each frame is to be trusted, 0 to 1, and whether somebody should look

What was drawn is kept for the session, so that a frame can be opened as a drawing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anigen_core.errors import Cancelled, InputError
from anigen_core.progress import Event
from anigen_core.ui import drawing
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.film import Shown, number_in, speed_in, written_files
from anigen_core.ui.guard import UNEXPECTED

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.inbetween import Inbetweens
    from anigen_core.settings import Settings
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

MAX_FRAMES = 60
COLORS = 24
"""Most colors of a frame that is opened as a drawing."""

GONE = "This frame is not here any more; draw the frames again."


@dataclass(frozen=True)
class Between:
    """What is asked for."""

    run: int
    first: Document
    last: Document
    frames: int
    easing: Any
    fps: float
    anyway: bool


@dataclass(frozen=True)
class Kept:
    """What was drawn last in a session."""

    run: int
    made: Inbetweens


def read(value: StageData | None, data: Any, settings: Settings) -> Between:
    """The in-betweens that an event asks for.

    Raises:
        InputError: anything in it is not what the stage sends, or a picture is damaged.
    """
    if not isinstance(data, dict) or value is None or len(value.keys or ()) != 2:
        raise InputError(drawing.INCOMPLETE)
    run, frames = number_in(data, "run"), number_in(data, "frames")
    if frames > MAX_FRAMES:
        raise InputError(f"These are {frames} frames; ask for at most {MAX_FRAMES}.")
    first, last = (drawing.read_key(key, settings) for key in value.keys or ())
    return Between(run, first, last, frames, data.get("easing"), speed_in(data), value.same)


def draw(
    engine: Engine, wanted: Between, cancel: threading.Event
) -> Iterator[tuple[dict[str, Any], Kept | None]]:
    """Messages, each with what is kept from it on; None: what was kept before. What goes wrong is the last
    message."""
    shown = Shown()
    try:
        for update in engine.between(wanted, cancel, shown.take):
            if isinstance(update, Waiting):
                yield {"state": "waiting", "words": update.message}, None
            elif isinstance(update, Event):
                yield {"state": "drawing", "urls": shown.urls(), "count": wanted.frames}, None
            else:
                yield _drawn(update, shown, wanted), Kept(wanted.run, update)
                yield written_files(update.animation(wanted.fps)), None
    except Cancelled:
        yield {"state": "stopped", "words": "Stopped."}, None
    except InputError as error:
        yield {"state": "failed", "words": str(error)}, None
    except Exception:
        log.exception("unexpected error while drawing in-betweens")
        yield {"state": "failed", "words": UNEXPECTED}, None


def opened(kept: Kept | None, data: Any) -> dict[str, Any]:
    """The stage's prop `drawing` that puts a frame there: its lines, its colors as blocks, and its pose.

    Raises:
        InputError: there is no such frame.
    """
    from anigen_core.imaging import Extent
    from anigen_core.painting.blocks import color_blocks

    asked = data if isinstance(data, dict) else {}
    frame = asked.get("frame")
    if kept is None or asked.get("run") != kept.run or type(frame) is not int:
        raise InputError(GONE)
    if not 0 <= frame < len(kept.made.pictures):
        raise InputError(GONE)
    picture = kept.made.pictures[frame]
    return drawing.sent(
        Extent.of(picture),
        label="Frame",
        note=f"Frame {frame + 1} is a drawing now; keep it as A or B to go on from it.",
        parts=("lines", "colors", "pose"),
        lines=kept.made.lines[frame],
        colors=color_blocks(picture, COLORS),
        pose=kept.made.poses[frame],
    )


def _drawn(made: Inbetweens, shown: Shown, wanted: Between) -> dict[str, Any]:
    height, width = made.pictures[0].shape[:2]
    return {
        "state": "drawn",
        "urls": [shown.address(picture) for picture in made.pictures],
        "order": list(range(len(made.pictures))),
        "frames": [
            {"sure": sure, "flagged": number in made.unsure} for number, sure in enumerate(made.certainty)
        ],
        "fps": wanted.fps,
        "repeats": True,
        "words": f"{made.engine}; {width} x {height} pixels, {made.seconds:.1f} s",
    }
