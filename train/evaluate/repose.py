"""A character's pictures to the same character in another pose: beside a copy, and beside limbs by rule.

    python -m train.evaluate repose --count 100 --out runs/evaluate/repose
    ... --avatars FOLDER                        # people's avatars in the same frames, --count times five
    ... --weights runs/repose/repose.safetensors

Pictures  Five of every character (frames.BODIES). As the factory draws each in a style of its own, all are
          laid anew: flat colors under lines, the same in references and truth. Asked for are another pose
          and somebody turned, each from one reference, the standing figure, and from the other four.
Rows      ours, the stage with its network; warp, the stage without: the references' pieces carried by their
          bones; copy, the reference as it is; other, another character in the same frame, of which only
          identity is of interest; truth. ours-warp, ours-copy: differences by paired bootstrap.
Figures   psnr over the true figure, and over its head; alpha_iou; kid (features.py); identity: cosine between
          the judge's features of a picture's figure and of the truth's, the mean over all true pictures taken
          off; sure_rank: rank correlation over the picture's figure between sureness and error, the higher
          the more it knows where it is wrong; seconds, of the stage.
Suffixes  /one, /four: references.
Sheets    The reference, copied limbs by rule, ours of one, ours of four, the truth; random.png, best.png,
          worst.png (by psnr:figure/one).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import cv2
import numpy as np

from anigen_core import weights
from anigen_core.errors import InputError
from anigen_core.runner import Runner
from anigen_core.stages.repose import NAME, Reference, Reposed, ReposeOptions, repose

from . import frames, metrics, sources
from .bars import Bar
from .bodies import pose_of
from .example import Example
from .features import features
from .grids import strip
from .options import Options
from .report import Report
from .truth import Truth

PASSES = ("beauty", "part", "lines", "albedo")
SIZE = (512, 768)
JUDGE = "tagger_judge"
INK = 0.85
"""How black lines are over the flat colors."""

NAMES = tuple(frames.BODIES)
TARGETS = tuple(NAMES.index(name) for name in ("pose", "three_quarter"))
FIRST = NAMES.index("standing")
"""The single reference."""


def flat(example: Example) -> Example:
    """The same picture as flat colors under its lines."""
    ink = (1 - example.passes["lines"].astype(np.float32) / 255) * INK
    color = example.passes["albedo"].astype(np.float32) * (1 - ink[..., None])
    return replace(example, picture=np.dstack([np.rint(color).astype(np.uint8), example.picture[..., 3]]))


def groups(options: Options) -> Iterator[list[Example]]:
    """Five pictures of each character or avatar, laid flat."""
    if options.avatars is not None:
        shown = frames.dressed(options.avatars, options.count, PASSES, SIZE, frames.BODIES)
    else:
        shown = frames.framed(options.split, options.count, PASSES, SIZE, frames.BODIES)
    while group := list(islice(shown, len(NAMES))):
        yield [flat(example) for example in group]


class Judge:
    """Identity: features of our judge, kept until the mean of all true pictures is known."""

    def __init__(self) -> None:
        import torch

        self._torch = torch
        self._network: Any = weights.build(JUDGE).eval()
        self._items: list[tuple[str, str, str, str, np.ndarray, np.ndarray]] = []
        self._truths: list[np.ndarray] = []

    def features(self, picture: np.ndarray) -> np.ndarray:
        """(n,) of a picture (H, W, 3) or (H, W, 4) uint8: means of the last features over what is drawn."""
        torch = self._torch
        rgba = (
            picture
            if picture.shape[2] == 4
            else np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
        )
        y, x = np.nonzero(rgba[..., 3] > 127)
        if len(y):  # the figure as large as can be, wherever it stands
            rgba = rgba[y.min() : y.max() + 1, x.min() : x.max() + 1]
        rgb = sources.on_paper(np.ascontiguousarray(rgba))
        scale = 192 / max(rgb.shape[:2])
        size = (
            max(16, round(rgb.shape[1] * scale / 16) * 16),
            max(16, round(rgb.shape[0] * scale / 16) * 16),
        )
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        cover = cv2.resize(rgba[..., 3], (size[0] // 16, size[1] // 16), interpolation=cv2.INTER_AREA) / 255.0
        with torch.inference_mode():
            x = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 255
            seen = self._network.features(x)[-1][0].numpy()
        return (seen * cover).sum((1, 2)) / max(cover.sum(), 1e-3)

    def truth(self, found: np.ndarray) -> None:
        """One of the pictures whose mean is taken off."""
        self._truths.append(found)

    def book(self, row: str, metric: str, example: Example, made: np.ndarray, truth: np.ndarray) -> None:
        """Keep a pair of features."""
        self._items.append((row, metric, example.who, example.kind, made, truth))

    def report(self, report: Report) -> None:
        """All cosines."""
        mean = np.mean(self._truths, 0)
        for row, metric, who, kind, made, truth in self._items:
            a, b = made - mean, truth - mean
            value = float(a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-9))
            report.add(row, metric, value, who, kind)


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.drawings is not None:
        raise InputError("Of drawings the same character in another pose is not known; leave out --drawings.")
    runner = sources.runner(options, NAME)
    rows: dict[str, Runner | None] = {"warp": None}
    if runner.card(NAME) is not None:
        rows = {"ours": runner, **rows}
    else:
        report.notes.append("There are no weights of repose here; only what goes by rule was measured.")
    report.grids.cell, report.grids.columns = (1000, 300), 2
    judge = Judge()
    before: list[Example] | None = None
    for group in groups(options):
        try:
            references = [Reference(example.picture, pose_of(example.labels)) for example in group]
            for target in TARGETS:
                _target(group, target, references, before, rows, judge, report)
        except InputError as error:
            report.notes.append(f"{group[0].who}: {error}")
            continue
        before = group
    judge.report(report)
    for other in ("warp", "copy"):
        report.compare("ours", other)
    report.bars = bars() if "ours" in rows else ()


def _target(
    group: list[Example],
    target: int,
    references: list[Reference],
    before: list[Example] | None,
    rows: dict[str, Runner | None],
    judge: Judge,
    report: Report,
) -> None:
    """Everything about one picture that is asked for."""
    example, truth = group[target], Truth(group[target])
    seen = judge.features(example.picture)
    judge.truth(seen)
    if before is not None:
        judge.book("other", "identity/one", example, judge.features(before[target].picture), seen)
    cells, score = [sources.on_paper(group[FIRST].picture)], float("nan")
    others = {"one": [references[FIRST]], "four": [r for i, r in enumerate(references) if i != target]}
    for suffix, given in others.items():
        made: dict[str, np.ndarray] = {"copy": group[FIRST].picture} if suffix == "one" else {}
        for row, runner in rows.items():
            start = time.perf_counter()
            result = repose(given, references[target].pose, ReposeOptions(method="repose"), runner=runner)
            report.add(row, f"seconds/{suffix}", time.perf_counter() - start, example.who, example.kind)
            made[row] = result.picture
            rank = sure_rank(result, truth)
            report.add(row, f"sure_rank/{suffix}", rank, example.who, example.kind)
        for row, picture in made.items():
            _book(row, suffix, picture, example, truth, report)
            judge.book(row, f"identity/{suffix}", example, judge.features(picture), seen)
        shown = [sources.on_paper(picture) for picture in made.values()]
        kid = features([truth.picture, *shown])
        for row, feature in zip(made, kid[1:], strict=True):
            report.add(row, f"kid/{suffix}", (feature, kid[0]), example.who, example.kind)
        order = ("warp", "ours") if suffix == "one" else ("ours",)
        cells += [sources.on_paper(made[row]) for row in order if row in made]
        if suffix == "one":
            best = made.get("ours", made["warp"])
            score = metrics.psnr(sources.on_paper(best), truth.picture, truth.figure)
    report.show(strip([*cells, truth.picture]), score, f"{example.who} {example.kind} {NAMES[target]}")


def _book(row: str, suffix: str, picture: np.ndarray, example: Example, truth: Truth, report: Report) -> None:
    """Figures of a picture (H, W, 4) against the truth."""
    figures = truth.psnr(sources.on_paper(picture))
    for name, value in figures.items():
        report.add(row, f"{name}/{suffix}", value, example.who, example.kind)
    there = picture[..., 3] > 127
    overlap = (int((there & truth.figure).sum()), int((there | truth.figure).sum()))
    report.add(row, f"alpha_iou/{suffix}", overlap, example.who, example.kind)


def sure_rank(result: Reposed, truth: Truth) -> float:
    """Rank correlation between sureness and (less) error, places of 8 pixels, where something was drawn."""
    error = np.abs(sources.on_paper(result.picture).astype(np.float32) - truth.picture).mean(2)
    height, width = error.shape
    size = (max(1, width // 8), max(1, height // 8))
    less, sure, there = (
        cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
        for plane in (-error, result.sure, (result.picture[..., 3] > 127).astype(np.float32))
    )
    return metrics.rank_correlation(sure[there > 0.5], less[there > 0.5])


def bars() -> list[Bar]:
    """What repose is to reach."""
    figure, identity = "psnr:figure", "identity"
    return [
        Bar(
            "one reference, psnr:figure above a copy, surely",
            "ours-copy",
            f"{figure}/one",
            "at least",
            1.0,
            True,
        ),
        Bar(
            "one reference, psnr:figure above limbs by rule, surely",
            "ours-warp",
            f"{figure}/one",
            "at least",
            0.0,
            True,
        ),
        Bar(
            "four references, psnr:figure above limbs by rule, surely",
            "ours-warp",
            f"{figure}/four",
            "at least",
            0.0,
            True,
        ),
        Bar("one reference, kid no worse than of limbs by rule", "ours-warp", "kid/one", "at most", 0.0),
        Bar(
            "one reference, identity: no less than a copy's by",
            "ours-copy",
            f"{identity}/one",
            "at least",
            -0.05,
        ),
        Bar("it knows where it is wrong: sure_rank", "ours", "sure_rank/one", "at least", 0.3),
    ]
