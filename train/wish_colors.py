"""The colors that go with words and outfits: anigen_core/data/hues.json, read out of the factory's pictures.

    python -m train.wish_colors --pictures 6144 --each 4

Somebody who wishes for pink hair, or for a sailor uniform, has said colors too, and whoever wishes for
nothing still wants colors that belong together. What is kept: for each word of `WORDS` some colors, from dark
to light, and for each outfit some whole palettes of its clothes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np

from anigen_core.character import CLOTHES, HUES, WORDS, groups
from anigen_core.color import parse_color, srgb_to_oklab
from anigen_core.errors import InputError
from train.options import describe, parse
from train.pictures import Pictures
from train.wishes import palette_of, wishes_of

COLORS, PALETTES = 5, 4
"""How many of each are kept."""

PASSES = ("beauty", "part", "lines", "albedo")
"""Those of PSGAN's store, so that nothing is drawn anew."""


@dataclass(frozen=True)
class Options:
    """What may be chosen."""

    pictures: Annotated[int, "pictures that are looked at"] = 2048
    each: Annotated[int, "pictures of each character"] = 4
    workers: Annotated[int, "processes that draw"] = 2
    store: Annotated[Path | None, "where drawn pictures are kept (default runs/pictures)"] = None
    out: Annotated[Path, "the file to write"] = HUES


def gathered(store: Pictures) -> tuple[dict[str, list[str]], dict[str, list[dict[str, str]]]]:
    """Colors by "group:word", and palettes of clothes by outfit, of every picture of the store."""
    colors: dict[str, list[str]] = defaultdict(list)
    outfits: dict[str, list[dict[str, str]]] = defaultdict(list)
    for n in range(store.count):
        labels = store.labels(n)
        passes = store.batch([n], ("albedo", "part"))
        albedo = passes["albedo"][0].permute(1, 2, 0).cpu().numpy()
        found = palette_of(albedo, passes["part"][0, 0].cpu().numpy(), labels["tags"].get("style", ""))
        wishes = wishes_of(labels)
        for group, part in WORDS.items():
            if part in found and wishes.word(group):
                colors[f"{group}:{wishes.word(group)}"].append(found[part])
        if wishes.word("outfit") and labels["tags"]["framing"] == "full":
            outfits[str(wishes.word("outfit"))].append({p: found[p] for p in CLOTHES if p in found})
    return colors, outfits


def spread(colors: list[str], count: int = COLORS) -> list[str]:
    """Some of them, evenly from the darkest to the lightest, the ends left out."""
    light = [float(srgb_to_oklab(np.array(parse_color(color), np.uint8))[0]) for color in colors]
    order = np.argsort(light, kind="stable")
    places = np.linspace(0.1, 0.9, min(count, len(colors))) * (len(colors) - 1)
    return [colors[order[round(place)]] for place in places]


def richest(palettes: list[dict[str, str]], count: int = PALETTES) -> list[dict[str, str]]:
    """Those with the most parts, each but once."""
    ordered = sorted(palettes, key=len, reverse=True)
    return [p for i, p in enumerate(ordered) if p not in ordered[:i]][:count]


def main() -> None:
    """The command."""
    words = sys.argv[1:]
    if "--help" in words or "-h" in words:
        print(describe(Options))
        return
    try:
        o = parse(Options, words)
        with Pictures(
            "train", (256, 384), PASSES, count=o.pictures, each=o.each, workers=o.workers, folder=o.store
        ) as store:
            colors, outfits = gathered(store)
    except InputError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    made = {
        group: {word: spread(colors[key]) for word in groups()[group] if (key := f"{group}:{word}") in colors}
        for group in WORDS
    }
    made["outfit"] = {word: richest(outfits[word]) for word in groups()["outfit"] if outfits.get(word)}  # type: ignore[assignment]
    lines = [
        f'  "{group}": {{\n' + ",\n".join(f'    "{w}": {json.dumps(v)}' for w, v in rows.items()) + "\n  }"
        for group, rows in made.items()
    ]
    o.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
