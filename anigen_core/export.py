"""Finished pictures as files: PNG that carries its recipe, and layered PSD and OpenRaster.

PSD: Adobe's Photoshop File Formats Specification, written with psd-tools. OpenRaster: the baseline of the
freedesktop.org specification 0.0.5. Both carry the merged picture, which is what previews and importers show.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import numpy as np
from PIL import Image

from anigen_core.archive import write_archive
from anigen_core.imaging import Extent, encode_png, resize, to_rgba
from anigen_core.recipe import embed_recipe

if TYPE_CHECKING:
    from psd_tools.psd.layer_and_mask import ChannelDataList, LayerRecord

    from anigen_core.document import Document
    from anigen_core.layers import Layer

SOFTWARE = "AniGen Studio"
ORIGIN = (
    "Drawn by a person and finished by AniGen Studio: colors, shading and body are in part the work of a "
    "program (algorithm or AI generated)."
)
"""Said in every picture, so that nobody, and no search engine, has to guess."""

THUMBNAIL_SIDE = 256
_COMPRESS = 3
"""zlib level of layer PNGs: a third of the time of level 6 for a few percent more bytes."""


def png_bytes(picture: np.ndarray, document: Document | None = None, *, engine: str = "") -> bytes:
    """A PNG file.

    Args:
        picture: (H, W), (H, W, 3) or (H, W, 4) uint8.
        document: embedded whole; `Document.open` on the file gives it back.
        engine: which methods made the picture, in words; written beside the program's name.
    """
    text = {"Software": SOFTWARE, "Source": ORIGIN} | ({"Comment": engine} if engine else {})
    png = encode_png(picture, text)
    return png if document is None else embed_recipe(png, document.to_bytes())


# ---- PSD


def psd_bytes(layers: Sequence[Layer], picture: np.ndarray) -> bytes:
    """A Photoshop file with these layers, and `picture` as the merged preview.

    Args:
        layers: bottom first; neighbors with the same group lie in one folder.
        picture: (H, W, 3) or (H, W, 4) uint8 straight alpha; its size is the canvas.
    """
    from psd_tools.constants import ColorMode, Compression
    from psd_tools.psd import PSD
    from psd_tools.psd.header import FileHeader
    from psd_tools.psd.image_data import ImageData
    from psd_tools.psd.image_resources import ImageResources
    from psd_tools.psd.layer_and_mask import (
        ChannelImageData,
        LayerAndMaskInformation,
        LayerInfo,
        LayerRecords,
    )

    extent, channels = Extent.of(picture), picture.shape[2]
    header = FileHeader(
        width=extent.width, height=extent.height, channels=channels, depth=8, color_mode=ColorMode.RGB
    )
    merged = ImageData(compression=Compression.RLE)
    merged.set_data([plane.tobytes() for plane in _over_white(picture)], header)
    entries = list(_psd_entries(layers))
    info = LayerInfo(
        # A negative count says that the merged picture's fourth channel is its transparency.
        layer_count=-len(entries) if channels == 4 else len(entries),
        layer_records=LayerRecords([record for record, _ in entries]),  # type: ignore[call-arg]
        channel_image_data=ChannelImageData([data for _, data in entries]),  # type: ignore[call-arg]
    )
    document = PSD(
        header=header,
        image_resources=ImageResources.new(),
        layer_and_mask_information=LayerAndMaskInformation(layer_info=info),
        image_data=merged,
    )
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def _over_white(picture: np.ndarray) -> Iterator[np.ndarray]:
    """Planes of the merged preview. Photoshop keeps colors mixed with white there, and unmixes them."""
    if picture.shape[2] == 3:
        yield from np.moveaxis(picture, 2, 0)
        return
    alpha = picture[..., 3].astype(np.uint16)
    for channel in range(3):
        mixed = picture[..., channel] * alpha + 255 * (255 - alpha)
        yield ((mixed + 127) // 255).astype(np.uint8)
    yield picture[..., 3]


def _psd_entries(layers: Sequence[Layer]) -> Iterator[tuple[LayerRecord, ChannelDataList]]:
    """Records in file order, bottom first; a folder is a pair of records round its members."""
    from psd_tools.constants import BlendMode, SectionDivider

    for group, members in _folders(layers):
        if group is None:
            yield _psd_layer(members[0])
            continue
        visible = any(layer.visible for layer in members)
        yield _psd_divider("</Layer group>", SectionDivider.BOUNDING_SECTION_DIVIDER, BlendMode.NORMAL)
        for layer in members:
            # Hidden by the folder, so that one click on the folder shows what is in it.
            yield _psd_layer(layer, visible=layer.visible or not visible)
        yield _psd_divider(group, SectionDivider.OPEN_FOLDER, BlendMode.PASS_THROUGH, visible)


def _psd_layer(layer: Layer, visible: bool | None = None) -> tuple[LayerRecord, ChannelDataList]:
    from psd_tools.constants import BlendMode, ChannelID, Compression
    from psd_tools.psd.layer_and_mask import (
        ChannelData,
        ChannelDataList,
        ChannelInfo,
        LayerFlags,
        LayerRecord,
    )

    small = layer.cropped()
    (left, top), (height, width) = small.offset, small.image.shape[:2]
    if not small.image[..., 3].any():
        left = top = height = width = 0
    record = LayerRecord(
        top=top,
        left=left,
        bottom=top + height,
        right=left + width,
        blend_mode=BlendMode[layer.blend.upper()],
        opacity=round(layer.opacity * 255),
        flags=LayerFlags(visible=layer.visible if visible is None else visible),
    )
    _psd_name(record, layer.name)
    data = ChannelDataList()
    for channel, plane in ((ChannelID.TRANSPARENCY_MASK, 3), *((ChannelID(c), c) for c in range(3))):
        content = ChannelData(compression=Compression.RLE if height else Compression.RAW)
        if height:
            content.set_data(small.image[..., plane].tobytes(), width, height, 8)
        record.channel_info.append(ChannelInfo(id=channel, length=len(content.data) + 2))
        data.append(content)
    return record, data


def _psd_divider(
    name: str, kind: object, blend: object, visible: bool = True
) -> tuple[LayerRecord, ChannelDataList]:
    from psd_tools.constants import ChannelID, Tag
    from psd_tools.psd.layer_and_mask import (
        ChannelData,
        ChannelDataList,
        ChannelInfo,
        LayerFlags,
        LayerRecord,
    )

    flags = LayerFlags(visible=visible, pixel_data_irrelevant=True)
    record = LayerRecord(blend_mode=blend, flags=flags)  # type: ignore[arg-type]
    _psd_name(record, name)
    record.tagged_blocks.set_data(Tag.SECTION_DIVIDER_SETTING, kind=kind, signature=b"8BIM", blend_mode=blend)
    record.channel_info = [ChannelInfo(id=ChannelID(c), length=2) for c in range(-1, 3)]
    return record, ChannelDataList([ChannelData() for _ in range(4)])  # type: ignore[call-arg]


def _psd_name(record: LayerRecord, name: str) -> None:
    """The name twice, as the format wants it: in an old encoding for old programs, and in Unicode."""
    from psd_tools.constants import Tag

    record.name = name[:60].encode("mac_roman", "replace").decode("mac_roman")
    record.tagged_blocks.set_data(Tag.UNICODE_LAYER_NAME, name)


# ---- OpenRaster

_ORA_BLEND = {"normal": "svg:src-over", "multiply": "svg:multiply", "screen": "svg:screen"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ora_bytes(layers: Sequence[Layer], picture: np.ndarray) -> bytes:
    """An OpenRaster file with these layers, and `picture` as the merged image.

    Args:
        layers: bottom first; neighbors with the same group lie in one nested stack.
        picture: (H, W, 3) or (H, W, 4) uint8 straight alpha; its size is the canvas.
    """
    extent = Extent.of(picture)
    members: dict[str, bytes] = {"mimetype": b"image/openraster", "stack.xml": b""}
    tree: list[str] = []  # top first, as the format wants it
    for group, folder in _folders(layers):
        visible = any(layer.visible for layer in folder)
        entries: list[str] = []
        for layer in folder:
            source = f"data/layer{len(members) - 2:03d}.png"
            small = layer.cropped()
            members[source] = encode_png(np.ascontiguousarray(small.image), compress=_COMPRESS)
            # As in the PSD: a hidden folder hides its layers, which then need not hide themselves.
            shown = layer.visible or (group is not None and not visible)
            entries.insert(0, _ora_layer(small, source, shown))
        if group is None:
            tree[:0] = entries
        else:
            head = f"<stack name={_attribute(group)} {_ora_look('normal', 1.0, visible)}>"
            tree[:0] = [head, *entries, "</stack>"]
    stack = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<image version="0.0.3" w="{extent.width}" h="{extent.height}">',
            "<stack>",
            *tree,
            "</stack>",
            "</image>",
            "",
        ]
    )
    members["stack.xml"] = stack.encode()
    members["mergedimage.png"] = encode_png(picture, compress=_COMPRESS)
    small_extent = extent.fitted(Extent(THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    members["Thumbnails/thumbnail.png"] = encode_png(
        resize(to_rgba(picture), small_extent, Image.Resampling.BOX)
    )
    return write_archive(members, stored=frozenset({"mimetype"}))


def _ora_layer(layer: Layer, source: str, shown: bool) -> str:
    x, y = layer.offset
    look = _ora_look(layer.blend, layer.opacity, shown)
    return f'<layer name={_attribute(layer.name)} src="{source}" x="{x}" y="{y}" {look}/>'


def _ora_look(blend: str, opacity: float, visible: bool) -> str:
    visibility = "visible" if visible else "hidden"
    return f'composite-op="{_ORA_BLEND[blend]}" opacity="{opacity:.6g}" visibility="{visibility}"'


def _attribute(text: str) -> str:
    """Quoted and escaped; characters that XML 1.0 cannot hold at all become question marks."""
    return quoteattr(_NOT_XML.sub("?", text))


def _folders(layers: Sequence[Layer]) -> Iterator[tuple[str | None, list[Layer]]]:
    """Runs of neighbors with the same group; a layer without one comes alone."""
    for group, run in groupby(layers, key=lambda layer: layer.group):
        members = list(run)
        if group is None:
            yield from ((None, [layer]) for layer in members)
        else:
            yield group, members
