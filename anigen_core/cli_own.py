"""The commands about one's own character: `anigen repose`, `anigen between` and `anigen sheet`."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated

import typer

from anigen_core.cli_body import Json, Seed, Size, Who, Wish
from anigen_core.cli_support import (
    TheirPoses,
    Weights,
    check_target,
    event_bar,
    interrupt_sets,
    own_library,
    own_weights,
    parse_size,
    read_pose,
    read_references,
    say,
)
from anigen_core.document import write_atomically
from anigen_core.errors import Cancelled, InputError
from anigen_core.pose_moves import Easing

KINDS = (".png", ".psd", ".ora", ".anigen")
"""What a reposed character is written as, by the ending of its name."""

Anyway = Annotated[
    bool, typer.Option("--anyway", help="Also where the pictures seem to show different characters.")
]


def repose(
    reference: Annotated[
        list[Path], typer.Option("--reference", help="A picture of your character; one to four times.")
    ],
    pose: Annotated[str, typer.Option("--pose", help="OpenPose JSON file, or the name of a pose.")],
    out: Annotated[Path, typer.Option("--out", help="Picture (.png), layers (.psd, .ora) or .anigen.")],
    reference_pose: TheirPoses = None,
    size: Size = None,
    upscale: Annotated[int, typer.Option(help="Draw it 1, 2 or 4 times as large.")] = 1,
    paper: Annotated[bool, typer.Option("--paper/--transparent", help="On white, or on nothing.")] = False,
    refine: Annotated[
        bool, typer.Option("--refine/--plain", help="Let PI-REC go over what is not sure, or nobody.")
    ] = True,
    seed: Seed = 0,
    anyway: Anyway = False,
    weights: Weights = None,
    as_json: Json = False,
) -> None:
    """Draw your own character, known from pictures, in another pose."""
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio
    from anigen_core.settings import Settings

    poses = reference_pose or []
    check_target(out, KINDS, *reference, *(Path(text) for text in [pose, *poses]))
    files, own = own_weights(weights)
    references = read_references(reference, poses, quiet=as_json)
    extent = parse_size(size)
    chosen = {"seed": seed, "transparent": not paper, "upscale": upscale, "refine": int(refine)}
    settings = Settings.from_json(chosen | {"weights": own})
    document = Document.compose(
        pose=read_pose(pose, extent),
        settings=settings,
        size=extent,
        references=references,
    )
    with event_bar("Drawing", quiet=as_json) as show:
        result = Studio(adapted=files, library=own_library()).repose(document, anyway=anyway, progress=show)
    write_atomically(out, result.to_bytes(out.suffix))
    height, width = result.picture.shape[:2]
    spent = f"{result.engine}; {sum(result.seconds.values()):.1f} s."
    said = {"files": [str(out)], "size": [width, height], "engine": result.engine}
    said |= {"notes": list(result.notes), "seconds": result.seconds}
    say(as_json, said, [*result.notes, spent, str(out)])


def between(
    first: Annotated[Path, typer.Argument(help="The first drawing: .anigen, or a PNG with its recipe.")],
    last: Annotated[Path, typer.Argument(help="The last drawing, of the same character and size.")],
    out: Annotated[
        Path,
        typer.Option("--out", help="Animated .webp or .gif, .zip of PNGs, or .png sprite sheet with JSON."),
    ],
    frames: Annotated[int, typer.Option(help="Pictures in all, the two drawings among them.")] = 12,
    easing: Annotated[Easing, typer.Option(help="How time goes between the two.")] = "smooth",
    fps: Annotated[float, typer.Option(help="Frames a second, 1 to 50.")] = 12.0,
    lines: Annotated[bool, typer.Option("--lines", help="The line art alone.")] = False,
    paper: Annotated[bool, typer.Option("--paper/--transparent", help="On white, or on nothing.")] = False,
    anyway: Anyway = False,
    weights: Weights = None,
    as_json: Json = False,
) -> None:
    """Draw the frames between two drawings of one character, each with its pose."""
    from dataclasses import replace

    from anigen_core.animation import SUFFIXES, check_fps
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio

    check_target(out, SUFFIXES, first, last)
    if out.suffix.lower() == ".png":
        check_target(out.with_suffix(".json"), (".json",), first, last)
    check_fps(fps)
    files, own = own_weights(weights)
    keys = [Document.open(path) for path in (first, last)]
    if own:
        keys = [replace(key, settings=replace(key.settings, weights=own)) for key in keys]
    stop = threading.Event()
    with event_bar("Drawing", quiet=as_json) as show, interrupt_sets(stop):
        try:
            made = Studio(adapted=files).between(
                keys[0], keys[1], frames, easing=easing, anyway=anyway, progress=show, cancel=stop
            )
        except Cancelled:
            raise InputError("Stopped before the frames were finished; nothing was written.") from None
    film = made.animation(fps, lines=lines, repeats=False)
    written = [str(path) for path in (film.on_paper() if paper else film).save(out)]
    notes = []
    if made.unsure:
        which = ", ".join(str(number + 1) for number in made.unsure)
        notes.append(f"Look at these frames, they are not sure: {which}.")
    said = {
        "files": written,
        "frames": len(made.pictures),
        "size": [*film.extent],
        "fps": fps,
        "sure": [round(sure, 3) for sure in made.certainty],
        "unsure": [number + 1 for number in made.unsure],
        "engine": made.engine,
        "seconds": round(made.seconds, 3),
    }
    say(as_json, said, [*notes, f"{made.engine}; {made.seconds:.1f} s.", *written])


def sheet(
    out: Annotated[Path, typer.Option("--out", help="The sheet: .png, or .psd or .ora with layers.")],
    wish: Wish = "",
    seed: Seed = 0,
    reference: Annotated[
        list[Path] | None,
        typer.Option(
            "--reference",
            help="A picture of your own character, up to four times; --wish then gives the colors that the "
            "pictures do not tell.",
        ),
    ] = None,
    reference_pose: TheirPoses = None,
    figure: Who = "auto",
    title: Annotated[str, typer.Option(help="Written at the top.")] = "",
    weights: Weights = None,
    as_json: Json = False,
) -> None:
    """Draw a character's model sheet: all round, expressions, palette."""
    from anigen_core.character import Character
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio
    from anigen_core.pose_library import named_pose
    from anigen_core.settings import Settings

    paths = reference or []
    check_target(out, KINDS[:3], *paths)
    files, own = own_weights(weights)
    document = Document.compose(
        pose=named_pose("standing"),
        settings=Settings(character=Character.parse(wish, seed), figure=figure, weights=own),
        references=read_references(paths, reference_pose or [], quiet=as_json),
    )
    with event_bar("Drawing", quiet=as_json) as show:
        result = Studio(adapted=files).sheet(document, title=title, progress=show)
    write_atomically(out, result.to_bytes(out.suffix))
    height, width = result.picture.shape[:2]
    said = {"files": [str(out)], "size": [width, height], "engine": result.engine}
    say(as_json, said, [f"{result.engine}.", str(out)])
