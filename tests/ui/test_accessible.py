"""Every tab and panel under the accessibility checker axe: nothing serious or critical, in both themes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import Server, in_language, session
from tests.ui.views import DESKTOP, TABLET, Views, axe_source, dark, serious, settle

BRIEF = ("empty", "no_result", "tour", "empty_pose", "colors", "pose", "film")
"""What is laid out anew on a tablet."""


@pytest.mark.parametrize(
    ("size", "language", "only"),
    [(DESKTOP, "en", None), (TABLET, "ja", BRIEF), (TABLET, "zh", ("empty", "lines", "colorize"))],
    ids=["desktop_en", "tablet_ja", "tablet_zh"],
)
def test_axe_finds_nothing_serious(browser: Any, server: Server, size: Any, language: str, only: Any):
    pytest.importorskip("axe_playwright_python", reason="the checker comes with axe-playwright-python")
    source, found = axe_source(), []
    viewport = {"width": size[0], "height": size[1]}
    with session(browser, server, viewport=viewport) as page:
        if language != "en":
            in_language(page, language)
            page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
            page.locator(".examples img").first.wait_for(state="attached")
        for name, show in Views(page).all.items():
            if only and name not in only and name != "lines":  # later ones need the drawing
                continue
            show()
            for on in (False, True):
                dark(page, on)
                settle(page)
                found += [f"{name}{' (dark)' * on}: {words}" for words in serious(page, source)]
            dark(page, False)
    assert not found, "\n".join(found)
