"""Which of many pictures to show first: what was generated is measured, and what is good and differs is kept.

The order is that of farthest points (Gonzalez 1985) among the good ones: the best comes first, then each time
the one that differs most from all before it. What falls behind the best by too much follows by its score, so
that being odd earns no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import to_rgb
from anigen_core.inking.extraction import extract_lines
from anigen_core.inking.thinning import distance_to
from anigen_core.joining import silhouette
from anigen_core.pose import Pose
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.varying import Variant

NEAR = 0.05
"""Share of the body's height within which a joint counts as in place."""

STEPS = (0.5, 1.0, 2.0)
"""Multiples of `NEAR` over which the share of joints in place is averaged: two pictures that both keep the
pose are still told apart."""

TRUSTED = 0.6
"""Share of joints that must be in place in the best candidate. Where fewer are, whoever looked does not
understand such a figure, and is believed about none of them."""

BESIDE = 1 / 150
"""Share of the longer side within which two lines are the same line."""

WEIGHTS = {"pose": 3.0, "lines": 2.0, "critic": 1.0}
"""What counts how much. The critic's score is a place among the others, which spreads it widest of all."""

SLACK = 0.1
"""How far a score may fall behind the best and still be good."""

ALIKE = 0.01
"""Mean difference in OKLab units below which two pictures are much alike."""

SMALL = 64
"""Longer side in pixels at which two pictures are compared: forms and colors, not the strokes."""

Owner = Literal["character", "drawing"]
Agreement = tuple[float | None, tuple[int, int] | None]


@dataclass(frozen=True, eq=False)
class Entry:
    """A picture to be ranked.

    Attributes:
        picture: (H, W, 3) uint8, or (H, W, 4) with straight alpha. All of one ranking have the same size.
        seed: what it was made from.
        owner: whose seed that is: the character's (a body), or the drawing's (what the painter varies).
        pose: the joints seen in it, in its pixels; None where nobody looked.
        lines: (H, W) uint8, 0 = ink, of what may differ from the artist's; None takes the picture's.
        critic: how natural a discriminator finds it, more is better, any unit; None where none was asked.
        variant: what makes it again, handed on as it is.
    """

    picture: np.ndarray
    seed: int
    owner: Owner = "drawing"
    pose: Pose | None = None
    lines: np.ndarray | None = None
    critic: float | None = None
    variant: Variant | None = None


@dataclass(frozen=True, eq=False)
class PickOptions:
    """What the pictures should agree with, and how many are shown.

    pose: as it was wished for, on a canvas of any size; None = no matter. lines: (H, W) uint8 of the artist
    at the size of the pictures, 0 = ink; None = no matter. show: how many of the first are shown, from 1 on.

    Raises:
        InputError: a value out of its range.
    """

    pose: Pose | None = None
    lines: np.ndarray | None = None
    show: int = 4

    def __post_init__(self) -> None:
        if self.show < 1:
            raise InputError("At least one of the candidates has to be shown; give a number from 1 on.")


@dataclass(frozen=True)
class Scores:
    """What was measured, 0 (worst) to 1, None where it was not.

    Attributes:
        pose: share of the joints in place, averaged over three radii; for none unless the best has `TRUSTED`.
        joints: how many are within `NEAR`, of how many.
        lines: agreement with the artist's lines (F2).
        found: share of the artist's lines that are in it.
        critic: share of the other candidates that the critic finds less natural.
        apart: mean difference (OKLab units) to the nearest candidate before it; None for the first.
        total: the weighted mean of pose, lines and critic; 1 where none was measured.
    """

    pose: float | None = None
    joints: tuple[int, int] | None = None
    lines: float | None = None
    found: float | None = None
    critic: float | None = None
    apart: float | None = None
    total: float = 1.0


@dataclass(frozen=True, eq=False)
class Candidate:
    """A ranked picture. `words` is one plain sentence on its place, `shown` whether it is among the first.

    picture, seed, owner, variant: as in `Entry`.
    """

    picture: np.ndarray
    seed: int
    owner: Owner = "drawing"
    scores: Scores = field(default_factory=Scores)
    words: str = ""
    shown: bool = True
    variant: Variant | None = None


class Pick:
    """The stage: entries in, candidates out, best first. It measures; no network takes part in it."""

    def __call__(
        self,
        entries: Sequence[Entry],
        options: PickOptions = PickOptions(),
        *,
        progress: Progress | None = None,
    ) -> tuple[Candidate, ...]:
        """Every entry, ranked.

        Raises:
            InputError: there are none, or their sizes differ.
        """
        report = progress or (lambda fraction: None)
        sizes = {entry.picture.shape[:2] for entry in entries}
        if not entries or len(sizes) > 1:
            raise InputError("Candidates must be one or more pictures of the same size.")
        if options.lines is not None and options.lines.shape not in sizes:
            raise InputError("The artist's lines must have the size of the candidates; scale them first.")
        natural, posed = _places([entry.critic for entry in entries]), _posed(entries, options.pose)
        measured, looks = [], []
        for i, entry in enumerate(entries):
            report(i / len(entries))
            measured.append(_measured(entry, options.lines, natural[i], posed[i]))
            looks.append(_look(entry.picture))
        order, apart = _order(np.array([scores.total for scores in measured]), _differences(looks))
        report(1.0)
        ranked = []
        for place, i in enumerate(order):
            entry, far = entries[i], apart[place]
            scores = Scores(**(vars(measured[i]) | {"apart": far}))
            words = explained(scores, len(entries))
            shown = place < options.show
            ranked.append(
                Candidate(entry.picture, entry.seed, entry.owner, scores, words, shown, entry.variant)
            )
        return tuple(ranked)


REASONS = {
    "pose": "it keeps the pose",
    "joints": "{right} of {of} joints are where the pose is",
    "lines": "{percent}% of your lines are in it",
    "average": "it looks as natural as most",
    "more": "it looks more natural than most",
    "less": "it looks less natural than most",
    "best": "nothing scores higher",
    "unknown": "only how they differ is known of these",
    "only": "it is the only one",
    "alike": "it is much like one before it",
    "apart": "it differs from those before it",
}
"""What can be said of a candidate, by key."""


def reasons(scores: Scores, count: int) -> list[tuple[str, dict[str, int]]]:
    """Why a candidate stands where it does, among `count`: keys of `REASONS`, and what goes into each."""
    found: list[tuple[str, dict[str, int]]] = []
    if scores.joints is not None:
        right, of = scores.joints
        found.append(("pose", {}) if right == of else ("joints", {"right": right, "of": of}))
    if scores.found is not None:
        found.append(("lines", {"percent": int(f"{100 * scores.found:.0f}")}))
    if scores.critic is not None and count > 1:
        mean = 0.3 <= scores.critic <= 0.7
        found.append(("average" if mean else "more" if scores.critic > 0.7 else "less", {}))
    if scores.apart is None and count > 1:
        found.append(("best" if found else "unknown", {}))
    elif scores.apart is None:
        found.append(("only", {}))
    else:
        found.append(("alike" if scores.apart < ALIKE else "apart", {}))
    return found


def explained(scores: Scores, count: int) -> str:
    """The same as one plain sentence."""
    *first, last = (REASONS[key].format(**values) for key, values in reasons(scores, count))
    text = f"{', '.join(first)}, and {last}." if first else f"{last}."
    return text[:1].upper() + text[1:]


def _measured(entry: Entry, artist: np.ndarray | None, natural: float | None, posed: Agreement) -> Scores:
    pose, joints = posed
    lines = found = None
    if artist is not None:
        own = entry.lines if entry.lines is not None else _lines_of(entry.picture)
        lines, found = line_agreement(own, artist)
    known = {"pose": pose, "lines": lines, "critic": natural}
    weight = sum(WEIGHTS[name] for name, value in known.items() if value is not None)
    total = sum(WEIGHTS[name] * value for name, value in known.items() if value is not None)
    return Scores(pose, joints, lines, found, natural, total=total / weight if weight else 1.0)


def _posed(entries: Sequence[Entry], wanted: Pose | None) -> list[Agreement]:
    """What `pose_agreement` says of each, if it can be trusted."""
    nothing: Agreement = None, None
    if wanted is None:
        return [nothing] * len(entries)
    found = [nothing if entry.pose is None else pose_agreement(entry.pose, wanted) for entry in entries]
    shares = [joints[0] / joints[1] for _, joints in found if joints is not None]
    return found if max(shares, default=0.0) >= TRUSTED else [nothing] * len(entries)


def pose_agreement(seen: Pose, wanted: Pose) -> Agreement:
    """How well the joints seen are where they were wanted.

    Returns:
        The share of wanted joints in place (PCK), averaged over `STEPS` times `NEAR`, and how many are within
        `NEAR` itself, of how many; None, None where nothing was wanted. A joint that is not seen is not in
        place.
    """
    wanted = wanted.resized(seen.extent)
    asked = wanted.joints[:, 2] > 0
    if not asked.any():
        return None, None
    far = np.hypot(*(seen.joints[:, :2] - wanted.joints[:, :2]).T)
    far = np.where(seen.joints[:, 2] > 0, far, np.inf)[asked]
    near = NEAR * max(wanted.body_height(), 1.0)
    shares = [float((far <= step * near).mean()) for step in STEPS]
    return float(np.mean(shares)), (int((far <= near).sum()), int(asked.sum()))


def line_agreement(lines: np.ndarray, artist: np.ndarray) -> tuple[float | None, float | None]:
    """How well lines agree with the artist's, both (H, W) uint8, 0 = ink.

    Returns:
        F2 of two shares: of the artist's ink that is found in the lines, and of the ink within what the
        artist's drawing covers that is the artist's; and the first of them. None, None without artist's ink.
    """
    ink, own = lines < 128, artist < 128
    if not own.any():
        return None, None
    beside = max(1.5, BESIDE * max(artist.shape))
    found = float((distance_to(ink)[own] <= beside).mean()) if ink.any() else 0.0
    covered = silhouette(artist, np.zeros((*artist.shape, 4), np.uint8)) & ink
    kept = float((distance_to(own)[covered] <= beside).mean()) if covered.any() else 0.0
    return (5 * found * kept / (4 * kept + found) if found + kept > 0 else 0.0), found


def _lines_of(picture: np.ndarray) -> np.ndarray:
    alpha = picture[..., 3] if picture.shape[2] == 4 else None
    stroke = max(3.0, 7.0 * max(picture.shape[:2]) / 768)
    found = extract_lines(np.ascontiguousarray(picture[..., :3]), alpha, stroke=stroke)
    return np.where((found.ink > 0.3) | found.edges, np.uint8(0), np.uint8(255))


def _places(critic: list[float | None]) -> list[float | None]:
    """Opinions in any unit as the share of the others that each one beats; a tie is half a win."""
    given = np.array([value for value in critic if value is not None], np.float64)
    if len(given) < 2:
        return [None] * len(critic)
    return [
        None
        if value is None
        else float(((given < value).sum() + ((given == value).sum() - 1) / 2) / (len(given) - 1))
        for value in critic
    ]


def _look(picture: np.ndarray) -> np.ndarray:
    """A picture as it is compared: OKLab, small, on white."""
    scale = SMALL / max(picture.shape[:2])
    small = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return srgb_to_oklab(cv2.resize(to_rgb(picture), small, interpolation=cv2.INTER_AREA))


def _differences(looks: list[np.ndarray]) -> np.ndarray:
    """(N, N) mean distance of the pixels in OKLab."""
    stack = np.stack(looks)
    return np.stack([np.linalg.norm(stack - one, axis=-1).mean(axis=(1, 2)) for one in looks])


def _order(totals: np.ndarray, differences: np.ndarray) -> tuple[list[int], list[float | None]]:
    """Indices, best first, and how far each is from the nearest one before it."""
    order: list[int] = [int(totals.argmax())]
    apart: list[float | None] = [None]
    good = totals >= totals.max() - SLACK
    while len(order) < len(totals):
        nearest = differences[:, order].min(axis=1)
        left = np.ones(len(totals), bool)
        left[order] = False
        value = nearest if (left & good).any() else totals
        rest = left & good if (left & good).any() else left
        best = int(np.where(rest, value, -1.0).argmax())
        order.append(best)
        apart.append(float(nearest[best]))
    return order, apart
