"""A real server behind the network guard, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.conftest import CLIENT_SILENCE
from tests.support import require
from tests.tiny_painter import write_tiny_painter

ROOT = Path(__file__).parents[2]
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000
"""Milliseconds until something that does not appear is missing, however busy the machine is."""


@dataclass
class Server:
    """`python app.py`, as a user starts it, except that it cannot reach another machine."""

    url: str
    process: subprocess.Popen[str]
    record: Path
    cache: Path
    output: list[str] = field(default_factory=list)

    def attempts(self) -> list[str]:
        """Connections to other machines that were tried and refused."""
        return self.record.read_text().splitlines() if self.record.exists() else []

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(folder: Path, *script: str, port: int | None = None) -> Server:
    """`script` with its arguments takes the place of app.py."""
    port = port or free_port()
    record, cache = folder / "connections.txt", folder / "cache"
    environment = {name: value for name, value in os.environ.items() if name not in CLIENT_SILENCE} | {
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(cache),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "tests.guarded_app", str(record), *(script or ["app.py"])]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    server = Server(f"http://127.0.0.1:{port}", process, record, cache)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            server.output.append(line)
            if "Running on local URL" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    assert ready.wait(120) and process.poll() is None, "".join(server.output)
    return server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()
    assert not running.attempts()


@pytest.fixture(scope="session")
def trained_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With a PI-REC of a few thousand random weights: what it paints is noise, but it paints."""
    weights = tmp_path_factory.mktemp("weights")
    write_tiny_painter(weights)
    running = start_server(tmp_path_factory.mktemp("trained"), "tests/ui/app_with_weights.py", str(weights))
    yield running
    running.stop()
    assert not running.attempts()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    require("chromium", path, "Browser tests need Chromium; install the package chromium.")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield running
        running.close()


def wait_until_settled(page: Any) -> None:
    """Until the page can be used and what it loads at the beginning, the stage and the examples, is there."""
    page.get_by_role("button", name="Finish", exact=True).wait_for()
    page.wait_for_function("document.querySelector('.drawing-stage')?.stage")
    page.locator(".examples img").first.wait_for(state="attached")
    # the speed of previews is measured in the background; a page that goes before logs a broken connection
    page.wait_for_function("document.querySelector('.drawing-stage').stage.live.words")


LEFT: set[Any] = set()
CUT_OFF = ("signal is aborted", "Connection errored out")
"""What gradio logs when a page goes while something is still looked for behind its last result."""


def reload(page: Any) -> None:
    LEFT.add(page)
    page.reload()
    wait_until_settled(page)


def in_language(page: Any, language: str) -> None:
    """The page anew, in another language."""
    LEFT.add(page)
    page.goto(page.url.partition("?")[0] + f"?lang={language}")


@pytest.fixture
def page(browser: Any, server: Server) -> Iterator[Any]:
    """The studio in a fresh session; fails afterwards if it logged errors or asked another host."""
    with session(browser, server) as opened:
        yield opened


@pytest.fixture
def trained_page(browser: Any, trained_server: Server) -> Iterator[Any]:
    """The same, of a server that has weights for PI-REC."""
    with session(browser, trained_server) as opened:
        yield opened


@contextmanager
def session(browser: Any, server: Server, *, outages: bool = False, **options: Any) -> Iterator[Any]:
    """A page of the studio. outages: the server will go away, of which the browser may complain."""
    given = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", **options}
    context = browser.new_context(accept_downloads=True, **given)
    complaints: list[str] = []

    def asked(request: Any) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            complaints.append(f"request to {request.url}")

    def said(message: Any) -> None:
        left = message.page is None or message.page in LEFT
        if left and any(words in message.text for words in CUT_OFF):
            return
        # The API page asks our server whether it has tools for language models; it has not.
        if message.type == "error" and not message.location["url"].endswith("/mcp/schema") and not outages:
            complaints.append(f"console: {message.text}")

    def watch(opened: Any) -> None:
        opened.on("request", asked)
        opened.on("pageerror", lambda error: outages or complaints.append(f"page error: {error}"))
        opened.on("console", said)
        opened.set_default_timeout(PATIENCE)

    context.on("page", watch)
    opened = context.new_page()
    opened.goto(server.url)
    wait_until_settled(opened)
    yield opened
    LEFT.add(opened)
    context.close()
    assert not complaints


@pytest.fixture(scope="session")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A doll of two shapes: its lines, and its color blocks with a transparent ground. 192x288 pixels."""
    folder = tmp_path_factory.mktemp("drawing")
    lines = Image.new("L", (192, 288), 255)
    colors = Image.new("RGBA", (192, 288), (0, 0, 0, 0))
    head, dress = (56, 20, 136, 110), ((96, 110), (40, 260), (152, 260))
    pen, brush = ImageDraw.Draw(lines), ImageDraw.Draw(colors)
    pen.ellipse(head, outline=0, width=4)
    pen.polygon(dress, outline=0, width=4)
    brush.ellipse(head, fill=(246, 214, 190, 255))
    brush.polygon(dress, fill=(60, 110, 200, 255))
    lines.save(folder / "lines.png")
    colors.save(folder / "colors.png")
    return folder / "lines.png", folder / "colors.png"


@pytest.fixture
def doll(drawing: Any, tmp_path: Path) -> Path:
    """A document: the doll in a pose."""
    from anigen_core.document import Document, Settings
    from anigen_core.pose_library import named_pose

    lines, colors = (np.asarray(Image.open(path)) for path in drawing)
    path = tmp_path / "doll.anigen"
    settings = Settings(mix=0.0)
    Document.compose(lines, colors, named_pose("standing", (192, 288)), settings).save(path)
    return path


@pytest.fixture(scope="session")
def noisy_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text file that is called .png."""
    path = tmp_path_factory.mktemp("bad") / "story.png"
    path.write_text("Once upon a time there was a picture.\n" * 20)
    return path
