"""The evaluation of similar pictures: its figures on drawings made by code, and who is who in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.imaging import to_rgba
from anigen_core.networks.tagger import Tagger
from train import runs
from train.evaluate import similar, sources
from train.evaluate.__main__ import run
from train.evaluate.example import Example
from train.evaluate.options import Options
from train.tags import LABELS

HAIR = [(200, 40, 40), (40, 60, 200), (30, 140, 60)]


def doll(hair: tuple[int, int, int], arm: int) -> np.ndarray:
    """A figure of 192x128 with hair of a color and an arm at a height, (192, 128, 3) uint8."""
    out = np.full((192, 128, 3), 255, np.uint8)
    cv2.ellipse(out, (64, 45), (26, 32), 0, 0, 360, hair, -1)
    cv2.fillPoly(out, [np.array([(64, 66), (30, 175), (98, 175)])], (90, 90, 120))
    cv2.line(out, (64, 90), (10, arm), hair, 10)
    return out


def characters() -> list[Example]:
    """Three characters with three pictures each: poses and styles come round."""
    out = []
    for who, hair in enumerate(HAIR):
        for number in range(3):
            rgb = doll(hair, 40 + 50 * number)
            picture = to_rgba(rgb)
            picture[(rgb == 255).all(2), 3] = 0
            lines = (255 - cv2.Canny(rgb, 60, 120))[..., None]
            part = np.zeros_like(lines)
            tags = {"number": number, "pose": ("wave", "free", f"own {who}")[number], "style": "cel"}
            labels = {"tags": {**tags, "hair_style": f"kind {who}"}}
            passes = {"beauty": picture, "lines": lines, "part": part}
            out.append(Example(str(who), "new_draw", picture, passes, labels))
    return out


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A tagger with a code, never trained."""
    torch.manual_seed(0)
    network = Tagger(len(LABELS), widths=(8, 8, 8), bits=512)
    config = {"tags": len(LABELS), "widths": [8, 8, 8], "bits": 512}
    card = {"architecture": "tagger", "scale": 0, "config": config, "labels": list(LABELS)}
    path = tmp_path / "weights" / "tagger.safetensors"
    path.parent.mkdir()
    runs.export(path, network.state_dict(), {**card, "data": "none", "recipe": "never trained"})
    return path


def test_average_precision_at_ten() -> None:
    none, first = np.zeros(20, bool), np.eye(20, dtype=bool)[0]
    assert np.isnan(similar.average_precision(none)) and similar.average_precision(first) == 1
    assert similar.average_precision(np.ones(20, bool)) == 1
    assert similar.average_precision(np.roll(first, 1)) == 0.5
    assert similar.average_precision(np.roll(first, 12)) == 0


def test_characters_poses_and_sketches_are_asked(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "characters", lambda *_, **__: iter(characters()))
    out = tmp_path / "out"
    table = run("similar", Options(out=out, count=3, weights=weights, engine="torch"))
    rows = json.loads((out / "metrics.json").read_text())["rows"]
    asked = {f"map_at_10:{what}" for what in ("character", "pose", "style")}
    for row in ("ours", "fallback", "histogram", "chance"):
        assert asked | {"sketch_form", "sketch_form:unseen", "sketch_own"} <= set(rows[row])
    found = {row: rows[row]["map_at_10:character"]["value"] for row in rows}
    assert found["histogram"] == found["fallback"] == 1 > found["chance"]
    assert rows["ours"]["map_at_10:style"]["value"] == 1  # all have one style
    assert rows["chance"]["sketch_own"]["value"] == pytest.approx(1 / 9)
    # of eight others two have the hairstyle, and two of nine pictures share the pose "wave" besides
    assert rows["chance"]["sketch_form:unseen"]["value"] == pytest.approx((3 * 4 + 6 * 2) / 9 / 8)
    assert "ours-fallback" in rows and "bars are met" in table
    assert Image.open(out / "sketches.png").width > 100


def test_drawings_of_one_character_find_each_other(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drawings"
    (folder / "other").mkdir(parents=True)
    groups: dict[str, list[str]] = {}
    for who, hair in enumerate(HAIR):
        for place, arm in (("", 60), ("other/", 70)):
            name = f"{place}{who}.png"
            Image.fromarray(doll(hair, arm)).save(folder / name)
            groups.setdefault(f"doll {who}", []).append(name)
    options = Options(out=tmp_path / "out", drawings=folder, weights=weights, engine="torch")
    assert "nobody knows who is who" in run("similar", options)
    (folder / "groups.json").write_text(json.dumps(groups), "utf-8")
    run("similar", options)
    rows = json.loads((tmp_path / "out" / "metrics.json").read_text())["rows"]
    assert rows["fallback"]["first_hit"]["value"] == 1
    assert rows["chance"]["first_hit"]["value"] == pytest.approx(1 / 5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1]", "must read"),
        ("{", "must read"),
        ('{"a": 3}', "must read"),
        ('{"a": ["b.png"]}', "names b.png"),
    ],
)
def test_groups_that_cannot_be_read_are_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "groups.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=told):
        similar.read_groups(tmp_path, ["a.png"])
