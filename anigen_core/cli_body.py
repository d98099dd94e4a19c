"""The commands that draw a character from poses alone: `anigen body` and `anigen animate`."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from anigen_core.cli_support import (
    Weights,
    check_target,
    event_bar,
    interrupt_sets,
    own_library,
    own_weights,
    parse_size,
    picture_targets,
    progress_bar,
    read_pose,
    say,
)
from anigen_core.document import write_atomically
from anigen_core.errors import Cancelled, InputError
from anigen_core.motion import Course
from anigen_core.pose_moves import Easing
from anigen_core.settings import Figure

if TYPE_CHECKING:
    from anigen_core.character import Character

MAX_COUNT = 64

body_app = typer.Typer()
"""Commands that `anigen` takes over at its top level."""


class _ManyPoses(TyperCommand):
    """`--poses a.json b.json` is short for `--poses a.json --poses b.json`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spread: list[str] = []
        taking = False
        for word in args:
            if word.startswith("-"):
                taking = word == "--poses"
            elif taking and spread[-1] != "--poses":
                spread.append("--poses")
            spread.append(word)
        return super().parse_args(ctx, spread)


Wish = Annotated[
    str,
    typer.Option(
        "--wish",
        help="Words and colors, like hair=twin_tails,hair_color=pink,outfit=sailor,top=#3a7bd5; "
        "what is not named is left to the seed.",
    ),
]
Seed = Annotated[int, typer.Option(help="Decides what is left open; the same seed is the same person.")]
Size = Annotated[str | None, typer.Option("--size", help="Canvas, like 512x768; else the pose's own.")]
Who = Annotated[Figure, typer.Option(help="Who draws: the network, or the mannequin by rule.")]
Person = Annotated[int, typer.Option(help="Which person of the pose file, from 0.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]


@body_app.command()
def body(
    pose: Annotated[str, typer.Option("--pose", help="OpenPose JSON file, or the name of a pose.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures, or one PNG file.")],
    wish: Wish = "",
    seed: Seed = 0,
    count: Annotated[int, typer.Option(help="Make so many, of seeds that follow.")] = 1,
    size: Size = None,
    figure: Who = "auto",
    person: Person = 0,
    paper: Annotated[bool, typer.Option("--paper/--transparent", help="On white, or on nothing.")] = False,
    parts: Annotated[
        bool, typer.Option("--parts", help="Also the lines and the flat colors, as for `draw`.")
    ] = False,
    weights: Weights = None,
    as_json: Json = False,
) -> None:
    """Draw a whole character in a pose, as it is wished for."""
    from anigen_core.export import png_bytes
    from anigen_core.imaging import to_rgb
    from anigen_core.pipeline import Studio
    from anigen_core.stages.generate import by_whom

    if not 1 <= count <= MAX_COUNT:
        raise InputError(f"There can be 1 to {MAX_COUNT} pictures; give --count such a number.")
    people = [_character(wish, seed + number) for number in range(count)]
    skeleton, extent = read_pose(pose, None, person), parse_size(size)
    paths = picture_targets(out, [f"body_{who.seed}" for who in people])
    given, own = own_weights(weights)
    studio, files, words = Studio(adapted=given, library=own_library()), [], ""
    notes: list[str] = []
    with progress_bar("Drawing", quiet=as_json) as report:
        for number, (who, path) in enumerate(zip(people, paths, strict=True)):
            made = studio.body(skeleton, who, figure=figure, size=extent, weights=own)
            pictures = {path: to_rgb(made.picture) if paper else made.picture}
            if parts:
                pictures |= {_beside(path, "lines"): made.lines, _beside(path, "colors"): made.colors}
            words = by_whom(made, studio.runner(own) if made.method == "psgan" else None)
            for target, picture in pictures.items():
                write_atomically(target, png_bytes(picture, engine=words))
                files.append(str(target))
            notes += made.notes
            report((number + 1) / count)
    said = {"files": files, "seeds": [who.seed for who in people], "engine": words, "notes": notes}
    say(as_json, said, [f"{words}.", *dict.fromkeys(notes), *files])


@body_app.command(cls=_ManyPoses)
def animate(
    poses: Annotated[
        list[str], typer.Option("--poses", help="Key poses, one after the other: files, or names of poses.")
    ],
    out: Annotated[
        Path,
        typer.Option("--out", help="Animated .webp or .gif, .zip of PNGs, or .png sprite sheet with JSON."),
    ],
    frames: Annotated[int, typer.Option(help="Pictures in all, the key poses among them.")] = 24,
    easing: Annotated[Easing, typer.Option(help="How time goes between two key poses.")] = "smooth",
    course: Annotated[
        Course, typer.Option(help="To the end once; round and round; or there and back again.")
    ] = "once",
    fps: Annotated[float, typer.Option(help="Frames a second, 1 to 50.")] = 12.0,
    wish: Wish = "",
    seed: Seed = 0,
    toward: Annotated[
        str | None, typer.Option("--toward", help="Wishes for the character that this one turns into.")
    ] = None,
    toward_seed: Annotated[
        int | None, typer.Option(help="Seed of the character that this one turns into.")
    ] = None,
    size: Size = None,
    figure: Who = "auto",
    painted: Annotated[
        Path | None,
        typer.Option(
            "--painted",
            help="A drawing (.anigen, or finished PNG) that the frames are painted like, with its character.",
        ),
    ] = None,
    paper: Annotated[bool, typer.Option("--paper/--transparent", help="On white, or on nothing.")] = False,
    weights: Weights = None,
    as_json: Json = False,
) -> None:
    """Let a character move through key poses."""
    from anigen_core.animation import SUFFIXES
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio

    given, own = own_weights(weights)
    sources = [*map(Path, poses), *([painted] if painted else [])]
    like = Document.open(painted) if painted else None
    check_target(out, SUFFIXES, *sources)
    if out.suffix.lower() == ".png":
        check_target(out.with_suffix(".json"), (".json",), *sources)
    who, other = _character(wish, seed), None
    if toward is not None or toward_seed is not None:
        same_words = wish if toward is None else toward
        other = _character(same_words, seed if toward_seed is None else toward_seed)
    keys, stop = [read_pose(text) for text in poses], threading.Event()
    with event_bar("Drawing", quiet=as_json) as show, interrupt_sets(stop):
        try:
            made = Studio(adapted=given).animate(
                keys,
                who,
                frames,
                easing=easing,
                course=course,
                toward=other,
                figure=figure,
                size=parse_size(size),
                fps=fps,
                weights=own,
                painted=like,
                progress=show,
                cancel=stop,
            )
        except Cancelled:
            raise InputError("Stopped before the animation was finished; nothing was written.") from None
    files = [str(path) for path in (made.on_paper() if paper else made).save(out)]
    said = {
        "files": files,
        "frames": len(made.order),
        "drawn": len(made.pictures),
        "size": [*made.extent],
        "fps": fps,
        "engine": made.engine,
        "seconds": round(made.seconds, 3),
    }
    told = f"{made.engine}; {len(made.pictures)} pictures in {made.seconds:.1f} s."
    say(as_json, said, [told, *files])


def _character(wish: str, seed: int) -> Character:
    from anigen_core.character import Character

    return Character.parse(wish, seed)


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.stem}_{what}{path.suffix}")
