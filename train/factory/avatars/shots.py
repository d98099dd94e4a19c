"""Avatars among the factory's characters: found, split by their bytes, dressed in a seed's colors (and now
and then its hair), and pictured as characters are."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np

from anigen_core.errors import InputError

from ..body.body import Body
from ..body.bones import BONE
from ..body.skeleton import Frames, Proportions
from ..face.head import Head
from ..geometry.mesh import Mesh
from ..geometry.skinning import Figure, Posed
from ..hair.hair import Hair, build_hair, draw_hair
from ..holdout import RANGES, Split
from ..palette import draw_palette
from ..parts import Part
from ..poses.poses import DrawnPose
from ..poses.stance import Stance
from ..seeds import Draw, Traits
from .avatars import Avatar, load_avatar

if TYPE_CHECKING:
    from ..character import Character
    from ..shots import Sample

KINDS = (".vrm", ".glb", ".pmx")
HAIR_SHARE = 0.34
"""How often an avatar wears the factory's hair in place of its own."""

Where = Path | str | Sequence[Path | str]


def avatar_files(where: Where) -> list[Path]:
    """The avatar files among files and folders (and their subfolders), sorted, each once.

    Raises:
        InputError: a path is missing, or there is no avatar.
    """
    given = [where] if isinstance(where, (str, Path)) else list(where)
    found: set[Path] = set()
    for path in map(Path, given):
        if path.is_dir():
            found.update(p for p in path.rglob("*") if p.suffix.lower() in KINDS and p.is_file())
        elif path.is_file():
            found.add(path)
        else:
            raise InputError(f"There is no avatar file or folder {str(path)!r}.")
    if not found:
        raise InputError("There is no VRM, GLB or PMX file in the folders that are given.")
    return sorted(found)


def avatar_split(path: Path | str) -> Split:
    """The split that all pictures of an avatar belong to: by the SHA-256 of the file's bytes, its first four
    bytes modulo 100: 0 to 79 train, 80 to 89 val, 90 to 99 test. A copy under another name stays where it is.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        raise InputError(f"There is no readable avatar file {str(path)!r}.") from None
    place = int.from_bytes(digest[:4], "big") % 100
    return "train" if place < 80 else "val" if place < 90 else "test"


class Guise:
    """An avatar in one seed's colors and hair, with what pictures and labels ask of a character.

    spec: seed and width alone. body: a usual one of the avatar's height, for drawing poses. figure: its
    meshes. tags: what is known; colors where the avatar has such a surface. hair: the factory's, or None.
    """

    face_material = None

    def __init__(self, avatar: Avatar, seed: int, *, hair: bool | None = None) -> None:
        draw = Draw(seed)
        skeleton = avatar.skeleton
        chin = float(skeleton.rest[BONE["head"], 1]) - 0.10
        proportions = Proportions(heads=float(np.clip(chin + 1, 2.6, 8.0)))
        age = "child" if proportions.heads < 5.5 else "teen"
        traits = Traits("girl" if seed % 2 else "boy", age, proportions)
        self.avatar = avatar
        self.body = Body(proportions)
        self.spec = SimpleNamespace(seed=seed, traits=traits)
        palette = draw_palette(draw, traits)
        self.hair: Hair | None = None
        wears = draw.rng("avatar hair").random() < HAIR_SHARE if hair is None else hair
        figure = avatar.figure(seed)
        kinds = {p.kind for p in avatar.pieces}
        self.tags: dict[str, str | list[str]] = {"avatar": avatar.name, "skin": palette.name("skin")}
        if "hair" in kinds or wears:
            self.tags["hair_color"] = palette.name("hair")
        if "eye" in kinds:
            self.tags["eye_color"] = palette.name("eyes")
        if wears:
            self.hair = build_hair(
                draw_hair(draw, traits), palette, cast(Head, _skull(avatar, chin)), self.body
            )
            own = [m for m in map(_without_hair, figure.meshes) if len(m.faces)]
            figure = Figure([*own, *self.hair.meshes])
            self.tags.update(self.hair.tags)
        self.figure = figure

    def suited(self, pose: DrawnPose, rng: np.random.Generator) -> DrawnPose:
        """The pose as it is: what an avatar wears is not known."""
        del rng
        return pose

    def pose(self, stance: Stance, following: Stance | None = None, *, expression: str = "neutral") -> Posed:
        """All vertices in a stance; the face stays as it is in the file."""
        del expression
        return self.avatar.pose(self.figure, stance, following)

    def landmarks(self, frames: Frames, expression: str, gaze: tuple[float, float]) -> dict[str, np.ndarray]:
        """None: where the lids, lips and brows of an avatar are is not known."""
        del frames, expression, gaze
        return {}


def _without_hair(mesh: Mesh) -> Mesh:
    """A mesh without its hair; animal ears and tails stay."""
    part = np.broadcast_to(mesh.part, len(mesh.positions))[mesh.faces[:, 2]]
    hair = np.isin(part, (Part.HAIR_FRONT, Part.HAIR_BACK, Part.HAIR_ORNAMENT))
    return mesh.kept(~hair) if hair.any() else mesh


def _skull(avatar: Avatar, chin: float) -> SimpleNamespace:
    """center and radii (3,) of an ellipsoid that holds the avatar's bare head, as hair needs it."""
    head = avatar.skeleton.rest[BONE["head"]]
    skin = [p.positions for p in avatar.pieces if p.kind in ("face", "skin")]
    center = np.array([head[0], chin + 0.555, head[2] - 0.035])
    radii = np.array([0.425, 0.465, 0.425])
    if skin:
        near = np.concatenate(skin)
        near = near[(near[:, 1] > chin + 0.45) & (np.abs(near[:, 0] - head[0]) < 0.6)]
        if len(near) > 8:
            front, wide = near[:, 2].max(), np.quantile(np.abs(near[:, 0] - head[0]), 0.98)
            radii[0] = np.clip(wide + 0.015, 0.36, 0.56)
            center[2] = front - 0.385 * radii[0] / 0.425 - 0.02
            radii[2] = radii[0]
            radii[1] = np.clip(near[:, 1].max() - center[1] + 0.02, 0.42, 0.56)
    return SimpleNamespace(center=center, radii=radii)


class Wardrobe:
    """Avatars by path, loaded once each, at most `kept` at a time."""

    def __init__(self, files: Sequence[Path | str], kept: int = 8) -> None:
        self.files, self.kept = [Path(f) for f in files], kept
        self._loaded: dict[Path, Avatar] = {}

    def load(self, path: Path) -> Avatar:
        """The avatar of a file.

        Raises:
            InputError: it cannot be read; the sentence names what is missing.
        """
        if path not in self._loaded:
            if len(self._loaded) >= self.kept:
                self._loaded.pop(next(iter(self._loaded)))
            self._loaded[path] = load_avatar(path)
        return self._loaded[path]

    def chosen(self, seed: int, share: float) -> Guise | None:
        """The avatar that takes a seed's place, or None where the seed stays a character."""
        rng = Draw(seed).rng("avatar")
        if not self.files or rng.random() >= share:
            return None
        return Guise(self.load(self.files[int(rng.integers(len(self.files)))]), seed)


def avatar_pictures(
    where: Where,
    size: tuple[int, int] = (512, 768),
    passes: Collection[str] = ("beauty", "part"),
    count: int = 16,
    seed: int = 0,
) -> Iterator[Sample]:
    """`count` pictures of the avatars in files or folders, in turn, with the factory's passes and labels:
    poses, cameras, styles, colors and hair by chance, the same for the same seed. A picture's seed lies in
    the avatar's split (`avatar_split`), so that held-out kinds stay out of training here too.

    Raises:
        InputError: no avatars, an unknown pass, or a file that cannot be read.
    """
    from ..shots import Studio

    files = avatar_files(where)
    wardrobe = Wardrobe(files, kept=max(8, len(files)))
    splits: dict[Path, Split] = {path: avatar_split(path) for path in files}
    studio = Studio(size, passes)
    try:
        for number in range(count):
            path = files[number % len(files)]
            seeds = RANGES[splits[path]]
            own = seeds.start + (seed + number) % len(seeds)
            guise = Guise(wardrobe.load(path), own)
            yield from studio.of(cast("Character", guise), [number])
    finally:
        studio.release()
