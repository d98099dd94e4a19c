"""Starting and stopping: what is loaded when, what leaves the machine, what stays on disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
from gradio_client import Client

from tests.ui.conftest import ROOT, start_server

HEAVY = ("torch", "torchvision", "openvino", "cv2", "scipy", "psd_tools", "controlnet_aux")


def test_the_page_is_built_without_the_engine():
    """Nothing that takes seconds to import stands between the command and the page."""
    script = (
        "import sys; from anigen_core.ui.studio import create; create();"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_stub_files_are_written_beside_the_sources():
    assert not list((ROOT / "anigen_core").rglob("*.pyi"))


def test_start_draw_and_stop_leave_nothing_behind(tmp_path: Path):
    """From start to stop: no connection to another machine, and the cache is emptied."""
    server = start_server(tmp_path)
    page = httpx.get(server.url).text
    assert "AniGen Studio" in page
    client = Client(server.url, verbose=False, analytics_enabled=False, download_files=tmp_path / "downloads")
    client.predict(pose="standing", api_name="/finish")
    assert [path for path in server.cache.rglob("*") if path.is_file()], "the cache is where we think it is"
    client.close()
    server.stop()
    assert [path for path in server.cache.rglob("*") if path.is_file()] == []
    assert not server.attempts(), server.attempts()
    assert not any("Traceback" in line for line in server.output), "".join(server.output)


def test_the_page_loads_nothing_from_elsewhere(tmp_path: Path):
    server = start_server(tmp_path)
    try:
        config = httpx.get(f"{server.url}/config").json()
        assert config["analytics_enabled"] is False
        styles = httpx.get(f"{server.url}/theme.css").text
        assert "url(http" not in styles and "@import" not in styles
    finally:
        server.stop()
