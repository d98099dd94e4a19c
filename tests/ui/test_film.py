"""The film strip in a real browser: key poses, their movement at once, and the animation that is drawn."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import Locator, Page, expect

from tests.ui.artist import Artist
from tests.ui.conftest import reload

SKETCHED = """() => {
  const canvas = document.querySelector(".ds-player canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 97) sum = (31 * sum + data[i]) % 1000003;
  return sum;
}"""


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


def film(page: Page) -> Locator:
    """The strip: what is in it bears names that other parts of the page bear too."""
    return page.locator(".ds-film")


def strip(artist: Artist, *names: str) -> None:
    """Open the strip with these named poses as keys; each is posed on the stage and added by hand."""
    artist.page.get_by_role("button", name="Animate").click()
    for name in names:
        artist.act("choose-pose", name)
        film(artist.page).get_by_role("button", name="Add this pose").click()
    expect(artist.page.locator(".ds-film-key")).to_have_count(len(names))


def necks(artist: Artist) -> list[float]:
    """Height of the neck in every key, which tells the keys apart."""
    return artist.app("app.film.poses.map((pose) => Math.round(pose.joints[1][1]))")


def test_keys_are_added_edited_reordered_and_taken_away(artist: Artist):
    page = artist.page
    strip(artist, "standing", "bow", "kneeling")
    first = necks(artist)
    assert len(set(first)) == 3
    film(page).get_by_label("Named pose…", exact=True).select_option("waving")
    expect(page.locator(".ds-film-key")).to_have_count(4)

    keys = page.locator(".ds-film-key")
    keys.nth(1).click()  # in hand: what is done on the stage is done to it
    expect(keys.nth(1)).to_have_attribute("aria-pressed", "true")
    assert artist.app("app.pose.joints[1][1]") == pytest.approx(first[1], abs=1)
    ghosts = page.locator(".ds-ghost path")
    assert ghosts.count() > 10 and page.locator(".ds-ghost.after").is_visible()
    artist.act("mirror-pose")
    assert artist.app("app.film.poses[1] === app.pose")
    artist.act("undo")
    assert necks(artist)[1] == first[1] and artist.app("app.film.poses[1] === app.pose")
    artist.act("undo")  # before it was taken in hand: that was another figure
    assert necks(artist)[:3] == first and artist.app("app.film.hand") is None
    keys.nth(1).click()
    film(page).get_by_label("Onion skin", exact=True).uncheck()
    expect(page.locator(".ds-ghost.before")).to_be_hidden()

    keys.nth(1).focus()
    page.keyboard.press("Shift+ArrowRight")
    assert necks(artist)[:3] == [first[0], first[2], first[1]]
    page.keyboard.press("ArrowLeft")
    expect(keys.nth(1)).to_be_focused()
    page.keyboard.press("Delete")
    assert necks(artist)[:2] == [first[0], first[1]]
    page.keyboard.press("Control+z")
    assert necks(artist)[:3] == [first[0], first[2], first[1]]
    page.keyboard.press("Control+z")
    assert necks(artist)[:3] == first
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    assert necks(artist)[:2] == [first[0], first[1]]
    keys.nth(0).drag_to(keys.nth(2))
    assert necks(artist)[0] == first[1]

    left = necks(artist)
    reload(page)
    artist.wait("app.film")
    assert necks(artist) == left and page.locator(".ds-film").is_visible()


def test_the_movement_is_sketched_at_once(artist: Artist):
    page = artist.page
    strip(artist, "standing", "arms_up")
    film(page).get_by_label("Frames", exact=True).fill("10")
    film(page).get_by_label("Course", exact=True).select_option("pingpong")
    seen = set()
    for place in ("0", "5", "9", "14"):
        film(page).get_by_label("Frame", exact=True).fill(place)
        expect(page.locator(".ds-film-player output")).to_have_text(f"{int(place) + 1} / 18")
        seen.add(page.evaluate(SKETCHED))
    assert len(seen) == 4
    film(page).get_by_role("button", name="Play").click()
    artist.wait("app.film.player.playing && app.film.player.at !== 14")
    film(page).get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Back to the stage").click()
    expect(page.locator(".ds-player")).to_be_hidden()


def test_the_studio_draws_it_and_hands_over_every_file(artist: Artist):
    page = artist.page
    strip(artist, "standing", "waving")
    film(page).get_by_label("Size", exact=True).select_option("384")
    film(page).get_by_label("Frames", exact=True).fill("4")
    film(page).get_by_label("Speed", exact=True).select_option("8")
    film(page).get_by_role("button", name="Draw 4 frames").click()
    expect(page.locator(".ds-film-files a")).to_have_count(4)
    assert artist.app("app.film.state") == "drawn" and artist.app("app.film.player.shown")
    expect(page.locator(".ds-film-words")).to_contain_text("256 x 384")

    got: dict[str, Any] = {}
    for kind in ("webp", "gif", "zip", "sheet"):
        with page.expect_download() as waiting:
            page.locator(f".ds-film-files a[data-kind={kind}]").click()
        assert waiting.value.suggested_filename.startswith("anigen")
        got[kind] = waiting.value.path().read_bytes()
    for kind in ("webp", "gif"):
        frames = [
            frame.convert("RGBA") for frame in ImageSequence.Iterator(Image.open(io.BytesIO(got[kind])))
        ]
        assert len(frames) == 6 and frames[0].size == (256, 384)
        assert frames[0].getpixel((2, 2))[3] == 0 and frames[0].tobytes() != frames[3].tobytes()  # type: ignore[index]
    with zipfile.ZipFile(io.BytesIO(got["zip"])) as archive:
        assert len(archive.namelist()) == 6
    with zipfile.ZipFile(io.BytesIO(got["sheet"])) as archive:
        assert len(json.loads(archive.read("anigen_sheet.json"))["frames"]) == 6

    film(page).get_by_label("Easing", exact=True).select_option("linear")
    expect(page.locator(".ds-film-files a")).to_have_count(0)


def test_stopping_and_what_cannot_be_drawn(artist: Artist):
    page = artist.page
    strip(artist, "standing")
    film(page).get_by_role("button", name="Draw 24 frames").click()
    expect(page.locator(".ds-said").first).to_contain_text("two key poses")

    strip_more = film(page).get_by_role("button", name="Add this pose")
    artist.app("app.act('choose-pose', 'waving')")
    strip_more.click()
    film(page).get_by_role("button", name="Draw 24 frames").click()
    artist.wait("app.film.state === 'drawing'")
    film(page).get_by_role("button", name="Stop").click()
    expect(film(page).get_by_role("button", name="Draw 24 frames")).to_be_visible()
    assert artist.app("app.film.state") == "idle"

    for joint in range(3, 18):
        artist.act("toggle-joint", joint)
    strip_more.click()
    film(page).get_by_role("button", name="Draw 24 frames").click()
    expect(page.locator(".ds-said.ds-alarm")).to_contain_text("too little of the body")
    assert artist.app("app.film.state") == "idle"


def test_frames_are_painted_like_the_drawing(artist: Artist, doll: Path):
    page = artist.page
    artist.open(doll)
    page.get_by_role("button", name="Animate").click()  # her own pose is the first key
    film(page).get_by_label("Named pose…", exact=True).select_option("waving")
    expect(page.locator(".ds-film-key")).to_have_count(2)
    film(page).get_by_label("Size", exact=True).select_option("384")
    film(page).get_by_label("Frames", exact=True).fill("2")
    film(page).get_by_role("button", name="Draw 2 frames").click()
    expect(page.locator(".ds-film-files a")).to_have_count(4)
    plain = page.evaluate(SKETCHED)
    film(page).get_by_label("Painted", exact=True).check()
    expect(page.locator(".ds-film-files a")).to_have_count(0)
    film(page).get_by_role("button", name="Draw 2 frames").click()
    expect(page.locator(".ds-film-files a")).to_have_count(4)
    expect(page.locator(".ds-film-words")).to_contain_text("256 x 384")
    artist.wait("app.film.player.at === 0")
    assert page.evaluate(SKETCHED) != plain
