"""What a studio does for the variation sheet: other pictures of a draft, with what is locked as it was."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core import choosing
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.own_studio import OwnStudio
from anigen_core.painters import SEER
from anigen_core.planning import has_colors, has_lines
from anigen_core.progress import Event, Run
from anigen_core.redoing import blended, feathered
from anigen_core.settings import MAX_SEED
from anigen_core.varying import ALL_LOCKED, Variant, Wanted, kept_region, of_character, of_painting

if TYPE_CHECKING:
    from anigen_core.character import Character
    from anigen_core.document import Document
    from anigen_core.pose import Pose
    from anigen_core.result import Result
    from anigen_core.settings import Figure
    from anigen_core.stages.generate import Body
    from anigen_core.stages.pick import Candidate
    from anigen_core.varying import Lock

PAINTED = ("paint", "refine", "upscale", "eyes")
"""Steps in whose place a picture of the artist's own leaves nothing to vary."""

BODY = Extent(512, 768)
"""Largest size at which a body alone is varied."""


class VaryingStudio(OwnStudio):
    """The part of `pipeline.Studio` that makes variations."""

    def variations(
        self,
        document: Document,
        count: int,
        wanted: Wanted = ALL_LOCKED,
        *,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> tuple[Candidate, ...]:
        """Pictures to choose from, best first, each with the `variant` that makes it.

        Args:
            document, cancel: as for `finish`. count: 1 to 16. wanted: what is locked, see `varying`.
            progress: brings every picture as it is made.

        Raises:
            InputError: as `finish`, and where nothing varies.
            Cancelled: stopped.
        """
        choosing.check_count(count)
        mine = next((step for step in PAINTED if step in document.replaced), None)
        if mine is not None:
            raise InputError(
                f"Your own picture stands in for the step '{mine}', so nothing can vary; take it out."
            )
        run = Run(choosing.STEPS, progress, cancel)
        judge = self._runners.having(SEER)
        drawer = self._runners.drawer(document.settings)
        keep = None
        if choosing.shows_body(document, drawer):
            variants = of_character(document, wanted, count, learned=self._body_learned(document))
        else:
            parts = self.parts_of(document, wanted.picture)
            variants = self._painted_anew(document, wanted, count, parts)
            if parts is not None:
                keep = kept_region(parts, wanted.locks, document.colors)

        def make(variant: Document) -> tuple[np.ndarray, np.ndarray | None]:
            picture = self._seen(variant, cancel)
            if keep is None or not keep.any() or wanted.picture is None:
                return picture, None
            return _keeping(picture, wanted.picture, keep), None

        return choosing.rank(document, variants, make, judge, run)

    def finish_keeping(
        self,
        document: Document,
        picture: np.ndarray,
        locks: Collection[Lock],
        *,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """A finished picture painted anew but for the regions that the locks keep.

        document: of the variant. picture: as of `redo`.

        Raises:
            InputError: as `redo`, and where the regions are all of the picture.
            Cancelled: stopped; the old picture is as it was.
        """
        parts = self.parts_of(document, picture)
        assert parts is not None
        selection = np.where(kept_region(parts, locks, document.colors), np.uint8(0), np.uint8(255))
        if not selection.any():
            raise InputError("What is locked is all of the picture; open one of the locks.")
        return self.redo(document, picture, selection, progress=progress, cancel=cancel)

    def parts_of(self, document: Document, picture: np.ndarray | None) -> np.ndarray | None:
        """(H, W) uint8 numbers of `stages.parse.PARTS` of a finished picture, at the size of its drawing;
        None without a picture."""
        from anigen_core.stages.parse import Parse

        if picture is None:
            return None
        return Parse(self._runners.having(SEER))(resize(picture, document.extent)).parts

    def _painted_anew(
        self, document: Document, wanted: Wanted, count: int, parts: np.ndarray | None
    ) -> list[Variant]:
        first = max(1, document.settings.seed) + wanted.turn * count
        settings = replace(document.settings, seed=1 + (first - 1) % MAX_SEED)
        seeds = choosing.seeds(settings, "drawing", count)
        made = of_painting(document, wanted, seeds, parts)
        if not any(variant.recolored for variant in made):
            self.varies(document)  # says why not, where the painter has no variations
        return made

    def _body_learned(self, document: Document) -> bool:
        from anigen_core.stages.generate import GenerateOptions, learned

        settings = document.settings
        options = GenerateOptions(settings.character, figure=settings.figure)
        return learned(self._runners.drawer(settings), options)

    def _seen(self, document: Document, cancel: threading.Event | None) -> np.ndarray:
        """The quick picture of a variant: a body alone larger than a preview, for its face is to be seen."""
        settings = document.settings
        if has_lines(document) or has_colors(document) or document.pose is None:
            return self.finish(document, preview=True, cancel=cancel).picture
        size = document.extent.fitted(BODY)
        body = self.body(
            document.pose, settings.character, figure=settings.figure, size=size, weights=settings.weights
        )
        return body.picture

    @abstractmethod
    def redo(
        self,
        document: Document,
        picture: np.ndarray,
        selection: np.ndarray,
        *,
        seed: int | None = None,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """See `pipeline.Studio.redo`."""

    @abstractmethod
    def varies(self, document: Document) -> object:
        """See `pipeline.Studio.varies`."""

    @abstractmethod
    def body(
        self,
        pose: Pose,
        character: Character = ...,
        *,
        figure: Figure = "auto",
        size: tuple[int, int] | None = None,
        weights: str = "",
        progress: Callable[[float], None] | None = None,
    ) -> Body:
        """See `pipeline.Studio.body`."""


def _keeping(picture: np.ndarray, old: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """A picture with the region `keep` (h, w) bool of an old one, to the bit but for a blend round it."""
    extent = Extent.of(picture)
    fresh = resize(np.where(keep, np.uint8(0), np.uint8(255)), extent) >= 128
    if old.shape[2] != picture.shape[2]:
        old, picture = to_rgba(old), to_rgba(picture)
    return blended(resize(old, extent), picture, feathered(fresh))
