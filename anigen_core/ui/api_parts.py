"""The drawing that comes with a call of the HTTP API: files, and the name of a pose, to a `Document`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.ui.components import Picture, PictureFiles, PoseFile
from anigen_core.ui.given import switch, word

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.pose import Pose
    from anigen_core.settings import Settings

NO_POSE = "none"
PARTS = ("lines", "colors", "pose", "pose_file", "mirror", "style", "references")
"""The names of what `inputs` makes, in this order."""


def inputs(pose_names: list[str]) -> list[Any]:
    """The components of `PARTS`."""
    return [
        Picture(label="Line drawing: dark on white or transparent", image_mode=None, type="filepath"),
        Picture(label="Color blocks: transparent = not painted", image_mode=None, type="filepath"),
        word([NO_POSE, *pose_names], NO_POSE, "Name of a pose"),
        PoseFile(label="OpenPose JSON file, in place of a name", type="binary"),
        switch("Mirror the pose"),
        Picture(
            label="A picture whose colors are wanted (painter colorize)", image_mode=None, type="filepath"
        ),
        PictureFiles(label="Up to four pictures of your own character, kept with it", file_count="multiple"),
    ]


def composed(
    settings: Settings,
    lines: Path | bytes | None = None,
    colors: Path | bytes | None = None,
    pose: str | None = None,
    pose_file: bytes | None = None,
    mirror: Any = False,
    style: Path | bytes | None = None,
    references: list[str] | None = None,
) -> tuple[Document, list[str]]:
    """The document, and sentences about what was assumed.

    Raises:
        InputError: any of the values is not usable.
    """
    from anigen_core.document import Document
    from anigen_core.imaging import Extent, open_image, to_rgba
    from anigen_core.intake import read_drawing, read_style

    ink, blocks, notes = read_drawing(lines, colors)
    drawn = ink if ink is not None else blocks
    extent = Extent.of(drawn) if drawn is not None else None
    skeleton = posed(pose, pose_file, mirror=bool(mirror), extent=extent)
    liked = None if style is None else read_style(style, notes=notes)
    own = [(to_rgba(open_image(Path(path), notes=notes)), None) for path in references or ()]
    return Document.compose(ink, blocks, skeleton, settings, extent, liked, own), notes


def posed(
    name: str | None,
    file: bytes | None,
    *,
    mirror: bool = False,
    extent: tuple[int, int] | None = None,
) -> Pose | None:
    """A pose by its name or from OpenPose JSON, on a canvas of this size (default: its own); None of neither.

    Raises:
        InputError: both are given, there is no such name, or the file is no pose.
    """
    from anigen_core.pose import Pose
    from anigen_core.pose_library import named_pose

    named = name not in (None, "", NO_POSE)
    if named and file is not None:
        raise InputError("Choose a pose by name or give a pose file, not both.")
    if named:
        pose = named_pose(str(name))
    elif file is not None:
        pose = Pose.from_json(file, extent=extent)
    else:
        return None
    pose = pose.mirrored() if mirror else pose
    return pose.resized(extent) if extent else pose
