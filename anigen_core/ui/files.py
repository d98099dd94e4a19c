"""Files for the browser, in a fresh folder of gradio's cache, which gradio empties."""

from __future__ import annotations

import base64
import io
import uuid
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from gradio.context import LocalContext
from gradio.route_utils import API_PREFIX
from gradio.utils import get_upload_folder

from anigen_core.imaging import Extent, encode_png, resize, to_rgb
from anigen_core.ui.room import make_room

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.pipeline import Result

VIEW = Extent(2048, 2048)
"""The page shows pictures up to this size; the downloads are always whole."""

THUMBNAIL = Extent(320, 320)

EXAMPLES = Path(__file__).parents[2] / "assets" / "examples"
"""Documents to begin with. A checkout has them, an installed package does not."""

SUFFIXES = (".png", ".psd", ".ora", ".anigen")


def new_files(*names: str) -> list[Path]:
    """Paths for files of these names in a new folder that nobody can guess.

    Gradio loses track of files in sessions whose components were updated, so they go onto its own list here.
    """
    folder = Path(get_upload_folder()) / uuid.uuid4().hex
    folder.mkdir(parents=True)
    paths = [folder / name for name in names]
    page = LocalContext.blocks.get(None)
    if page is not None:
        page.upload_file_set.update(map(str, paths))
    return paths


def write_result(result: Result) -> list[Path]:
    """anigen.png, .psd, .ora and .anigen of a result, in this order."""
    make_room(Path(get_upload_folder()))
    paths = new_files(*(f"anigen{suffix}" for suffix in SUFFIXES))
    for path in paths:
        result.save(path)
    return paths


def write_picture(array: np.ndarray, name: str) -> str:
    """A picture as it is, pixel for pixel."""
    [path] = new_files(f"{name}.png")
    path.write_bytes(encode_png(array, compress=1))
    return str(path)


def write_view(array: np.ndarray, name: str) -> str:
    """A picture to look at, (H, W, 3) uint8, as a JPEG."""
    [path] = new_files(f"{name}.jpg")
    path.write_bytes(_jpeg(array))
    return str(path)


def inline(array: np.ndarray) -> str:
    """A small picture, (H, W, 3) uint8, as a data URL: for what is gone with the next stroke."""
    return f"data:image/jpeg;base64,{base64.b64encode(_jpeg(array)).decode()}"


def _jpeg(array: np.ndarray) -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.fromarray(array).save(data, "JPEG", quality=92, subsampling=0)
    return data.getvalue()


def address(path: str | Path) -> str:
    """Where a browser finds a file that was written here."""
    page = LocalContext.blocks.get(None)
    root = (getattr(page, "root_path", None) or "").rstrip("/")
    return f"{root}{API_PREFIX}/file={quote(Path(path).as_posix())}"


def write_lines(lines: np.ndarray) -> list[Path]:
    """lines.png with the paper transparent, and lines.svg, of (H, W) uint8 lines."""
    import numpy as np

    from anigen_core.export import png_bytes
    from anigen_core.inking.vectors import svg

    png, drawing = paths = new_files("lines.png", "lines.svg")
    png.write_bytes(png_bytes(np.dstack([np.zeros((*lines.shape, 3), np.uint8), 255 - lines])))
    drawing.write_text(svg(lines), encoding="utf-8")
    return paths


def write_pair(before: np.ndarray, after: np.ndarray, limit: Extent = VIEW) -> tuple[str, str]:
    """Two pictures for the screen, both at the size of `after` fitted into `limit`, over a checkerboard."""
    extent = Extent.of(after).fitted(limit)
    before, after = resize(before, extent), on_checks(resize(after, extent))
    return write_picture(before, "before"), write_picture(after, "after")


def on_checks(picture: np.ndarray) -> np.ndarray:
    """An RGBA picture over light gray squares; the slider would show the "before" through its holes."""
    import numpy as np

    if picture.shape[2] == 3:
        return picture
    rows, columns = (np.arange(side) // 12 for side in picture.shape[:2])
    checks = np.where((rows[:, None] + columns) % 2, 236, 255)[..., None]
    alpha = picture[..., 3:].astype(np.uint32)
    return ((picture[..., :3] * alpha + checks * (255 - alpha) + 127) // 255).astype(np.uint8)


def examples() -> list[Path]:
    return sorted(EXAMPLES.glob("*.anigen"))


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
