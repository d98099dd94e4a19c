"""Codes of pictures: the same figure is near, another is far, and a sketch finds its form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from anigen_core.descriptors import bits_of, colors_of, edges_of, figure_of
from anigen_core.errors import InputError
from anigen_core.networks.tagger import Tagger
from anigen_core.runner import OpenVinoRunner, TorchRunner
from anigen_core.stages.similar import BITS, BY_RULES, LEARNED, Similar, distance
from anigen_core.tagging import look, scores
from anigen_core.weights import load_card
from train import runs


def figure(hair: tuple[int, int, int], dress: tuple[int, int, int], *, arms: bool = False) -> np.ndarray:
    """A doll, 192x128x3 uint8."""
    out = np.full((192, 128, 3), 255, np.uint8)
    cv2.ellipse(out, (64, 45), (26, 32), 0, 0, 360, hair, -1)
    cv2.ellipse(out, (64, 50), (16, 20), 0, 0, 360, (250, 220, 200), -1)
    cv2.fillPoly(out, [np.array([(64, 66), (30, 175), (98, 175)])], dress)
    if arms:
        cv2.line(out, (64, 90), (8, 40), dress, 12)
        cv2.line(out, (64, 90), (120, 40), dress, 12)
    return out


def drawn(picture: np.ndarray) -> np.ndarray:
    """Its outlines as a line drawing, (H, W) uint8."""
    return 255 - cv2.dilate(cv2.Canny(picture, 60, 120), np.ones((2, 2), np.uint8))


RED, BLUE, GREEN = (200, 40, 40), (40, 60, 200), (30, 140, 60)


def test_a_code_is_the_same_each_time_and_counts_its_bits() -> None:
    code = Similar()
    one = code(figure(RED, BLUE))
    assert one.code.shape == (BITS // 8,) and one.code.dtype == np.uint8 and code.coder == BY_RULES
    assert np.array_equal(one.code, code(figure(RED, BLUE)).code)
    assert any(tag.group == "color" for tag in one.tags)


def test_likeness_is_nearness() -> None:
    code = Similar()
    asked = code(figure(RED, BLUE)).code
    near = figure(RED, BLUE)
    near = cv2.GaussianBlur(np.roll(near, 5, axis=1), (3, 3), 0)
    others = [figure(GREEN, BLUE), figure(GREEN, RED), figure(GREEN, RED, arms=True)]
    away = distance(asked, np.stack([code(p).code for p in (near, *others)]))
    assert away[0] < away[1] <= away[2] < away[3]


def test_a_sketch_finds_the_form_and_colors_do_not_matter_to_it() -> None:
    code = Similar()
    sketch = code(drawn(figure(RED, BLUE, arms=True))).code
    forms = [figure(GREEN, RED, arms=True), figure(RED, BLUE)]
    away = distance(sketch, np.stack([code(p).code for p in forms]))
    assert away[0] < away[1]
    rgb, _ = figure_of(forms[0])
    edges = edges_of(rgb)
    painted = [bits_of(colors_of(p, np.ones(p.shape[:2], bool)), edges) for p in forms]
    blank = bits_of(np.zeros(288, np.float32), edges)
    assert {int((bits ^ blank).sum()) for bits in painted} == {192}


@pytest.mark.parametrize("shape", [(1, 1), (1, 1, 3), (16, 16, 4), (3, 700, 3), (40, 30)])
def test_any_picture_gets_a_code(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    for picture in (np.full(shape, 255, np.uint8), rng.integers(0, 256, shape, np.uint8)):
        before = picture.copy()
        assert Similar()(picture).code.shape == (64,)
        assert np.array_equal(picture, before)


def test_bits_that_differ_are_counted() -> None:
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2, (5, BITS)).astype(bool)
    codes = np.packbits(bits, axis=1)
    assert distance(codes[0], codes).tolist() == (bits != bits[0]).sum(1).tolist()
    assert distance(codes[0], codes[:0]).shape == (0,)
    with pytest.raises(InputError, match="64 bytes"):
        distance(codes[0, :8], codes)


def test_weights_with_a_code_tell_code_and_tags_at_once(tmp_path: Path) -> None:
    torch.manual_seed(0)
    labels = ["hair_color:red", "hair_color:blue", "accessories:hat"]
    card = {"architecture": "tagger", "scale": 0, "labels": labels, "data": "none", "recipe": "never trained"}
    config: dict[str, Any] = {"tags": 3, "widths": [8, 8, 8]}
    for bits in (0, BITS):
        network = Tagger(3, widths=(8, 8, 8), bits=bits).eval()
        path = tmp_path / "tagger.safetensors"
        runs.export(path, network.state_dict(), {**card, "config": {**config, "bits": bits}})
        runner = TorchRunner(folder=tmp_path, device="cpu")
        stage, picture = Similar(runner), figure(RED, BLUE)
        seen = stage(picture)
        assert {tag.group for tag in seen.tags} >= {"hair_color"}
        assert scores(runner, picture).shape == (3,)
        if bits:
            sha = load_card("tagger", tmp_path).sha256
            assert stage.coder == f"tagger {sha[:8]}, colors 1"
            _, values = look(runner, picture)
            bits = np.unpackbits(seen.code).astype(bool)
            assert len(values) == BITS and np.array_equal(bits[:LEARNED], (values > 0)[:LEARNED])
            assert np.array_equal(bits[256:384], ~bits[384:])  # colors and their opposites
            gray = np.unpackbits(stage(drawn(picture)).code)
            assert np.array_equal(gray[256:384], gray[384:])
        else:  # weights from before there were codes
            assert stage.coder == BY_RULES and np.array_equal(seen.code, Similar()(picture).code)
    quick = Similar(OpenVinoRunner(folder=tmp_path, cache=tmp_path / "cache"))(figure(RED, BLUE))
    assert distance(quick.code, seen.code[None])[0] <= 8
