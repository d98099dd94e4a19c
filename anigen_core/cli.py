"""The command line: `anigen COMMAND --help`.

The same documents, settings and pictures as the page and the Python API. Wrong input prints one sentence and
exits with status 2; `--json` prints one JSON object, the error included.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from anigen_core.cli_app import app_command
from anigen_core.cli_batch import batch
from anigen_core.cli_body import body_app
from anigen_core.cli_color import colorize
from anigen_core.cli_draw import draw
from anigen_core.cli_faces import faces
from anigen_core.cli_library import library_app
from anigen_core.cli_look import LineKind, PoseGroup, find_pose, look_app
from anigen_core.cli_own import between, repose, sheet
from anigen_core.cli_support import (
    Json,
    check_target,
    eye_wishes,
    parse_size,
    progress_bar,
    read_picture,
    read_pose,
    say,
)
from anigen_core.document import write_atomically
from anigen_core.errors import InputError
from anigen_core.settings import Upscaler

app = typer.Typer(
    name="anigen",
    help="Lines, color blocks and a pose become a finished, layered anime character. Works offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
# Typer carries its own copy of click or uses the installed one, depending on its version.
_UsageError: Any = typer.BadParameter.__base__

pose_app = typer.Typer(
    cls=PoseGroup,
    help="Find a picture's pose; draw, mirror, convert OpenPose skeletons.",
    no_args_is_help=True,
)
pose_app.command("find")(find_pose)
app.add_typer(pose_app, name="pose")
app.add_typer(library_app, name="library")
app.command()(draw)
app.command()(batch)
app.command("app")(app_command)
app.command()(colorize)
app.command()(faces)
app.command()(repose)
app.command()(between)
app.command()(sheet)
app.registered_commands += [*body_app.registered_commands, *look_app.registered_commands]


Out = Annotated[Path, typer.Option("--out", help="Where to write the picture (PNG).")]
EyeDetails = Literal["auto", "always", "never"]
PictureFile = Annotated[Path, typer.Argument(help="A picture file: PNG, JPEG, WebP, BMP, TIFF or GIF.")]


@app.command()
def split(
    picture: PictureFile,
    lines: Annotated[Path, typer.Option(help="Where to write the lines (PNG).")],
    colors: Annotated[Path, typer.Option(help="Where to write the color blocks (PNG with alpha).")],
    count: Annotated[int, typer.Option(help="How many colors at most, 2 to 64.")] = 16,
    kind: Annotated[LineKind, typer.Option(help="What the picture is.")] = "auto",
    as_json: Json = False,
) -> None:
    """Take a picture apart into lines and color blocks that `anigen draw` puts together again."""

    from anigen_core.imaging import encode_png
    from anigen_core.split import split_picture
    from anigen_core.stages.lines import LinesOptions

    check_target(lines, (".png",), picture)
    check_target(colors, (".png",), picture)
    if lines.resolve() == colors.resolve():
        raise InputError("The lines and the colors would go into the same file; give them two names.")
    source = read_picture(picture, quiet=as_json)
    with progress_bar("Splitting", quiet=as_json) as report:
        ink, blocks = split_picture(source, count=count, options=LinesOptions(kind=kind), progress=report)
    write_atomically(lines, encode_png(ink))
    write_atomically(colors, encode_png(blocks))
    say(as_json, {"files": [str(lines), str(colors)]}, [str(lines), str(colors)])


@app.command()
def upscale(
    picture: PictureFile,
    out: Out,
    factor: Annotated[int, typer.Option(help="2 or 4.")] = 2,
    model: Annotated[
        Upscaler, typer.Option(help="compact is ours and fast; cunet is waifu2x, slower.")
    ] = "compact",
    denoise: Annotated[int, typer.Option(help="0, 1 or 3; with cunet only.")] = 0,
    as_json: Json = False,
) -> None:
    """Enlarge a picture."""

    from anigen_core.imaging import encode_png
    from anigen_core.runner import pick_runner
    from anigen_core.stages.upscale import Upscale, UpscaleOptions

    check_target(out, (".png",), picture)
    options = UpscaleOptions(factor=factor, model=model, denoise=denoise)
    source = read_picture(picture, quiet=as_json)
    runner = None if model == "lanczos" else pick_runner()
    with progress_bar("Enlarging", quiet=as_json) as report:
        large = Upscale(runner)(source, options, progress=report)
    write_atomically(out, encode_png(large))
    size = [large.shape[1], large.shape[0]]
    say(as_json, {"files": [str(out)], "size": size}, [f"{out} ({size[0]}x{size[1]})"])


@app.command()
def eyes(
    picture: PictureFile,
    out: Out,
    left: Annotated[str | None, typer.Option(help="Color of her left eye (right in the picture).")] = None,
    right: Annotated[str | None, typer.Option(help="Color of her right eye (left in the picture).")] = None,
    left_box: Annotated[str | None, typer.Option(help="x,y,width,height round the left eye.")] = None,
    right_box: Annotated[str | None, typer.Option(help="x,y,width,height round the right eye.")] = None,
    pose: Annotated[str | None, typer.Option(help="OpenPose JSON that says where the eyes are.")] = None,
    reference: Annotated[
        Path | None, typer.Option(help="A picture whose eyes say the colors that are not given.")
    ] = None,
    details: Annotated[
        EyeDetails, typer.Option(help="Pupil, gradient and highlights: auto paints them into blank irises.")
    ] = "auto",
    as_json: Json = False,
) -> None:
    """Give the eyes of a picture other colors; highlights, pupils and everything else stay."""

    from anigen_core.eye_coloring import FINDERS, colors_in, eyes_in, eyes_like
    from anigen_core.imaging import Extent, encode_png
    from anigen_core.planning import eye_options
    from anigen_core.runner import pick_runner
    from anigen_core.stages.eyes import Eyes
    from anigen_core.weights import list_weights

    check_target(out, (".png",), picture)
    wishes = eye_wishes(left, right, left_box, right_box, alone=reference is not None)
    if not wishes and reference is None:
        raise InputError("Say which color: give --left or --right, like --left #3a7bd5, or --reference.")
    source = read_picture(picture, quiet=as_json)
    other = None if reference is None else read_picture(reference, quiet=as_json)
    skeleton = read_pose(pose, Extent.of(source)) if pose else None
    with progress_bar("Eyes", quiet=as_json) as report:
        runner = pick_runner() if set(FINDERS) <= set(list_weights()) else None
        known = wishes is not None and all(wish.box for wish in wishes)
        found = {} if known and other is None else eyes_in(source, runner)
        if other is None:
            options = eye_options(wishes or (), skeleton, found=found)
        else:
            boxes = {"left": left_box, "right": right_box}
            options = eyes_like(colors_in(other, runner), wishes or (), boxes, skeleton, found)
        changed = Eyes(runner)(source, replace(options, details=details), progress=report)
    write_atomically(out, encode_png(changed))
    say(as_json, {"files": [str(out)]}, [str(out)])


@pose_app.command("list")
def pose_list(as_json: Json = False) -> None:
    """Names of the poses that come with the program."""
    from anigen_core.pose_library import named_poses

    poses = named_poses()
    say(
        as_json,
        {"poses": [{"name": name, "label": pose.label} for name, pose in poses.items()]},
        [f"{name:24} {pose.label}" for name, pose in poses.items()],
    )


SizeOption = Annotated[str | None, typer.Option("--size", help="Canvas, like 512x768.")]
PoseArgument = Annotated[str, typer.Argument(help="OpenPose JSON file, or the name of a pose.")]
PersonOption = Annotated[int, typer.Option(help="Which person of the file, from 0.")]


@pose_app.command("render")
def pose_render(
    pose: PoseArgument,
    out: Out,
    size: SizeOption = None,
    person: PersonOption = 0,
    mannequin: Annotated[bool, typer.Option(help="A posed figure instead of the skeleton.")] = False,
    as_json: Json = False,
) -> None:
    """Draw a pose: the colored skeleton, or a posed figure."""
    from anigen_core.imaging import encode_png

    check_target(out, (".png",))
    skeleton = read_pose(pose, parse_size(size), person)
    if mannequin:
        from anigen_core.stages.generate import Generate

        picture = Generate()(skeleton)
    else:
        from anigen_core.pose_maps import draw_skeleton

        picture = draw_skeleton(skeleton)
    write_atomically(out, encode_png(picture))
    say(as_json, {"files": [str(out)]}, [str(out)])


@pose_app.command("mirror")
def pose_mirror(
    pose: PoseArgument,
    out: Annotated[Path, typer.Option("--out", help="Where to write the mirrored pose (JSON).")],
    size: SizeOption = None,
    person: PersonOption = 0,
    as_json: Json = False,
) -> None:
    """Mirror a pose: the picture flips, and left and right change places."""
    check_target(out, (".json",))
    mirrored = read_pose(pose, parse_size(size), person).mirrored()
    write_atomically(out, mirrored.to_json(indent=1).encode())
    say(as_json, {"files": [str(out)]}, [str(out)])


@pose_app.command("convert")
def pose_convert(
    pose: PoseArgument,
    out: Annotated[Path, typer.Option("--out", help="Where to write standard OpenPose JSON.")],
    size: SizeOption = None,
    person: PersonOption = 0,
    as_json: Json = False,
) -> None:
    """Read any OpenPose JSON and write the standard form, scaled to a canvas."""
    check_target(out, (".json",))
    write_atomically(out, read_pose(pose, parse_size(size), person).to_json(indent=1).encode())
    say(as_json, {"files": [str(out)]}, [str(out)])


def main() -> NoReturn:
    """The `anigen` script: run a command; wrong input becomes one sentence and exit status 2."""
    try:
        status = app(prog_name="anigen", standalone_mode=False)
    except InputError as error:
        _refuse(str(error))
    except _UsageError as error:
        message = error.format_message()
        if "\n" in message:  # no command was given: the message is the help page
            typer.echo(message, err=True)
            sys.exit(2)
        place = error.ctx.command_path if error.ctx else "anigen"
        _refuse(str(InputError(f"{message.rstrip('.')}; `{place} --help` shows what can be given.")))
    except typer.Abort:
        sys.exit(130)
    sys.exit(status if isinstance(status, int) else 0)


def _refuse(sentence: str) -> NoReturn:
    if "--json" in sys.argv:
        typer.echo(json.dumps({"error": sentence}))
    else:
        typer.echo(f"anigen: {sentence}", err=True)
    sys.exit(2)
