"""Which things there are, how common they are, and the words for them."""

from __future__ import annotations

Weights = dict[str, float]

USUAL: dict[str, Weights] = {
    "hat": {
        "none": 0.852, "beret": 0.016, "straw": 0.014, "witch": 0.012, "cap": 0.018, "cap_back": 0.009,
        "helmet": 0.009,
        "crown": 0.013, "bandana": 0.007, "beanie": 0.016, "top_hat": 0.007, "feather_hat": 0.005,
        "sailor_hat": 0.006,
        "peaked_cap": 0.010, "chef": 0.005, "santa": 0.007, "hard_hat": 0.004, "flower_crown": 0.012,
        "nurse": 0.005,
        "maid": 0.009, "tiara": 0.004, "mini_hat": 0.003, "shako": 0.002, "horned_helmet": 0.003,
        "turban": 0.003, "tricorn": 0.004,
        "hachimaki": 0.005, "mitre": 0.001, "flower": 0.005, "visor": 0.004,
    },
    "face": {
        "none": 0.875, "round": 0.032, "square": 0.028, "half": 0.015, "sun": 0.012, "monocle": 0.006,
        "eye_patch": 0.013,
        "mask": 0.016, "fox_mask": 0.011, "goggles": 0.012,
    },
    "ears": {
        "none": 0.910, "cat": 0.034, "fox": 0.018, "wolf": 0.010, "rabbit": 0.016, "lop": 0.008,
        "dog": 0.009, "bear": 0.009,
        "mouse": 0.006,
    },
    "horns": {"none": 0.974, "small": 0.008, "ram": 0.006, "demon": 0.008, "dragon": 0.005},
    "halo": {"none": 0.989, "ring": 0.011},
    "tail": {
        "none": 0.985, "cat": 0.005, "fox": 0.003, "demon": 0.004, "dragon": 0.003, "wolf": 0.0,
        "dog": 0.0, "rabbit": 0.0,
    },
    "back": {
        "none": 0.970, "bird_small": 0.006, "bird_big": 0.008, "bat_small": 0.005, "bat_big": 0.004,
        "fairy_small": 0.003, "fairy_big": 0.004,
    },
    "bag": {
        "none": 0.928, "backpack": 0.020, "randoseru": 0.005, "shoulder_bag": 0.020, "guitar_case": 0.008,
        "sword_back": 0.006,
        "sword_hip": 0.008, "quiver": 0.003,
    },
    "held": {
        "none": 0.952, "staff": 0.011, "wand": 0.006, "sword": 0.009, "katana": 0.007, "spear": 0.004,
        "bow": 0.005, "shield": 0.004,
        "broom": 0.008, "umbrella_open": 0.010, "umbrella_closed": 0.006, "book_closed": 0.012,
        "book_open": 0.012,
        "school_bag": 0.016, "tote": 0.010, "basket": 0.015, "lantern": 0.008, "microphone": 0.011,
        "phone": 0.013, "cup": 0.012,
        "lollipop": 0.007, "ice_cream": 0.009, "bouquet": 0.009, "fan": 0.009, "camera": 0.009,
        "tray": 0.004, "sketchbook": 0.009,
        "plush": 0.015, "ball": 0.008, "guitar": 0.011, "pompoms": 0.001, "gift": 0.004, "axe": 0.002,
        "rose": 0.004, "cane": 0.003,
        "kunai": 0.002, "gohei": 0.001,
    },
    "ear": {"none": 0.950, "headphones": 0.015, "neck_phones": 0.009, "earrings": 0.026},
    "neck": {"none": 0.965, "choker": 0.018, "necklace": 0.017},
    "gloves": {"none": 0.972, "short": 0.010, "long": 0.006, "fingerless": 0.012},
}  # fmt: skip
"""Slot to what may be there with its weights; a plan's own weights (clothes.plans.Plan.things) come on
top."""

TIMES_BOY: Weights = {
    "cat": 0.5, "fox": 0.7, "rabbit": 0.25, "lop": 0.25, "mouse": 0.4, "crown": 0.7, "flower_crown": 0.2,
    "maid": 0.0, "tiara": 0.0,
    "nurse": 0.0, "wand": 0.3, "basket": 0.4, "lollipop": 0.5, "plush": 0.35, "fairy_small": 0.2,
    "fairy_big": 0.3, "straw": 0.7,
    "beret": 0.6, "earrings": 0.7, "choker": 0.5, "helmet": 1.6, "cap": 1.6, "cap_back": 1.8, "sword": 1.3,
    "katana": 1.3,
    "bouquet": 0.7, "long": 0.1, "fingerless": 1.5, "hard_hat": 1.6, "bandana": 1.4,
}  # fmt: skip
"""Factors on the weights of things of any slot."""

PLANNED = {"held": 0.55, "hat": 0.8}
"""Factors on what plans add."""

TIED_HIGH = ("bun", "double_bun", "ponytail", "topknot", "crown_braid", "half_up")
"""Hairstyles that a hat over the crown does not go with."""

_HATS = {
    "beret": "beret", "straw": "straw hat", "witch": "witch hat", "cap": "cap", "cap_back": "cap",
    "helmet": "helmet",
    "crown": "crown", "tiara": "crown", "bandana": "hat", "beanie": "beanie", "top_hat": "top hat",
    "feather_hat": "top hat",
    "sailor_hat": "uniform hat", "peaked_cap": "uniform hat", "chef": "hat", "santa": "hat",
    "hard_hat": "helmet",
    "mini_hat": "top hat", "shako": "uniform hat", "horned_helmet": "helmet", "turban": "hat",
    "tricorn": "hat",
    "hachimaki": "headband", "mitre": "hat", "flower": "flower crown", "visor": "cap",
    "flower_crown": "flower crown", "nurse": "uniform hat", "maid": "maid headdress",
}  # fmt: skip
_FACE = {
    "round": "glasses", "square": "glasses", "half": "glasses", "sun": "sunglasses", "monocle": "glasses",
    "eye_patch": "eye patch",
    "mask": "mask", "fox_mask": "mask", "goggles": "goggles",
}  # fmt: skip
_HELD = {
    "staff": "staff", "wand": "staff", "sword": "sword", "katana": "sword", "spear": "held weapon",
    "bow": "held weapon",
    "shield": "held weapon", "broom": "broom", "umbrella_open": "umbrella", "umbrella_closed": "umbrella",
    "book_closed": "book",
    "book_open": "book", "school_bag": "bag", "tote": "bag", "basket": "basket", "lantern": "held thing",
    "microphone": "microphone",
    "phone": "phone", "cup": "cup", "tray": "cup", "lollipop": "sweets", "ice_cream": "sweets",
    "bouquet": "bouquet", "fan": "fan",
    "camera": "held thing", "sketchbook": "held thing", "plush": "plush toy", "ball": "held thing",
    "guitar": "guitar",
    "pompoms": "held thing", "gift": "held thing", "axe": "held weapon", "rose": "bouquet",
    "cane": "staff", "kunai": "held weapon", "gohei": "staff",
}  # fmt: skip
_OTHERS = {
    "halo ring": "halo", "bag backpack": "backpack", "bag randoseru": "backpack",
    "bag shoulder_bag": "bag", "bag guitar_case": "guitar",
    "bag sword_back": "sword", "bag sword_hip": "sword", "bag quiver": "held weapon",
    "ear headphones": "headphones",
    "ear neck_phones": "headphones", "ear earrings": "earrings", "neck choker": "choker",
    "neck necklace": "necklace",
}  # fmt: skip

WORDS: dict[str, str] = {
    **{f"hat {k}": w for k, w in _HATS.items()},
    **{f"face {k}": w for k, w in _FACE.items()},
    **{
        f"ears {k}": {"cat": "cat ears", "rabbit": "rabbit ears", "lop": "rabbit ears"}.get(k, "animal ears")
        for k in USUAL["ears"]
        if k != "none"
    },
    **{f"horns {k}": "horns" for k in USUAL["horns"] if k != "none"},
    **{f"tail {k}": "tail" for k in USUAL["tail"] if k != "none"},
    **{f"back {k}": "wings" for k in USUAL["back"] if k != "none"},
    **{f"held {k}": w for k, w in _HELD.items()},
    **{f"gloves {k}": "gloves" for k in USUAL["gloves"] if k != "none"},
    **_OTHERS,
}
""" "slot name" to the word that tells of it."""

ALIASES: dict[str, tuple[str, str]] = {
    "hat headdress": ("hat", "maid"), "hat feather": ("hat", "feather_hat"),
    "hat circlet": ("hat", "tiara"), "hat hood": ("hat", "none"),
    "hat headband": ("hat", "hachimaki"), "hat goggles": ("face", "goggles"),
    "hat helm": ("hat", "helmet"), "hat kanzashi": ("hat", "flower"),
    "held parasol": ("held", "umbrella_open"), "held umbrella": ("held", "umbrella_closed"),
    "held book": ("held", "book_open"),
    "held lamp": ("held", "lantern"), "held baton": ("held", "cane"), "held tablet": ("held", "phone"),
    "face eyepatch": ("face", "eye_patch"),
    "face sunglasses": ("face", "sun"), "face glasses": ("face", "round"),
    "back fairy_wings": ("back", "fairy_big"),
    "back bat_wings": ("back", "bat_big"), "back bird_wings": ("back", "bird_big"),
    "back halo": ("halo", "ring"),
    "headphones headphones": ("ear", "headphones"), "bag school_bag": ("held", "school_bag"),
    "back backpack": ("bag", "backpack"),
    "bag sword": ("bag", "sword_hip"), "ears horns": ("horns", "demon"),
}  # fmt: skip
"""Other names by which plans ask for things."""

SEEN: dict[str, str] = {
    **dict.fromkeys(("glasses", "sunglasses", "eye patch", "mask", "goggles"), "front"),
    **{
        word: "trunk"
        for key, word in WORDS.items()
        if key.split()[0] in ("held", "bag", "back", "neck", "gloves")
    },
    "tail": "legs",
}
"""Where a picture must look for a word to be told: at the face from the front, at the trunk, at the legs; any
picture tells of the others."""

FOREIGN_HATS = (
    "chef", "hard_hat", "witch", "santa", "top_hat", "mini_hat", "peaked_cap", "shako", "helmet",
    "horned_helmet", "mitre", "nurse", "sailor_hat", "tricorn",
)  # fmt: skip
"""Hats that nobody wears with a kimono or another traditional dress unless its plan says so."""
