"""Folds open with the joints; sleeves, legs and skirts keep off the body and the ground; no state."""

from __future__ import annotations

import numpy as np
import pytest

from train.factory.body.body import Body
from train.factory.body.skeleton import Proportions
from train.factory.cloth.cloth import seat
from train.factory.cloth.fold_plans import key_of, leg_plan, sleeve_plan, trunk_plan
from train.factory.cloth.folds import DRIVERS, Folded, Grid, Stroke, drives, folded, with_ink
from train.factory.cloth.surroundings import trunk
from train.factory.clothes.legs import trousers
from train.factory.clothes.skirts import SkirtCut, skirt
from train.factory.clothes.tops import sleeves
from train.factory.geometry.mesh import Mesh
from train.factory.geometry.skinning import Figure
from train.factory.poses.poses import named
from train.factory.render.material import Material

BODY = Body(Proportions())
GRAY = (0.5, 0.5, 0.6)
KINDS = ("pleats", "box", "flare", "gather", "tiered", "handkerchief", "straight")


def _posed(mesh: Mesh, stance: str) -> np.ndarray:
    return Figure([mesh]).posed(BODY.skeleton.pose(named(stance))).positions


def _areas(mesh: Mesh, points: np.ndarray) -> float:
    """The area of all strokes of a mesh."""
    deform = mesh.deform
    assert isinstance(deform, Folded)
    faces = mesh.faces[mesh.faces.min(1) >= deform.count]
    a, b, c = (points[faces[:, i]] for i in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_joints_open_folds() -> None:
    still, sits, up = (drives(BODY.skeleton.pose(named(s))) for s in ("stand", "sit", "arms_up"))
    assert all(np.all((d >= 0) & (d <= 1)) for d in (still, sits, up))
    for side in ("left", "right"):
        assert sits[DRIVERS.index(side + "Knee")] > 0.8 > 0.1 > still[DRIVERS.index(side + "Knee")]
        assert sits[DRIVERS.index(side + "Hip")] > 0.7
        assert up[DRIVERS.index(side + "Raise")] > 0.9 > 0.2 > still[DRIVERS.index(side + "Raise")]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_bent_elbow_has_more_folds_than_a_straight_one(side: str) -> None:
    made = sleeves(BODY, 1.9, GRAY)
    mesh = next(m for m in made if m.name == f"{side} sleeve")
    assert _areas(mesh, _posed(mesh, "akimbo")) > 1.15 * _areas(mesh, _posed(mesh, "t_pose"))


def test_strokes_lie_on_the_outside_of_the_cloth() -> None:
    loft = BODY.leg("left", 0.0, 1.9, 0.05, rows=30, columns=20).hemmed(0.016)
    mesh = loft.mesh("legging", 3, colors=GRAY)
    strokes = [Stroke((0.4, a), (0.8, a + 0.5), least=1.0) for a in np.arange(0, 6.2, 0.7)]
    done = folded(mesh, Grid.of(loft), strokes, GRAY)
    count = len(mesh.positions)
    assert np.array_equal(done.positions[:count], mesh.positions)
    middle = loft.rings.mean(1)
    lines = done.positions[count:]
    axis = middle[np.abs(middle[:, None, 1] - lines[None, :, 1]).argmin(0)]
    rings = np.linalg.norm(loft.rings[:-2] - middle[:-2, None], axis=-1)
    assert np.linalg.norm((lines - axis)[:, [0, 2]], axis=1).min() > 0.9 * rings.min()
    one = done.faces[len(mesh.faces) :]
    a, b, c = (done.positions[one[:, i]] for i in range(3))
    normal = np.cross(b - a, c - a)
    out = (a + b + c) / 3 - middle[np.abs(middle[:, None, 1] - a[None, :, 1]).argmin(0)]
    big = np.linalg.norm(normal, axis=1) > 1e-6
    assert ((normal * out).sum(1)[big] > 0).mean() > 0.98


def test_ink_goes_to_the_line_pass_and_the_picture_stays() -> None:
    texture = np.random.default_rng(0).integers(0, 255, (96, 64, 4), np.uint8)
    more = with_ink(Material("cloth", texture))
    assert more.texture is not None and more.lines is not None and more.parts is not None
    assert np.array_equal(more.texture[:96], texture) and more.texture.shape[0] > 96
    assert more.lines[:96].max() == 0 and more.lines[-1, -1] == 255 and more.lines[-1, 0] == 0


def test_seeds_fold_differently_and_each_always_the_same() -> None:
    for plan in (
        lambda rng: sleeve_plan(rng, "left", 1.9, 0.4),
        lambda rng: leg_plan(rng, "left", 1.9, 0.4),
        lambda rng: trunk_plan(rng, 3.7),
    ):
        a, b, c = (plan(np.random.default_rng(s)) for s in (1, 1, 2))
        assert a == b != c
    assert key_of((0.1, 0.2, 0.3)) != key_of((0.1, 0.2, 0.31))


@pytest.mark.parametrize("stance", ["stand", "run", "sit", "kneel", "lie_on_back"])
def test_sleeves_and_trousers_stay_above_the_ground_and_out_of_the_trunk(stance: str) -> None:
    frames = BODY.skeleton.pose(named(stance))
    shapes = trunk(BODY, frames)
    for mesh in [*sleeves(BODY, 1.9, GRAY, kind="bell"), *trousers(BODY, "wide", GRAY)[0]]:
        points = _posed(mesh, stance)
        assert np.isfinite(points).all()
        if "trouser" in mesh.name and mesh.name != "trousers":
            assert points[:, 1].min() > -0.03
        if "sleeve" in mesh.name:
            assert isinstance(mesh.deform, Folded)
            tube = mesh.deform.inner
            free = points[: mesh.deform.count].reshape(-1, 21, 3)
            free = free[int(np.searchsorted(tube.along, 0.4)) :].reshape(-1, 3)  # type: ignore[union-attr]
            for a, b, r in zip(shapes.a, shapes.b, shapes.ra, strict=True):
                t = np.clip((free - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
                assert (np.linalg.norm(free - a - t[:, None] * (b - a), axis=1) < r - 0.02).mean() < 0.03


@pytest.mark.parametrize("kind", KINDS)
def test_skirts_of_all_cuts_keep_their_length_and_are_pure(kind: str) -> None:
    cut = SkirtCut(length=1.6, flare=0.4, kind=kind, pleats=16)
    mesh = skirt(BODY, cut, GRAY)
    first = {s: _posed(mesh, s) for s in ("stand", "run", "sit", "kneel")}
    hang = mesh.deform.inner  # type: ignore[union-attr]
    rows, columns = hang.rest.shape[:2]
    rest = np.linalg.norm(np.diff(hang.rest[:-2], axis=0), axis=-1).sum(0)
    for stance, points in first.items():
        assert np.isfinite(points).all() and points[:, 1].min() > -0.01
        grid = points[: rows * columns].reshape(rows, columns, 3)[:-2]
        length = np.linalg.norm(np.diff(grid, axis=0), axis=-1).sum(0)
        assert 0.85 < np.median(length / rest) < 1.25, stance
        assert np.array_equal(points, _posed(mesh, stance))


@pytest.mark.parametrize("stance", ["sit", "sprint", "kneel_one", "run"])
@pytest.mark.parametrize("length", [1.5, 3.2])
def test_no_thigh_through_long_and_short_skirts(stance: str, length: float) -> None:
    mesh = skirt(BODY, SkirtCut(length=length, flare=0.3, kind="flare"), GRAY)
    points = _posed(mesh, stance)
    hang = mesh.deform.inner  # type: ignore[union-attr]
    rows, columns = hang.rest.shape[:2]
    grid = points[: rows * columns].reshape(rows, columns, 3)[3:-2].reshape(-1, 3)
    shapes = seat(BODY, BODY.skeleton.pose(named(stance)))
    deep = []
    for a, b, ra, rb in zip(shapes.a, shapes.b, shapes.ra, shapes.rb, strict=True):
        t = np.clip((grid - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
        deep.append(ra + (rb - ra) * t - np.linalg.norm(grid - a - t[:, None] * (b - a), axis=1))
    assert (np.max(deep, 0) > 0.02).mean() < 0.01
