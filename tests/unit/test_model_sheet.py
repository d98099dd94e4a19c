"""A character's model sheet, drawn by rule: every view, every expression, the palette, and layers."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage

from anigen_core.character import Character
from anigen_core.color import parse_color
from anigen_core.errors import InputError
from anigen_core.export import psd_bytes
from anigen_core.layers import composite
from anigen_core.mannequin.drawing import Look, mannequin
from anigen_core.mannequin.face import EXPRESSIONS as FACES
from anigen_core.model_sheet import EXPRESSIONS, GAP, HEAD, VIEW, VIEWS, ModelSheet, _close, model_sheet
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose
from anigen_core.reposing.reference import Reference
from tests.own_figure import own_parts, own_picture, own_pose
from tests.unit.test_cli import anigen

WHO = Character.parse("hair=#e05080, top=#2f6fd0, bottom=#303050, skin=#f6d8c0, eyes=#30a050")


@pytest.fixture(scope="module")
def sheet() -> ModelSheet:
    return model_sheet(WHO, figure="mannequin", title="Mira")


def test_all_views_stand_side_by_side_in_their_colors(sheet: ModelSheet) -> None:
    hair, top = (np.array(parse_color(WHO.color(part) or "")) for part in ("hair", "top"))
    for number in range(len(VIEWS)):
        x = GAP + number * VIEW.width
        tile = sheet.picture[:, x : x + VIEW.width][: GAP + 56 + VIEW.height].astype(int)
        for color in (hair, top):
            assert (np.abs(tile - color).sum(2) < 12).sum() > 500, number
    assert sheet.palette["hair"] == "#e05080" and sheet.palette["eyes"] == "#30a050"
    assert "mannequin" in sheet.engine and "by rule" in sheet.engine


def test_the_layers_are_the_picture_and_psd_tools_reads_their_names(sheet: ModelSheet) -> None:
    laid = composite(sheet.layers)
    assert np.abs(laid[..., :3].astype(int) - sheet.picture).max() <= 1
    file = PSDImage.open(io.BytesIO(psd_bytes(sheet.layers, sheet.picture)))
    groups = {layer.name: [child.name for child in layer] for layer in file if layer.is_group()}  # type: ignore[union-attr]
    assert set(groups) == {*VIEWS, "expressions", "palette"}
    assert {"front flats", "front shadow", "front lines"} <= set(groups["front"])
    assert groups["expressions"] == list(EXPRESSIONS) and "hair #e05080" in groups["palette"]


def test_a_character_known_as_a_half_length_fills_its_field() -> None:
    half, pose, parts = own_picture()[:250], own_pose(), own_parts()[:250]
    joints = pose.joints.copy()
    joints[[9, 10, 12, 13], 2] = 0.0  # knees and ankles are not in the picture
    reference = Reference(half, Pose(joints, 256, 250), parts)
    views = model_sheet(WHO, [reference]).picture[GAP : GAP + VIEW.height, GAP : GAP + VIEW.width]
    rows = np.flatnonzero((np.abs(views.astype(int) - views[0, 0]).sum(2) > 40).any(1))
    assert np.ptp(rows) > 0.8 * VIEW.height


def test_every_word_for_an_expression_is_another_face() -> None:
    pose = _close(named_pose("standing"))
    drawn = {word: mannequin(pose, Look(expression=word, iris="#30a050")).picture for word in FACES}
    seen = {
        word: (np.abs(p[..., :3].astype(int) - (48, 160, 80)).sum(2) < 30).sum() for word, p in drawn.items()
    }
    assert seen["closed"] == seen["laugh"] == 0 < seen["wink"] < 0.6 * seen["smile"]
    words = list(FACES)
    for i, first in enumerate(words):
        for second in words[:i]:
            different = np.abs(drawn[first].astype(int) - drawn[second]).sum(2) > 60
            assert different.sum() > 0.0008 * HEAD**2, (first, second)
    with pytest.raises(InputError, match="neutral, smile"):
        Look(expression="bored")


def test_the_command_writes_layers(tmp_path: Path) -> None:
    given = ("sheet", "--wish", "hair=#c03050,top=#2050c0", "--figure", "mannequin", "--title", "Mira")
    done = anigen(*given, "--out", "sheet.psd", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert "by rule" in report["engine"]
    with Image.open(tmp_path / "sheet.psd") as picture:
        assert [*picture.size] == report["size"]
    refused = anigen("sheet", "--reference-pose", "standing", "--out", "sheet.png", cwd=tmp_path, expect=2)
    assert "once for each --reference" in refused.stderr
