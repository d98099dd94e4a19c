"""What the commands share: reading inputs, checking outputs, progress, words or JSON."""

from __future__ import annotations

import json
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from anigen_core.document import Document, EyeWish, References
    from anigen_core.imaging import Extent
    from anigen_core.library import Library
    from anigen_core.pose import Pose
    from anigen_core.progress import Event


Weights = Annotated[
    list[str] | None,
    typer.Option("--weights", help="Your own weights: files of train.adapt, or a name the studio knows."),
]

TheirPoses = Annotated[
    list[str] | None,
    typer.Option(
        "--reference-pose", help="Its pose, OpenPose JSON, once for each picture; else it is found."
    ),
]


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")]


def check_target(path: Path, suffixes: tuple[str, ...], *sources: Path | None) -> Path:
    """`path`, if a file of that kind can be written there; told before the work, not after it.

    Raises:
        InputError: another ending, no such folder, or the file is one of the pictures in `sources`, which
            would be lost.
    """
    if path.suffix.lower() not in suffixes:
        raise InputError(f"'{path}' should end in {' or '.join(suffixes)}; change the file name.")
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"'{path}' cannot be written; choose a file in a folder that exists.")
    if path.exists() and any(source and source.exists() and path.samefile(source) for source in sources):
        raise InputError(f"'{path}' is the picture this starts from; give the result another name.")
    return path


def picture_targets(out: Path, names: Sequence[str]) -> list[Path]:
    """Where so many pictures go: the PNG file itself, or NAME.png in a folder, which is made.

    Raises:
        InputError: one file for several pictures, a name of another kind, or a folder that cannot be made.
    """
    if out.suffix.lower() == ".png" and not out.is_dir():
        if len(names) > 1:
            raise InputError(f"'{out}' is one file for {len(names)} pictures; give --out a folder.")
        return [check_target(out, (".png",))]
    if (out.exists() and not out.is_dir()) or (out.suffix and not out.is_dir()):
        raise InputError(f"'{out}' should be a folder, or a file that ends in .png; change the name.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError(f"The folder '{out}' cannot be made; choose another place.") from None
    return [out / f"{name}.png" for name in names]


def say(as_json: bool, data: dict[str, Any], words: list[str]) -> None:
    """The outcome on standard output: one JSON object, or lines of words."""
    typer.echo(json.dumps(data) if as_json else "\n".join(words))


def read_document(
    document: Path | None,
    lines: Path | None,
    colors: Path | None,
    pose: str | None,
    style: Path | None = None,
    references: References = (),
) -> tuple[Document, list[str]]:
    """The document a command works on: a saved one, or one composed from files; files replace its parts.

    Returns:
        The document, and sentences on what was assumed about the files.

    Raises:
        InputError: a file that cannot be read, sizes that disagree, or nothing given at all.
    """
    from anigen_core.document import Document
    from anigen_core.imaging import Extent
    from anigen_core.intake import read_drawing, read_style

    if document is None and lines is None and colors is None and pose is None:
        raise InputError("There is nothing to draw; give a document, or --lines, --colors or --pose.")
    base = None if document is None else Document.open(document)
    ink, blocks, notes = read_drawing(lines, colors)
    skeleton = None
    if base is not None:
        ink = base.lines if ink is None else ink
        blocks = base.colors if blocks is None else blocks
        skeleton = base.pose
    drawn = ink if ink is not None else blocks
    extent = Extent.of(drawn) if drawn is not None else base.extent if base else None
    if pose is not None:
        skeleton = read_pose(pose, extent)
    liked = None if style is None else read_style(style, notes=notes)
    settings = base.settings if base else None
    if base is not None:
        liked = base.style if liked is None else liked
        references = references or base.references
    composed = Document.compose(ink, blocks, skeleton, settings, extent, liked, references)
    return composed, notes


def read_references(paths: Sequence[Path], poses: Sequence[str], *, quiet: bool) -> References:
    """Pictures of a character, each with its pose where that is given.

    Raises:
        InputError: a file that cannot be read, or another number of poses than of pictures.
    """
    if poses and len(poses) != len(paths):
        raise InputError("Give --reference-pose once for each --reference, or leave it out.")
    pictures = [read_picture(path, quiet=quiet) for path in paths]
    told = [read_pose(text) for text in poses] or [None] * len(pictures)
    return tuple(zip(pictures, told, strict=True))


def read_picture(path: Path, *, quiet: bool) -> np.ndarray:
    """A picture file as an (H, W, 3) or (H, W, 4) uint8 array; what was changed is said unless `quiet`.

    Raises:
        InputError: not a picture, too large, damaged, animated, or too small to hold a drawing.
    """
    from anigen_core.imaging import check_size, open_image

    notes: list[str] = []
    picture = open_image(path, notes=notes)
    check_size(picture.size, f"'{path.name}'")
    for note in notes if not quiet else []:
        typer.echo(note, err=True)
    return np.asarray(picture)


def read_pose(text: str, extent: Extent | None = None, person: int = 0) -> Pose:
    """A pose from an OpenPose JSON file or by its name, scaled to `extent` where one is given."""
    from anigen_core.pose import DEFAULT_EXTENT, Pose
    from anigen_core.pose_library import named_poses

    if text in named_poses():
        return named_poses()[text].pose(extent or DEFAULT_EXTENT)
    path = Path(text)
    if not path.is_file():
        raise InputError(
            f"There is no pose file '{text}' and no pose of that name; `anigen pose list` shows the names."
        )
    pose = Pose.load(path, person=person)
    return pose.resized(extent) if extent else pose


def parse_size(text: str | None) -> Extent | None:
    """'512x768' to an extent.

    Raises:
        InputError: anything else, or a size no canvas can have.
    """
    from anigen_core.imaging import Extent

    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,5})[x,](\d{1,5})", text.strip())
    if not match or not all(16 <= int(side) <= 6144 for side in match.groups()):
        raise InputError(f"'{text}' is not a canvas size; write it like 512x768, each side 16 to 6144.")
    return Extent(int(match[1]), int(match[2]))


def own_weights(given: list[str] | None) -> tuple[list[Path], str]:
    """What `--weights` names: files, and the name that the settings remember ("" where they have several).

    A word that is no file is a name of the user's folder (adapted.py).

    Raises:
        InputError: there is neither such a file nor weights of that name.
    """
    from anigen_core.adapted import ENDING, find_adapted, name_of, open_adapted

    words = given or []
    files = [Path(word) for word in words if word.endswith(ENDING) or Path(word).is_file()]
    names = [word for word in words if Path(word) not in files]
    if len(names) > 1 or (names and files):
        raise InputError("Give one name of your own weights, or files, one for each network.")
    for path in files:
        open_adapted(path)
    for name in names:
        find_adapted(name)
    known = {*names, *map(name_of, files)}
    return files, known.pop() if len(known) == 1 else ""


def own_library() -> Library | None:
    """The library that `anigen library add` has made, None where there is none."""
    from anigen_core.folders import data_folder
    from anigen_core.library.library import FILE, Library

    return Library.open() if (data_folder() / FILE).is_file() else None


def eye_wishes(
    left: str | None,
    right: str | None,
    left_box: str | None,
    right_box: str | None,
    *,
    alone: bool = False,
) -> tuple[EyeWish, ...] | None:
    """The eye options of a command as wishes; None where no eye was named. alone: a box needs no color."""
    from anigen_core.document import EyeWish
    from anigen_core.intake import read_box

    bare = (left_box is not None and left is None) or (right_box is not None and right is None)
    if bare and not alone:
        raise InputError("An eye has a box but no color; give both.")
    wishes = []
    if left is not None:
        wishes.append(EyeWish("left", left, read_box(left_box)))
    if right is not None:
        wishes.append(EyeWish("right", right, read_box(right_box)))
    return tuple(wishes) or None


@contextmanager
def progress_bar(title: str, *, quiet: bool) -> Iterator[Callable[..., None]]:
    """A progress bar on standard error while a command works; nothing where nobody looks.

    Yields a callable (fraction, message = title).
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda fraction, message=title: bar.update(task, completed=fraction, description=message)


@contextmanager
def event_bar(title: str, *, quiet: bool) -> Iterator[Callable[[Event], None]]:
    """As `progress_bar`, for work that tells of itself in events."""
    with progress_bar(title, quiet=quiet) as report:
        yield lambda event: report(event.fraction, event.message)


@contextmanager
def interrupt_sets(stop: threading.Event) -> Iterator[None]:
    """The first Ctrl+C sets `stop`, so that finished work can be kept; the second one kills."""
    before = signal.getsignal(signal.SIGINT)

    def first(_signal: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
