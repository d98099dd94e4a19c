"""An OpenGL context without a window: EGL on Linux (llvmpipe, NVIDIA), elsewhere the system's own."""

from __future__ import annotations

import sys
from typing import Any

from anigen_core.errors import InputError


def make_context() -> Any:
    """A moderngl context without a window.

    Raises:
        InputError: no OpenGL 3.3 here.
    """
    try:
        import moderngl

        if sys.platform.startswith("linux"):
            return moderngl.create_context(standalone=True, backend="egl", require=330)  # type: ignore[arg-type]
        return moderngl.create_context(standalone=True, require=330)
    except Exception as error:
        raise InputError(
            f"{no_opengl(sys.platform)} ({' '.join(str(error).split()) or 'no reason given'})."
        ) from error


def no_opengl(platform: str) -> str:
    """What to install on a system (`sys.platform`) where no context could be made."""
    need = "The character factory needs OpenGL 3.3: install `moderngl` (extra `train`) and "
    if platform.startswith("linux"):
        return need + "the packages libegl1, libgl1 and libgl1-mesa-dri"
    if platform == "darwin":
        return need + "run it in a logged-in desktop session, whose own OpenGL is used on macOS"
    return need + "the graphics card's driver, whose own OpenGL is used on this system"
