"""The Library panel in a real browser: pictures dropped, found again, and used on the stage."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio_client import Client, handle_file
from playwright.sync_api import Page, expect

from anigen_core.character import Character
from anigen_core.imaging import encode_png
from anigen_core.pose_library import named_pose
from anigen_core.stages.generate import GenerateOptions, draw_body
from tests.ui.artist import Artist
from tests.ui.conftest import Server, in_language

SIZE = (128, 192)
CAST = {
    "red": ("standing", "#c03030", "#8a2020"),
    "rose": ("standing", "#c83a38", "#902424"),
    "green": ("waving", "#2f9a50", "#206030"),
    "blue": ("arms_up", "#3050c0", "#203080"),
}

_DROP = """
async (files) => {
  const transfer = new DataTransfer();
  for (const { name, data } of files)
    transfer.items.add(new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name, { type: "image/png" }));
  const target = document.querySelector(".library-panel");
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""  # noqa: E501


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Figures by name, drawn by code."""
    folder = tmp_path_factory.mktemp("cast")
    for name, (pose, top, bottom) in CAST.items():
        character = Character(colors=(("hair", top), ("top", top), ("bottom", bottom)))
        body = draw_body(named_pose(pose, SIZE), GenerateOptions(character, figure="mannequin"))
        alpha = body.picture[..., 3:].astype(np.float32) / 255
        paper = np.rint(body.picture[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
        (folder / f"{name}.png").write_bytes(encode_png(paper))
    return {name: folder / f"{name}.png" for name in CAST}


@pytest.fixture
def artist(page: Page) -> Artist:
    page.locator(".library-fold button.label-wrap").first.click()
    expect(panel(page).get_by_role("button", name="Drop your pictures here")).to_be_visible()
    return Artist(page)


def panel(page: Page) -> Any:
    return page.locator(".library-panel")


def tiles(page: Page) -> Any:
    return panel(page).locator(".lb-list .lb-tile")


def choose(page: Page, *paths: Path) -> None:
    with page.expect_file_chooser() as waiting:
        panel(page).get_by_role("button", name="Drop your pictures here").click()
    waiting.value.set_files(list(paths))


def drop(page: Page, *paths: Path) -> None:
    files = [{"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in paths]
    page.evaluate(_DROP, files)


def take(page: Page, name: str) -> Any:
    """Choose a thumbnail; its card."""
    tiles(page).and_(page.get_by_role("button", name=f"{name}.png")).click()
    return panel(page).locator(".lb-card")


def test_pictures_are_dropped_found_and_used(artist: Artist, cast: dict[str, Path], noisy_text: Path):
    page = artist.page
    expect(panel(page)).to_contain_text("kept for this visit only")
    drop(page, noisy_text)
    expect(panel(page).get_by_role("status").last).to_contain_text("1 of these files could not be read")
    drop(page, *cast.values())
    expect(tiles(page)).to_have_count(4)
    expect(panel(page)).to_contain_text("4 pictures")
    choose(page, cast["red"])  # the same picture once more is no other one
    expect(panel(page).locator(".lb-progress")).to_be_hidden()
    expect(tiles(page)).to_have_count(4)

    take(page, "red").get_by_role("button", name="Find similar").click()
    expect(tiles(page)).to_have_count(3)
    assert (tiles(page).first.get_attribute("aria-label") or "").startswith("rose.png, ")
    panel(page).get_by_role("button", name="Show all").click()
    expect(tiles(page)).to_have_count(4)

    panel(page).get_by_role("button", name="My canvas").click()
    expect(panel(page)).to_contain_text("The canvas is empty")
    panel(page).get_by_role("button", name="Its pose").click()
    expect(panel(page)).to_contain_text("There is no pose on the stage")
    artist.act("mode:colors")
    artist.app("app.set({ color: '#3050c0', 'options.colors.size': 120 })")
    artist.pen([(200, 200), (300, 200), (300, 600), (200, 600)])
    panel(page).get_by_role("button", name="Its colors").click()
    expect(panel(page)).to_contain_text("In your colors")
    assert (tiles(page).first.get_attribute("aria-label") or "").startswith("blue.png, ")

    card = take(page, "blue")
    card.get_by_role("button", name="Under the drawing").click()
    artist.wait("app.reference")
    card.get_by_role("button", name="Color reference").click()
    artist.wait("app.style && app.mode === 'colorize'")
    card.get_by_role("button", name="My character").click()
    artist.wait("app.references.length === 1")
    before = artist.app("[app.planes.width, app.planes.height]")
    card.get_by_role("button", name="Lines", exact=True).click()
    artist.wait("!app.planes.isBlank('ink')")
    assert artist.app("[app.planes.width, app.planes.height]") == before
    artist.key("Control+z")
    artist.wait("app.planes.isBlank('ink')")


def test_colors_and_wishes_of_a_picture(artist: Artist, cast: dict[str, Path]):
    page = artist.page
    choose(page, cast["green"])
    expect(tiles(page)).to_have_count(1)
    card = take(page, "green")
    card.get_by_role("button", name="Palette").click()
    artist.said("have its colors now")
    card.get_by_role("button", name="More like this").click()
    artist.said("wishes are those of this picture")
    page.wait_for_function("document.querySelector('.character-panel')?.panel?.character.colors.hair")
    hair = page.evaluate("document.querySelector('.character-panel').panel.character.colors.hair")
    red, green, blue = (int(hair[i : i + 2], 16) for i in (1, 3, 5))
    assert green > red and green > blue


def test_two_ends_near_duplicates_and_an_empty_library(artist: Artist, cast: dict[str, Path]):
    page = artist.page
    choose(page, *cast.values())
    expect(tiles(page)).to_have_count(4)
    take(page, "red").get_by_role("button", name="From here …").click()
    strip = panel(page).locator(".lb-strip")
    expect(strip).to_contain_text("Choose where it ends")
    take(page, "blue").get_by_role("button", name="… to here").click()
    expect(strip.locator(".lb-tile").first).to_have_attribute("aria-label", "red.png")
    expect(strip.locator(".lb-tile").last).to_have_attribute("aria-label", "blue.png")
    assert strip.locator(".lb-tile").count() >= 2
    panel(page).locator(".lb-walk").get_by_role("button", name="Close").click()
    expect(strip).to_be_hidden()

    # with the keyboard alone: into the grid, along it, and out of it
    tiles(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(tiles(page).nth(1)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.activeElement.dataset.key") == tiles(page).nth(1).get_attribute("data-key")

    panel(page).get_by_role("button", name="Near-duplicates").click()
    expect(panel(page)).to_contain_text("Near-duplicates")
    panel(page).get_by_role("button", name="Show all").click()
    panel(page).get_by_role("button", name="Empty").click()
    expect(tiles(page)).to_have_count(0)
    expect(panel(page)).to_contain_text("kept for this visit only")


def test_words_that_are_no_wishes_are_told(artist: Artist, cast: dict[str, Path]):
    page = artist.page
    choose(page, cast["red"])
    field = panel(page).get_by_label("Words to look for")
    field.fill("xyzzy")
    field.press("Enter")
    expect(panel(page)).to_contain_text("No wish is called “xyzzy”")
    field.fill("twin tails")
    field.press("Enter")
    expect(panel(page).locator(".lb-chip")).to_contain_text("Twin tails")
    panel(page).get_by_role("button", name="Without Twin tails").click()
    expect(panel(page).locator(".lb-chip")).to_have_count(0)


@pytest.mark.parametrize(("language", "words"), [("ja", "画像をここにドロップ"), ("zh", "把图片拖到这里")])
def test_other_languages(page: Page, language: str, words: str):
    in_language(page, language)
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
    page.locator(".library-fold button.label-wrap").first.click()
    expect(panel(page)).to_contain_text(words)


def test_pictures_are_ranked_over_http(server: Server, cast: dict[str, Path]):
    client = Client(server.url, verbose=False, analytics_enabled=False)
    files = {name: handle_file(str(path)) for name, path in cast.items()}
    others = [files[name] for name in ("green", "rose", "blue")]
    ranked = client.predict(files["red"], others, 2, api_name="/search")
    assert ranked[0]["name"] == "rose.png" and len(ranked) == 2
    assert 0 <= ranked[0]["distance"] <= ranked[1]["distance"] <= 1


def test_a_name_that_is_html_is_shown_and_not_run(
    artist: Artist, cast: dict[str, Path], tmp_path: Path
) -> None:
    """The promise of SECURITY.md, where a browser could break it."""
    page = artist.page
    evil = tmp_path / "<img src=x onerror=document.title='owned'>.png"
    evil.write_bytes(cast["red"].read_bytes())
    drop(page, evil)
    tiles(page).first.click()
    expect(panel(page).locator(".lb-card b")).to_contain_text("<img src=x onerror")
    assert page.title() == "AniGen Studio" and not page.locator(".library-panel img[src='x']").count()
