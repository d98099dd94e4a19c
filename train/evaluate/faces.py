"""Wishes to a face: are they obeyed, do the faces look true, does one class hold more than one face?

    python -m train.evaluate faces --count 100 --out runs/evaluate/faces
    ... --weights runs/faces/faces.safetensors     # not the shipped ones

Pictures  Up to two faces of every character, cut as train/faces_crops.py does; what is wished for is what the
          true face shows, words and colors.
Rows      ours; fallback, the rule; render, the true face itself, beside which all is read.
Figures   wish:GROUP: the judge's likeliest word of a group is the wished one, where the true picture can tell
          and the judge knows the word (the paper's precision, by a network's eye instead of the authors').
          wish:accessories: of the accessories wished for, those that the judge finds likelier than on the
          same character's face without them. kid (features.py). diversity: how far apart (cosine distance of
          these features) two faces of the same wishes and different seeds are; of renders, two characters
          with the same hair color. seconds: of the stage.
Sheets    ours_64.png, fallback_64.png; ours_morph.png, fallback_morph.png. In random.png, best.png and
          worst.png (by wishes obeyed): truth, fallback, ours.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from PIL import Image

from anigen_core import weights
from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.facemaking.wishing import face_groups
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.faces import NAME, Face, Faces, FacesOptions
from anigen_core.tagging import scores
from train.faces_crops import colors_of, cut, placing
from train.factory.render.style import GRAY_STYLES
from train.factory.shots import Plan
from train.wishes import wishes_of

from . import frames, sources
from .features import features
from .grids import strip
from .options import Options
from .report import Report
from .words import true_words

JUDGE = "tagger_judge"
JUDGED = ("hair_color", "eye_color", "hair", "hair_length", "fringe", "expression", "skin")
"""Groups of one word that are judged."""

PASSES = ("beauty", "part", "lines")
LEAST = 80.0
"""Smallest face, sqrt(w h) of its box in pixels of a picture of 512x768."""

_log = logging.getLogger(__name__)


def _ahead(plan: Plan) -> bool:
    return plan.shot.framing in ("face", "bust") and abs(plan.shot.yaw) <= 40


WANTED = {"first": _ahead, "second": _ahead}


@dataclass(frozen=True, eq=False)
class Asked:
    """A true face (128, 128, 3) uint8 on white, and what is asked for."""

    who: str
    kind: str
    truth: np.ndarray
    labels: dict[str, Any]
    character: Character


def asked(options: Options) -> Iterator[Asked]:
    """True faces, in color, from the front and in three quarters."""
    for example in frames.framed(options.split, options.count, PASSES, (512, 768), WANTED):
        matrix = placing(example.labels, LEAST)
        if matrix is None or example.labels["tags"]["style"] in GRAY_STYLES:
            continue
        crop = cut({**example.passes, "beauty": example.picture}, matrix)
        character = wishes_of(example.labels)
        for part, color in colors_of(example.picture, example.passes["part"]).items():
            character = character.colored(part, color)
        known = face_groups()
        words = tuple((g, tuple(w for w in ws if w in known[g])) for g, ws in character.wishes if g in known)
        truth = sources.on_paper(crop["picture"])
        yield Asked(example.who, example.kind, truth, example.labels, replace(character, wishes=words))


class Makers:
    """Everybody who makes faces: the network where its weights are, and the rule."""

    def __init__(self, options: Options) -> None:
        ours = sources.runner(options, NAME)
        self._made = {"ours": Faces(ours)} if ours.card(NAME) is not None else {}
        self._made["fallback"] = Faces()
        self._options = FacesOptions(size=128, maker="network")

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def face(self, row: str, character: Character) -> np.ndarray:
        """(128, 128, 3) uint8 on white."""
        return sources.on_paper(self._made[row](character, self._options).picture)

    def sheet(self, row: str) -> np.ndarray:
        """64 faces of 64 seeds at 256 pixels, nothing wished for."""
        large = replace(self._options, size=256)
        made = [self._made[row](Character(seed=seed), large) for seed in range(1, 65)]
        return np.vstack([_strip(made[i : i + 8]) for i in range(0, 64, 8)])

    def morph(self, row: str) -> np.ndarray:
        """A strip from one face to another."""
        first = Character.parse("hair=twin_tails,hair_color=pink,eye_color=green,expression=smile", 1)
        last = Character.parse("hair=crop,hair_color=black,eye_color=red,expression=closed,skin=tan", 2)
        return _strip(self._made[row].morph(first, last, 9, replace(self._options, size=256)))


def _strip(made: list[Face]) -> np.ndarray:
    return np.hstack([sources.on_paper(face.picture) for face in made])


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.avatars or options.drawings:
        raise InputError("Of avatars and drawings no wishes are known; faces measures factory characters.")
    makers, judge = Makers(options), Judge(pick_runner(options.engine))
    report.grids.cell, report.grids.columns = ((1 + len([*makers])) * 128, 128), 4
    ones = []
    for one in asked(options):
        _measure(one, makers, judge, report)
        ones.append(one)
    if not ones:
        raise InputError("No character shows a face that is large enough; set --count higher.")
    _distances(ones, makers, report)
    options.out.mkdir(parents=True, exist_ok=True)
    for row in makers:
        Image.fromarray(makers.sheet(row)).save(options.out / f"{row}_64.png")
        Image.fromarray(makers.morph(row)).save(options.out / f"{row}_morph.png")
    if judge.unknown:
        words = ", ".join(sorted(judge.unknown))
        report.notes.append(f"Not judged, for the judge never learned these words: {words}.")
    if "ours" in [*makers]:
        report.compare("ours", "fallback")
    else:
        report.notes.append("There are no weights of faces here; only the rule was measured.")


class Judge:
    """The tagger that no loss has seen. unknown: words asked for that it never learned."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._labels = list(weights.load_card(JUDGE).labels)
        self.unknown: set[str] = set()

    def wishes(self, picture: np.ndarray, one: Asked) -> dict[str, float]:
        """1.0 or 0.0 for each group of `JUDGED` that can be judged."""
        logits, out = self.logits(picture), {}
        for group, wished, places in true_words(one.labels, JUDGED, self._labels, self.unknown):
            out[group] = float(self._labels[places[int(logits[places].argmax())]] == wished)
        return out

    def logits(self, picture: np.ndarray) -> np.ndarray:
        """What it says of each of its words."""
        large = cv2.resize(picture, (256, 256), interpolation=cv2.INTER_CUBIC)
        return scores(self._runner, large, JUDGE)

    def place(self, accessory: str) -> int | None:
        """Where among its words an accessory is."""
        word = next((w for w in self._labels if w.partition(":")[2].replace(" ", "_") == accessory), None)
        return None if word is None else self._labels.index(word)


def _measure(one: Asked, makers: Makers, judge: Judge, report: Report) -> None:
    pictures = {"render": one.truth}
    for row in makers:
        start = time.perf_counter()
        pictures[row] = makers.face(row, one.character)
        report.add(row, "seconds", time.perf_counter() - start, one.who, one.kind)
    obeyed = {}
    for row, picture in pictures.items():
        found = judge.wishes(picture, one)
        obeyed[row] = float(np.mean([*found.values()])) if found else float("nan")
        for group, right in found.items():
            report.add(row, f"wish:{group}", right, one.who, one.kind)
    worn = [judge.place(word) for word in one.character.words("accessories")]
    if worn := [place for place in worn if place is not None]:
        bare = one.character.wishing("accessories")
        for row in makers:
            risen = judge.logits(pictures[row]) - judge.logits(makers.face(row, bare))
            for place in worn:
                report.add(row, "wish:accessories", float(risen[place] > 0), one.who, one.kind)
    order = ["render", "fallback", *(["ours"] if "ours" in pictures else [])]
    report.show(strip([pictures[row] for row in order]), obeyed[order[-1]], one.who)


def _distances(ones: list[Asked], makers: Makers, report: Report) -> None:
    """KID, and how far apart two faces of the same wishes are."""
    truths = features([one.truth for one in ones])
    for row in makers:
        made = features([makers.face(row, one.character) for one in ones])
        for one, ours, truth in zip(ones, made, truths, strict=True):
            report.add(row, "kid", (ours, truth), one.who, one.kind)
        others = [replace(one.character, seed=one.character.seed + 1) for one in ones]
        again = features([makers.face(row, other) for other in others])
        for one, first, second in zip(ones, made, again, strict=True):
            report.add(row, "diversity", _apart(first, second), one.who, one.kind)
    same: dict[str | None, list[int]] = {}
    for i, one in enumerate(ones):
        same.setdefault(one.character.word("hair_color"), []).append(i)
    for places in same.values():
        for a, b in pairwise(places):
            if ones[a].who != ones[b].who:
                report.add("render", "diversity", _apart(truths[a], truths[b]), ones[a].who, ones[a].kind)


def _apart(first: np.ndarray, second: np.ndarray) -> float:
    return float(1 - first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))
