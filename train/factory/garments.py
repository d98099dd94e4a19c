"""Clothes: the body's own lofts, inflated, by families."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .body import Body, Cover
from .bones import SIDES, SKIN_BONE
from .hands import foot_rings
from .head import Head
from .material import plain
from .mesh import Mesh, bind_dense, curve, loft, smooth
from .palette import Palette
from .parts import Part, sided
from .seeds import Draw, Traits

OUTFITS = {
    "uniform": 0.14, "sailor": 0.13, "blazer": 0.13, "street": 0.14,
    "dress": 0.13, "shirt": 0.13, "coat": 0.11, "robe": 0.09,
}  # fmt: skip


@dataclass(frozen=True)
class OutfitSpec:
    """kind: name out of OUTFITS. legs: "trousers" or "skirt"; length: of the skirt in heads on the reference
    body."""

    kind: str
    legs: str
    length: float
    sleeve: float
    sock: float


@dataclass(frozen=True, eq=False)
class Outfit:
    """Meshes, what they hide of the skin, and tags top, bottom, shoes, accessories, outfit."""

    meshes: list[Mesh]
    covers: list[Cover]
    tags: dict[str, str]
    covers_base: bool = False


def draw_outfit(draw: Draw, traits: Traits, hair_kind: str) -> OutfitSpec:
    """The clothes of a seed."""
    rng = draw.rng("outfit")
    kind = draw.choose("outfit", OUTFITS, rng, hair=hair_kind)
    trousers = traits.presentation == "boy" or rng.random() < 0.3
    return OutfitSpec(
        kind,
        "trousers" if trousers else "skirt",
        rng.uniform(0.95, 1.5),
        rng.choice([0.55, 1.95]),
        rng.choice([0.9, 1.45, 1.75]),
    )


def build_outfit(spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> Outfit:
    """The clothes on a body."""
    del head
    meshes: list[Mesh] = []
    covers = [Cover("torso", 3.0, 5.08)]
    top = body.torso(3.9, 5.24, 0.035, rows=34, columns=40).hemmed(0.02, start=True)
    meshes.append(top.mesh("top", Part.TOP, colors=palette.light if spec.legs == "skirt" else palette.main))
    for side in SIDES:
        sleeve = body.arm(
            side, -0.26, spec.sleeve, 0.022 + 0.03 * smooth(0, 2, np.linspace(0, 2, 34)), rows=34, columns=20
        )
        meshes.append(
            sleeve.hemmed(0.015).mesh(
                f"{side} sleeve",
                sided("SLEEVE", side),
                colors=palette.light if spec.legs == "skirt" else palette.main,
            )
        )
        covers.append(Cover(f"{side}Arm", -0.3, spec.sleeve - 0.12))
        if spec.legs == "trousers":
            amount = 0.03 + 0.045 * smooth(0.6, 2.0, np.linspace(-0.12, 1.94, 40))
            leg = body.leg(side, -0.12, 1.94, amount, rows=40).hemmed(0.015)
            meshes.append(
                leg.mesh(
                    f"{side} trouser", sided("TROUSER", side), colors=palette.second, edge=int(Part.BOTTOM)
                )
            )
            covers.append(Cover(f"{side}Leg", -0.2, 1.85))
        else:
            sock = body.leg(side, spec.sock, 2.05, 0.012, rows=20).hemmed(0.01, start=True, end=False)
            meshes.append(sock.mesh(f"{side} sock", sided("SOCK", side), colors=palette.sock))
            covers += [Cover(f"{side}Leg", spec.sock + 0.08, 2.1), Cover(f"{side}Leg", -0.2, 0.2)]
        meshes.append(_shoe(body, side, palette))
        covers.append(Cover(f"{side}Foot", -1, 3))
    if spec.legs == "trousers":
        meshes.append(
            body.torso(3.06, 4.06, 0.04, rows=24).mesh(
                "trousers", Part.BOTTOM, caps=(False, True), colors=palette.second
            )
        )
    else:
        meshes.append(_skirt(spec, palette, body))
    tags = {"outfit": spec.kind, "top": "shirt", "bottom": spec.legs, "shoes": "loafers"}
    return Outfit(meshes, covers, tags)


def _shoe(body: Body, side: str, palette: Palette) -> Mesh:
    rings, shares = foot_rings(body, side, 0.018)
    points, faces = loft(rings, caps=(True, True))
    dense = np.concatenate([shares.reshape(-1, shares.shape[-1]), shares[0, :1], shares[-1, :1]])
    bones, weights = bind_dense(dense)
    return Mesh(
        f"{side} shoe",
        points,
        faces,
        bones,
        weights,
        sided("SHOE", side),
        plain("leather"),
        colors=palette.leather,
    )


def _skirt(spec: OutfitSpec, palette: Palette, body: Body) -> Mesh:
    rows, pleats = 28, 20
    columns = pleats * 6
    s = np.linspace(0, 1, rows)
    y = 4.1 - spec.length * s
    base = body.torso(4.1 - spec.length, 4.1, 0.0, rows=rows, columns=columns)
    waist = body.torso(3.6, 4.1, 0.045, rows=rows, columns=columns)
    flare = curve([0, 0.12, 0.35, 1], [0, 0.03, 0.12, 0.34], s) * spec.length**0.6
    hip = waist.rings[np.minimum(np.arange(rows) * 2, rows - 1)]
    center = np.array([0, 0, -0.01])
    radial = hip * (1, 0, 1) - center
    out = radial / np.linalg.norm(radial, axis=-1, keepdims=True)
    phase = (base.angles * pleats / (2 * np.pi)) % 1
    saw = np.where(phase < 0.8, phase / 0.8, (1 - phase) / 0.2) - 0.5
    amount = flare[:, None] * body.proportions.width + 0.07 * smooth(0.08, 0.5, s)[:, None] * saw[None]
    rings = center + radial + out * amount[..., None]
    rings[..., 1] = body.proportions.y(y)[:, None]
    shares = np.zeros((rows, columns, base.shares.shape[-1]), np.float32)
    shares[:] = waist.shares[0]
    for side, sign in (("left", 1), ("right", -1)):
        share = 0.75 * smooth(0.05, 0.7, s)[:, None] * smooth(-0.15, 0.3, rings[..., 0] * sign)
        shares *= (1 - share)[..., None]
        shares[..., SKIN_BONE[f"{side}UpperLeg"]] += share
    skirt = replace(base, rings=rings, shares=shares, along=y).hemmed(0.02, depth=0.1)
    bias = -0.5 * np.clip(-0.1 - saw, 0, 1)
    return skirt.mesh("skirt", Part.BOTTOM, colors=palette.second, bias=np.tile(bias, (len(skirt.along), 1)))
