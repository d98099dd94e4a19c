"""Somebody's avatar (VRM 0.x or 1.0, GLB, PMX) as a character of the factory: the same skeleton, stances and
labels, with new colors from a seed.

The surfaces keep the stance that they have in the file; the skeleton knows how its limbs hang there. Parts
come from the materials' names, else from color and bone: eyes that are only painted on a face count as face.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.errors import InputError

from ..body.bones import BONE, BONES, SIDES, SKIN_BONES
from ..body.skeleton import Skeleton
from ..geometry.mesh import Mesh, bind_dense
from ..geometry.skinning import Figure, Posed
from ..parts import CLASS_OF, Part
from ..poses.stance import Stance
from ..render.material import Material
from .bones import find_bones, follow, make_fitted, spread_trunk, upright
from .fit import hang_on_legs, measure
from .gltf import read_glb
from .paint import ACCENT, components, painted
from .parts import (
    CLASSES,
    KIND_OF,
    NEVER,
    Recolor,
    class_of,
    guess,
    part_of,
    region_of,
    sample,
    skin_tone,
    special,
)
from .pmx import read_pmx
from .raw import MAX_BYTES, RawAvatar, RawMaterial, RawSurface

_LEGS = [i for i, name in enumerate(BONES) if "UpperLeg" in name or "LowerLeg" in name]


@dataclass(eq=False)
class _Piece:
    """Triangles of one material and one class, ready to become a mesh. mean (3,) OKLab and spread of the
    colors that show; colors (n, 3) sRGB."""

    kind: str
    material: RawMaterial
    positions: np.ndarray
    faces: np.ndarray
    bones: np.ndarray
    weights: np.ndarray
    uv: np.ndarray
    parts: np.ndarray
    colors: np.ndarray
    mean: np.ndarray
    spread: float


@dataclass(eq=False)
class Avatar:
    """A loaded avatar. skeleton: the factory's, with its joints. found: the bones that the file had."""

    name: str
    skeleton: Skeleton
    pieces: list[_Piece]
    found: tuple[str, ...]

    @cached_property
    def original(self) -> Figure:
        """In the file's colors."""
        return self._figure(None)

    def figure(self, seed: int | None = None) -> Figure:
        """Recolored by a seed; None: as it is."""
        return self.original if seed is None else self._figure(Recolor(seed, self._hair()))

    def _hair(self) -> np.ndarray | None:
        """(3,) OKLab, the usual color of its hair."""
        own = [
            p
            for p in self.pieces
            if p.kind == "hair" and np.isin(p.parts, (Part.HAIR_FRONT, Part.HAIR_BACK)).any()
        ]
        return max(own, key=lambda p: len(p.faces)).mean if own else None

    def _figure(self, recolor: Recolor | None) -> Figure:
        return Figure([_mesh(piece, recolor) for piece in self.pieces])

    def pose(self, figure: Figure, stance: Stance, following: Stance | None = None) -> Posed:
        """All vertices of one of its figures in a stance. following: the stance at the next frame."""
        after = self.skeleton.pose(following) if following else None
        return figure.posed(self.skeleton.pose(stance), after)


def _mesh(piece: _Piece, recolor: Recolor | None) -> Mesh:
    m = piece.material
    texture, colors = m.texture, piece.colors
    if recolor is not None:
        if texture is not None:
            texture = recolor.texture(texture, piece.kind, m.name, piece.mean, piece.spread)
        else:
            colors = recolor.color(colors, piece.kind, m.name, piece.mean, piece.spread)
    material = Material(
        KIND_OF[piece.kind],
        texture=texture,
        cutout=m.cutout and texture is not None,
        double_sided=m.double_sided,
    )
    # free line groups: lines fade where two parts join and stay where one lies before the other
    skin = CLASS_OF[piece.parts] == CLASS_OF[Part.FACE]
    edge = np.where(skin, np.where(piece.parts == Part.FACE, 101, 104), 100 + piece.parts).astype(np.uint8)
    thin = 0.0 if piece.kind in ("eye", "brow", "lash", "sclera", "highlight", "mouth") else 0.8
    return Mesh(
        f"{m.name} {piece.kind}",
        piece.positions,
        piece.faces,
        piece.bones,
        piece.weights,
        piece.parts,
        material,
        uv=piece.uv,
        colors=colors,
        edge=edge,
        outline=thin,
    )


def load_avatar(path: Path | str) -> Avatar:
    """Read a .vrm, .glb or .pmx file.

    Raises:
        InputError: unreadable, damaged, too large, or no figure; the sentence names what is missing.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"The avatar {path.name} is larger than {MAX_BYTES >> 20} MiB.")
        data = path.read_bytes()
    except OSError:
        raise InputError(f"There is no readable avatar file {str(path)!r}.") from None
    if data[:4] == b"glTF":
        raw = read_glb(data)
    elif data[:4] == b"PMX ":
        raw = read_pmx(data, path.parent)
    else:
        raise InputError(f"{path.name} is not an avatar that can be read: it must be a VRM, GLB or PMX file.")
    return fit_avatar(raw, path.stem)


def fit_avatar(raw: RawAvatar, name: str = "avatar") -> Avatar:
    """What was read, on the factory's skeleton.

    Raises:
        InputError: bones or surfaces are missing.
    """
    found = find_bones(raw)
    rows = follow(raw, found)
    turn = upright(raw, found)
    kept = [s for s in raw.surfaces if len(s.faces) and _shows(raw.materials[s.material])]
    if not kept:
        raise InputError("This avatar has no surfaces that could be drawn.")
    points = [s.positions @ turn.T for s in kept]
    main = [rows[s.nodes[np.arange(len(s.nodes)), s.weights.argmax(1)]] for s in kept]
    joints = raw.places @ turn.T
    low, scale, middle = measure(np.concatenate(points), np.concatenate(main), joints, found)

    def placed(p: np.ndarray) -> np.ndarray:
        return (p - [middle[0], low, middle[1]]) * scale

    places = {bone: placed(joints[node]) for bone, node in found.items()}
    if not all((np.abs(placed(p)) < 100).all() for p in (*points, joints[list(found.values())])):
        raise InputError("This avatar has bones or surfaces far away from its body; the file is damaged.")
    skeleton = make_fitted(places)
    hang = [special(name) if i not in found.values() else None for i, name in enumerate(raw.names)]
    eye = _eyes(kept, [placed(p) for p in points], raw, skeleton)
    pieces: list[_Piece] = []
    for surface, p in zip(kept, points, strict=True):
        dense = np.zeros((len(p), len(SKIN_BONES)), np.float32)
        at = np.repeat(np.arange(len(p)), surface.nodes.shape[1])
        np.add.at(dense, (at, rows[surface.nodes].ravel()), surface.weights.ravel())
        spot = placed(p)
        spread_trunk(dense, spot, skeleton, places)
        hang_on_legs(
            dense, spot, surface.nodes[np.arange(len(p)), surface.weights.argmax(1)], found, skeleton
        )
        pieces += _split(raw.materials[surface.material], surface, spot, dense, hang, eye)
    _head_points(skeleton, pieces)
    return Avatar(name, skeleton, pieces, tuple(found))


def _eyes(kept: list[RawSurface], points: list[np.ndarray], raw: RawAvatar, skeleton: Skeleton) -> np.ndarray:
    """(3,) the middle between the eyes; behind it lies what is behind the head's middle."""
    out = skeleton.rest[BONE["head"]] + [0, 0.26, 0]
    own = [p for s, p in zip(kept, points, strict=True) if class_of(raw.materials[s.material].name) == "eye"]
    if own:
        out[1] = float(np.median(np.concatenate(own)[:, 1]))
    return out


def _shows(material: RawMaterial) -> bool:
    return material.alpha >= 0.4 and not any(word in material.name for word in NEVER)


def _split(
    raw: RawMaterial, surface: RawSurface, p: np.ndarray, dense: np.ndarray, hang: list, eye: np.ndarray
) -> list[_Piece]:
    """One piece for each class in a surface. hang: what the bones' names say, by node."""
    faces = surface.faces
    kind = class_of(raw.name) or (class_of(surface.name) if raw.texture is None else None)
    colors, uv = np.tile(np.asarray(raw.color), (len(p), 1)), surface.uv
    parts = np.zeros(len(p), np.uint8)
    if raw.texture is None and min(raw.color) > 0.98 and kind is not None:  # its texture is missing
        raw, colors, uv, parts = painted(raw, kind, p, faces, eye)
    if raw.texture is None:
        seen = np.rint(colors[faces[:, 0]] * 255).astype(np.uint8)
    else:
        seen = sample(raw.texture, uv[faces].mean(1), raw.color)[:, :3]
    lab = srgb_to_oklab(seen).astype(np.float64)
    middle = p[faces].mean(1)
    region = region_of(dense[faces].sum(1).argmax(1))
    if kind is None or (kind == "face" and raw.texture is not None):
        inner = (uv[faces] * 0.6 + uv[faces].mean(1, keepdims=True) * 0.4).reshape(-1, 2)
        corners = srgb_to_oklab(sample(raw.texture, inner, raw.color)[:, :3]).reshape(-1, 3, 3)
        classes = guess(lab, corners, region, middle, eye)
    else:
        classes = np.full(len(faces), CLASSES.index(kind))
    if kind == "top" and raw.texture is None:  # one plain material for all clothes: legs wear trousers
        cloth = components(p, faces)
        legs = np.bincount(cloth, np.isin(region, _LEGS)) / np.maximum(np.bincount(cloth), 1)
        classes[(legs > 0.6)[cloth]] = CLASSES.index("bottom")
    part = np.zeros(len(faces), np.int64)
    main = surface.nodes[np.arange(len(p)), surface.weights.argmax(1)][faces[:, 0]]
    whole = (
        components(p, faces) if kind is not None and any(hang[n] for n in np.unique(main).tolist()) else None
    )
    for node in np.unique(main).tolist():
        if hang[node] is None:
            continue
        mine = main == node
        part[mine] = hang[node][1]
    if whole is not None:  # a named garment that is partly bound to a tail is no tail
        most = np.bincount(whole, part > 0) > 0.5 * np.bincount(whole)
        part[~most[whole]] = 0
    for number in (Part.TAIL, Part.ANIMAL_EARS, Part.HAIR_ORNAMENT):
        mine = part == number
        classes[mine] = CLASSES.index("accessory" if number == Part.HAIR_ORNAMENT else "hair")
        if raw.texture is None and number == Part.HAIR_ORNAMENT:
            colors[faces[mine].ravel()] = ACCENT
    key = (region * 4 + (middle[:, 0] > 0) * 2 + (middle[:, 2] < eye[2] - 0.02)) * 64 + classes
    known = {
        k: int(part_of(CLASSES[k % 64], k // 256, bool(k & 128), bool(k & 64)))
        for k in np.unique(key).tolist()
    }
    part = np.where(part > 0, part, [known[k] for k in key.tolist()])
    given = parts[faces[:, 0]]
    part = np.where(given > 0, given, part)
    out = []
    bones, weights = bind_dense(dense)
    for row in np.unique(classes):
        mine = classes == row
        # a triangle has the part of its last vertex: each part gets vertices of its own
        pairs, again = np.unique(faces[mine] * 256 + part[mine, None], return_inverse=True)
        at = pairs // 256
        mean = skin_tone(lab[mine]) if CLASSES[row] in ("face", "skin") else lab[mine].mean(0)
        spread = float(np.sqrt(((lab[mine, 1:] - mean[1:]) ** 2).sum(1).mean()))
        out.append(
            _Piece(
                CLASSES[row], raw, p[at], again.reshape(-1, 3), bones[at], weights[at], uv[at],
                (pairs % 256).astype(np.uint8), colors[at], mean, spread,
            )
        )  # fmt: skip
    return out


def _head_points(skeleton: Skeleton, pieces: list[_Piece]) -> None:
    """Eyes where the eyes are, the nose on the face: for the labels. In place."""
    points = skeleton.head_points
    for side in SIDES:
        ids = [Part[f"{side.upper()}_{n}"] for n in ("IRIS", "SCLERA", "LASH")]
        for number in ids:
            spots = [p.positions[p.parts == number] for p in pieces if (p.parts == number).any()]
            if spots:
                found = np.concatenate(spots)
                points[side + "Eye"] = np.append(found.mean(0)[:2], found[:, 2].max())
                break
    eyes = (points["leftEye"] + points["rightEye"]) / 2
    points["nose"] = np.array([eyes[0], eyes[1] - 0.11, points["nose"][2]])
    faces = [p.positions for p in pieces if p.kind == "face"]
    if faces:
        near = np.concatenate(faces)
        near = near[np.hypot(near[:, 0] - eyes[0], near[:, 1] - points["nose"][1]) < 0.08]
        if len(near):
            points["nose"][2] = near[:, 2].max()
        level = np.concatenate(faces)
        level = level[np.abs(level[:, 1] - eyes[1]) < 0.15]
        if len(level):  # ears sit at the sides of the face, whatever its width
            wide = min(0.4, 0.96 * float(np.abs(level[:, 0] - eyes[0]).max()))
            for side, sign in (("left", 1), ("right", -1)):
                points[side + "Ear"][:2] = eyes[0] + sign * wide, eyes[1]
