"""The studio for others: passwords on every route, tools for language models, an app of its own."""

from __future__ import annotations

import asyncio
import base64
import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.options import OPTIONS
from anigen_core.ui.passwords import OPEN, header, read_users
from tests.ui.conftest import Server, session, start_server

ANN = header("ann", "blue secret")
ROUTES = (
    *("/", "/config", "/theme.css", "/login", "/logout", "/user", "/robots.txt", "/monitoring", "/docs"),
    *(
        "/openapi.json",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/app_id",
        "/gradio_api/token",
    ),
    *("/gradio_api/heartbeat/x", "/gradio_api/queue/data", "/gradio_api/queue/status", "/gradio_api/mcp/"),
    *("/gradio_api/mcp/schema", "/gradio_api/upload", "/gradio_api/call/finish", "/gradio_api/run/finish"),
    *("/gradio_api/file=/etc/passwd", "/static/img/logo_nosize.svg", "/assets/x.js", "/svelte/x.js"),
    *("/gradio_api/reset", "/gradio_api/cancel", "/gradio_api/component_server", "//", "/Manifest.json"),
    *("/manifest.json/../config", "/pwa_iconx", "/favicon.icox"),
)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("locked"), "tests/ui/app_for_others.py")
    yield running
    running.stop()
    assert not running.attempts()


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT", "OPTIONS"])
def test_no_route_answers_without_the_password(locked: Server, method: str) -> None:
    wrong = ({}, header("ann", "red"), header("bob", "blue secret"), {"Authorization": "Basic !"})
    with httpx.Client() as client:
        for route in ROUTES:
            for headers in wrong if route in ("/", "/config") else wrong[:1]:
                answer = client.request(method, locked.url + route, headers=headers)
                assert answer.status_code == 401, route
                assert answer.headers["www-authenticate"].startswith("Basic ")


def test_what_is_open_says_nothing_about_anybody(locked: Server) -> None:
    assert OPEN == ("/manifest.json", "/pwa_icon", "/favicon.ico", "/gradio_api/startup-events")
    assert httpx.get(f"{locked.url}/gradio_api/startup-events").json() in (True, False)


def test_with_the_password_all_is_as_always(locked: Server, browser: Any) -> None:
    client = Client(locked.url, headers=ANN, verbose=False, analytics_enabled=False)
    _, notes, files = client.predict(pose="standing", figure="mannequin", api_name="/finish")
    assert "mannequin" in notes and len(files) == 4
    credentials = {"username": "ann", "password": "blue secret"}
    with session(browser, locked, http_credentials=credentials) as page:
        assert page.title() == "AniGen Studio"


def test_the_manifest_and_the_icons_are_our_own(locked: Server) -> None:
    manifest = httpx.get(f"{locked.url}/manifest.json")
    assert manifest.headers["content-type"] == "application/manifest+json"
    told = manifest.json()
    assert told["name"] == "AniGen Studio" and told["display"] == "standalone" and "://" not in manifest.text
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        picture = Image.open(io.BytesIO(httpx.get(f"{locked.url}/{icon['src']}").content))
        assert "x".join(map(str, picture.size)) == icon["sizes"]
        assert picture.convert("RGB").getpixel((2, 2)) != (255, 255, 255), "it reaches to its border"
    page = httpx.get(locked.url, headers=ANN).text
    assert 'rel="manifest"' in page


# ---- tools


def with_tools(server: Server, work: Any) -> Any:
    """What `work` makes of a session of a real client."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> Any:
        async with (
            streamablehttp_client(f"{server.url}/gradio_api/mcp/", headers=ANN) as (reads, writes, _),
            ClientSession(reads, writes) as opened,
        ):
            await opened.initialize()
            return await work(opened)

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests has the loop of this thread
        return apart.submit(asyncio.run, talk()).result()


def test_the_tools_are_the_public_events_and_say_what_they_take(locked: Server) -> None:
    async def list_them(opened: Any) -> Any:
        return (await opened.list_tools()).tools

    tools = {tool.name: tool for tool in with_tools(locked, list_them)}
    assert set(tools) == {"finish", "finish_document", "preview", "lines", "search", "faces"}
    for tool in tools.values():
        assert tool.description.count(".") > 0
        for name, told in tool.inputSchema["properties"].items():
            assert told["description"], name
    told = tools["finish"].inputSchema["properties"]
    for option in OPTIONS:
        assert told[option.name] == option.schema()
    assert "required" not in tools["finish"].inputSchema


def test_tools_draw_take_files_and_refuse_in_a_sentence(locked: Server, doll: Path) -> None:
    inline = "data:application/zip;base64," + base64.b64encode(doll.read_bytes()).decode()
    upload = httpx.post(
        f"{locked.url}/gradio_api/upload", headers=ANN, files={"files": ("doll.anigen", doll.read_bytes())}
    )
    uploaded = f"{locked.url}/gradio_api/file={upload.json()[0]}"

    secret_file = f"{locked.url}/gradio_api/file=/etc/passwd"
    given = (inline, uploaded, "https://example.org/doll.anigen", secret_file)

    async def call(opened: Any) -> list[Any]:
        return [
            await opened.call_tool("finish_document", {"document": one, "painter": "fill"}) for one in given
        ]

    by_value, by_address, foreign, secret = with_tools(locked, call)
    for answer in (by_value, by_address):
        picture, _, notes, files = answer.content
        assert not answer.isError and "segment fill" in notes.text and ".psd" in files.text
        assert Image.open(io.BytesIO(base64.b64decode(picture.data))).size == (192, 288)
    for answer in (foreign, secret):
        assert answer.isError and "Upload the file itself" in answer.content[0].text
    assert not locked.attempts()


# ---- where passwords come from


def test_passwords_come_from_a_word_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    path.write_text("# the family\nbob:red:green\n\nann:blue\n")
    assert read_users(None, path) == {"bob": "red:green", "ann": "blue"}
    assert read_users("eve:x", path)["eve"] == "x" and read_users(None, None) == {}
    path.write_text("# nobody\n")
    for given, file in (("ann", None), (":x", None), ("ann:", None), (None, path), (None, tmp_path)):
        with pytest.raises(InputError, match=r"\.$"):
            read_users(given, file)
    assert json.dumps(header("a", "b")) == '{"Authorization": "Basic YTpi"}'
