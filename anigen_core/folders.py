"""Where files are kept that are no part of the program: what can be made again, and the user's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where converted networks are kept: ANIGEN_CACHE, or the platform's folder for caches."""
    return _folder("ANIGEN_CACHE", "cache", "Library/Caches", "XDG_CACHE_HOME", ".cache")


def data_folder() -> Path:
    """Where a user's own things are kept: ANIGEN_HOME, or the platform's folder for data; may not exist."""
    return _folder("ANIGEN_HOME", "data", "Library/Application Support", "XDG_DATA_HOME", ".local/share")


def _folder(own: str, windows: str, mac: str, xdg: str, linux: str) -> Path:
    """Ours of the platform's folders, unless the environment's variable `own` names one."""
    if chosen := os.environ.get(own):
        return Path(chosen)
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "anigen" / windows
    if sys.platform == "darwin":
        return home / mac / "anigen"
    return Path(os.environ.get(xdg) or home / linux) / "anigen"
