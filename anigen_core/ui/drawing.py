"""What the stage sends, as documents; and documents, as what the stage shows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, open_image, to_lines, to_rgb, to_rgba
from anigen_core.ui import files

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document, References, Settings
    from anigen_core.pose import Pose
    from anigen_core.steps import StepName
    from anigen_core.ui.stage import KeyData, ReferenceData, StageData, StepData

PNG_URL = "data:image/png;base64,"
STYLE_URLS = (PNG_URL, "data:image/webp;base64,", "data:image/jpeg;base64,")
MAX_INLINE = 1 << 20
"""Most characters of a picture inside an event: noise of 256x384 pixels with transparency has half of it, and
the stage uploads what is larger."""

INSIDE = ("lines", "colors", "selection")
"""Pictures of a drawing that may come inside an event."""

INCOMPLETE = "The drawing did not arrive whole; try once more."
EVERYTHING = ("lines", "colors", "pose", "style", "references", "replaced")


def arrived(value: StageData | None, data: Any) -> StageData | None:
    """The value with the small pictures of its event put where uploads are.

    Raises:
        InputError: what came inside the event is not what the stage sends.
    """
    from gradio.data_classes import FileData

    sent = data.get("pictures") if isinstance(data, dict) else None
    if value is None or not isinstance(sent, dict):
        return value
    found = {name: _inline_bytes(sent[name]) for name in INSIDE if sent.get(name) is not None}
    if not found:
        return value
    paths = files.new_files(*(f"{name}.png" for name in found))
    for path, picture in zip(paths, found.values(), strict=True):
        path.write_bytes(picture)
    return value.model_copy(
        update={name: FileData(path=str(path)) for name, path in zip(found, paths, strict=True)}
    )


def canvas(width: Any, height: Any) -> Extent:
    """A canvas as a client declares it.

    Raises:
        InputError: not two whole numbers, or a canvas too small or too large to draw on.
    """
    from anigen_core.document import Document

    if any(isinstance(side, bool) or not isinstance(side, int) for side in (width, height)):
        raise InputError(INCOMPLETE)
    return Document.compose(size=(width, height)).extent


def read(value: StageData | None, settings: Settings | None = None) -> Document:
    """The drawing on the stage, with these settings.

    Raises:
        InputError: nothing arrived, or a picture is not what it says it is: damaged, too large, or not of the
            size of the canvas.
    """
    from anigen_core.document import Document
    from anigen_core.intake import read_style

    if value is None:
        raise InputError("There is no drawing yet; the canvas has to be there first.")
    extent, lines, colors = _planes(value)
    style = None if value.style is None else read_style(Path(value.style.path))
    pose = read_pose(value.pose, extent)
    references = [_reference(one) for one in _few(value.references)]
    return Document.compose(
        lines,
        colors,
        pose,
        settings,
        size=extent,
        style=style,
        references=references,
        replaced=_replaced(value.replaced),
    )


def read_key(key: KeyData, settings: Settings | None = None) -> Document:
    """One of two drawings with others between them; raises as `read`."""
    from anigen_core.document import Document

    extent, lines, colors = _planes(key)
    return Document.compose(lines, colors, read_pose(key.pose, extent), settings, size=extent)


def _planes(value: StageData | KeyData) -> tuple[Extent, np.ndarray | None, np.ndarray | None]:
    extent = canvas(value.width, value.height)
    lines = None if value.lines is None else to_lines(_layer(value.lines.path, extent, "lines"))
    colors = None if value.colors is None else to_rgba(_layer(value.colors.path, extent, "colors"))
    return extent, lines, colors


def read_small(data: Any, settings: Settings) -> tuple[Document, int]:
    """The small copy of a drawing that comes inside a "preview" event, and the revision it shows.

    Raises:
        InputError: anything in it is not what the stage sends.
    """
    from anigen_core.document import Document
    from anigen_core.planning import PREVIEW_EXTENT, preview_extent

    if not isinstance(data, dict):
        raise InputError(INCOMPLETE)
    full = canvas(data.get("width"), data.get("height"))
    largest = preview_extent(full)
    limit = (largest.width + 2) * (largest.height + 2)
    lines, colors = (_inline(data.get(name), limit) for name in ("lines", "colors"))
    style = _inline(data.get("style"), PREVIEW_EXTENT.width * PREVIEW_EXTENT.height, STYLE_URLS)
    drawn = lines if lines is not None else colors
    extent = Extent(*drawn.size) if drawn is not None else largest
    document = Document.compose(
        None if lines is None else to_lines(lines),
        None if colors is None else to_rgba(colors),
        read_pose(data.get("pose"), full),
        settings,
        size=extent,
        style=None if style is None else to_rgba(style),
    )
    return document, revision(data)


def read_small_lines(data: Any) -> np.ndarray | None:
    """(H, W) uint8 lines of the small drawing inside an event, None where nothing is drawn.

    Raises:
        InputError: they are not what the stage sends.
    """
    from anigen_core.planning import preview_extent

    if not isinstance(data, dict):
        raise InputError(INCOMPLETE)
    largest = preview_extent(canvas(data.get("width"), data.get("height")))
    lines = _inline(data.get("lines"), (largest.width + 2) * (largest.height + 2))
    return None if lines is None else to_lines(lines)


def revision(data: Any) -> int:
    """The revision of an event, 0 where it names none."""
    number = data.get("revision") if isinstance(data, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else 0


def read_selection(value: StageData) -> np.ndarray:
    """(H, W) uint8, 255 inside the selection.

    Raises:
        InputError: there is none, or it is empty or damaged.
    """
    if value.selection is None:
        raise InputError("Nothing is selected; draw round a part with the lasso first.")
    extent = canvas(value.width, value.height)
    mask = to_lines(_layer(value.selection.path, extent, "selection"))
    if not mask.any():
        raise InputError("The selection is empty; draw round a part with the lasso first.")
    return mask


def read_picture(value: StageData | None, otherwise: str) -> tuple[np.ndarray, bytes]:
    """The picture that came with the value, (H, W, 3) or (H, W, 4) uint8, and its file.

    Raises:
        InputError: with the sentence `otherwise` where there is none; or the file is not a picture.
    """
    data = read_file(value, otherwise)
    picture = open_image(data)
    return to_rgba(picture) if picture.mode == "RGBA" else to_rgb(picture), data


def read_file(value: StageData | None, otherwise: str) -> bytes:
    """The file that came with the value.

    Raises:
        InputError: with the sentence `otherwise` where there is none; or it is gone.
    """
    if value is None or value.picture is None:
        raise InputError(otherwise)
    try:
        return Path(value.picture.path).read_bytes()
    except OSError:
        raise InputError("The file did not arrive whole; choose it again.") from None


def sent(
    extent: Extent,
    *,
    label: str,
    note: str,
    parts: tuple[str, ...],
    lines: np.ndarray | None = None,
    colors: np.ndarray | None = None,
    pose: Pose | None = None,
    reference: np.ndarray | None = None,
    style: np.ndarray | None = None,
    references: References = (),
    replaced: Mapping[StepName, np.ndarray] | None = None,
) -> dict[str, Any]:
    """The prop that puts a drawing on the stage: what `parts` names is replaced, None empties it.

    lines (H, W), colors (H, W, 4), reference and style (H, W, 3 or 4), all uint8. label: name of the step in
    the history; note: a sentence for the artist.
    """
    pictures = {"lines": lines, "colors": colors, "reference": reference, "style": style}
    addresses = {
        name: None if array is None else files.address(files.write_picture(array, name))
        for name, array in pictures.items()
    }
    return {
        "width": extent.width,
        "height": extent.height,
        **addresses,
        "pose": None if pose is None else pose.to_dict(),
        "references": [
            {
                "picture": files.address(files.write_picture(picture, "reference")),
                "pose": None if shown is None else shown.to_dict(),
            }
            for picture, shown in references
        ],
        "replaced": [
            {"step": step, "picture": files.address(files.write_picture(picture, f"step_{step}"))}
            for step, picture in (replaced or {}).items()
        ],
        "parts": list(parts),
        "label": label,
        "note": note,
    }


def sent_document(document: Document, note: str) -> dict[str, Any]:
    """The prop that shows a whole document."""
    return sent(
        document.extent,
        label="Open",
        note=note,
        parts=EVERYTHING,
        lines=document.lines,
        colors=document.colors,
        pose=document.pose,
        style=document.style,
        references=document.references,
        replaced=document.replaced,
    )


def _replaced(pictures: list[StepData] | None) -> dict[StepName, np.ndarray]:
    """What stands in the place of steps; refused by their number before any is decoded."""
    from anigen_core.steps import STEPS, check_names

    if len(pictures or ()) > len(STEPS):
        raise InputError(INCOMPLETE)
    found: dict[StepName, np.ndarray] = {}
    for one in pictures or ():
        [step] = check_names((one.step,), "The steps that were painted over")
        picture = open_image(Path(one.picture.path))
        found[step] = to_lines(picture) if step == "lines" else to_rgba(picture)
    return found


def _few(references: list[ReferenceData] | None) -> list[ReferenceData]:
    """Refused by their number before any is decoded."""
    from anigen_core.document import MAX_REFERENCES

    if len(references or ()) > MAX_REFERENCES:
        raise InputError(f"These are too many pictures of a character; give at most {MAX_REFERENCES}.")
    return references or []


def _reference(one: ReferenceData) -> tuple[np.ndarray, Pose | None]:
    from anigen_core.document import MAX_REFERENCE_PIXELS

    picture = to_rgba(open_image(Path(one.picture.path), max_pixels=MAX_REFERENCE_PIXELS))
    return picture, read_pose(one.pose, Extent.of(picture))


def _layer(path: str, extent: Extent, name: str) -> Any:
    """A PIL picture that has to be of the canvas's size; one with more pixels is refused before decoding."""
    try:
        picture = open_image(Path(path), max_pixels=extent.width * extent.height)
    except InputError as error:
        if "megapixels" not in str(error):
            raise
        raise InputError(
            f"The {name} have more pixels than the canvas of {extent}; send them at its size."
        ) from None
    if picture.size != extent:
        raise InputError(
            f"The canvas is {extent} pixels and its {name} {Extent(*picture.size)}; make them the same size."
        )
    return picture


def _inline(url: Any, limit: int, kinds: tuple[str, ...] = (PNG_URL,)) -> Any:
    """The PIL picture of a data URL, None of None."""
    return None if url is None else open_image(_inline_bytes(url, kinds), max_pixels=limit)


def _inline_bytes(url: Any, kinds: tuple[str, ...] = (PNG_URL,)) -> bytes:
    """The file in a data URL of one of these kinds; refused by its length before anything is decoded."""
    if not isinstance(url, str) or len(url) > MAX_INLINE or not url.startswith(kinds):
        raise InputError(INCOMPLETE)
    try:
        return base64.b64decode(url[url.index(",") + 1 :], validate=True)
    except (binascii.Error, ValueError):
        raise InputError(INCOMPLETE) from None


def read_pose(pose: Any, extent: Extent) -> Pose | None:
    """The figure, None where all of it is hidden."""
    from anigen_core.pose import Pose

    if pose is None:
        return None
    if not isinstance(pose, dict):
        raise InputError(
            "The pose is not OpenPose JSON; it needs a list named people with one entry a figure."
        )
    return Pose.from_json(pose, extent=extent)


def with_settings(document: Document, settings: Settings) -> Document:
    """The same drawing with other choices; InputError where they do not fit it."""
    from anigen_core.document import Document

    return Document.compose(
        document.lines,
        document.colors,
        document.pose,
        settings,
        document.extent,
        document.style,
        document.references,
        document.replaced,
    )
