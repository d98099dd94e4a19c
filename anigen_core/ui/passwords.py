"""Names and passwords before the whole studio: pages, files, events, tools.

HTTP Basic authentication (RFC 7617), because it holds on every route alike and every client knows it:
browsers, curl, `gradio_client`, MCP clients. Gradio's own login leaves several of its routes open, the tools
among them. Over a network that is not your own, put a server before it that speaks HTTPS.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

MAX_LINES = 1000
REALM = b'Basic realm="AniGen Studio", charset="UTF-8"'
SENTENCE = b"Give the name and the password of this studio.\n"

OPEN = ("/manifest.json", "/pwa_icon", "/favicon.ico", "/gradio_api/startup-events")
"""What is told to anybody: name and icon, which browsers ask for without saying who they are; and whether it
has started, which it asks itself before it listens to others. Nothing in it is anybody's."""


class Passwords:
    """ASGI middleware: nothing but `OPEN` without one of the names and its password."""

    def __init__(self, app: ASGIApp, users: Mapping[str, str]) -> None:
        self._app = app
        self._known = [_digest(f"{name}:{password}".encode()) for name, password in users.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._may(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"www-authenticate", REALM), (b"content-type", b"text/plain; charset=utf-8")]
            headers.append((b"content-length", str(len(SENTENCE)).encode()))
            await send({"type": "http.response.start", "status": 401, "headers": headers})
            await send({"type": "http.response.body", "body": SENTENCE})

    def _may(self, scope: Scope) -> bool:
        path = scope["path"]
        if any(path == one or path.startswith(f"{one}/") for one in OPEN):
            return True
        given = dict(scope["headers"]).get(b"authorization", b"")
        kind, _, word = given.partition(b" ")
        if kind.lower() != b"basic":
            return False
        try:
            digest = _digest(base64.b64decode(word, validate=True))
        except ValueError:
            return False
        return any(hmac.compare_digest(digest, known) for known in self._known)


def header(name: str, password: str) -> dict[str, str]:
    """What a client sends."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def read_users(given: str | None, file: Path | None) -> dict[str, str]:
    """Passwords by name, of one "NAME:PASSWORD" and of a file with such lines, of which # begins a comment.

    Raises:
        InputError: the file cannot be read, or something is no name and password.
    """
    lines = [given] if given else []
    if file is not None:
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise InputError(f"The passwords in '{file}' cannot be read; check its name.") from None
        lines += [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            raise InputError(f"There is no password in '{file}'; write lines like NAME:PASSWORD.")
    users = {}
    for line in lines[:MAX_LINES]:
        name, found, password = line.partition(":")
        if not found or not name or not password:
            raise InputError("A name and a password are written like NAME:PASSWORD, with neither left out.")
        users[name] = password
    return users


def _digest(word: bytes) -> bytes:
    return hashlib.sha256(word).digest()
