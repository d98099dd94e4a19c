"""Flat colors sorted into regions that have names: the hair, the second color of the top."""

from __future__ import annotations

import numpy as np

from anigen_core.color import pack_rgb, srgb_to_oklab, unpack_rgb

WORDS = (
    *("region", "skin", "skin", "brows", "eyes", "mouth", "hair", "hair", "top", "bottom", "socks", "shoes"),
    "accessory",
)
"""What a part number (stages.parse.PARTS) is called; two numbers of one name are one."""

LEAST = 2e-4
"""Share of the picture under which a region joins another one of its name, the nearest in color."""


def regions(flats: np.ndarray, parts: np.ndarray, most: int = 40) -> tuple[np.ndarray, list[str]]:
    """Sort the pixels of flats into regions: one color of one part each.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing there.
        parts: (H, W) uint8 part numbers.
        most: regions there may be; more, and tiny ones, join others. Pixels keep their own color.

    Returns:
        labels (H, W) uint8, 0 = nothing, else the region counted from 1; and the name of each, "hair" or
        "hair 2", those of a part together in the order of `WORDS`, the largest first.
    """
    names = list(dict.fromkeys(WORDS))
    number = np.array([names.index(word) for word in WORDS])
    there = flats[..., 3] >= 128
    labels = np.zeros(there.shape, np.uint8)
    if not there.any():
        return labels, []
    group = number[np.minimum(parts[there], len(WORDS) - 1)].astype(np.int64)
    keys, which, area = np.unique(
        group << 24 | pack_rgb(flats[there][:, :3]), return_inverse=True, return_counts=True
    )
    of, lab = keys >> 24, srgb_to_oklab(unpack_rgb(keys))
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
    labels[there] = rank[home[which.reshape(-1)]]
    told, found = [], dict.fromkeys(names, 0)
    for k in ranked:
        word = names[int(of[k])]
        found[word] += 1
        told.append(word if found[word] == 1 else f"{word} {found[word]}")
    return labels, told
