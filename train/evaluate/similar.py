"""Similar pictures: does a picture find its character, its pose and its style, and a sketch its form?

    python -m train.evaluate similar --count 200 --out runs/evaluate/similar
    ... --weights runs/tagger/tagger.safetensors      # not the shipped ones
    ... --drawings DIR      # people's; DIR/groups.json says who is who: {"Rin": ["a.png", "b/c.png"]}

Gallery   Ten pictures of every character, 256x384, each in a pose, view, framing and style of its own. Every
          picture asks all others.
Rows      library: the same pictures in a library (anigen_core/library), searched by what is asked for: the
          character by code, the pose by form, the style by style, a sketch as the library looks for one;
          ours: the tagger's codes alone, where its weights have any; fallback: the codes without weights;
          histogram: the color histogram and HOG of these, before they become bits, by the sum of their
          cosines, that of HOG halved (which finds characters better); chance: any order, of the sketches the
          share of pictures that would do.
Figures   map_at_10:character, :pose, :style: of the ten nearest, precision averaged over the places of those
          of the same character, pose name or render style; 1 is reached where all ten, or all there are, come
          first. A pose without a name asks nothing.
          sketch_form: a sketch by a simulated hand (rough, unless --level says otherwise) of some pictures
          asks: has the first hit the same pose name or hair style? sketch_form:unseen: with the picture it
          was drawn from left out. sketch_own: the first hit is that very picture.
          seconds: of a picture's code, its tags included.
Drawings  map_at_10:character and first_hit (the nearest drawing is of the same character) over the drawings
          that groups.json names, among all of the folder.
Sheets    Who asks and its five nearest, ours: random.png, best.png, worst.png; sketches.png.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from anigen_core.descriptors import colors_of, edges_of, figure_of
from anigen_core.errors import InputError
from anigen_core.library import Entry, Library, Looked, Query
from anigen_core.library.looking import Looker
from anigen_core.stages.similar import BY_RULES, Similar, distance
from train.codes import NAMELESS

from . import sources
from .bars import Bar
from .example import Example
from .grids import strip
from .options import Options
from .report import Report

EACH = 10
SKETCHED = 3
"""Of each character's pictures so many are sketched."""

SIZE = (256, 384)
TOP = 10
ROWS = ("ours", "fallback", "histogram", "chance")
LIBRARY = "library"
ASPECT = {"character": "code", "pose": "form", "style": "style"}
"""What a library is searched by for pictures that have the same."""

HOG_SHARE = 0.5
THUMBNAIL = (80, 120)
SHOWN = 5

_log = logging.getLogger(__name__)


@dataclass
class Described:
    """Pictures in order: what each row keeps of them, and a small one to show."""

    kept: dict[str, list[np.ndarray]] = field(default_factory=dict)
    small: list[np.ndarray] = field(default_factory=list)

    def tables(self) -> dict[str, np.ndarray]:
        """What each row keeps of all of them, (N, ...)."""
        return {row: np.stack(kept) for row, kept in self.kept.items()}


@dataclass
class Looks:
    """What a library knows: its entries, in the order of the pictures, and what it sees in the sketches."""

    entries: list[Entry] = field(default_factory=list)
    sketches: list[Looked] = field(default_factory=list)


def away(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far what a row keeps of one picture is from what it keeps of others: (N,)."""
    return distance(one, others) if one.dtype == np.uint8 else 1 - others @ one


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.avatars is not None:
        raise InputError("Of avatars too few words are known; similar measures characters or --drawings.")
    runner = sources.runner(options, "tagger")
    coders = {"ours": Similar(runner), "fallback": Similar()}
    if coders["ours"].coder == BY_RULES:
        report.notes.append("The tagger's weights have no code; only colors and edges were measured.")
        del coders["ours"]
    describe = Describer(coders, report)
    report.grids.cell, report.grids.columns = ((1 + SHOWN) * (THUMBNAIL[0] + 4), THUMBNAIL[1]), 2
    if options.drawings is not None:
        _measure_drawings(options.drawings, describe, report)
    else:
        _measure_characters(options, describe, Looker(runner, poses=False), report)
        report.bars = bars()


def bars() -> list[Bar]:
    """What is to be reached."""
    out = []
    for asked in ("character", "pose", "style"):
        words = f"mAP@10, same {asked}: above histogram and HOG, surely"
        out.append(Bar(words, "library-histogram", f"map_at_10:{asked}", "at least", 0.0, sure=True))
    words = "rough sketch: first hit has its pose or hair style"
    out.append(Bar(words, LIBRARY, "sketch_form", "at least", 0.6))
    out.append(Bar(f"{words}, its picture left out", LIBRARY, "sketch_form:unseen", "at least", 0.6))
    return out


class Describer:
    """Describes pictures in every row's way, and books the seconds."""

    def __init__(self, coders: Mapping[str, Similar], report: Report) -> None:
        self._coders, self._report = coders, report

    @property
    def rows(self) -> list[str]:
        """The rows that know how."""
        return [row for row in ROWS if row in self._coders or row == "histogram"]

    def __call__(self, picture: np.ndarray, into: Described, who: str) -> None:
        """Add a picture (H, W, 3) uint8."""
        for row, coder in self._coders.items():
            start = time.perf_counter()
            into.kept.setdefault(row, []).append(coder(picture).code)
            self._report.add(row, "seconds", time.perf_counter() - start, who)
        rgb, figure = figure_of(picture)
        both = np.concatenate([colors_of(rgb, figure), HOG_SHARE**0.5 * edges_of(rgb)])
        into.kept.setdefault("histogram", []).append(both)
        scale = min(THUMBNAIL[0] / picture.shape[1], THUMBNAIL[1] / picture.shape[0])
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        board = np.full((THUMBNAIL[1], THUMBNAIL[0], 3), 255, np.uint8)
        board[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        into.small.append(board)


def average_precision(relevant: np.ndarray, top: int = TOP, there: int | None = None) -> float:
    """AP at `top` of a ranked list; NaN where nothing is relevant. relevant: (N,) bool, nearest first. there:
    how many are relevant in all, where the list is not the whole."""
    there = int(relevant.sum()) if there is None else there
    if not there:
        return float("nan")
    hits = relevant[:top]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / min(top, there))


def _measure_characters(options: Options, describe: Describer, looker: Looker, report: Report) -> None:
    gallery, sketches = Described(), Described()
    library, looked = Library.in_memory(1 << 20, 1 << 34), Looks()
    examples: list[Example] = []
    drawn_from: list[int] = []
    passes = ("beauty", "part", "lines")
    for example in _characters(options, passes):
        n = len(examples)
        picture = sources.on_paper(example.picture)
        describe(picture, gallery, example.who)
        looked.entries.append(library.add_picture(picture, f"{n}", looker))
        if example.labels["tags"]["number"] < SKETCHED:
            sketch = sources.seen(example, options.level or "rough")
            describe(sketch, sketches, example.who)
            looked.sketches.append(looker(sketch))
            drawn_from.append(n)
        examples.append(Example(example.who, example.kind, example.picture[:1, :1], {}, example.labels))
        if (n + 1) % 200 == 0:
            _log.info("%d pictures described.", n + 1)
    told = _words(examples)
    _ask_pictures(gallery, examples, told, describe.rows, report)
    _ask_sketches(gallery, sketches, drawn_from, examples, told, describe.rows, report)
    with closing(library):
        _ask_library(library, looked, drawn_from, examples, told, report)
    for row in describe.rows:
        report.compare(LIBRARY, row)
        if row != "ours":
            report.compare("ours", row)


def _characters(options: Options, passes: tuple[str, ...]) -> Iterator[Example]:
    return sources.characters(options.split, options.count, SIZE, passes, each=EACH, workers=options.workers)


def _words(examples: list[Example]) -> dict[str, np.ndarray]:
    """What is known of each picture: (N,) words; "" where it tells nothing."""
    tags: list[dict[str, Any]] = [example.labels["tags"] for example in examples]
    return {
        "character": np.array([example.who for example in examples]),
        "pose": np.array(["" if t["pose"] in NAMELESS else t["pose"] for t in tags]),
        "style": np.array([t.get("style", "") for t in tags]),
        "hair_style": np.array([t.get("hair_style", "") for t in tags]),
    }


def _same(words: np.ndarray, n: int) -> np.ndarray:
    """(N,) bool: who has the word of n, if that tells anything."""
    return (words == words[n]) & (words[n] != "")


def _ask_pictures(
    gallery: Described,
    examples: list[Example],
    told: dict[str, np.ndarray],
    rows: list[str],
    report: Report,
) -> None:
    rng, tables = np.random.default_rng(0), gallery.tables()
    for n, example in enumerate(examples):
        others = np.arange(len(examples)) != n
        for row in (*rows, "chance"):
            far = rng.random(len(examples)) if row == "chance" else away(tables[row][n], tables[row])
            order = _nearest(far, others)
            for asked in ("character", "pose", "style"):
                found = average_precision(_same(told[asked], n)[order])
                report.add(row, f"map_at_10:{asked}", found, example.who, example.kind)
                if row == rows[0] and asked == "character":
                    shown = strip([gallery.small[i] for i in (n, *order[:SHOWN])])
                    report.show(shown, found, f"{example.who} {example.kind}")


def _ask_sketches(
    gallery: Described,
    sketches: Described,
    drawn_from: list[int],
    examples: list[Example],
    told: dict[str, np.ndarray],
    rows: list[str],
    report: Report,
) -> None:
    tables = gallery.tables()
    for k, n in enumerate(drawn_from):
        who, kind = examples[n].who, examples[n].kind
        form = _same(told["pose"], n) | _same(told["hair_style"], n)
        others = np.arange(len(examples)) != n
        for row in rows:
            order = _nearest(away(sketches.kept[row][k], tables[row]), np.ones(len(examples), bool))
            left = order[order != n]
            report.add(row, "sketch_own", float(order[0] == n), who, kind)
            report.add(row, "sketch_form", float(form[order[0]]), who, kind)
            report.add(row, "sketch_form:unseen", float(form[left[0]]), who, kind)
            if row == rows[0]:
                shown = strip([sketches.small[k], *(gallery.small[i] for i in order[:SHOWN])])
                report.show(shown, float("nan"), f"{who} {kind}", "sketches")
        report.add("chance", "sketch_own", 1 / len(examples), who, kind)
        report.add("chance", "sketch_form", float(form.mean()), who, kind)
        report.add("chance", "sketch_form:unseen", float(form[others].mean()), who, kind)


def _ask_library(
    library: Library,
    looked: Looks,
    drawn_from: list[int],
    examples: list[Example],
    told: dict[str, np.ndarray],
    report: Report,
) -> None:
    """As the two above, of a library that holds the gallery."""
    place = {entry.id: n for n, entry in enumerate(looked.entries)}

    def hits(one: Looked, by: str, without: frozenset[int] = frozenset()) -> np.ndarray:
        query = Query.like(one, (by,), without=without)
        return np.array([place[hit.entry.id] for hit in library.search(query, TOP)])

    for n, (example, entry) in enumerate(zip(examples, looked.entries, strict=True)):
        for asked, by in ASPECT.items():
            same = _same(told[asked], n)
            there = int(same.sum()) - bool(same[n])
            found = average_precision(same[hits(entry.looked, by, frozenset({entry.id}))], there=there)
            report.add(LIBRARY, f"map_at_10:{asked}", found, example.who, example.kind)
    for sketch, n in zip(looked.sketches, drawn_from, strict=True):
        form = _same(told["pose"], n) | _same(told["hair_style"], n)
        order = hits(sketch, "code")
        figures = {
            "sketch_own": order[0] == n,
            "sketch_form": form[order[0]],
            "sketch_form:unseen": form[order[order != n][0]],
        }
        for figure, value in figures.items():
            report.add(LIBRARY, figure, float(value), examples[n].who, examples[n].kind)


def _nearest(far: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Numbers of those that may answer, nearest first; of equals the earlier first."""
    order = np.argsort(far, kind="stable")
    return order[others[order]]


def _measure_drawings(folder: Path, describe: Describer, report: Report) -> None:
    gallery, names = Described(), []
    for example in sources.drawings(folder):
        describe(sources.on_paper(example.picture), gallery, example.who)
        names.append(example.who)
    owner = read_groups(folder, names)
    told = np.array([owner.get(name, "") for name in names])
    rng, tables = np.random.default_rng(0), gallery.tables()
    for n, name in enumerate(names):
        same = _same(told, n)
        others = np.arange(len(names)) != n
        for row in (*describe.rows, "chance"):
            far = rng.random(len(names)) if row == "chance" else away(tables[row][n], tables[row])
            order = _nearest(far, others)
            if row == describe.rows[0]:
                shown = strip([gallery.small[i] for i in (n, *order[:SHOWN])])
                report.show(shown, average_precision(same[order]), name)
            if same[others].any():
                first = float(same[others].mean()) if row == "chance" else float(same[order[0]])
                report.add(row, "first_hit", first, told[n])
                report.add(row, "map_at_10:character", average_precision(same[order]), told[n])
    if not owner:
        report.notes.append(f"Without {folder / 'groups.json'} nobody knows who is who; look at the sheets.")


def read_groups(folder: Path, names: list[str]) -> dict[str, str]:
    """Drawing to character, from the folder's groups.json; empty where there is none.

    Raises:
        InputError: it is no such file, or names a drawing that is not there.
    """
    path = folder / "groups.json"
    if not path.is_file():
        return {}
    try:
        groups = json.loads(path.read_text("utf-8"))
        owner = {str(file): str(name) for name, files in groups.items() for file in files}
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError('The file groups.json must read {"name": ["file", "file"], ...}.') from error
    missing = sorted(set(owner) - set(names))
    if missing:
        raise InputError(f"The file groups.json names {missing[0]}, which is not in {folder}.")
    return owner
