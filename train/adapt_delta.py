"""What adapting changed, as products of two narrow matrices for each layer (LoRA's form, found afterwards).

The budget goes where it changes most: of all layers' singular values, those are kept that tell most for each
number that they cost.
"""

from __future__ import annotations

import numpy as np

from anigen_core.adapted import DOWN, UP

MAX_BYTES = 2 << 20
HEAD = 64 << 10
"""Bytes for the names of the tensors and the card."""


def of_low_rank(
    before: dict[str, np.ndarray], after: dict[str, np.ndarray], most: int = MAX_BYTES
) -> dict[str, np.ndarray]:
    """The change from `before` to `after` in fp16: NAME.up (rows, rank) and NAME.down (rank, columns) for
    what has two sides and more, flattened behind the first; all of it under NAME for the rest.

    most: bytes that the file may take.
    """
    out: dict[str, np.ndarray] = {}
    layers, found = {}, []
    for name, array in after.items():
        change = array.astype(np.float32) - before[name]
        if array.ndim < 2 or min(len(array), array[0].size) < 4:
            out[name] = change.astype(np.float16)
            continue
        rows, sizes, columns = np.linalg.svd(change.reshape(len(array), -1), full_matrices=False)
        layers[name] = rows, sizes, columns
        cost = rows.shape[0] + columns.shape[1]
        found += [(float(size) ** 2 / cost, name, cost) for size in sizes]
    left = (most - HEAD) // 2 - sum(array.size for array in out.values())
    ranks = dict.fromkeys(layers, 0)
    for _, name, cost in sorted(found, reverse=True):
        if cost <= left:
            ranks[name] += 1
            left -= cost
    for name, rank in ranks.items():
        if rank:
            rows, sizes, columns = layers[name]
            half = np.sqrt(sizes[:rank])
            out[name + UP] = (rows[:, :rank] * half).astype(np.float16)
            out[name + DOWN] = (half[:, None] * columns[:rank]).astype(np.float16)
    return out
