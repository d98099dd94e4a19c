"""Painting in a real browser: previews, the choices of the painter, other results of the same drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from tests.ui.test_page import finish, save, upload


def again(page: Page, button: str, expected: str) -> None:
    """Press one of the buttons below a result and wait for the result it leads to."""
    page.get_by_role("button", name=button).click()
    expect(page.locator(".notes")).to_contain_text(expected)
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()


def put_in(page: Page, drawing: Any) -> None:
    upload(page, 0, drawing[0])
    upload(page, 1, drawing[1])


def test_a_preview_stands_there_until_the_picture_is_finished(page: Page, drawing: Any):
    put_in(page, drawing)
    preview = page.locator(".preview img")
    expect(preview).to_be_visible()
    expect(page.locator(".preview")).to_contain_text("Preview")
    expect(page.locator(".preview-words p")).to_contain_text("Finish makes the real one")
    expect(page.locator(".preview-words .older")).to_be_hidden()
    finish(page)
    expect(preview).to_have_count(0)


def test_a_preview_leaves_the_finished_picture_where_it_is_and_says_so(page: Page, drawing: Any):
    put_in(page, drawing)
    finish(page)
    page.locator(".painter input:not(:checked)").check()  # the other painter
    expect(page.locator(".preview img")).to_be_visible()
    expect(page.locator(".preview-words .older")).to_be_visible()
    expect(page.locator(".pair img").first).to_be_visible()
    expect(page.get_by_role("button", name="Save PSD")).to_be_visible()


def test_a_drawing_that_lacks_something_has_no_preview_and_no_complaint(page: Page, drawing: Any):
    put_in(page, drawing)
    expect(page.locator(".preview img")).to_be_visible()
    for _ in drawing:
        page.locator(".drawing-input").get_by_label("Remove Image").first.click()
    expect(page.locator(".preview img")).to_have_count(0)
    expect(page.get_by_role("heading", name="Your finished picture appears here")).to_be_visible()
    expect(page.locator(".told")).to_have_count(0)


def test_segment_fill_says_so_and_offers_no_variations(page: Page, drawing: Any):
    put_in(page, drawing)
    page.get_by_text("Segment fill", exact=True).click()
    expect(page.get_by_label("number input for Strength")).to_be_hidden()
    finish(page)
    expect(page.locator(".notes")).to_contain_text("Painted by segment fill")
    expect(page.locator(".notes")).to_contain_text("It took")
    expect(page.get_by_role("button", name="Another variation")).to_have_count(0)


def test_refined_again_varied_and_back_to_the_first(trained_page: Page, drawing: Any, tmp_path: Path):
    page = trained_page
    put_in(page, drawing)
    finish(page)
    notes = page.locator(".notes")
    expect(notes).to_contain_text("First result (seed 0)")
    expect(notes).to_contain_text("Painted by PI-REC")
    expect(notes).to_contain_text("refined once")
    expect(page.get_by_role("button", name="First result")).to_be_disabled()
    first = pixels(save(page, "Save PNG", tmp_path))

    again(page, "Another variation", "Variation 1 (seed 1)")
    again(page, "Another variation", "Variation 2 (seed 2)")
    assert not np.array_equal(pixels(save(page, "Save PNG", tmp_path)), first)
    again(page, "First result", "First result (seed 0)")
    assert np.array_equal(pixels(save(page, "Save PNG", tmp_path)), first), "the same seed, the same picture"

    again(page, "Refine again", "refined twice")
    again(page, "Refine again", "refined three times")
    expect(page.get_by_label("number input for Refine")).to_have_value("3")
    expect(page.get_by_role("button", name="Refine again")).to_be_disabled()
    assert not np.array_equal(pixels(save(page, "Save PNG", tmp_path)), first)


def pixels(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGB"))


def test_lines_are_taken_saved_and_used(page: Page, tmp_path: Path):
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

    ink = np.asarray(Image.open(save(page, "Save transparent PNG", tmp_path)))
    assert ink.shape == (192, 128, 4)
    assert ink[100, 62, 3] > 200 and not ink[10, 10, 3].any(), "ink where the stroke is, nothing on paper"
    assert save(page, "Save SVG", tmp_path).read_text(encoding="utf-8").lstrip().startswith("<")

    page.get_by_role("button", name="Use in the studio").click()
    expect(page.locator(".drawing-input").first.locator("img")).to_be_visible()
