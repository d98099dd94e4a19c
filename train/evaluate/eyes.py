"""Eyes in the colors that are wished for: where irises are found, and what becomes of them.

    python -m train.evaluate eyes --count 200 --out runs/evaluate/eyes
    ... --weights runs/iris/iris.safetensors       # not the shipped ones
    ... --drawings FOLDER                          # sheets to look at: boxes, irises and other colors

Pictures  --count open eyes of factory characters: faces, busts and whole figures (frames.py).
Rows      ours; fallback, the same without weights.
Figures   found: share of eyes in whose box, a sixth too wide all round, an iris is found. found:picture:
          share to whose iris a box found in the whole picture leads. iou: of the irises, over all pixels;
          iou:tall of those at least 16 pixels high. iris_iou: the mean over eyes, 0 where none is found;
          iris_iou:LOW-HIGH the curve against height.
          wish_delta_e: over 50 wishes, of the true iris's median color (no pupil, no highlight) to the wish;
          the median of all cases. light_rank: Spearman's correlation of lightness before and after, inside
          the true iris. stray: share of the changed pixels that lie outside the true opening of the eye.
          seconds: of a recolor, the iris known.
Suffixes  none: the eyes as they are; /black: nearly black irises and light wishes; /white: nearly white ones
          and dark wishes.
Sheets    random, best, worst: the eye, what is taken for its iris, six wishes. emptied: the eye, the same
          with an iris of one flat color, and with details painted in.

Not one bit may change outside of what is taken for the iris: that ends the evaluation.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from anigen_core.color import delta_e, oklab_to_srgb, parse_color, srgb_to_oklab, to_hex
from anigen_core.eye_coloring import eyes_in
from anigen_core.painting.seen_iris import Seen
from anigen_core.painting.tint import tinted
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.eyes import Box, find_eye

from . import frames, metrics, sources
from .bars import Bar
from .example import Example
from .eyes_cases import SIZES, TALL, Case, blackened, cases, emptied, whitened, wishes
from .eyes_sheets import drawings, emptied_strip, strip_of
from .options import Options
from .report import Report

WANTED = {name: frames.FRAMES[name] for name in ("face", "bust", "standing")}
"""Irises from 5 to 60 pixels."""

SHOWN = (0, 6, 17, 29, 48, 49)
"""Numbers of the wishes in the sheets."""

WISHES = wishes()
_LIGHT = np.array([srgb_to_oklab(wish)[0] for wish in WISHES])
GROUPS: Mapping[str, np.ndarray] = {
    "": np.arange(len(WISHES)),
    "/black": np.flatnonzero(_LIGHT >= 0.6)[::2],
    "/white": np.flatnonzero(_LIGHT <= 0.45)[::2],
}
"""Which of the wishes each group of eyes gets."""

BARS = (
    Bar("iris's median color, delta E to the wish", "ours", "wish_delta_e", "at most", 3.0),
    Bar("the same, black irises to light", "ours", "wish_delta_e/black", "at most", 3.0),
    Bar("the same, white irises to dark", "ours", "wish_delta_e/white", "at most", 3.0),
    Bar("order of light and dark", "ours", "light_rank", "at least", 0.9),
    Bar("the same, black irises to light", "ours", "light_rank/black", "at least", 0.9),
    Bar("the same, white irises to dark", "ours", "light_rank/white", "at least", 0.9),
    Bar("changed pixels outside the eye's opening", "ours", "stray", "at most", 0.02),
    Bar(f"IoU of irises {TALL} px high and more", "ours", "iou:tall", "at least", 0.85),
)


def measure(options: Options, report: Report) -> None:
    """See the module."""
    runner = sources.runner(options, "iris")
    finder = runner if options.weights is None else pick_runner(options.engine)
    report.grids.cell, report.grids.columns = (960, 160), 1
    if options.drawings is not None:
        drawings(options.drawings, runner, finder, report)
        return
    for number, (case, found) in enumerate(_cases(options, finder)):
        here = found.get(case.side)
        report.add("ours", "found:picture", (float(here is not None and _meant(case, here)), 1.0), case.who)
        for row, engine in (("ours", runner), ("fallback", None)):
            _judge(case, row, engine, report)
        report.show(strip_of(case, runner, [WISHES[n] for n in SHOWN]), _iou(case, runner), _name(case))
        if number % 4 == 0:
            report.show(emptied_strip(emptied(case), case, runner), float("nan"), _name(case), "emptied")
    report.compare("ours", "fallback")
    report.bars = BARS


def _cases(options: Options, finder: Runner) -> Iterator[tuple[Case, Mapping[str, Box]]]:
    """The first `count` open eyes, each with the boxes that were found in its picture."""
    done = 0
    for example in _examples(options):
        seen = list(cases(example))[: options.count - done]
        found = eyes_in(sources.on_paper(example.picture), finder) if seen else {}
        yield from ((case, found) for case in seen)
        done += len(seen)
        if done >= options.count:
            return


def _examples(options: Options) -> Iterator[Example]:
    """Enough characters for the eyes that are asked for: the first `count` of theirs are taken."""
    passes = ("beauty", "part")
    return frames.framed(options.split, options.count, passes, wanted=WANTED)


def _name(case: Case) -> str:
    return f"{case.who} {case.side} {case.height} px"


def _meant(case: Case, box: Box) -> bool:
    """Whether a box of the whole picture has the iris's middle in it, and is not far too large."""
    rows, columns = np.nonzero(case.iris)
    x, y = columns.mean() + case.corner[0], rows.mean() + case.corner[1]
    inside = box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3]
    return bool(inside and max(box[2:]) < 2 * max(case.box[2:]))


def _weight(case: Case, seen: Seen | None) -> np.ndarray:
    """(h, w) float32 of the case: how much of each pixel is taken for iris."""
    weight = np.zeros(case.iris.shape, np.float32)
    if seen is not None:
        weight[seen.piece] = seen.iris.weight
    return weight


def _iou(case: Case, runner: Runner | None) -> float:
    found = _weight(case, find_eye(case.picture, case.box, runner)) > 0
    return float((found & case.iris).sum() / (found | case.iris).sum())


def _judge(case: Case, row: str, runner: Runner | None, report: Report) -> None:
    """Every figure of an eye, as it is, and with a black and a white iris."""
    for suffix, numbers in GROUPS.items():
        given = {"": lambda c: c, "/black": blackened, "/white": whitened}[suffix](case)
        seen = find_eye(given.picture, given.box, runner)
        if not suffix:
            _places(case, seen, row, report)
        colors = [WISHES[n] for n in (numbers if row == "ours" else numbers[::5])]
        _colors(given, seen, colors, row, suffix, report)


def _places(case: Case, seen: Seen | None, row: str, report: Report) -> None:
    """Whether the iris is found, and how well."""
    who, kind = case.who, case.kind
    found = _weight(case, seen) > 0
    both, either = float((found & case.iris).sum()), float((found | case.iris).sum())
    low, high = next((a, b) for a, b in SIZES if a <= case.height < b)
    size = f"{low}-{high}" if high < SIZES[-1][1] else f"{low}-"
    report.add(row, "found", (float(seen is not None), 1.0), who, kind)
    for name in ("", ":tall") if case.height >= TALL else ("",):
        report.add(row, f"iou{name}", (both, either), who, kind)
        report.add(row, f"iris_iou{name}", both / either, who, kind)
    report.add(row, f"iris_iou:{size}", both / either, who)


def _colors(
    case: Case, seen: Seen | None, colors: Sequence[np.ndarray], row: str, suffix: str, report: Report
) -> None:
    """What becomes of an iris under some wishes. One that is not found keeps its color, which counts."""
    piece = (slice(None), slice(None)) if seen is None else seen.piece
    before, body, iris, opening = (a[piece] for a in (case.picture, case.body, case.iris, case.opening))
    if not body.any():  # something else was taken for the iris
        before, body, iris, opening, seen = case.picture, case.body, case.iris, case.opening, None
    light = srgb_to_oklab(before)[..., 0]
    errors, ranks, stray, changed = [], [], 0, 0
    start = time.perf_counter()
    made = [before if seen is None else _recolored(before, seen, color) for color in colors]
    seconds = (time.perf_counter() - start) / len(colors)
    for color, picture in zip(colors, made, strict=True):
        errors.append(float(delta_e(_median(picture[body]), color)))
        ranks.append(metrics.rank_correlation(light[iris], srgb_to_oklab(picture[iris])[:, 0]))
        differs = (picture != before).any(2)
        if seen is not None and (differs & ~(seen.iris.weight > 0)).any():
            raise AssertionError(f"{_name(case)}: something changed outside of what was taken for the iris.")
        stray, changed = stray + int((differs & ~opening).sum()), changed + int(differs.sum())
    who, kind = case.who, case.kind
    report.add(row, f"wish_delta_e{suffix}", np.array(errors), who, kind)
    if seen is not None:
        known = [rank for rank in ranks if np.isfinite(rank)]
        report.add(row, f"light_rank{suffix}", float(np.mean(known)) if known else float("nan"), who, kind)
        report.add(row, f"stray{suffix}", (float(stray), float(changed)), who, kind)
        report.add(row, f"seconds{suffix}", seconds, who, kind)


def _recolored(before: np.ndarray, seen: Seen, color: np.ndarray) -> np.ndarray:
    return tinted(before, seen.iris, parse_color(to_hex(color)))


def _median(rgb: np.ndarray) -> np.ndarray:
    """(3,) uint8 of pixels (n, 3): the median of each of OKLab's axes."""
    return oklab_to_srgb(np.median(srgb_to_oklab(rgb), axis=0))
