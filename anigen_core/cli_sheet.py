"""The command that draws a character's model sheet: `anigen sheet`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anigen_core.cli_body import Json, Seed, Who, Wish
from anigen_core.cli_support import check_target, progress_bar, read_picture, read_pose, say
from anigen_core.document import write_atomically
from anigen_core.errors import InputError


def sheet(
    out: Annotated[
        Path, typer.Option("--out", help="Where to write the sheet: .png, or .psd or .ora with layers.")
    ],
    wish: Wish = "",
    seed: Seed = 0,
    reference: Annotated[
        list[Path] | None,
        typer.Option(
            "--reference",
            help="A picture of your own character; up to four times. Then --wish gives "
            "the colors that the pictures do not tell rightly.",
        ),
    ] = None,
    reference_pose: Annotated[
        list[str] | None,
        typer.Option(
            "--reference-pose", help="Its pose, OpenPose JSON, once for each picture; else it is found."
        ),
    ] = None,
    figure: Who = "auto",
    title: Annotated[str, typer.Option(help="Written at the top.")] = "",
    as_json: Json = False,
) -> None:
    """Draw a character's model sheet: all round, expressions, palette."""
    from anigen_core.character import Character
    from anigen_core.export import ora_bytes, png_bytes, psd_bytes
    from anigen_core.model_sheet import model_sheet
    from anigen_core.own_character import find_reference
    from anigen_core.pipeline import Studio

    paths, poses = reference or [], reference_pose or []
    check_target(out, (".png", ".psd", ".ora"), *paths)
    if poses and len(poses) != len(paths):
        raise InputError("Give --reference-pose once for each --reference, or leave it out.")
    who, runner = Character.parse(wish, seed), Studio().runner()
    pictures = [read_picture(path, quiet=as_json) for path in paths]
    told = [read_pose(text) for text in poses] or [None] * len(pictures)
    own = [find_reference(p, runner=runner, pose=pose) for p, pose in zip(pictures, told, strict=True)]
    with progress_bar("Drawing", quiet=as_json) as report:
        made = model_sheet(
            who, own, runner=runner, figure=figure, title=title, progress=lambda fraction: report(fraction)
        )
    if out.suffix.lower() == ".png":
        data = png_bytes(made.picture, engine=made.engine)
    else:
        data = (psd_bytes if out.suffix.lower() == ".psd" else ora_bytes)(made.layers, made.picture)
    write_atomically(out, data)
    size = [made.picture.shape[1], made.picture.shape[0]]
    said = {"file": str(out), "size": size, "palette": dict(made.palette), "engine": made.engine}
    say(as_json, said, [f"{made.engine[:1].upper()}{made.engine[1:]}.", str(out)])
