"""Flat colors sorted into regions that have names, and the regions into groups: the hair, a blue top."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from anigen_core.color import pack_rgb, srgb_to_oklab, unpack_rgb
from anigen_core.layering.flats import distinct_runs
from anigen_core.layering.naming import color_name

OTHER = 13
"""The part number of what nobody can tell; those below it are stages.parse.PARTS."""

WORDS = (
    *("ground", "skin", "skin", "brows", "eyes", "mouth", "hair", "hair", "top", "bottom", "socks", "shoes"),
    *("thing", "region"),
)
"""What a part number is called; two numbers of one name are one."""

GROUPS = {
    "background": ("ground",),
    "skin": ("skin", "mouth"),
    "clothes": ("bottom", "socks", "shoes", "top"),
    "hair": ("hair",),
    "eyes": ("eyes", "brows"),
    "things": ("thing",),
    "other": ("region",),
}
"""Groups, bottom first, and what lies in each, bottom first."""

ORDER = [word for words in GROUPS.values() for word in words]
GROUP_OF = {word: group for group, words in GROUPS.items() for word in words}

LEAST = 2e-4
"""Share of the picture under which a region joins another one of its name, the nearest in color."""


class Region(NamedTuple):
    """name: of the layer. group: a key of `GROUPS`."""

    name: str
    group: str


def regions(flats: np.ndarray, parts: np.ndarray, most: int = 40) -> tuple[np.ndarray, list[Region]]:
    """Sort the pixels of flats into regions: one color of one part each.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing there.
        parts: (H, W) uint8 part numbers, `OTHER` where not known.
        most: regions there may be; more, and tiny ones, join others. Pixels keep their own color.

    Returns:
        labels (H, W) uint8, 0 = nothing, else the region counted from 1; and each region, "hair, orange" or
        "hair, orange 2", those of a part together in the order of `GROUPS`, the largest of a part first.
    """
    number = np.array([ORDER.index(word) for word in WORDS])
    there = flats[..., 3] >= 128
    labels = np.zeros(there.shape, np.uint8)
    if not there.any():
        return labels, []
    kind = number.astype(np.int32)[np.minimum(parts, OTHER)]
    keys, (index, lengths) = distinct_runs((kind << 24 | pack_rgb(flats[..., :3]))[there])
    area = np.bincount(index, lengths, minlength=len(keys))
    of, rgb = keys >> 24, unpack_rgb(keys)
    lab = srgb_to_oklab(rgb)
    order = np.argsort(-area, kind="stable")
    kept = [int(i) for i in order if area[i] >= LEAST * there.size][:most] or [int(order[0])]
    home = np.empty(len(keys), np.int64)
    for i in range(len(keys)):
        same = [k for k in kept if of[k] == of[i]] or kept
        home[i] = i if i in kept else same[int(np.linalg.norm(lab[same] - lab[i], axis=1).argmin())]
    total = np.bincount(home, area, minlength=len(keys))
    ranked = sorted(kept, key=lambda k: (of[k], -total[k]))
    rank = np.zeros(len(keys), np.uint8)
    rank[ranked] = np.arange(1, len(ranked) + 1)
    labels[there] = np.repeat(rank[home[index]], lengths)
    told: list[Region] = []
    found: dict[str, int] = {}
    for k in ranked:
        word = ORDER[int(of[k])]
        name = f"{word}, {color_name(tuple(int(value) for value in rgb[k]))}"  # type: ignore[arg-type]
        found[name] = found.get(name, 0) + 1
        told.append(Region(name if found[name] == 1 else f"{name} {found[name]}", GROUP_OF[word]))
    return labels, told
