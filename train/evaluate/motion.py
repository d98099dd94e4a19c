"""A character who moves: does what is drawn stay where it belongs from frame to frame, and stay sharp?

    python -m train.evaluate motion --count 200 --out runs/evaluate/motion
    ... --weights runs/psgan/psgan.safetensors     # not the shipped ones
    ... --peer runs/peers        # with plain/psgan.safetensors (no adversary), original/... and their cards

Steps    `STEPS` of every character: a whole figure, and the same a moment later, rendered with the factory's
         true motion (renderer.Picture.motion). Drawn from the two poses, with the wishes of the character.
Rows     ours; a peer by its folder's name; mannequin; render, the true pictures.
Figures  flicker: mean difference, of 255, between the second frame and the first carried there by the true
         motion, over pixels whose surface is seen in both renders. flicker_share: beside the render's own, in
         which light and ink change too. detail: gradient energy beside the render's, on the figure. seconds.
Sheets   The first frame of the render, of the mannequin and of ours, and where ours flickers, in dark red.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as counting
from itertools import islice

import cv2
import numpy as np

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.motion import move
from anigen_core.pose import Pose
from train.factory.character import Character as Built
from train.factory.character import build_character
from train.factory.holdout import Split
from train.factory.labels import label
from train.factory.render.cameras import Outline, fit, suited
from train.factory.render.renderer import Picture, Renderer
from train.factory.render.style import GRAY_STYLES
from train.factory.shots import Plan, plan
from train.wishes import palette_of, wishes_of

from . import metrics, sources
from .bars import Bar
from .bodies import Drawers, pose_of
from .grids import strip
from .options import Options
from .report import Report

STEPS = 3
NEAR = 0.04
"""Heads by which two places of the surface at rest may differ and still be the same."""

FAR = 400
"""Pictures of a character among which the steps are sought."""

_PASSES = ("beauty", "part", "depth", "rest", "albedo")


@dataclass(frozen=True, eq=False)
class Step:
    """Two moments of one character.

    who, kind: see `Example`. truth: two pictures (H, W, 4) uint8. poses: of both, on one canvas. character:
    the wishes. motion: (H, W, 2) float32 pixels from the first to the second. both: (H, W) bool, pixels of
    the first whose surface is seen in the second.
    """

    who: str
    kind: str
    truth: tuple[np.ndarray, np.ndarray]
    poses: tuple[Pose, Pose]
    character: Character
    motion: np.ndarray
    both: np.ndarray


def measure(options: Options, report: Report) -> None:
    """See the module."""
    if options.avatars or options.drawings:
        raise InputError("Of avatars and drawings no motion is known; motion measures factory characters.")
    drawers = Drawers(options)
    report.grids.cell, report.grids.columns = ((3 + len(drawers.runners)) * 200, 300), 2
    for step in steps(options.split, options.count):
        try:
            _measure(step, drawers, report)
        except InputError as error:
            report.notes.append(f"{step.who}: {error}")
    for row in drawers.runners:
        if row != "ours":
            report.compare("ours", row)
    if "ours" in drawers.runners:
        report.bars = [
            Bar("frame to frame, beside the render's own", "ours", "flicker_share", "at most", 2.0),
            Bar("gradient energy beside the render's", "ours", "detail", "at least", 0.7),
        ]
    else:
        report.notes.append("There are no weights of PSGAN here; only the mannequin was measured.")


def steps(split: Split, count: int, size: tuple[int, int] = (512, 768)) -> Iterator[Step]:
    """`STEPS` of each of `count` characters of a split. One takes about a second of one core."""
    renderer = Renderer()
    try:
        for seed in sources.choose_seeds(split, count):
            character = build_character(seed)
            outline = Outline.of(character.figure)
            loaded = renderer.load(character.figure)
            try:
                for wanted in islice(_moving(character), STEPS):
                    loaded.paint(character.face_material, character.face(wanted.expression, wanted.gaze))
                    yield _step(character, wanted, outline, renderer, loaded, size)
            finally:
                loaded.release()
    finally:
        renderer.release()


def _moving(character: Built) -> Iterator[Plan]:
    """Plans of whole figures that move."""
    for number in counting():
        if number >= FAR:
            return
        wanted = plan(character, number)
        now, then = wanted.pose.stance, wanted.pose.following
        still = np.array_equal(now.angles, then.angles) and np.array_equal(now.offset, then.offset)
        if wanted.shot.framing == "full" and not still:
            yield wanted


def _step(
    character: Built, wanted: Plan, outline: Outline, renderer: Renderer, loaded, size: tuple[int, int]
) -> Step:
    now, then = wanted.pose.stance, wanted.pose.following
    expression, gaze = wanted.expression, wanted.gaze
    first = character.pose(now, then, expression=expression)
    camera = fit(suited(wanted.shot, first.frames), outline, first.frames, size)
    pictures, told = [], []
    for posed in (first, character.pose(then, then, expression=expression)):
        passes = {*_PASSES, "motion"} if posed is first else set(_PASSES)
        picture = renderer.render(loaded, posed, camera, wanted.style, passes)
        tags = {
            "framing": "full",
            "pose": wanted.pose.name,
            "mirrored": wanted.pose.mirrored,
            "style": wanted.style.name,
            "number": wanted.number,
        }
        told.append(label(character, posed, camera, picture, expression=expression, gaze=gaze, tags=tags))
        pictures.append(picture)
    wishes = wishes_of(told[0])
    if wanted.style.name not in GRAY_STYLES:
        palette = palette_of(pictures[0].albedo, pictures[0].part)
        wishes = replace(wishes, colors=tuple(palette.items()))
    # Through the movement that a user would get: a hand that one frame hides is lent by the other.
    poses = move([pose_of(told[0]), pose_of(told[1])], 2).poses
    seed = character.spec.seed
    return Step(
        str(seed),
        sources.kind_of(seed),
        (pictures[0].beauty, pictures[1].beauty),
        (poses[0], poses[1]),
        wishes,
        pictures[0].motion,
        seen_in_both(*pictures),
    )


def seen_in_both(first: Picture, second: Picture) -> np.ndarray:
    """(H, W) bool: the surface at a pixel of the first is what the second shows where it has moved to."""
    assert first.motion is not None and first.rest is not None and first.part is not None
    assert second.rest is not None and second.part is not None
    x, y = places(first.motion)
    height, width = first.part.shape
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    column, row = (np.rint(np.where(inside, v, 0)).astype(int) for v in (x, y))
    with np.errstate(invalid="ignore"):  # the ground has no place at rest
        apart = np.linalg.norm(second.rest[row, column] - first.rest, axis=2)
        return inside & (first.part > 0) & (second.part[row, column] == first.part) & (apart < NEAR)


def places(motion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) float32 columns and rows to which the pixels of a picture move."""
    height, width = motion.shape[:2]
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return columns + motion[..., 0], rows + motion[..., 1]


def apart(first: np.ndarray, second: np.ndarray, motion: np.ndarray) -> np.ndarray:
    """(H, W) float32, 0 to 255: how far the second picture, fetched from where things have moved to, is from
    the first. Both (H, W, 3) uint8."""
    x, y = places(motion)
    fetched = cv2.remap(second, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.abs(fetched.astype(np.float32) - first).mean(2)


def _measure(step: Step, drawers: Drawers, report: Report) -> None:
    made = [drawers.draw(pose, step.character) for pose in step.poses]
    drawn = {row: [sources.on_paper(bodies[row].picture) for bodies, _ in made] for row in drawers.runners}
    truth = [sources.on_paper(picture) for picture in step.truth]
    who, kind, seen = step.who, step.kind, step.both
    if not seen.any():
        return
    figures = [picture[..., 3] >= 128 for picture in step.truth]
    own = apart(truth[0], truth[1], step.motion)
    report.add("render", "flicker", (own[seen].sum(), seen.sum()), who, kind)
    energy = _detail(truth, figures)
    away: dict[str, np.ndarray] = {}
    for row, pictures in drawn.items():
        away[row] = apart(pictures[0], pictures[1], step.motion)
        report.add(row, "flicker", (away[row][seen].sum(), seen.sum()), who, kind)
        report.add(row, "flicker_share", (away[row][seen].sum(), own[seen].sum()), who, kind)
        report.add(row, "detail", (_detail(pictures, figures), energy), who, kind)
        for _, seconds in made:
            report.add(row, "seconds", seconds[row], who, kind)
    last = "ours" if "ours" in drawn else "mannequin"
    heat = np.where(seen, np.clip(255 - 3 * away[last], 0, 255), 235).astype(np.uint8)
    shown = [truth[0], *(pictures[0] for pictures in drawn.values())]
    score = -float(away[last][seen].mean())
    report.show(strip([*shown, np.dstack([np.maximum(heat, 120), heat, heat])]), score, who)


def _detail(pictures: Sequence[np.ndarray], figures: Sequence[np.ndarray]) -> float:
    """Gradient energy of pictures inside of masks."""
    return sum(metrics.gradient_energy(p, figure) for p, figure in zip(pictures, figures, strict=True))
