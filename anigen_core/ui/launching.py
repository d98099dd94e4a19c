"""Serving the studio: on which address, to whom, with tools for language models or without."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.middleware import Middleware

from anigen_core.ui import pwa, texts, theme, tools, visitors
from anigen_core.ui.doorkeeper import Doorkeeper, own_name
from anigen_core.ui.engine import Engine
from anigen_core.ui.language import LanguageFirst
from anigen_core.ui.passwords import Passwords
from anigen_core.ui.studio import create

MAX_FILE = "128mb"


def launch(
    host: str | None = None,
    port: int | None = None,
    *,
    weights: Path | None = None,
    users: Mapping[str, str] | None = None,
    mcp: bool = False,
    inbrowser: bool = False,
) -> None:
    """Open the studio and serve it until it is stopped.

    Drawings are kept in a folder of their own inside Gradio's cache, which is deleted at the end even if a
    page is still open.

    Args:
        host, port: without them Gradio's own rules and environment variables decide.
        weights: folder of trained weights in place of those that come with the program.
        users: passwords by name; where there are any, nobody else sees anything.
        mcp: offer the events of the API as tools to language models, at /gradio_api/mcp.
        inbrowser: open a browser, too.

    Raises:
        InputError: what `mcp` needs is not installed.
    """
    if mcp:
        tools.check()
    visitors.share_memory()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if host:
        os.environ["GRADIO_SERVER_NAME"] = host  # what is for this computer alone looks at it
    parent = os.environ.get("GRADIO_TEMP_DIR")
    if parent:
        Path(parent).mkdir(parents=True, exist_ok=True)
    middleware = [Middleware(LanguageFirst), Middleware(pwa.OwnManifest)]
    if users:
        middleware.insert(0, Middleware(Passwords, users=users))
    middleware.insert(0, Middleware(Doorkeeper, own_name=own_name(host, known=bool(users))))
    with TemporaryDirectory(prefix="anigen-", dir=parent, ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        page = create(Engine(weights))
        page.launch(
            server_name=host,
            server_port=port,
            inbrowser=inbrowser,
            show_error=True,
            max_file_size=MAX_FILE,
            theme=theme.theme(),
            css=theme.css(),
            js=theme.script(),
            app_kwargs={"middleware": middleware},
            i18n=texts.translations(),
            footer_links=["api"],
            run_history=False,
            ssr_mode=False,
            share=False,
            pwa=True,
            favicon_path=pwa.ICON,
            mcp_server=mcp,
            max_threads=visitors.THREADS,
            state_session_capacity=visitors.SESSIONS,
            prevent_thread_lock=True,
            # Gradio asks its own page whether it can be reached, and gives up where the answer takes longer
            # than 3 seconds: a machine that is busy would end the studio at its start.
            _frontend=False,
        )
        if mcp:
            tools.mend(page, users or {})
        page.block_thread()
