"""The commands that look at a picture: tags, pose, landmarks, cutout, lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from anigen_core.cli_support import check_target, progress_bar, read_picture, say
from anigen_core.document import write_atomically

if TYPE_CHECKING:
    from anigen_core.runner import Runner

look_app = typer.Typer()
"""Commands that `anigen` takes over at its top level."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]
PictureFile = Annotated[Path, typer.Argument(help="A picture file: PNG, JPEG, WebP, BMP, TIFF or GIF.")]


LineKind = Literal["auto", "picture", "drawing", "pencil"]


class PoseGroup(TyperGroup):
    """`anigen pose PICTURE` is short for `anigen pose find PICTURE`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and (Path(args[0]).suffix or Path(args[0]).exists()):
            args = ["find", *args]
        return super().resolve_command(ctx, args)


def _runner(*names: str) -> Runner | None:
    """The engine if all of these weights are here, else None: the stages then go by rules."""
    from anigen_core.runner import pick_runner
    from anigen_core.weights import list_weights

    return pick_runner() if set(names) <= set(list_weights()) else None


@look_app.command()
def tags(picture: PictureFile, as_json: Json = False) -> None:
    """Say in words what a picture or a line drawing shows."""
    from anigen_core.stages.tags import Tags

    source = read_picture(picture, quiet=as_json)
    with progress_bar("Tags", quiet=as_json) as report:
        found = Tags(_runner("tagger"))(source, progress=report)
    groups: dict[str, list[dict[str, Any]]] = {}
    for tag in found:
        groups.setdefault(tag.group, []).append({"word": tag.word, "chance": round(tag.chance, 3)})
    say(as_json, {"tags": groups}, [f"{tag.group:14} {tag.word:20} {tag.chance:.0%}" for tag in found])


def find_pose(
    picture: PictureFile,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write OpenPose JSON.")] = None,
    detector: Annotated[
        Literal["openpose"] | None,
        typer.Option(help="Use OpenPose of controlnet-aux, if its weights are on this machine."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the pose of the largest figure in a picture or a line drawing."""
    import numpy as np

    from anigen_core.adapters import detect_pose
    from anigen_core.imaging import to_rgb
    from anigen_core.pose import JOINTS, Pose
    from anigen_core.stages.parse import Parse

    if out is not None:
        check_target(out, (".json",), picture)
    source = read_picture(picture, quiet=as_json)
    with progress_bar("Pose", quiet=as_json) as report:
        if detector is None:
            parsed = Parse(_runner("parse"))(source, progress=report)
            pose, empty, method = parsed.pose, parsed.empty, parsed.method
        else:
            seen = detect_pose(to_rgb(source))
            nobody = Pose(np.zeros((18, 3)), source.shape[1], source.shape[0])
            pose, empty, method = seen or nobody, seen is None, detector
    rows = [(name, row) for name, row in zip(JOINTS, pose.joints, strict=True) if row[2] > 0]
    found = bool(rows) and not empty
    words = [f"{name:12} {x:8.1f} {y:8.1f} {c:6.0%}" for name, (x, y, c) in rows]
    words.append(f"Found by {method} (controlnet-aux)." if detector else f"Found by AniGen's {method}.")
    if not found:
        nothing = "" if out is None else f" {out} was not written."
        words = [f"There is no figure in this picture.{nothing}"]
    elif out is not None:
        write_atomically(out, pose.to_json(indent=1).encode())
    say(as_json, {**pose.to_dict(), "found": found, "method": method}, words)


@look_app.command()
def landmarks(picture: PictureFile, as_json: Json = False) -> None:
    """Find faces and the points of each: eyes, irises, brows, mouth, nose, chin, jaw."""
    from anigen_core.stages.landmarks import Landmarks

    source = read_picture(picture, quiet=as_json)
    with progress_bar("Faces", quiet=as_json) as report:
        faces = Landmarks(_runner("face_finder", "landmarks"))(source, progress=report)
    words = []
    for number, face in enumerate(faces, 1):
        x, y, w, h = face.box
        words.append(f"Face {number}: {w:.0f}x{h:.0f} at {x:.0f},{y:.0f} ({face.score:.0%})")
    say(as_json, {"faces": [f.to_dict() for f in faces]}, words or ["There is no face in this picture."])


@look_app.command()
def cutout(
    picture: PictureFile,
    out: Annotated[Path, typer.Option("--out", help="Where to write the picture (PNG).")],
    as_json: Json = False,
) -> None:
    """Remove the background of a picture."""
    from anigen_core.imaging import encode_png
    from anigen_core.stages.parse import Parse
    from anigen_core.stages.parse import cutout as cut

    check_target(out, (".png",), picture)
    source = read_picture(picture, quiet=as_json)
    with progress_bar("Cutout", quiet=as_json) as report:
        parsed = Parse(_runner("parse"))(source, progress=report)
        result = cut(source, parsed)
    write_atomically(out, encode_png(result))
    words = [str(out)]
    if parsed.empty:
        words.insert(0, "There is no figure in this picture; the cutout is empty.")
    say(as_json, {"files": [str(out)], "found": not parsed.empty, "method": parsed.method}, words)


@look_app.command()
def lines(
    picture: PictureFile,
    out: Annotated[Path, typer.Option("--out", help="Where to write the lines (PNG or SVG).")],
    kind: Annotated[LineKind, typer.Option(help="What the picture is.")] = "auto",
    width: Annotated[float | None, typer.Option(help="Make every stroke this wide, in pixels.")] = None,
    detail: Annotated[float, typer.Option(help="0: the boldest lines only, 1: all there are.")] = 0.5,
    detector: Annotated[
        Literal["canny", "lineart_standard", "lineart_anime"] | None,
        typer.Option(help="Use this detector of controlnet-aux in place of AniGen's own lines."),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Without the trained network.")] = False,
    transparent: Annotated[bool, typer.Option(help="PNG with ink on a transparent ground.")] = False,
    as_json: Json = False,
) -> None:
    """Clean lines from a picture, a drawing or a scanned pencil sketch, as PNG or as SVG curves."""
    import numpy as np

    from anigen_core.adapters import detect_lines
    from anigen_core.imaging import encode_png, to_rgb
    from anigen_core.inking.vectors import svg
    from anigen_core.stages.lines import Lines, LinesOptions

    check_target(out, (".png", ".svg"), picture)
    options = LinesOptions(kind=kind, width=width, detail=detail)
    source = read_picture(picture, quiet=as_json)
    with progress_bar("Lines", quiet=as_json) as report:
        if detector is None:
            ink = Lines(None if rules else _runner("lines"))(source, options, progress=report)
        else:
            ink = detect_lines(detector, to_rgb(source))
    if out.suffix.lower() == ".svg":
        data = svg(ink).encode()
    else:
        clear = np.dstack([np.zeros((*ink.shape, 3), np.uint8), 255 - ink]) if transparent else ink
        data = encode_png(clear)
    write_atomically(out, data)
    say(as_json, {"files": [str(out)]}, [str(out)])
