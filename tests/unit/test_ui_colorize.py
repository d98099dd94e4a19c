"""The Colorize panel's Python side: colors into the character, the style reference into the document."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio.data_classes import FileData
from gradio.exceptions import Error
from PIL import Image

from anigen_core.character import PALETTE, Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.intake import read_style
from anigen_core.ui import drawing
from anigen_core.ui.api_parts import composed
from anigen_core.ui.colorize import MODULE, ColorizePanel, recolored, told
from anigen_core.ui.form import character_of, shown, written
from anigen_core.ui.guard import UPLOAD_IT
from anigen_core.ui.stage import DrawingStage, StageData
from tests.unit.test_ui_form import EMPTY

MIKA = Character.parse("hair=twin_tails, hair=#2060e0, top=#ffffff", seed=7)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gradio's upload folder."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def style() -> np.ndarray:
    picture = np.random.default_rng(3).integers(0, 256, (40, 30, 4)).astype(np.uint8)
    picture[..., 3] = 255
    return picture


def url(picture: np.ndarray, kind: str) -> str:
    data = io.BytesIO()
    Image.fromarray(picture).convert("RGB").save(data, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data.getvalue()).decode()}"


def test_colors_of_the_panel_take_the_place_of_the_characters():
    made = character_of(recolored(written(MIKA), {"colors": {"skin": "#F0C8A0"}, "again": True}))
    assert dict(made.colors) == {"skin": "#f0c8a0"}
    assert (made.wishes, made.seed) == (MIKA.wishes, MIKA.seed), "all else stays"
    assert recolored("", {"colors": {}}) == recolored(None, {"colors": {}})


@pytest.mark.parametrize(
    "sent", [None, [], {}, {"colors": None}, {"colors": [1]}, {"colors": {"wings": "#ffffff"}},
             {"colors": {"hair": "blueish"}}, {"colors": {"hair": 3}}],
)  # fmt: skip
def test_what_the_panel_does_not_send_is_refused(sent: Any):
    with pytest.raises(InputError):
        recolored(written(MIKA), sent)


def test_the_panel_is_told_the_colors_and_the_flats():
    update = told(written(MIKA), True)
    assert update["palette"]["colors"] == dict(MIKA.colors) and update["value"] is True
    assert "value" not in told("")
    assert told("")["palette"]["id"] != told("")["palette"]["id"], "equal ones in a row arrive too"


def test_the_panel_knows_the_parts_and_its_module():
    panel = ColorizePanel()
    assert panel.value is False and panel.props["parts"] == list(PALETTE)
    assert MODULE.is_file() and "'recolor' 'swap'" in str(panel.js_on_load)


def test_flats_and_the_painter_reach_the_settings_and_come_back():
    settings = replace(EMPTY, painter="colorize", flats=True).settings()
    assert (settings.painter, settings.flats) == ("colorize", True)
    values = shown(settings)
    assert (values["painter"], values["flats"]) == ("colorize", True)


def test_a_style_reference_of_any_size_comes_along(cache: Path, style: np.ndarray):
    path = cache / "style.png"
    path.write_bytes(encode_png(style))
    value = StageData(width=96, height=144, style=FileData(path=str(path)))
    document = Document.load(drawing.read(value, Settings(painter="colorize")).to_bytes())
    assert document.style is not None and np.array_equal(document.style, style)
    kept = drawing.with_settings(document, Settings())
    assert kept.style is not None and np.array_equal(kept.style, style)


def test_a_style_reference_has_to_be_uploaded(cache: Path, tmp_path: Path, style: np.ndarray):
    path = tmp_path / "elsewhere.png"
    path.write_bytes(encode_png(style))
    with pytest.raises(Error, match=re.escape(UPLOAD_IT)):
        DrawingStage().preprocess(StageData(width=96, height=144, style=FileData(path=str(path))))


def test_a_style_reference_is_refused_before_it_is_decoded(cache: Path):
    path = cache / "style.png"
    Image.new("1", (8000, 8000)).save(path)
    with pytest.raises(InputError, match="megapixels"):
        drawing.read(StageData(width=96, height=144, style=FileData(path=str(path))))
    path.write_text("no picture")
    with pytest.raises(InputError):
        read_style(path)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_small_style_reference_comes_inside_a_preview(style: np.ndarray, kind: str):
    sent = {"width": 24, "height": 36, "lines": url(np.zeros((36, 24, 3), np.uint8), "PNG")}
    document, _ = drawing.read_small(sent | {"style": url(style, kind)}, Settings())
    assert document.style is not None and document.style.shape == style.shape
    assert np.abs(document.style[..., :3].astype(int) - style[..., :3]).mean() < 60


@pytest.mark.parametrize("sent", ["data:image/gif;base64,R0lGOD", "http://elsewhere/a.png", 7])
def test_anything_else_is_no_small_style_reference(sent: Any):
    with pytest.raises(InputError):
        drawing.read_small({"width": 96, "height": 144, "style": sent}, Settings())


def test_lines_still_come_as_png_only(style: np.ndarray):
    with pytest.raises(InputError):
        drawing.read_small({"width": 30, "height": 40, "lines": url(style, "JPEG")}, Settings())


def test_a_document_puts_its_style_reference_on_the_stage(cache: Path, style: np.ndarray):
    document = Document.compose(size=(96, 144), style=style)
    prop = drawing.sent_document(document, "")
    assert "style" in prop["parts"] and prop["style"].endswith("style.png")
    assert drawing.sent_document(Document.compose(size=(96, 144)), "")["style"] is None


def test_the_api_takes_a_style_reference(tmp_path: Path, style: np.ndarray):
    path = tmp_path / "style.png"
    path.write_bytes(encode_png(style))
    document, notes = composed(Settings(), pose="standing", style=path)
    assert document.style is not None and np.array_equal(document.style, style) and notes == []
