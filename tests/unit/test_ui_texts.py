"""The page's words: English has all of them, other languages fall back to it, the language comes first."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from anigen_core.ui import texts
from anigen_core.ui.language import LanguageFirst, with_script

PAGE = b"<!doctype html><html><head><title>x</title></head><body><head></body></html>"


def test_every_language_has_every_text():
    for language in texts.LANGUAGES:
        assert texts.words(language).keys() == texts.words("en").keys()
        assert all(texts.words(language).values())


def test_a_text_that_a_language_lacks_is_said_in_english(tmp_path: Any, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "en.json").write_text('{"page": {"a": "one", "b": "two"}}')
    (tmp_path / "ja.json").write_text('{"page": {"a": "一", "b": ""}}', encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    texts.words.cache_clear()
    try:
        assert texts.words("ja") == {"a": "一", "b": "two"}
        with pytest.raises(KeyError):
            texts.say("c")
    finally:
        texts.words.cache_clear()


@pytest.mark.parametrize(
    ("wish", "code"), [("ja", "ja"), ("zh-CN", "zh"), ("de", "en"), (None, "en"), ("", "en")]
)
def test_languages_of_browsers(wish: str | None, code: str):
    assert texts.language_of(wish) == code


def answer(kind: bytes, body: bytes, path: str = "/") -> tuple[dict[bytes, bytes], bytes]:
    """What a browser gets of an application that gives this body."""
    sent: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind), (b"Content-Length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def keep(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path}
    # On a thread of its own: a browser test before this one keeps a loop running on this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, LanguageFirst(application)(scope, None, keep)).result()  # type: ignore[arg-type]
    start, last = sent
    return {name.lower(): value for name, value in start["headers"]}, last["body"]


def test_the_script_stands_first_in_the_page_and_nowhere_else():
    headers, body = answer(b"text/html; charset=utf-8", PAGE)
    assert body.index(b"<head><script>") == PAGE.index(b"<head>") and body.count(b"<script>") == 1
    assert headers[b"content-length"] == str(len(body)).encode()
    assert with_script(b"no page") == b"no page"
    for kind, path in ((b"application/json", "/"), (b"text/html", "/gradio_api/file=a.html")):
        assert answer(kind, PAGE, path)[1] == PAGE
