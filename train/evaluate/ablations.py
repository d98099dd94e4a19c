"""PI-REC without one of its parts, after equally short runs at 128 pixels (train/ablations.py).

    python -m train.evaluate ablations --peer runs/ablations --count 24 --out DIR
    ... --avatars FOLDER       # on people's avatars instead

Pictures  Five of every character (frames.py) at 128x192, each drawn by a simulated hand of every level, and
          (/traced) without any hand: the picture's own lines and flat colors.
Rows      The forms by their names, the paper's own generator and pix2pix among them, all trained with the
          same budget; fill, our form without weights; FORM-whole, paired differences.
Figures   psnr over the figure and over its head; gradient_ssim; kid (features.py).
Suffixes  none: the usual hand; /clean, /rough, /traced.

Without --peer what was measured when they were trained (pirec_ablations.json) is printed as recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from anigen_core.errors import InputError
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions
from train.strokes_levels import TRACED, Hand

from . import frames, metrics
from .example import Example
from .features import features
from .forms import drawn
from .grids import strip
from .options import Options
from .peers import Network
from .report import Report
from .sources import on_paper
from .truth import Truth

PASSES = ("beauty", "part", "lines", "albedo")
SIZE = (128, 192)
LEVELS: dict[str, str | Hand] = {"": "usual", "/clean": "clean", "/rough": "rough", "/traced": TRACED}
WHOLE = "whole"
RECORDED = Path(__file__).parents[1] / "pirec_ablations.json"
"""{"about": how they were trained and measured, "rows": the rows of this task's metrics.json}."""


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.drawings is not None:
        raise InputError("Of drawings no truth is known; leave --drawings out.")
    if options.peer is None:
        recorded = json.loads(RECORDED.read_text("utf-8"))
        report.notes.append(recorded["about"])
        for row, figures in recorded["rows"].items():
            report.record(row, figures)
        return
    painters = forms_of(options.peer)
    report.grids.cell, report.grids.columns = (1300, 192), 1
    for number, example in enumerate(_examples(options)):
        _book(number, example, painters, report)
    for row in painters:
        if row != WHOLE:
            report.compare(row, WHOLE)


def forms_of(folder: Path) -> dict[str, Reconstruct]:
    """The trained forms in a folder of train/ablations.py by name, `whole` first, and `fill` last.

    Raises:
        InputError: there are none.
    """
    files = [p for p in sorted(folder.glob("*/*.safetensors")) if p.with_suffix(".json").is_file()]
    found = {p.parent.name: Reconstruct(Network(p, 64)) for p in files}
    if WHOLE not in found:
        raise InputError(f"There is no run of train.ablations at {folder}; --peer takes its --out.")
    others = [name for name in found if name != WHOLE]
    return {WHOLE: found[WHOLE], **{name: found[name] for name in others}, "fill": Reconstruct()}


def _examples(options: Options) -> Iterator[Example]:
    if options.avatars is not None:
        return frames.dressed(options.avatars, options.count, PASSES, SIZE)
    return frames.framed(options.split, options.count, PASSES, SIZE)


def _book(number: int, example: Example, painters: dict[str, Reconstruct], report: Report) -> None:
    truth = Truth(example)
    for suffix, level in LEVELS.items():
        drawing = drawn(example, level, number)
        made = {row: on_paper(p(*drawing, ReconstructOptions())) for row, p in painters.items()}
        for row, picture in made.items():
            for name, value in truth.psnr(picture).items():
                report.add(row, name + suffix, value, example.who, example.kind)
            alike = metrics.gradient_ssim(picture, truth.picture)
            report.add(row, f"gradient_ssim{suffix}", alike, example.who, example.kind)
        if suffix:
            continue
        seen = features([truth.picture, *made.values()])
        for row, feature in zip(made, seen[1:], strict=True):
            report.add(row, "kid", (feature, seen[0]), example.who, example.kind)
        cells = [np.repeat(drawing.lines[..., None], 3, 2), on_paper(drawing.colors)]
        score = truth.psnr(made[WHOLE])["psnr:figure"]
        shown = strip([*cells, *made.values(), truth.picture])
        report.show(shown, score, f"{example.who} {example.kind}: lines, blocks, {', '.join(made)}, truth")
