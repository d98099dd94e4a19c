"""Pieces of clothes, each by itself: necks, sleeves, collars, closings, hems, layers, prints, shoes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import skia

from train.factory.body.body import Body
from train.factory.body.skeleton import Proportions
from train.factory.character import draw_character
from train.factory.clothes.collars import lay, strap
from train.factory.clothes.layers import Layers
from train.factory.clothes.leg_cloth import LegLook, leg_cloth
from train.factory.clothes.motifs import MOTIFS, motif
from train.factory.clothes.outfit import SHOE_WORDS, SHOES, build_outfit
from train.factory.clothes.plans import PLANS
from train.factory.clothes.prints import PRINTS, lay_print
from train.factory.clothes.sleeves import SLEEVES
from train.factory.clothes.tones import TONES, toned
from train.factory.clothes.top_details import NECKS, Top
from train.factory.face.head import build_head
from train.factory.geometry.mesh import Mesh
from train.factory.geometry.textures import Atlas, around_pattern
from train.factory.holdout import HELD_OUT
from train.factory.palette import to_lch
from train.factory.poses.stance import BASIC

SPEC = draw_character(0)
BODY = Body(Proportions(heads=6.2, chest=0.5))
CHIBI = Body(Proportions(heads=3.1))
HEADS = {id(b): build_head(SPEC.face, SPEC.palette, b) for b in (BODY, CHIBI)}


def wardrobe(body: Body = BODY, **more) -> Layers:
    """A wardrobe to call pieces of."""
    return Layers(replace(SPEC.outfit, **more), SPEC.palette, body, HEADS[id(body)])


def check(meshes: list[Mesh], body: Body) -> None:
    """Meshes are whole at rest and with lifted arms."""
    assert meshes
    frames = body.skeleton.pose(BASIC["arms_up"])
    for mesh in meshes:
        assert np.isfinite(mesh.positions).all(), mesh.name
        assert np.allclose(mesh.weights.sum(1), 1, atol=1e-4), mesh.name
        assert mesh.faces.max() < len(mesh.positions)
        if mesh.deform is not None:
            assert np.isfinite(mesh.deform(mesh.positions, frames)).all(), mesh.name


@pytest.mark.parametrize("body", [BODY, CHIBI], ids=["teen", "chibi"])
@pytest.mark.parametrize("sleeve", SLEEVES)
def test_every_sleeve(sleeve: str, body: Body) -> None:
    clothes = wardrobe(body)
    clothes.top(Top(sleeve=sleeve), (0.4, 0.5, 0.8))
    check(clothes.meshes, body)
    arms = [m for m in clothes.meshes if "sleeve" in m.name]
    assert len(arms) == (0 if sleeve == "none" else 2)
    covered = [c for c in clothes.covers if "Arm" in c.limb]
    assert all(c.high <= SLEEVES[sleeve].stop for c in covered)  # no skin is missing below a sleeve


@pytest.mark.parametrize("neck", [*NECKS, "open", "none"])
def test_every_neck(neck: str) -> None:
    clothes = wardrobe()
    clothes.top(Top(neck=neck), (0.9, 0.9, 0.9))
    trunk = next(m for m in clothes.meshes if m.name == "top")
    assert trunk.material.cutout == (neck != "none")


@pytest.mark.parametrize("body", [BODY, CHIBI], ids=["teen", "chibi"])
@pytest.mark.parametrize(
    "collar",
    ["shirt", "wide", "polo", "peter_pan", "frill", "lapel", "stand", "high", "turtle", "hood"],
)
def test_every_collar(collar: str, body: Body) -> None:
    plain, worn = wardrobe(body), wardrobe(body)
    plain.top(Top(), (0.5, 0.5, 0.5))
    worn.top(Top(collar=collar), (0.5, 0.5, 0.5))
    assert len(worn.meshes) == len(plain.meshes) + 1
    check(worn.meshes, body)
    chin = body.proportions.chin
    assert worn.meshes[-1].positions[:, 1].max() < chin + 0.25


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("closure", ["buttons", "snaps", "placket", "zip", "double", "lacing", "toggles", "wrap"]),
        ("pockets", ["chest", "two_chest", "flaps", "kangaroo", "patch", "slant", "cargo", "welt"]),
        ("hem", ["ribbed", "band", "scallop", "ragged", "asymmetrical"]),
        ("seams", ["darts", "yoke", "princess", "quilt"]),
    ],
)
def test_what_is_drawn_on_a_top_shows(field: str, kinds: list[str]) -> None:
    color = (0.35, 0.55, 0.75)
    clothes = wardrobe()
    plain = clothes.begin(Top(hem="none"), color).material.texture
    assert plain is not None
    for kind in kinds:
        cut = replace(Top(hem="none"), **{field: kind})
        drawn = clothes.begin(cut, color).material.texture
        assert drawn is not None
        changed = (np.abs(drawn.astype(int) - plain).max(-1) > 20).mean()
        assert 0.0008 < changed < 0.6, kind


def test_a_frilled_hem_is_a_mesh() -> None:
    clothes = wardrobe()
    clothes.top(Top(hem="frill"), (0.5, 0.5, 0.5))
    check([m for m in clothes.meshes if m.name == "hem frill"], BODY)


@pytest.mark.parametrize("body", [BODY, CHIBI], ids=["teen", "chibi"])
@pytest.mark.parametrize("layer", ["open_shirt", "cardigan", "vest", "waist_sweater", "shawl", "suspenders"])
def test_every_layer(layer: str, body: Body) -> None:
    clothes = wardrobe(body, layer=layer)
    clothes.layer()
    check(clothes.meshes, body)


def test_apron_and_bib() -> None:
    clothes = wardrobe()
    clothes.apron((0.3, 0.3, 0.4), frill=True)
    clothes.bib((0.3, 0.4, 0.6))
    check(clothes.meshes, BODY)
    apron = next(m for m in clothes.meshes if m.name == "apron")
    assert apron.material.texture is not None
    middle = len(apron.material.texture) // 2
    assert (apron.material.texture[:middle, 0, 3] == 0).all()  # it is open behind


@pytest.mark.parametrize("kind", PRINTS)
def test_every_print_shows_and_repeats(kind: str) -> None:
    surface = skia.Surface(300, 300)
    canvas = surface.getCanvas()
    canvas.scale(150, 150)
    lay_print(canvas, kind, (0.2, 0.3, 0.5), (0.95, 0.9, 0.8), (0.8, 0.2, 0.2))
    picture = np.array(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))
    assert picture[..., :3].astype(int).std(axis=(0, 1)).max() > 3
    material = around_pattern(kind, (0.2, 0.3, 0.5), (0.9, 0.9, 0.8), (0.8, 0.2, 0.2), repeats=8)
    assert material.texture is not None


@pytest.mark.parametrize("kind", MOTIFS)
def test_every_motif(kind: str) -> None:
    atlas = Atlas(5.2, 4.0, (1.0, 1.0, 1.0))
    motif(atlas, kind, (0.8, 0.1, 0.1), (0.1, 0.1, 0.1), turn=0.4)
    texture = atlas.material.texture
    assert texture is not None
    assert 0.002 < (texture[:, : atlas.half, 1] < 128).mean() < 0.4


def test_legs_are_each_others_mirror() -> None:
    for kind in ("plain", "jeans", "cargo", "track", "patched", "ripped", "piping"):
        both = leg_cloth((0.2, 0.3, 0.6), LegLook(kind, second=(1.0, 1.0, 1.0)), stop=1.96)
        left, right = (both[s].texture for s in ("left", "right"))
        assert left is not None and right is not None
        assert np.array_equal(left, right[:, ::-1])


@pytest.mark.parametrize("shoe", [*SHOES, *SHOE_WORDS, "low_boots"])
def test_every_shoe(shoe: str) -> None:
    spec = replace(SPEC.outfit, kind="tee", shoe=shoe, legs="shorts", sock=1.4)
    outfit = build_outfit(spec, SPEC.palette, BODY, HEADS[id(BODY)])
    shoes = [m for m in outfit.meshes if "shoe" in m.name]
    assert len(shoes) == (0 if shoe == "barefoot" else 2)
    hidden = {c.limb for c in outfit.covers if "Foot" in c.limb}
    assert bool(hidden) == (shoe not in ("barefoot", "sandals", "geta"))


def test_places_on_the_trunk() -> None:
    points, shares, out = lay(BODY, np.array([0.0, np.pi]), np.array([4.6, 4.6]), 0.05)
    assert points[0, 2] < 0 < points[1, 2]  # behind, in front
    assert out[0, 2] < -0.8 and out[1, 2] > 0.8
    assert np.allclose(shares.sum(-1), 1, atol=1e-4)
    band = strap(BODY, [(np.pi, 4.9), (np.pi, 4.4), (np.pi - 0.5, 4.1)], (1.0, 1.0, 1.0), width=0.1)
    check([band], BODY)


@pytest.mark.parametrize("tone", TONES)
def test_tones_change_clothes_alone(tone: str) -> None:
    palette = toned(SPEC.palette, tone)
    for name in ("skin", "hair", "left_eye", "metal"):
        assert getattr(palette, name) == getattr(SPEC.palette, name)
    if tone == "pastel":
        assert to_lch(palette.main)[0] > 0.8
    if tone == "dark":
        assert to_lch(palette.main)[0] < 0.35


def test_families_are_drawn_often_enough() -> None:
    known = {n: p for n, p in PLANS.items() if n not in HELD_OUT["outfit"]}
    girls = sum(p.weight * p.girls for p in known.values())
    boys = sum(p.weight * p.boys for p in known.values())
    for name, plan in known.items():
        share = 0.68 * plan.weight * plan.girls / girls + 0.32 * plan.weight * plan.boys / boys
        assert 0.012 < share < 0.07, name
