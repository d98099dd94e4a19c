"""Adapted weights (train/adapt.py) beside the shipped ones: on one's own character, and on others.

    python -m train.evaluate adapt --weights rin.pirec.safetensors --avatars rin.vrm --count 16 --out DIR
    ... --drawings FOLDER      # drawings of the character that were not learned from

Pictures  Of the avatar 16 whole figures, in poses that adapting never sees (adapt_material.UNSEEN); or the
          drawings of a folder. Besides, one picture of each of --count characters of the split.
Task      pirec: lines and blocks by a usual hand. colorize: lines by a usual hand with 20 dots of color, and
          (/nothing) without any. psgan: the pose, the character's colors, and its words where any are known.
Figures   psnr over the true figure, and over its head. adapted-shipped: differences by paired bootstrap.
Rows      /own and /others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from anigen_core.adapted import open_adapted
from anigen_core.errors import InputError
from anigen_core.runner import Runner, pick_runner
from train.adapt_material import UNSEEN, Material, of_avatar, of_drawings
from train.shapes import head_box
from train.wishes import palette_of, wishes_of

from . import metrics, sources
from .bars import Bar
from .bodies import pose_of
from .example import Example
from .forms import drawn
from .grids import strip
from .options import Options
from .report import Report

PASSES = ("beauty", "part", "lines", "albedo")
GAIN, LOSS = 2.0, -0.3
"""What is asked: so many dB more on one's own character, and hardly fewer on others."""

Maker = Callable[[Runner, Example, int], dict[str, np.ndarray]]
"""Runner, picture and its number to pictures (H, W, 3) by suffix of the figures."""


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.weights is None:
        raise InputError("Say what to measure: give --weights, a file of train.adapt.")
    own = open_adapted(options.weights)
    if own.network not in MAKERS:
        raise InputError(f"Of {own.network} nothing is measured here.")
    make, size = MAKERS[own.network], (options.tall * 2 // 3, options.tall)
    runners = {
        "adapted": pick_runner(options.engine, adapted=[own]),
        "shipped": pick_runner(options.engine),
    }
    report.grids.cell, report.grids.columns = (800, 296), 2
    for number, example in enumerate(_examples(options, size)):
        _one(number, example, runners, make, report)
    report.compare("adapted", "shipped")
    report.bars = (
        Bar("psnr gained on one's own character", "adapted-shipped/own", "psnr:figure", "at least", GAIN),
        Bar("psnr kept on others", "adapted-shipped/others", "psnr:figure", "at least", LOSS),
    )


def _examples(options: Options, size: tuple[int, int]) -> Iterator[Example]:
    material = None
    if options.avatars is not None:
        material = of_avatar(options.avatars, size, len(UNSEEN), unseen=True)
    elif options.drawings is not None:
        material = of_drawings(options.drawings, size, whole=True, style=True, least=1)
    if material is not None:
        yield from _of(material)
    for example in sources.characters(options.split, options.count, size, PASSES, workers=1):
        yield replace(example, kind="others")


def _of(material: Material) -> Iterator[Example]:
    for number, labels in enumerate(material.labels):
        arrays = {name: array[number] for name, array in material.passes.items()}
        arrays |= {name: arrays[name][..., 0] for name in ("part", "lines")}
        yield Example(f"{material.name} {number}", "own", arrays["beauty"], arrays, labels)


def _one(number: int, example: Example, runners: dict[str, Runner], make: Maker, report: Report) -> None:
    truth = sources.on_paper(example.picture)
    figure = example.picture[..., 3] > 127
    head = np.zeros_like(figure)
    box = head_box(example.labels, example.passes["part"])
    if box is not None:
        x0, y0, x1, y1 = (max(0, round(v)) for v in box)
        head[y0:y1, x0:x1] = figure[y0:y1, x0:x1]
    cells, gain = [], 0.0
    for row, runner in runners.items():
        for suffix, picture in make(runner, example, number).items():
            for name, mask in (("psnr:figure", figure), ("psnr:head", head)):
                report.add(row, name + suffix, metrics.psnr(picture, truth, mask), example.who, example.kind)
            if not suffix:
                gain += metrics.psnr(picture, truth, figure) * (1 if row == "adapted" else -1)
            cells.append(picture)
    report.show(strip([*cells, truth]), gain, f"{example.who} {example.kind}", example.kind)


def _pirec(runner: Runner, example: Example, number: int) -> dict[str, np.ndarray]:
    from anigen_core.stages.reconstruct import Reconstruct

    return {"": sources.on_paper(Reconstruct(runner)(*drawn(example, "usual", number)))}


def _colorize(runner: Runner, example: Example, number: int) -> dict[str, np.ndarray]:
    from anigen_core.stages.colorize import Colorize

    from .colorize import dots

    lines = drawn(example, "usual", number).lines
    hints = dots(example.picture, example.passes["part"], lines, number)
    stage = Colorize(runner)
    given = {"": hints, "/nothing": np.zeros_like(hints)}
    return {suffix: sources.on_paper(stage(lines, told)) for suffix, told in given.items()}


def _psgan(runner: Runner, example: Example, number: int) -> dict[str, np.ndarray]:
    from anigen_core.stages.generate import GenerateOptions, draw_body

    colors = palette_of(
        example.passes["albedo"], example.passes["part"], example.labels["tags"].get("style", "")
    )
    character = replace(wishes_of(example.labels), colors=tuple(colors.items()))
    how = GenerateOptions(character, figure="psgan", extent=tuple(reversed(example.picture.shape[:2])))
    return {"": sources.on_paper(draw_body(pose_of(example.labels), how, runner=runner).picture)}


MAKERS: dict[str, Maker] = {"pirec": _pirec, "colorize": _colorize, "psgan": _psgan}
