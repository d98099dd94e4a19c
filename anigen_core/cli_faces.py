"""`anigen faces`: faces by wish, a walk between two, and sheets of them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from anigen_core.cli_support import check_target, event_bar, own_library, picture_targets, say
from anigen_core.document import write_atomically
from anigen_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.character import Character
    from anigen_core.stages.faces import Face

Side = Literal["128", "256"]
Maker = Literal["auto", "network", "rule"]
Wish = Annotated[
    str,
    typer.Option(
        "--wish",
        help="Words and colors, like expression=smile,accessories=glasses+ribbon,skin=tan; "
        "what is not named is left to the seed.",
    ),
]


def faces(
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures, or one PNG file.")],
    hair: Annotated[
        str, typer.Option(help="Color, style, fringe, length: 'pink twin_tails', '#ff9ec6 bob'.")
    ] = "",
    eyes: Annotated[str, typer.Option(help="Color or shape: green, 'blue tareme', '#30a070'.")] = "",
    wish: Wish = "",
    seed: Annotated[int, typer.Option(help="Decides what is left open; the same seed is the same face.")] = 0,
    count: Annotated[int, typer.Option(help="Make so many, of seeds that follow.")] = 1,
    morph: Annotated[
        str | None,
        typer.Option(help="Wishes of the face that this one turns into, in --count equal steps."),
    ] = None,
    morph_seed: Annotated[int | None, typer.Option(help="Seed of the face that this one turns into.")] = None,
    sheet: Annotated[Path | None, typer.Option(help="Also all of them on one PNG.")] = None,
    size: Annotated[Side, typer.Option(help="Pixels of a side.")] = "256",
    maker: Annotated[Maker, typer.Option(help="Who draws: the network, or the rule.")] = "auto",
    lines: Annotated[bool, typer.Option("--lines", help="Also the lines of each.")] = False,
    paper: Annotated[bool, typer.Option("--paper/--transparent", help="On white, or on nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Make faces by wish: `anigen faces --hair pink --eyes green --count 16 --out DIR`."""
    from anigen_core.export import png_bytes
    from anigen_core.imaging import to_rgb
    from anigen_core.pipeline import Studio
    from anigen_core.stages.faces import MOST, FacesOptions

    if not 1 <= count <= MOST:
        raise InputError(f"There can be 1 to {MOST} faces; give --count such a number.")
    walks = morph is not None or morph_seed is not None
    if walks and count < 2:
        raise InputError("A morph needs its two ends at least; give --count a number from 2 on.")
    person = _character(wish, hair, eyes, seed)
    last = _end(person, wish, hair, eyes, morph, morph_seed) if walks else None
    targets = picture_targets(out, [f"face_{n:02d}" if walks else f"face_{seed + n}" for n in range(count)])
    if sheet is not None:
        check_target(sheet, (".png",))
    studio = Studio(library=own_library())
    options = FacesOptions(size=128 if size == "128" else 256, maker=maker)
    with event_bar("Drawing", quiet=as_json) as show:
        if last is not None:
            made = studio.morph_faces(person, last, count, options)
        else:
            made = studio.faces(person, count, options, progress=show)
    files: dict[Path, np.ndarray] = {}
    for path, face in zip(targets, made, strict=True):
        files[path] = to_rgb(face.picture) if paper else face.picture
        if lines:
            files[path.with_name(f"{path.stem}_lines.png")] = face.lines
    if sheet is not None:
        files[sheet] = _sheet(made, count if walks else None)
    words, notes = made[0].engine, [note for face in made for note in face.notes]
    for path, picture in files.items():
        write_atomically(path, png_bytes(picture, engine=words))
    said = {
        "files": [str(path) for path in files],
        "characters": [face.character.to_json() for face in made],
        "engine": words,
        "notes": notes,
    }
    say(as_json, said, [f"{words}.", *dict.fromkeys(notes), *map(str, files)])


def _character(wish: str, hair: str, eyes: str, seed: int) -> Character:
    """--wish first; --hair and --eyes say more of the same."""
    from anigen_core.character import Character
    from anigen_core.facemaking.saying import say_eyes, say_hair

    return say_eyes(say_hair(Character.parse(wish, seed), hair), eyes)


def _end(first: Character, wish: str, hair: str, eyes: str, other: str | None, seed: int | None) -> Character:
    """The other end of a morph: with other wishes, or the same ones and another seed."""
    from anigen_core.character import Character

    number = first.seed if seed is None else seed
    return _character(wish, hair, eyes, number) if other is None else Character.parse(other, number)


def _sheet(made: list[Face], columns: int | None) -> np.ndarray:
    """All faces on white, (rows * size, columns * size, 3) uint8; a square, or a strip of `columns`."""
    import numpy as np

    from anigen_core.imaging import to_rgb

    wide = columns or math.ceil(math.sqrt(len(made)))
    side = made[0].picture.shape[0]
    page = np.full((math.ceil(len(made) / wide) * side, wide * side, 3), 255, np.uint8)
    for number, face in enumerate(made):
        y, x = divmod(number, wide)
        page[y * side : (y + 1) * side, x * side : (x + 1) * side] = to_rgb(face.picture)
    return page
