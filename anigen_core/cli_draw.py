"""The command `anigen draw`: a drawing, and the choices of its settings, to pictures and layers."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anigen_core.cli_options import Choices, chosen, takes_choices
from anigen_core.cli_support import (
    Json,
    TheirPoses,
    check_target,
    event_bar,
    interrupt_sets,
    own_library,
    progress_bar,
    read_document,
    read_references,
    say,
)
from anigen_core.document import write_atomically
from anigen_core.errors import Cancelled, InputError

if TYPE_CHECKING:
    from anigen_core.document import Document, Settings
    from anigen_core.pipeline import Result, Studio


@takes_choices
def draw(
    document: Annotated[
        Path | None, typer.Argument(help="An .anigen document, or a PNG that AniGen made.")
    ] = None,
    lines: Annotated[
        Path | None, typer.Option(help="Line drawing: dark ink on white or transparent.")
    ] = None,
    colors: Annotated[Path | None, typer.Option(help="Color blocks; transparent = not painted.")] = None,
    pose: Annotated[str | None, typer.Option(help="OpenPose JSON file, or the name of a pose.")] = None,
    style: Annotated[
        Path | None, typer.Option(help="A picture of any size whose colors are wanted (painter colorize).")
    ] = None,
    reference: Annotated[
        list[Path] | None,
        typer.Option("--reference", help="A picture of your own character, up to four times; kept in it."),
    ] = None,
    reference_pose: TheirPoses = None,
    out: Annotated[Path | None, typer.Option(help="Picture (PNG, the recipe inside).")] = None,
    psd: Annotated[Path | None, typer.Option(help="Layers for Photoshop, Clip Studio, Krita.")] = None,
    ora: Annotated[Path | None, typer.Option(help="Layers as OpenRaster (Krita, GIMP).")] = None,
    save_document: Annotated[
        Path | None, typer.Option("--document", help="The drawing itself, to go on with (.anigen).")
    ] = None,
    *,
    choices: Choices,
    variations: Annotated[
        int | None, typer.Option(help="Make so many, of seeds that follow: name_1.png, name_2.png ...")
    ] = None,
    ranked: Annotated[
        bool, typer.Option("--ranked", help="The best of the variations first; says why each is where it is.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Quick and small, one layer.")] = False,
    as_json: Json = False,
) -> None:
    """Finish a drawing: lines, color blocks and a pose in; picture and layers out."""
    from anigen_core.pipeline import Studio

    targets = [
        (out, (".png",)),
        (psd, (".psd",)),
        (ora, (".ora",)),
        (save_document, (".anigen",)),
    ]
    sources = [lines, colors, style, *(reference or [])]
    wanted = [check_target(path, kinds, *sources) for path, kinds in targets if path is not None]
    if not wanted:
        raise InputError("Say what to write: give --out, --psd, --ora or --document.")
    if preview and (psd is not None or ora is not None):
        raise InputError("A preview has no layers; leave out --psd and --ora, or --preview.")
    references = read_references(reference or [], reference_pose or [], quiet=as_json)
    given, assumed = read_document(document, lines, colors, pose, style, references)
    files, settings = chosen(given.settings, choices)
    given = replace(given, settings=settings)
    stop, studio = threading.Event(), Studio(adapted=files, library=own_library())
    drawings, reasons = [(given, wanted)], []
    if variations is not None:
        made, reasons = _variations(studio, given, variations, stop, ranked=ranked, quiet=as_json)
        drawings = [
            (replace(given, settings=one), [_numbered(path, n) for path in wanted])
            for n, one in enumerate(made, start=1)
        ]
    elif ranked:
        raise InputError("There is only one picture to rank; say how many with --variations.")
    for path in (path for _, paths in drawings for path in paths):
        check_target(path, (path.suffix,), lines, colors)
    report: dict[str, Any] = {"files": [], "size": [], "engine": "", "notes": [], "seconds": {}}
    report |= {"reasons": reasons} if ranked else {}
    for document_of, paths in drawings:
        result = _finish(studio, document_of, preview, stop, quiet=as_json)
        for path in paths:
            write_atomically(path, result.to_bytes(path.suffix))
        report["files"] += map(str, paths)
        report["notes"] += [note for note in [*assumed, *result.notes] if note not in report["notes"]]
        report["size"], report["engine"] = [*reversed(result.picture.shape[:2])], result.engine
        for step, seconds in result.seconds.items():
            report["seconds"][step] = report["seconds"].get(step, 0.0) + seconds
        if stop.is_set():
            break
    spent = f"{report['engine']}; {sum(report['seconds'].values()):.1f} s."
    say(as_json, report, [*report["notes"], *reasons, spent, *report["files"]])


def _variations(
    studio: Studio, document: Document, count: int, stop: threading.Event, *, ranked: bool, quiet: bool
) -> tuple[list[Settings], list[str]]:
    """The settings of the variations, and where they are ranked, a sentence on each, best first."""
    from anigen_core.choosing import seeded, seeds

    settings = document.settings
    if not ranked:
        whose = studio.varies(document)
        return [seeded(settings, whose, seed) for seed in seeds(settings, whose, count)], []
    with progress_bar("Ranking", quiet=quiet) as report, interrupt_sets(stop):
        try:
            found = studio.candidates(
                document, count, progress=lambda event: report(event.fraction, event.message), cancel=stop
            )
        except Cancelled:
            raise InputError("Stopped before anything was finished; nothing was written.") from None
    reasons = [f"{place}: seed {one.seed}. {one.words}" for place, one in enumerate(found, start=1)]
    return [seeded(settings, one.owner, one.seed) for one in found], reasons


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}_{number}{path.suffix}")


def _finish(
    studio: Studio, document: Document, preview: bool, stop: threading.Event, *, quiet: bool
) -> Result:
    """The finished drawing; what there is of it where the user stops."""
    with event_bar("Finishing", quiet=quiet) as show, interrupt_sets(stop):
        try:
            return studio.finish(document, preview=preview, progress=show, cancel=stop)
        except Cancelled as cancelled:
            if cancelled.partial is None:
                raise InputError("Stopped before anything was finished; nothing was written.") from None
            return cancelled.partial
