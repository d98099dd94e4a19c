"""What the tagger tells of a picture or a line drawing, words and code; without it, what rules tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab, to_hex
from anigen_core.imaging import to_rgb
from anigen_core.silhouette import silhouette

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "tagger"
SIDE = 192
STRIDE = 16
SETS = ("accessories", "details")
"""Groups whose words are yes or no; in every other group exactly one word holds."""

LEAST = 0.5


@dataclass(frozen=True)
class Tag:
    """group, word, and how sure it is, 0..1."""

    group: str
    word: str
    chance: float


def code_bits(runner: Runner, name: str = NAME) -> int:
    """How many bits the code of these weights has; 0 for those that tell tags only."""
    card = runner.card(name)
    return int(card.config.get("bits", 0)) if card is not None else 0


def look(runner: Runner, rgb: np.ndarray, name: str = NAME) -> tuple[np.ndarray, np.ndarray]:
    """Logits (labels,) of (H, W, 3) uint8, and the values (bits,) whose signs are its code; both float32.

    name: of the weights; the judge has its own.
    """
    scale = SIDE / max(rgb.shape[:2])
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    padded = np.full((-(-size[1] // STRIDE) * STRIDE, -(-size[0] // STRIDE) * STRIDE, 3), 255, np.uint8)
    padded[: size[1], : size[0]] = small
    told = runner.run(name, padded.astype(np.float32).transpose(2, 0, 1)[None] / 255).ravel()
    labels = len(told) - code_bits(runner, name)
    return told[:labels], told[labels:]


def scores(runner: Runner, rgb: np.ndarray, name: str = NAME) -> np.ndarray:
    """The logits of `look` alone."""
    return look(runner, rgb, name)[0]


def chosen(logits: np.ndarray, labels: Sequence[str]) -> list[Tag]:
    """Tags out of logits by the labels "group:word" of the weights' card."""
    groups: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        groups.setdefault(label.split(":")[0], []).append(i)
    out = []
    for group, places in groups.items():
        words = [labels[i].split(":", 1)[1] for i in places]
        values = logits[places].astype(np.float64)
        if group in SETS:
            chances = 1 / (1 + np.exp(-values))
            out += [Tag(group, w, float(c)) for w, c in zip(words, chances, strict=True) if c >= LEAST]
        else:
            shares = np.exp(values - values.max())
            shares /= shares.sum()
            best = int(shares.argmax())
            out.append(Tag(group, words[best], float(shares[best])))
    return out


def is_line_drawing(rgb: np.ndarray) -> bool:
    """Whether (H, W, 3) uint8 is hardly anything but dark lines on light paper."""
    colored = float((np.linalg.norm(srgb_to_oklab(rgb)[..., 1:], axis=2) > 0.03).mean())
    return colored < 0.02 and float((rgb.min(2) > 200).mean()) > 0.6


def tags_by_rules(picture: np.ndarray) -> list[Tag]:
    """Whether there are lines only, and the main colors. picture: as `imaging.to_rgb` takes it."""
    rgb = to_rgb(picture)
    scale = min(1.0, 256 / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    lines = is_line_drawing(small)
    tags = [Tag("kind", "line drawing" if lines else "picture", 0.8)]
    inside = silhouette(small) > 0.5
    if not lines and inside.sum() > 32:
        pixels = small[inside].astype(np.float32)
        criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 1.0)
        cv2.setRNGSeed(0)
        start = np.zeros((len(pixels), 1), np.int32)
        _, owner, centers = cv2.kmeans(pixels, 4, start, criteria, 1, cv2.KMEANS_PP_CENTERS)
        shares = np.bincount(owner.ravel(), minlength=4) / len(pixels)
        for i in np.argsort(-shares):
            red, green, blue = (int(v) for v in np.rint(centers[i]))
            tags.append(Tag("color", to_hex((red, green, blue)), float(shares[i])))
    return tags
