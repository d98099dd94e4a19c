"""A seed becomes a character: spec, palette, body, head, hair, clothes, joined into one figure."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .body.body import Body, base_layer, skin
from .body.bones import BONE
from .body.skeleton import Frames
from .clothes.outfit import Outfit, OutfitSpec, build_outfit, draw_outfit
from .clothes.tones import toned
from .face.face import FaceSpec, draw_face
from .face.head import Head, build_head
from .geometry.skinning import Figure, Posed
from .hair.hair import Hair, HairSpec, build_hair, draw_hair
from .hair.presets import Preset, preset_hair
from .palette import Palette, draw_palette, shifted
from .poses.poses import DrawnPose, modest
from .poses.stance import Stance
from .render.material import Material
from .seeds import Draw, Traits, draw_traits
from .things.things import Things, ThingsSpec, build_things, draw_things

FACES_KEPT = 6
"""Painted faces a character keeps; one takes about 5 MB."""


@dataclass(frozen=True)
class CharacterSpec:
    """Everything that makes a character, before it is built."""

    seed: int
    traits: Traits
    palette: Palette
    face: FaceSpec
    hair: HairSpec
    outfit: OutfitSpec
    things: ThingsSpec


def draw_character(seed: int) -> CharacterSpec:
    """The spec of a seed. The same on every machine.

    Raises:
        InputError: the seed belongs to no split (holdout.py).
    """
    draw = Draw(seed)
    traits = draw_traits(draw)
    hair = draw_hair(draw, traits)
    outfit = draw_outfit(draw, traits, hair.kind)
    return CharacterSpec(
        seed,
        traits,
        draw_palette(draw, traits),
        draw_face(draw, traits),
        hair,
        outfit,
        draw_things(draw, traits, hair.kind, outfit),
    )


@dataclass(eq=False)
class Character:
    """A built character.

    figure: its meshes; tags: words about it (see labels.py); `material` numbers of the face in the figure.
    """

    spec: CharacterSpec
    body: Body
    head: Head
    hair: Hair
    outfit: Outfit
    things: Things
    figure: Figure
    tags: dict[str, str | list[str]]
    _painted: dict[tuple, Material] = field(default_factory=dict)
    _moves: dict[str, dict[int, np.ndarray]] = field(default_factory=dict)
    _marks: dict[tuple, dict[str, np.ndarray]] = field(default_factory=dict)

    @property
    def face_material(self) -> int:
        """Number of the painted face's material in the figure."""
        mesh = self.head.meshes[self.head.face]
        return next(i for i, m in enumerate(self.figure.materials) if m is mesh.material)

    def suited(self, pose: DrawnPose, rng: np.random.Generator) -> DrawnPose:
        """The pose as somebody in these clothes takes it, the hands on what they hold."""
        return self.things.held(modest(pose) if self.spec.outfit.legs == "skirt" else pose, rng)

    def face(self, expression: str = "neutral", gaze: tuple[float, float] = (0.0, 0.0)) -> Material:
        """The face's material for an expression, painted once."""
        key = (expression, gaze)
        if key not in self._painted:
            if len(self._painted) >= FACES_KEPT:
                self._painted.clear()
            self._painted[key] = self.head.paint(expression, gaze)
        return self._painted[key]

    def pose(
        self,
        stance: Stance,
        following: Stance | None = None,
        *,
        grounded: bool = True,
        expression: str = "neutral",
    ) -> Posed:
        """All vertices in a stance. following: the stance at the next frame, for the motion pass.
        expression: moves the jaw."""
        frames = self.body.skeleton.pose(stance, grounded=grounded)
        after = self.body.skeleton.pose(following, grounded=grounded) if following else None
        posed = self.figure.posed(frames, after)
        # the head's meshes come first in the figure; they hang on one bone, so a move is only turned
        if expression not in self._moves:
            self._moves[expression] = self.head.shape(expression)
        for number, move in self._moves[expression].items():
            rows, bone = self.figure.slices[number], BONE["head"]
            posed.positions[rows] += move @ frames.matrices[bone, :, :3].T.astype(np.float32)
            if after is not None:
                posed.following[rows] += move @ after.matrices[bone, :, :3].T.astype(np.float32)
        return posed

    def landmarks(self, frames: Frames, expression: str, gaze: tuple[float, float]) -> dict[str, np.ndarray]:
        """Named points of the face (k, 3) in the world."""
        key = (expression, gaze)
        if key not in self._marks:
            if len(self._marks) >= FACES_KEPT:
                self._marks.clear()
            self._marks[key] = self.head.landmarks(expression, gaze)
        return {name: frames.carry("head", p) for name, p in self._marks[key].items()}


def build_character(seed: int | CharacterSpec, hair_preset: Preset | None = None) -> Character:
    """A character from its seed or its spec. hair_preset: hair that it wears in place of its own."""
    spec = draw_character(seed) if isinstance(seed, int) else seed
    body = Body(spec.traits.proportions)
    head = build_head(spec.face, spec.palette, body)
    body.skeleton.head_points.update(head.points)
    if hair_preset is None:
        hair = build_hair(spec.hair, spec.palette, head, body, spec.things.on_hair)
    else:
        hair = preset_hair(hair_preset, spec.hair, spec.palette, head, body, spec.things.on_hair)
    worn = toned(spec.palette, spec.outfit.tone)
    outfit = build_outfit(spec.outfit, worn, body, head)
    things = build_things(spec.things, worn, body, head, outfit.meshes)
    meshes = [*skin(body, spec.palette.skin, [*outfit.covers, *things.covers])]
    if not outfit.covers_base:
        meshes += base_layer(body, shifted(spec.palette.dark, 0.04))
    meshes = [*head.meshes, *meshes, *hair.meshes, *outfit.meshes, *things.meshes]
    tags: dict[str, str | list[str]] = {
        "presentation": spec.traits.presentation,
        "age": spec.traits.age,
        "skin": spec.palette.name("skin"),
        "hair_color": spec.palette.name("hair"),
        "eye_color": spec.palette.name("eyes"),
        "face": spec.face.kind,
        "eye_shape": spec.face.eye,
        "marks": spec.face.words,
        **hair.tags,
        **outfit.tags,
    }
    tags["accessories"] = [*outfit.tags["accessories"], *things.words, *hair.words] or ["none"]
    return Character(spec, body, head, hair, outfit, things, Figure(meshes), tags)
