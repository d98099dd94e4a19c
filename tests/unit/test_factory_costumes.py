"""Costumes: every family on small and tall bodies, in budget, with known words; riders and held-out kinds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from train.factory.body.body import Body
from train.factory.body.skeleton import Proportions
from train.factory.character import draw_character
from train.factory.clothes.costume import Costumes
from train.factory.clothes.frills import trunk_ruffle
from train.factory.clothes.outfit import ACCESSORIES, BOTTOMS, SHOES, TOPS, build_outfit
from train.factory.clothes.plans import COSTUMES, PLANS
from train.factory.clothes.round_cloth import Round
from train.factory.clothes.skirt_riders import Draped, Ride
from train.factory.face.head import build_head
from train.factory.holdout import HELD_OUT, novelty_of
from train.factory.parts import Part
from train.factory.poses.stance import BASIC

SPEC = draw_character(0)
CHIBI, TALL = Body(Proportions(heads=3.1)), Body(Proportions(heads=7.4, chest=0.8))
HEADS = {id(body): build_head(SPEC.face, SPEC.palette, body) for body in (CHIBI, TALL)}
GLOVES = (int(Part.LEFT_GLOVE), int(Part.RIGHT_GLOVE))
LIMIT = 15_200


def worn(kind: str, body: Body, variant: float, legs: str):
    """A costume with chosen chances."""
    spec = replace(SPEC.outfit, kind=kind, variant=variant, legs=legs, shoe="loafers", legwear="socks")
    return build_outfit(spec, SPEC.palette, body, HEADS[id(body)])


@pytest.mark.parametrize("body", [CHIBI, TALL], ids=["chibi", "tall"])
@pytest.mark.parametrize("kind", COSTUMES)
def test_every_costume_fits_every_body(kind: str, body: Body) -> None:
    for variant, legs, stance in ((0.13, "skirt", "sit"), (0.71, "trousers", "run")):
        frames = body.skeleton.pose(BASIC[stance])
        outfit = worn(kind, body, variant, legs)
        # gloves take the place of hands
        size = sum(len(m.positions) for m in outfit.meshes if int(np.ravel(m.part)[0]) not in GLOVES)
        assert size < LIMIT, variant
        for mesh in outfit.meshes:
            assert np.isfinite(mesh.positions).all(), mesh.name
            assert np.isfinite(np.asarray(mesh.normals)).all(), mesh.name
            assert np.allclose(mesh.weights.sum(1), 1, atol=1e-4), mesh.name
            assert mesh.positions[:, 1].min() > -0.03, mesh.name
            if mesh.deform is not None:
                moved = mesh.deform(mesh.positions, frames)
                assert np.isfinite(moved).all() and moved.shape == mesh.positions.shape, mesh.name
        if kind not in HELD_OUT["outfit"]:  # whose words training does not know
            assert outfit.tags["top"] in TOPS and outfit.tags["shoes"] in SHOES
            assert outfit.tags["bottom"] in BOTTOMS
            assert set(outfit.tags["accessories"]) <= set(ACCESSORIES)


def test_costumes_vary() -> None:
    for kind in COSTUMES:
        looks = set()
        for variant in (0.05, 0.31, 0.77):
            meshes = worn(kind, TALL, variant, "skirt").meshes
            size = round(float(sum(m.positions.sum() for m in meshes)), 2)
            looks.add((tuple(sorted({m.name for m in meshes})), size))
            if len(looks) > 1:
                break
        assert len(looks) > 1, kind


def test_held_out_costumes_come_only_to_odd_test_seeds() -> None:
    assert {"knight", "idol"} <= set(HELD_OUT["outfit"]) & set(COSTUMES)
    seen = {draw_character(s).outfit.kind for s in range(60)}
    assert not seen & set(HELD_OUT["outfit"])
    seeds = [s for s in range(900_001, 900_121, 2) if novelty_of(s) == "outfit"]
    assert {draw_character(s).outfit.kind for s in seeds} <= set(HELD_OUT["outfit"])
    assert all(0.012 <= PLANS[kind].weight <= 0.05 for kind in COSTUMES)


@pytest.mark.parametrize("stance", ["sit", "run"])
def test_riders_stay_on_their_skirt(stance: str) -> None:
    outfit = worn("maid", TALL, 0.3, "skirt")
    frames = TALL.skeleton.pose(BASIC[stance])
    riders = [m for m in outfit.meshes if isinstance(m.deform, Ride)]
    assert riders
    for mesh in riders:
        ride = mesh.deform
        assert isinstance(ride, Ride) and isinstance(ride.track.hang, Draped)
        cloth = ride.track.grid(frames).reshape(-1, 3)
        moved = ride(mesh.positions, frames)
        away = np.linalg.norm(moved[::7, None] - cloth[None, ::3], axis=2).min(1)
        assert away.max() < 0.35, mesh.name


def test_a_skirt_is_draped_once_for_all_its_riders() -> None:
    outfit = worn("maid", TALL, 0.3, "skirt")
    skirt = next(m for m in outfit.meshes if m.name == "skirt")
    ride = next(m.deform for m in outfit.meshes if isinstance(m.deform, Ride))
    frames = TALL.skeleton.pose(BASIC["sit"])
    assert isinstance(ride.track.hang, Draped) and ride.track.hang.found(frames) is None
    assert skirt.deform is not None
    skirt.deform(skirt.positions, frames)
    assert ride.track.hang.found(frames) is not None


def test_a_round_picture_knows_left_and_cuts_hems() -> None:
    picture = Round((1.0, 1.0, 1.0), girth=4.0, length=1.0, width=360)
    picture.fill([(40, 0.2), (60, 0.2), (60, 0.4), (40, 0.4)], (1.0, 0.0, 0.0))
    picture.hem([(-180, 0.8), (0, 0.5), (180, 0.8)])
    texture = picture.material().texture
    assert texture is not None
    high, wide = texture.shape[:2]
    red = np.nonzero((texture[..., 1] < 90) & (texture[..., 0] > 200) & (texture[..., 3] > 200))
    assert red[1].max() < wide // 2  # the character's left lies before the middle
    assert texture[int(0.7 * high), wide // 2, 3] == 0 and texture[int(0.7 * high), 3, 3] == 255


def test_a_ruffle_is_a_closed_strip_that_looks_outwards() -> None:
    mesh = trunk_ruffle(TALL, 5.1, 0.05, 0.1, (1.0, 1.0, 1.0))
    edges = np.sort(np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]], mesh.faces[:, [2, 0]]]), 1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 2).all()


def test_all_families_have_a_builder() -> None:
    from importlib import import_module

    for kind, plan in COSTUMES.items():
        builder = import_module(f"train.factory.clothes.families.{plan.builder}").Builder
        assert issubclass(builder, Costumes) and hasattr(builder, f"_{kind}_family")
