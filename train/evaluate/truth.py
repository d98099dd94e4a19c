"""What is known of a factory picture that others are held against."""

from __future__ import annotations

import numpy as np

from train.shapes import head_box

from . import metrics, sources
from .example import Example


class Truth:
    """picture: (H, W, 3) uint8, its colors over white. figure, head: (H, W) bool, where she is, and of that
    what lies in the box of her head; no head where hardly any face is seen."""

    def __init__(self, example: Example) -> None:
        self.picture = sources.on_paper(example.picture)
        self.figure = example.picture[..., 3] > 127
        self.head = np.zeros_like(self.figure)
        box = head_box(example.labels, example.passes["part"])
        if box is not None:
            x0, y0, x1, y1 = (max(0, round(v)) for v in box)
            self.head[y0:y1, x0:x1] = self.figure[y0:y1, x0:x1]

    def psnr(self, made: np.ndarray) -> dict[str, float]:
        """`psnr:figure` and `psnr:head` of a picture (H, W, 3) uint8 over white."""
        return {
            "psnr:figure": metrics.psnr(made, self.picture, self.figure),
            "psnr:head": metrics.psnr(made, self.picture, self.head),
        }
