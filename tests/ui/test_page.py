"""The page in a real browser: the main job from end to end, what is kept, and what goes wrong."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.document import Document, EyeWish, Settings
from anigen_core.pose_library import named_pose
from tests.ui.artist import Artist
from tests.ui.conftest import ROOT, Server, in_language, reload, session, wait_until_settled


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


# ---- the main job


def test_an_empty_page_says_what_to_do(artist: Artist):
    page = artist.page
    expect(page).to_have_title("AniGen Studio")
    expect(page.get_by_role("heading", name="Draw, or begin with one of these")).to_be_visible()
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="empty").first).to_be_visible()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()


def test_what_is_drawn_becomes_a_layered_picture(artist: Artist, tmp_path: Path):
    from psd_tools import PSDImage

    artist.app("app.set({'options.lines.size': 6, 'options.stabilizer': 0})")
    artist.pen([(150, 200), (360, 200), (360, 560), (150, 560), (150, 200)], 0.9)
    artist.key("2")
    artist.app("app.set({color: '#3c6ec8', 'options.colors.size': 120})")
    artist.pen([(250, 300), (260, 460)], 1.0)
    artist.finish()
    picture = artist.picture(tmp_path)
    assert picture.shape == (768, 512, 3)
    assert picture[380, 255, 2] > picture[380, 255, 0] + 30, "the block stays blue"
    psd = PSDImage.open(artist.save("Save PSD", tmp_path))
    assert {"background", "shadow", "lines"} <= {layer.name for layer in psd.descendants()}
    merged = np.asarray(psd.composite().convert("RGB"))
    assert np.abs(merged.astype(int) - picture).max() <= 1

    document = Document.open(artist.save("Save document", tmp_path))
    assert document.lines is not None and document.colors is not None
    assert np.array_equal(document.lines, 255 - artist.ink()), "to Python and back to the bit"
    assert np.array_equal(document.colors, artist.paint())


def test_a_part_is_painted_anew_and_the_rest_stays_to_the_bit(artist: Artist, doll: Path, tmp_path: Path):
    artist.open(doll)
    artist.finish()
    first = artist.picture(tmp_path / "first")
    artist.app("app.set({'options.lines.size': 7, 'options.stabilizer': 0})")
    artist.pen([(70, 60), (120, 75)], 1.0)
    artist.pen([(60, 240), (130, 240)], 1.0)
    artist.key("l")
    artist.drag((50, 30), (140, 30), (140, 100), (50, 100), (50, 34))
    artist.wait("app.selection")
    inside = artist.selection()
    before = artist.result()
    artist.key("r")
    artist.finished(before)
    second = artist.picture(tmp_path / "second")
    assert np.array_equal(second[~inside], first[~inside]), "not even the line drawn elsewhere is in it"
    assert (second[55:80, 70:121] != first[55:80, 70:121]).any(), "the new line inside is painted"

    from psd_tools import PSDImage

    merged = np.asarray(PSDImage.open(artist.save("Save PSD", tmp_path)).composite().convert("RGB"))
    assert np.abs(merged.astype(int) - second).max() <= 1


def test_painting_anew_needs_a_selection(artist: Artist, doll: Path):
    artist.open(doll)
    artist.key("r")
    artist.said("lasso")


# ---- files


def test_a_saved_picture_brings_the_drawing_and_its_settings_back(artist: Artist, doll: Path, tmp_path: Path):
    page = artist.page
    artist.open(doll)
    page.get_by_role("button", name="Settings").first.click()
    page.get_by_label("Black").check()
    artist.finish()
    first = artist.save("Save PNG", tmp_path / "first")
    ink, paint = artist.ink(), artist.paint()

    artist.act("new", {"width": 512, "height": 768})
    page.get_by_label("Tinted").check()
    artist.open(first)
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    assert artist.app("app.pose !== null")
    expect(page.get_by_label("Black")).to_be_checked()
    artist.finish()
    again = artist.picture(tmp_path / "again")
    assert np.array_equal(np.asarray(Image.open(first)), again)


def test_a_document_brings_its_settings_back(artist: Artist, tmp_path: Path):
    page = artist.page
    path = tmp_path / "settings.anigen"
    eyes = (EyeWish("right", "#20c060", (100, 50, 20, 14)),)
    settings = Settings(seed=7, light="right", upscaler="cunet", denoise=3, eyes=eyes)
    pose = named_pose("waving", (192, 288))
    Document.compose(pose=pose, settings=settings).save(path)
    page.get_by_role("button", name="Settings").first.click()
    artist.open(path)
    expect(page.get_by_label("Recolor her right eye (left in the picture)")).to_be_checked()
    expect(page.get_by_label("Recolor her left eye (right in the picture)")).not_to_be_checked()
    expect(page.get_by_label("Place: x, y, width, height")).to_have_value("100, 50, 20, 14")
    expect(page.get_by_label("Seed")).to_have_value("7")
    expect(page.get_by_label("Right", exact=True)).to_be_checked()
    expect(page.get_by_label("Strong")).to_be_checked()
    assert artist.app("[app.pose.width, app.pose.height]") == [192, 288]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("story.png", b"Once upon a time there was a picture.", "neither a picture"),
        ("broken.anigen", b"PK\x03\x04 and then nothing of use", "."),
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "What is"),
        ("pose.json", b'{"people": [{"pose_keypoints_2d": [1, 2, 3]}]}', "."),
    ],
)
def test_a_broken_file_gets_one_sentence_and_loses_nothing(
    artist: Artist, doll: Path, tmp_path: Path, name: str, content: bytes, words: str
):
    page = artist.page
    artist.open(doll)
    ink, paint = artist.ink(), artist.paint()
    pose, revision = artist.app("[app.pose.joints, app.revision]")
    path = tmp_path / name
    path.write_bytes(content)
    artist.drop(path)
    if words == "What is":  # it begins as a picture does: what it holds shows only when it is opened
        page.get_by_role("dialog").get_by_role("button", name="Reference", exact=True).click()
        words = "not a picture"
    alarm = page.locator(".ds-alarm")
    expect(alarm).to_contain_text(words)
    text = alarm.inner_text()
    assert text.endswith(".") and text.count(". ") == 0 and "\n" not in text
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    assert artist.app("[app.pose.joints, app.revision]") == [pose, revision]
    assert page.get_by_text("Traceback").count() == 0


def test_a_picture_is_split_into_lines_and_colors(artist: Artist, tmp_path: Path):
    page = artist.page
    picture = tmp_path / "picture.png"
    pixels = np.full((192, 128, 3), 255, np.uint8)
    pixels[40:150, 30:100] = (200, 80, 60)
    pixels[40:150, 30:33] = pixels[40:150, 97:100] = pixels[40:43, 30:100] = pixels[147:150, 30:100] = 20
    Image.fromarray(pixels).save(picture)
    artist.drop(picture)
    bar = page.get_by_role("dialog")
    expect(bar).to_contain_text("picture.png")
    bar.get_by_role("button", name="Lines and colors").click()
    artist.wait("app.planes.width === 128 && !app.planes.isBlank('paint') && !app.planes.isBlank('ink')")
    assert artist.paint()[100, 60].tolist() == pytest.approx([200, 80, 60, 255], abs=12)
    artist.key("Control+z")
    assert artist.app("[app.planes.width, app.planes.height]") == [512, 768], "one step takes it back"
    assert not artist.ink().any()


def test_a_picture_becomes_the_reference_without_the_server(artist: Artist, tmp_path: Path):
    picture = tmp_path / "photo.jpg"
    Image.new("RGB", (60, 40), (10, 120, 200)).save(picture)
    asked: list[str] = []
    artist.page.on("request", lambda request: asked.append(request.url))
    artist.drop(picture)
    artist.page.get_by_role("dialog").get_by_role("button", name="Reference", exact=True).click()
    artist.wait("app.reference?.width === 60")
    assert not [url for url in asked if "upload" in url or "queue" in url]
    artist.key("Control+z")
    artist.wait("app.reference === null")


def test_a_picture_is_pasted(artist: Artist, tmp_path: Path):
    picture = tmp_path / "pasted.png"
    Image.new("RGB", (50, 70), (10, 120, 200)).save(picture)
    data = base64.b64encode(picture.read_bytes()).decode()
    artist.page.evaluate(
        """(data) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
          const root = document.querySelector(".drawing-stage");
          root.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        data,
    )
    bar = artist.page.get_by_role("dialog")
    expect(bar.get_by_role("button")).to_have_count(9)
    artist.page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    assert artist.app("app.reference") is None


def test_a_pose_file_is_read_in_the_browser(artist: Artist, tmp_path: Path):
    path = tmp_path / "pose.json"
    path.write_text(named_pose("waving", (512, 768)).to_json())
    artist.drop(path)
    artist.wait("app.pose")
    joints = np.array(artist.app("app.pose.joints"))
    assert np.allclose(joints, named_pose("waving", (512, 768)).joints, atol=0.02)


# ---- long runs


def begin_something_long(artist: Artist, folder: Path) -> None:
    """Press Finish on a picture that takes minutes."""
    page = artist.page
    large = folder / "large.anigen"
    noise = np.random.default_rng(0).random((750, 500)) > 0.2
    lines = np.kron(noise, np.ones((4, 4), bool)).astype(np.uint8) * 255
    Document.compose(lines, pose=named_pose("standing", (2000, 3000)), settings=Settings(upscale=2)).save(
        large
    )
    artist.open(large)
    page.get_by_role("button", name="Finish", exact=True).click()
    page.locator(".progress").wait_for()


def test_closing_the_page_frees_the_place(
    artist: Artist, doll: Path, browser: Any, server: Any, tmp_path: Path
):
    context = browser.new_context()
    other = context.new_page()
    other.goto(server.url)
    wait_until_settled(other)
    begin_something_long(Artist(other), tmp_path)
    context.close()
    artist.open(doll)
    artist.finish()


def test_cancel_stops_and_frees_the_place(artist: Artist, doll: Path, tmp_path: Path):
    """A picture that takes long is stopped; the next one is finished, so the place was given up."""
    page = artist.page
    begin_something_long(artist, tmp_path)
    expect(page.locator(".progress")).to_be_in_viewport()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".told.stopped")).to_be_visible()
    artist.open(doll)
    artist.finish()
    expect(page.locator(".notes")).to_contain_text("192 x 288")


# ---- looks


def test_light_and_dark_are_remembered(page: Page):
    body = page.locator("body")
    before = "dark" in (body.get_attribute("class") or "")
    page.get_by_role("button", name="Switch between light and dark").click()
    reload(page)
    page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=not before)


def test_everything_has_its_place_on_a_tablet_held_upright(artist: Artist, doll: Path):
    page = artist.page
    page.set_viewport_size({"width": 820, "height": 1180})
    artist.open(doll)
    artist.finish()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "nothing sticks out sideways"


def test_an_example_can_be_opened_and_finished(artist: Artist):
    artist.page.locator(".examples button").first.click()
    artist.wait("app.pose && !app.planes.isBlank('ink') && !app.planes.isBlank('paint')")
    artist.finish()
    expect(artist.page.locator(".notes")).to_contain_text("512 x 768")


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_other_languages(browser: Any, server: Server, language: str):
    texts = json.loads((ROOT / "anigen_core" / "ui" / "i18n" / f"{language}.json").read_text("utf-8"))
    with session(browser, server) as page:
        in_language(page, language)
        page.get_by_role("button", name=texts["page"]["finish"], exact=True).wait_for()
        expect(page.get_by_role("application")).to_have_attribute("aria-label", texts["tools"]["stage"])


def test_the_api_page_asks_no_other_host_for_anything(page: Page):
    """The fixture fails on any request to another host."""
    page.get_by_role("button", name="Use via API").click()
    expect(
        page.get_by_text("Turn lines, color blocks and a pose into a finished anime character").first
    ).to_be_visible()
