"""Lines and color blocks to a picture, beside forms that need no weights and the study's other networks.

    python -m train.evaluate reconstruct --count 200 --out runs/evaluate/reconstruct
    ... --weights runs/pirec/pirec.safetensors     # not the shipped ones
    ... --peer runs/peers                          # pix2pix and original measured, not recorded
    ... --avatars FOLDER, ... --drawings FOLDER, ... --level rough, ... --refine 0 (the first pass alone)

Pictures  Five of every character (frames.py), each drawn by simulated hands of all three levels. Of avatars
          --count pictures. A drawing without blocks is taken apart into lines and blocks by our own stages
          first, one without colors stays without; there is no truth then, and the grids are what counts.
Rows      ours; domain, domain_lines, fill (forms.py); fallback, for each figure the best of these three;
          original and pix2pix; truth, what the lines' and blocks' figures are of the true picture itself.
          ours-fallback, ours-pix2pix, ours-original: differences by paired bootstrap.
Figures   psnr over the figure and over its head box; ssim; gradient_ssim; kid (features.py); eye_error, mean
          delta E over the eyes; block_delta_e and _90, median and 90th percentile over all blocks
          (metrics.block_errors). line_recall: share of the drawn ink with an edge of the result (metrics
          .edges) within 3 px. line_f1: the result's edges against the render's true lines and the edges of
          its shading, within 3 px. lines_gain: what lines are worth in psnr:figure; shift_cost: what shifted
          colors cost. seconds: of the stage, loading not counted.
Suffixes  none: the usual hand. /missing: a third of the colors left out; /shifted: colors shifted by 6 px;
          /no_lines. /clean, /rough: hands of these levels.
Time      About 12 s of one core (AMD EPYC, shared with other work, 512x768) for a picture at three levels and
          four conditions: two thirds are the network, which paints six times. --count 20, a hundred
          pictures, takes 20 minutes, --count 200 ten times as long; --level clean or rough a fifth of it.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.lineart import canny
from anigen_core.split import split_picture
from anigen_core.stages.lines import Lines, recognize
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions
from train.factory.parts import Part

from . import frames, metrics, peers, sources
from . import truth as truths
from .example import Example
from .features import features
from .forms import CONDITIONS, FORMS, Drawing, disturbed, drawn, forms
from .grids import strip
from .options import Options
from .reconstruct_bars import bars
from .report import Report

PASSES = ("beauty", "part", "lines", "albedo", "shading")
LEVELS = ("usual", "clean", "rough")
PEERS = ("pix2pix", "original")

RECORDED = Path(__file__).parents[1] / "pirec_peers.json"
"""What this task measured of the peers once, with --peer: {"about": data, samples, minutes and device of
their training, "rows": the rows `pix2pix` and `original` of its metrics.json}."""

NEAR = 3.0
"""Pixels by which a line may lie beside its counterpart."""

LARGEST = Extent(1024, 1536)
"""Drawings are measured at their own size up to this one."""

EYES = range(Part.LEFT_SCLERA, Part.RIGHT_LASH + 1)
_log = logging.getLogger(__name__)


class Truth(truths.Truth):
    """The same, and where its eyes and lines are."""

    def __init__(self, example: Example) -> None:
        super().__init__(example)
        eyes = np.isin(example.passes["part"], EYES).astype(np.uint8)
        self.eyes = cv2.dilate(eyes, np.ones((5, 5), np.uint8)) > 0
        sigma, low, high = metrics.EDGES
        shadow = canny(example.passes["shading"], sigma, low=low, high=high)
        self.lines = np.where(shadow | (example.passes["lines"] < metrics.INK), 0, 255).astype(np.uint8)


class Painters:
    """Everybody who paints: ours and the peers through the stage, and the forms that need no weights."""

    def __init__(self, options: Options) -> None:
        self.how = ReconstructOptions(refine=options.refine)
        runner = sources.runner(options, "pirec")
        self.stages = {"ours": Reconstruct(runner)}
        if options.peer is not None:
            self.stages |= {row: Reconstruct(r) for row, r in peers.painters(options.peer).items()}
        self._warm = False

    def paint(self, drawing: Drawing) -> tuple[dict[str, np.ndarray], dict[str, float]]:
        """(H, W, 3) uint8 of everybody, over white, and the seconds that the stages took."""
        if not self._warm:  # networks are loaded, and converted, at first use
            for stage in self.stages.values():
                stage(*drawing, self.how)
            self._warm = True
        made, seconds = {}, {}
        for row, stage in self.stages.items():
            start = time.perf_counter()
            picture = stage(*drawing, self.how)
            seconds[row] = time.perf_counter() - start
            made[row] = sources.on_paper(picture)
        return made | forms(drawing), seconds


def measure(options: Options, report: Report) -> None:
    """See the module."""
    painters = Painters(options)
    report.grids.cell, report.grids.columns = (1000, 296), 2
    if options.drawings is not None:
        _drawings(options.drawings, painters, report)
        return
    levels = LEVELS if options.level is None else (options.level,)
    for number, example in enumerate(_examples(options)):
        truth = Truth(example)
        for level in levels:
            _level(level, number, example, truth, painters, report)
    report.best_of("fallback", FORMS)
    report.compare("ours", "fallback")
    recorded = {}
    if options.avatars is None and RECORDED.is_file():
        recorded = json.loads(RECORDED.read_text("utf-8"))["rows"]
    for peer in PEERS:
        if peer in painters.stages:
            report.compare("ours", peer)
        elif peer in recorded:
            report.record(peer, recorded[peer])
            report.compare("ours", peer)
    report.bars = bars(levels, avatars=options.avatars is not None)


def _examples(options: Options) -> Iterator[Example]:
    if options.avatars is not None:
        return sources.examples(options, PASSES)
    return frames.framed(options.split, options.count, PASSES)


def _level(
    level: str, number: int, example: Example, truth: Truth, painters: Painters, report: Report
) -> None:
    """Everything about a picture as one hand draws it; other conditions for the usual hand only."""
    usual = level == "usual"
    drawing = drawn(example, level, number)
    found: dict[str, dict[str, float]] = {}
    for condition in CONDITIONS if usual else CONDITIONS[:1]:
        given = disturbed(drawing, condition, number)
        made, seconds = painters.paint(given)
        suffix = "" if usual and condition == "usual" else f"/{level if condition == 'usual' else condition}"
        for row, picture in made.items():
            found.setdefault(row, {})
            figures = truth.psnr(picture)
            for name, value in figures.items():
                found[row][name + suffix] = value
        if condition != "usual":
            continue
        _book(made, seconds, given, truth, suffix, example, report)
        score = found["ours"][f"psnr:figure{suffix}"]
        cells = [np.repeat(given.lines[..., None], 3, 2), sources.on_paper(given.colors)]
        shown = strip([*cells, made["fill"], made["ours"], truth.picture])
        report.show(shown, score, f"{example.who} {example.kind} {level}", "" if usual else level)
    for row, figures in found.items():
        if usual:
            figures["lines_gain"] = figures["psnr:figure"] - figures["psnr:figure/no_lines"]
            figures["shift_cost"] = figures["psnr:figure"] - figures["psnr:figure/shifted"]
        for name, value in figures.items():
            report.add(row, name, value, example.who, example.kind)


def _book(
    made: dict[str, np.ndarray],
    seconds: dict[str, float],
    drawing: Drawing,
    truth: Truth,
    suffix: str,
    example: Example,
    report: Report,
) -> None:
    """All figures of pictures that are whole, psnr aside."""
    who, kind = example.who, example.kind
    for row, value in seconds.items() if not suffix else ():
        report.add(row, "seconds", value, who, kind)
    for row, picture in ({} if suffix else made).items():
        report.add(row, "ssim", metrics.ssim(picture, truth.picture), who, kind)
    for row, picture in made.items():
        report.add(row, f"gradient_ssim{suffix}", metrics.gradient_ssim(picture, truth.picture), who, kind)
        error = metrics.region_delta_e(picture, truth.picture, truth.eyes)
        report.add(row, f"eye_error{suffix}", error, who, kind)
    if not suffix:
        rows = list(made)
        seen = features([truth.picture, *made.values()])
        for row, feature in zip(rows, seen[1:], strict=True):
            report.add(row, "kid", (feature, seen[0]), who, kind)
    for row, picture in {**made, "truth": truth.picture}.items():
        edges = metrics.edges(picture)
        recall = metrics.line_recall(edges, drawing.lines, NEAR)
        report.add(row, f"line_recall{suffix}", recall, who, kind)
        report.add(row, f"line_f1{suffix}", metrics.line_f1(edges, truth.lines, NEAR), who, kind)
        errors = metrics.block_errors(picture, drawing.colors, truth.figure)
        for name in ("block_delta_e", "block_delta_e_90"):
            report.add(row, name + suffix, errors, who, kind)


def _drawings(folder: Path, painters: Painters, report: Report) -> None:
    """Pictures by people, of which nothing is known: taken apart and put together again."""
    for example in sources.drawings(folder):
        picture = resize(example.picture, Extent.of(example.picture).fitted(LARGEST))
        try:
            drawing = _taken_apart(picture)
        except InputError as error:
            _log.warning("%s is left out. %s", example.who, error)
            continue
        made, seconds = painters.paint(drawing)
        for row, value in seconds.items():
            report.add(row, "seconds", value, example.who, example.kind)
        for row, result in {**made, "truth": sources.on_paper(picture)}.items():
            recall = metrics.line_recall(metrics.edges(result), drawing.lines, NEAR)
            report.add(row, "line_recall", recall, example.who, example.kind)
            errors = metrics.block_errors(result, drawing.colors)
            for name in ("block_delta_e", "block_delta_e_90"):
                report.add(row, name, errors, example.who, example.kind)
        cells = [np.repeat(drawing.lines[..., None], 3, 2), sources.on_paper(drawing.colors)]
        shown = strip([*cells, made["fill"], made["ours"], sources.on_paper(picture)])
        report.show(shown, float("nan"), example.who)
    report.best_of("fallback", FORMS)


def _taken_apart(picture: np.ndarray) -> Drawing:
    """Lines and blocks of a picture (H, W, 4); of one that is lines already, no blocks."""
    if recognize(picture) == "picture":
        return Drawing(*split_picture(picture))
    return Drawing(Lines()(picture), np.zeros_like(picture))
