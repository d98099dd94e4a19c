"""The pictures of the studio's wishes: one atlas, drawn by the factory, and where each word's picture lies.

    python -m train.wish_pictures

One girl wears, or shows, what each word means, and nothing else about her changes (two boys and a child stand
in where a word is about them). Colors need no pictures: the file of places holds one sample of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from PIL import Image

from anigen_core.character import groups
from train.factory.body.bones import BONE
from train.factory.character import Character, CharacterSpec, build_character, draw_character
from train.factory.clothes.outfit import OutfitSpec
from train.factory.face.spec import draw_face
from train.factory.hair.kinds import HairSpec, draw_hair
from train.factory.palette import _EYES, _HAIR, _SKIN, Palette, lch
from train.factory.poses.poses import DrawnPose, named
from train.factory.render.camera import Camera
from train.factory.render.renderer import Renderer
from train.factory.render.style import draw_style
from train.factory.seeds import Draw
from train.factory.sheet import over_paper
from train.factory.things.things import ThingsSpec
from train.wish_wardrobe import BOYS, HATS, THINGS, Wardrobe

OUT = Path(__file__).parents[1] / "anigen_core" / "ui" / "static" / "stage" / "character"
SQUARE, TALL = (104, 104), (72, 126)
COLUMNS_WIDE = 2080
GIRL, BOY, CHILD, WOMAN, MAN = 97, 259, 188, 107, 82
COLORS = 128
CHANCE = draw_hair(Draw(COLORS), draw_character(COLORS).traits).chance
SWATCHES = {"hair_color": _HAIR, "eye_color": _EYES, "skin": _SKIN}
HEAD, CHEST, HIPS, SHINS, FEET = "head", "chest", "hips", "shins", "feet"


@dataclass(frozen=True)
class Sight:
    """Where the camera looks. at: a part of the body. half: heads from the middle to the upper edge. up:
    heads that the middle lies over that part. yaw, pitch: degrees, see `Camera`. tall: a tall cell."""

    at: str = HEAD
    half: float = 0.86
    up: float = 0.0
    yaw: float = 22.0
    pitch: float = 2.0
    tall: bool = False


FIGURE = Sight(FEET, 3.2, 3.1, 16.0, 2.0, True)
SIGHTS: dict[str, Sight] = {
    "presentation": FIGURE,
    "age": Sight(FEET, 3.72, 3.45, 10, 1, True),
    "hair": Sight(HEAD, 0.92, -0.04, 30),
    "hair_length": replace(FIGURE, yaw=158.0),
    "fringe": Sight(HEAD, 0.60, 0.10, 8),
    "eyes": Sight(HEAD, 0.165, 0.0, 0, 0),
    "face": Sight(HEAD, 0.50, -0.12, 10),
    "expression": Sight(HEAD, 0.54, -0.10, 6),
    "outfit": FIGURE,
    "top": Sight(CHEST, 1.28, 0.02, 14),
    "bottom": Sight(HIPS, 1.55, -0.85, 14),
    "shoes": Sight(FEET, 0.52, 0.34, 32, 12),
    "style": Sight(HEAD, 0.72, -0.04, 20),
    "accessories": Sight(HEAD, 0.80, 0.0, 22),
    "details": Sight(HEAD, 0.29, -0.19, 14),
}
LONG = Sight(HEAD, 1.55, -0.62, 34)
HAIRS: dict[str, Sight] = {
    **dict.fromkeys(("wavy", "layered", "long", "half_up"), LONG),
    **dict.fromkeys(("hime", "drills", "braids", "twin_tails", "low_twins"), replace(LONG, yaw=14.0)),
    **dict.fromkeys(("very_long", "mane"), replace(LONG, half=1.95, up=-1.0, yaw=40.0)),
    **dict.fromkeys(("ponytail", "side_tail"), replace(LONG, half=1.3, up=-0.4, yaw=-58.0)),
    **dict.fromkeys(("low_tail", "braid"), replace(LONG, half=1.4, up=-0.5, yaw=118.0)),
    "side_braid": replace(LONG, half=1.25, up=-0.4, yaw=16.0),
    "crown_braid": Sight(HEAD, 0.92, -0.04, 48, 14),
    "topknot": Sight(HEAD, 1.0, 0.1, 40),
    "flipped": Sight(HEAD, 1.0, -0.1, 24),
    "curly": Sight(HEAD, 1.0, -0.1, 24),
    "wolf": Sight(HEAD, 1.05, -0.14, 40),
    "asymmetric": Sight(HEAD, 1.1, -0.2, 0),
    "medium": Sight(HEAD, 1.1, -0.2, 34),
    "afro": Sight(HEAD, 1.05, 0.05, 24),
}
"""How hair is seen that a near three-quarter view does not tell."""


class Cast:
    """Who stands for the pictures, by seed, in the same colors."""

    def __init__(self) -> None:
        self.wardrobe = Wardrobe()
        colors = draw_character(COLORS).palette
        plain = {"dye": colors.hair, "hair_tip": None, "streak": None}
        hair = lch(0.70, 0.075, 300)
        self.palette: Palette = replace(
            colors, skin=lch(0.935, 0.036, 55), hair=hair, left_eye=lch(0.55, 0.15, 268),
            right_eye=lch(0.55, 0.15, 268), **{key: value or hair for key, value in plain.items()},
        )  # fmt: skip

    def somebody(self, seed: int, **other: Any) -> CharacterSpec:
        """A spec with plain hair, nothing in hand and simple clothes, but for what `other` says."""
        spec = draw_character(seed)
        hair = draw_hair(Draw(seed), spec.traits, "bob" if spec.traits.presentation == "girl" else "crop")
        face = draw_face(Draw(seed), spec.traits, "classic")
        face = replace(face, marks=(), beard="none", makeup="none", lines=0.0, eye="plain", simple=0.0)
        given = {
            "palette": self.palette,
            "hair": _plain(hair),
            "face": face,
            "outfit": self.wardrobe.simple(spec.traits.presentation),
            "things": ThingsSpec(),
        }
        return replace(spec, **(given | other))

    def showing(self, group: str, word: str) -> tuple[CharacterSpec, Sight, dict[str, Any]]:
        """Who shows a word, seen how, and what else: "expression", "style", "stance"."""
        sight, girl, more = SIGHTS[group], self.somebody(GIRL), {}
        if group == "presentation":
            outfit = self.wardrobe.of("outfit", "sailor" if word == "girl" else "gakuran")[0]
            spec = self.dressed(outfit, word == "boy")
            return replace(spec, hair=self._hair("long")) if word == "girl" else spec, sight, more
        if group == "age":
            return self.somebody({"child": CHILD, "teen": GIRL, "adult": WOMAN}[word]), sight, more
        if group == "hair":
            return replace(girl, hair=self._hair(word)), HAIRS.get(word, sight), more
        if group == "hair_length":
            kind = {"short": "bob"}.get(word, word)
            return replace(girl, hair=self._hair(kind)), sight, more
        if group == "fringe":
            return replace(girl, hair=replace(self._hair("medium"), fringe=word)), sight, more
        if group == "eyes":
            hair = replace(self._hair("bob"), fringe="none")
            return replace(girl, face=replace(girl.face, eye=word), hair=hair), sight, more
        if group == "face":
            hair = replace(self._hair("bob"), fringe="parted")
            return replace(girl, face=self._face(word), hair=hair), sight, more
        if group == "expression":
            return girl, sight, {"expression": word}
        if group == "style":
            return girl, sight, {"style": draw_style(np.random.default_rng(11), word)}
        if group == "details":
            seen = {"ahoge": Sight(HEAD, 0.8, 0.1), "beard": Sight(HEAD, 0.5, -0.15)}
            return self._detail(word), seen.get(word, sight), more
        if group == "accessories" and word in THINGS:
            wish = THINGS[word]
            hair = self._hair(wish.hair, wish.ornament)
            spec = replace(girl, things=ThingsSpec(**wish.spec), hair=hair)
            seen = Sight(wish.at, wish.half, wish.up, wish.yaw, wish.pitch)
            return spec, seen, {"stance": wish.stance}
        outfit, place = self.wardrobe.of(group, word)
        boy = word in BOYS.get(group, ())
        return self.dressed(outfit, boy), Sight(*place) if place else sight, more

    def dressed(self, outfit: OutfitSpec, boy: bool) -> CharacterSpec:
        """Somebody in these clothes."""
        things = ThingsSpec(hat=HATS.get(outfit.kind, "none"))
        return replace(self.somebody(BOY if boy else GIRL), outfit=outfit, things=things)

    def _hair(self, kind: str, ornament: str = "") -> Any:
        hair = draw_hair(Draw(GIRL), draw_character(GIRL).traits, kind)
        return replace(_plain(hair), ornaments=(ornament,) if ornament else ())

    def _face(self, kind: str) -> Any:
        face = draw_face(Draw(GIRL), draw_character(GIRL).traits, kind)
        return replace(face, marks=(), makeup="none", lines=0.0)

    def _detail(self, word: str) -> CharacterSpec:
        girl = self.somebody(GIRL)
        if word == "ahoge":
            return replace(girl, hair=replace(girl.hair, ahoge=True))
        if word == "beard":
            man = self.somebody(MAN)
            return replace(man, face=replace(man.face, beard="full"))
        if word == "make-up":
            return replace(girl, face=replace(girl.face, makeup="both", tint=1))
        mark = {"mole": "mole_eye", "scar": "scar_cheek", "face_paint": "war_paint"}.get(word, word)
        return replace(girl, face=replace(girl.face, marks=(mark,)))


def _plain(hair: HairSpec) -> HairSpec:
    shape = (0.05, 0.06, 0.03, 0.0)
    return replace(hair, ornaments=(), dye="none", ahoge=False, band="zigzag", shape=shape, chance=CHANCE)


def _camera(character: Character, posed: Any, sight: Sight, size: tuple[int, int]) -> Camera:
    frames = posed.frames
    if sight.at == HEAD:
        at = frames.carry("head", frames.skeleton.rest[BONE["head"]] + (0, 0.42, 0.06))
    elif sight.at == CHEST:
        at = frames.joint("chest")
    elif sight.at == HIPS:
        at = frames.joint("hips")
    else:
        legs = "Foot" if sight.at == FEET else "LowerLeg"
        at = (frames.joint("left" + legs) + frames.joint("right" + legs)) / 2
        at = at * (1, 0 if sight.at == FEET else 1, 1)
    if sight == SIGHTS["eyes"]:
        at = character.landmarks(frames, "neutral", (0.0, 0.0))["left_eye"].mean(0)
    fov = 12.0
    distance = sight.half / np.tan(np.radians(fov / 2))
    return Camera(at + np.array((0, sight.up, 0)), float(distance), sight.yaw, sight.pitch, 0.0, fov, *size)


def draw(renderer: Renderer, spec: CharacterSpec, sight: Sight, more: dict[str, Any]) -> np.ndarray:
    """(H, W, 3) uint8, on white."""
    character = build_character(spec)
    expression = more.get("expression", "neutral")
    stance = named(more.get("stance", "stand"))
    pose = character.suited(DrawnPose("stand", False, stance, stance), np.random.default_rng(0))
    posed = character.pose(pose.stance, expression=expression)
    width, height = TALL if sight.tall else SQUARE
    gaze = (float(np.clip(0.012 * sight.yaw, -0.5, 0.5)), 0.0) if abs(sight.yaw) < 60 else (0.0, 0.0)
    loaded = renderer.load(character.figure)
    try:
        loaded.paint(character.face_material, character.face(expression, gaze))
        camera = _camera(character, posed, sight, (2 * width, 2 * height))
        beauty = renderer.render(loaded, posed, camera, more.get("style"), ("beauty",)).beauty
    finally:
        loaded.release()
    assert beauty is not None
    return np.asarray(Image.fromarray(over_paper(beauty)).resize((width, height), Image.Resampling.LANCZOS))


def pictures(kept: Path, anew: tuple[str, ...] = ()) -> Iterator[tuple[str, str, np.ndarray]]:
    """(group, word, picture) of every word that is not a color. What lies in the folder `kept` is taken from
    there, but for groups, words and pairs "group word" that are to be drawn anew."""
    cast, renderer = Cast(), Renderer()
    for group, words in groups().items():
        for word in words if group not in SWATCHES else ():
            path = kept / f"{group} {word}.png"
            if not path.exists() or {group, word, path.stem} & set(anew):
                Image.fromarray(draw(renderer, *cast.showing(group, word))).save(path)
            yield group, word, np.asarray(Image.open(path))
    renderer.release()


def atlas(cells: list[tuple[str, str, np.ndarray]]) -> tuple[np.ndarray, dict[str, Any]]:
    """One picture of all, and {group: {"size": (width, height), "at": {word: (x, y)}}}."""
    places: dict[str, Any] = {}
    x = y = 0
    sheet = np.full((8192, COLUMNS_WIDE, 3), 255, np.uint8)
    for height in (TALL[1], SQUARE[1]):
        for group, word, cell in cells:
            if cell.shape[0] != height:
                continue
            if x + cell.shape[1] > COLUMNS_WIDE:
                x, y = 0, y + height
            sheet[y : y + height, x : x + cell.shape[1]] = cell
            entry = places.setdefault(group, {"size": [cell.shape[1], height], "at": {}})
            entry["at"][word] = [x, y]
            x += cell.shape[1]
        x, y = 0, y + (height if x else 0)
    return sheet[:y], places


def swatches() -> dict[str, dict[str, str]]:
    """{group: {word: "#rrggbb"}}: the middle of each color that the factory draws."""
    out = {}
    for group, table in SWATCHES.items():
        middles = {word: lch(*(sum(span) / 2 for span in row[1:])) for word, row in table.items()}
        out[group] = {w: "#" + "".join(f"{round(255 * v):02x}" for v in c) for w, c in middles.items()}
    return out


def main(
    out: Annotated[Path, typer.Option(help="Folder of wishes.webp and wishes.json.")] = OUT,
    kept: Annotated[Path, typer.Option(help="Folder of the single pictures.")] = Path("runs/wish_pictures"),
    anew: Annotated[list[str] | None, typer.Option(help="A group or word that is drawn anew.")] = None,
) -> None:
    """Draw the pictures of the studio's wishes."""
    for folder in (out, kept):
        folder.mkdir(parents=True, exist_ok=True)
    sheet, places = atlas(list(pictures(kept, tuple(anew or ()))))
    Image.fromarray(sheet).save(out / "wishes.webp", quality=82, method=6)
    size = [sheet.shape[1], sheet.shape[0]]
    told = {"size": size, "pictures": places, "swatches": swatches()}
    (out / "wishes.json").write_text(json.dumps(told, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
