"""The commands about a user's own pictures: `anigen library add`, `search`, `morph` and more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anigen_core.cli_support import check_target, interrupt_sets, progress_bar, read_picture, read_pose, say
from anigen_core.document import write_atomically
from anigen_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.library.entries import Entry, Hit, Looked, Query
    from anigen_core.library.library import Library
    from anigen_core.library.looking import Looker

library_app = typer.Typer(
    help="Your own pictures, found again by what they show; nothing leaves this machine.",
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
File = Annotated[
    Path | None, typer.Option("--library", help="The library's file; else the one in your data folder.")
]
Top = Annotated[int, typer.Option("--top", help="How many at most, 1 to 1000.")]
Sheet = Annotated[Path | None, typer.Option("--sheet", help="Where to write them on one picture (PNG).")]
PictureFile = Annotated[Path, typer.Argument(help="A picture file: PNG, JPEG, WebP, BMP, TIFF or GIF.")]


@library_app.command()
def add(
    folder: Annotated[Path, typer.Argument(help="A folder with pictures; those in its folders, too.")],
    poses: Annotated[
        bool, typer.Option("--poses/--no-poses", help="Look for poses, which takes most of the time.")
    ] = True,
    library: File = None,
    as_json: Json = False,
) -> None:
    """Index the pictures of a folder: new and changed ones only. Stopped by Ctrl+C, it goes on next time."""
    stop = threading.Event()
    with _opened(library) as shelf:
        looker = _looker(poses=poses)
        with progress_bar("Looking", quiet=as_json) as report, interrupt_sets(stop):
            done = shelf.add(folder, looker, progress=report, cancel=stop)
    counts = {
        name: getattr(done, name) for name in ("new", "changed", "moved", "missing", "unchanged", "recoded")
    }
    words = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to do"
    lines = [f"{words}; {done.seconds:.1f} s."]
    lines += [f"{path}: {sentence}" for path, sentence in done.unreadable]
    if done.stopped:
        lines.append("Stopped; the same command goes on.")
    refused = [{"path": path, "error": sentence} for path, sentence in done.unreadable]
    said = {**counts, "unreadable": refused, "seconds": round(done.seconds, 2), "stopped": done.stopped}
    say(as_json, said, lines)


@library_app.command()
def search(
    picture: Annotated[Path | None, typer.Argument(help="Pictures like this one.")] = None,
    canvas: Annotated[
        Path | None, typer.Option(help="Pictures like this drawing (.anigen), a rough sketch included.")
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help="What of the picture: code, palette, pose, style, form (outlines); several with commas.",
        ),
    ] = "code",
    tags: Annotated[
        str, typer.Option("--tags", help="Words, like pink,hair_style:twin_tails; -glasses: without them.")
    ] = "",
    palette: Annotated[str, typer.Option("--palette", help="Colors, like #f4a0c0,#203050.")] = "",
    pose: Annotated[str | None, typer.Option("--pose", help="OpenPose JSON, or the name of a pose.")] = None,
    mirrored: Annotated[
        bool, typer.Option("--mirrored/--unmirrored", help="Whether a mirrored pose counts.")
    ] = True,
    weight: Annotated[
        list[str] | None, typer.Option("--weight", help="How much one counts, like pose=2; once for each.")
    ] = None,
    top: Top = 10,
    sheet: Sheet = None,
    library: File = None,
    as_json: Json = False,
) -> None:
    """Find pictures: like one, like a drawing, by words, colors or a pose, or all of it together."""
    if sheet is not None:
        check_target(sheet, (".png",), picture, canvas)
    if picture is not None and canvas is not None:
        raise InputError("Give a picture or --canvas, not both.")
    with _opened(library) as shelf:
        looked, shown = _look_at(shelf, picture, canvas, quiet=as_json, poses="pose" in by)
        query = _query(looked, by, tags, palette, pose, mirrored, weight or [])
        hits = shelf.search(query, top)
        waiting = shelf.stats().waiting
        if sheet is not None:
            _write_sheet(sheet, shelf, hits, first=shown)
    if waiting and not as_json:
        typer.echo(f"{waiting} pictures wait for a new look; `anigen library add` their folders.", err=True)
    words = [f"{hit.distance:.2f}  {_place(hit.entry)}  {hit.why}" for hit in hits]
    said = {"hits": [_hit(hit) for hit in hits], "waiting": waiting}
    say(as_json, said | _written(sheet), words + ([str(sheet)] if sheet else []))


@library_app.command()
def morph(
    first: PictureFile,
    last: PictureFile,
    count: Annotated[int, typer.Option(help="How many pictures between the two at most.")] = 4,
    sheet: Sheet = None,
    library: File = None,
    as_json: Json = False,
) -> None:
    """Find pictures that lead from one picture to another, little by little."""
    import numpy as np

    from anigen_core.library.sheets import Card, cards_of, contact_sheet
    from anigen_core.library.walking import monotonicity

    if sheet is not None:
        check_target(sheet, (".png",), first, last)
    with _opened(library) as shelf:
        looker = _looker(poses=False)
        ends = [read_picture(path, quiet=as_json) for path in (first, last)]
        one, other = (looker(end) for end in ends)
        hits = shelf.between(one.code, other.code, count, one.coder)
        chain = np.array([hit.entry.looked.code for hit in hits], np.uint8).reshape(-1, len(one.code))
        straight = monotonicity(one.code, chain, other.code)
        if sheet is not None:
            from anigen_core.imaging import encode_png

            cards = [Card(ends[0], first.name), *cards_of(shelf, hits), Card(ends[1], last.name)]
            write_atomically(sheet, encode_png(contact_sheet(cards, across=len(cards))))
    words = [f"{_place(hit.entry)}  {hit.why}" for hit in hits] or ["No picture lies between these two."]
    words.append(f"{straight:.0%} of the steps lead away from the first picture and toward the last.")
    said = {"hits": [_hit(hit) for hit in hits], "monotonicity": round(straight, 3)}
    say(as_json, said | _written(sheet), words + ([str(sheet)] if sheet else []))


@library_app.command()
def duplicates(sheet: Sheet = None, library: File = None, as_json: Json = False) -> None:
    """Find pictures that are nearly the same, such as copies in other sizes."""
    if sheet is not None:
        check_target(sheet, (".png",))
    with _opened(library) as shelf:
        groups = shelf.groups()
        if sheet is not None and groups:
            from anigen_core.library.entries import Hit

            numbered = [(number, entry) for number, group in enumerate(groups, 1) for entry in group]
            _write_sheet(sheet, shelf, [Hit(entry, 0.0, f"group {number}") for number, entry in numbered])
    words = [line for group in groups for line in ["", *map(_place, group)]][1:]
    said = {"groups": [[_place(entry) for entry in group] for group in groups]}
    say(
        as_json, said | _written(sheet if groups else None), words or ["No two pictures are nearly the same."]
    )


@library_app.command()
def stats(library: File = None, as_json: Json = False) -> None:
    """Say what is in the library."""
    with _opened(library) as shelf:
        found, refused = shelf.stats(), shelf.unreadable()
    words = [
        f"{found.pictures} pictures, {found.poses} with a pose; {found.bytes / 1e6:.1f} MB.",
        *(
            [f"{found.missing} files are gone; they come back when their folder is added."]
            * (found.missing > 0)
        ),
        *([f"{found.waiting} pictures wait for a new look by '{found.coder}'."] * (found.waiting > 0)),
        *(f"Folder {folder}" for folder in found.folders),
        *(f"{path}: {sentence}" for path, sentence in refused),
    ]
    said: dict[str, Any] = {
        name: getattr(found, name) for name in ("pictures", "poses", "missing", "waiting")
    }
    said |= {"coder": found.coder, "folders": list(found.folders), "bytes": found.bytes}
    said["unreadable"] = [{"path": path, "error": sentence} for path, sentence in refused]
    say(as_json, said, words)


@library_app.command()
def forget(
    folder: Annotated[Path, typer.Argument(help="A folder that was added, or one in it.")],
    library: File = None,
    as_json: Json = False,
) -> None:
    """Take a folder's pictures out of the library. Its files are not touched."""
    with _opened(library) as shelf:
        count = shelf.forget(folder)
    say(
        as_json,
        {"forgotten": count},
        [f"{count} pictures were taken out of the library; the files are as before."],
    )


@contextmanager
def _opened(path: Path | None) -> Iterator[Library]:
    from anigen_core.library.library import Library

    shelf = Library.open(path)
    try:
        yield shelf
    finally:
        shelf.close()


def _looker(*, poses: bool) -> Looker:
    from anigen_core.library.looking import Looker
    from anigen_core.runner import pick_runner
    from anigen_core.weights import list_weights

    return Looker(pick_runner() if list_weights() else None, poses=poses)


def _look_at(
    shelf: Library, picture: Path | None, canvas: Path | None, *, quiet: bool, poses: bool
) -> tuple[Looked | None, np.ndarray | None]:
    """What a picture or a drawing shows, and it itself."""
    if picture is not None:
        source = read_picture(picture, quiet=quiet)
        return _looker(poses=poses)(source), source
    if canvas is not None:
        from anigen_core.document import Document
        from anigen_core.library.looking import canvas_picture

        document = Document.open(canvas)
        return _looker(poses=poses).canvas(document), canvas_picture(document)
    return None, None


def _query(
    looked: Looked | None,
    by: str,
    tags: str,
    palette: str,
    pose: str | None,
    mirrored: bool,
    weights: list[str],
) -> Query:
    from anigen_core.library.entries import Query
    from anigen_core.library.palettes import parse_palette

    wanted: dict[str, Any] = {"mirrored": mirrored, "weights": _weights(weights)}
    if looked is not None:
        wanted |= looked.parts([word.strip() for word in by.split(",") if word.strip()]) | {"seen": looked}
    if tags:
        wanted["tags"] = tuple(word.strip() for word in tags.split(",") if word.strip())
    if palette:
        wanted["palette"] = parse_palette(palette)
    if pose is not None:
        wanted["pose"] = read_pose(pose)
    return Query(**wanted)


def _weights(words: list[str]) -> dict[str, float]:
    out = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            out[name.strip()] = float(value)
        except ValueError:
            raise InputError(f"'{word}' is not a weight; write it like pose=2.") from None
    return out


def _write_sheet(path: Path, shelf: Library, hits: list[Hit], first: np.ndarray | None = None) -> None:
    from anigen_core.imaging import encode_png
    from anigen_core.library.sheets import Card, cards_of, contact_sheet

    asked = [] if first is None else [Card(first, "looked for")]
    if cards := [*asked, *cards_of(shelf, hits)]:
        write_atomically(path, encode_png(contact_sheet(cards)))


def _written(sheet: Path | None) -> dict[str, Any]:
    return {} if sheet is None else {"files": [str(sheet)]}


def _place(entry: Entry) -> str:
    return str(entry.path) if entry.path is not None else entry.name


def _hit(hit: Hit) -> dict[str, Any]:
    from anigen_core.color import oklab_to_srgb, to_hex

    entry = hit.entry
    colors = (
        [to_hex(rgb) for rgb in oklab_to_srgb(entry.looked.palette[:, :3])]
        if len(entry.looked.palette)
        else []
    )
    return {
        "path": _place(entry),
        "distance": round(hit.distance, 4),
        "why": hit.why,
        "mirrored": hit.mirrored,
        "size": [entry.width, entry.height],
        "palette": colors,
        "tags": {f"{tag.group}:{tag.word}": round(tag.chance, 3) for tag in entry.looked.tags},
    }
