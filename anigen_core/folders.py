"""Where files are kept that are no part of the program: what can be made again, and the user's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where converted networks are kept: ANIGEN_CACHE, or the platform's folder for caches."""
    if chosen := os.environ.get("ANIGEN_CACHE"):
        return Path(chosen)
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "anigen" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "anigen"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "anigen"


def data_folder() -> Path:
    """Where a user's own things are kept: ANIGEN_HOME, or the platform's folder for data; may not exist."""
    if chosen := os.environ.get("ANIGEN_HOME"):
        return Path(chosen)
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "anigen" / "data"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "anigen"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "anigen"
