"""The variation sheet in a real browser: locks, a branch, two compared, one kept without being taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from anigen_core.document import Document, Settings
from tests.ui.artist import Artist
from tests.ui.conftest import reload

BLUE = (60, 110, 200, 255)


@pytest.fixture
def artist(trained_page: Page, drawing: Any, tmp_path: Path) -> Artist:
    """Before a doll in blocks, with a sheet that makes three."""
    artist = Artist(trained_page)
    lines, colors = (np.asarray(Image.open(path)) for path in drawing)
    path = tmp_path / "doll.anigen"
    Document.compose(lines, colors, settings=Settings(refine=0)).save(path)
    artist.open(path)
    trained_page.locator(".views button[data-show=sheet]").click()
    trained_page.get_by_label("How many").fill("3")
    return artist


def made(page: Page, press: Locator) -> list[str]:
    """Seeds of the candidates that come after a press."""
    before = page.locator(".vs-candidate img").evaluate_all("(all) => all.map((one) => one.src)")
    press.click()
    page.wait_for_function(
        """(before) => {
          const now = [...document.querySelectorAll(".vs-candidate img")].map((one) => one.src);
          return now.length === 3 && now.join() !== before.join();
        }""",
        arg=before,
    )
    expect(page.get_by_role("button", name="Finish", exact=True)).to_be_enabled()
    return page.locator(".vs-candidate").evaluate_all("(all) => all.map((one) => one.dataset.seed)")


def test_colors_are_locked_and_open_and_a_branch_takes_its_own_along(artist: Artist):
    page = artist.page
    first = made(page, page.get_by_role("button", name="Make 3"))
    assert page.locator(".vs-lock:visible").all_inner_texts() == ["Colors"], "only what would vary has a lock"
    assert set(first).isdisjoint(made(page, page.get_by_role("button", name="Others")))
    page.get_by_role("button", name="Colors", exact=True).filter(visible=True).last.click()
    made(page, page.get_by_role("button", name="Make 3"))
    assert artist.paint()[200, 96].tolist() == [*BLUE], "nothing is taken yet"
    made(page, page.get_by_role("button", name="Branch: Candidate 2"))
    skirt = artist.paint()[200, 96].tolist()
    assert skirt != [*BLUE] and skirt[3] == 255
    artist.key("Control+z")
    assert artist.paint()[200, 96].tolist() == [*BLUE]
    artist.key("Control+Shift+z")
    page.locator(".views button[data-show=sheet]").click()
    page.locator(".vs-candidate").first.click()
    artist.finished("")
    assert artist.app("app.result.seed") > 0


def test_a_locked_region_is_that_of_the_picture(artist: Artist, tmp_path: Path):
    page = artist.page
    artist.finish()
    plain = artist.picture(tmp_path / "plain")
    page.locator(".views button[data-show=sheet]").click()
    made(page, page.get_by_role("button", name="Make 3"))
    page.locator(".vs-lock[data-lock=clothes]").click()
    made(page, page.get_by_role("button", name="Make 3"))
    before = artist.result()
    page.locator(".vs-candidate").first.click()
    artist.finished(before)
    picture = artist.picture(tmp_path / "made")
    same = (picture == plain).all(2)
    assert 0.02 < same[(plain < 250).any(2)].mean() < 1, "a region stays to the bit, the rest does not"


def test_two_are_compared_and_one_is_kept_and_opened_again(artist: Artist, tmp_path: Path):
    page = artist.page
    made(page, page.get_by_role("button", name="Make 3"))
    page.get_by_role("button", name="Compare: Candidate 1").click()
    page.get_by_role("button", name="Compare: Candidate 3").click()
    slider = page.get_by_label("Between the two")
    slider.focus()
    clip = page.locator(".vs-both img").nth(1)
    before = clip.evaluate("(one) => one.style.clipPath")
    page.keyboard.press("ArrowRight")
    assert clip.evaluate("(one) => one.style.clipPath") != before
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".vs-both")).to_be_hidden()

    seed = page.locator(".vs-candidate").nth(1).get_attribute("data-seed")
    page.get_by_role("button", name="Keep: Candidate 2").click()
    kept = page.get_by_role("button", name="Kept candidate 1")
    expect(kept).to_be_visible()
    assert artist.result() == "", "it is not taken"
    reload(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Save PNG: Kept candidate 1").click()
    document = Document.from_png(waiting.value.path())
    assert str(document.settings.seed) == seed and document.lines is not None
    artist.act("clear-layer", "lines")
    revision = artist.app("app.revision")
    kept.click()
    artist.wait("app.revision > argument", revision)
    assert np.array_equal(255 - artist.ink(), document.lines)
    page.get_by_role("button", name="Settings").first.click()
    expect(page.get_by_label("Seed", exact=True).first).to_have_value(str(seed))
