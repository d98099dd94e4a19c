"""Files for the browser, in a fresh folder of gradio's cache, which gradio empties."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from gradio.utils import get_upload_folder

from anigen_core.imaging import Extent, encode_png, resize, to_rgb

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.pipeline import Result

VIEW = Extent(2048, 2048)
"""The page shows pictures up to this size; the downloads are always whole."""

SUFFIXES = (".png", ".psd", ".ora", ".anigen")


def new_folder() -> Path:
    """An empty folder inside gradio's cache that nobody can guess."""
    folder = Path(get_upload_folder()) / uuid.uuid4().hex
    folder.mkdir(parents=True)
    return folder


def write_result(result: Result) -> list[Path]:
    """anigen.png, .psd, .ora and .anigen of a result, in this order."""
    folder = new_folder()
    paths = [folder / f"anigen{suffix}" for suffix in SUFFIXES]
    for path in paths:
        result.save(path)
    return paths


def write_picture(array: np.ndarray, name: str) -> str:
    """A picture as it is, pixel for pixel."""
    path = new_folder() / f"{name}.png"
    path.write_bytes(encode_png(array, compress=1))
    return str(path)


def write_pair(before: np.ndarray, after: np.ndarray, limit: Extent = VIEW) -> tuple[str, str]:
    """Two pictures for the screen, both at the size of `after` fitted into `limit`."""
    extent = Extent.of(after).fitted(limit)
    return write_picture(resize(before, extent), "before"), write_picture(resize(after, extent), "after")


def write_text(text: str, name: str) -> str:
    path = new_folder() / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def draft(document: Document) -> np.ndarray:
    """(H, W, 3) uint8: what the artist brought, for the "before" side: lines over colors, else the pose."""
    import numpy as np

    if document.lines is None and document.colors is None and document.pose is not None:
        from anigen_core.pose_maps import draw_skeleton

        return draw_skeleton(document.pose, background=(255, 255, 255))
    paper = np.full((document.height, document.width, 3), 255, np.uint8)
    picture = paper if document.colors is None else to_rgb(document.colors)
    if document.lines is None:
        return picture
    ink = document.lines.astype(np.uint16)[..., None]
    return ((picture * ink + 127) // 255).astype(np.uint8)
