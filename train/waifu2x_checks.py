"""Checks of the converted waifu2x weights: against the ncnn runtime, and on real pictures.

The runtime is Tencent's `ncnn` package on the CPU in float32, fed with the original .param and .bin files
(the wheel's own wrapper is not used: on a CPU with AVX-512 its build draws noise with CUNet).
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.imaging import open_image, to_rgb
from anigen_core.runner import pick_runner
from anigen_core.stages.upscale import NETWORKS, lanczos, tiled

MAX_SIDE = 900
JPEG_QUALITY = 75


def run_ncnn(picture: np.ndarray, margin: int, param: bytes, data: bytes) -> np.ndarray:
    """Twice the size of an HW3 uint8 RGB picture by the ncnn runtime: (2H)(2W)3 float32, about [0, 1].

    The picture is padded by reflection by `margin` pixels, as the stage does it.
    """
    import ncnn  # type: ignore[import-not-found]

    padded = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), "reflect")
    tensor = np.ascontiguousarray(padded.transpose(2, 0, 1), np.float32) / np.float32(255)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "network.param", Path(folder) / "network.bin"]
        for file, content in zip(files, (param, data), strict=True):
            file.write_bytes(content)
        net = ncnn.Net()  # pyright: ignore[reportAttributeAccessIssue]
        net.opt.use_vulkan_compute = net.opt.use_bf16_storage = False
        net.opt.use_fp16_packed = net.opt.use_fp16_storage = net.opt.use_fp16_arithmetic = False
        if net.load_param(str(files[0])) or net.load_model(str(files[1])):
            raise RuntimeError("ncnn cannot read these files.")
        extractor = net.create_extractor()
        extractor.input("Input1", ncnn.Mat(tensor))  # pyright: ignore[reportAttributeAccessIssue]
        status, result = extractor.extract("Eltwise4")
    if status:
        raise RuntimeError("ncnn failed to run the network.")
    return np.array(result, np.float32).transpose(1, 2, 0)


def to_bytes(picture: np.ndarray) -> np.ndarray:
    """HWC float, about [0, 1], to uint8."""
    return np.clip(picture * 255 + 0.5, 0, 255).astype(np.uint8)


def psnr(first: np.ndarray, second: np.ndarray, peak: float = 255.0) -> float:
    """Peak signal-to-noise ratio in dB of two arrays of one shape."""
    error = np.square(first.astype(np.float64) - second.astype(np.float64)).mean()
    return float(10 * np.log10(peak**2 / max(error, 1e-20)))


def measure(name: str, architecture: str, noise: int, folder: Path) -> dict[str, object]:
    """Mean PSNR of doubling all pictures of `folder`, beside Lanczos, as figures for a card.

    Each picture is put on white, brought to at most 900 pixels a side and reduced to half by Lanczos; weights
    that remove noise get that half as a JPEG of quality 75.
    """
    runner = pick_runner("auto", precision="float32")
    ours, baseline = [], []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in (".png", ".webp", ".jpg")):
        picture = Image.fromarray(to_rgb(open_image(path)))
        picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
        picture = picture.crop((0, 0, picture.width // 4 * 4, picture.height // 4 * 4))
        small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
        if noise > 0:
            buffer = io.BytesIO()
            small.save(buffer, "JPEG", quality=JPEG_QUALITY)
            small = Image.open(buffer).convert("RGB")
        target, half = np.asarray(picture), np.asarray(small)
        ours.append(psnr(tiled(runner, name, NETWORKS[architecture], half), target))
        baseline.append(psnr(lanczos(half), target))
    kind = f"JPEG quality {JPEG_QUALITY}" if noise > 0 else "clean"
    return {
        "x2_psnr_db": round(float(np.mean(ours)), 2),
        "x2_psnr_db_lanczos_unsharp": round(float(np.mean(baseline)), 2),
        "x2_measured_on": f"{len(ours)} anime drawings and sketches, on white, halved by Lanczos, {kind}",
    }
