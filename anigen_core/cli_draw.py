"""The command `anigen draw`: a drawing, and the choices of its settings, to pictures and layers."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anigen_core.cli_support import (
    Weights,
    check_target,
    event_bar,
    eye_wishes,
    interrupt_sets,
    own_library,
    own_weights,
    progress_bar,
    read_document,
    say,
)
from anigen_core.document import write_atomically
from anigen_core.errors import Cancelled, InputError
from anigen_core.settings import Ink, Painter, Side, Upscaler

if TYPE_CHECKING:
    from anigen_core.document import Document, Settings
    from anigen_core.pipeline import Result, Studio

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]


def draw(
    document: Annotated[
        Path | None, typer.Argument(help="An .anigen document, or a PNG that AniGen made.")
    ] = None,
    lines: Annotated[
        Path | None, typer.Option(help="Line drawing: dark ink on white or transparent.")
    ] = None,
    colors: Annotated[Path | None, typer.Option(help="Color blocks; transparent = not painted.")] = None,
    pose: Annotated[str | None, typer.Option(help="OpenPose JSON file, or the name of a pose.")] = None,
    out: Annotated[Path | None, typer.Option(help="Picture (PNG, the recipe inside).")] = None,
    psd: Annotated[Path | None, typer.Option(help="Layers for Photoshop, Clip Studio, Krita.")] = None,
    ora: Annotated[Path | None, typer.Option(help="Layers as OpenRaster (Krita, GIMP).")] = None,
    save_document: Annotated[
        Path | None, typer.Option("--document", help="The drawing itself, to go on with (.anigen).")
    ] = None,
    painter: Annotated[
        Painter | None,
        typer.Option(help="The network for blocks, the one for hints, or filled cells and cel shading."),
    ] = None,
    strength: Annotated[
        float | None, typer.Option(help="How strictly lines and colors are followed, 0 to 1.")
    ] = None,
    refine: Annotated[int | None, typer.Option(help="Passes of refinement, 0 to 3.")] = None,
    seed: Annotated[int | None, typer.Option(help="0: the likeliest picture; others: variations.")] = None,
    variations: Annotated[
        int | None, typer.Option(help="Make so many, of seeds that follow: name_1.png, name_2.png ...")
    ] = None,
    ranked: Annotated[
        bool, typer.Option("--ranked", help="The best of the variations first; says why each is where it is.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Quick and small, one layer.")] = False,
    shading: Annotated[
        float | None, typer.Option(help="Depth of the cel shadow, 0 to 1 (painter fill).")
    ] = None,
    light: Annotated[Side | None, typer.Option(help="Side the light comes from (painter fill).")] = None,
    ink: Annotated[Ink | None, typer.Option(help="Tint the lines by what they border, or not.")] = None,
    mix: Annotated[
        float | None, typer.Option(help="Posed body: 0 my drawing only, 0.5 where I left room, 1 all yours.")
    ] = None,
    transparent: Annotated[
        bool | None, typer.Option("--transparent/--paper", help="Leave the background out.")
    ] = None,
    upscale: Annotated[int | None, typer.Option(help="Enlarge the result: 1, 2 or 4.")] = None,
    upscaler: Annotated[
        Upscaler | None, typer.Option(help="How to enlarge; cunet is waifu2x, slower.")
    ] = None,
    denoise: Annotated[int | None, typer.Option(help="0, 1 or 3; with cunet only.")] = None,
    left_eye: Annotated[
        str | None, typer.Option(help="Color of her left eye (right in the picture), like #3a7bd5.")
    ] = None,
    right_eye: Annotated[
        str | None, typer.Option(help="Color of her right eye (left in the picture), like #3a7bd5.")
    ] = None,
    left_eye_box: Annotated[str | None, typer.Option(help="x,y,width,height in drawing pixels.")] = None,
    right_eye_box: Annotated[str | None, typer.Option(help="x,y,width,height in drawing pixels.")] = None,
    weights: Weights = None,
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
    wanted = [check_target(path, kinds, lines, colors) for path, kinds in targets if path is not None]
    if not wanted:
        raise InputError("Say what to write: give --out, --psd, --ora or --document.")
    if preview and (psd is not None or ora is not None):
        raise InputError("A preview has no layers; leave out --psd and --ora, or --preview.")
    files, own = own_weights(weights)
    given, assumed = read_document(document, lines, colors, pose)
    changes: dict[str, Any] = {
        "painter": painter,
        "strength": strength,
        "refine": refine,
        "seed": seed,
        "shading": shading,
        "light": light,
        "ink": ink,
        "mix": mix,
        "transparent": transparent,
        "upscale": upscale,
        "upscaler": upscaler,
        "denoise": denoise,
        "weights": own if weights else None,
        "eyes": eye_wishes(left_eye, right_eye, left_eye_box, right_eye_box),
    }
    settings = replace(given.settings, **{key: value for key, value in changes.items() if value is not None})
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
