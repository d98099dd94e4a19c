"""The promises of SECURITY.md about the server, on a real one."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from anigen_core.ui.doorkeeper import MAX_BODY, NO_ADDRESS, OTHER_SITE, TOO_LARGE
from anigen_core.ui.passwords import OPEN
from tests.ui.conftest import Server

CALL = "/gradio_api/call/faces"
UPLOAD = "/gradio_api/upload"
SCRIPT = "<script>document.title='owned'</script>"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example", "x:y:z"]
)
def test_other_sites_can_have_nothing_done(server: Server, origin: str) -> None:
    headers = {"Origin": origin}
    for answer in (
        httpx.post(server.url + CALL, headers=headers, json={"data": []}),
        httpx.post(server.url + UPLOAD, headers=headers, files={"files": ("x.png", b"x")}),
    ):
        assert answer.status_code == 403 and answer.text.strip() == OTHER_SITE


def test_the_page_itself_and_programs_are_answered(server: Server) -> None:
    for headers in ({}, {"Origin": server.url}):
        assert httpx.post(server.url + CALL, headers=headers, json={"data": []}).status_code == 200


def test_a_name_that_points_here_is_not_this_studio(server: Server) -> None:
    host = f"evil.example:{server.port}"
    answer = httpx.get(server.url, headers={"Host": host})
    assert answer.status_code == 403 and answer.text.strip() == OTHER_SITE
    assert httpx.get(server.url, headers={"Host": f"localhost:{server.port}"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("file=http://example.org/x", "file=HTTPS://example.org/x", "file=%68ttp://example.org/x"),
        *("file=//example.org/x", "proxy=http://example.org/x", "proxy=https://huggingface.co/x"),
    ],
)
def test_no_address_is_opened_or_even_looked_up(server: Server, path: str) -> None:
    answer = httpx.get(f"{server.url}/gradio_api/{path}")
    assert answer.status_code == 403 and answer.text.strip() == NO_ADDRESS
    assert not server.attempts()


@pytest.mark.parametrize(
    "name",
    ["../../evil.png", "..\\..\\evil", "/etc/cron.d/evil", "a/../../b.png", "%2e%2e/x", "\0.png", "..."],
)
def test_uploads_stay_in_their_folder_whatever_they_are_called(server: Server, name: str) -> None:
    answer = httpx.post(server.url + UPLOAD, files={"files": (name, b"x")})
    if answer.status_code == 200:
        [path] = answer.json()
        assert path.startswith(str(server.cache)) and ".." not in path.split("/")


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.xml", "x.js", "x.xhtml"])
def test_what_was_uploaded_is_never_run_by_a_browser(server: Server, name: str) -> None:
    [path] = httpx.post(server.url + UPLOAD, files={"files": (name, SCRIPT.encode())}).json()
    answer = httpx.get(f"{server.url}/gradio_api/file={path}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    for path, length in ((CALL, MAX_BODY + 1), (UPLOAD, 1 << 40)):
        assert TOO_LARGE in raw(server, path, f"Content-Length: {length}")


def test_a_body_without_an_end_is_cut_off(server: Server) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"data": ["'
        for _ in range((MAX_BODY >> 20) + 2):
            yield b"a" * (1 << 20)

    try:
        answer = httpx.post(server.url + CALL, content=chunks(), headers={"content-type": "application/json"})
        assert answer.status_code >= 400
    except httpx.TransportError:
        pass  # it hung up, which will do
    assert httpx.get(server.url).status_code == 200


def test_an_upload_that_never_ends_keeps_nobody_waiting(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(
            f"POST {UPLOAD} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 1000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n".encode()
        )
        assert httpx.get(server.url, timeout=60).status_code == 200


@pytest.mark.parametrize("data", [[], [None], [None] * 99, [{}] * 40, [{"path": "x", "meta": 1}] * 40])
def test_what_does_not_fit_the_schema_ends_in_one_sentence(server: Server, data: list[Any]) -> None:
    for name in ("finish", "finish_document", "preview", "lines", "search", "faces"):
        url = f"{server.url}/gradio_api/call/{name}"
        event = httpx.post(url, json={"data": data}).json()["event_id"]
        said = httpx.get(f"{url}/{event}", timeout=60).text
        for word in ("Traceback", "anigen_core", "gradio.", "0x", "/tmp", "Something went wrong"):
            assert word not in said, (name, said)


def test_every_route_of_the_app_asks_for_the_password() -> None:
    """The routes of the running app itself, so that one that Gradio adds tomorrow is asked as well."""
    import gradio as gr
    from gradio.routes import App
    from starlette.middleware import Middleware
    from starlette.testclient import TestClient

    from anigen_core.ui.passwords import Passwords

    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox()
    app = App.create_app(page, app_kwargs={"middleware": [Middleware(Passwords, users={"ann": "secret"})]})
    client = TestClient(app)
    paths = sorted({_filled(route.path) for route in _routes(app)})
    assert len(paths) > 40
    for path in paths:
        allowed = any(path == one or path.startswith(f"{one}/") for one in OPEN)
        for method in ("GET", "POST", "HEAD", "DELETE"):
            answer = client.request(method, path)
            assert (answer.status_code == 401) is not allowed, (method, path)
    word = base64.b64encode(b"ann:secret").decode()
    assert client.get("/config", headers={"Authorization": f"Basic {word}"}).status_code != 401


def _routes(app: Any) -> Iterator[Any]:
    """Every route that has a path, of parts that were put in as well."""
    for route in app.routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(inner, "routes"):
            yield from _routes(inner)
        if isinstance(getattr(route, "path", None), str):
            yield route


def _filled(path: str) -> str:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = f"{before}x{rest.partition('}')[2]}"
    return path if path.startswith("/") else f"/{path}"


def raw(server: Server, path: str, header: str) -> str:
    """What is answered to the beginning of a request, whose body never comes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{header}\r\n\r\n"
        connection.sendall(head.encode())
        answer = b""
        while TOO_LARGE.encode() not in answer and (part := connection.recv(65536)):
            answer += part
        return answer.decode("latin-1")
