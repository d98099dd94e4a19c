"""Help for a draft in the browser: guide, warning, fitting, palettes, harmonies, other eyes, the tour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from anigen_core.document import Document
from anigen_core.mannequin.drawing import mannequin
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose
from tests.ui.artist import Artist
from tests.ui.conftest import Server, reload, session

EXTENT = (384, 576)


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


@pytest.fixture
def waving(tmp_path: Path) -> Path:
    """A document: the lines of a figure that waves, and its pose."""
    pose = named_pose("waving", EXTENT)
    path = tmp_path / "waving.anigen"
    Document.compose(mannequin(pose).lines, None, pose).save(path)
    return path


def joints(artist: Artist) -> np.ndarray:
    return np.array(artist.app("app.pose.joints"))[:, :2]


def test_the_guide_follows_the_pose_and_has_a_row(artist: Artist, waving: Path):
    artist.open(waving)
    artist.wait("app.figure")
    row = artist.page.locator("[data-layer=figure]")
    expect(row).not_to_have_class("ds-absent")
    first = artist.app("app.figure.bitmap.src")
    artist.act("choose-pose", "standing")
    artist.wait("app.figure.bitmap.src !== argument", first)
    row.locator("button").first.click()
    assert not artist.app("app.layers.figure.visible")
    artist.act("remove-pose")
    artist.wait("app.figure === null")


def test_a_limb_that_leaves_the_sketch_is_told_once_and_fitted(artist: Artist, waving: Path):
    artist.open(waving)
    before = joints(artist)
    note = artist.page.locator(".ds-stray")
    artist.page.evaluate(
        "() => { const app = document.querySelector('.drawing-stage').stage;"
        "const [[ex, ey], [wx, wy, c]] = app.pose.joints.slice(3, 5), a = -1.1;"
        "const x = ex + (wx - ex) * Math.cos(a) - (wy - ey) * Math.sin(a);"
        "const y = ey + (wx - ex) * Math.sin(a) + (wy - ey) * Math.cos(a);"
        "app.setPose({ ...app.pose, joints: app.pose.joints.map((j, i) => (i === 4 ? [x, y, c] : j)) }); }"
    )
    moved = joints(artist)
    expect(note).to_contain_text("her right forearm")
    assert artist.page.locator(".ds-stray-rings i").count() >= 1
    artist.page.locator(".ds-stray-fit").click()
    artist.wait("JSON.stringify(app.pose.joints) !== argument", artist.app("JSON.stringify(app.pose.joints)"))
    fitted = joints(artist)
    assert np.hypot(*(fitted - before)[4]) < 0.5 * np.hypot(*(moved - before)[4])
    expect(note).to_be_hidden()
    artist.key("Control+z")
    assert np.allclose(joints(artist), moved), "one step of the history"
    expect(note).to_be_visible()
    note.get_by_role("button", name="Leave it like this").click()
    expect(note).to_be_hidden()


def test_what_fits_is_not_spoken_of(artist: Artist, waving: Path):
    artist.page.evaluate(
        "() => { const { stage } = document.querySelector('.drawing-stage'); window.checked = 0;"
        "stage.on('checked', () => (window.checked += 1)); }"
    )
    artist.open(waving)
    artist.page.wait_for_function("window.checked > 0")
    expect(artist.page.locator(".ds-stray")).to_be_hidden()


def test_a_picture_gives_its_palette_and_undo_takes_it_back(artist: Artist, tmp_path: Path):
    figure = mannequin(Pose(named_pose("standing", EXTENT).joints, *EXTENT)).picture
    path = tmp_path / "figure.png"
    paper = Image.new("RGB", EXTENT, "white")
    paper.paste(Image.fromarray(figure), mask=Image.fromarray(figure[..., 3]))
    paper.save(path)
    before = artist.app("[app.parts, app.recent]")
    artist.drop(path)
    artist.page.get_by_role("button", name="Palette", exact=True).click()
    artist.wait("app.recent.length > 2")
    artist.key("Control+z")
    assert artist.app("[app.parts, app.recent]") == before
    artist.key("Control+Shift+z")
    assert artist.app("app.recent.length") > 2


def test_a_kept_color_of_a_part_can_be_undone(artist: Artist):
    artist.act("mode:colors")
    hair = artist.app("app.parts.hair")
    artist.app("app.set({ color: '#123456' })")
    artist.page.locator("[data-part=hair]").click(button="right")
    assert artist.app("app.parts.hair") == "#123456"
    artist.key("Control+z")
    assert artist.app("app.parts.hair") == hair
    reload(artist.page)
    assert artist.app("app.parts.hair") == hair, "what is kept in the browser went back, too"


def test_harmonies_are_taken_with_a_press(artist: Artist):
    artist.act("mode:colors")
    artist.app("app.set({ color: '#3a7bd5' })")
    row = artist.page.locator(".ds-harmony")
    row.locator("select").select_option("triad")
    row.get_by_role("button", name="Take #c64e5a").click()
    assert artist.app("app.color") == "#c64e5a"
    row.get_by_role("button", name="Take #3a7bd5").click()
    assert artist.app("app.color") == "#3a7bd5", "the root of the scheme is still there"


def test_other_eyes_change_what_is_seen_and_no_pixel(artist: Artist, waving: Path):
    artist.open(waving)
    artist.act("mode:colors")
    artist.app("app.set({ color: '#d02020', 'options.colors.size': 160 })")
    artist.pen([(200, 300), (210, 310)], 1.0)
    paint = artist.paint()
    stage = artist.page.locator(".ds-viewport")
    own = stage.screenshot()
    artist.page.get_by_role("button", name="Layers", exact=True).click()
    artist.page.get_by_label("Seen by").select_option("deutan")
    assert stage.screenshot() != own
    assert np.array_equal(artist.paint(), paint)
    artist.page.get_by_label("Seen by").select_option("own")
    assert stage.evaluate("(one) => getComputedStyle(one).filter") == "none"


def test_the_tour_is_offered_once_and_walked_by_keys(browser, server: Server):
    with session(browser, server) as page:
        page.get_by_role("button", name="Take the tour").click()
        card = page.get_by_role("dialog", name="Draw here")
        expect(card).to_be_visible()
        for _ in range(7):
            page.keyboard.press("ArrowRight")
        expect(page.get_by_role("dialog")).to_contain_text("8 of 8")
        page.keyboard.press("Escape")
        expect(page.locator(".tour")).to_have_count(0)
        assert Artist(page).app("app.mode") == "lines"
        reload(page)
        expect(page.get_by_role("button", name="Take the tour")).to_be_hidden()
        Artist(page).key("h")
        page.get_by_role("dialog").get_by_role("button", name="Take the tour").click()
        expect(page.get_by_role("dialog", name="Draw here")).to_be_visible()
