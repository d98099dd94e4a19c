"""Lines, and hints, a reference or nothing, to a picture, beside segment fill and the study's other networks.

    python -m train.evaluate colorize --count 200 --out runs/evaluate/colorize
    ... --weights runs/colorize/colorize.safetensors    # not the shipped ones
    ... --peer runs/peers                               # pix2pix and original measured, not recorded
    ... --drawings FOLDER, ... --level rough

Pictures  Three of every character: standing, a bust, and turned. Each is drawn by a simulated hand.
Told      hints: 20 dots in the colors that the picture has there. reference: another of the three. nothing.
Rows      ours; fallback, the same stage without any weights; original and pix2pix, the peers in the place of
          our network; truth, what the figures of the hints are of the true picture itself. ours-fallback,
          ours-pix2pix, ours-original: differences by paired bootstrap.
Figures   psnr over the figure and over its head box; ssim. hint_delta_e: between a hint and the median color
          of the picture under it, the mean over a picture's hints. part_delta_e: between the colors in the
          light (metrics.lit_color) that a part has in the picture and in truth, the mean over the parts of
          `character.PALETTE` that both the picture and its reference show. kid (features.py). seconds: of
          the stage, loading not counted.
Suffixes  Of what was told: /hints, /reference, /nothing. The hand is the usual one, with --level another:
          /hints/rough.
Drawings  Sheets: the drawing, its lines; colored by nothing, by 20 dots of its own colors where it has any,
          and by the drawing before it.
"""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.character import PALETTE
from anigen_core.color import delta_e
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.painting.colorist import NAME
from anigen_core.stages.colorize import Colorize
from anigen_core.stages.lines import Lines, recognize
from train.factory.render.style import GRAY_STYLES
from train.wishes import PALETTE_OF

from . import frames, metrics, peers, sources
from . import truth as truths
from .bars import Bar
from .example import Example
from .features import features
from .forms import drawn
from .grids import strip
from .options import Options
from .report import Report

PASSES = ("beauty", "part", "lines", "albedo")
TOLD = ("hints", "reference", "nothing")
WANTED = {name: frames.FRAMES[name] for name in ("standing", "bust", "three_quarter")}
REFERENCE_OF = (2, 0, 0)
"""Which of a character's three pictures is the reference of each: one that shows about all that it shows."""

DOTS = 20
LEAST = 150
"""Pixels of a part, at 512x768, from which on its color is judged."""

LARGEST = Extent(512, 768)
"""Drawings are looked at at this size."""

PEERS = ("original", "pix2pix")
RECORDED = Path(__file__).parents[1] / "colorize_peers.json"
"""What this task measured of the peers once, with --peer: {"about": ..., "rows": its metrics.json's rows}."""

_log = logging.getLogger(__name__)


class Given(NamedTuple):
    """What a stage is told besides the lines: hints (H, W, 4) uint8, and a reference (h, w, 4) or None."""

    hints: np.ndarray
    reference: np.ndarray | None


def dots(
    picture: np.ndarray, part: np.ndarray, lines: np.ndarray, seed: int, count: int = DOTS
) -> np.ndarray:
    """(H, W, 4) uint8 hints in the colors of a picture (H, W, 4) uint8 straight alpha of parts (H, W) uint8:
    as in training, but at their true places, and not on its lines (H, W) uint8, whose color is no thing's. A
    seed names the hand."""
    import torch

    from train import colorize_told
    from train.views import Chance

    def planes(array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(np.array(array)).permute(2, 0, 1)[None].float() / 255

    colors = planes(sources.on_paper(picture))
    chance = Chance(torch.Generator().manual_seed(seed), "cpu")
    parts = torch.from_numpy(np.array(part))[None, None]
    clear = cv2.erode(lines, np.ones((7, 7), np.uint8)) >= 235
    there = torch.from_numpy((picture[..., 3] > 127) & clear)[None, None].float()
    made = colorize_told.hints(colors, colors, parts, there, chance, most=count)
    return (made[0].permute(1, 2, 0).numpy() * 255 + 0.5).astype(np.uint8)


def hint_errors(picture: np.ndarray, hints: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """(n,) delta E between each hint and the median color of a picture (H, W, 3) under it, ink left out where
    there is anything else."""
    count, marks = cv2.connectedComponents((hints[..., 3] >= 128).astype(np.uint8), connectivity=8)
    wanted, got = [], []
    for mark in range(1, count):
        under = marks == mark
        for color in np.unique(hints[under][:, :3], axis=0):
            here = under & (hints[..., :3] == color).all(2)
            clear = here & (lines >= 200)
            got.append(np.median(picture[clear if clear.any() else here], 0))
            wanted.append(color)
    if not wanted:
        return np.zeros(0)
    return delta_e(np.rint(got).astype(np.uint8), np.array(wanted, np.uint8))


class Truth(truths.Truth):
    """The same, and where which part of `PALETTE` is."""

    def __init__(self, example: Example) -> None:
        super().__init__(example)
        owner = PALETTE_OF[example.passes["part"]]
        masks = ((owner == i).astype(np.uint8) for i in range(len(PALETTE)))
        inner = [cv2.erode(mask, np.ones((3, 3), np.uint8)) > 0 for mask in masks]
        self.parts = {name: mask for name, mask in zip(PALETTE, inner, strict=True) if mask.sum() >= LEAST}
        self.gray = example.labels.get("tags", {}).get("style") in GRAY_STYLES

    def part_errors(self, made: np.ndarray, other: Truth) -> dict[str, float]:
        """Delta E of each part that another picture shows too."""
        out = {}
        for name, mask in self.parts.items():
            if name in other.parts:
                colors = [metrics.lit_color(p[mask]) for p in (made, self.picture)]
                out[name] = float(delta_e(*colors))
        return out


class Colorists:
    """Everybody who colors: ours, the stage without weights, and the peers in the place of our network."""

    def __init__(self, options: Options) -> None:
        self.stages = {"ours": Colorize(sources.runner(options, NAME)), "fallback": Colorize()}
        if options.peer is not None:
            found = peers.painters(options.peer, peers.COLORISTS)
            self.stages |= {row: Colorize(runner) for row, runner in found.items()}
        self._warm = False

    def color(self, lines: np.ndarray, given: Given) -> tuple[dict[str, np.ndarray], dict[str, float]]:
        """(H, W, 3) uint8 of everybody, over white, and the seconds that it took."""
        if not self._warm:  # networks are loaded, and converted, at first use
            for stage in self.stages.values():
                stage(lines, given.hints)
            self._warm = True
        made, seconds = {}, {}
        for row, stage in self.stages.items():
            start = time.perf_counter()
            picture = stage(lines, given.hints, reference=given.reference)
            seconds[row] = time.perf_counter() - start
            made[row] = sources.on_paper(picture)
        return made, seconds


def measure(options: Options, report: Report) -> None:
    """See the module."""
    report.grids.cell, report.grids.columns = (1000, 296), 2
    colorists = Colorists(options)
    if options.drawings is not None:
        _drawings(options.drawings, colorists, report)
        return
    if options.avatars is not None:
        raise InputError("Colorization is measured on characters; leave out --avatars.")
    group: list[Example] = []
    for number, example in enumerate(frames.framed(options.split, options.count, PASSES, wanted=WANTED)):
        group.append(example)
        if len(group) == len(WANTED):
            _character(group, number, options.level or "usual", colorists, report)
            group = []
    report.compare("ours", "fallback")
    recorded = json.loads(RECORDED.read_text("utf-8"))["rows"] if RECORDED.is_file() else {}
    for peer in PEERS:
        if peer in colorists.stages:
            report.compare("ours", peer)
        elif peer in recorded:
            report.record(peer, recorded[peer])
            report.compare("ours", peer)
    report.bars = bars() if options.level in (None, "usual") else ()


def _character(group: list[Example], number: int, level: str, colorists: Colorists, report: Report) -> None:
    """Everything about one character's pictures."""
    truths = [Truth(example) for example in group]
    for i, (example, truth) in enumerate(zip(group, truths, strict=True)):
        seed = number * 8 + i
        lines = drawn(example, level, seed).lines
        hints = dots(example.picture, example.passes["part"], example.passes["lines"], seed)
        none, other = np.zeros_like(hints), REFERENCE_OF[i]
        told = (Given(hints, None), Given(none, group[other].picture), Given(none, None))
        cells = [np.where(hints[..., 3:] > 0, hints[..., :3], np.repeat(lines[..., None], 3, 2))]
        score = float("nan")
        for condition, given in zip(TOLD, told, strict=True):
            made, seconds = colorists.color(lines, given)
            suffix = f"/{condition}" + ("" if level == "usual" else f"/{level}")
            _book(made, seconds, suffix, lines, given, truth, truths[other], example, report)
            if condition == "hints":
                score = metrics.psnr(made["ours"], truth.picture, truth.figure)
                cells += [made["fallback"]]
            cells += [sources.on_paper(group[other].picture)] if condition == "reference" else []
            cells += [made["ours"]]
        report.show(strip([*cells, truth.picture]), score, f"{example.who} {example.kind}")


def _book(
    made: dict[str, np.ndarray],
    seconds: dict[str, float],
    suffix: str,
    lines: np.ndarray,
    given: Given,
    truth: Truth,
    other: Truth,
    example: Example,
    report: Report,
) -> None:
    """All figures of the pictures of one drawing under one condition."""
    who, kind = example.who, example.kind
    for row, value in seconds.items():
        report.add(row, f"seconds{suffix}", value, who, kind)
    for row, picture in made.items():
        figures = truth.psnr(picture)
        for name, value in figures.items():
            report.add(row, f"{name}{suffix}", value, who, kind)
        report.add(row, f"ssim{suffix}", metrics.ssim(picture, truth.picture), who, kind)
    if given.reference is not None and not truth.gray:
        for row, picture in made.items():
            errors = truth.part_errors(picture, other)
            for name, value in errors.items():
                report.add(row, f"part_delta_e:{name}{suffix}", value, who, kind)
            mean = float(np.mean(list(errors.values()))) if errors else float("nan")
            report.add(row, f"part_delta_e{suffix}", mean, who, kind)
    if given.hints.any():
        for row, picture in {**made, "truth": truth.picture}.items():
            errors = hint_errors(picture, given.hints, lines)
            mean = float(errors.mean()) if len(errors) else float("nan")
            report.add(row, f"hint_delta_e{suffix}", mean, who, kind)
    if not given.hints.any() and given.reference is None:
        rows = list(made)
        seen = features([truth.picture, *made.values()])
        for row, feature in zip(rows, seen[1:], strict=True):
            report.add(row, f"kid{suffix}", (feature, seen[0]), who, kind)


def bars() -> list[Bar]:
    """What colorization is to reach at usual lines."""
    psnr, parts = "psnr:figure/hints", "part_delta_e/reference"
    original = "ours-original or ours-original (recorded)"
    pix2pix = "ours-pix2pix or ours-pix2pix (recorded)"
    return [
        Bar("20 dots, psnr:figure: above segment fill", "ours-fallback", psnr, "at least", 3.0),
        Bar("20 dots, delta E at the hints", "ours", "hint_delta_e/hints", "at most", 4.0),
        Bar("a reference, delta E of a part", "ours", parts, "at most", 8.0),
        Bar(
            "a reference, delta E of a part: better than the original's, surely",
            original,
            parts,
            "at most",
            0.0,
            sure=True,
        ),
        Bar("nothing, kid: better than pix2pix's, surely", pix2pix, "kid/nothing", "at most", 0.0, sure=True),
    ]


def _drawings(folder: Path, colorists: Colorists, report: Report) -> None:
    """Drawings of any kind, to be looked at: there is no truth."""
    before: np.ndarray | None = None
    for number, example in enumerate(sources.drawings(folder)):
        picture = resize(example.picture, Extent.of(example.picture).fitted(LARGEST))
        lines = Lines()(picture)
        hints = np.zeros_like(picture)
        if recognize(picture) == "picture":
            shown = sources.on_paper(picture)
            seen = (picture[..., 3] > 127) & (shown.min(2) < 245)
            opaque = np.dstack([shown, np.where(seen, np.uint8(255), np.uint8(0))])
            marks = dots(opaque, seen.astype(np.uint8), lines, number)
            hints[: marks.shape[0], : marks.shape[1]] = marks  # laid at even sizes
        cells = [sources.on_paper(picture), np.repeat(lines[..., None], 3, 2)]
        none = np.zeros_like(picture)
        for given in (Given(none, None), Given(hints, None), Given(none, before)):
            made, seconds = colorists.color(lines, given)
            report.add("ours", "seconds", seconds["ours"], example.who, example.kind)
            cells.append(made["ours"])
        report.show(strip(cells), float("nan"), example.who)
        before = picture
