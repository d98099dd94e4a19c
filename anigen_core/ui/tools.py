"""The events of the HTTP API as tools for language models (Model Context Protocol), served by Gradio.

Two of Gradio's own methods are replaced, of 6.31: the client with which tools call the page over the network
knows no password and gives up after five seconds of a busy machine; and what several outputs return arrives
as one text, so that no model would see the picture.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from anigen_core.errors import InputError
from anigen_core.ui.passwords import header

PATIENCE = 120
"""Seconds in which the page has to answer, however busy the machine is."""


def check() -> None:
    """Raises InputError where the package that tools need is not installed."""
    if find_spec("mcp") is None:
        raise InputError("Tools need one more package; install it with: pip install 'anigen[mcp]'.")


def mend(page: Any, users: Mapping[str, str]) -> None:
    """Let the tools of a page that runs do their work.

    users: passwords by name that the page asks for, if any.
    """

    @cache
    def client() -> Any:
        from gradio_client import Client

        user = next(iter(users.items()), None)
        return Client(
            page.local_url,
            headers={"x-gradio-user": "mcp"} | (header(*user) if user else {}),
            httpx_kwargs={"timeout": PATIENCE},
            download_files=False,
            verbose=False,
            analytics_enabled=False,
            _skip_components=False,
        )

    async def outputs(job: Any) -> list[Any]:
        result = await asyncio.to_thread(job.result)
        return list(result) if isinstance(result, tuple) else [result]

    page.mcp_server_obj._get_or_create_client = client
    page.mcp_server_obj._execute_tool_without_progress = outputs
