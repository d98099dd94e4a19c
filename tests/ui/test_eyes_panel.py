"""The Eyes panel in a real browser: found after a Finish, colored, compared, put into place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.color import delta_e
from anigen_core.document import Document
from anigen_core.settings import EyeWish, Settings
from tests.ui.artist import Artist
from tests.ui.conftest import in_language
from tests.unit.test_eyes import SKINS, draw_eye

SIZE = 46
RIGHT, LEFT = (36, 70), (112, 70)
"""Corners of her two eyes on a canvas of 200x200: her right one is on the left."""

RED = "#c0392b"


def box(corner: tuple[int, int]) -> tuple[int, int, int, int]:
    return (*corner, round(SIZE * 1.15), SIZE)


@pytest.fixture
def face(tmp_path: Path) -> Path:
    """A document that is filled segment by segment: skin with two eyes, of which the right one has a wish."""
    colors = np.full((200, 200, 4), (*SKINS["fair"], 255), np.uint8)
    for (x, y), color in ((RIGHT, (60, 110, 200)), (LEFT, (60, 150, 90))):
        eye = draw_eye(SIZE, color, SKINS["fair"]).image
        colors[y : y + eye.shape[0], x : x + eye.shape[1], :3] = eye
    lines = np.full((200, 200), 255, np.uint8)
    lines[8:192, 8:11] = lines[8:192, 189:192] = lines[8:11, 8:192] = lines[189:192, 8:192] = 0
    path = tmp_path / "face.anigen"
    wish = EyeWish("right", "#8a4fd0", box(RIGHT))
    Document.compose(lines, colors, settings=Settings(painter="fill", eyes=(wish,), shading=0.0)).save(path)
    return path


def panel(page: Page) -> Any:
    return page.locator(".eyes-panel")


def eye(page: Page, side: str) -> Any:
    return panel(page).locator(f".ey-eye[data-side={side}]")


def finished(page: Page, face: Path) -> Artist:
    artist = Artist(page)
    artist.open(face)
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(panel(page)).to_be_visible()
    return artist


def wish(page: Page, side: str, color: str) -> None:
    """Turn the well, as the browser's color dialog does."""
    eye(page, side).locator(".ey-well").evaluate(
        "(field, color) => { field.value = color; field.dispatchEvent(new Event('input')); }", color
    )


def saved(page: Page) -> np.ndarray:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PNG").click()
    return np.asarray(Image.open(download.value.path()).convert("RGB"))


def changed(page: Page, before: np.ndarray) -> np.ndarray:
    """(H, W) bool: what is otherwise in the picture that is offered, once it is another one."""
    for _ in range(40):
        after = saved(page)
        if (after != before).any():
            return (after != before).any(2)
        page.wait_for_timeout(250)
    raise AssertionError("the downloads did not follow")


def place(page: Page, side: str, corner: tuple[int, int]) -> None:
    """Drag the ellipse of a missed eye there, the picture being 200 pixels wide."""
    one = eye(page, side)
    one.get_by_role("button", name="Show where it is").click()
    view, ring = one.locator(".ey-place").bounding_box(), one.locator(".ey-ring").bounding_box()
    assert view is not None and ring is not None
    x, y, width, height = (value * view["width"] / 200 for value in box(corner))
    mouse = page.mouse
    mouse.move(ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    mouse.down()
    mouse.move(view["x"] + x + width / 2, view["y"] + y + height / 2, steps=5)
    mouse.up()


def test_eyes_are_told_with_their_wishes(page: Page, face: Path):
    finished(page, face)
    right = eye(page, "right")
    expect(right.locator(".ey-well")).to_have_value("#8a4fd0")
    expect(right).to_contain_text("Her right eye")
    expect(right).to_contain_text("left in the picture")
    expect(right.locator(".ey-view img")).to_have_count(2)
    expect(panel(page).get_by_role("slider")).to_be_visible()
    panel(page).get_by_role("slider").fill("50")
    assert "50%" in right.locator(".ey-view img").last.evaluate("(image) => image.style.clipPath")
    right.get_by_role("button", name="As painted").click()
    expect(right.get_by_role("button", name="As painted")).to_be_hidden()
    expect(panel(page).get_by_role("slider")).to_be_hidden()


def test_a_color_changes_that_eye_in_the_downloads_and_stays(page: Page, face: Path):
    finished(page, face)
    before = saved(page)
    wish(page, "right", RED)
    expect(eye(page, "right").locator(".ey-hex")).to_have_text(RED)
    otherwise = changed(page, before)
    x, y, width, height = box(RIGHT)
    assert otherwise[y : y + height, x : x + width].sum() > 60
    otherwise[y - 6 : y + height + 6, x - 6 : x + width + 6] = False
    assert not otherwise.any(), "nothing else of the picture"
    # The next Finish has it too.
    once = saved(page)
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()
    expect(eye(page, "right").locator(".ey-well")).to_have_value(RED)
    again = saved(page)
    assert float(np.mean(delta_e(again, once))) < 0.5


def test_a_missed_eye_is_dragged_into_place(page: Page, face: Path):
    finished(page, face)
    left = eye(page, "left")
    if left.locator(".ey-well").is_visible():
        pytest.fail("the drawn face is none to the network that finds faces; this one is to be missed")
    left.get_by_role("button", name="Show where it is").click()
    ring = left.locator(".ey-ring")
    expect(ring).to_be_focused()
    page.keyboard.press("Escape")
    expect(ring).to_be_hidden()
    place(page, "left", (150, 150))
    expect(panel(page).get_by_role("status")).to_contain_text("No iris was found there")
    left.get_by_role("button", name="Show where it is").click()  # away with the ellipse
    place(page, "left", LEFT)
    expect(left.locator(".ey-well")).to_be_visible()
    before = saved(page)
    wish(page, "left", RED)
    otherwise = changed(page, before)
    x, y, width, height = box(LEFT)
    assert otherwise[y : y + height, x : x + width].sum() > 60


@pytest.mark.parametrize(("language", "words"), [("ja", "本人の右目"), ("zh", "角色的右眼")])
def test_other_languages(page: Page, face: Path, language: str, words: str):
    in_language(page, language)
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
    artist = Artist(page)
    artist.open(face)
    artist.app("app.request('finish')")
    expect(panel(page)).to_contain_text(words)
