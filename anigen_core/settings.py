"""Everything about a drawing that is a choice and not a picture: frozen, and checked on the way in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from anigen_core.character import ANYBODY, Character
from anigen_core.errors import InputError
from anigen_core.steps import StepName, check_names

MAX_SEED = 2**32 - 1
"""Largest seed: what NumPy and torch both take."""

MAX_REFINE = 3
"""Most passes of refinement: more change nothing that anybody sees."""

MAX_NAME = 80
"""Characters of a name of somebody's own weights."""

Side = Literal["left", "right"]
Ink = Literal["colored", "black"]
Painter = Literal["pirec", "colorize", "fill"]
Figure = Literal["auto", "psgan", "mannequin"]
Upscaler = Literal["lanczos", "compact", "cunet"]


@dataclass(frozen=True)
class EyeWish:
    """The color one eye should have.

    Attributes:
        side: the character's own left or right ("her left" is on the right of a picture seen from the front).
        color: '#rrggbb'; '#abc' and a missing '#' are accepted and written out in full.
        box: (x, y, width, height) round the eye in canvas pixels; None takes it from the pose's eye joints.

    Raises:
        InputError: a value out of its range.
    """

    side: Side
    color: str
    box: tuple[int, int, int, int] | None = None

    def __post_init__(self) -> None:
        # Here, so that knowing the settings costs no import of OpenCV: the page is built from them.
        from anigen_core.color import parse_color, to_hex

        _one_of("The side of an eye", self.side, get_args(Side))
        object.__setattr__(self, "color", to_hex(parse_color(self.color)))
        if self.box is not None:
            object.__setattr__(self, "box", _box(self.box))


@dataclass(frozen=True)
class Settings:
    """The choices that turn the same drawing into the same picture again.

    Attributes:
        painter: "pirec" is the network that reads the colors as blocks; where its weights are not there,
            "fill" paints instead and says so. "colorize" reads them as hints, each of which says that this
            thing has about this color, and chooses what they leave open. "fill" fills cells and shades them
            by rule.
        strength: how strictly the network follows lines and colors, 0 to 1.
        refine: how many times the network improves its own picture, 0 to 3.
        seed: 0 is the likeliest picture; 1..4294967295 are variations of what the drawing leaves open.
        shading: depth of the cel shadow, 0 (flat) to 1; of "fill" only, as `light` is.
        light: side of the picture the light comes from.
        ink: "colored" tints the lines after what they border; "black" leaves them black.
        mix: how much of the posed body joins the drawing: 0 is the drawing alone, 0.5 fills what the artist
            left out, at 1 the body is all there is and the drawing only a hint.
        figure: who draws the body: the croquis "mannequin", which obeys colors; "psgan", the network, which
            obeys words too; or "auto", the network where there are such words. Where its weights are not
            there, the mannequin is drawn instead.
        character: who it is: wishes, colors, and the seed of what they leave open.
        transparent: leave the background out.
        upscale: enlarge the finished picture 1, 2 or 4 times.
        upscaler: the method that enlarges.
        denoise: strength 0, 1 or 3 with which the upscaler cleans; only "cunet" can.
        eyes: at most one wish per side.
        flats: one color for each cell and no shading; of "colorize" only.
        weights: name of the user's own weights (adapted.py), in the place of the shipped ones; "" is none.
        off: steps of the chain that are switched off, whatever the other settings say; their values are kept.
            "body": the drawing alone. "lines": the body's lines are not joined to it, its colors are.
            "paint": flats and ink alone, or what a person painted in the step's place. "refine": the first
            picture as it is. "upscale": as large as the drawing. "eyes": as they were painted.

    Raises:
        InputError: a value out of its range.
    """

    painter: Painter = "pirec"
    strength: float = 0.6
    refine: int = 1
    seed: int = 0
    shading: float = 0.5
    light: Side = "left"
    ink: Ink = "colored"
    mix: float = 0.5
    figure: Figure = "auto"
    character: Character = ANYBODY
    transparent: bool = False
    upscale: Literal[1, 2, 4] = 1
    upscaler: Upscaler = "compact"
    denoise: Literal[0, 1, 3] = 0
    eyes: tuple[EyeWish, ...] = ()
    flats: bool = False
    weights: str = ""
    off: tuple[StepName, ...] = ()

    def __post_init__(self) -> None:
        _one_of("The painter", self.painter, get_args(Painter))
        object.__setattr__(self, "strength", _fraction("The strength", self.strength, "loosely", "strictly"))
        if not _is_int(self.refine) or not 0 <= self.refine <= MAX_REFINE:
            raise InputError(f"The passes of refinement must be a whole number from 0 to {MAX_REFINE}.")
        if not _is_int(self.seed) or not 0 <= self.seed <= MAX_SEED:
            raise InputError(f"The seed must be a whole number from 0 to {MAX_SEED}.")
        object.__setattr__(self, "shading", _fraction("The shading", self.shading, "flat", "deepest"))
        _one_of("The light", self.light, get_args(Side))
        _one_of("The ink", self.ink, get_args(Ink))
        object.__setattr__(self, "mix", _fraction("The mix", self.mix, "my drawing only", "all yours"))
        _one_of("The figure", self.figure, get_args(Figure))
        if not isinstance(self.character, Character):
            raise InputError("The character must be an object with wishes, colors and a seed.")
        for name in ("transparent", "flats"):
            if not isinstance(getattr(self, name), bool):
                raise InputError(f"The setting '{name}' must be true or false.")
        _one_of("The upscale factor", self.upscale, (1, 2, 4))
        _one_of("The upscaler", self.upscaler, get_args(Upscaler))
        _one_of("The denoise strength", self.denoise, (0, 1, 3))
        if self.denoise and self.upscaler != "cunet":
            raise InputError("Only the upscaler 'cunet' can denoise; choose it or set denoise to 0.")
        eyes = tuple(self.eyes) if isinstance(self.eyes, (tuple, list)) else (None,)
        if not all(isinstance(eye, EyeWish) for eye in eyes):
            raise InputError("The eyes must be a list of wishes with a side, a color and perhaps a box.")
        if len({eye.side for eye in eyes if eye}) < len(eyes):
            raise InputError("There is more than one wish for the same eye; keep one per side.")
        object.__setattr__(self, "eyes", eyes)
        _check_name(self.weights)
        object.__setattr__(self, "off", check_names(self.off, "The steps that are switched off"))

    def to_json(self) -> dict[str, Any]:
        """Plain values only, ready for `json.dumps`."""
        values: dict[str, Any] = asdict(self)
        values["character"] = self.character.to_json()
        values["eyes"] = [{**eye, "box": list(eye["box"]) if eye["box"] else None} for eye in values["eyes"]]
        values["off"] = list(self.off)
        return values

    @classmethod
    def from_json(cls, values: Any) -> Settings:
        """From what `json.loads` gave; missing keys take their defaults.

        Raises:
            InputError: not an object, a key that does not exist, or a value out of its range.
        """
        values = dict(_known(values, "settings", [field.name for field in fields(cls)], old=("body",)))
        if values.get("upscaler") == "upconv_7":
            values["upscaler"] = "compact"  # what older documents name is gone; this takes its place
        body = values.pop("body", "fill")  # what older documents have in place of the mix
        _one_of("The body", body, ("fill", "off"))
        if body == "off":
            values.setdefault("mix", 0.0)
        character = Character.from_json(values.pop("character", {}))
        eyes = values.pop("eyes", [])
        if not isinstance(eyes, list):
            raise InputError("The eyes must be a list of wishes with a side, a color and perhaps a box.")
        return cls(**values, character=character, eyes=tuple(_eye(eye) for eye in eyes))


def _eye(values: Any) -> EyeWish:
    values = _known(values, "an eye", [field.name for field in fields(EyeWish)])
    if "side" not in values or "color" not in values:
        raise InputError("A wish for an eye needs a side (left or right) and a color like #3a7bd5.")
    return EyeWish(**values)


def _known(values: Any, what: str, names: list[str], old: tuple[str, ...] = ()) -> dict[str, Any]:
    """`values`, checked: an object with keys of `names`, or of `old`, which are taken but no longer named."""
    if not isinstance(values, dict):
        raise InputError(f"The value for {what} must be a JSON object with some of: {', '.join(names)}.")
    for key in values:
        if key not in names and key not in old:
            raise InputError(f"'{str(key)[:40]}' is not one of the {what} known here: {', '.join(names)}.")
    return values


def _one_of(what: str, value: Any, choices: tuple) -> None:
    # `True == 1` and `1.0 == 1` in Python; neither is a choice somebody made.
    if not any(type(value) is type(choice) and value == choice for choice in choices):
        *first, last = (str(choice) for choice in choices)
        raise InputError(f"{what} must be {', '.join(first)} or {last}.")


def _fraction(what: str, value: Any, low: str, high: str) -> float:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # Written so that NaN, which is on neither side of anything, is refused too.
    if not number or not 0 <= value <= 1:
        raise InputError(f"{what} must be a number from 0 ({low}) to 1 ({high}).")
    return float(value)


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or len(name) > MAX_NAME or not name.isprintable() or name != name.strip():
        raise InputError(f"The name of your own weights must be a word of at most {MAX_NAME} characters.")
    if "/" in name or "\\" in name:
        raise InputError("Your own weights are chosen by their name, not by a path.")


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _box(box: Any) -> tuple[int, int, int, int]:
    box = tuple(box) if isinstance(box, (tuple, list)) else ()
    if len(box) != 4 or not all(_is_int(value) for value in box):
        raise InputError("An eye's box must be four whole numbers: x, y, width, height.")
    x, y, width, height = box
    if min(x, y) < 0 or min(width, height) < 1 or max(box) > 65535:
        raise InputError("An eye's box must lie inside the picture and be at least 1 pixel wide and high.")
    return box
