"""Who is seen in a finished drawing, as a character that can be drawn in any pose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anigen_core.character import Character
from anigen_core.color import to_hex
from anigen_core.errors import InputError
from anigen_core.imaging import Extent
from anigen_core.layers import composite, flats_of
from anigen_core.part_colors import part_colors, shown_as
from anigen_core.sorting import parts_of
from anigen_core.wishes_of_tags import wishes_of_tags

if TYPE_CHECKING:
    from anigen_core.result import Result
    from anigen_core.runner import Runner

PASSING = ("style", "view")
"""Groups of wishes that are about a picture, not about who is in it."""


def likeness(result: Result, seer: Runner | None, tagger: Runner | None) -> Character:
    """The character of a finished drawing: as its settings wish for it, and where they leave hair, clothes or
    colors open, as they are in the picture.

    seer, tagger: have the weights that tell parts and words, else None.
    """
    from anigen_core.stages.parse import Parse
    from anigen_core.stages.tags import Tags

    wanted, picture = result.document.settings.character, result.picture
    colors = part_colors(picture, Parse(seer)(picture))
    colors |= _flat_colors(result, seer)
    told = []
    if tagger is not None:
        told = [tag for tag in Tags(tagger)(picture) if tag.group not in PASSING]
    try:
        seen = wishes_of_tags(told, colors)
    except InputError:
        return wanted
    wishes = dict(seen.wishes) | dict(wanted.wishes)
    return Character(tuple(wishes.items()), tuple((colors | dict(wanted.colors)).items()), wanted.seed)


def _flat_colors(result: Result, seer: Runner | None) -> dict[str, str]:
    """("#rrggbb" of the largest region, by part of `character.PALETTE`), but for the eyes."""
    flats = composite(flats_of(result.layers), Extent.of(result.picture))
    ink = next(layer for layer in result.layers if layer.name == "lines")
    parts = parts_of(result.picture, flats, 255 - ink.on(Extent.of(result.picture))[..., 3], seer)
    found: dict[str, str] = {}
    if parts is None:
        return found
    for part, numbers in shown_as().items():
        inside = np.isin(parts, numbers) & (flats[..., 3] >= 128)
        if part == "eyes" or not inside.any():
            continue
        colors, counts = np.unique(flats[inside][:, :3], axis=0, return_counts=True)
        found[part] = to_hex(colors[counts.argmax()])
    return found
