"""What the page does when something is pressed or dropped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import Extent
from anigen_core.ui import files, panels
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.form import NO_POSE, Form
from anigen_core.ui.guard import UNEXPECTED
from anigen_core.ui.pose_view import pose_svg

if TYPE_CHECKING:
    from pathlib import Path

    from anigen_core.document import Document, EyeWish
    from anigen_core.pipeline import Result
    from anigen_core.pose import Pose

log = logging.getLogger(__name__)

PREVIEW = Extent(768, 768)
"""Partial results are shown up to this size: they are for looking at while waiting."""


class Stop:
    """The cancel switch of one session's current run; lives in that session's state.

    event: set to stop the run. over: set when it has ended, one way or the other.
    """

    def __init__(self) -> None:
        self.event = threading.Event()
        self.over = threading.Event()


def press_stop(stop: Stop | None) -> None:
    if stop is not None:
        stop.event.set()


def finish(engine: Engine, stop: Stop, form: Form) -> Iterator[dict[str, Any]]:
    """One run for the page. Yields what changed, under the names of `studio.Results`; never raises.

    Keys: panel (html), pair (before, after), notes (html), files (four paths), busy (bool), settings (of the
    result, None where its painter makes no other one).
    """
    yield {"busy": True, "panel": panels.progress("Reading your drawing", 0.0, ["reconstruct"], "")}
    try:
        document, assumed = form.document()
        yield from _draw(engine, stop, document, assumed)
    except Cancelled as cancelled:
        yield from _stopped(getattr(cancelled, "partial", None))
    except InputError as error:
        yield {"busy": False, "panel": panels.message("error", str(error))}
    except GeneratorExit:
        raise
    except Exception:
        log.exception("a picture could not be finished")
        yield {"busy": False, "panel": panels.message("error", UNEXPECTED)}
    finally:
        stop.over.set()


def _draw(engine: Engine, stop: Stop, document: Document, assumed: list[str]) -> Iterator[dict[str, Any]]:
    from anigen_core.pipeline import Event

    steps = panels.planned_steps(document.settings, document.pose is not None)
    before = files.draft(document)
    for update in engine.run(document, stop.event):
        if isinstance(update, Waiting):
            yield {"panel": panels.progress(update.message, 0.0, steps, "")}
        elif isinstance(update, Event):
            change: dict[str, Any] = {
                "panel": panels.progress(update.message, 0.97 * update.fraction, steps, update.step)
            }
            if update.picture is not None:
                change["pair"] = files.write_pair(before, update.picture, PREVIEW)
            yield change
        else:
            yield {
                "pair": files.write_pair(before, update.picture),
                "notes": panels.notes(update, assumed),
                "panel": panels.progress("Writing the files", 0.98, steps, "files"),
            }
            yield {
                "files": files.write_result(update),
                "busy": False,
                "settings": update.document.settings if panels.varies(update) else None,
                "panel": "",
            }


def _stopped(partial: Result | None) -> Iterator[dict[str, Any]]:
    if partial is None:
        yield {
            "busy": False,
            "panel": panels.message("stopped", "Stopped. Nothing of your drawing was changed."),
        }
        return
    yield {
        "busy": False,
        "panel": panels.message("stopped", "Stopped. This is how far it came; the files hold this picture."),
        "pair": files.write_pair(files.draft(partial.document), partial.picture),
        "notes": panels.notes(partial, []),
        "files": files.write_result(partial),
    }


def preview(engine: Engine, stop: Stop | None, form: Form) -> dict[str, Any] | None:
    """A quick picture of what is on the page; None leaves the page alone, for a run of its own is going on.

    Keys: preview (path, or None where there is none to show) and words (html below it).
    """
    nothing = {"preview": None, "words": ""}
    if _running(stop):
        return None
    if not engine.previews:
        return nothing | {"words": panels.NO_PREVIEWS}
    try:
        document, _ = form.document()
        result = engine.preview(document, threading.Event())
    except InputError:
        return nothing  # an unfinished drawing is no mistake; Finish says what it lacks
    except Exception:
        log.exception("a preview could not be made")
        return nothing
    if _running(stop):
        return None
    if result is None:
        return nothing  # what stands there is not this drawing
    path = files.write_picture(files.on_checks(result.picture), "preview")
    return {"preview": path, "words": panels.preview_words(result)}


def _running(stop: Stop | None) -> bool:
    return stop is not None and not stop.over.is_set()


def take_lines(
    engine: Engine, picture: Path | bytes | None, kind: Any, detail: Any
) -> Iterator[dict[str, Any]]:
    """The lines of a picture, for the page. Yields what changed; never raises.

    Keys: panel (html), pair (before, after), lines (path), files (transparent PNG, SVG), notes (html).
    """
    from anigen_core.imaging import open_image, to_rgb, to_rgba
    from anigen_core.stages.lines import LinesOptions

    yield {"busy": True, "panel": panels.message("busy", "Taking the lines …")}
    try:
        if picture is None:
            raise InputError("There is no picture yet; drop one on the left, then take its lines.")
        source = open_image(picture)
        array = to_rgba(source) if source.mode == "RGBA" else to_rgb(source)
        start = time.perf_counter()
        lines, words = engine.lines(array, LinesOptions(kind=kind, detail=detail))
        seconds = time.perf_counter() - start
        yield {
            "panel": "",
            "pair": files.write_pair(to_rgb(source), to_rgb(lines)),
            "lines": files.write_picture(lines, "lines"),
            "files": files.write_lines(lines),
            "notes": panels.lines_notes(lines, words, seconds),
        }
    except InputError as error:
        yield {"panel": panels.message("error", str(error))}
    except GeneratorExit:
        raise
    except Exception:
        log.exception("lines could not be taken")
        yield {"panel": panels.message("error", UNEXPECTED)}


def take_pose_file(upload: dict[str, Any] | None) -> tuple[str, str]:
    """No named pose and this file instead, if it can be read; otherwise the page stays as it is."""
    from anigen_core.pose import Pose

    path = uploaded(upload, "Choose a file of OpenPose JSON.")
    Pose.load(path)
    return NO_POSE, path


def uploaded(upload: dict[str, Any] | None, otherwise: str) -> str:
    """Where an uploaded file is. Gradio's own conversion to a path leaves an empty file behind for each."""
    if upload is None:
        raise InputError(otherwise)
    return upload["path"]


def look_at_pose(pose: str | None, mirror: bool, pose_file: bytes | None) -> str:
    """The preview of the chosen pose."""
    return pose_preview(_figure(pose, mirror, pose_file))


def pose_preview(figure: Pose | None) -> str:
    if figure is None:
        return '<div class="pose-card none"><p>No pose: only what you drew is finished.</p></div>'
    key = '<span class="left">her left</span><span class="right">her right</span>'
    return f'<div class="pose-card">{pose_svg(figure, "The chosen pose")}<p>{key}</p></div>'


def _figure(pose: str | None, mirror: bool, pose_file: bytes | None) -> Pose | None:
    from anigen_core.pose import Pose
    from anigen_core.pose_library import named_pose

    if pose_file is not None:
        figure = Pose.from_json(pose_file)
    elif pose in (None, "", NO_POSE):
        return None
    else:
        figure = named_pose(str(pose))
    return figure.mirrored() if mirror else figure


def check_picture(picture: Path | bytes | None) -> None:
    """Tell at once, not at Finish, that a file cannot be used. The input keeps it: nothing is cleared."""
    from anigen_core.imaging import open_image

    if picture is not None:
        open_image(picture)


def split(upload: dict[str, Any] | None) -> tuple[str, str]:
    """Lines and colors of one picture, as files."""
    from anigen_core.imaging import open_image, to_rgb, to_rgba
    from anigen_core.split import split_picture

    source = open_image(uploaded(upload, "Choose a picture to split."))
    lines, colors = split_picture(to_rgba(source) if source.mode == "RGBA" else to_rgb(source))
    return files.write_picture(lines, "lines"), files.write_picture(colors, "colors")


def restore(path: Path) -> dict[str, Any]:
    """Values for the page from an `.anigen` file or a finished PNG, under the names of `Form`'s fields."""
    from anigen_core.document import Document

    document = Document.open(path)
    settings = document.settings
    eyes = {eye.side: eye for eye in settings.eyes}
    return {
        "lines": None if document.lines is None else files.write_picture(document.lines, "lines"),
        "colors": None if document.colors is None else files.write_picture(document.colors, "colors"),
        "pose": NO_POSE,
        "pose_file": None
        if document.pose is None
        else files.write_text(document.pose.to_json(), "pose.json"),
        "mirror": False,
        "painter": settings.painter,
        "strength": settings.strength,
        "refine": settings.refine,
        "seed": settings.seed,
        "shading": settings.shading,
        "light": settings.light,
        "ink": settings.ink,
        "body": settings.body,
        "transparent": settings.transparent,
        "upscale": settings.upscale,
        "upscaler": settings.upscaler,
        "denoise": settings.denoise,
        **{f"{side}_eye": eyes[side].color if side in eyes else None for side in ("left", "right")},
        **{f"{side}_box": _box_text(eyes.get(side)) for side in ("left", "right")},
    }


def _box_text(eye: EyeWish | None) -> str:
    return "" if eye is None or eye.box is None else ", ".join(map(str, eye.box))
