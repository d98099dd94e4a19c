"""Every tab and panel of the page, and how one comes to see it: for pictures of them, and checks of all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ui.artist import APP, Artist
from tests.ui.conftest import ROOT

DESKTOP, TABLET = (1440, 900), (820, 1180)
DRAWING = ROOT / "assets" / "examples" / "sailor_girl.anigen"

AXE = """
async (options) => {
  const found = await axe.run(document, { resultTypes: ['violations'], ...options });
  return found.violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, impact, nodes }) => nodes.map(({ target, html, any }) =>
      [impact, id, target.join(' '), html.slice(0, 160), ...any.map(({ message }) => message)].join(' | ')));
}"""


def axe_source() -> str:
    """The checker, as it comes with axe-playwright-python."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def serious(page: Any, source: str) -> list[str]:
    """What axe finds serious or critical on the page as it is seen now."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(source)
    return page.evaluate(AXE, {})


def settle(page: Any) -> None:
    """Until nothing moves: colors that are between two states have a contrast that nobody sees."""
    page.evaluate(
        "() => Promise.all(document.getAnimations()"
        ".filter((one) => one.effect?.getTiming().iterations !== Infinity)"
        ".map((one) => one.finished.catch(() => {})))"
    )


def dark(page: Any, on: bool) -> None:
    page.evaluate("(on) => document.body.classList.toggle('dark', on)", on)


class Views:
    """The parts of a page by name, in an order in which each leads to the next. Needs a page with a stage."""

    def __init__(self, page: Any) -> None:
        self.page, self.artist = page, Artist(page)
        self.all: dict[str, Callable[[], None]] = {
            "empty": lambda: None,
            "no_result": lambda: self._show("result"),
            "menu": lambda: self.artist.page.locator("[data-tip][aria-haspopup=menu]").click(),
            "help": lambda: self._key("Escape", "h"),
            "tour": lambda: self._tour(),
            "empty_pose": lambda: self._end_tour(),
            "lines": lambda: self._draw(),
            "colors": lambda: self._mode("colors"),
            "pose": lambda: self._mode("pose"),
            "lasso": lambda: self._lasso(),
            "colorize": lambda: self._mode("colorize"),
            "film": lambda: self._film(),
            "dropped": lambda: self._drop(),
            "result": lambda: self._finish(),
            **{name: lambda name=name: self._fold(name) for name in FOLDS},
            "lines_tab": lambda: self._tab(1),
        }

    def _key(self, *keys: str) -> None:
        for key in keys:
            self.artist.key(key)

    def _show(self, view: str) -> None:
        self.page.locator(f".views [data-show={view}]").click()

    def _mode(self, mode: str) -> None:
        self.artist.act(f"mode:{mode}")

    def _tour(self) -> None:
        self.page.keyboard.press("Escape")
        self.artist.act("tour")
        self.page.locator(".tour").wait_for()

    def _end_tour(self) -> None:
        self.page.keyboard.press("Escape")
        self._mode("pose")

    def _draw(self) -> None:
        self.artist.open(DRAWING)
        self.artist.wait("app.figure")
        self._mode("lines")

    def _lasso(self) -> None:
        self._mode("lines")
        self.artist.act("tool:lasso")

    def _film(self) -> None:
        self.artist.act("tool:brush")
        self._mode("pose")
        self.artist.act("film")

    def _drop(self) -> None:
        self.artist.act("film")
        self.artist.drop(ROOT / "assets" / "examples" / "studio.png")
        self.page.locator(".ds-ask").wait_for()

    def _finish(self) -> None:
        self.page.locator(".ds-ask-close").click()
        self._mode("lines")
        self.page.locator(".go button").first.click()
        self.page.wait_for_function(f"{APP}.result")
        self.page.locator(".eyes-panel[data-pictures]").wait_for(state="attached")

    def _fold(self, name: str) -> None:
        fold = self.page.locator(FOLDS[name])
        opened = self.page.locator(".side .settings > button.label-wrap.open")
        for button in opened.all():
            button.click()
        fold.locator("button.label-wrap").first.click()
        fold.scroll_into_view_if_needed()

    def _tab(self, number: int) -> None:
        self.page.get_by_role("tab").nth(number).click()


FOLDS = {
    "own": ".settings.own-fold",
    "character": ".settings.character",
    "faces": ".settings.faces-fold",
    "library": ".settings.library-fold",
    "settings": ".settings:not(.own-fold):not(.character):not(.faces-fold):not(.library-fold):not(.teach)",
}
"""The folds of the right side."""
