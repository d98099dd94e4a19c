"""The page in a real browser: the main job from end to end, and what happens when something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.document import Document, EyeWish, Settings
from tests.ui.conftest import wait_until_settled


def upload(page: Page, number: int, path: Path) -> None:
    """Put a file into the lines (0) or colors (1) input and wait until the page shows it."""
    box = page.locator(".drawing-input").nth(number)
    box.locator("input[type=file]").set_input_files(path)
    box.locator("img").wait_for()


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish", exact=True).click()
    page.get_by_role("button", name="Save PSD").wait_for()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()


def save(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def choose_pose(page: Page, label: str) -> None:
    page.get_by_role("combobox", name="Pose").click()
    page.get_by_role("option", name=label, exact=True).click()
    page.locator(".pose-view").wait_for()


def upload_button(page: Page, name: str, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=name).click()
    chooser.value.set_files(path)


def test_an_empty_page_says_what_to_do(page: Page):
    expect(page).to_have_title("AniGen Studio")
    expect(page.get_by_role("heading", name="Your finished picture appears here")).to_be_visible()
    page.get_by_role("button", name="Finish", exact=True).click()
    told = page.get_by_role("alert").filter(has_text="empty")
    expect(told.first).to_be_visible()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()


def test_lines_colors_and_pose_become_a_layered_picture(page: Page, drawing: Any, tmp_path: Path):
    from psd_tools import PSDImage

    upload(page, 0, drawing[0])
    upload(page, 1, drawing[1])
    choose_pose(page, "Standing")
    finish(page)
    expect(page.locator(".notes")).to_contain_text("192 x 288")

    picture = np.asarray(Image.open(save(page, "Save PNG", tmp_path)).convert("RGB"))
    assert picture.shape == (288, 192, 3)
    assert picture[220, 96, 2] > picture[220, 96, 0], "the dress stays blue"
    psd = PSDImage.open(save(page, "Save PSD", tmp_path))
    names = {layer.name for layer in psd.descendants()}
    assert {"background", "shading", "lines"} <= names
    merged = np.asarray(psd.composite().convert("RGB"))
    assert np.abs(merged.astype(int) - picture.astype(int)).max() <= 1

    document = Document.open(save(page, "Save document", tmp_path))
    assert document.pose is not None and document.extent == (192, 288)
    assert np.array_equal(document.lines, np.asarray(Image.open(drawing[0])))  # type: ignore[arg-type]
    assert np.array_equal(document.colors, np.asarray(Image.open(drawing[1])))  # type: ignore[arg-type]


def test_a_saved_picture_brings_the_drawing_back(page: Page, drawing: Any, tmp_path: Path):
    upload(page, 0, drawing[0])
    upload(page, 1, drawing[1])
    page.get_by_role("button", name="Settings").first.click()
    page.get_by_label("Black").check()
    page.get_by_label("number input for Shading").fill("0.8")
    finish(page)
    first = save(page, "Save PNG", tmp_path)

    page.reload()
    wait_until_settled(page)
    upload_button(page, "Open a document", first)
    page.locator(".drawing-input img").nth(1).wait_for()
    page.get_by_role("button", name="Settings").first.click()
    expect(page.get_by_label("Black")).to_be_checked()
    finish(page)
    (tmp_path / "again").mkdir()
    again = save(page, "Save PNG", tmp_path / "again")
    assert np.array_equal(np.asarray(Image.open(first)), np.asarray(Image.open(again)))


def test_a_document_brings_its_pose_back(page: Page, tmp_path: Path):
    from anigen_core.pose_library import named_pose

    path = tmp_path / "pose only.anigen"
    Document.compose(pose=named_pose("waving", (192, 288))).save(path)
    upload_button(page, "Open a document", path)
    page.locator(".pose-view").wait_for()
    expect(page.locator(".pose-file")).to_contain_text("Pose file")
    expect(page.get_by_role("combobox", name="Pose")).to_have_value("Pose from the file")
    finish(page)
    expect(page.locator(".notes")).to_contain_text("192 x 288")


def test_a_document_brings_its_settings_back(page: Page, tmp_path: Path):
    path = tmp_path / "settings.anigen"
    eyes = (EyeWish("right", "#20c060", (100, 50, 20, 14)),)
    Document.compose(settings=Settings(seed=7, light="right", upscaler="cunet", denoise=3, eyes=eyes)).save(
        path
    )
    page.get_by_role("button", name="Settings").first.click()
    upload_button(page, "Open a document", path)
    expect(page.get_by_label("Recolor her right eye (left in the picture)")).to_be_checked()
    expect(page.get_by_label("Recolor her left eye (right in the picture)")).not_to_be_checked()
    expect(page.get_by_label("Place: x, y, width, height")).to_have_value("100, 50, 20, 14")
    expect(page.get_by_label("Seed")).to_have_value("7")
    expect(page.get_by_label("Right", exact=True)).to_be_checked()
    expect(page.get_by_label("Strong")).to_be_checked()


def test_a_text_file_called_png_gets_one_sentence_and_loses_nothing(
    page: Page, drawing: Any, noisy_text: Path
):
    upload(page, 1, drawing[1])
    page.locator(".drawing-input").first.locator("input[type=file]").set_input_files(noisy_text)
    sentence = "'story.png' is not a picture this program can read"
    expect(page.get_by_text(sentence).first).to_be_visible()
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.locator(".told.error")).to_contain_text(sentence)
    expect(page.locator(".drawing-input").nth(1).locator("img")).to_be_visible()
    assert page.get_by_text("Traceback").count() == 0


def test_a_file_that_is_no_document_is_told_what_to_choose(page: Page, noisy_text: Path):
    upload_button(page, "Open a document", noisy_text)
    expect(page.get_by_test_id("toast-body")).to_contain_text(
        "choose one that was saved here as .anigen or as PNG."
    )
    title = "getComputedStyle(document.querySelector('.toast-title'), '::after').content"
    assert page.evaluate(title) == '"This did not work"'
    expect(page.get_by_text("Error", exact=True).locator("visible=true")).to_have_count(0)
    expect(page.get_by_text("Drop the line drawing here")).to_be_visible()


def test_a_broken_pose_file_gets_a_sentence_and_keeps_the_chosen_pose(page: Page, tmp_path: Path):
    choose_pose(page, "Standing")
    bad = tmp_path / "pose.json"
    bad.write_text('{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}')
    upload_button(page, "Open a pose file", bad)
    expect(page.get_by_test_id("toast-body")).to_contain_text("joints")
    expect(page.get_by_role("combobox", name="Pose")).to_have_value("Standing")
    expect(page.locator(".pose-view")).to_be_visible()


def test_a_finished_picture_is_split_into_lines_and_colors(page: Page, tmp_path: Path):
    picture = tmp_path / "picture.png"
    pixels = np.full((192, 128, 3), 255, np.uint8)
    pixels[40:150, 30:100] = (200, 80, 60)
    pixels[40:150, 30:33] = pixels[40:150, 97:100] = pixels[40:43, 30:100] = pixels[147:150, 30:100] = 20
    Image.fromarray(pixels).save(picture)
    upload_button(page, "Split a picture", picture)
    page.locator(".drawing-input img").nth(1).wait_for()
    finish(page)
    expect(page.locator(".notes")).to_contain_text("128 x 192")


def begin_something_long(page: Page, folder: Path) -> None:
    """Press Finish on a picture that takes minutes."""
    large = folder / "large.png"
    noise = np.random.default_rng(0).random((750, 500)) > 0.2
    Image.fromarray(np.kron(noise, np.ones((4, 4), bool)).astype(np.uint8) * 255).save(large)
    upload(page, 0, large)
    choose_pose(page, "Standing")
    page.get_by_role("button", name="Settings").first.click()
    page.get_by_label("x2").check()
    page.get_by_role("button", name="Finish", exact=True).click()
    page.locator(".progress").wait_for()


def test_closing_the_page_frees_the_place(page: Page, browser: Any, server: Any, tmp_path: Path):
    context = browser.new_context()
    other = context.new_page()
    other.goto(server.url)
    wait_until_settled(other)
    begin_something_long(other, tmp_path)
    context.close()
    choose_pose(page, "Standing")
    finish(page)


def test_cancel_stops_and_frees_the_place(page: Page, tmp_path: Path):
    """A picture that takes long is stopped; the next one is finished, so the place was given up."""
    begin_something_long(page, tmp_path)
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".told.stopped")).to_be_visible()

    page.locator(".drawing-input").first.get_by_label("Remove Image").click()
    page.get_by_label("x1").check()
    finish(page)
    expect(page.locator(".notes")).to_contain_text("512 x 768")


def test_progress_is_in_view_beside_open_settings(page: Page, tmp_path: Path):
    """Finish stands below the settings then, a screen away from the top of the result's column."""
    begin_something_long(page, tmp_path)
    expect(page.locator(".progress")).to_be_in_viewport()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".told.stopped")).to_be_in_viewport()


def test_light_and_dark_are_remembered(page: Page):
    body = page.locator("body")
    before = "dark" in (body.get_attribute("class") or "")
    page.get_by_role("button", name="Switch between light and dark").click()
    page.reload()
    wait_until_settled(page)
    page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=not before)


def test_everything_works_beside_each_other_on_a_tablet_held_upright(page: Page, drawing: Any):
    page.set_viewport_size({"width": 820, "height": 1180})
    upload(page, 0, drawing[0])
    upload(page, 1, drawing[1])
    finish(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "nothing sticks out sideways"


def test_an_example_can_be_opened_and_finished(page: Page):
    page.locator(".examples button").first.click()
    page.locator(".drawing-input img").nth(1).wait_for()
    page.locator(".pose-view").wait_for()
    finish(page)
    expect(page.locator(".notes")).to_contain_text("512 x 768")


def test_the_api_page_asks_no_other_host_for_anything(page: Page):
    """The fixture fails on any request to another host."""
    page.get_by_role("button", name="Use via API").click()
    expect(
        page.get_by_text("Turn lines, color blocks and a pose into a finished picture").first
    ).to_be_visible()
