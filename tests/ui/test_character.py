"""The character panel and the variation sheet in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.pose_library import named_pose
from tests.tiny_body import write_tiny_body
from tests.tiny_painter import write_tiny_painter
from tests.ui.artist import Artist
from tests.ui.conftest import Server, reload, session, start_server

PANEL = "document.querySelector('.character-panel').panel"
BLUE = (0x20, 0x60, 0xE0)


@pytest.fixture(scope="module")
def drawing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With tiny weights of both networks: one paints drawings, the other draws bodies."""
    weights = write_tiny_body(write_tiny_painter(tmp_path_factory.mktemp("weights")))
    running = start_server(tmp_path_factory.mktemp("drawing"), "tests/ui/app_with_weights.py", str(weights))
    yield running
    running.stop()
    assert not running.attempts()


@pytest.fixture
def drawing_page(browser: Any, drawing_server: Server) -> Iterator[Page]:
    with session(browser, drawing_server) as opened:
        yield opened


@pytest.fixture
def figure(tmp_path: Path) -> Path:
    """A document: nothing but a pose."""
    path = tmp_path / "figure.anigen"
    Document.compose(pose=named_pose("standing", (128, 192))).save(path)
    return path


def open_panel(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Character")).first.click()
    page.wait_for_function(f"{PANEL.replace(').', ')?.')}?.character")


def wished(page: Page) -> Any:
    return page.evaluate(f"{PANEL}.character")


def tile(page: Page, name: str) -> Any:
    return page.locator(".ch-tiles").get_by_role("button", name=name, exact=True)


def paint(page: Page, part: str, color: str) -> None:
    """Choose a color of a part, as the browser's color dialog does."""
    field = page.locator(".character-panel").get_by_label(f"Color: {part}")
    field.evaluate(
        "(field, color) => { field.value = color; field.dispatchEvent(new Event('change')); }", color
    )


def test_wishes_reach_the_picture_and_come_back_with_it(page: Page, figure: Path, tmp_path: Path):
    artist = Artist(page)
    artist.open(figure)
    open_panel(page)
    page.get_by_role("tab", name="Hair").click()
    tile(page, "Twin tails").click()
    tile(page, "Pink").click()
    page.get_by_role("tab", name="Extras").click()
    for name in ("Glasses", "Beret"):
        tile(page, name).click()
    paint(page, "Top", "#2060e0")
    artist.finish()
    saved = artist.save("Save PNG", tmp_path / "saved")
    character = Document.from_png(saved).settings.character
    wanted = Character.parse("hair=twin_tails, hair_color=pink, accessories=glasses+beret, top=#2060e0")
    assert character == wanted
    picture = artist.picture(tmp_path / "again")[..., :3].astype(int)
    assert (np.abs(picture - BLUE).max(-1) < 40).sum() > 100, "the mannequin wears the color"
    reload(page)
    artist.open(saved)
    open_panel(page)
    page.wait_for_function(f"{PANEL}.character.colors.top")
    assert wished(page) == character.to_json()
    expect(page.locator(".ch-wished .ch-chip")).to_have_count(4)
    page.get_by_role("tab", name="Hair").click()
    expect(tile(page, "Twin tails")).to_have_attribute("aria-pressed", "true")


def test_a_wish_is_taken_back_in_three_ways(page: Page):
    open_panel(page)
    page.get_by_role("tab", name="Hair").click()
    for name in ("Bob", "Spiky"):
        tile(page, name).click()
    assert wished(page)["wishes"] == {"hair": ["spiky"]}, "of hairstyles only one"
    tile(page, "Spiky").click()
    assert wished(page)["wishes"] == {}
    tile(page, "Bob").click()
    page.get_by_role("button", name="Take Bob away").click()
    assert wished(page)["wishes"] == {}
    tile(page, "Bob").click()
    page.get_by_role("button", name="leave open").click()
    expect(page.get_by_text("Nothing is wished for")).to_be_visible()


def test_dice_leave_what_is_locked(page: Page):
    open_panel(page)
    page.get_by_role("tab", name="Hair").click()
    tile(page, "Afro").click()
    page.get_by_role("button", name="Lock Hairstyle against the dice").click()
    seeds = set()
    for _ in range(4):
        page.get_by_role("button", name="Dice", exact=True).click()
        now = wished(page)
        seeds.add(now["seed"])
        assert now["wishes"]["hair"] == ["afro"] and now["wishes"]["outfit"]
        Character.from_json(now)
    assert len(seeds) == 4
    page.get_by_role("button", name="Clear", exact=True).click()
    assert wished(page) == {"wishes": {}, "colors": {}, "seed": 0}


def test_favorites_stay_in_the_browser_under_their_names(page: Page):
    open_panel(page)
    page.get_by_role("tab", name="Clothes").click()
    tile(page, "Witch").click()
    kept = wished(page)
    page.get_by_role("button", name="Keep", exact=True).first.click()
    page.get_by_label("Name of the character").fill("Mika")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Clear", exact=True).click()
    reload(page)
    open_panel(page)
    page.get_by_role("button", name="Mika", exact=True).click()
    assert wished(page) == kept
    page.get_by_role("button", name="Forget Mika").click()
    expect(page.get_by_role("button", name="Mika", exact=True)).to_have_count(0)
    reload(page)
    open_panel(page)
    expect(page.locator(".ch-favorite")).to_have_count(0)


def test_the_panel_is_reached_by_keyboard(page: Page):
    open_panel(page)
    page.get_by_role("tab", name="Hair").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Face")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")  # the lock of the first group, then its colors
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert wished(page)["wishes"] == {"hair_color": ["brown"]}
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert wished(page)["wishes"] == {"hair_color": ["white"]}


def test_candidates_of_a_body_are_shown_and_one_is_taken(drawing_page: Page, tmp_path: Path):
    path = tmp_path / "body.anigen"
    settings = Settings(figure="psgan")
    Document.compose(pose=named_pose("standing", (128, 192)), settings=settings).save(path)
    artist = Artist(drawing_page)
    artist.open(path)
    drawing_page.get_by_role("button", name="Variations", exact=True).click()
    candidates = drawing_page.locator(".vs-candidate")
    expect(candidates).to_have_count(8)
    expect(candidates.nth(3)).to_be_visible()
    expect(candidates.nth(4)).to_be_hidden()
    drawing_page.locator(".variation-sheet summary").click()
    expect(candidates.nth(7)).to_be_visible()
    seeds = {candidates.nth(i).get_attribute("data-seed") for i in range(8)}
    assert len(seeds) == 8
    seed = candidates.nth(5).get_attribute("data-seed")
    candidates.nth(5).click()
    artist.finished("")
    open_panel(drawing_page)
    assert str(wished(drawing_page)["seed"]) == seed


def test_candidates_of_a_drawing_vary_the_painting(drawing_page: Page, doll: Path, tmp_path: Path):
    path = tmp_path / "plain.anigen"
    document = Document.load(doll)
    Document.compose(document.lines, document.colors, settings=Settings(seed=0)).save(path)
    artist = Artist(drawing_page)
    artist.open(path)
    drawing_page.get_by_role("button", name="Variations", exact=True).click()
    second = drawing_page.locator(".vs-candidate").nth(1)
    expect(second).to_be_visible()
    seed = second.get_attribute("data-seed")
    second.focus()
    drawing_page.keyboard.press("Enter")
    artist.finished("")
    assert str(artist.app("app.result.seed")) == seed


def test_where_nothing_varies_a_sentence_says_so(page: Page, figure: Path):
    artist = Artist(page)
    artist.open(figure)
    page.locator(".views button[data-show=sheet]").click()
    for lock in ("face", "clothes"):
        page.locator(f".vs-lock[data-lock={lock}]").click()
    page.get_by_role("button", name="Variations", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="locked")).to_be_visible()
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()
