"""What was drawn is kept: over a reload, a new visit, a full store, the death of the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from anigen_core.document import Document
from tests.ui.artist import Artist
from tests.ui.conftest import Server, reload, session, start_server, wait_until_settled


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


def test_a_reload_brings_the_drawing_back(artist: Artist, doll: Path):
    page = artist.page
    artist.open(doll)
    artist.pen([(20, 20), (60, 30)], [0.2, 0.8])
    ink, paint = artist.ink(), artist.paint()
    joints = artist.app("app.pose.joints")
    artist.act("mode:colors")
    reload(page)  # at once: nothing was written yet
    artist.wait("app.revision > 0")
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    assert np.allclose(artist.app("app.pose.joints"), joints, atol=0.01)
    assert artist.app("app.mode") == "colors"
    expect(page.locator(".ds-restore")).to_have_count(0)

    artist.wait("!app.autosave.dirty")
    page.goto("about:blank")
    page.go_back()
    wait_until_settled(page)
    artist.wait("app.revision > 0")
    assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)


def test_a_new_visit_is_asked(artist: Artist, doll: Path, server: Server):
    page = artist.page
    artist.open(doll)
    ink = artist.ink()
    artist.wait("!app.autosave.dirty")
    visit = page.context.new_page()
    visit.goto(server.url)
    wait_until_settled(visit)
    guest = Artist(visit)
    assert not guest.ink().any()
    visit.get_by_role("button", name="Restore the last drawing").click()
    guest.wait("app.planes.width === 192")
    assert np.array_equal(guest.ink(), ink)

    other = page.context.new_page()
    other.goto(server.url)
    wait_until_settled(other)
    stranger = Artist(other)
    other.get_by_role("button", name="Start fresh").click()
    expect(other.locator(".ds-restore")).to_have_count(0)
    stranger.pen([(100, 100), (300, 300)])
    stranger.wait("!app.autosave.dirty")
    reload(other)
    stranger.wait("app.revision > 0")
    assert stranger.app("app.planes.width") == 512, "its own drawing, not the other tab's"
    reload(page)
    artist.wait("app.revision > 0")
    assert np.array_equal(artist.ink(), ink)


def test_a_tab_closed_in_the_middle_of_a_stroke(artist: Artist, server: Server):
    page, context = artist.page, artist.page.context
    artist.pen([(100, 100), (300, 120)], 0.8)
    artist.wait("!app.autosave.dirty")
    whole = artist.ink()
    page.mouse.move(*artist.screen((100, 300)))
    page.mouse.down()
    page.mouse.move(*artist.screen((300, 320)), steps=12)
    begun = artist.ink()
    assert (begun > whole).any()
    page.close(run_before_unload=True)
    visit = context.new_page()
    visit.goto(server.url)
    wait_until_settled(visit)
    visit.get_by_role("button", name="Restore the last drawing").click()
    guest = Artist(visit)
    guest.wait("app.revision > 0")
    assert np.array_equal(guest.ink(), begun), "the stroke as far as it came, and the one before"


def test_a_duplicated_tab_goes_its_own_way(artist: Artist, doll: Path):
    """It begins with a copy, and does not write over the drawing of the tab that it came from."""
    page = artist.page
    artist.open(doll)
    artist.wait("!app.autosave.dirty")
    ink = artist.ink()
    with page.context.expect_page() as waiting:
        page.evaluate("window.open(location.href)")
    twin = Artist(waiting.value)
    wait_until_settled(twin.page)
    twin.wait("app.revision > 0")
    assert np.array_equal(twin.ink(), ink)
    twin.pen([(20, 20), (60, 30)], 0.8)
    twin.wait("!app.autosave.dirty")
    other = twin.ink()
    reload(page)
    artist.wait("app.revision > 0")
    assert np.array_equal(artist.ink(), ink)
    reload(twin.page)
    twin.wait("app.revision > 0")
    assert np.array_equal(twin.ink(), other)


def test_a_full_store_is_told_once_and_drawing_goes_on(artist: Artist):
    artist.page.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
        }"""
    )
    artist.pen([(100, 100), (300, 300)])
    artist.said("storage is full")
    artist.page.locator(".ds-alarm").click()
    artist.pen([(100, 300), (300, 100)])
    artist.wait("!app.autosave.dirty")
    assert artist.app("app.revision") == 2
    expect(artist.page.locator(".ds-alarm")).to_be_empty()


def test_a_piece_in_the_air_survives_a_reload(artist: Artist):
    artist.app("app.set({'options.lines.size': 8, 'options.stabilizer': 0})")
    artist.pen([(120, 120), (180, 150)], 0.9)
    artist.key("l")
    artist.drag((90, 90), (220, 90), (220, 190), (90, 190), (90, 95))
    artist.drag((150, 135), (250, 335))
    artist.wait("app.floating")
    artist.act("escape")
    before = int(artist.ink().astype(np.int64).sum())
    artist.drag((150, 135), (250, 335))
    artist.wait("app.floating")
    reload(artist.page)
    artist.wait("app.revision > 0")
    after = int(artist.ink().astype(np.int64).sum())
    assert abs(after - before) < 0.02 * before


def test_work_goes_on_after_the_server_was_killed(
    browser: Any, doll: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    server = start_server(tmp_path_factory.mktemp("mortal"))
    with session(browser, server, outages=True) as page:
        artist = Artist(page)
        artist.open(doll)
        server.kill()
        artist.pen([(20, 20), (60, 30)], 0.8)
        ink = artist.ink()
        artist.act("finish")  # gradio's own word on the lost connection lies over the button
        artist.said("could not be sent")
        assert np.array_equal(artist.ink(), ink)

        again = start_server(tmp_path_factory.mktemp("reborn"), port=server.port)
        reload(page)
        artist.wait("app.revision > 0")
        assert np.array_equal(artist.ink(), ink)
        artist.finish()
        document = Document.open(artist.save("Save document", tmp_path))
        assert document.lines is not None and np.array_equal(document.lines, 255 - ink)
    again.stop()
    assert not server.attempts() and not again.attempts()


def test_work_goes_on_in_the_same_page_after_a_restart(
    browser: Any, doll: Path, tmp_path_factory: pytest.TempPathFactory
):
    server = start_server(tmp_path_factory.mktemp("first"))
    with session(browser, server, outages=True) as page:
        artist = Artist(page)
        artist.open(doll)
        artist.finish()
        ink = artist.ink()
        server.kill()
        again = start_server(tmp_path_factory.mktemp("second"), port=server.port)
        # Some releases of gradio reload the page by themselves then; either way the drawing is there.
        artist.wait("app.planes.width === 192")
        assert np.array_equal(artist.ink(), ink)
        artist.pen([(20, 20), (60, 30)], 0.8)
        artist.finish()
    again.stop()


def test_earlier_results_are_brought_back(artist: Artist, doll: Path, tmp_path: Path):
    page = artist.page
    artist.open(doll)
    artist.finish()
    first = artist.picture(tmp_path / "first")
    artist.pen([(20, 20), (150, 30)], 1.0)
    artist.finish()
    past = page.locator(".history-strip .ds-past")
    expect(past).to_have_count(2)
    expect(past.nth(0)).to_have_attribute("aria-current", "true")

    reload(page)
    expect(past).to_have_count(2)
    before = artist.ink()
    past.nth(0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save PSD")).to_be_visible()
    expect(past.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator(".notes")).to_contain_text("192 x 288")
    assert np.array_equal(artist.picture(tmp_path / "again"), first)
    assert np.array_equal(artist.ink(), before), "the drawing is left alone"
    past.nth(1).focus()
    page.keyboard.press("Delete")
    expect(past).to_have_count(1)
    reload(page)
    expect(past).to_have_count(1)
