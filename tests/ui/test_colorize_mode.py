"""The Colorize mode in a real browser: hints, a picture whose colors are wanted, palette, flats."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.character import Character
from anigen_core.color import delta_e, to_hex
from anigen_core.document import Document, Settings
from tests.ui.artist import Artist
from tests.ui.conftest import reload

DRESS, HEAD = (96, 220), (96, 60)
RED, BLUE = (0xC8, 0x38, 0x30), (0x20, 0x60, 0xE0)

_TRANSFER = """
(zone, { name, type, data, events }) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  const init = { bubbles: true, cancelable: true };
  for (const event of events)
    zone.dispatchEvent(event === "paste" ? new ClipboardEvent(event, { ...init, clipboardData: transfer })
      : new DragEvent(event, { ...init, dataTransfer: transfer }));
}"""


@pytest.fixture
def outlined(drawing: Any, tmp_path: Path) -> Path:
    """A document: the lines of a doll of 192x288 pixels, and nothing else."""
    path = tmp_path / "outlined.anigen"
    Document.compose(np.asarray(Image.open(drawing[0])), settings=Settings()).save(path)
    return path


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A picture of 90x120 pixels with two colors."""
    path = tmp_path / "reference.png"
    picture = np.full((120, 90, 3), 255, np.uint8)
    picture[10:50, 20:70], picture[50:110, 20:70] = (246, 214, 190), RED
    Image.fromarray(picture).save(path)
    return path


def chosen(page: Page) -> Any:
    return page.locator(".painter input:checked")


def panel(page: Page) -> Any:
    return page.locator(".colorize-panel")


def colorizing(page: Page, document: Path) -> Artist:
    """An artist who has opened a document and gone to the mode."""
    artist = Artist(page)
    artist.open(document)
    artist.key("4")
    expect(panel(page).get_by_role("switch")).to_be_visible()
    return artist


def give(page: Page, path: Path, *events: str) -> None:
    """Drop or paste a file where the reference goes."""
    data = base64.b64encode(path.read_bytes()).decode()
    file = {"name": path.name, "type": "image/png", "data": data, "events": list(events)}
    page.locator(".cz-style").evaluate(_TRANSFER, file)


def drop(page: Page, path: Path) -> None:
    give(page, path, "dragenter", "dragover", "drop")


def wish(page: Page, part: str, color: str) -> None:
    """Choose a color of a part, as the browser's color dialog does."""
    field = panel(page).get_by_label(f"Color: {part}")
    field.evaluate(
        "(field, color) => { field.value = color; field.dispatchEvent(new Event('change')); }", color
    )


def hint(artist: Artist, place: tuple[int, int], color: tuple[int, int, int]) -> None:
    artist.app("app.set({ color: argument })", to_hex(color))
    artist.click(place)


def near(picture: np.ndarray, place: tuple[int, int], color: tuple[int, int, int]) -> float:
    """Delta E of the median around a place."""
    x, y = place
    seen = np.median(picture[y - 3 : y + 4, x - 3 : x + 4, :3], axis=(0, 1)).astype(np.uint8)
    return float(delta_e(seen[None, None], np.array([[color]], np.uint8)).max())


def test_the_mode_turns_the_painter_and_places_dots(page: Page, outlined: Path):
    artist = Artist(page)
    expect(panel(page)).to_be_hidden()
    artist.open(outlined)
    page.get_by_role("radio", name="Colorize").first.click()
    artist.wait("app.mode === 'colorize'")
    expect(chosen(page)).to_have_value("colorize")
    expect(panel(page)).to_be_visible()
    expect(page.locator(".painter-now")).to_contain_text("Finish paints with")
    expect(page.locator(".painter-now b:visible")).to_have_text("Colorize")
    hint(artist, DRESS, RED)
    paint = artist.paint()
    dot = paint[..., 3] > 0
    assert 100 < dot.sum() < 220, "a dot of about 14 pixels"
    assert (paint[dot] == (*RED, 255)).all(), "of one exact color"
    artist.key("Control+z")
    assert not artist.paint().any()


def test_who_paints_stays_until_somebody_else_is_chosen(page: Page, outlined: Path):
    artist = colorizing(page, outlined)
    artist.key("1")
    expect(chosen(page)).to_have_value("colorize")
    artist.key("4")
    page.locator(".painter").get_by_text("Segment fill").click()
    artist.wait("app.mode === 'colors'")
    expect(panel(page)).to_be_hidden()
    expect(page.locator(".painter-now b:visible")).to_have_text("Segment fill")
    artist.key("1")
    artist.key("2")
    expect(chosen(page)).to_have_value("fill")


def test_a_reference_is_dropped_pasted_chosen_taken_away_and_undone(
    page: Page, outlined: Path, reference: Path
):
    artist = colorizing(page, outlined)
    drop(page, reference)
    artist.wait("app.style?.bitmap.width === 90")
    expect(panel(page).locator("canvas")).to_be_visible()
    page.get_by_role("button", name="Take it away").click()
    artist.wait("app.style === null")
    expect(panel(page).locator("canvas")).to_be_hidden()
    give(page, reference, "paste")
    artist.wait("app.style?.bitmap.height === 120")
    artist.key("Control+z")
    artist.key("Control+z")
    artist.wait("app.style?.bitmap.height === 120")
    artist.key("Control+z")
    artist.wait("app.style === null")
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Choose a picture whose colors are wanted").click()
    asked.value.set_files(reference)
    artist.wait("app.style?.bitmap.width === 90")
    assert artist.app("app.mode") == "colorize"


def test_a_picture_on_the_stage_may_say_the_colors(page: Page, outlined: Path, reference: Path):
    artist = Artist(page)
    artist.open(outlined)
    artist.drop(reference)
    page.get_by_role("button", name="Colors from it").click()
    artist.wait("app.style && app.mode === 'colorize'")
    expect(chosen(page)).to_have_value("colorize")
    artist.said("colorized as this picture")


def test_what_is_no_picture_changes_nothing(page: Page, outlined: Path, noisy_text: Path):
    artist = colorizing(page, outlined)
    drop(page, noisy_text)
    artist.said("story.png is neither a picture")
    assert artist.app("app.style") is None
    expect(panel(page).locator("canvas")).to_be_hidden()


def test_the_mode_and_the_reference_are_there_after_a_reload(page: Page, outlined: Path, reference: Path):
    artist = colorizing(page, outlined)
    drop(page, reference)
    artist.wait("app.style")
    artist.wait("!app.autosave.dirty")
    reload(page)
    artist.wait("app.style?.bitmap.width === 90 && app.mode === 'colorize'")
    expect(chosen(page)).to_have_value("colorize")
    expect(panel(page).locator("canvas")).to_be_visible()


def test_the_palette_is_the_characters(page: Page, outlined: Path):
    colorizing(page, outlined)
    wish(page, "Hair", "#c83830")
    page.locator("button.label-wrap", has_text=re.compile("^Character")).click()
    own = page.locator(".character-panel")
    expect(own.get_by_label("Color: Hair")).to_have_value("#c83830")
    own.get_by_role("button", name="Dice", exact=True).click()
    page.wait_for_function("!Object.keys(document.querySelector('.colorize-panel').panel.colors).length")
    wish(page, "Top", "#2060e0")
    expect(own.get_by_label("Color: Top")).to_have_value("#2060e0")
    panel(page).get_by_role("button", name="Leave all open").click()
    expect(own.get_by_role("button", name="No color wished for: Top")).to_be_hidden()


def test_all_of_it_is_in_the_document_and_comes_back(
    page: Page, outlined: Path, reference: Path, tmp_path: Path
):
    artist = colorizing(page, outlined)
    drop(page, reference)
    artist.wait("app.style")
    wish(page, "Hair", "#c83830")
    panel(page).get_by_role("switch", name="Keep my flats").click()
    hint(artist, DRESS, BLUE)
    artist.finish()
    saved = artist.save("Save document", tmp_path / "saved")
    document = Document.load(saved)
    assert document.style is not None
    assert np.array_equal(document.style[..., :3], np.asarray(Image.open(reference)))
    settings = document.settings
    assert (settings.painter, settings.flats) == ("colorize", True)
    assert settings.character == Character.parse("hair=#c83830")
    assert document.colors is not None and np.array_equal(document.colors, artist.paint())

    artist.act("new")
    artist.wait("app.style === null")
    page.locator(".painter").get_by_text("Segment fill").click()
    artist.open(saved)
    artist.wait("app.style?.bitmap.width === 90")
    expect(chosen(page)).to_have_value("colorize")
    expect(panel(page).get_by_role("switch")).to_be_checked()
    expect(panel(page).get_by_role("button", name="No color wished for: Hair")).to_be_visible()


def test_hints_say_the_colors_of_things(page: Page, outlined: Path, tmp_path: Path):
    artist = colorizing(page, outlined)
    hint(artist, (DRESS[0] - 10, DRESS[1] + 15), RED)
    hint(artist, (HEAD[0] + 14, HEAD[1] - 20), BLUE)
    artist.finish()
    expect(page.locator(".notes")).to_contain_text("olored by")
    picture = artist.picture(tmp_path)
    assert near(picture, (DRESS[0] - 10, DRESS[1] + 15), RED) <= 4
    assert near(picture, (HEAD[0] + 14, HEAD[1] - 20), BLUE) <= 4
    assert near(picture, (8, 8), RED) > 20, "nothing bleeds"
    expect(page.get_by_role("button", name="Another variation")).to_be_visible()
    expect(page.get_by_role("button", name="Refine again")).to_be_hidden()


def test_flats_have_one_color_each(page: Page, outlined: Path, tmp_path: Path):
    artist = colorizing(page, outlined)
    hint(artist, DRESS, RED)
    panel(page).get_by_role("switch", name="Keep my flats").click()
    artist.finish()
    picture = artist.picture(tmp_path)[..., :3]
    inside = picture[DRESS[1] - 20 : DRESS[1] + 20, DRESS[0] - 12 : DRESS[0] + 12].reshape(-1, 3)
    assert (inside == RED).all()


def test_a_preview_reads_hints_as_hints(page: Page, outlined: Path):
    artist = colorizing(page, outlined)
    if not artist.app("app.live.on"):
        artist.act("live")
    hint(artist, DRESS, RED)
    artist.wait("app.preview?.revision === app.revision")
    seen = artist.app(
        """(() => {
          const canvas = new OffscreenCanvas(192, 288), context = canvas.getContext("2d");
          context.drawImage(app.preview.bitmap, 0, 0, 192, 288);
          const at = ([x, y]) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
          return [[96, 160], [96, 240]].map(at);
        })()"""
    )
    for color in seen:
        assert np.abs(np.array(color) - RED).max() < 60, "the whole dress, not a dot"


def test_a_palette_is_swapped_over_all_variations(page: Page, outlined: Path):
    artist = colorizing(page, outlined)
    hint(artist, DRESS, RED)
    page.get_by_role("button", name="Variations", exact=True).click()
    candidates = page.locator(".vs-candidate img")
    expect(candidates).to_have_count(8)
    before = candidates.first.get_attribute("src")
    seeds = page.locator(".vs-candidate").evaluate_all("(all) => all.map((one) => one.dataset.seed).sort()")
    expect(page.get_by_role("button", name="Variations", exact=True)).to_be_enabled()
    wish(page, "Hair", "#20a040")
    panel(page).get_by_role("button", name="Swap in 8 variations").click()
    expect(candidates.first).not_to_have_attribute("src", str(before))
    expect(candidates).to_have_count(8)
    again = page.locator(".vs-candidate").evaluate_all("(all) => all.map((one) => one.dataset.seed).sort()")
    assert again == seeds, "the same variations in other colors"


def test_the_panel_is_reached_by_keyboard(page: Page, outlined: Path):
    colorizing(page, outlined)
    page.locator(".cz-zone").focus()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_label("Color: Skin")).to_be_focused()
    flats = panel(page).get_by_role("switch", name="Keep my flats")
    flats.focus()
    page.keyboard.press("Space")
    expect(flats).to_be_checked()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("button", name="Swap in 8 variations")).to_be_focused()
