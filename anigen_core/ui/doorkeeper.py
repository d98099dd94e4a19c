"""What the studio refuses before anything reads it: other sites' requests, addresses in the place of files,
and bodies that are too large.

Gradio leaves it to browsers to keep the answers from other sites, but carries out what those ask for. It
looks up the host of an address that stands in the place of a file. And it reads bodies of any length into
memory.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_UPLOAD = 256 << 20
"""Bytes of a request that uploads files, each of which has a cap of its own."""

MAX_BODY = 64 << 20
"""Bytes of every other request. Larger pictures come as uploads."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")

OTHER_SITE = "Another site asked for this; open the studio itself, at the address that it printed."
NO_ADDRESS = "Addresses of other machines are not opened; upload the file itself."
TOO_LARGE = "This is more than can be sent at once; send fewer or smaller files."


class Doorkeeper:
    """ASGI middleware. own_name: only answer to names of this very computer, because nobody else is meant.
    Behind the server of a host (`hosted`) nobody knows under which name the page is asked for.

    A page of another site can have its own name point at this computer (DNS rebinding), and is then the
    same site to browsers; what it cannot do is to ask for "localhost" from there.
    """

    def __init__(self, app: ASGIApp, *, own_name: bool) -> None:
        self._app, self._own_name = app, own_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        limit = MAX_UPLOAD if scope["path"].rstrip("/").endswith("/upload") else MAX_BODY
        if self._is_foreign(headers):
            await _refuse(send, 403, OTHER_SITE)
        elif _is_address(scope["path"]):
            await _refuse(send, 403, NO_ADDRESS)
        elif _length(headers) > limit:
            await _refuse(send, 413, TOO_LARGE)
        else:
            await self._app(scope, _at_most(limit, receive), send)

    def _is_foreign(self, headers: dict[str, str]) -> bool:
        if hosted():
            return False
        host = headers.get("host", "")
        if self._own_name and _name(f"//{host}") not in LOOPBACK:
            return True
        origin = headers.get("origin")
        if origin is None:
            return False
        # A server in front of this one may say under which name it was asked; other sites may not say so.
        asked = {host, headers.get("x-forwarded-host", host)}
        place, scheme = _place(origin), origin.partition("://")[0]
        return place is None or not any(place == _place(f"{scheme}://{name}") for name in asked)


def own_name(host: str | None, *, known: bool) -> bool:
    """Whether only this computer's own names are answered to: where it listens to itself alone, and neither
    a password nor a server in front of it keeps others away. known: who may come has a password."""
    listens = host or os.environ.get("GRADIO_SERVER_NAME", LOOPBACK[0])
    return listens in LOOPBACK and not known and not hosted()


def hosted() -> bool:
    """Whether a server stands in front of this one that may ask for the page under a name of its own."""
    return any(os.environ.get(name) for name in ("SPACE_ID", "GRADIO_ROOT_PATH", "GRADIO_SHARE"))


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _place(address: str) -> tuple[str, int | None] | None:
    """Host and port of an address; None of what is none, such as "null"."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname else None


def _is_address(path: str) -> bool:
    """Whether a path asks for another machine's file through this one."""
    _, mark, file = unquote(path).partition("/file=")
    return "/proxy=" in path or (bool(mark) and file.lstrip().lower().startswith(("http:", "https:", "//")))


def _length(headers: dict[str, str]) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else MAX_UPLOAD + 1


def _at_most(limit: int, receive: Receive) -> Receive:
    """A body that ends, as if its sender had gone, once it is longer than it may be."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return message if got <= limit else {"type": "http.disconnect"}

    return counted


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
