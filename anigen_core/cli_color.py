"""The command `anigen colorize`: lines and hints of their colors, or a reference, to a picture or layers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anigen_core.character import Character
from anigen_core.cli_support import Weights, check_target, event_bar, own_library, own_weights, say
from anigen_core.document import write_atomically
from anigen_core.errors import InputError

if TYPE_CHECKING:
    from anigen_core.document import Document

KINDS = (".png", ".psd", ".ora", ".anigen")
"""What a colored drawing is written as, by the ending of its name."""


def colorize(
    lines: Annotated[Path, typer.Argument(help="Line drawing: dark ink on white or transparent.")],
    out: Annotated[Path, typer.Option("--out", help="Picture (.png), layers (.psd, .ora) or .anigen.")],
    hints: Annotated[
        Path | None, typer.Option(help="Dots and strokes of color, of the same size; transparent elsewhere.")
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="A picture of any size whose colors are wanted.")
    ] = None,
    palette: Annotated[
        str | None, typer.Option(help="Colors of parts, like hair=#3a7bd5,top=#c0392b.")
    ] = None,
    flats: Annotated[bool, typer.Option("--flats", help="One color for each cell, no shading.")] = False,
    seed: Annotated[int, typer.Option(help="Of what nobody decides; each seed chooses otherwise.")] = 0,
    weights: Weights = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Color a line drawing by hints, by a reference picture, by colors of parts, or as it comes."""
    from anigen_core.pipeline import Studio

    check_target(out, KINDS, lines, hints, reference)
    files, own = own_weights(weights)
    document, notes = _document(lines, hints, reference, palette)
    settings = replace(document.settings, flats=flats, seed=seed, weights=own)
    with event_bar("Coloring", quiet=as_json) as show:
        result = Studio(adapted=files, library=own_library()).finish(
            replace(document, settings=settings), progress=show
        )
    write_atomically(out, result.to_bytes(out.suffix))
    height, width = result.picture.shape[:2]
    notes += result.notes
    spent = f"{result.engine}; {sum(result.seconds.values()):.1f} s."
    found = {"files": [str(out)], "size": [width, height], "engine": result.engine, "notes": notes}
    say(as_json, found | {"seconds": result.seconds}, [*notes, spent, str(out)])


def _document(
    lines: Path, hints: Path | None, reference: Path | None, palette: str | None
) -> tuple[Document, list[str]]:
    """What is to be colored, and sentences on what was assumed about the files."""
    from anigen_core.document import Document
    from anigen_core.imaging import open_image, to_lines, to_rgba
    from anigen_core.intake import read_style
    from anigen_core.settings import Settings

    notes: list[str] = []
    ink = to_lines(open_image(lines, notes=notes))
    dots = None if hints is None else to_rgba(open_image(hints, notes=notes))
    if dots is not None and dots.shape[:2] == ink.shape and (dots[..., 3] >= 128).all():
        raise InputError("The hints have no transparency; save them as PNG with nothing but the dots in it.")
    style = None if reference is None else read_style(reference, notes=notes)
    settings = Settings(painter="colorize", character=_colors(palette))
    return Document.compose(ink, dots, settings=settings, style=style), notes


def _colors(palette: str | None) -> Character:
    """Colors of parts as a character that wishes for nothing else."""
    character = Character.parse(palette or "")
    if character.wishes:
        raise InputError("The palette takes colors of parts only, like hair=#3a7bd5,top=#c0392b.")
    return character
