"""Twice the size: our compact network beside Lanczos with unsharp masking, waifu2x upconv_7 and CUNet.

What the chain enlarges is what its painter made, so that is measured: a simulated drawing of a character is
painted at 512x768, made small (256x384), enlarged back, and compared with itself. The painter's result
against the factory's true picture would measure the painter. Each character has its own softness and its own
way of being made small, always the same.

    psnr, ssim        our own results, soft as our painters leave them (train/upscale.py, `reduced`)
    psnr:sharp        the same results reduced by plain means of four pixels
    psnr:picture      the factory's picture, or that of --avatars or --drawings, made soft
    psnr:sharp_picture, seconds (of enlarging 256x384, everything counted)

Our network was trained on this softness and the others were not; `sharp` is their own ground. Rows: `ours`,
`lanczos` (the fallback), `cunet`; with --peer also `upconv_7` (train/convert_waifu2x.py writes it).
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch

from anigen_core.errors import InputError
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.reconstruct import Reconstruct
from anigen_core.stages.upscale import NETWORKS, Upscale, UpscaleOptions, lanczos, tiled
from anigen_core.weights import list_weights
from train.pirec_views import to_uint8
from train.upscale import PASSES, reduced
from train.views import Chance

from . import sources
from .example import Example
from .metrics import psnr, ssim
from .options import Options
from .report import Report

CUT = 120
"""Side of the parts that the grids show, in pixels."""

Enlarge = Callable[[np.ndarray], np.ndarray]


def measure(options: Options, report: Report) -> None:
    """See the module."""
    shipped = pick_runner(options.engine)
    ways = _ways(sources.runner(options, "upscale"), shipped)
    if options.peer is not None:
        ways["upconv_7"] = _upconv_7(options.peer)
    painter = Reconstruct(shipped if "pirec" in list_weights() else None)
    for example in sources.examples(options, PASSES):
        truths = {"picture": _even(sources.on_paper(example.picture))}
        if example.passes:
            own = _painted(painter, example, options)
            truths = {"": _even(sources.on_paper(own)), **truths}
        for name, truth in truths.items():
            _judge(report, ways, example, name, truth)


def _ways(ours: Runner, shipped: Runner) -> dict[str, Enlarge]:
    """Row to what doubles an HW3 uint8 picture."""

    def stage(runner: Runner, model: str) -> Enlarge:
        enlarger, options = Upscale(runner), UpscaleOptions(2, model)  # type: ignore[arg-type]
        return lambda picture: enlarger(picture, options)

    return {
        "ours": stage(ours, "compact"),
        "lanczos": lanczos,
        "cunet": stage(shipped, "cunet"),
    }


def _upconv_7(folder: Path) -> Enlarge:
    """waifu2x's smaller network, which is not shipped. Raises InputError: the folder does not hold it."""
    network, runner = NETWORKS["upconv_7"], pick_runner(folder=folder)
    if runner.card(network.names[0]) is None:
        raise InputError(
            f"There is no {network.names[0]} in {folder}; write it there with train.convert_waifu2x --peer."
        )
    return lambda picture: tiled(runner, network.names[0], network, picture)


def _painted(painter: Reconstruct, example: Example, options: Options) -> np.ndarray:
    """What the tool makes of a simulated drawing of a character, (H, W, 4) uint8."""
    from train import strokes

    pictures = {}
    for name in PASSES:
        tensor = torch.from_numpy(example.passes[name])
        pictures[name] = (tensor.permute(2, 0, 1) if tensor.ndim == 3 else tensor[None])[None]
    seeds = torch.tensor([zlib.crc32(example.who.encode())])
    drawn = strokes.draw(pictures, seeds, options.level or "usual", colors=True)
    lines, colors = to_uint8(drawn.lines)[0, ..., 0], to_uint8(drawn.colors)[0]
    return painter(np.ascontiguousarray(lines), np.ascontiguousarray(colors))


def _judge(report: Report, ways: dict[str, Enlarge], example: Example, name: str, truth: np.ndarray) -> None:
    """Both sizes of a picture, all ways. name: "" for our own result."""
    who, kind = example.who, example.kind
    sharp = np.rint(truth.reshape(truth.shape[0] // 2, 2, -1, 2, 3).mean((1, 3))).astype(np.uint8)
    generator = torch.Generator().manual_seed(zlib.crc32(who.encode()))
    tensor = torch.from_numpy(truth).permute(2, 0, 1)[None].float() / 255
    soft = to_uint8(reduced(tensor, Chance(generator, "cpu"), ours=True))[0]
    made = {}
    for row, enlarge in ways.items():
        start = time.perf_counter()
        made[row] = enlarge(np.ascontiguousarray(soft))
        report.add(row, "seconds", time.perf_counter() - start, who, kind)
        report.add(row, f"psnr:{name}".rstrip(":"), psnr(made[row], truth), who, kind)
        report.add(row, f"ssim:{name}".rstrip(":"), ssim(made[row], truth), who, kind)
        plain = f"psnr:{'sharp_' if name else 'sharp'}{name}"
        report.add(row, plain, psnr(enlarge(sharp), truth), who, kind)
    if name == "" or not example.passes:
        gain = psnr(made["ours"], truth) - psnr(made["lanczos"], truth)
        report.show(_side_by_side([made["lanczos"], made["ours"], made["cunet"], truth]), gain, who)


def _even(picture: np.ndarray) -> np.ndarray:
    """Without an odd last row or column."""
    return np.ascontiguousarray(picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2])


def _side_by_side(pictures: list[np.ndarray]) -> np.ndarray:
    """Where the last picture changes most, a part of each at its own pixels, in two rows."""
    gray = cv2.cvtColor(pictures[-1], cv2.COLOR_RGB2GRAY).astype(np.float32)
    much = cv2.boxFilter(abs(cv2.Laplacian(gray, cv2.CV_32F)), -1, (CUT, CUT), borderType=cv2.BORDER_CONSTANT)
    height, width = gray.shape
    y, x = np.unravel_index(int(much.argmax()), much.shape)
    top = int(np.clip(y - CUT // 2, 0, max(height - CUT, 0)))
    left = int(np.clip(x - CUT // 2, 0, max(width - CUT, 0)))
    cuts = [p[top : top + CUT, left : left + CUT] for p in pictures]
    return np.vstack([np.hstack(cuts[:2]), np.hstack(cuts[2:])])
