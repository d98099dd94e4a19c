"""The command `anigen app`: the studio in the browser, for this computer or for others, too."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anigen_core.errors import InputError

EVERYBODY = "0.0.0.0"


def app_command(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; without it 127.0.0.1, this computer alone.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port; the first free one from 7860 when not given.")
    ] = None,
    listen: Annotated[
        bool, typer.Option("--listen", help="Also for other computers: short for --host 0.0.0.0.")
    ] = False,
    auth: Annotated[
        str | None,
        typer.Option(
            "--auth",
            envvar="ANIGEN_AUTH",
            help="USER:PASSWORD that everybody has to give. Other users of this computer see what is typed "
            "here: rather put it into the variable ANIGEN_AUTH, or into a file.",
            show_envvar=False,
        ),
    ] = None,
    auth_file: Annotated[
        Path | None, typer.Option("--auth-file", help="File of such words, one a line.")
    ] = None,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Also as tools for language models, at /gradio_api/mcp.")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open a browser, too.")] = False,
) -> None:
    """Open the studio in the browser."""
    if listen and host not in (None, EVERYBODY):
        raise InputError("Give --listen or --host, not both.")
    from anigen_core.ui.launching import launch
    from anigen_core.ui.passwords import read_users

    users = read_users(auth, auth_file)
    host = EVERYBODY if listen else host or "127.0.0.1"
    if host == EVERYBODY and not users:
        typer.echo("Everybody in this network can use the studio; --auth asks for a password.", err=True)
    launch(host, port, users=users, mcp=mcp, inbrowser=open_it)
