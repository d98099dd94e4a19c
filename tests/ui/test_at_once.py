"""Several things at once, and one thing too large: nothing that was drawn may be lost."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.ui.artist import Artist
from tests.ui.conftest import reload

PICTURE = """
const picture = (width, height, tone) => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = tone;
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: "image/png" });
};"""


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


def run(artist: Artist, script: str) -> object:
    """The answer of an asynchronous script about `app`, with `picture(width, height, tone)` at hand."""
    return artist.page.evaluate(
        f"async () => {{ {PICTURE} const app = document.querySelector('.drawing-stage').stage; {script} }}"
    )


def test_the_drawing_that_was_asked_for_last_is_the_one_that_stays(artist: Artist):
    run(
        artist,
        """
        const [large, small] = [await picture(2000, 3000, "#000"), await picture(64, 64, "#000")];
        await Promise.all([large, small].map((colors) => app.load({ colors, parts: ["colors"] })));
        """,
    )
    assert artist.app("app.planes.width") == 64
    assert artist.act("undo") and artist.app("app.planes.width") == 2000
    assert artist.act("undo") and artist.app("app.planes.width") == 512


def test_a_stroke_made_while_a_picture_is_read_is_not_lost(artist: Artist):
    artist.act("tool:brush")
    run(
        artist,
        """
        window.kept = await app.snapshot();
        const earlier = new Promise((done) => { window.read = done; });
        app.loading = earlier; // pictures that take their time
        window.loading = app.load({ lines: await picture(300, 450, "#fff"), parts: ["lines"] });
        """,
    )
    artist.pen([(100.0, 100.0), (300.0, 300.0)], 0.8)
    artist.page.evaluate("() => { window.read(); return window.loading; }")
    assert artist.app("app.planes.width") == 300
    assert artist.act("undo") and artist.app("app.planes.width") == 512
    ink = artist.ink()
    assert ink[190:210, 190:210].any()

    artist.page.evaluate("() => document.querySelector('.drawing-stage').stage.restore(window.kept)")
    assert not artist.ink().any()
    assert artist.act("undo") and np.array_equal(artist.ink(), ink)


def test_a_drawing_that_cannot_be_read_changes_nothing(artist: Artist):
    artist.pen([(100.0, 100.0), (300.0, 300.0)], 0.8)
    ink = artist.ink()
    for drawing in (
        "{ lines: new Blob(['no picture']), parts: ['lines'] }",
        "{ colors: await picture(64, 64, '#123'), pose: { people: 'nobody' }, parts: ['colors', 'pose'] }",
    ):
        failed = f"return app.load({drawing}).then(() => false, () => true);"
        assert run(artist, failed) is True
        assert not artist.app("app.history.isOpen") and np.array_equal(artist.ink(), ink)
    artist.pen([(100.0, 400.0), (300.0, 400.0)], 0.8)
    assert artist.act("undo") and np.array_equal(artist.ink(), ink)


def test_a_piece_of_a_larger_drawing_is_pasted_whole(artist: Artist):
    artist.act("new", {"width": 1024, "height": 1024})
    artist.pen([(700.0, 700.0), (1000.0, 1000.0)], 0.8)
    inked = int((artist.ink() > 128).sum())
    artist.act("select-all")
    assert artist.act("copy")
    artist.act("new", {"width": 256, "height": 256})
    assert artist.act("paste") and artist.app("app.floating.bounds.width") == 1024
    artist.app("app.piece.transform = { ...app.piece.transform, scale: 0.25 }")
    artist.act("enter")
    ink = artist.ink()
    assert ink.shape == (256, 256) and 0.5 < 16 * (ink > 128).sum() / inked < 1.5
    assert artist.act("undo") and not artist.ink().any()


def test_the_reference_outlives_a_reload_right_after_a_stroke(artist: Artist):
    page = artist.page
    run(artist, "await app.setReference(await picture(40, 60, '#c33'));")
    artist.wait("!app.autosave.dirty")
    reload(page)
    artist.wait("app.reference")
    artist.pen([(100.0, 100.0), (300.0, 300.0)], 0.8)
    ink = artist.ink()
    reload(page)
    artist.wait("app.reference")
    assert np.array_equal(artist.ink(), ink)
    assert artist.app("[app.reference.width, app.reference.height]") == [40, 60]


def test_a_preview_of_another_canvas_is_not_shown(artist: Artist):
    artist.pen([(100.0, 100.0), (300.0, 300.0)], 0.8)
    artist.app("app.set({ live: { ...app.live, on: true } })")
    artist.pen([(100.0, 400.0), (300.0, 400.0)], 0.8)
    shapes = run(
        artist,
        """
        const seen = [];
        app.on("preview", ({ bitmap }) => seen.push(bitmap.naturalWidth / bitmap.naturalHeight));
        app.act("resize", { width: 900, height: 300 });
        const before = app.preview;
        for (let i = 0; i < 400 && !seen.length; i += 1) await new Promise((done) => setTimeout(done, 50));
        return [before, seen];
        """,
    )
    assert isinstance(shapes, list)
    assert shapes[0] is None
    assert shapes[1] and abs(shapes[1][0] - 3) < 0.1


def test_a_second_finger_that_ends_a_drag_leaves_no_closed_hand(artist: Artist):
    dragging = artist.page.evaluate(
        """() => {
          const holder = document.querySelector(".ds-viewport");
          const fire = (type, id, x, pointerType) => holder.dispatchEvent(new PointerEvent(type, {
            pointerId: id, pointerType, clientX: 400 + x, clientY: 400, button: 0, buttons: 1, bubbles: true,
          }));
          fire("pointerdown", 1, 0, "pen");
          fire("pointerup", 1, 0, "pen");
          fire("pointerdown", 2, 0, "touch");
          fire("pointerdown", 3, 80, "touch");
          for (const id of [2, 3]) fire("pointerup", id, 0, "touch");
          return holder.classList.contains("ds-dragging");
        }"""
    )
    assert dragging is False
