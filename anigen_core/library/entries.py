"""What a library holds, what it is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.tagging import Tag

CODE_BYTES = 64
"""Length of a code: 512 bits (stages/similar.py)."""

WORK = Extent(512, 512)
"""Larger pictures are looked at in this size: no network here sees more."""

FORM = 540
"""Length of a form: histograms of oriented gradients (descriptors.py)."""

COLORS = 6
"""Most colors of a palette."""

ASPECTS = ("code", "tags", "palette", "pose", "style", "form")
"""What pictures are compared by."""

WEIGHTS = {"form": 2.0}
"""How much an aspect counts where nothing is said, 1 of the others: a sketch is found by its outlines rather
than by its code."""


@dataclass(frozen=True, eq=False)
class Looked:
    """What one look at a picture tells.

    code: (64,) uint8, packed bits. coder: who coded; codes of two coders are never compared.
    tags: as stages.tags.Tags gives them.
    palette: (n, 4) float32 OKLab L, a, b and share 0..1, largest share first; n from 0 (no colors) to
        `COLORS`.
    pose: in pixels of the picture; None where it is not known.
    style: (7,) float32 0..1 of `styles.style_of`.
    form: (540,) float32 of length 1, the figure's edges (`descriptors.edges_of`); all 0 where not known.
    """

    code: np.ndarray
    coder: str
    tags: list[Tag]
    palette: np.ndarray
    pose: Pose | None
    style: np.ndarray
    form: np.ndarray = field(default_factory=lambda: np.zeros(FORM, np.float32))

    def parts(self, by: Sequence[str]) -> dict[str, Any]:
        """What a `Query` asks to find pictures that are like this one in some of `ASPECTS`, tags excepted. A
        drawing without colors is looked for by its form, too, where it is by its code.

        Raises:
            InputError: an aspect is unknown, or nothing of what is asked is known of this picture.
        """
        if unknown := sorted(set(by) - (set(ASPECTS) - {"tags"})):
            raise InputError(
                f"A picture is not compared by '{unknown[0]}'; use code, palette, pose, style or form."
            )
        if self.pose is None and set(by) == {"pose"}:
            raise InputError("No pose is found in the picture; give the pose, or compare by something else.")
        if not len(self.palette) and set(by) == {"palette"}:
            raise InputError("The picture has no colors; compare it by something else.")
        sketch = "code" in by and not len(self.palette)
        names = [*by, "form"] if sketch and "form" not in by else by
        return {name: getattr(self, name) for name in names} | {"coder": self.coder}


@dataclass(frozen=True, eq=False)
class Entry:
    """A picture of a library.

    id: number, never used again for another picture. name: of the file, or as it was given.
    path: the file; None where the library keeps the picture itself.
    width, height: pixels. looked: what was seen in it; its code is zeros and its coder "" until it is coded.
    """

    id: int
    name: str
    path: Path | None
    width: int
    height: int
    looked: Looked


@dataclass(frozen=True, eq=False)
class Query:
    """What is looked for. Each part may be None, one at least is not.

    code, coder: pictures that look like this one (see `Looked`); the two belong together.
    tags: words wanted, "pink" or "hair_color:pink"; one that begins with "-" is not wanted.
    palette: (n, 4) float32 OKLab and share, or of `palettes.parse_palette`.
    pose: any canvas; where and how large the figure stands does not matter.
    style: (7,) float32 of `Looked`. form: (540,) float32 of `Looked`.
    weights: how much each of `ASPECTS` counts, at least 0; `WEIGHTS` where nothing is said.
    mirrored: whether mirror images of the pose count, too.
    without: numbers of entries that are not wanted as hits, such as the picture itself.
    seen: the picture that was asked about; it only helps to say why.

    Raises:
        InputError: nothing is asked, or a weight is unknown or below 0.
    """

    code: np.ndarray | None = None
    coder: str = ""
    tags: Sequence[str] = ()
    palette: np.ndarray | None = None
    pose: Pose | None = None
    style: np.ndarray | None = None
    form: np.ndarray | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    mirrored: bool = True
    without: frozenset[int] = frozenset()
    seen: Looked | None = None

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.weights) - set(ASPECTS)):
            raise InputError(f"There is no weight '{unknown[0]}'; use {', '.join(ASPECTS)}.")
        if not all(np.isfinite(w) and w >= 0 for w in self.weights.values()):
            raise InputError("A weight of the search is not a number of at least 0; correct it.")
        if not self.asked:
            raise InputError("Nothing is looked for; give a picture, words, colors, a pose or a style.")

    @property
    def asked(self) -> dict[str, float]:
        """The aspects that count, with their weights."""
        parts = {
            "code": self.code is not None,
            "tags": bool(self.tags),
            "palette": self.palette is not None and len(self.palette) > 0,
            "pose": self.pose is not None,
            "style": self.style is not None,
            "form": self.form is not None and bool(self.form.any()),
        }
        known = WEIGHTS | dict(self.weights)
        weights = {name: float(known.get(name, 1.0)) for name, given in parts.items() if given}
        return {name: weight for name, weight in weights.items() if weight > 0}

    @classmethod
    def like(
        cls,
        looked: Looked,
        by: Sequence[str] = ("code",),
        *,
        weights: Mapping[str, float] | None = None,
        mirrored: bool = True,
        without: frozenset[int] = frozenset(),
    ) -> Query:
        """Pictures like one that was looked at, compared by some of `ASPECTS`; see `Looked.parts`."""
        return cls(**looked.parts(by), weights=weights or {}, mirrored=mirrored, without=without, seen=looked)


@dataclass(frozen=True, eq=False)
class Hit:
    """An entry that was found. distance: 0 (the same) to 1. why: in words, the best reason first; "" of none.
    mirrored: whether its pose is the one looked for in a mirror."""

    entry: Entry
    distance: float
    why: str
    mirrored: bool = False


@dataclass(frozen=True)
class Added:
    """What `Library.add` has done: how many files are new, changed, moved (the same content under another
    name), missing (indexed before and gone now), unchanged, and recoded because other weights code now.

    unreadable: files and why, as a sentence. stopped: whether it was cancelled; what is done stays done.
    """

    new: int = 0
    changed: int = 0
    moved: int = 0
    missing: int = 0
    unchanged: int = 0
    recoded: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    stopped: bool = False


@dataclass(frozen=True)
class Stats:
    """pictures: that can be found. missing: entries whose file is gone. unreadable: files that could not be
    read. waiting: pictures whose code is of another coder than the latest; the next `add` codes them.
    poses: pictures whose pose is known. folders: those added. bytes: of the library itself."""

    pictures: int
    missing: int
    unreadable: int
    waiting: int
    poses: int
    coder: str
    folders: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, eq=False)
class Near:
    """A picture that another is too close to. bits: Hamming distance of their codes. sentence: for people.
    entry: of the library; None where it is one of the training renders."""

    bits: int
    sentence: str
    entry: Entry | None = None
