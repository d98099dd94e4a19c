"""The variation sheet as a gradio component: candidates to choose from, the best first, and what they keep.

What draws it is in `static/stage/sheet`, plain modules that the browser loads as they are. Downwards go two
props, each with a fresh "id":

    sheet {of, free, keep, candidates: [CANDIDATE]}: what varies, "character" or "drawing"; the locks that
          hold something here; those of them that keep a region of the picture
    kept  {number, url, words}: a candidate as a PNG with its recipe, after the event "keep" {number}

CANDIDATE is {url, width, height, seed, words, reasons, shown, pose, recolored}; pose and recolored: what it
has of its own beside wishes and seeds, null and [] where nothing.

Upwards goes "pick" {number} as well: the page's choices become those of this candidate. What the sheet asks
for goes along with the stage's events, see `asked` and `regions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.ui import drawing, files
from anigen_core.ui.form import whole, written
from anigen_core.ui.stage import prop

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.stages.pick import Candidate
    from anigen_core.ui.stage import StageData
    from anigen_core.varying import Lock, Wanted

MODULE = Path(__file__).parent / "static" / "stage" / "sheet" / "sheet.js"

COUNT = 8
"""So many candidates are made at once where nobody says how many."""

LOCKED = ("pose", "colors")
"""What is locked where nobody says what."""

REGIONS = ("face", "clothes")
"""Locks that can keep a region of a finished picture."""

VIEW = Extent(480, 720)
"""Largest size at which a candidate is shown."""

UNKNOWN = "This candidate is not known here; ask for new ones."


class VariationSheet(gr.HTML):
    """The sheet. It has no value: Python sends props."""

    def __init__(
        self, *, sheet: dict[str, Any] | None = None, kept: dict[str, Any] | None = None, **options: Any
    ) -> None:
        options |= {"html_template": '<div class="variation-sheet"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", sheet=sheet, kept=kept, **options)


@dataclass(frozen=True, eq=False)
class Offered:
    """The candidates of a document that a session's sheet shows, best first."""

    document: Document
    candidates: tuple[Candidate, ...]
    wanted: Wanted

    def told(self) -> dict[str, Any]:
        """What goes into the prop `sheet`."""
        from anigen_core.varying import free

        whose, picture = self.candidates[0].owner, self.wanted.picture
        learned = whose == "character" and self.document.settings.figure == "psgan"
        keeps = whose == "drawing" and picture is not None
        return {
            "free": list(free(self.document, whose, learned=learned)),
            "of": whose,
            "keep": [lock for lock in REGIONS if keeps and lock in self.wanted.locks],
            "candidates": [self._shown(one) for one in self.candidates],
        }

    def picked(self, data: Any) -> dict[str, Any]:
        """Values by name of the page's choices that make a candidate the next result.

        data: what came with the event "pick".

        Raises:
            InputError: there is no such candidate.
        """
        settings = self._variant(self._at(data)).settings
        return {"seed": settings.seed, "character": written(settings.character)}

    def kept(self, data: Any) -> dict[str, Any]:
        """The prop `kept`; raises as `picked`."""
        from anigen_core.export import png_bytes

        candidate = self._at(data)
        [path] = files.new_files("anigen_candidate.png")
        path.write_bytes(png_bytes(candidate.picture, self._variant(candidate)))
        return prop(number=data["number"], url=files.address(path), words=candidate.words)

    def _at(self, data: Any) -> Candidate:
        number = data.get("number") if isinstance(data, dict) else None
        if type(number) is not int or not 0 <= number < len(self.candidates):
            raise InputError(UNKNOWN)
        return self.candidates[number]

    def _variant(self, candidate: Candidate) -> Document:
        return self.document if candidate.variant is None else candidate.variant.document

    def _shown(self, candidate: Candidate) -> dict[str, Any]:
        from anigen_core.stages.pick import reasons

        small = _small(candidate.picture)
        pose = self._variant(candidate).pose
        return {
            "url": files.address(files.write_view(small, "candidate")),
            "width": small.shape[1],
            "height": small.shape[0],
            "seed": candidate.seed,
            "words": candidate.words,
            "reasons": reasons(candidate.scores, len(self.candidates)),
            "shown": candidate.shown,
            "pose": None if pose is None or pose == self.document.pose else pose.to_dict(),
            "recolored": [] if candidate.variant is None else list(candidate.variant.recolored),
        }


def asked(value: StageData | None) -> tuple[int, Wanted]:
    """How many candidates the stage asks for, and what is locked.

    Raises:
        InputError: it is not what the sheet sends.
    """
    from anigen_core.varying import Wanted

    sent = (value and value.asked) or {}
    locks = _locks(sent.get("locks", LOCKED))
    count, turn = whole(sent.get("count", COUNT), "The number of candidates"), sent.get("turn", 0)
    picture = None
    if value is not None and value.picture is not None:
        picture, _ = drawing.read_picture(value, UNKNOWN)
    return count, Wanted(locks, picture, sent.get("near") is True, turn)


def regions(value: StageData | None) -> tuple[np.ndarray, tuple[Lock, ...]] | None:
    """The picture of which regions are kept while the rest is finished anew, and whose; None: of none.

    Raises:
        InputError: it is not what the sheet sends.
    """
    sent = (value and value.asked) or {}
    if value is None or not sent.get("keep"):
        return None
    picture, _ = drawing.read_picture(value, UNKNOWN)
    return picture, _locks(sent["keep"])


def picked(offered: Offered | None, data: Any) -> dict[str, Any]:
    """As `Offered.picked`, of a session that may have none."""
    if offered is None:
        raise InputError(UNKNOWN)
    return offered.picked(data)


def kept(offered: Offered | None, data: Any) -> dict[str, Any]:
    """The prop `kept`, in words why there is none."""
    try:
        if offered is None:
            raise InputError(UNKNOWN)
        return offered.kept(data)
    except InputError as error:
        return prop(number=None, url=None, words=str(error))


def _locks(names: Any) -> tuple[Lock, ...]:
    from anigen_core.varying import LOCKS

    if not isinstance(names, list | tuple) or not all(name in LOCKS for name in names):
        raise InputError(f"What can be locked is {', '.join(LOCKS)}.")
    return tuple(lock for lock in LOCKS if lock in names)


def _small(picture: np.ndarray) -> np.ndarray:
    return files.on_checks(resize(picture, Extent.of(picture).fitted(VIEW)))


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((sheet) => sheet.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'pick' 'keep'"
    )
