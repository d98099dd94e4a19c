"""From an empty canvas to a large picture in layers: each example, in a real browser, as a person does it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from psd_tools import PSDImage
from psd_tools.composite import composite

from anigen_core.recipe import extract_recipe
from tests.ui.artist import Artist
from tests.ui.conftest import ROOT

EXAMPLES = sorted((ROOT / "assets" / "examples").glob("*.anigen"))
PATIENCE = 240_000
"""Milliseconds that a picture of six megapixels may take on a busy machine."""


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[path.stem for path in EXAMPLES])
def test_an_example_becomes_a_large_picture_in_layers(page: Page, number: int, tmp_path: Path) -> None:
    artist = Artist(page)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    before = artist.app("app.revision")
    page.locator(".examples button").nth(number).click()
    artist.wait("app.revision > argument", before)
    page.get_by_role("button", name="Settings").first.click()
    page.get_by_label("x4", exact=True).check()
    artist.finish()
    path = artist.save("Save PNG", tmp_path)
    picture = np.asarray(Image.open(path).convert("RGB"))
    assert picture.shape == (3072, 2048, 3)
    assert extract_recipe(path.read_bytes()), "the drawing is inside"
    psd = PSDImage.open(artist.save("Save PSD", tmp_path))
    assert (psd.width, psd.height) == (2048, 3072)
    assert {"background", "shadow", "lines", "eyes"} <= {layer.name for layer in psd.descendants()}
    color, _, _ = composite(psd, force=True)
    assert np.abs(color * 255 - picture).max() <= 1 + 1e-3
