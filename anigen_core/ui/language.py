"""Puts `static/language.js` first into the page, so that the language is settled before gradio asks for it.

Gradio shows its texts in the browser's language and has no option for another one; scripts given to `launch`
run too late.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).parent / "static" / "language.js"
HEAD = b"<head>"


class LanguageFirst:
    """ASGI middleware: the script goes behind the first <head> of every page; nothing else is touched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith("/"):
            await self._app(scope, receive, send)
            return
        held: Message | None = None

        async def changed(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_page(message):
                held = message
                return
            if held is not None and message["type"] == "http.response.body":
                if not message.get("more_body"):
                    message = {**message, "body": with_script(message.get("body", b""))}
                    held = {**held, "headers": _with_length(held["headers"], len(message["body"]))}
                await send(held)
                held = None
            await send(message)

        await self._app(scope, receive, changed)


def with_script(page: bytes) -> bytes:
    """The page with the script in it; as it is where it has no <head>."""
    return page.replace(HEAD, HEAD + _script(), 1)


@cache
def _script() -> bytes:
    return b"<script>" + SCRIPT.read_bytes() + b"</script>"


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", [])}
    return headers.get(b"content-type", b"").startswith(b"text/html")


def _with_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    others = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    return [*others, (b"content-length", str(length).encode())]
