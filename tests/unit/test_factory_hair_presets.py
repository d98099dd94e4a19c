"""Hair presets: a strand file is read onto a head, and damaged ones get one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anigen_core.errors import InputError
from train.factory.body.body import Body
from train.factory.face.face import draw_face
from train.factory.face.head import build_head
from train.factory.hair.hair import draw_hair
from train.factory.hair.presets import load_preset, preset_hair
from train.factory.palette import draw_palette
from train.factory.parts import Part
from train.factory.seeds import Draw, draw_traits


def _strand(turn: float, tip: float, points: int = 17) -> dict[str, Any]:
    """From the crown down at an angle around the head; 0 = front."""
    u = np.linspace(0, 1, points)
    around = np.stack([np.sin(turn) + 0 * u, 0 * u, np.cos(turn) + 0 * u], 1)
    p = around * (0.115 * np.sqrt(u))[:, None]
    p[:, 1] = 0.22 + (tip - 0.22) * u**1.5
    curve = {"rawControlPoints": [{"x": 0.0, "y": 0.3}, {"x": 0.5, "y": 0.8}, {"x": 1.0, "y": 0.0}]}
    return {
        "Visibility": True,
        "Points": [{"x": a, "y": b, "z": c} for a, b, c in p.tolist()],
        "Normals": [{"x": a, "y": b, "z": c} for a, b, c in around.tolist()],
        "Children": [],
        "Param": {
            "_Width": {"_Value": 0.05},
            "_WidthScale": {"_Value": 1.2},
            "_Thickness": {"_Value": 0.04},
            "_ThicknessScale": {"_Value": 1.0},
            "_WidthCurve": {"_Value": {"_Curve": curve}, "_HasOwnValue": True},
        },
    }


def _preset() -> dict[str, Any]:
    strands = [_strand(a, 0.09) for a in (-0.4, 0.0, 0.4)] + [_strand(a, 0.02) for a in (-1.3, 1.3)]
    strands += [_strand(a, -0.25, 9) for a in (2.4, 2.8, 3.2, 3.6)]
    hidden = {**_strand(0.0, 0.0), "Visibility": False}
    group = {"Visibility": True, "Points": [], "Children": [*strands, hidden]}
    return {"Hairishes": [{"Visibility": True, "Points": [], "Children": []}, group]}


def _write(folder: Path, data: object) -> Path:
    file = folder / "hair.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return file


def test_a_preset_sits_on_a_head(tmp_path: Path) -> None:
    preset = load_preset(_write(tmp_path, _preset()))
    assert len(preset.paths) == 9  # all but the hidden one
    draw = Draw(5)
    traits = draw_traits(draw)
    body, palette = Body(traits.proportions), draw_palette(draw, traits)
    head = build_head(draw_face(draw, traits), palette, body)
    hair = preset_hair(preset, draw_hair(draw, traits), palette, head, body)
    assert hair.tags["hair_style"] == "preset" and hair.tags["hair_length"] == "long"
    meshes = {m.name: m for m in hair.meshes}
    assert {int(p) for m in hair.meshes for p in np.unique(m.part)} == {
        Part.HAIR_FRONT,
        Part.HAIR_SIDE,
        Part.HAIR_BACK,
    }
    assert sum(len(m.positions) for m in hair.meshes) <= 14_000
    for mesh in hair.meshes:
        assert np.isfinite(mesh.positions).all()
        ball = np.linalg.norm((mesh.positions - head.center) / head.radii, axis=1)
        assert ball.min() > 0.9, mesh.name  # nothing inside the skull
    # the fringe before the face, the back behind it and far below the chin
    chin = body.proportions.chin
    assert meshes["fringe"].positions[:, 2].max() > 0.4
    assert meshes["back"].positions[:, 1].min() < chin - 0.8
    assert meshes["back"].positions[meshes["back"].positions[:, 1] < chin, 2].max() < 0.2


def test_left_and_right_are_exchanged(tmp_path: Path) -> None:
    data = _preset()
    data["Hairishes"][1]["Children"] = [_strand(1.3, 0.0)]  # to +x in a left-handed file: the right side
    assert load_preset(_write(tmp_path, data)).paths[0, -1, 0] < -0.3


def _broken(change: str) -> object:
    data = _preset()
    strand = data["Hairishes"][1]["Children"][0]
    if change == "no strands":
        data["Hairishes"] = []
    elif change == "no groups":
        del data["Hairishes"]
    elif change == "a list":
        return [1, 2]
    elif change == "not json":
        return "{"
    elif change == "a word for a number":
        strand["Points"][3]["x"] = "left"
    elif change == "infinite":
        return json.dumps(data).replace('"x": 0.0', '"x": Infinity')
    elif change == "far away":
        strand["Points"][3]["y"] = 1e9
    elif change == "no width":
        del strand["Param"]["_Width"]
    elif change == "a group is a number":
        data["Hairishes"][0] = 3
    elif change == "too many":
        data["Hairishes"][1]["Children"] = [strand] * 301
    elif change == "deep":
        return '{"Hairishes": [' + '{"Children": [' * 2000 + "]}" * 2000 + "]}"
    return data


@pytest.mark.parametrize(
    "change",
    [
        "no strands",
        "no groups",
        "a list",
        "not json",
        "a word for a number",
        "infinite",
        "far away",
        "no width",
        "a group is a number",
        "too many",
        "deep",
    ],
)
def test_damaged_presets_get_one_sentence(tmp_path: Path, change: str) -> None:
    with pytest.raises(InputError) as error:
        load_preset(_write(tmp_path, _broken(change)))
    text = str(error.value)
    assert text.endswith(".") and "\n" not in text and "hair.json" in text


def test_a_missing_file() -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        load_preset("nowhere/hair.json")
