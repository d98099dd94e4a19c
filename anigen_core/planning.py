"""What a document asks for, found out before any work: sizes, what is missing, where the eyes are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anigen_core.document import MAX_EXTENT, Document
from anigen_core.errors import InputError
from anigen_core.imaging import Extent

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.settings import EyeWish, Settings
    from anigen_core.stages.eyes import Box, EyesOptions
    from anigen_core.stages.reconstruct import ReconstructOptions

WORKING_EXTENT = Extent(1024, 1536)
"""Largest canvas that is painted, either way up. Larger drawings are painted as a scaled copy."""

PREVIEW_EXTENT = Extent(256, 384)

DUST = 8
"""Pixels of ink up to which nothing was drawn."""


def working_extent(extent: Extent) -> Extent:
    """The size at which a drawing of this size is painted: its own, or scaled to fit `WORKING_EXTENT`."""
    upright = extent.height >= extent.width
    return extent.fitted(WORKING_EXTENT if upright else Extent(*reversed(WORKING_EXTENT)))


def preview_extent(extent: Extent) -> Extent:
    """The size of a preview: as many pixels as 256x384 has, or its own where the drawing is smaller."""
    area = PREVIEW_EXTENT.width * PREVIEW_EXTENT.height
    return extent.scaled(min(1.0, (area / (extent.width * extent.height)) ** 0.5))


def output_extent(document: Document) -> Extent:
    """The size of the finished picture.

    Raises:
        InputError: larger than the largest canvas.
    """
    factor = document.settings.upscale
    output = Extent(document.width * factor, document.height * factor)
    short, long = sorted(output)
    if short > MAX_EXTENT.width or long > MAX_EXTENT.height:
        raise InputError(
            f"Enlarged {factor} times this drawing would be {output}; the largest picture is {MAX_EXTENT}, "
            "so choose a smaller enlargement."
        )
    return output


def check_drawing(document: Document, *, chooses: bool = False) -> None:
    """Tell the artist what is missing, before any work.

    chooses: the painter chooses lines or colors that are not given, as the network does, or nobody paints and
    what is missing stays so. Whoever colors lines chooses colors always and lines never.

    Raises:
        InputError: nothing is drawn; or only lines or only colors, with no painter that chooses the rest and
            no posed body to fill it.
    """
    if wants_body(document) or document.replaced.keys() & {"paint", "refine", "upscale", "eyes"}:
        return
    lines = has_lines(document) or "lines" in document.replaced
    colors = has_colors(document)
    else_way = "choose a pose"
    if document.pose is not None:
        out = "body" in document.settings.off
        else_way = "switch the step 'body' on" if out else "let the posed body in with a mix above 0"
    if not lines and not colors:
        raise InputError(f"The canvas is empty; draw lines and throw color blocks on them, or {else_way}.")
    hinted = document.settings.painter == "colorize"
    if not colors and not chooses and not hinted:
        raise InputError(f"There are lines but no colors; throw color blocks on them, or {else_way}.")
    if not lines and (hinted or not chooses):
        raise InputError(f"There are colors but no lines; draw lines over them, or {else_way}.")


def chosen_notes(document: Document) -> list[str]:
    """Sentences on what the painter chooses because the drawing does not say it."""
    notes: list[str] = []
    settings = document.settings
    if wants_body(document) or "paint" in settings.off or document.replaced:
        return notes
    if not has_lines(document):
        notes.append("There are no lines, so the network chose the shapes.")
    if has_colors(document):
        return notes
    if settings.painter != "colorize":
        notes.append("There are no colors, so the lines were inked on white.")
    elif document.style is None and not settings.character.colors:
        notes.append(
            "Nothing says which colors are wanted, so they were chosen; another seed chooses others."
        )
    return notes


def has_lines(document: Document) -> bool:
    """Whether there is any ink but a speck of dust."""
    return document.lines is not None and int((document.lines < 200).sum()) > DUST


def has_colors(document: Document) -> bool:
    """Whether anything is painted."""
    return document.colors is not None and bool((document.colors[..., 3] >= 128).any())


def wants_body(document: Document) -> bool:
    """Whether the posed body is to join the drawing."""
    return document.pose is not None and document.settings.mix > 0


def counting(settings: Settings, *, preview: bool = False) -> Settings:
    """The settings that count when the steps in `settings.off` are left out. A preview refines nothing."""
    changes: dict[str, Any] = {}
    if "body" in settings.off:
        changes["mix"] = 0.0
    if "refine" in settings.off or preview:
        changes["refine"] = 0
    if "upscale" in settings.off:
        changes |= {"upscale": 1, "upscaler": "lanczos", "denoise": 0}
    if "eyes" in settings.off:
        changes["eyes"] = ()
    return replace(settings, **changes)


def paint_options(settings: Settings, *, refine: int) -> ReconstructOptions:
    """How the settings ask for the picture to be painted, with this many passes of refinement."""
    from anigen_core.stages.reconstruct import ReconstructOptions

    return ReconstructOptions(
        painter="pirec" if settings.painter == "pirec" else "fill",
        strength=settings.strength,
        refine=refine,
        shading=settings.shading,
        light=settings.light,
        ink=settings.ink,
        seed=settings.seed,
    )


def eye_options(
    wishes: Sequence[EyeWish],
    pose: Pose | None,
    scale: float = 1.0,
    *,
    found: Mapping[str, Box] | None = None,
) -> EyesOptions:
    """Wishes for eyes as options of the eyes stage, for a picture `scale` times as large as the drawing.

    found: boxes by side in the drawing, which count where neither the wish nor the pose says where an eye is.

    Raises:
        InputError: nothing says where an eye is.
    """
    from anigen_core.stages.eyes import EyesOptions, EyeSpec, eye_boxes

    boxes = {**(found or {}), **(eye_boxes(pose) if pose is not None else {})}
    specs = {}
    for wish in wishes:
        box = wish.box or boxes.get(wish.side)
        if box is None:
            raise InputError(
                f"Nothing says where the {wish.side} eye is; give its box, or a pose that shows the eye."
            )
        x, y, width, height = (round(value * scale) for value in box)
        specs[wish.side] = EyeSpec(wish.color, (x, y, width, height))
    return EyesOptions(**specs)
