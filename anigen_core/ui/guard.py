"""What a client may send as a file: something it uploaded, never a path or an address.

Gradio refuses paths outside its upload folder but follows web addresses, for every kind of component.
AniGen promises that no request leaves the machine, so addresses are refused as well.
"""

from __future__ import annotations

import functools
import html
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import gradio as gr
from gradio.data_classes import FileData
from gradio.exceptions import InvalidPathError
from gradio.route_utils import API_PREFIX
from gradio.utils import get_upload_folder

from anigen_core.errors import InputError

UPLOAD_IT = "Upload the file itself; a path or an address in its place is not accepted."
UNEXPECTED = (
    "Something went wrong inside AniGen. Your pictures are still here: try once more, or with other settings."
)
MALFORMED = "A value has not the form that the API page describes; compare the two."
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""For events that only the page itself triggers."""

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")

log = logging.getLogger(__name__)


class Page(gr.Blocks):
    """`gr.Blocks` that refuses file values which were not uploaded, before anything is fetched or read."""

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], state: Any, explicit_call: bool = False
    ) -> Any:
        inputs = [_uploaded_before(value) for value in inputs]
        if not explicit_call and any(_names_an_address(value) for value in inputs):
            raise plain_sentence(UPLOAD_IT)
        try:
            return await super().preprocess_data(block_fn, inputs, state, explicit_call)
        except InvalidPathError:
            raise plain_sentence(UPLOAD_IT) from None
        except gr.Error:
            raise
        except Exception:  # Gradio looks into values before it validates them, and trips over some
            log.info("a value that cannot be read", exc_info=True)
            raise plain_sentence(MALFORMED) from None

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Gradio's own words for values that are missing name objects and folders of the server."""
        if len(inputs) < len(block_fn.inputs):
            raise plain_sentence(MALFORMED)


def _uploaded_before(value: Any) -> Any:
    """A value from a client with the address of a file that was uploaded here as that file: tools of language
    models send it so. Nothing is fetched; whether the file is one of ours is looked at as for every other."""
    if isinstance(value, list):
        return [_uploaded_before(entry) for entry in value]
    if not isinstance(value, dict) or not isinstance(value.get("path"), str):
        return value
    server, mark, path = value["path"].partition(f"{API_PREFIX}/file=")
    if not mark or not server.startswith(("http://", "https://")):
        return value
    file = FileData(path=unquote(path))
    return {**value, "path": file.path, "url": None} if uploaded(file) else value


def _names_an_address(value: Any) -> bool:
    """Whether a value from a client holds, at any depth, a file that is fetched rather than uploaded."""
    if isinstance(value, dict):
        path, url = value.get("path"), value.get("url")
        if isinstance(path, str) and "://" in path:
            return True
        # Browsers send back the server's own http address of an uploaded file, with its path.
        if isinstance(url, str) and not path and not url.startswith("data:"):
            return True
        return bool(value.get("is_stream")) or any(map(_names_an_address, value.values()))
    if isinstance(value, list):
        return any(map(_names_an_address, value))
    return False


def uploaded(file: FileData) -> bool:
    """Whether this is a file in gradio's upload folder, whatever links and dots its path goes through."""
    if not file.path or file.is_stream:
        return False
    try:
        path, folder = Path(file.path).resolve(), Path(get_upload_folder()).resolve()
    except (OSError, ValueError):
        return False
    return path.is_relative_to(folder) and path.is_file()


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn whatever goes wrong into an `InputError`: its own sentence, or an apology for what is logged."""
    try:
        yield
    except (InputError, gr.Error):
        raise
    except Exception:
        log.exception("unexpected error in the page")
        raise InputError(UNEXPECTED) from None


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what goes wrong into what the page and the API show: one sentence, no traceback.

    The sentence of an `InputError` goes out as it is; anything else is logged and apologized for.
    """
    try:
        with one_sentence():
            yield
    except InputError as error:
        raise plain_sentence(str(error)) from None


def plain_sentence(sentence: str) -> gr.Error:
    """The error to raise so that this sentence, and nothing else, is what the page and clients show.

    Gradio renders messages as HTML, and sentences may quote the user's own text.
    """
    return gr.Error(html.escape(sentence, quote=False), print_exception=False)


def guarded(function: Callable, *, outputs: bool = True) -> Callable:
    """A handler of the page that says what goes wrong in one sentence and leaves the page as it is.

    As a warning: at an error Gradio covers every output of the event with the word "Error", so that a file
    which cannot be read would hide the whole form. `outputs`: whether the event has any.
    """

    @functools.wraps(function)
    def handler(*arguments: Any) -> Any:
        try:
            with plain_errors():
                return function(*arguments)
        except gr.Error as error:
            gr.Warning(error.message)
            return gr.skip() if outputs else None

    return handler


def is_local(request: gr.Request | None) -> bool:
    """Whether whoever asks sits at this very machine: what starts processes here is for nobody else.

    A hosted page, one that listens to other machines, and one behind a proxy are not local.
    """
    if os.environ.get("SPACE_ID") or os.environ.get("GRADIO_SHARE", "").lower() in ("1", "true"):
        return False
    name = os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1")
    if name not in LOOPBACK or request is None:
        return False
    headers = request.headers
    if any(header in headers for header in ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip")):
        return False
    host = str(headers.get("host", "")).rpartition(":")[0] or str(headers.get("host", ""))
    return host in LOOPBACK and getattr(request.client, "host", None) in LOOPBACK
