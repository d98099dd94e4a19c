"""A client that does not behave: paths, addresses and values of another kind where uploads belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.ui.conftest import Server

REFUSED = "Upload the file itself"


def post(server: Server, data: list[Any], endpoint: str = "finish") -> str:
    """What the event says, called with plain HTTP and without anything that checks beforehand."""
    url = f"{server.url}/gradio_api/call/{endpoint}"
    event = httpx.post(url, json={"data": data}).json()["event_id"]
    return httpx.get(f"{url}/{event}", timeout=60).text


def values(server: Server, **changes: Any) -> list[Any]:
    """The event's default values with some of them changed."""
    info = httpx.get(f"{server.url}/gradio_api/info").json()["named_endpoints"]["/finish"]["parameters"]
    assert set(changes) <= {entry["parameter_name"] for entry in info}
    return [changes.get(entry["parameter_name"], entry["parameter_default"]) for entry in info]


def file(path: str, **more: Any) -> dict[str, Any]:
    return {"path": path, "meta": {"_type": "gradio.FileData"}, **more}


NOT_UPLOADED = pytest.mark.parametrize(
    "value",
    [
        file("/etc/passwd"),
        file("pyproject.toml"),
        file("../../etc/passwd"),
        file("", url="file:///etc/passwd"),
        file("http://127.0.0.1:9/picture.png"),
        file("https://example.org/picture.png", url="https://example.org/picture.png"),
        file("/etc/passwd", is_stream=True),
    ],
    ids=lambda value: f"{value['path']} {' '.join(value.keys() - {'path', 'meta'})}",
)


@pytest.mark.parametrize("name", ["lines", "colors", "pose_file"])
@NOT_UPLOADED
def test_a_path_or_address_in_place_of_an_upload_is_refused(server: Server, name: str, value: dict):
    said = post(server, values(server, **{name: value}))
    assert "event: error" in said and REFUSED in said, said
    assert not server.attempts()


@pytest.mark.parametrize("name", ["lines", "colors", "selection", "picture"])
@NOT_UPLOADED
def test_the_stage_takes_no_path_or_address_either(server: Server, name: str, value: dict):
    said = post(server, [{"width": 192, "height": 288, name: value}, "fill", 0.6, 0], "preview")
    assert "event: error" in said and REFUSED in said, said
    assert not server.attempts()


@pytest.mark.parametrize("name", ["studio.js", "stage/stage.js"])
def test_files_that_every_browser_may_fetch_are_no_uploads(server: Server, name: str):
    served = str(Path("anigen_core/ui/static").resolve() / name)
    assert httpx.get(f"{server.url}/gradio_api/file={served}").status_code == 200
    said = post(server, [{"width": 192, "height": 288, "lines": file(served)}, "fill", 0.6, 0], "preview")
    assert "event: error" in said and REFUSED in said, said


@pytest.mark.parametrize(
    "value",
    [
        *("/etc/passwd", 5, [], {}, {"width": "a", "height": 2}, {"width": 64, "height": 64, "lines": "x"}),
        {"width": 64, "height": 64, "lines": {"path": "/etc/passwd"}},
        {"width": 64, "height": 64, "pose": {"hands": file("/etc/passwd")}},
        {"width": 64, "height": 64, "pose": {"hands": [file("http://127.0.0.1:9/hand.png")]}},
    ],
    ids=str,
)
def test_values_that_are_no_drawing_are_refused(server: Server, value: Any):
    said = post(server, [value, "fill", 0.6, 0], "preview")
    assert "event: error" in said and "root:" not in said and "Traceback" not in said, said
    assert not server.attempts()


@pytest.mark.parametrize("name", ["lines", "colors", "pose_file"])
@pytest.mark.parametrize("value", ["/etc/passwd", {"path": "/etc/passwd"}, 5, [file("/etc/passwd")]])
def test_values_that_are_no_files_at_all_are_refused(server: Server, name: str, value: Any):
    said = post(server, values(server, **{name: value}))
    assert "event: error" in said and "root:" not in said, said


def test_no_value_of_another_kind_makes_the_server_fetch_something(server: Server):
    said = post(server, values(server, seed=file("http://example.org/7")))
    assert "event: error" in said and REFUSED in said
    assert not server.attempts()


def test_files_of_the_server_are_not_served(server: Server):
    for path in ("/etc/passwd", str(Path("pyproject.toml").resolve()), "pyproject.toml"):
        assert httpx.get(f"{server.url}/gradio_api/file={path}").status_code in (403, 404)
