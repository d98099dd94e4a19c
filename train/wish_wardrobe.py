"""Which clothes and things stand for a word in the pictures of wishes (wish_pictures.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from train.factory.body.body import Body
from train.factory.character import draw_character
from train.factory.clothes.outfit import OutfitSpec, build_outfit
from train.factory.clothes.tones import toned
from train.factory.face.head import Head, build_head
from train.factory.palette import Palette

Place = tuple[str, float, float, float, float]

SEEDS = 1500
"""So many characters are looked through for clothes."""

LOOKED_AT = 2
"""So many clothes with a tag are found; the one with the fewest other tags is shown."""

BOYS: Mapping[str, tuple[str, ...]] = {
    "outfit": ("butler", "gakuran", "prince", "viking"),
}
"""Clothes shown on a boy."""

HATS: Mapping[str, str] = {
    "witch": "witch",
    "santa": "santa",
    "chef": "chef",
    "police": "peaked_cap",
    "pirate": "tricorn",
    "maid": "maid",
    "viking": "horned_helmet",
}
"""Clothes by which nobody would be known without the hat."""

CHOICE: Mapping[str, int] = {"gakuran": 1}
"""Which of a family's clothes are shown; 0, the plainest, where nothing is said."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "top sailor_blouse": ("sailor",),
    "top blazer": ("blazer",),
    "top shirt": ("shirt",),
    "top vest": ("shirt", "uniform", "street", "butler"),
    "top dress": ("dress", "sundress"),
    "top tunic": ("ranger", "desert"),
    "top t-shirt": ("tee", "gym"),
    "top jersey": ("sports", "tracksuit"),
    "top jacket": ("denim", "leather"),
    "top parka": ("parka",),
    "top uniform_jacket": ("military", "police", "bellhop"),
    "top apron": ("apron",),
    "top jumpsuit": ("mechanic",),
    "top poncho": ("poncho",),
    "top kimono": ("kimono", "yukata"),
    "top robe": ("mage", "cleric"),
    "top china_dress": ("china",),
    "top ninja": ("ninja",),
    "top suit": ("suit",),
    "bottom skirt": ("sailor", "uniform"),
    "bottom trousers": ("suit", "military"),
    "bottom shorts": ("gym", "tee"),
    "bottom dress": ("dress", "sundress"),
    "bottom coat": ("trench", "coat"),
    "bottom jeans": ("denim", "street", "leather"),
    "bottom jumpsuit": ("mechanic",),
    "bottom kimono": ("kimono", "yukata"),
    "bottom hakama": ("miko",),
    "bottom robe": ("mage", "cleric"),
    "shoes loafers": ("uniform", "blazer", "sailor"),
    "shoes sneakers": ("gym", "tee", "cheer"),
    "shoes high_tops": ("street", "tank"),
    "shoes ankle_boots": ("coat", "steampunk", "band"),
    "shoes boots": ("pirate", "band", "magical"),
    "shoes mary_janes": ("maid", "gothic"),
    "shoes pumps": ("police", "suit", "princess"),
    "shoes sandals": ("yukata", "kimono", "sundress"),
    "shoes slippers": ("pyjamas",),
    "shoes barefoot": ("pyjamas", "sundress"),
    "accessories ribbon": ("sailor", "uniform", "shirt"),
    "accessories tie": ("uniform", "shirt", "suit"),
    "accessories scarf": ("coat", "duffle", "trench"),
    "accessories belt": ("trench", "ranger", "pirate", "military"),
    "accessories suspenders": ("shirt", "street"),
    "accessories apron": ("apron",),
    "accessories epaulettes": ("band", "bellhop", "prince"),
    "accessories sash": ("pirate", "ninja", "ranger", "desert"),
    "accessories cape": ("vampire", "magical", "prince", "witch"),
}
"""Families by which a word of clothes is told best; of any family where these do not have it."""

PLACES: Mapping[str, Place] = {
    "ribbon": ("chest", 0.85, 0.25, 10, 2),
    "tie": ("chest", 0.85, 0.1, 10, 2),
    "scarf": ("chest", 1.0, 0.4, 14, 2),
    "belt": ("hips", 0.8, 0.2, 14, 2),
    "suspenders": ("chest", 1.1, -0.1, 14, 2),
    "apron": ("hips", 1.7, -0.1, 14, 2),
    "epaulettes": ("chest", 0.95, 0.35, 20, 4),
    "sash": ("hips", 1.0, 0.2, 14, 2),
    "cape": ("chest", 1.7, -0.4, 150, 4),
}
"""How accessories that belong to clothes are seen."""


@dataclass(frozen=True)
class Thing:
    """A thing that is shown: `spec` of ThingsSpec, or an ornament in hair of a kind; how it is seen (see
    wish_pictures.Sight) and in which stance."""

    spec: dict[str, Any] = field(default_factory=dict)
    at: str = "head"
    half: float = 0.80
    up: float = 0.08
    yaw: float = 22.0
    pitch: float = 2.0
    hair: str = "bob"
    ornament: str = ""
    stance: str = "stand"


def _held(name: str, half: float = 1.35, up: float = -0.1, **more: Any) -> Thing:
    return Thing({"held": name}, "chest", half, up, **{"yaw": 16.0, **more})


def _hat(name: str, half: float = 0.85, up: float = 0.16) -> Thing:
    return Thing({"hat": name}, half=half, up=up)


def _in_hair(word: str, hair: str = "medium", **more: Any) -> Thing:
    return Thing({}, hair=hair, ornament=word, **more)


THINGS: Mapping[str, Thing] = {
    "gloves": Thing({"gloves": "short", "turns": (0.6,) * 12}, "chest", 0.95, 0.55, stance="double_peace"),
    "beret": _hat("beret"),
    "straw_hat": _hat("straw", 1.0),
    "witch_hat": _hat("witch", 1.15, 0.35),
    "cap": _hat("cap"),
    "helmet": _hat("helmet"),
    "crown": _hat("crown"),
    "hat": _hat("turban"),
    "beanie": _hat("beanie"),
    "top_hat": _hat("top_hat", 1.0, 0.28),
    "uniform_hat": _hat("peaked_cap"),
    "headband": _hat("hachimaki", 0.8, 0.05),
    "flower_crown": _hat("flower_crown"),
    "maid_headdress": _hat("maid"),
    "glasses": Thing({"face": "round"}, half=0.55, up=-0.05),
    "sunglasses": Thing({"face": "sun"}, half=0.55, up=-0.05),
    "eye_patch": Thing({"face": "eye_patch"}, half=0.55, up=-0.05),
    "mask": Thing({"face": "mask"}, half=0.6, up=-0.1),
    "goggles": Thing({"face": "goggles"}, half=0.75),
    "cat_ears": Thing({"ears": "cat"}, up=0.16),
    "animal_ears": Thing({"ears": "fox"}, up=0.18, half=0.85),
    "rabbit_ears": Thing({"ears": "rabbit"}, up=0.4, half=1.1),
    "horns": Thing({"horns": "demon"}, up=0.16),
    "tail": Thing({"tail": "fox"}, "hips", 1.7, -0.35, 140.0),
    "wings": Thing({"back": "bird_big"}, "chest", 2.0, 0.1, 165.0),
    "staff": _held("staff", 2.3, 0.5),
    "sword": _held("sword", 2.1, 1.0),
    "held_weapon": _held("bow", 1.9, 0.1),
    "broom": _held("broom", 2.5, -0.9),
    "umbrella": _held("umbrella_open", 2.0, 1.0),
    "book": _held("book_open"),
    "bag": Thing({"bag": "shoulder_bag"}, "hips", 1.6, 0.3, 20.0),
    "basket": _held("basket", 1.5, -0.4),
    "held_thing": _held("lantern", 1.5, -0.2),
    "microphone": _held("microphone", 1.05, 0.1),
    "phone": _held("phone", 1.0, 0.05),
    "cup": _held("cup", 1.1, 0.0),
    "sweets": _held("ice_cream", 1.15, 0.2),
    "bouquet": _held("bouquet", 1.2, 0.1),
    "fan": _held("fan", 0.8, 0.05),
    "plush_toy": _held("plush", 1.2, 0.05),
    "guitar": _held("guitar", 1.6, -0.2, yaw=8.0),
    "halo": Thing({"halo": "ring"}, up=0.3, half=0.95),
    "backpack": Thing({"bag": "backpack"}, "chest", 1.35, -0.05, 155.0),
    "headphones": Thing({"ear": "headphones"}),
    "earrings": Thing({"ear": "earrings"}, half=0.62, up=-0.15, yaw=40.0, hair="slick"),
    "choker": Thing({"neck": "choker"}, half=0.6, up=-0.45, hair="pixie"),
    "necklace": Thing({"neck": "necklace"}, "chest", 0.55, 0.4, hair="pixie"),
    "hair_bow": _in_hair("hair bow", yaw=40.0),
    "hairband": _in_hair("hairband"),
    "hair_clip": _in_hair("hair clip", half=0.6),
    "hair_flower": _in_hair("hair flower", half=0.7),
    "scrunchie": _in_hair("scrunchie", "ponytail", yaw=-60.0, half=0.85),
    "hair_stick": _in_hair("hair stick", "topknot", yaw=60.0, half=0.95, up=0.15),
    "hair_beads": _in_hair("hair beads", "braids", half=1.0, up=-0.4),
    "tiara": _in_hair("tiara", half=0.7),
}
"""Things apart from clothes, by word."""


class Wardrobe:
    """Clothes for the words of clothes, out of what the first characters wear."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[dict[str, str], list[str]]] = {}

    def of(self, group: str, word: str) -> tuple[OutfitSpec, Place | None]:
        """Clothes that show a word, and how an accessory is seen."""
        if group == "outfit":
            return self._kinds[word][CHOICE.get(word, 0)], None
        return self._worn(group, word), PLACES.get(word) if group == "accessories" else None

    def simple(self, presentation: str) -> OutfitSpec:
        """What does not draw attention."""
        boy = presentation == "boy"
        for seed in range(SEEDS):
            spec = draw_character(seed)
            if spec.outfit.kind == "tee" and (spec.traits.presentation == "boy") == boy:
                plain = {
                    "fabric": "plain",
                    "pattern": "plain",
                    "motif": "none",
                    "layer": "none",
                    "tone": "free",
                }
                return replace(spec.outfit, **plain, legwear="socks", legs="shorts", neck="none", turn=0)
        raise LookupError("nobody wears a T-shirt")

    @cached_property
    def _kinds(self) -> dict[str, list[OutfitSpec]]:
        found: dict[str, list[OutfitSpec]] = {}
        for seed in range(SEEDS):
            spec = draw_character(seed)
            boy = spec.outfit.kind in BOYS["outfit"]
            if (spec.traits.presentation == "boy") == boy and spec.traits.age != "child":
                found.setdefault(spec.outfit.kind, []).append(spec.outfit)
        return {kind: sorted(all_, key=lambda o: o.layer != "none") for kind, all_ in found.items()}

    def _worn(self, group: str, word: str) -> OutfitSpec:
        """The plainest of the first clothes with a tag.

        Raises:
            LookupError: nobody wears any.
        """
        kinds = KINDS.get(f"{group} {word}", ())
        found = self._found(group, word, kinds) or self._found(group, word, ())
        if not found:
            raise LookupError(f"nobody wears {word}")
        return min(found, key=lambda pair: pair[0])[1]

    def _found(self, group: str, word: str, kinds: tuple[str, ...]) -> list[tuple[int, OutfitSpec]]:
        """Clothes of these families (of all where none is named) with a tag, and how much else is on them."""
        found: list[tuple[int, OutfitSpec]] = []
        necks = {"ribbon": "bow", "tie": "tie"}
        for seed in range(SEEDS):
            spec = draw_character(seed)
            outfit = spec.outfit
            if spec.traits.presentation == "boy" or (kinds and outfit.kind not in kinds):
                continue
            if group == "shoes" and outfit.legs == "trousers":
                continue  # it hides them
            if group == "accessories" and outfit.neck != necks.get(word, outfit.neck):
                continue
            tags, extras = self._tags(outfit)
            if word in (extras if group == "accessories" else (tags[group],)):
                found.append((len(extras) + 2 * (outfit.layer != "none"), outfit))
            if len(found) == LOOKED_AT:
                break
        return found

    def _tags(self, outfit: OutfitSpec) -> tuple[dict[str, str], list[str]]:
        """The words for top, bottom and shoes, and those for accessories."""
        key = repr(outfit)
        if key not in self._known:
            palette, body, head = self._body
            tags = build_outfit(outfit, toned(palette, outfit.tone), body, head).tags
            extras = [str(word).replace(" ", "_") for word in tags["accessories"]]
            words = {group: str(tags[group]).replace(" ", "_") for group in ("top", "bottom", "shoes")}
            self._known[key] = words, extras
        return self._known[key]

    @cached_property
    def _body(self) -> tuple[Palette, Body, Head]:
        who = draw_character(0)
        body = Body(who.traits.proportions)
        return who.palette, body, build_head(who.face, who.palette, body)
