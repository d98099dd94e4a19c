"""What a face drawn by rule is, in numbers only: so that one face can be turned into another step by step.

Lengths are sides of the picture, measured from the middle between the eyes, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from anigen_core.character import Character
from anigen_core.color import parse_color, srgb_to_oklab
from anigen_core.facemaking.wishing import face_groups
from anigen_core.mannequin.face import EXPRESSIONS, Expression

SAMPLES = 161
"""Points of the fringe's lower edge."""

EDGE_X = np.linspace(-0.235, 0.235, SAMPLES)
"""Where they are."""


@dataclass(frozen=True, eq=False)
class Form:
    """A face in numbers.

    Attributes:
        colors: name to (3,) RGB float: skin, hair, eyes, top, trim (of what is worn).
        fringe: (161,) y of the fringe's lower edge at `EDGE_X`.
        hair: name to number, `HAIR`.
        face: name to number, `FACE`.
        worn: word of an accessory or detail to how much of it is there, 0 to 1.
        mood: what the face does.
        seed: of small irregularities.
    """

    colors: dict[str, np.ndarray]
    fringe: np.ndarray
    hair: dict[str, float]
    face: dict[str, float]
    worn: dict[str, float]
    mood: Expression
    seed: int


HAIR: dict[str, float] = {
    "volume": 0.035, "cap": 1.0, "back": 0.1, "wide": 0.24, "flare": 0.0, "wave": 0.0, "lumps": 0.0,
    "spikes": 0.0, "locks": 0.16, "lock_width": 0.05, "twin": 0.0, "low_twin": 0.0, "side_tail": 0.0,
    "pony": 0.0, "low_tail": 0.0, "bun": 0.0, "curl": 0.0, "braid": 0.0, "tail_length": 1.0, "crest": 0.0,
    "lean": 0.0,
}  # fmt: skip
"""Numbers of a head of hair, as they usually are. back: where the hair behind the head ends, below the eyes;
wide: half of its width there; flare: how far its ends turn out; locks: where those beside the face end; cap:
how much hair covers the skull; twin to bun: how much of such a tail there is; lean: how far one side of the
back is longer."""

FACE: dict[str, float] = {
    "jaw": 0.2, "cheek": 0.19, "tall": 1.0, "wide": 1.0, "slant": 0.0, "lid": 0.0, "round": 0.0, "iris": 1.0,
    "shine": 1.0, "brow": 1.0, "shoulder": 1.0, "lash": 1.0,
}  # fmt: skip
"""Numbers of a face. jaw: the chin below the eyes; cheek: half of the face's width; tall, wide: size of the
eyes; slant: how far their outer corners are raised; lid: how far the upper lid hangs; shine: of the eyes."""

_STYLES: dict[str, dict[str, float]] = {
    "crop": {"back": 0.1, "wide": 0.2, "locks": 0.06},
    "tousled": {"back": 0.12, "wide": 0.21, "locks": 0.08, "spikes": 0.35},
    "spiky": {"back": 0.1, "wide": 0.22, "locks": 0.08, "spikes": 1.0},
    "pixie": {"back": 0.12, "wide": 0.2, "locks": 0.1, "volume": 0.03},
    "bowl": {"back": 0.08, "wide": 0.235, "locks": 0.06, "volume": 0.045},
    "side_swept": {"back": 0.1, "wide": 0.21, "locks": 0.09, "lean": 0.04},
    "slick": {"back": 0.1, "wide": 0.2, "locks": -0.06, "volume": 0.015},
    "bedhead": {"back": 0.13, "wide": 0.23, "locks": 0.1, "spikes": 0.65, "lumps": 0.3},
    "buzz": {"back": -0.02, "wide": 0.19, "locks": -0.08, "volume": 0.004},
    "mohawk": {"back": -0.02, "wide": 0.19, "locks": -0.1, "volume": 0.0, "crest": 1.0},
    "afro": {"back": 0.14, "wide": 0.27, "locks": 0.06, "volume": 0.11, "lumps": 1.0},
    "bob": {"back": 0.22, "wide": 0.25, "locks": 0.2},
    "flipped": {"back": 0.24, "wide": 0.25, "locks": 0.19, "flare": 1.0},
    "curly": {"back": 0.26, "wide": 0.28, "locks": 0.2, "lumps": 0.8, "volume": 0.06, "wave": 0.4},
    "wolf": {"back": 0.28, "wide": 0.23, "locks": 0.16, "spikes": 0.45, "flare": 0.5},
    "asymmetric": {"back": 0.23, "wide": 0.24, "locks": 0.19, "lean": 0.11},
    "medium": {"back": 0.3, "wide": 0.24, "locks": 0.24},
    "wavy": {"back": 0.6, "wide": 0.28, "locks": 0.34, "wave": 1.0},
    "layered": {"back": 0.34, "wide": 0.25, "locks": 0.22, "flare": 0.4},
    "long": {"back": 0.62, "wide": 0.26, "locks": 0.32},
    "hime": {"back": 0.62, "wide": 0.255, "locks": 0.17, "lock_width": 0.065},
    "very_long": {"back": 0.64, "wide": 0.3, "locks": 0.4},
    "mane": {"back": 0.62, "wide": 0.34, "locks": 0.3, "volume": 0.06, "wave": 0.5, "spikes": 0.25},
    "half_up": {"back": 0.6, "wide": 0.25, "locks": 0.26, "bun": 0.6},
    "ponytail": {"back": 0.08, "wide": 0.19, "locks": 0.2, "lock_width": 0.035, "pony": 1.0},
    "side_tail": {"back": 0.1, "wide": 0.2, "locks": 0.2, "lock_width": 0.035, "side_tail": 1.0},
    "low_tail": {"back": 0.14, "wide": 0.2, "locks": 0.2, "low_tail": 1.0},
    "twin_tails": {"back": 0.08, "wide": 0.19, "locks": 0.2, "lock_width": 0.035, "twin": 1.0},
    "low_twins": {"back": 0.12, "wide": 0.2, "locks": 0.16, "low_twin": 1.0},
    "drills": {"back": 0.12, "wide": 0.2, "locks": 0.17, "twin": 1.0, "curl": 1.0},
    "braids": {"back": 0.12, "wide": 0.2, "locks": 0.16, "low_twin": 1.0, "braid": 1.0},
    "braid": {"back": 0.14, "wide": 0.2, "locks": 0.18, "low_tail": 1.0, "braid": 1.0},
    "side_braid": {"back": 0.14, "wide": 0.2, "locks": 0.18, "low_tail": 1.0, "braid": 1.0},
    "crown_braid": {"back": 0.12, "wide": 0.2, "locks": 0.12, "braid": 0.4},
    "topknot": {"back": 0.08, "wide": 0.19, "locks": 0.08, "bun": 1.0},
}  # fmt: skip
"""Of each hair style, what differs from the usual."""

_PLAIN = np.array([243.0, 241, 236])

_EYES = {
    "tareme": {"slant": -0.9, "round": 0.3},
    "tsurime": {"slant": 1.0},
    "round": {"round": 1.0, "tall": 1.06},
    "jito": {"lid": 0.55, "slant": 0.1},
    "sleepy": {"lid": 0.38, "slant": -0.5},
}

_FACES: dict[str, dict[str, float]] = {
    "round": {"jaw": 0.185, "cheek": 0.2, "tall": 1.08},
    "cool": {"jaw": 0.215, "tall": 0.86, "slant": 0.4},
    "gentle": {"slant": -0.3},
    "almond": {"tall": 0.88, "wide": 1.06},
    "droopy": {"slant": -0.5, "lid": 0.12},
    "sparkling": {"iris": 1.1, "tall": 1.1, "shine": 1.5},
    "retro": {"tall": 1.14, "jaw": 0.205, "lash": 1.3},
    "realistic": {"tall": 0.72, "wide": 0.94, "jaw": 0.22, "iris": 0.92},
    "fierce": {"slant": 0.6, "iris": 0.82, "brow": 1.4},
    "feline": {"slant": 0.9, "wide": 1.04},
    "vintage": {"tall": 1.05, "lash": 1.4, "wide": 0.95},
}


def form_of(character: Character) -> Form:
    """The numbers of a character of whom nothing is open (`wishing.filled`)."""
    rng = np.random.default_rng([character.seed, 0xF0])
    face = FACE | {
        "tall": 1 + 0.05 * rng.normal(),
        "cheek": 0.19 + 0.004 * rng.normal(),
        "iris": 1 + 0.04 * rng.normal(),
    }
    _add(face, _EYES.get(character.word("eyes") or "", {}))
    _add(face, _FACES.get(character.word("face") or "", {}))
    if character.word("presentation") == "boy":
        _add(face, {"tall": 0.88, "jaw": 0.212, "lash": 0.7, "brow": 1.35, "shoulder": 1.12})
    age = {"child": {"jaw": 0.182, "tall": 1.08, "shoulder": 0.85}, "adult": {"jaw": 0.214, "tall": 0.9}}
    _add(face, age.get(character.word("age") or "", {}))
    style = character.word("hair") or ""
    hair = HAIR | _STYLES.get(style, {})
    hair["volume"] += 0.004 * rng.normal()
    length = character.word("hair_length")
    if length is not None:
        far = {"short": 0.16, "medium": 0.3, "long": 0.6, "very_long": 0.64}[length]
        hair["tail_length"] = {"short": 0.55, "medium": 0.75, "long": 1.0, "very_long": 1.35}[length]
        if not any(hair[name] for name in ("twin", "low_twin", "side_tail", "pony", "low_tail", "bun")):
            hair["back"] = min(hair["back"], far) if far < 0.4 else max(hair["back"], far)
    worn = {word: 1.0 for group in ("accessories", "details") for word in character.words(group)}
    known = face_groups()
    worn = {word: 1.0 for word in worn if word in (*known["accessories"], *known["details"])}
    colors = {part: np.array(parse_color(color), np.float64) for part, color in character.colors}
    named = {part: colors[part] for part in ("skin", "hair", "eyes")}
    # An outfit of one piece has a color for the dress or the coat only.
    named["top"] = next((colors[part] for part in ("top", "outer", "bottom") if part in colors), _PLAIN)
    mood = EXPRESSIONS[character.word("expression") or "smile"]
    named["trim"] = _trim(named["hair"], rng)
    return Form(
        named, fringe_edge(character.word("fringe") or "blunt", rng), hair, face, worn, mood, character.seed
    )


def between(first: Form, last: Form, share: float) -> Form:
    """Part of the way from one form to another, 0 to 1."""

    def mix(a: Any, b: Any) -> Any:
        return a + (b - a) * share

    def both(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
        return {k: mix(a.get(k, 0.0), b.get(k, 0.0)) for k in (*a, *(k for k in b if k not in a))}

    moods = {f.name: mix(getattr(first.mood, f.name), getattr(last.mood, f.name)) for f in fields(Expression)}
    return Form(
        both(first.colors, last.colors),
        mix(first.fringe, last.fringe),
        both(first.hair, last.hair),
        both(first.face, last.face),
        both(first.worn, last.worn),
        replace(first.mood, **moods),
        first.seed if share < 0.5 else last.seed,
    )


def fringe_edge(word: str, rng: np.random.Generator) -> np.ndarray:
    """(161,) y of a fringe's lower edge, pointed strands."""
    x = EDGE_X / 0.2
    side = np.abs(x)
    base: np.ndarray | float
    tips, deep = 7.0, 0.05
    if word == "blunt":
        base, tips, deep = -0.035 + 0.0 * x, 11.0, 0.018
    elif word in ("parted", "m_shape"):
        base, tips = -0.11 + 0.075 * np.abs(np.sin(1.25 * np.pi * (x + 0.15))), 6.0
    elif word == "swept":
        base, tips = -0.07 - 0.075 * (x - 0.1), 6.0
    elif word in ("center", "curtain"):
        base, tips, deep = -0.2 + 0.2 * side.clip(0, 1) ** 0.75, 5.0, 0.03
    elif word == "none":
        base, tips, deep = -0.235 + 0.16 * side.clip(0, 1.2) ** 2.4, 3.0, 0.004
    elif word == "over_eye":
        base, tips = -0.06 + 0.14 * np.exp(-(((x - 0.45) / 0.32) ** 2)), 6.0
    elif word == "thin":
        base, tips, deep = -0.12 + 0.0 * x, 9.0, 0.11
    elif word == "messy":
        base, tips, deep = -0.075 + 0.02 * np.sin(5 * x), 7.5, 0.075
    else:  # choppy
        base, tips, deep = -0.065 + 0.0 * x, 9.5, 0.06
    # Strands: every tip is a cusp, broad above and pointed below; their places vary a little.
    phase = tips * (x + 0.035 * np.sin(7 * x + rng.uniform(0, 6.3))) / 2 + rng.uniform(0, 1)
    if word in ("center", "curtain", "parted", "m_shape"):
        phase = tips * (side + 0.02 * np.sin(7 * x)) / 2 + rng.uniform(0.3, 0.7)
    saw = 1 - 2 * np.abs(phase % 1 - 0.5)
    heights = deep * (0.75 + 0.4 * np.sin(2.3 * np.floor(phase) + rng.uniform(0, 6.3)))
    edge = np.asarray(base) + heights * (saw**1.5 - 0.35)
    # Beside the face it goes down into the locks.
    return edge + 0.06 * ((side - 0.92).clip(0, 1) / 0.2) ** 1.5


def _add(numbers: dict[str, float], given: dict[str, float]) -> None:
    """Put in what differs; sizes multiply, so that a round face keeps its seed's size of eyes."""
    for name, value in given.items():
        if name in ("tall", "wide", "iris", "brow", "shoulder", "lash", "shine"):
            numbers[name] *= value
        elif name in ("jaw", "cheek"):
            numbers[name] += value - FACE[name]
        else:
            numbers[name] += value


def _trim(hair: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A color for ribbons and hats that stands out from the hair."""
    choices = np.array(
        [
            [214, 68, 84],
            [66, 96, 178],
            [246, 208, 96],
            [60, 62, 74],
            [240, 240, 244],
            [122, 84, 168],
            [70, 150, 120],
        ],
        np.uint8,
    )
    far = np.linalg.norm(
        srgb_to_oklab(choices[None])[0] - srgb_to_oklab(hair.astype(np.uint8)[None, None])[0], axis=1
    )
    fit = np.flatnonzero(far > 0.25)
    return choices[int(rng.choice(fit if len(fit) else np.arange(len(choices))))].astype(np.float64)
