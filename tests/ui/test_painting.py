"""Painting in a real browser: live previews, the choices of the painter, variations of a result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.document import Document, Settings
from tests.ui.artist import Artist


@pytest.fixture
def doll(drawing: Any, tmp_path: Path) -> Path:
    """A document: a doll of 192x288 pixels."""
    lines, colors = (np.asarray(Image.open(path)) for path in drawing)
    path = tmp_path / "doll.anigen"
    Document.compose(lines, colors, settings=Settings()).save(path)
    return path


def live(artist: Artist) -> None:
    """Switch the live preview on, however slow this machine is."""
    if not artist.app("app.live.on"):
        artist.act("live")
    artist.wait("app.live.on")


def test_every_stroke_is_painted_live(page: Page, doll: Path):
    artist = Artist(page)
    live(artist)
    artist.open(doll)
    artist.wait("app.preview")
    picture = page.locator(".live-view img")
    expect(picture).to_have_js_property("naturalWidth", 192)
    first = artist.app("app.preview.url")
    artist.pen([(20, 20), (170, 30)], 1.0)
    artist.wait("app.preview.revision === app.revision")
    assert artist.app("app.preview.url") != first
    page.get_by_role("button", name="Live", exact=True).click()
    expect(picture).to_be_visible()
    expect(page.locator(".live-view")).to_contain_text("ms")


def test_drawing_on_while_previews_run_ends_with_the_newest(page: Page, doll: Path):
    artist = Artist(page)
    artist.open(doll)
    live(artist)
    for i in range(12):
        artist.pen([(20, 20 + 20 * i), (170, 30 + 20 * i)], 0.6)
    revision = artist.app("app.revision")
    artist.wait("app.preview?.revision === argument", revision)
    assert artist.app("app.revision") == revision


def test_a_live_preview_is_no_finished_picture(page: Page, doll: Path):
    artist = Artist(page)
    live(artist)
    artist.open(doll)
    artist.wait("app.preview")
    assert artist.result() == ""
    artist.finish()
    finished = artist.result()
    artist.pen([(20, 20), (170, 30)], 1.0)
    artist.wait("app.preview?.revision === app.revision")
    assert artist.result() == finished
    expect(page.get_by_role("button", name="Save PSD")).to_have_count(1)


def test_an_empty_drawing_has_no_preview_and_no_complaint(page: Page):
    artist = Artist(page)
    live(artist)
    artist.pen([(100, 100), (100.5, 100.5)], 0.1)
    artist.key("Control+z")
    artist.wait("app.planes.isBlank('ink')")
    expect(page.locator(".told")).to_have_count(0)
    expect(page.get_by_test_id("toast-body")).to_have_count(0)


def test_segment_fill_says_so_and_offers_no_variations(page: Page, doll: Path):
    artist = Artist(page)
    artist.open(doll)
    page.get_by_test_id("Segment fill-radio-label").click()
    expect(page.get_by_label("number input for Strength")).to_be_hidden()
    artist.finish()
    expect(page.locator(".notes")).to_contain_text("Painted by segment fill")
    expect(page.locator(".notes")).to_contain_text("It took")
    expect(page.get_by_role("button", name="Another variation")).to_have_count(0)


def test_refined_again_varied_and_back_to_the_first(trained_page: Page, doll: Path, tmp_path: Path):
    page, artist = trained_page, Artist(trained_page)
    notes = page.locator(".notes")

    def again(button: str, expected: str) -> None:
        before = artist.result()
        page.get_by_role("button", name=button).click()
        artist.finished(before)
        expect(notes).to_contain_text(expected)

    def picture() -> np.ndarray:
        return artist.picture(tmp_path)

    artist.open(doll)
    artist.finish()
    expect(notes).to_contain_text("First result (seed 0)")
    expect(notes).to_contain_text("Painted by PI-REC")
    expect(notes).to_contain_text("refined once")
    expect(page.get_by_role("button", name="First result")).to_be_disabled()
    first = picture()

    again("Another variation", "Variation 1 (seed 1)")
    again("Another variation", "Variation 2 (seed 2)")
    assert not np.array_equal(picture(), first)
    again("First result", "First result (seed 0)")
    assert np.array_equal(picture(), first), "the same seed, the same picture"

    again("Refine again", "refined twice")
    again("Refine again", "refined three times")
    expect(page.get_by_label("number input for Refine")).to_have_value("3")
    expect(page.get_by_role("button", name="Refine again")).to_be_disabled()
    assert not np.array_equal(picture(), first)


def test_a_network_paints_a_part_anew(trained_page: Page, doll: Path, tmp_path: Path):
    artist = Artist(trained_page)
    artist.open(doll)
    artist.finish()
    first = artist.picture(tmp_path / "first")
    artist.key("l")
    artist.drag((60, 130), (130, 130), (130, 240), (60, 240), (60, 134))
    artist.wait("app.selection")
    inside = artist.selection()
    pictures = [first]
    for number in range(2):
        before = artist.result()
        artist.key("r")
        artist.finished(before)
        expect(trained_page.locator(".notes")).to_contain_text("Within the selection painted by PI-REC")
        pictures.append(artist.picture(tmp_path / str(number)))
        assert np.array_equal(pictures[-1][~inside], first[~inside])
        assert not np.array_equal(pictures[-1][inside], pictures[-2][inside]), "another one each time"


def test_lines_are_taken_saved_and_used(page: Page, tmp_path: Path):
    artist = Artist(page)
    source = tmp_path / "picture.png"
    painted = np.full((192, 128, 3), 255, np.uint8)
    painted[40:150, 30:100] = (200, 80, 60)
    painted[40:150, 60:64] = 20
    Image.fromarray(painted).save(source)
    page.get_by_role("tab", name="Lines from a picture").click()
    page.get_by_role("button", name="Take the lines").click()
    expect(page.locator(".told.error")).to_contain_text("There is no picture yet")
    page.locator(".lines-source input[type=file]").set_input_files(source)
    page.locator(".lines-source img").wait_for()
    page.get_by_role("button", name="Take the lines").click()
    page.get_by_role("button", name="Use in the studio").wait_for()
    expect(page.locator(".notes")).to_contain_text("It took")

    ink = np.asarray(Image.open(artist.save("Save transparent PNG", tmp_path)))
    assert ink.shape == (192, 128, 4)
    assert ink[100, 62, 3] > 200 and not ink[10, 10, 3].any(), "ink where the stroke is, nothing on paper"
    assert artist.save("Save SVG", tmp_path).read_text(encoding="utf-8").lstrip().startswith("<")

    page.get_by_role("button", name="Use in the studio").click()
    artist.wait("app.planes.width === 128 && !app.planes.isBlank('ink')")
    assert np.array_equal(artist.ink(), ink[..., 3])
