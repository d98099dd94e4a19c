"""Cloth on coarse grids: reading a fine grid at few places, carrying it back smoothly, its normals."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Array


def spread(fine: int, coarse: int, closed: bool = False) -> Array:
    """(fine, coarse) weights that carry values on `coarse` even places to `fine` ones (Catmull-Rom); closed:
    the last fine place is the first again and the coarse ones go around."""
    place = np.linspace(0, coarse if closed else coarse - 1, fine)
    low = np.clip(np.floor(place).astype(int), 0, None if closed else coarse - 2)
    f = place - low
    shares = (
        ((2 - f) * f - 1) * f / 2,
        ((3 * f - 5) * f * f + 2) / 2,
        ((4 - 3 * f) * f + 1) * f / 2,
        (f - 1) * f * f / 2,
    )
    out = np.zeros((fine, coarse))
    rows = np.arange(fine)
    for i, share in enumerate(shares):
        at = low + i - 1
        if closed:
            np.add.at(out, (rows, at % coarse), share)
        else:  # beyond an end the sheet goes straight on
            before, after = at < 0, at > coarse - 1
            inside = ~(before | after)
            np.add.at(out, (rows[inside], at[inside]), share[inside])
            for wrong, a, b in ((before, 0, 1), (after, coarse - 1, coarse - 2)):
                np.add.at(out, (rows[wrong], np.full(wrong.sum(), a)), 2 * share[wrong])
                np.add.at(out, (rows[wrong], np.full(wrong.sum(), b)), -share[wrong])
    return out.astype(np.float32)


def sampled(fine: int, coarse: int, closed: bool = False) -> Array:
    """(coarse, fine) weights that read a fine line at `coarse` even places."""
    place = np.linspace(0, fine - 1, coarse + (1 if closed else 0))[:coarse]
    low = np.clip(place.astype(int), 0, fine - 2)
    out = np.zeros((coarse, fine), np.float32)
    out[np.arange(coarse), low] = 1 - (place - low)
    out[np.arange(coarse), low + 1] = place - low
    return out


def grid_normals(p: Array, closed: bool) -> Array:
    """(rows, columns, 3) unit normals, outside as `loft.Loft` has it: (along a row) x (down a column)."""
    if closed:
        ring = p[:, :-1]
        across = np.roll(ring, -1, 1) - np.roll(ring, 1, 1)
        across = np.concatenate([across, across[:, :1]], 1)
    else:
        across = np.gradient(p, axis=1)
    down = np.gradient(p, axis=0)
    out = np.empty_like(p)
    for i, (j, k) in enumerate(((1, 2), (2, 0), (0, 1))):
        out[..., i] = across[..., j] * down[..., k] - across[..., k] * down[..., j]
    return out / np.maximum(np.sqrt((out * out).sum(-1, keepdims=True)), 1e-8)
