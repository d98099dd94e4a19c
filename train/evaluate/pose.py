"""Pose and wishes to a full body: is the pose taken, are the wishes obeyed, do the pictures look true?

    python -m train.evaluate pose --count 200 --out runs/evaluate/pose
    ... --weights runs/psgan/psgan.safetensors     # not the shipped ones
    ... --peer runs/peers        # with plain/psgan.safetensors (no adversary), original/... and their cards
    ... --pool 4096              # more training pictures among which the nearest is sought; drawn first

Pictures  Five of every character (frames.BODIES): the true picture, its pose, and as wishes its words and the
          colors of its flat colors (bodies.asked).
Rows      ours; a peer by its folder's name; mannequin; nearest, the training picture with most of the judged
          words and of these the nearest pose; render, the true picture itself, beside which all is read.
          ours-plain, ours-nearest ...: differences by paired bootstrap.
Figures   pck: joints that the parse network finds within 0.05 of the body's height, of those visible in the
          truth. pck_share: as many of them as in the true picture. kid (features.py). wish:GROUP: the judge's
          likeliest word is the wished one, where the true picture can tell and the judge knows the word; eyes
          and hair color are judged on the head. palette: delta E of a wished color from the median lit tone
          of the picture where the result says this part is, and the truth too; palette/flat: from the flat
          colors, which styles leave alone. detail: gradient energy beside the true picture's, in the boxes of
          head and hands. alpha_iou, seconds: of the stage.
Suffixes  pck:FRAME, palette:PART, detail:head, detail:hands.
Sheets    one_character_16_poses.png, sixteen_characters_one_pose.png, at full size. In random.png, best.png
          and worst.png (by joints found): pose, truth, nearest, mannequin, peers, ours. heads.png: heads.
"""

from __future__ import annotations

import logging

import cv2
import numpy as np

from anigen_core import weights
from anigen_core.character import PALETTE, Character
from anigen_core.color import delta_e, parse_color
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.pose import Pose
from anigen_core.pose_maps import draw_skeleton
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.generate import Body, GenerateOptions, draw_body
from anigen_core.stages.parse import PARTS, Parse
from anigen_core.tagging import scores
from train.shapes import head_box
from train.wishes import PALETTE_OF

from . import metrics, sources
from .bodies import JUDGED, Asked, Drawers, Pool, asked
from .features import features
from .grids import strip
from .options import Options
from .parse import NEAR
from .pose_bars import bars
from .pose_sheets import write_sheets
from .report import Report
from .words import true_words

JUDGE = "tagger_judge"
ON_HEAD = ("hair_color", "eye_color")
"""Wishes that are judged on the head alone: on a whole body an eye is two of the judge's pixels."""

OWN = {
    "skin": ("face", "skin"),
    "hair": ("hair_front", "hair_back"),
    "eyes": ("eye",),
    "top": ("top",),
    "outer": ("top",),
    "bottom": ("bottom",),
    "socks": ("sock",),
    "shoes": ("shoe",),
}
"""For each part of the palette what the stage calls it."""

LEAST = 24
"""Pixels of a part below which its color is not judged."""

HEAD = (192, 192)
_log = logging.getLogger(__name__)


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.avatars or options.drawings:
        raise InputError("Of avatars and drawings no wishes are known; pose measures factory characters.")
    drawers = Drawers(options)
    judges = Judges(pick_runner(options.engine))
    pool = Pool(options.pool, options.workers) if options.pool else None
    report.grids.cell, report.grids.columns = ((2 + len(drawers.runners) + bool(pool)) * 200, 300), 2
    try:
        for one in asked(options.split, options.count):
            try:
                _measure(one, drawers, judges, pool, report)
            except InputError as error:
                report.notes.append(f"{one.example.who}, {one.frame}: {error}")
    finally:
        if pool is not None:
            pool.close()
    for row in drawers.runners:
        if row != "ours":
            report.compare("ours", row)
    report.compare("ours", "nearest")
    if judges.unknown:
        words = ", ".join(sorted(judges.unknown))
        report.notes.append(f"Not judged, for the judge never learned these words: {words}.")
    if "ours" in drawers.runners:
        report.bars = bars()
    else:
        report.notes.append("There are no weights of PSGAN here; only the mannequin was measured.")
    runner = drawers.runners.get("ours")

    def draw(pose: Pose, character: Character) -> np.ndarray:
        wanted = GenerateOptions(character=character, figure="psgan", extent=pose.extent)
        return sources.on_paper(draw_body(pose, wanted, runner=runner).picture)

    write_sheets(draw, options.out)


class Judges:
    """The networks that judge: the parser finds joints, the tagger's judge words. unknown: words that the
    judge was asked for and never learned."""

    def __init__(self, runner: Runner) -> None:
        self._runner, self._parse = runner, Parse(runner)
        self._labels = list(weights.load_card(JUDGE).labels)
        self.unknown: set[str] = set()

    def near(self, picture: np.ndarray, one: Asked) -> tuple[int, int]:
        """How many of the joints that the truth shows are found where they belong, and of how many."""
        joints = np.asarray(one.example.labels["joints"])
        visible = joints[:, 2] > 0
        found = self._parse(picture).pose.joints
        away = np.linalg.norm(found[:, :2] - joints[:, :2], axis=1)
        near = (away <= NEAR * one.example.labels["body_height"]) & (found[:, 2] > 0)
        return int(near[visible].sum()), int(visible.sum())

    def wishes(self, picture: np.ndarray, head: np.ndarray, one: Asked) -> dict[str, float]:
        """1.0 or 0.0 for each wish of `JUDGED` that can be judged. head: what is seen of the head."""
        whole, near = (scores(self._runner, shown, JUDGE) for shown in (picture, head))
        out = {}
        for group, wished, places in true_words(one.example.labels, JUDGED, self._labels, self.unknown):
            logits = near if group in ON_HEAD else whole
            likeliest = self._labels[places[int(logits[places].argmax())]]
            out[group] = float(likeliest == wished)
        return out


def _measure(one: Asked, drawers: Drawers, judges: Judges, pool: Pool | None, report: Report) -> None:
    """Everything about one picture."""
    example, who, kind = one.example, one.example.who, one.example.kind
    bodies, seconds = drawers.draw(one.pose, one.character)
    pictures = {row: sources.on_paper(body.picture) for row, body in bodies.items()}
    if pool is not None:
        pictures["nearest"] = pool.nearest(one.pose, one.character)
    truth = sources.on_paper(example.picture)
    found = head_box(example.labels, example.passes["part"])
    box = None if found is None else _square(*found)
    for row, value in seconds.items():
        report.add(row, "seconds", value, who, kind)
    near: dict[str, int] = {}
    heads: dict[str, np.ndarray] = {}
    for row, picture in {"render": truth, **pictures}.items():
        heads[row] = picture if box is None else _cut(picture, box)
        near[row], whole = judges.near(picture, one)
        for name in ("pck", f"pck:{one.frame}"):
            report.add(row, name, (near[row], whole), who, kind)
        report.add(row, "pck_share", (near[row], near["render"]), who, kind)
        for group, right in judges.wishes(picture, heads[row], one).items():
            report.add(row, f"wish:{group}", right, who, kind)
        _detail(row, picture, truth, box, one, report)
        if row != "nearest":
            _palette(row, picture, bodies.get(row), one, report)
    for row, body in bodies.items():
        figure, there = body.picture[..., 3] >= 128, example.picture[..., 3] >= 128
        report.add(row, "alpha_iou", ((figure & there).sum(), (figure | there).sum()), who, kind)
    seen = features([truth, *pictures.values()])
    for row, feature in zip(pictures, seen[1:], strict=True):
        report.add(row, "kid", (feature, seen[0]), who, kind)
    _show(one, truth, pictures, heads if box is not None else {}, near, report)


def _palette(row: str, picture: np.ndarray, body: Body | None, one: Asked, report: Report) -> None:
    """How far each wished color is from what is seen of it. body: None for the true picture."""
    who, kind, passes = one.example.who, one.example.kind, one.example.passes
    there = PALETTE_OF[passes["part"]]
    flat = passes["albedo"] if body is None else body.colors[..., :3]
    found: dict[str, list[float]] = {}
    for part, color in one.character.colors:
        mask = there == PALETTE.index(part)
        if body is not None:
            mask &= np.isin(body.parts, [PARTS.index(name) for name in OWN[part]])
        inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=0) > 0
        if inner.sum() < LEAST:
            continue
        tones = np.rint([metrics.lit_color(picture[inner]), np.median(flat[inner], 0)]).astype(np.uint8)
        wanted = np.array([parse_color(color)] * 2, np.uint8)
        lit, plain = (float(error) for error in delta_e(tones, wanted))
        report.add(row, f"palette:{part}", lit, who, kind)
        found.setdefault("palette", []).append(lit)
        found.setdefault("palette/flat", []).append(plain)
    for name, errors in found.items():
        report.add(row, name, float(np.mean(errors)), who, kind)


Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels; may reach beyond the picture."""


def _square(x0: float, y0: float, x1: float, y1: float) -> Box:
    """A square round the middle of a box, a little larger."""
    half = 0.55 * max(x1 - x0, y1 - y0)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return round(x - half), round(y - half), round(x + half), round(y + half)


def _cut(picture: np.ndarray, box: Box) -> np.ndarray:
    """What a box shows, white beyond the picture."""
    x0, y0, x1, y1 = box
    height, width = picture.shape[:2]
    room = ((max(0, -y0), max(0, y1 - height)), (max(0, -x0), max(0, x1 - width)), (0, 0))
    padded = np.pad(picture, room, constant_values=255)
    return padded[max(0, y0) : max(0, y0) + y1 - y0, max(0, x0) : max(0, x0) + x1 - x0]


def _detail(
    row: str, picture: np.ndarray, truth: np.ndarray, box: Box | None, one: Asked, report: Report
) -> None:
    """Gradient energy in the boxes of head and hands, beside the true picture's."""
    boxes = {"head": [] if box is None else [box], "hands": []}
    for hand in (one.pose.left_hand, one.pose.right_hand):
        if hand is not None:
            boxes["hands"].append(_square(*hand[:, :2].min(0), *hand[:, :2].max(0)))
    for name, places in boxes.items():
        mask = np.zeros(picture.shape[:2], bool)
        for x0, y0, x1, y1 in places:
            mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = True
        if mask.any():
            energy = (metrics.gradient_energy(picture, mask), metrics.gradient_energy(truth, mask))
            report.add(row, f"detail:{name}", energy, one.example.who, one.example.kind)


def _show(
    one: Asked,
    truth: np.ndarray,
    pictures: dict[str, np.ndarray],
    heads: dict[str, np.ndarray],
    near: dict[str, int],
    report: Report,
) -> None:
    """A row of the grids; ours stands last."""
    order = [row for row in ("nearest", "mannequin") if row in pictures]
    order += [row for row in pictures if row not in (*order, "ours")]
    order += ["ours"] if "ours" in pictures else []
    cells = [draw_skeleton(one.pose, background=(255, 255, 255)), truth, *(pictures[row] for row in order)]
    visible = sum(row[2] > 0 for row in one.example.labels["joints"])
    score = near[order[-1]] / visible if visible else float("nan")
    words = f"{one.example.who} {one.example.kind} {one.frame}"
    report.show(strip(cells), score, words)
    if heads:
        shown = [resize(heads[row], Extent(*HEAD)) for row in ("render", *order)]
        report.show(strip(shown), float("nan"), words, "heads")
