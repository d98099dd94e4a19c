"""The Faces panel in a real browser: faces are made, morphed, and brought onto the stage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from gradio_client import Client
from PIL import Image
from playwright.sync_api import Page, expect

from tests.ui.artist import Artist
from tests.ui.conftest import Server, in_language


@pytest.fixture
def artist(page: Page) -> Artist:
    page.locator(".faces-fold button.label-wrap").first.click()
    expect(panel(page).get_by_role("button", name="Make faces")).to_be_visible()
    return Artist(page)


def panel(page: Page) -> Any:
    return page.locator(".faces-panel")


def test_faces_are_made_and_used(artist: Artist):
    page = artist.page
    sheet = panel(page).get_by_role("group", name="Faces that were made")
    panel(page).get_by_label("Faces", exact=True).select_option("4")
    panel(page).get_by_label("From seed").fill("11")
    panel(page).get_by_role("button", name="Make faces").click()
    expect(panel(page).get_by_role("status")).to_contain_text("4 faces. Choose one")
    expect(sheet.get_by_role("button")).to_have_count(4)
    first, last = (sheet.get_by_role("button", name=f"Face {n}, seed {n + 10}") for n in (1, 4))

    first.click()
    card = panel(page).locator(".fc-card")
    card.get_by_role("button", name="Under the drawing").click()
    artist.wait("app.reference && app.reference.width === app.planes.width")
    card.get_by_role("button", name="As lines").click()
    artist.wait("!app.planes.isBlank('ink')")
    rows = np.flatnonzero((artist.ink() > 128).any(1))
    assert rows[-1] < 0.75 * artist.ink().shape[0], "the face is in the upper part of the canvas"
    artist.key("Control+z")
    artist.wait("app.planes.isBlank('ink')")

    card.get_by_role("button", name="From here …").click()
    last.click()
    card.get_by_role("button", name="… to here").click()
    strip = panel(page).get_by_role("group", name="From one face to the other")
    expect(strip.get_by_role("button")).to_have_count(6)
    card.get_by_role("button", name="As wishes").click()
    page.wait_for_function("document.querySelector('.character-panel')?.panel?.character.seed === 14")
    assert page.evaluate("document.querySelector('.character-panel').panel.character.colors.hair")


def test_the_wishes_of_the_character_panel_are_obeyed(artist: Artist):
    page = artist.page
    panel(page).get_by_role("button", name="Change the wishes").click()
    page.wait_for_function("document.querySelector('.character-panel')?.panel?.character")
    page.evaluate(
        """() => {
          const { panel } = document.querySelector('.character-panel');
          panel.change({ ...panel.character, colors: { hair: '#20c040' } });
        }"""
    )
    panel(page).get_by_label("Faces", exact=True).select_option("4")
    panel(page).get_by_role("button", name="Make faces").click()
    expect(panel(page).get_by_role("status")).to_contain_text("4 faces. Choose one")
    address = panel(page).locator(".fc-tile img").first.get_attribute("src")
    picture = page.evaluate(
        """async (address) => {
          const bitmap = await createImageBitmap(await (await fetch(address)).blob());
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context.drawImage(bitmap, 0, 0);
          return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
        }""",
        address,
    )
    pixels = np.array(picture).reshape(-1, 4)
    solid = pixels[pixels[:, 3] > 200].astype(int)
    green = (solid[:, 1] > solid[:, 0] + 40) & (solid[:, 1] > solid[:, 2] + 40)
    assert green.mean() > 0.1


@pytest.mark.parametrize(("language", "words"), [("ja", "顔を作る"), ("zh", "生成面部")])
def test_other_languages(page: Page, language: str, words: str):
    in_language(page, language)
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
    page.locator(".faces-fold button.label-wrap").first.click()
    expect(panel(page)).to_contain_text(words)


def test_faces_over_http(server: Server):
    client = Client(server.url, verbose=False, analytics_enabled=False)
    files, told = client.predict("hair_color=pink", 2, 5, api_name="/faces")
    assert [one["seed"] for one in told] == [5, 6]
    assert [Image.open(file).size for file in files] == [(256, 256)] * 2
