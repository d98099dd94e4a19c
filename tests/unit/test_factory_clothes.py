"""Clothes: every outfit on every body, skirts that keep legs out, labels and determinism."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.support import require
from train.factory.body.body import Body
from train.factory.body.collide import push
from train.factory.body.skeleton import Proportions
from train.factory.character import build_character, draw_character
from train.factory.cloth.cloth import Hang, Seat, seat
from train.factory.cloth.folds import Folded
from train.factory.clothes.legs import CUTS
from train.factory.clothes.outfit import ACCESSORIES, BOTTOMS, OUTFITS, SHOES, TOPS, build_outfit
from train.factory.clothes.plans import COSTUMES
from train.factory.face.head import build_head
from train.factory.geometry.loft import places
from train.factory.geometry.mesh import Mesh
from train.factory.geometry.textures import Atlas, path
from train.factory.holdout import HELD_OUT
from train.factory.parts import SKIN_PARTS, Part
from train.factory.poses.poses import named
from train.factory.poses.stance import BASIC

SPEC = draw_character(0)
CHIBI, TALL = Body(Proportions(heads=3.1)), Body(Proportions(heads=7.4, chest=0.8))
HEADS = {id(body): build_head(SPEC.face, SPEC.palette, body) for body in (CHIBI, TALL)}


def dressed(kind: str, body: Body, **more):
    """An outfit of a kind with chosen details."""
    spec = replace(SPEC.outfit, kind=kind, **more)
    return build_outfit(spec, SPEC.palette, body, HEADS[id(body)])


def _unfolded(mesh: Mesh) -> Mesh:
    """A mesh without its drawn folds."""
    folded = mesh.deform
    if not isinstance(folded, Folded):
        return mesh
    cloth = mesh.kept(mesh.faces.max(1) < folded.count)
    assert len(cloth.positions) == folded.count
    return replace(cloth, deform=folded.inner)


@pytest.mark.parametrize("body", [CHIBI, TALL], ids=["chibi", "tall"])
@pytest.mark.parametrize("kind", sorted(set(OUTFITS) - set(COSTUMES)))
def test_every_outfit_fits_every_body(kind: str, body: Body) -> None:
    choices = (("skirt", "pleats", "sit"), ("trousers", "wide", "run"), ("shorts", "slim", "kneel"))
    for legs, cut, stance in choices:
        frames = body.skeleton.pose(BASIC[stance])
        outfit = dressed(kind, body, legs=legs, cut=cut, sleeve="long")
        assert sum(len(m.positions) for m in outfit.meshes) < 14_000
        for mesh in outfit.meshes:
            assert np.isfinite(mesh.positions).all(), mesh.name
            assert mesh.normals is not None and np.isfinite(mesh.normals).all(), mesh.name
            assert np.allclose(mesh.weights.sum(1), 1, atol=1e-4), mesh.name
            assert mesh.faces.max() < len(mesh.positions)
            assert mesh.positions[:, 1].min() > -0.02, mesh.name
            if mesh.deform is not None:
                moved = mesh.deform(mesh.positions, frames)
                assert np.isfinite(moved).all() and moved.shape == mesh.positions.shape
        tags = outfit.tags
        assert tags["outfit"] == kind
        if kind not in HELD_OUT["outfit"]:
            assert tags["top"] in TOPS and tags["bottom"] in BOTTOMS and tags["shoes"] in SHOES
            assert set(tags["accessories"]) <= set(ACCESSORIES)


def test_a_skirt_at_rest_stays_as_it_was_cut() -> None:
    skirt = next(m for m in dressed("uniform", TALL, legs="skirt", cut="pleats").meshes if m.name == "skirt")
    still = TALL.skeleton.pose(BASIC["stand"])
    assert skirt.deform is not None
    moved = skirt.deform(skirt.positions, still)
    shift = np.linalg.norm(moved - skirt.positions - (still.joint("hips") - TALL.skeleton.rest[0]), axis=1)
    assert np.median(shift) < 0.03


@pytest.mark.parametrize("stance", ["sit", "run", "kneel"])
def test_no_thigh_comes_through_a_skirt(stance: str) -> None:
    skirt = next(m for m in dressed("uniform", TALL, legs="skirt", cut="pleats").meshes if m.name == "skirt")
    frames = TALL.skeleton.pose(BASIC[stance])
    skirt = _unfolded(skirt)
    assert isinstance(skirt.deform, Hang)
    # the deform reads only the band at the waist from the skinned mesh
    waist = frames.carry("hips", skirt.positions)
    moved = skirt.deform(waist, frames)
    shapes = seat(TALL, frames)
    free = moved[3 * skirt.deform.rest.shape[1] :]
    inside = np.linalg.norm(push(free, shapes, 0.0) - free, axis=1)
    assert (inside > 0.01).mean() < 0.005
    # and cloth does not stretch: the length from waist to hem is that of the rest
    grid = moved.reshape(skirt.deform.rest.shape)
    length = np.linalg.norm(np.diff(grid, axis=0), axis=-1).sum(0)
    cut = np.linalg.norm(np.diff(skirt.deform.rest, axis=0), axis=-1).sum(0)
    assert np.median(length / cut) == pytest.approx(1, abs=0.15)


def test_the_same_seed_wears_the_same() -> None:
    first, again = (build_outfit(SPEC.outfit, SPEC.palette, TALL, HEADS[id(TALL)]) for _ in range(2))
    assert [m.name for m in first.meshes] == [m.name for m in again.meshes]
    for a, b in zip(first.meshes, again.meshes, strict=True):
        assert np.array_equal(a.positions, b.positions) and np.array_equal(a.colors, b.colors)
        if a.material.texture is not None:
            assert b.material.texture is not None
            assert np.array_equal(a.material.texture, b.material.texture)


def test_seeds_wear_different_things() -> None:
    specs = [draw_character(seed).outfit for seed in range(120)]
    assert {s.kind for s in specs} <= set(OUTFITS) - set(HELD_OUT["outfit"])
    assert {s.legs for s in specs} == {"skirt", "trousers", "shorts"}
    assert len({(s.kind, s.legs, s.cut, s.shoe, s.neck, s.sleeve) for s in specs}) > 80


def test_an_atlas_paints_front_and_back_apart() -> None:
    atlas = Atlas(5.0, 4.0, (1.0, 1.0, 1.0), density=50)
    atlas.fill(path([(0.1, 4.8), (0.4, 4.8), (0.4, 4.6), (0.1, 4.6)]), (1.0, 0.0, 0.0), part=Part.NECKWEAR)
    atlas.hole(path([(-0.4, 4.4), (-0.1, 4.4), (-0.1, 4.2), (-0.4, 4.2)]), side="back")
    material = atlas.material
    assert material.texture is not None and material.parts is not None and material.cutout
    half = atlas.half
    y, x = np.nonzero(material.texture[..., 1] < 100)
    red = material.texture[y, x, 3] > 200
    assert (x[red] > half // 2).all() and (x[red] < half).all()  # the front, on the character's left
    assert (x[~red] > 1.5 * half).all()  # the back is seen from behind: its right is on the right
    assert set(np.unique(material.parts)) == {0, int(Part.NECKWEAR)}


def test_skin_stays_inside_when_sitting() -> None:
    pytest.importorskip("moderngl")
    from train.factory.render.camera import frame
    from train.factory.render.renderer import Renderer

    try:
        renderer = Renderer()
    except InputError as error:
        require("egl", False, str(error))
        raise
    outfit = replace(
        SPEC.outfit, kind="dress", legs="skirt", cut="flare", length=1.5, sleeve="long", sock=1.5
    )
    character = build_character(replace(SPEC, outfit=outfit))
    posed = character.pose(BASIC["sit"])
    loaded = renderer.load(character.figure)
    hips, knee = posed.frames.joint("leftUpperLeg"), posed.frames.joint("leftLowerLeg")
    for yaw in (0.0, 45.0, 90.0):
        camera = frame(posed.positions, posed.frames, yaw=yaw, pitch=15.0, size=(256, 384))
        part = renderer.render(loaded, posed, camera, passes=("part",)).part
        assert part is not None
        y, x = np.indices(part.shape)
        # from the hips nearly to the middle of the thigh only cloth, hands and forearms may be seen
        spots = camera.project(np.stack([hips + (knee - hips) * t for t in (0.05, 0.25, 0.45)]))
        near = np.zeros(part.shape, bool)
        for spot in spots:
            near |= np.hypot(x - spot[0], y - spot[1]) < 7
        legs = np.isin(part, [p for p in SKIN_PARTS if "LEG" in Part(p).name])
        assert legs[near].mean() < 0.005, yaw
    loaded.release()
    renderer.release()


@pytest.mark.parametrize("stance", ["sit", "squat", "sit_hugging_knees", "w_sit", "sit_crossed_floor"])
def test_a_short_skirt_covers_the_lap(stance: str) -> None:
    skirt = next(
        m
        for m in dressed("uniform", TALL, legs="skirt", cut="pleats", length=1.3).meshes
        if m.name == "skirt"
    )
    frames = TALL.skeleton.pose(named(stance))
    skirt = _unfolded(skirt)
    assert isinstance(skirt.deform, Hang)
    moved = skirt.deform(frames.carry("hips", skirt.positions), frames).reshape(skirt.deform.rest.shape)
    front = moved[:-2, np.abs(skirt.deform.angles - np.pi) < 1.0].reshape(-1, 3)
    # over each thigh, a third of its length down, there is cloth
    for side in ("left", "right"):
        hip, knee = frames.joint(side + "UpperLeg"), frames.joint(side + "LowerLeg")
        axis = (knee - hip) / np.linalg.norm(knee - hip)
        along = (front - hip) @ axis / np.linalg.norm(knee - hip)
        away = np.linalg.norm(front - hip - ((front - hip) @ axis)[:, None] * axis, axis=1)
        assert ((along > 0.28) & (away < 0.45)).any(), side


def test_the_seat_of_trousers_is_flat_when_sitting() -> None:
    seat_mesh = next(m for m in dressed("shirt", TALL, legs="trousers").meshes if m.name == "trousers")
    assert isinstance(seat_mesh.deform, Seat)
    standing = TALL.skeleton.pose(BASIC["stand"])
    assert np.array_equal(seat_mesh.deform(seat_mesh.positions, standing), seat_mesh.positions)
    frames = TALL.skeleton.pose(BASIC["sit"])
    p = frames.carry("hips", seat_mesh.positions).astype(np.float32)
    under = float(frames.joint("leftUpperLeg")[1]) - 0.33 * TALL.proportions.width
    assert seat_mesh.deform(p, frames)[:, 1].min() > under > p[:, 1].min()


@pytest.mark.parametrize("cut", CUTS)
def test_trouser_legs_have_smooth_outlines(cut: str) -> None:
    outfit = dressed("shirt", TALL, legs="trousers", cut=cut, shoe="loafers")
    leg = next(m for m in outfit.meshes if m.name == "left trouser")
    rings = _unfolded(leg).positions.reshape(-1, 21, 3)[:-2]
    for column in (5, 15):  # its sides
        x, y = rings[4:, column, 0], rings[4:, column, 1]
        share = (y[1:-1] - y[:-2]) / (y[2:] - y[:-2])
        # cloth breaks over the shoe, but in no saw of one row out, one row in
        assert np.abs(x[1:-1] - (x[:-2] * (1 - share) + x[2:] * share)).max() < 0.014


def test_places_are_dense_where_asked() -> None:
    t = places(-0.1, 2.0, 30, (1.0,))
    assert t[0] == pytest.approx(-0.1) and t[-1] == pytest.approx(2.0) and (np.diff(t) > 0).all()
    step = np.diff(t)
    assert step[np.argmin(np.abs(t[:-1] - 1.0))] < 0.5 * step[0]
