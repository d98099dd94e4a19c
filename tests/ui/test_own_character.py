"""My character in a real browser: its pictures and poses, other poses, and frames between two drawings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from anigen_core.document import Document
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings
from anigen_core.stages.generate import draw_body
from tests.ui.artist import Artist
from tests.ui.conftest import in_language, reload

SIZE = (192, 288)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A doll in three poses on white paper, as PNG."""
    folder = tmp_path_factory.mktemp("character")
    made = {}
    for name in ("standing", "waving"):
        body = draw_body(named_pose(name, (256, 384)))
        paper = Image.new("RGBA", (256, 384), "white")
        paper.alpha_composite(Image.fromarray(body.picture))
        made[name] = folder / f"{name}.png"
        paper.convert("RGB").save(made[name])
    return made


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same as two drawings: lines, colors, pose."""
    folder = tmp_path_factory.mktemp("keys")
    made = []
    for name in ("standing", "waving"):
        pose = named_pose(name, SIZE)
        body = draw_body(pose)
        made.append(folder / f"{name}.anigen")
        Document.compose(body.lines, body.colors, pose, Settings(painter="fill")).save(made[-1])
    return made


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


def panel(page: Page) -> Locator:
    return page.locator(".own-panel")


def unfold(page: Page) -> None:
    page.locator(".own-fold button.label-wrap").first.click()
    expect(panel(page).get_by_role("button", name="Pose my character")).to_be_visible()


def add(artist: Artist, *paths: Path) -> None:
    """Choose pictures, and wait until their poses have been looked for."""
    with artist.page.expect_file_chooser() as waiting:
        panel(artist.page).locator(".ow-add").click()
    waiting.value.set_files(list(paths))
    artist.wait("app.references.length && app.references.every((one) => one.pose || one.words)")


def test_a_character_is_posed_its_pose_corrected_and_all_of_it_kept(
    artist: Artist, pictures: dict[str, Path], tmp_path: Path
):
    page = artist.page
    unfold(page)
    expect(panel(page).get_by_role("button", name="Pose my character")).to_be_disabled()
    add(artist, *pictures.values())
    tiles = panel(page).locator(".ow-picture")
    expect(tiles).to_have_count(2)
    expect(tiles.first).to_contain_text("pose found")
    expect(tiles.first.locator(".ow-bones line")).not_to_have_count(0)
    panel(page).get_by_role("button", name="Pose my character").click()
    artist.said("Choose or drag a pose on the stage first")

    # The pose of a picture is corrected on the stage; the drawing's own is back afterwards.
    artist.act("choose-pose", "arms_up")
    own = artist.app("app.pose.joints")
    wrist = artist.app("app.references[1].pose.joints[4]")
    tiles.nth(1).click()
    expect(page.locator(".ds-correct")).to_contain_text("Picture 2")
    assert artist.app("app.reference === app.references[1].bitmap && !app.options.lockLimbs")
    start = artist.app("app.pose.joints[4].slice(0, 2)")
    artist.drag(start, (start[0] + 40, start[1] + 20))
    page.locator(".ds-correct").get_by_role("button", name="Done").click()
    expect(page.locator(".ds-correct")).to_be_hidden()
    assert artist.app("app.pose.joints") == own and artist.app("app.reference") is None
    moved = artist.app("app.references[1].pose.joints[4]")
    assert moved[0] - wrist[0] == pytest.approx(20, abs=1.5)  # of 256 pixels, on a canvas of 512
    artist.key("Control+z")
    expect(page.locator(".ds-correct")).to_be_visible()
    artist.key("Control+Shift+z")
    assert artist.app("app.references[1].pose.joints[4]") == moved

    before = artist.result()
    panel(page).get_by_role("button", name="Pose my character").click()
    artist.finished(before)
    expect(page.locator(".result-notes")).to_contain_text("wn character")
    document = Document.open(artist.save("Save document", tmp_path).read_bytes())
    assert len(document.references) == 2 and document.references[0][0].shape == (384, 256, 4)
    pose = document.references[1][1]
    assert pose is not None and pose.joints[4][0] == pytest.approx(moved[0], abs=0.01)
    assert artist.picture(tmp_path).shape == (768, 512, 3)

    reload(page)
    artist.wait("app.references.length === 2 && app.references[1].pose")
    assert artist.app("app.references[1].pose.joints[4]")[0] == pytest.approx(moved[0], abs=0.01)


def test_pictures_that_are_dropped_refused_and_taken_away(
    artist: Artist, pictures: dict[str, Path], tmp_path: Path, noisy_text: Path
):
    page = artist.page
    artist.drop(pictures["standing"])
    page.locator(".ds-ask").get_by_role("button", name="My character").click()
    expect(panel(page).locator(".ow-picture")).to_have_count(1)  # the fold opens by itself
    with page.expect_file_chooser() as waiting:
        panel(page).locator(".ow-add").click()
    waiting.value.set_files([noisy_text])
    artist.said("no pictures this browser can read")
    paper = tmp_path / "paper.png"
    Image.fromarray(np.full((300, 200, 3), 255, np.uint8)).save(paper)
    add(artist, paper)
    expect(panel(page).get_by_role("status")).to_contain_text("Picture 2: No figure was found")
    with page.expect_file_chooser() as waiting:
        panel(page).locator(".ow-add").click()
    waiting.value.set_files([pictures["waving"]] * 3)
    artist.said("1 were left out")
    expect(panel(page).locator(".ow-picture")).to_have_count(4)
    panel(page).get_by_role("button", name="Take picture 2 away").click()
    expect(panel(page).locator(".ow-picture")).to_have_count(3)
    artist.wait("app.references.every((one) => one.pose)")
    artist.key("Control+z")
    expect(panel(page).locator(".ow-picture")).to_have_count(4)


def test_two_drawings_become_frames_that_can_be_drawn_over(artist: Artist, drawings: list[Path]):
    page = artist.page
    film = page.locator(".ds-film")
    page.get_by_role("button", name="Animate").click()
    film.get_by_label("Between", exact=True).select_option("drawings")
    film.get_by_role("button", name="Draw 24 frames").click()
    artist.said("In-betweens need two drawings")
    for path, letter in zip(drawings, "AB", strict=True):
        artist.open(path)
        film.get_by_role("button", name=f"Keep as {letter}").click()
        expect(film.get_by_role("button", name=f"Drawing {letter}:")).to_be_visible()
    expect(page.locator(".ds-onion.before")).to_be_visible()
    film.get_by_label("Onion skin").uncheck()
    expect(page.locator(".ds-onion.before")).to_be_hidden()
    film.get_by_label("Onion skin").check()

    reload(page)  # the two drawings are kept with the one on the stage
    artist.wait("app.film.drawings.complete && app.film.ofDrawings")
    film.get_by_label("Frames", exact=True).fill("3")
    film.get_by_role("button", name="Draw 3 frames").click()
    frames = film.locator(".ds-film-frame")
    expect(frames).to_have_count(3)
    expect(film.locator(".ds-film-files a")).to_have_count(4)
    expect(film.get_by_role("button", name="Draw over it")).to_be_enabled()
    artist.app("app.film.player.pause()")
    frames.nth(1).click()
    expect(frames.nth(1)).to_have_attribute("aria-current", "true")
    film.get_by_role("button", name="Draw over it").click()
    artist.said("Frame 2 is a drawing now")
    expect(page.locator(".ds-player")).to_be_hidden()
    assert (artist.ink() > 128).sum() > 500 and (artist.paint()[..., 3] > 0).sum() > 2000
    # The frames beside it are the onion skin now; an end that is kept anew is another movement.
    assert artist.app("Object.values(app.film.onion.wanted).every((one) => typeof one === 'string')")
    film.get_by_role("button", name="Keep the drawing on the stage as B").click()
    expect(frames).to_have_count(0)


def test_the_networks_learn_only_from_enough_drawings(artist: Artist, pictures: dict[str, Path]):
    page = artist.page
    unfold(page)
    page.locator(".teach button.label-wrap").click()
    teach: Any = page.locator(".teach")
    teach.locator("input[type=file]").set_input_files(list(pictures.values()))
    teach.get_by_label("Name", exact=True).fill("Rin")
    expect(teach.get_by_role("button", name="Remove this file")).to_have_count(2)
    teach.get_by_role("button", name="Start").click()
    expect(teach).to_contain_text("There are 2 drawings; give 4 to 200")
    expect(teach.get_by_role("button", name="Pause")).to_be_hidden()


@pytest.mark.parametrize(("language", "words"), [("ja", "キャラクターシート"), ("zh", "角色设定表")])
def test_other_languages(page: Page, language: str, words: str):
    in_language(page, language)
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
    page.locator(".own-fold button.label-wrap").first.click()
    expect(panel(page)).to_contain_text(words)
    page.locator(".ds-film-tab").click()
    page.locator(".ds-film select[data-option=of]").select_option("drawings")
    expect(page.locator(".ds-film-add:visible")).to_have_count(2)
