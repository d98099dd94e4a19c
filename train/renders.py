"""Codes of training renders: what a made picture is compared with, so that "too close" can be said.

    python -m train.renders --store FOLDER --each 4 --count 4096

Looks at pictures of the factory's training split, one code each, and writes them for
`anigen_core/library/known.py`: 64 bytes a picture, and in the header whose codes they are and how many bits
are too close. That number is measured here: a tenth of a percent of the renders have another character's
render nearer than it, and the share of a render's lossy and resized copies that lie within it is printed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from anigen_core.document import write_atomically
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, encode_webp, open_image, resize, to_rgb
from anigen_core.library.codes import Codes
from anigen_core.library.entries import CODE_BYTES
from anigen_core.library.known import RENDERS
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.similar import Similar
from train.pictures import Pictures, place_of

MOST = 4096
"""Pictures at most: 256 KiB."""

RARE = 0.001
"""Share of renders that may be called too close to one of another character."""

COPIED = 64
"""Renders that are copied to measure how far copies are."""


def code_renders(store: Pictures, count: int, similar: Similar) -> np.ndarray:
    """(count, 64) uint8: the codes of the first pictures of a store, as they look on white."""
    codes = np.zeros((count, CODE_BYTES), np.uint8)
    for number in range(count):
        codes[number] = similar(to_rgb(_picture(store, number))).code
    return codes


def measure_close(codes: np.ndarray, characters: np.ndarray) -> int:
    """Bits below which only `RARE` of the renders have one of another character.

    Args:
        codes: (N, 64) uint8. characters: (N,) int, which character each shows.
    """
    index, nearest = Codes(codes), np.zeros(len(codes), np.int64)
    for row, code in enumerate(codes):
        distances = index.distances(code)
        others = distances[characters != characters[row]]
        nearest[row] = others.min() if len(others) else 8 * CODE_BYTES
    return max(0, int(np.quantile(nearest, RARE, method="lower")) - 1)


def copy_distances(store: Pictures, codes: np.ndarray, similar: Similar) -> dict[str, np.ndarray]:
    """Bits in which the codes of copies differ from their picture's, by kind of copy."""
    out: dict[str, list[int]] = {"lossy, quality 75": [], "half as large": [], "0.7 times, quality 60": []}
    for number in range(min(COPIED, len(codes))):
        rgb = to_rgb(_picture(store, number))
        half, less = (resize(rgb, Extent.of(rgb).scaled(factor)) for factor in (0.5, 0.7))
        copies = (encode_webp(rgb, 75), half, encode_webp(less, 60))
        for name, copy in zip(out, copies, strict=True):
            again = copy if isinstance(copy, np.ndarray) else np.asarray(open_image(copy))
            out[name].append(int(np.bitwise_count(similar(again).code ^ codes[number]).sum()))
    return {name: np.array(bits) for name, bits in out.items()}


def _picture(store: Pictures, number: int) -> np.ndarray:
    """(H, W, 4) uint8."""
    return store.batch([number], ("beauty",))["beauty"][0].permute(1, 2, 0).numpy()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m train.renders", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--store", type=Path, help="folder of the store; else runs/pictures")
    parser.add_argument("--size", default="256x384")
    parser.add_argument("--each", type=int, default=4, help="pictures of each character in the store")
    parser.add_argument("--count", type=int, default=MOST)
    parser.add_argument("--rules", action="store_true", help="code by colors and edges, without weights")
    parser.add_argument("--out", type=Path, default=RENDERS)
    chosen = parser.parse_args()
    if not 1 <= chosen.count <= MOST:
        raise InputError(f"The file holds 1 to {MOST} codes; ask for so many.")
    runner: Runner | None = None if chosen.rules else pick_runner()
    similar = Similar(runner)
    width, height = (int(side) for side in chosen.size.split("x"))
    passes = ("beauty", "part", "lines")
    with Pictures(
        "train", (width, height), passes, count=chosen.count, each=chosen.each, folder=chosen.store
    ) as store:
        codes = code_renders(store, chosen.count, similar)
        characters = np.array([place_of(number, chosen.each)[0] for number in range(chosen.count)])
        close = measure_close(codes, characters)
        copies = copy_distances(store, codes, similar)
    write_atomically(chosen.out, save({"codes": codes}, {"coder": similar.coder, "close": str(close)}))
    found = {
        name: {"median": int(np.median(b)), "within": float((b <= close).mean())}
        for name, b in copies.items()
    }
    print(
        json.dumps({"coder": similar.coder, "codes": len(codes), "close": close, "copies": found}, indent=1)
    )


if __name__ == "__main__":
    main()
