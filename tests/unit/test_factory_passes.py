"""The passes and labels of many characters prove each other: joints, eyes, lines, colors, motion, tags."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.benchmarks.factory import GROUPS, alike, beyond, examined, seeds, tag_table
from tests.support import require
from train.factory.character import Character, build_character
from train.factory.geometry.skinning import Posed
from train.factory.labels import label
from train.factory.parts import CLASS_OF, CLASSES, Part
from train.factory.poses.named import NAMED
from train.factory.poses.poses import named
from train.factory.render.camera import Camera, Framing
from train.factory.render.cameras import Outline, Shot, fit
from train.factory.render.renderer import Renderer
from train.factory.render.style import RenderStyle

SIZE = (256, 384)
# seed, pose, framing, yaw, expression
FIGURES: tuple[tuple[int, str, Framing, float, str], ...] = (
    (2, "run", "full", 35.0, "neutral"),
    (8, "sit", "knees", -30.0, "smile"),
    (19, "cheer", "full", 10.0, "open"),
    (24, "akimbo", "bust", 150.0, "neutral"),
    (31, "wave", "bust", -15.0, "surprised"),
    (900_003, "kneel", "full", 70.0, "neutral"),
)
FACES: tuple[tuple[int, str, Framing, float, str], ...] = (
    (1, "stand", "face", 0.0, "neutral"),
    (5, "stand", "face", -35.0, "smile"),
    (11, "look_up", "face", 25.0, "angry"),
    (14, "stand", "face", 10.0, "wink"),
    (22, "stand", "face", -20.0, "closed"),
)


@dataclass(frozen=True, eq=False)
class Scene:
    """A character in a pose before a camera: this frame and the next."""

    character: Character
    posed: Posed
    camera: Camera
    now: Any
    after: Any
    matte: Any  # this frame without gloss and rim
    labels: dict[str, Any]


class _Set:
    """Makes scenes, each once."""

    def __init__(self) -> None:
        self.renderer = Renderer()
        self.scene = cache(self._scene)

    def _scene(self, seed: int, pose: str, framing: Framing, yaw: float, expression: str) -> Scene:
        character = build_character(seed)
        stance = named(pose)
        step = stance.blended(named("walk"), 0.05)
        posed = character.pose(stance, step, expression=expression)
        camera = fit(Shot(framing, yaw=yaw, pitch=3.0), Outline.of(character.figure), posed.frames, SIZE)
        loaded = self.renderer.load(character.figure)
        loaded.paint(character.face_material, character.face(expression))
        now = self.renderer.render(loaded, posed, camera)
        matte = self.renderer.render(
            loaded, posed, camera, RenderStyle(gloss=0, rim=0), ("beauty", "shading", "lines")
        )
        following = character.pose(step, expression=expression)
        after = self.renderer.render(loaded, following, camera, passes=("part", "rest", "depth"))
        loaded.release()
        labels = label(character, posed, camera, now, expression=expression, tags={"framing": framing})
        return Scene(character, posed, camera, now, after, matte, labels)


@pytest.fixture(scope="module")
def stage():
    try:
        made = _Set()
    except InputError as error:
        require("egl", False, str(error))
    yield made
    made.renderer.release()


@pytest.fixture(scope="module")
def cast(stage: _Set):
    """What is found out about two dozen characters by chance."""
    return [examined(seed, stage.renderer) for seed in seeds(24)]


def _shifts() -> list[tuple[int, int]]:
    return [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]


def _grown(mask: np.ndarray) -> np.ndarray:
    """The mask and the eight neighbors of each of its pixels: everything within 1.5 pixels."""
    out = mask.copy()
    for shift in _shifts():
        out |= np.roll(mask, shift, (0, 1))
    return out


def _inside(polygon: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether points lie in a polygon (k, 2)."""
    out = np.zeros(len(x), bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, 0), strict=True):
        crosses = (y0 > y) != (y1 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            out ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return out


@pytest.mark.parametrize("scene", FIGURES + FACES[:2], ids=lambda s: f"{s[0]}-{s[1]}")
def test_joints_that_are_seen_lie_on_the_figure(stage: _Set, scene: tuple) -> None:
    found = stage.scene(*scene)
    figure = _grown(found.now.part > 0)
    nearest = np.min([np.roll(found.now.depth, s, (0, 1)) for s in (*_shifts(), (0, 0))], axis=0)
    for name in ("joints", "left_hand", "right_hand"):
        rows = np.array(found.labels[name])
        x, y, _, depth = rows[rows[:, 2] == 1].T
        columns, lines = x.astype(int), y.astype(int)
        assert figure[lines, columns].all(), name
        over = nearest[lines, columns] < depth + 0.05  # the surface lies over the joint
        assert (~over).sum() <= 0.15 * len(over), name
    joints = np.array(found.labels["joints"])
    exact = found.camera.project(found.posed.frames.body18())
    assert np.allclose(joints[:, [0, 1, 3]], exact, atol=1e-6)
    assert (joints[:, 2] == 1).sum() >= (1 if scene[2] in ("face", "bust") else 6)


@pytest.mark.parametrize("scene", FACES, ids=lambda s: f"{s[0]}-{s[4]}")
def test_irises_lie_within_the_landmarks_of_their_eyes(stage: _Set, scene: tuple) -> None:
    found = stage.scene(*scene)
    marks = found.labels["landmarks"]
    for side in ("left", "right"):
        corners = np.array(marks[f"{side}_eye"])[:, :2]
        iris = np.array(marks[f"{side}_iris"])[:, :2]
        members = [Part[f"{side.upper()}_{name}"] for name in ("IRIS", "PUPIL", "HIGHLIGHT")]
        y, x = np.nonzero(np.isin(found.now.part, members))
        shut = scene[4] == "closed" or (scene[4] == "wink" and np.ptp(iris, 0).max() < 1e-6)
        if shut:
            assert len(x) == 0
            assert side not in found.labels["tags"]["eyes_seen"]
            continue
        assert len(x) > 20
        # eight corners cut a little off the curved lids: allow 4 % of the eye's width, and a pixel
        middle = corners.mean(0)
        room = 1 + (0.04 * np.ptp(corners[:, 0]) + 1) / np.linalg.norm(corners - middle, axis=1)
        wide = middle + (corners - middle) * room[:, None]
        assert _inside(wide, x + 0.5, y + 0.5).mean() > 0.985, side
        # and within the ellipse of the iris
        (cx, cy), (ax, ay), (bx, by) = iris[0], iris[1] - iris[0], iris[2] - iris[0]
        basis = np.linalg.inv(np.array([[ax, bx], [ay, by]]))
        u, v = basis @ np.stack([x + 0.5 - cx, y + 0.5 - cy])
        assert (np.hypot(u, v) < 1 + 1.5 / np.hypot(ax, ay)).mean() > 0.95, side


@pytest.mark.parametrize("scene", FIGURES + FACES[:3], ids=lambda s: f"{s[0]}-{s[1]}")
def test_lines_lie_on_edges(stage: _Set, scene: tuple) -> None:
    now = stage.scene(*scene).now
    depth = np.where(np.isfinite(now.depth), now.depth, 99.0)
    edge = np.zeros(depth.shape, bool)
    for shift in ((0, 1), (1, 0)):
        part, far, normal, color = (
            np.roll(v, shift, (0, 1)) for v in (now.part, depth, now.normal, now.albedo.astype(int))
        )
        bend = np.abs(np.roll(far, shift, (0, 1)) - 2 * far + depth)  # of the surface: folds, clumps
        here = (part != now.part) | (np.abs(far - depth) > 0.02) | (bend > 0.006)
        here |= np.abs(normal - now.normal).max(-1) > 0.35
        here |= np.abs(color - now.albedo).max(-1) > 14  # painted line art is in the albedo, too
        edge |= here | np.roll(here, (-shift[0], -shift[1]), (0, 1))
    ink = now.lines < 128
    near = _grown(edge)
    assert ink.sum() > 300
    assert near[ink].mean() > 0.90  # strokes drawn on skin and hair may be faint in the albedo
    figure = now.part > 0
    assert near[figure].mean() < 0.85 * near[ink].mean()  # not because edges were everywhere


@pytest.mark.parametrize("scene", FIGURES + FACES[:3], ids=lambda s: f"{s[0]}-{s[1]}")
def test_albedo_times_shading_is_the_beauty(stage: _Set, scene: tuple) -> None:
    """Within 2 of 255 in the median, 12 for 97 of 100 pixels: the albedo is one sample, the beauty four."""
    found = stage.scene(*scene)
    figure = found.now.part > 0
    plain = ~_grown(~figure | (found.matte.lines < 255) | (found.matte.beauty[..., 3] < 255))
    for shift in _shifts():
        plain &= np.roll(found.now.part, shift, (0, 1)) == found.now.part
        near = np.roll(found.now.albedo, shift, (0, 1)).astype(int)
        plain &= np.abs(near - found.now.albedo).max(-1) < 40  # fine patterns: no one sample stands for four

    def error(picture: Any) -> np.ndarray:
        expected = found.now.albedo * (picture.shading / 255.0)
        return np.abs(picture.beauty[..., :3] - expected).max(-1)

    assert plain.sum() > 0.15 * figure.sum()
    assert np.median(error(found.matte)[plain]) < 2
    assert np.quantile(error(found.matte)[plain], 0.97) < 12
    # gloss and rim only add light, on hair and on leather, and where the surface turns away
    brighter = found.now.beauty[..., :3].astype(int) - found.matte.beauty[..., :3]
    assert (brighter[figure] >= -2).all()
    facing = plain & (CLASS_OF[found.now.part] == CLASSES.index("skin")) & (found.now.normal[..., 2] > 0.6)
    assert (np.abs(brighter[facing]) <= 2).mean() > 0.99 if facing.any() else scene[3] > 90


@pytest.mark.parametrize("scene", FIGURES, ids=lambda s: f"{s[0]}-{s[1]}")
def test_motion_carries_a_frame_onto_the_next(stage: _Set, scene: tuple) -> None:
    found = stage.scene(*scene)
    now, after = found.now, found.after
    rows, columns = np.nonzero(now.part > 0)
    x = columns + 0.5 + now.motion[rows, columns, 0] - 0.5
    y = rows + 0.5 + now.motion[rows, columns, 1] - 0.5
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    kept = (left >= 0) & (left < SIZE[0] - 1) & (top >= 0) & (top < SIZE[1] - 1)
    rows, columns, x, y, left, top = (v[kept] for v in (rows, columns, x, y, left, top))
    four = np.stack([after.rest[top + j, left + i] for j in (0, 1) for i in (0, 1)])
    u, v = x - left, y - top
    shares = np.stack([(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v])
    there = (four * shares[..., None]).sum(0)
    smooth = np.ptp(four, axis=0).max(-1) < 0.08  # all four on the same surface; NaN outside is not
    here = now.rest[rows, columns]
    apart = np.linalg.norm(here - there, axis=-1)[smooth]
    assert smooth.mean() > 0.5
    assert np.median(apart) < 0.004  # heads; a pixel is about 0.02
    assert (apart < 0.02).mean() > 0.95
    still = np.linalg.norm(here - np.nan_to_num(now.rest, nan=9.0)[np.clip(top, 0, None), left], axis=-1)
    assert np.median(still) > np.median(apart)


@pytest.mark.parametrize("scene", FIGURES + FACES, ids=lambda s: f"{s[0]}-{s[1]}-{s[4]}")
def test_tags_agree_with_the_masks(stage: _Set, scene: tuple) -> None:
    found = stage.scene(*scene)
    tags, part = found.labels["tags"], found.now.part
    count = np.bincount(part.ravel(), minlength=256)
    classes = np.bincount(CLASS_OF[part].ravel(), minlength=len(CLASSES))
    for name, n in zip(CLASSES[1:], classes[1:], strict=True):
        assert (name in tags["seen"]) == (n >= 0.0005 * part.size), name
    for side in ("left", "right"):
        members = [Part[f"{side.upper()}_{n}"] for n in ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT")]
        if side in tags["eyes_seen"]:
            assert count[members].sum() >= 6
    facing = abs(tags["face_yaw"]) < 40 and scene[2] != "full"
    worn = tags["accessories"]
    for word, piece in (("glasses", Part.GLASSES), ("cat ears", Part.ANIMAL_EARS)):
        if facing:
            assert (count[piece] > 3) == (word in worn), word
    if scene[2] == "full":
        legs = count[[Part.LEFT_TROUSER, Part.RIGHT_TROUSER]].sum()
        assert (legs > 0) or tags["bottom"] not in ("trousers", "shorts")
        assert count[[Part.LEFT_SHOE, Part.RIGHT_SHOE]].sum() > 0
    assert tags["expression"] == scene[4] and tags["framing"] == scene[2]


def test_characters_by_chance_are_without_fault(cast: list[dict[str, Any]]) -> None:
    assert [(r["seed"], r["faults"]) for r in cast if r["faults"]] == []
    assert len({r["silhouette"] for r in cast}) == len(cast)
    assert alike(cast) == []
    table = tag_table(cast)
    assert {"hair_color", "outfit", "framing", "pose group"} <= set(table)
    assert all(": " in sentence for sentence in beyond(table))


def test_words_for_hair_and_clothes_name_parts_that_exist(cast: list[dict[str, Any]]) -> None:
    tails = {"ponytail", "low_tail", "twin_tails", "side_tail"}
    words = {"glasses": Part.GLASSES, "cat ears": Part.ANIMAL_EARS, "beret": Part.HAT, "straw hat": Part.HAT}
    met = set()
    for row in cast:
        parts, tags = set(row["parts"]), row["tags"]
        style, worn = tags["hair_style"], tags["accessories"]
        assert style not in tails or Part.HAIR_TAIL in parts, (row["seed"], style)
        assert (Part.HAIR_AHOGE in parts) == (tags["ahoge"] == "yes"), row["seed"]
        for word, part in words.items():
            assert word not in worn or part in parts, (row["seed"], word)
        assert (Part.GLASSES in parts) == bool({"glasses", "sunglasses", "goggles"} & set(worn)), row["seed"]
        assert (Part.LEFT_TROUSER in parts) or tags["bottom"] not in ("trousers", "shorts"), row["seed"]
        met |= {style, *worn}
    assert met & tails and "glasses" in met


def test_twins_and_frequent_words_are_found() -> None:
    row = {"silhouette": "/////w==", "area": [0, 9, *[0] * (len(CLASSES) - 2)]}
    row["colors"] = [[90, 80, 70]] * len(CLASSES)
    other = {**row, "colors": [[90, 80, 200]] * len(CLASSES)}
    rows = [{"seed": i, **r} for i, r in enumerate((row, other, row))]
    assert [pair[:2] for pair in alike(rows)] == [(0, 2)]
    table = {"shoes": {"boots": 0.7, "pumps": 0.2, "loafers": 0.097, "sneakers": 0.003}, "age": {"teen": 0.9}}
    assert beyond(table) == ["shoes: boots 70.0 %", "shoes: sneakers 0.3 %"]


def test_every_pose_has_a_group() -> None:
    assert set(GROUPS) == {*NAMED, "free", "between"}
