"""What a worker of a batch does: the bytes of a drawing become the bytes of its results."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from anigen_core.errors import InputError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """What is to be done with every drawing of a batch. Plain values only: it travels to other processes.

    Attributes:
        choices: values of `options.OPTIONS` by name, None where the document decides.
        suffixes: which files are made of each: ".png", ".psd", ".ora", ".anigen".
        weights: files of somebody's own weights, see `Studio`.
        shipped: folder of trained weights; None takes those of the program.
    """

    choices: Mapping[str, Any]
    suffixes: tuple[str, ...] = (".png",)
    weights: tuple[str, ...] = ()
    shipped: str | None = None

    def fingerprint(self) -> bytes:
        """Another order, other weights or another program make other pictures: this tells them apart."""
        from anigen_core import __version__
        from anigen_core.weights import list_weights, load_card

        folder = Path(self.shipped) if self.shipped else None
        cards = [load_card(name, folder).sha256 for name in list_weights(folder)]
        own = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in self.weights]
        given = {name: value for name, value in self.choices.items() if value is not None}
        return json.dumps([__version__, given, self.suffixes, own, cards], sort_keys=True).encode()


@dataclass(frozen=True)
class Answer:
    """What became of a drawing.

    Attributes:
        files: the results by suffix; empty where it failed.
        notes: plain sentences for the user. engine: which methods made it.
        error: why it failed, one sentence; "" where it did not.
        again: whether another try may go better.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    engine: str = ""
    error: str = ""
    again: bool = False


class Finisher:
    """Finishes drawings one after the other, with engines that load once."""

    def __init__(self, order: Order) -> None:
        from anigen_core.pipeline import Studio

        self._order = order
        shipped = Path(order.shipped) if order.shipped else None
        self._studio = Studio(weights=shipped, adapted=[Path(path) for path in order.weights])

    def __call__(self, sources: Mapping[str, bytes]) -> Answer:
        """Never raises: a batch goes on without the drawing that cannot be finished."""
        try:
            document, notes = read_sources(sources, self._order.choices)
            result = self._studio.finish(document)
            files = {suffix: result.to_bytes(suffix) for suffix in self._order.suffixes}
        except InputError as error:
            return Answer(error=str(error))
        except Exception as error:
            log.exception("a drawing of a batch could not be finished")
            said = f"{type(error).__name__}: {error}".rstrip(".")
            return Answer(error=f"The program failed on it ({said}); try it alone.", again=True)
        return Answer(files, (*notes, *result.notes), result.engine)


def read_sources(sources: Mapping[str, bytes], choices: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """The document of a drawing's files with the choices made, and sentences on what was assumed.

    Raises:
        InputError: a file that cannot be read, sizes that disagree, or a choice out of its range.
    """
    from anigen_core.document import Document
    from anigen_core.imaging import Extent
    from anigen_core.intake import read_drawing
    from anigen_core.options import changed
    from anigen_core.pose import Pose

    notes: list[str] = []
    if "document" in sources:
        document = Document.open(sources["document"])
    else:
        ink, blocks, notes = read_drawing(sources.get("lines"), sources.get("colors"))
        drawn = ink if ink is not None else blocks
        extent = None if drawn is None else Extent.of(drawn)
        pose = Pose.from_json(sources["pose"], extent=extent) if "pose" in sources else None
        if pose is not None and extent is not None:
            pose = pose.resized(extent)
        document = Document.compose(ink, blocks, pose, size=extent)
    return replace(document, settings=changed(document.settings, choices)), notes
