"""Calls of the HTTP API, made from its own schema and damaged, sent to a real server.

A case is a JSON object with the name of an event, the bytes of its body, and how it is sent.
"""

from __future__ import annotations

import atexit
import base64
import io
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from hypothesis import strategies as st

from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from tests.fuzz.mutations import changed_json, json_values

TALKS = ("Traceback", "/site-packages/", " object at 0x", "Something went wrong inside AniGen")
"""Words that tell of the server's insides, or of a mistake in them."""

PATIENCE = 120.0
"""Seconds until an answer that does not come is missing."""


@cache
def _server() -> str:
    """The address of a server of our own, which ends with this process."""
    from tests.ui.conftest import start_server

    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    server = start_server(Path(folder.name), "tests/ui/app_with_weights.py", folder.name)
    atexit.register(folder.cleanup)
    atexit.register(server.kill)
    return server.url


@st.composite
def _calls(draw: st.DrawFn, url: str) -> bytes:
    """An event of the API and the values of its inputs, some damaged."""
    endpoints = _schema(url)
    name = draw(st.sampled_from(sorted(endpoints)))
    values = [draw(_value(url, parameter)) for parameter in endpoints[name]]
    if name in ("preview", "lines", "search", "finish") and draw(st.integers(0, 3)):
        picture = _files(url)[0]
        drawing = {"width": 16, "height": 24, "lines": picture, "colors": picture}
        values[0] = drawing if name == "preview" else picture
        values[1] = [picture] * 2 if name == "search" else picture if name == "finish" else values[1]
    match draw(st.integers(0, 9)):
        case 0:
            values = draw(changed_json([values]))
        case 1:
            values = values[: draw(st.integers(0, len(values)))]
    return json.dumps({"event": name, "data": values}).encode()


def _value(url: str, parameter: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What a parameter may be by its schema, most of the time, and otherwise anything."""
    kind = parameter["type"]
    kind = next((one for one in kind.get("anyOf", ()) if one.get("type") != "null"), kind)
    usual: st.SearchStrategy[Any] = st.booleans()
    if "enum" in kind:
        usual = st.sampled_from(kind["enum"])
    elif kind.get("type") in ("integer", "number"):
        numbers: Any = st.integers if kind["type"] == "integer" else st.floats
        usual = numbers(kind["minimum"], min(kind["maximum"], 4))
    elif "properties" in kind or "$defs" in kind:
        usual = st.sampled_from(_files(url))
        usual |= changed_json(
            [{"width": 16, "height": 24, "lines": _files(url)[0], "colors": _files(url)[0]}]
        )
    elif kind.get("type") == "string":
        usual = st.text(max_size=30) | st.sampled_from(("hair=pink", "#3a7bd5", "none", "2,2,9,9", "{}"))
    default = st.just(parameter["parameter_default"])
    return st.integers(0, 59).flatmap(
        lambda dice: json_values if dice == 0 else usual if dice < 15 else default
    )


@cache
def _schema(url: str) -> dict[str, list[dict[str, Any]]]:
    """The parameters of every public event."""
    told = httpx.get(f"{url}/gradio_api/info", timeout=PATIENCE).json()["named_endpoints"]
    return {name.strip("/"): endpoint["parameters"] for name, endpoint in told.items()}


@cache
def _files(url: str) -> tuple[Any, ...]:
    """Values of inputs that are files: uploaded, inline, and what is no file of theirs."""
    picture = encode_png(np.random.default_rng(1).integers(0, 256, (24, 16, 4), np.uint8))
    upload = {"files": ("picture.png", io.BytesIO(picture))}
    [path] = httpx.post(f"{url}/gradio_api/upload", files=upload, timeout=PATIENCE).json()
    inline = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    paths = ("/etc/passwd", "http://example.org/x.png", "\0", "", "../" * 9)
    files: list[Any] = [{"path": path}, {"path": None, "url": inline}, *({"path": one} for one in paths)]
    return (*({**file, "meta": {"_type": "gradio.FileData"}} for file in files), [{"path": path}] * 3)


def calls(url: str = "") -> st.SearchStrategy[bytes]:
    """Cases for the server at this address, or for one of our own."""
    return _calls(url or _server())


def call(data: bytes, url: str = "") -> str:
    """What the server answers at the end.

    Raises:
        InputError: the one sentence with which it refuses.
    """
    case, url = json.loads(data), url or _server()
    event = f"{url}/gradio_api/call/{case['event']}"
    body = json.dumps({"data": case["data"]})
    answer = httpx.post(event, content=body, headers={"content-type": "application/json"}, timeout=PATIENCE)
    if answer.status_code == 422:
        raise InputError("Values come as a list.")  # what FastAPI says about it is JSON of its own
    assert answer.status_code == 200, f"status {answer.status_code}"
    said = httpx.get(f"{event}/{answer.json()['event_id']}", timeout=PATIENCE).text
    assert not any(word in said for word in TALKS), said[:400]
    kind, _, told = said.rstrip().rpartition("event: ")[2].partition("\ndata: ")
    if kind == "complete":
        return told
    assert kind == "error", said[-400:]
    raise InputError(json.loads(told)["error"])
