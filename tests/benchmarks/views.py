"""Pictures of every tab and panel, both themes, three languages, desk and tablet; and what axe says of them.

    python -m tests.benchmarks.views --out DIR [--languages en ja zh] [--sizes desktop tablet] [--views pose]
    python -m tests.benchmarks.views --axe axe.min.js   # another release of the checker than the tests'

Needs Chromium. Prints each serious or critical finding once, with the number of views that have it.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.ui.conftest import BROWSER_ARGUMENTS, PATIENCE, start_server
from tests.ui.views import DESKTOP, TABLET, Views, axe_source, dark, serious, settle

SIZES = {"desktop": DESKTOP, "tablet": TABLET}
THEMES = {"light": False, "dark": True}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--languages", nargs="+", default=["en", "ja", "zh"])
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--views", nargs="+")
    parser.add_argument("--axe", type=Path)
    options = parser.parse_args()
    source = options.axe.read_text(encoding="utf-8") if options.axe else axe_source()
    found: Counter[str] = Counter()
    looked = 0
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = start_server(Path(folder))
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        for size in options.sizes:
            width, height = SIZES[size]
            for language in options.languages:
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(f"{server.url}?lang={language}")
                page.wait_for_function("document.querySelector('.drawing-stage')?.stage?.live.words")
                page.locator(".examples img").first.wait_for(state="attached")
                views = Views(page)
                for name, show in views.all.items():
                    try:
                        show()
                    except Exception as error:
                        print(f"{name} ({size}, {language}) could not be shown: {str(error)[:200]}")
                        continue
                    if options.views and name not in options.views:
                        continue
                    for theme, on in THEMES.items():
                        dark(page, on)
                        settle(page)
                        looked += 1
                        found.update(serious(page, source))
                        if options.out:
                            options.out.mkdir(parents=True, exist_ok=True)
                            page.screenshot(path=options.out / f"{name}_{size}_{language}_{theme}.png")
                    dark(page, False)
                context.close()
        browser.close()
        server.stop()
    for words, times in found.most_common():
        print(f"{times:4d} {words}")
    print(f"{len(found)} findings in {looked} views")


if __name__ == "__main__":
    main()
