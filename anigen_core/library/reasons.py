"""Why a picture was found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.library.palettes import SAME, color_name, even

if TYPE_CHECKING:
    from anigen_core.library.entries import Looked, Query

LEVELS = {
    "code": (
        *((0.001, "the same picture"), (0.15, "nearly the same"), (0.45, "looks much alike")),
        (0.7, "looks alike"),
    ),
    "pose": ((0.12, "the same pose"), (0.25, "nearly the same pose"), (0.4, "a pose like it")),
    "form": ((0.2, "the same outlines"), (0.35, "outlines much like it"), (0.5, "outlines like it")),
    "style": ((0.1, "drawn the same way"), (0.35, "drawn in a like way")),
}
"""Up to which distance a reason is said how. Of poses by true joints: two of one name and view are 0.41 apart
in the median, and of two that differ one in twenty is nearer than 0.43."""

TOLD = ("hair_color", "hair_style", "outfit", "posture", "view", "expression", "style")
"""Groups of tags whose words say why a picture looks alike."""

DULL = {"standing", "front", "neutral"}
"""Words that hold for so many pictures that they are no reason."""

SURE = 0.6
"""Chance from which on a tag is a reason."""

FAR = "nothing nearer is here"


def why(query: Query, looked: Looked, aspects: Mapping[str, float], mirrored: bool) -> str:
    """Why a picture fits a query: what it fits best in comes first; `FAR` where nothing is alike.

    Args:
        looked: what the picture shows. aspects: its distance in each aspect asked. mirrored: of the pose.
    """
    reasons = []
    for name, far in sorted(aspects.items(), key=lambda item: item[1]):
        if name == "tags":
            words = _found_words(query, looked)
        elif name == "palette" and query.palette is not None:
            words = shared_colors(query.palette, looked.palette)
        else:
            words = next((text for most, text in LEVELS[name] if far <= most), "")
            words += ", mirrored" if words and name == "pose" and mirrored else ""
        if words:
            reasons.append(words)
    if aspects.get("code", 0) > 0 and reasons and query.seen is not None:
        reasons += _shared(query.seen, looked, colors="palette" not in aspects)
    return "; ".join(reasons) or FAR


def _shared(one: Looked, other: Looked, *, colors: bool) -> list[str]:
    """What two pictures have in common, at most two reasons."""
    sure = [{(t.group, t.word) for t in looked.tags if t.chance >= SURE} for looked in (one, other)]
    words = [
        _said(group, word)
        for group, word in sorted(sure[0] & sure[1], key=_order)
        if group in TOLD and word not in DULL
    ]
    found = ["both " + ", ".join(words[:3])] if words else []
    if colors and (names := shared_colors(one.palette, other.palette)):
        found.append(names)
    return found


def _order(tag: tuple[str, str]) -> int:
    return TOLD.index(tag[0]) if tag[0] in TOLD else len(TOLD)


def _said(group: str, word: str) -> str:
    plain = word.replace("_", " ")
    return f"{plain} hair" if group == "hair_color" else f"seen from {plain}" if group == "view" else plain


def _found_words(query: Query, looked: Looked) -> str:
    wanted = [wish.strip().lower().replace("=", ":") for wish in query.tags if not wish.startswith("-")]
    there = [t for t in looked.tags if {t.word, f"{t.group}:{t.word}"} & set(wanted)]
    return ", ".join(f"{t.word} ({t.chance:.0%})" for t in there)


def shared_colors(wanted: np.ndarray, colors: np.ndarray) -> str:
    """The colors of a palette (n, 4) that are close to wished ones, by name; "" where none is."""
    near = []
    for wish in wanted:
        if len(colors):
            apart = np.linalg.norm(even(colors[:, :3] - wish[:3]), axis=1)
            if apart.min() < 1.5 * SAME:
                near.append(color_name(colors[apart.argmin()]))
    return f"has the {', '.join(dict.fromkeys(near))}" if near else ""
