"""The chain of a picture in a real browser: its steps are seen, switched off, made anew, and painted over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from anigen_core.document import Document, EyeWish, Settings
from tests.ui.artist import Artist
from tests.ui.conftest import reload

GREEN = (32, 192, 96)


@pytest.fixture
def artist(trained_page: Page) -> Artist:
    return Artist(trained_page)


@pytest.fixture
def eyed(drawing: Any, tmp_path: Path) -> Path:
    """The doll with blue irises, of which one is to be red."""
    lines, colors = (np.array(Image.open(path)) for path in drawing)
    for x in (76, 116):
        rows, columns = np.ogrid[: lines.shape[0], : lines.shape[1]]
        far = np.hypot(rows - 62, columns - x)
        colors[far < 8], lines[(far >= 7) & (far < 9)] = (60, 110, 200, 255), 0
        lines[far < 3] = 0
    path = tmp_path / "eyed.anigen"
    wish = EyeWish("left", "#d02020", (104, 50, 24, 24))
    Document.compose(lines, colors, settings=Settings(eyes=(wish,), refine=1)).save(path)
    return path


def card(page: Page, step: str) -> Locator:
    return page.locator(f".st-card[data-step={step}]")


def states(page: Page) -> dict[str, str]:
    return page.locator(".st-card").evaluate_all(
        "(all) => Object.fromEntries(all.map((one) => [one.dataset.step, one.dataset.state]))"
    )


def paint_over(artist: Artist, step: str = "paint") -> None:
    page = artist.page
    if card(page, step).get_attribute("aria-pressed") == "false":
        card(page, step).click()
    page.get_by_role("button", name="Paint over").click()
    expect(page.locator(".ds-painting-bar")).to_be_visible()
    artist.wait("app.painted?.step === argument", step)
    # the bar takes room from the stage, which fits the picture into the rest
    artist.wait("app.viewport.height === app.root.querySelector('.ds-viewport').clientHeight")


def stroke(artist: Artist) -> None:
    """A green stroke beside the skirt, with the mouse."""
    artist.app("app.set({ color: '#20c060', 'options.colors.size': 16, 'options.stabilizer': 0 })")
    artist.key("2")
    artist.drag((20, 130), (20, 170), (20, 210))


def test_eyes_are_switched_off_without_painting_anything_anew(artist: Artist, eyed: Path, tmp_path: Path):
    page = artist.page
    artist.open(eyed)
    artist.finish()
    assert states(page) == {
        "body": "idle", "lines": "plain", "paint": "made", "refine": "made", "upscale": "idle",
        "eyes": "made",
    }  # fmt: skip
    red = artist.picture(tmp_path / "red")
    card(page, "eyes").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-large")).to_be_visible()
    before = artist.result()
    page.get_by_role("switch", name="On").click()
    artist.finished(before)
    assert states(page) == {
        "body": "idle", "lines": "plain", "paint": "kept", "refine": "kept", "upscale": "idle",
        "eyes": "off",
    }  # fmt: skip
    blue = artist.picture(tmp_path / "blue")
    changed = (red != blue).any(2)
    assert changed[50:74, 104:128].any() and not changed[:, :100].any()

    before = artist.result()
    card(page, "paint").click()
    page.get_by_role("button", name="Make anew").click()
    artist.finished(before)
    assert states(page)["paint"] == "made" and states(page)["eyes"] == "off"
    assert np.array_equal(artist.picture(tmp_path / "again"), blue), "the same document, the same picture"
    saved = artist.save("Save document", tmp_path)
    document = Document.open(saved)
    assert document.settings.off == ("eyes",) and len(document.settings.eyes) == 1
    reload(page)
    artist.open(saved)  # before there is anything whose steps could be shown
    artist.finish()
    expect(card(page, "eyes")).to_have_attribute("data-state", "off")
    expect(card(page, "paint")).to_have_attribute("data-state", "kept")


def test_a_step_is_painted_over_and_the_drawing_is_unharmed(artist: Artist, eyed: Path, tmp_path: Path):
    page = artist.page
    artist.open(eyed)
    artist.pen([(20, 20), (60, 30)], 1.0)
    artist.finish()
    plain = artist.picture(tmp_path / "plain")
    ink, paint = artist.ink(), artist.paint()
    paint_over(artist)
    assert not artist.ink().any() and artist.paint()[..., 3].all()
    stroke(artist)
    page.get_by_role("button", name="Leave it").click()
    expect(page.locator(".ds-painting-bar")).to_have_count(0)
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    artist.key("Control+z")  # the leaving is taken back
    assert artist.paint()[170, 20].tolist() == [*GREEN, 255]

    artist.wait("!app.autosave.dirty")
    reload(page)
    artist.wait("app.painted?.step === 'paint'")
    assert artist.paint()[170, 20].tolist() == [*GREEN, 255], "the painting outlives the page"
    before = artist.result()
    page.get_by_role("button", name="Go on from here").click()
    artist.finished(before)
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    expect(card(page, "paint")).to_have_attribute("data-state", "replaced")
    made = artist.picture(tmp_path / "made")
    assert made[170, 20].tolist() == list(GREEN)
    assert np.array_equal(made[150:, 40:], plain[150:, 40:]), "elsewhere it is as it was"

    document = Document.open(artist.save("Save document", tmp_path))
    assert document.replaced.keys() == {"paint"}
    card(page, "paint").click()
    before = artist.result()
    page.get_by_role("button", name="Take mine out").click()
    artist.finished(before)
    assert np.array_equal(artist.picture(tmp_path / "out")[150:], plain[150:])
    artist.key("Control+z")  # mine is in again
    artist.wait("Boolean(app.replaced.paint)")


def test_a_file_takes_the_place_of_a_step(artist: Artist, eyed: Path, tmp_path: Path):
    page = artist.page
    artist.open(eyed)
    artist.finish()
    other = tmp_path / "other.png"
    Image.new("RGB", (192, 288), GREEN).save(other)
    card(page, "refine").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save step").click()
    assert Image.open(waiting.value.path()).size == (192, 288)
    before = artist.result()
    data = list(other.read_bytes())
    card(page, "refine").evaluate(
        """(target, data) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(data)], "other.png", { type: "image/png" }));
          target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        data,
    )
    artist.finished(before)
    assert states(page)["refine"] == "replaced"
    assert artist.picture(tmp_path / "made")[250, 20].tolist() == list(GREEN)
    artist.wait("!app.autosave.dirty")
    reload(page)
    artist.wait("Boolean(app.replaced.refine)")


def test_a_run_that_is_cancelled_keeps_the_steps_it_made(artist: Artist, drawing: Any, tmp_path: Path):
    page = artist.page
    lines, colors = (Image.open(path).resize((1920, 2880), 0) for path in drawing)
    large = tmp_path / "large.anigen"
    document = Document.compose(np.array(lines), np.array(colors), settings=Settings(upscale=2))
    document.save(large)
    artist.open(large)
    page.get_by_role("button", name="Finish", exact=True).click()
    page.locator(".progress li.done", has_text="Paint").wait_for()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".told.stopped")).to_contain_text("how far it came")
    expect(card(page, "paint")).to_have_attribute("data-state", "made")
    assert Document.from_png(artist.save("Save PNG", tmp_path / "kept")) == document
