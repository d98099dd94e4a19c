"""The choices of a Finish as the page sends them, and how they become `Settings` and go back."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anigen_core.options import character_of, steps_of, whole

if TYPE_CHECKING:
    from anigen_core.character import Character
    from anigen_core.document import Settings


@dataclass(frozen=True)
class Choices:
    """Everything but the drawing. The order of the fields is the order in which gradio passes them.

    Attributes:
        painter .. denoise: see `document.Settings`.
        left_eye, right_eye: colors like "#3a7bd5"; None or "" leaves the eye as it is.
        left_box, right_box: where the eye is, "x, y, width, height" in pixels; None or "": see the pose.
        figure: who draws the body, see `document.Settings`.
        character: who it is, as `options.character_of` reads it.
        flats: one color for each cell, of the painter "colorize".
        weights: name of the user's own weights; None or "" are the shipped ones.
        off: steps of the chain that are switched off, as `options.steps_of` reads them.
    """

    painter: Any
    strength: float
    refine: Any
    seed: Any
    shading: float
    light: Any
    ink: Any
    mix: float
    transparent: bool
    upscale: Any
    upscaler: Any
    denoise: Any
    left_eye: str | None
    left_box: str | None
    right_eye: str | None
    right_box: str | None
    figure: Any
    character: str | None
    flats: Any
    weights: str | None
    off: Any

    def settings(self) -> Settings:
        """The document's settings; InputError where a value is out of range."""
        from anigen_core.document import EyeWish, Settings
        from anigen_core.intake import read_box

        wanted = (("left", self.left_eye, self.left_box), ("right", self.right_eye, self.right_box))
        return Settings(
            painter=self.painter,
            strength=self.strength,
            refine=whole(self.refine, "The number of refining passes"),
            seed=whole(self.seed, "The seed"),
            shading=self.shading,
            light=self.light,
            ink=self.ink,
            mix=self.mix,
            figure=self.figure,
            character=character_of(self.character),
            transparent=bool(self.transparent),
            flats=bool(self.flats),
            weights=self.weights or "",
            off=steps_of(self.off),
            upscale=whole(self.upscale, "The enlargement"),  # type: ignore[arg-type]
            upscaler=self.upscaler,
            denoise=whole(self.denoise, "The denoising level"),  # type: ignore[arg-type]
            eyes=tuple(
                EyeWish(side, hex_color(color), read_box(box))  # type: ignore[arg-type]
                for side, color, box in wanted
                if color
            ),
        )


def shown(settings: Settings) -> dict[str, Any]:
    """Values of the page's controls for these settings, under the names of the fields of `Choices`."""
    from dataclasses import fields

    eyes = {eye.side: eye for eye in settings.eyes}
    values = {
        field.name: getattr(settings, field.name)
        for field in fields(Choices)
        if not field.name.endswith(("_eye", "_box"))
    }
    values["character"] = written(settings.character)
    values["off"] = ",".join(settings.off)
    for side in ("left", "right"):
        eye = eyes.get(side)  # type: ignore[arg-type]
        values[f"{side}_eye"] = None if eye is None else eye.color
        values[f"{side}_box"] = "" if eye is None or eye.box is None else ", ".join(map(str, eye.box))
    return values


def written(character: Character) -> str:
    """The value that shows a character."""
    return json.dumps(character.to_json(), separators=(",", ":"))


def hex_color(text: str) -> str:
    """'#rrggbb' of what a color input sends: '#rgb', '#rrggbb', or 'rgba(58, 123, 213, 1)'."""
    from anigen_core.color import parse_color, to_hex

    numbers = re.fullmatch(
        r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*[\d.]+\s*)?\)", text.strip()
    )
    if numbers:
        red, green, blue = (min(255, round(float(number))) for number in numbers.groups())
        return f"#{red:02x}{green:02x}{blue:02x}"
    return to_hex(parse_color(text))
