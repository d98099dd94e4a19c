"""Why a picture was found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.color import oklab_to_srgb, to_hex
from anigen_core.library.palettes import SAME

if TYPE_CHECKING:
    from anigen_core.library.entries import Looked, Query

LEVELS = {
    "code": (
        (0.001, "the same picture"),
        (0.15, "nearly the same"),
        (0.45, "looks much alike"),
        (0.7, "looks alike"),
    ),
    "pose": ((0.12, "the same pose"), (0.25, "nearly the same pose"), (0.4, "a pose like it")),
    "style": ((0.1, "drawn the same way"), (0.35, "drawn in a like way")),
}
"""Up to which distance a reason is said how."""


def why(query: Query, looked: Looked, aspects: Mapping[str, float], mirrored: bool) -> str:
    """Why a picture fits a query: what it fits best in comes first; "" where nothing is alike.

    Args:
        looked: what the picture shows. aspects: its distance in each aspect asked. mirrored: of the pose.
    """
    reasons = []
    for name, far in sorted(aspects.items(), key=lambda item: item[1]):
        if name == "tags":
            words = _found_words(query, looked)
        elif name == "palette" and query.palette is not None:
            words = _found_colors(query.palette, looked.palette)
        else:
            words = next((text for most, text in LEVELS[name] if far <= most), "")
            words += ", mirrored" if words and name == "pose" and mirrored else ""
        if words:
            reasons.append(words)
    return "; ".join(reasons)


def _found_words(query: Query, looked: Looked) -> str:
    wanted = [wish.strip().lower().replace("=", ":") for wish in query.tags if not wish.startswith("-")]
    there = [t for t in looked.tags if {t.word, f"{t.group}:{t.word}"} & set(wanted)]
    return ", ".join(f"{t.word} ({t.chance:.0%})" for t in there)


def _found_colors(wanted: np.ndarray, colors: np.ndarray) -> str:
    """The colors of a picture that are close to wished ones."""
    near = []
    for wish in wanted:
        if len(colors):
            apart = np.linalg.norm(colors[:, :3] - wish[:3], axis=1)
            if apart.min() < 1.5 * SAME:
                near.append(to_hex(oklab_to_srgb(colors[apart.argmin(), :3])))
    return f"has {', '.join(dict.fromkeys(near))}" if near else ""
