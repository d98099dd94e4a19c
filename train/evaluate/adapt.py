"""Adapted weights (train/adapt.py) beside the shipped ones: on one's own character, and on others.

    python -m train.evaluate adapt --weights rin.pirec.safetensors --avatars rin.vrm --count 16 --out DIR
    ... --drawings FOLDER      # drawings of the character that were not learned from

Pictures  Of the avatar 16 whole figures, in poses that adapting never sees (adapt_material.UNSEEN); or the
          drawings of a folder. Besides, one picture of each of --count characters of the split.
Task      pirec: lines and blocks by a usual hand. colorize: lines by a usual hand with 20 dots of color, and
          (/nothing) without any. psgan: the pose, the character's colors, and its words where any are known.
          repose: the pose, and one other picture of the character; flat colors under lines where the factory
          drew the two in different styles.
Figures   psnr over the true figure, and over its head. adapted-shipped: differences by paired bootstrap.
Rows      /own and /others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

import numpy as np

from anigen_core.adapted import open_adapted
from anigen_core.errors import InputError
from anigen_core.runner import Runner, pick_runner
from train.adapt_material import UNSEEN, Material, of_avatar, of_drawings
from train.wishes import palette_of, wishes_of

from . import frames, sources
from .bars import Bar
from .bodies import pose_of
from .example import Example
from .forms import drawn
from .grids import strip
from .options import Options
from .report import Report
from .repose import flat
from .truth import Truth

PASSES = ("beauty", "part", "lines", "albedo")
GAIN, LOSS = 2.0, -0.3
"""What is asked: so many dB more on one's own character, and hardly fewer on others."""

Maker = Callable[[Runner, Example, Example, int], dict[str, np.ndarray]]
"""Runner, true picture, another of the same character (of networks that do not ask for one, the same), and
its number to pictures (H, W, 3) by suffix of the figures."""


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
    pairs = _examples(options, size, paired=own.network == "repose")
    for number, (example, other) in enumerate(pairs):
        _one(number, example, other, runners, make, report)
    report.compare("adapted", "shipped")
    report.bars = (
        Bar("psnr gained on one's own character", "adapted-shipped/own", "psnr:figure", "at least", GAIN),
        Bar("psnr kept on others", "adapted-shipped/others", "psnr:figure", "at least", LOSS),
    )


def _examples(options: Options, size: tuple[int, int], *, paired: bool) -> Iterator[tuple[Example, Example]]:
    """True pictures, each with another one of its character where that is wanted."""
    material = None
    if options.avatars is not None:
        material = of_avatar(options.avatars, size, len(UNSEEN), unseen=True)
    elif options.drawings is not None:
        material = of_drawings(options.drawings, size, whole=True, style=True, least=1)
    if material is not None:
        own = list(_of(material))
        yield from zip(own, own[1:] + own[:1] if paired else own, strict=True)
    if paired:
        wanted = {name: frames.BODIES[name] for name in ("standing", "pose")}
        shown = frames.framed(options.split, options.count, PASSES, size, wanted)
        while pair := [replace(flat(one), kind="others") for one in islice(shown, 2)]:
            yield pair[1], pair[0]
        return
    for example in sources.characters(options.split, options.count, size, PASSES, workers=1):
        theirs = replace(example, kind="others")
        yield theirs, theirs


def _of(material: Material) -> Iterator[Example]:
    for number, labels in enumerate(material.labels):
        arrays = {name: array[number] for name, array in material.passes.items()}
        arrays |= {name: arrays[name][..., 0] for name in ("part", "lines")}
        yield Example(f"{material.name} {number}", "own", arrays["beauty"], arrays, labels)


def _one(
    number: int, example: Example, other: Example, runners: Mapping[str, Runner], make: Maker, report: Report
) -> None:
    truth = Truth(example)
    cells, gain = [], 0.0
    for row, runner in runners.items():
        for suffix, picture in make(runner, example, other, number).items():
            found = truth.psnr(picture)
            for name, figure in found.items():
                report.add(row, name + suffix, figure, example.who, example.kind)
            if not suffix:
                gain += found["psnr:figure"] * (1 if row == "adapted" else -1)
            cells.append(picture)
    report.show(strip([*cells, truth.picture]), gain, f"{example.who} {example.kind}", example.kind)


def _pirec(runner: Runner, example: Example, other: Example, number: int) -> dict[str, np.ndarray]:
    del other
    from anigen_core.stages.reconstruct import Reconstruct

    return {"": sources.on_paper(Reconstruct(runner)(*drawn(example, "usual", number)))}


def _colorize(runner: Runner, example: Example, other: Example, number: int) -> dict[str, np.ndarray]:
    del other
    from anigen_core.stages.colorize import Colorize

    from .colorize import dots

    lines = drawn(example, "usual", number).lines
    hints = dots(example.picture, example.passes["part"], lines, number)
    stage = Colorize(runner)
    given = {"": hints, "/nothing": np.zeros_like(hints)}
    return {suffix: sources.on_paper(stage(lines, told)) for suffix, told in given.items()}


def _psgan(runner: Runner, example: Example, other: Example, number: int) -> dict[str, np.ndarray]:
    del other, number
    from anigen_core.stages.generate import GenerateOptions, draw_body

    colors = palette_of(
        example.passes["albedo"], example.passes["part"], example.labels["tags"].get("style", "")
    )
    character = replace(wishes_of(example.labels), colors=tuple(colors.items()))
    how = GenerateOptions(character, figure="psgan", extent=tuple(reversed(example.picture.shape[:2])))
    return {"": sources.on_paper(draw_body(pose_of(example.labels), how, runner=runner).picture)}


def _repose(runner: Runner, example: Example, other: Example, number: int) -> dict[str, np.ndarray]:
    from anigen_core.stages.repose import Reference, repose

    del number
    shown = Reference(other.picture, pose_of(other.labels))
    return {"": sources.on_paper(repose([shown], pose_of(example.labels), runner=runner).picture)}


MAKERS: dict[str, Maker] = {"pirec": _pirec, "colorize": _colorize, "psgan": _psgan, "repose": _repose}
