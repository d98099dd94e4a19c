"""The choices of a Finish, from the page and from the API alike, and how they become a `Document`."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from anigen_core.character import Character
    from anigen_core.document import Document, Settings
    from anigen_core.pose import Pose
    from anigen_core.steps import StepName

NO_POSE = "none"

MAX_TEXT = 20_000
"""Most characters of a value: far more than a wish for everything has."""

UNREADABLE = "The character did not arrive whole; choose it again."


@dataclass(frozen=True)
class Choices:
    """Everything but the drawing. The order of the fields is the order in which gradio passes them.

    Attributes:
        painter .. denoise: see `document.Settings`.
        left_eye, right_eye: colors like "#3a7bd5"; None or "" leaves the eye as it is.
        left_box, right_box: where the eye is, "x, y, width, height" in pixels; None or "": see the pose.
        figure: who draws the body, see `document.Settings`.
        character: who it is, as `character_of` reads it.
        flats: one color for each cell, of the painter "colorize".
        weights: name of the user's own weights; None or "" are the shipped ones.
        off: steps of the chain that are switched off, as `steps_of` reads them.
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


@dataclass(frozen=True)
class Form(Choices):
    """The choices, and a drawing that comes as files.

    Attributes:
        lines, colors, style: a picture file's path or bytes, None where empty.
        pose: the name of a pose, or "none".
        pose_file: OpenPose JSON, None where empty. Not together with `pose`.
        mirror: turn the pose into its mirror image.
    """

    lines: Path | bytes | None
    colors: Path | bytes | None
    pose: str | None
    pose_file: bytes | None
    mirror: bool
    style: Path | bytes | None

    def document(self) -> tuple[Document, list[str]]:
        """The document, and sentences about what was assumed.

        Raises:
            InputError: any of the values is not usable.
        """
        from anigen_core.document import Document
        from anigen_core.imaging import Extent
        from anigen_core.intake import read_drawing, read_style

        lines, colors, notes = read_drawing(self.lines, self.colors)
        style = None if self.style is None else read_style(self.style, notes=notes)
        drawn = lines if lines is not None else colors
        extent = Extent.of(drawn) if drawn is not None else None
        pose = self.posed(extent)
        document = Document.compose(
            lines=lines, colors=colors, pose=pose, settings=self.settings(), size=extent, style=style
        )
        return document, notes

    def posed(self, extent: tuple[int, int] | None = None) -> Pose | None:
        """The chosen pose on a canvas of this size (default: the pose's own), None where none is chosen."""
        from anigen_core.pose import Pose
        from anigen_core.pose_library import named_pose

        named = self.pose not in (None, "", NO_POSE)
        if named and self.pose_file is not None:
            raise InputError("Choose a pose by name or give a pose file, not both.")
        if named:
            pose = named_pose(str(self.pose))
        elif self.pose_file is not None:
            pose = Pose.from_json(self.pose_file, extent=extent)
        else:
            return None
        pose = pose.mirrored() if self.mirror else pose
        return pose.resized(extent) if extent else pose


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


def character_of(text: Any) -> Character:
    """The character of a value: JSON as the panel sends it, or wishes like "hair=twin_tails, top=#3a7bd5".

    None and "" are nobody in particular.

    Raises:
        InputError: it is neither, or wishes for something that there is not.
    """
    from anigen_core.character import ANYBODY, Character

    if text is None or text == "":
        return ANYBODY
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise InputError(UNREADABLE)
    if not text.lstrip().startswith("{"):
        return Character.parse(text)
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(UNREADABLE) from None
    return Character.from_json(values)


def steps_of(value: Any) -> tuple[StepName, ...]:
    """Names of steps in their order, of a text like "upscale, eyes" or a list of them; None is none.

    Raises:
        InputError: there is no such step.
    """
    from anigen_core.steps import check_names

    names = value.split(",") if isinstance(value, str) else value or ()
    given = tuple(name.strip().lower() if isinstance(name, str) else name for name in names)
    return check_names(tuple(name for name in given if name != ""), "The steps")


def whole(value: Any, what: str) -> int:
    """A whole number from a number input, which may hand over 3.0, or None when it was emptied."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value != int(value):
        raise InputError(f"{what} has to be a whole number; type one in.")
    return int(value)


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
