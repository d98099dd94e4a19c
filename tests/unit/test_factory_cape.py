"""Capes and other sheets keep their size, stay out of the body and above the ground, and forget nothing they
would have to remember."""

from __future__ import annotations

import numpy as np
import pytest

from train.factory.body.body import Body
from train.factory.body.skeleton import Proportions
from train.factory.cloth.cape import CAPES, cape, coat_tails, hanging_sleeves, ribbon_end
from train.factory.cloth.grid import sampled, spread
from train.factory.cloth.sheets import SheetCloth
from train.factory.cloth.surroundings import heading, stride, trunk
from train.factory.geometry.mesh import Mesh, outward
from train.factory.geometry.skinning import Figure
from train.factory.poses.poses import named

STANCES = ("stand", "walk", "run", "sit", "kneel", "arms_up", "lie_on_back", "bow")


@pytest.fixture(scope="module")
def body() -> Body:
    return Body(Proportions())


def _worn(body: Body) -> list[Mesh]:
    red = (0.6, 0.1, 0.2)
    back = np.array([0.0, body.proportions.y(4.1), -0.3])
    return [
        *(cape(body, cut, red) for cut in CAPES.values()),
        *coat_tails(body, red),
        *hanging_sleeves(body, red),
        ribbon_end(body, back, "spine", red, out=(0, 0, -1)),
    ]


def _posed(body: Body, meshes: list[Mesh], stance: str) -> list[np.ndarray]:
    posed = Figure(meshes).posed(body.skeleton.pose(named(stance)))
    return [posed.positions[rows] for rows in Figure(meshes).slices]


def test_resampling_keeps_lines_and_ends() -> None:
    for closed in (False, True):
        up, down = spread(31, 9, closed), sampled(31, 9, closed)
        assert np.allclose(up.sum(1), 1, atol=1e-5) and np.allclose(down.sum(1), 1)
    line = np.linspace(2, 5, 31)
    assert np.allclose(spread(31, 9) @ (sampled(31, 9) @ line), line, atol=1e-5)


def test_all_are_closed_shells_with_the_outside_out(body: Body) -> None:
    for mesh in _worn(body):
        assert np.isfinite(mesh.positions).all()
        assert outward(mesh.positions, mesh.faces) > 0, mesh.name


@pytest.mark.parametrize("stance", STANCES)
def test_nothing_below_the_ground_and_no_stretching(body: Body, stance: str) -> None:
    meshes = _worn(body)
    for mesh, points in zip(meshes, _posed(body, meshes, stance), strict=True):
        deform = mesh.deform
        assert isinstance(deform, SheetCloth)
        assert np.isfinite(points).all()
        rows, columns = deform.rest.shape[:2]
        grid = points.reshape(2, rows, columns, 3)[0]
        assert grid[1:, ..., 1].min() > 0, mesh.name
        length = np.linalg.norm(np.diff(grid, axis=0), axis=-1).sum(0)
        rest = np.linalg.norm(np.diff(deform.rest, axis=0), axis=-1).sum(0)
        most = np.percentile(length / rest, 90)
        assert most < 1.25, mesh.name


def test_the_same_stance_gives_the_same_cloth(body: Body) -> None:
    meshes = _worn(body)
    first = _posed(body, meshes, "run")
    _posed(body, meshes, "sit")
    for a, b in zip(first, _posed(body, meshes, "run"), strict=True):
        assert np.array_equal(a, b)


@pytest.mark.parametrize("stance", ("stand", "walk", "sit"))
def test_a_cape_lies_outside_of_the_back(body: Body, stance: str) -> None:
    mesh = cape(body, CAPES["cape"], (1, 0, 0))
    points = _posed(body, [mesh], stance)[0]
    frames = body.skeleton.pose(named(stance))
    shapes = trunk(body, frames)
    for a, b, r in zip(shapes.a, shapes.b, shapes.ra, strict=True):
        t = np.clip((points - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
        far = np.linalg.norm(points - a - t[:, None] * (b - a), axis=1)
        assert far.min() > r - 0.02


def test_who_runs_meets_the_air(body: Body) -> None:
    frames = {s: body.skeleton.pose(named(s)) for s in ("stand", "run", "sit", "kneel")}
    assert stride(frames["run"]) > 0.6 > 0.15 > max(stride(frames[s]) for s in ("stand", "sit", "kneel"))
    assert np.allclose(heading(frames["stand"])[:, 2], (0, 0, 1), atol=0.05)
    mesh = cape(body, CAPES["cape"], (1, 0, 0))
    hem = {}
    for name in ("stand", "run"):
        hips = frames[name].joint("hips")
        hem[name] = (_posed(body, [mesh], name)[0] - hips)[:, 2].min()
    assert hem["run"] < hem["stand"] - 0.2
