"""Hair: every kind and every fringe is sound, sits on the skull, leaves the face open, and falls."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from train.factory.body.body import Body
from train.factory.body.bones import BONE
from train.factory.face.face import draw_face
from train.factory.face.head import Head, build_head
from train.factory.geometry.mesh import outward
from train.factory.hair.fall import Fall, away, upright
from train.factory.hair.fringes import FRINGES
from train.factory.hair.hair import HAIRS, UP, Hair, HairSpec, build_hair, draw_hair, length_of
from train.factory.hair.kinds import ACCESSORIES, BANDS, DYES, KINDS
from train.factory.hair.strands import SECTION
from train.factory.hair.texture import LANES, clump_uv, strands
from train.factory.holdout import HELD_OUT
from train.factory.palette import Palette, draw_palette
from train.factory.parts import Part
from train.factory.poses.stance import BASIC, relaxed
from train.factory.seeds import Draw, draw_traits


@cache
def _base() -> tuple[Palette, Head, Body]:
    draw = Draw(3)
    traits = draw_traits(draw)
    body = Body(traits.proportions)
    palette = draw_palette(draw, traits)
    return palette, build_head(draw_face(draw, traits), palette, body), body


def _spec(kind: str, fringe: str = "messy", **changes: object) -> HairSpec:
    tips = -1.0 if kind in UP else KINDS[kind].tip
    spec = HairSpec(kind, fringe, 0.45, 0.5, "short", 0.15, tips, 0.5, True, "some", 7)
    return replace(spec, **changes)  # type: ignore[arg-type]


@cache
def _build(kind: str, fringe: str = "messy", sides: str = "short") -> Hair:
    palette, head, body = _base()
    return build_hair(_spec(kind, fringe, sides=sides), palette, head, body)


FRINGE_OF = {kind: list(FRINGES)[i % len(FRINGES)] for i, kind in enumerate(HAIRS)}
"""For each kind a fringe, so that every fringe comes several times."""


@pytest.mark.parametrize(("kind", "fringe"), FRINGE_OF.items())
def test_every_kind_and_every_fringe_is_sound(kind: str, fringe: str) -> None:
    hair = _build(kind, fringe)
    assert sum(len(m.positions) for m in hair.meshes) <= 14_000
    for mesh in hair.meshes:
        colors = np.array(mesh.colors)
        for values in (mesh.positions, mesh.normals, mesh.hull, colors, mesh.shine, mesh.weights):
            assert np.isfinite(np.asarray(values)).all(), mesh.name
        assert np.allclose(mesh.weights.sum(1), 1, atol=1e-5)
        assert ((colors >= 0) & (colors <= 1)).all()
        assert mesh.faces.max() < len(mesh.positions)


@pytest.mark.parametrize("kind", HAIRS)
def test_clumps_are_closed_and_face_outwards(kind: str) -> None:
    for mesh in _build(kind).meshes:
        if mesh.name == "cap":
            continue
        edges = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), 1)
        assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all(), mesh.name
        if mesh.name == "ornament":
            assert outward(mesh.positions - mesh.positions.mean(0), mesh.faces) > 0
            continue
        k = len(mesh.positions)
        clump = np.zeros(k, int)
        clump[mesh.faces] = mesh.faces[:, :1] // _rings(mesh.faces, k)
        wrong = 0
        for number in np.unique(clump):
            own = mesh.faces[clump[mesh.faces[:, 0]] == number]
            middle = mesh.positions[np.unique(own)].mean(0)
            wrong += outward(mesh.positions - middle, own) <= 0
        assert wrong == 0, mesh.name


def _rings(faces: np.ndarray, n: int) -> int:
    """Vertices of each clump: the first vertex that no face joins to vertex 0's clump."""
    highest = np.zeros(n, int)
    np.maximum.at(highest, faces.min(1), faces.max(1))
    reach = np.maximum.accumulate(highest)
    breaks = np.flatnonzero(reach[: n - 1] <= np.arange(n - 1))
    whole = breaks[breaks >= len(SECTION)]
    return int(whole[0]) + 1 if len(whole) else n


@pytest.mark.parametrize("kind", HAIRS)
def test_no_bald_skull(kind: str) -> None:
    """Hair lies over the skull everywhere above the hairline: seen from far, some hair is farther out."""
    _, head, _ = _base()
    points = np.concatenate([m.positions for m in _build(kind).meshes])
    ball = (points - head.center) / head.radii
    far = np.linalg.norm(ball, axis=1)
    d = ball / far[:, None]
    rng = np.random.default_rng(1)
    looks = rng.normal(size=(600, 3))
    looks /= np.linalg.norm(looks, axis=1, keepdims=True)
    bald = looks[(looks[:, 1] > 0.62) | ((looks[:, 2] < -0.3) & (looks[:, 1] > -0.55))]
    near = (bald @ d.T) > np.cos(np.radians(7))
    assert np.where(near, far[None], 0).max(1).min() > 0.995


@pytest.mark.parametrize(("kind", "sides"), [("crop", "short"), ("long", "long"), ("twin_tails", "hime")])
@pytest.mark.parametrize("fringe", FRINGES)
def test_the_face_stays_open(kind: str, sides: str, fringe: str) -> None:
    """Nothing before nose, mouth and cheeks, and only points of a fringe before the inner eyes."""
    _, _, body = _base()
    half = 0.09 if fringe == "over_eye" else 0.22
    for mesh in _build(kind, fringe, sides).meshes:
        p = mesh.positions - (0, body.proportions.chin, 0)
        before = (p[:, 2] > 0.1) & (p[:, 1] > 0.0)
        assert not (before & (np.abs(p[:, 0]) < half) & (p[:, 1] < 0.30)).any(), mesh.name


def test_the_same_seed_has_the_same_hair() -> None:
    palette, head, body = _base()
    one, two = (build_hair(_spec("long"), palette, head, body) for _ in range(2))
    other = build_hair(_spec("long", chance=8), palette, head, body)
    for a, b in zip(one.meshes, two.meshes, strict=True):
        assert np.array_equal(a.positions, b.positions) and np.array_equal(a.colors, b.colors)
    assert not np.array_equal(one.meshes[1].positions, other.meshes[1].positions)


def test_draws_are_various_and_tagged() -> None:
    """Over 1,000 seeds no word of a tag is too common or too rare."""
    specs = []
    for seed in range(1000):
        draw = Draw(seed)
        specs.append(draw_hair(draw, draw_traits(draw)))
    words = {name: [getattr(s, name) for s in specs] for name in ("kind", "fringe", "band")}
    words["length"] = [length_of(s) for s in specs]
    for name, values in words.items():
        _, counts = np.unique(values, return_counts=True)
        assert len(counts) >= 4 and counts.min() >= 5 and counts.max() <= 400, name
    assert {s.dye for s in specs} == set(DYES)
    ornaments = [word for s in specs for word in s.ornaments]
    assert all(0.005 <= ornaments.count(word) / len(specs) <= 0.4 for word in ACCESSORIES)
    assert set(words["kind"]) == set(HAIRS) - set(HELD_OUT["hair"])
    assert set(words["length"]) == {"short", "medium", "long", "very long"}
    assert _build("long").tags["hair_length"] == "long"


@pytest.mark.parametrize("hat", ["beret", "straw"])
@pytest.mark.parametrize("kind", ["spiky", "long", "ponytail", "twin_tails", "half_up"])
def test_hats_sit_on_the_hair(kind: str, hat: str) -> None:
    """Nothing stands out of a hat's crown, and the hair stays outside the skull."""
    palette, head, body = _base()
    hair = build_hair(_spec(kind, tie=1.0), palette, head, body, hat)
    points = np.concatenate([m.positions for m in hair.meshes]) - head.center
    high = points[points[:, 1] > 0.33]
    assert len(high) and np.hypot(high[:, 0], high[:, 2]).max() < 0.60
    assert points[:, 1].max() < 0.66
    assert "ahoge" not in {m.name for m in hair.meshes} and hair.tags["ahoge"] == "no"


def test_kinds_of_highlight() -> None:
    palette, head, body = _base()
    for number, band in enumerate(BANDS):
        hair = build_hair(_spec("long", band=band), palette, head, body)
        shine = np.concatenate([m.shine for m in hair.meshes if m.name != "cap" and m.shine is not None])
        lit = shine[:, 1] > 0
        assert lit.any() == (band != "none")
        if lit.any():
            assert (np.round(shine[:, 0] / 4) == number).all(), band


def test_tails_stream_behind_who_runs() -> None:
    palette, head, body = _base()
    hair = build_hair(_spec("ponytail"), palette, head, body)
    mesh = next(m for m in hair.meshes if m.name == "tail0")
    assert mesh.deform is not None
    behind = []
    for stance in ("stand", "run"):
        frames = body.skeleton.pose(BASIC[stance])
        posed = mesh.deform(mesh.positions, frames)
        lowest = posed[np.argsort(posed[:, 1])[:40]]
        behind.append(frames.joint("head")[2] - lowest[:, 2].mean())
    assert behind[1] > behind[0] + 0.1


def test_long_hair_hangs_when_the_head_nods() -> None:
    palette, head, body = _base()
    hair = build_hair(_spec("long"), palette, head, body)
    mesh = next(m for m in hair.meshes if m.name == "back")
    frames = body.skeleton.pose(relaxed(head=30, neck=10))
    assert isinstance(mesh.deform, Fall)
    posed = mesh.deform(mesh.positions, frames)
    assert np.array_equal(posed, mesh.deform(mesh.positions, frames))
    stiff = frames.carry("head", mesh.positions)
    low = mesh.positions[:, 1] < body.proportions.chin - 0.8
    center = frames.joint("head")
    # stuck to the head the ends would swing far behind; they hang nearer to the body
    assert np.abs(posed[low, 2] - center[2]).mean() < 0.75 * np.abs(stiff[low, 2] - center[2]).mean()
    crown = mesh.positions[:, 1] > body.proportions.chin + 0.75
    assert np.abs(posed[crown] - stiff[crown]).max() < 1e-4


@pytest.mark.parametrize("stance", ["stand", "run", "arms_up"])
def test_hair_keeps_out_of_the_trunk(stance: str) -> None:
    from train.factory.body.collide import TRUNK, cones

    _, _, body = _base()
    frames = body.skeleton.pose(BASIC[stance])
    trunk = cones(body.proportions, frames).some(TRUNK[:4])
    for mesh in _build("long").meshes:
        if mesh.deform is None:
            continue
        p = mesh.deform(mesh.positions, frames)
        inside = np.zeros(len(p), bool)
        for a, b, ra, rb in zip(trunk.a, trunk.b, trunk.ra, trunk.rb, strict=True):
            t = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
            inside |= np.linalg.norm(p - a - t[:, None] * (b - a), axis=1) < 0.9 * (ra + (rb - ra) * t)
        assert inside.mean() < 0.02, mesh.name


def test_upright_keeps_only_the_turn() -> None:
    c, s = np.cos(0.7), np.sin(0.7)
    turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    nod = np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    assert np.allclose(upright(turn), turn)
    assert np.allclose(upright(nod), np.eye(3), atol=1e-9)


def test_parts_of_hair() -> None:
    parts = {int(p) for kind in HAIRS for m in _build(kind).meshes for p in np.unique(m.part)}
    hair = {Part.HAIR_FRONT, Part.HAIR_SIDE, Part.HAIR_BACK, Part.HAIR_TAIL, Part.HAIR_AHOGE}
    assert parts == {*map(int, hair), int(Part.HAIR_ORNAMENT)}


@pytest.mark.parametrize("word", ACCESSORIES)
@pytest.mark.parametrize("kind", ["bob", "ponytail", "braids", "bun", "spiky"])
def test_ornaments_sit_on_the_hair(kind: str, word: str) -> None:
    """What is said to be worn is there, near the hair, in the ornament's part; a hat drops what it covers."""
    palette, head, body = _base()
    plain, worn = (build_hair(_spec(kind, ornaments=w), palette, head, body) for w in ((), (word,)))
    new = [m for m in worn.meshes if m.name == "ornament"][
        len([m for m in plain.meshes if m.name == "ornament"]) :
    ]
    assert bool(worn.words) == bool(new) or word == "scrunchie"
    assert set(worn.words) <= {word} and not plain.words
    hair = np.concatenate([m.positions for m in worn.meshes if m.name != "ornament"])
    for mesh in new:
        assert (np.asarray(mesh.part) == Part.HAIR_ORNAMENT).all() and np.isfinite(mesh.positions).all()
        middle = mesh.positions.mean(0)
        assert np.linalg.norm(hair - middle, axis=1).min() < 0.32
        assert mesh.positions[:, 1].max() < head.center[1] + 1.1
    hatted = build_hair(_spec(kind, ornaments=(word,)), palette, head, body, "straw")
    if word in ("hairband", "tiara", "hair clip", "hair flower"):
        assert not hatted.words


def test_colors_go_where_the_dye_says() -> None:
    """Tips, halves, fringe and inner layer take the second color, and only they do."""
    palette, head, body = _base()
    red = (0.8, 0.2, 0.2)
    palette = replace(palette, hair=red, hair_tip=red, streak=red, dye=(0.1, 0.3, 0.9))

    def blue(dye: str, name: str) -> tuple[np.ndarray, np.ndarray]:
        hair = build_hair(_spec("long", dye=dye, streaks="some"), palette, head, body)
        mesh = next(m for m in hair.meshes if m.name == name)
        colors = np.asarray(mesh.colors)
        return colors[:, 2] > colors[:, 0], mesh.positions - head.center

    for name in ("fringe", "back"):
        assert not blue("none", name)[0].any()
    mask, _ = blue("fringe", "fringe")
    assert mask.all() and not blue("fringe", "back")[0].any()
    mask, p = blue("split", "back")
    assert mask[p[:, 0] > 0.25].all() and not mask[p[:, 0] < -0.25].any()
    mask, p = blue("tips", "back")
    assert mask[p[:, 1] < -1.7].mean() > 0.9 and not mask[p[:, 1] > 0].any()
    assert 0.1 < blue("inner", "back")[0].mean() < 0.7 and 0.02 < blue("streaks", "back")[0].mean() < 0.6


def test_shaved_hair_shows_skin() -> None:
    palette, head, body = _base()
    palette = replace(palette, hair=(0.1, 0.1, 0.1), skin=(0.95, 0.85, 0.78))
    hair = build_hair(_spec("undercut"), palette, head, body)
    cap = next(m for m in hair.meshes if m.name == "cap")
    light = np.asarray(cap.colors).sum(1)
    low = cap.positions[:, 1] < body.proportions.chin + 0.6
    assert light[low].min() > light[cap.positions[:, 1] > body.proportions.chin + 0.8].max() + 0.3


def test_braids_move_as_one() -> None:
    """A braid keeps its thickness, bends at no lobe, and falls with the head bent."""
    palette, head, body = _base()
    hair = build_hair(_spec("braid"), palette, head, body)
    mesh = next(m for m in hair.meshes if m.name == "tail0")
    for stance in ("stand", "run", "arms_up"):
        assert mesh.deform is not None
        posed = mesh.deform(mesh.positions, body.skeleton.pose(BASIC[stance]))
        before = np.linalg.norm(np.diff(mesh.positions, axis=0), axis=1)
        after = np.linalg.norm(np.diff(posed, axis=0), axis=1)
        short = before < 0.05
        assert np.abs(after - before)[short].max() < 0.05
    assert mesh.deform is not None
    posed = mesh.deform(mesh.positions, body.skeleton.pose(relaxed(head=45, neck=20)))
    lowest = posed[np.argsort(posed[:, 1])[:30]]
    assert np.isfinite(posed).all() and lowest[:, 1].mean() < body.proportions.chin - 0.4


def test_hair_on_the_floor_leads_away_from_who_lies() -> None:
    _, _, body = _base()
    lying = body.skeleton.pose(relaxed(hips=(-88, 0, 0)))
    up = lying.turns[BONE["upperChest"]][:, 1]
    assert away(lying) @ up > 0.8
    standing = body.skeleton.pose(BASIC["stand"])
    assert away(standing)[2] < -0.9 and abs(away(standing)[1]) < 1e-6


def test_painted_strands() -> None:
    """The texture leaves the vertex colors' brightness as it is on the whole, with some ink."""
    material = strands()
    assert material.texture is not None and material.lines is not None
    assert 225 < material.texture[..., :3].mean() < 252
    assert 0.01 < (material.lines > 60).mean() < 0.2
    uv = clump_uv(np.array([-1.0, 0.0, 1.0]), np.array([0.0, 0.5, 1.0]), np.array([0, 3, LANES]))
    assert ((uv > 0) & (uv < 1)).all()
