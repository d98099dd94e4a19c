"""A full disk, a home that cannot be written to, damaged weights and documents: a sentence, and nothing lost.

Each function returns what went wrong, in words; an empty list is what is wanted.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from tests.faults.killing import ENVIRONMENT, drawn
from tests.tiny_painter import write_tiny_painter

CLI = [sys.executable, "-c", "from anigen_core.cli import main; main()"]


def fill_disk(folder: Path) -> list[str]:
    """Saving over a document where there is room for half of it: the old one stays whole."""
    path, (old, new) = folder / "girl.anigen", (drawn(1), drawn(2))
    old.save(path)
    room = len(new.to_bytes()) // 2
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        new.save(path)
        said = "nothing"
    except InputError as error:
        said = str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    troubles = [] if "room" in said else [f"a full disk is told as: {said}"]
    if Document.load(path) != old or len(list(folder.iterdir())) != 1:
        troubles.append("a full disk took the document that was there, or half a file stayed")
    return troubles


def lose_home(folder: Path) -> list[str]:
    """No place for caches and for anything of the user's: a drawing is finished all the same."""
    drawn(1).save(folder / "girl.anigen")
    (folder / "file").write_text("no folder")
    nowhere = str(folder / "file" / "below")
    names = ("HOME", "ANIGEN_HOME", "ANIGEN_CACHE", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    done = subprocess.run(
        [*CLI, "draw", "girl.anigen", "--out", "girl.png"],
        cwd=folder,
        env=ENVIRONMENT | dict.fromkeys(names, nowhere),
        capture_output=True,
        text=True,
        timeout=300,
    )
    made = folder / "girl.png"
    if done.returncode or Document.from_png(made) != drawn(1):
        return [f"without a home nothing is drawn: {done.stdout}{done.stderr[-300:]}"]
    return []


def spoil_weights(folder: Path) -> list[str]:
    """A file of weights that is cut off, changed, emptied or gone: told in a sentence, or done without."""
    from dataclasses import replace

    [path] = write_tiny_painter(folder).glob("*.safetensors")
    whole, troubles = path.read_bytes(), []
    document = drawn(1)
    document = replace(document, settings=replace(document.settings, painter="pirec"))
    changed = bytearray(whole)
    changed[-100] ^= 0xFF
    for name, data in {
        "cut off": whole[:-200],
        "changed": bytes(changed),
        "empty": b"",
        "gone": None,
    }.items():
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
        troubles += _in_a_sentence(f"weights {name}", lambda: Studio(weights=folder).finish(document))
    return troubles


def halve_documents(folder: Path) -> list[str]:
    """A document of which only a part was written."""
    whole, troubles = drawn(1).to_bytes(), []
    path = folder / "half.anigen"
    for length in range(0, len(whole), max(1, len(whole) // 50)):
        path.write_bytes(whole[:length])
        troubles += _in_a_sentence(f"{length} bytes of a document", lambda: Document.load(path), must=True)
    return troubles


def _in_a_sentence(what: str, work: Callable[[], object], *, must: bool = False) -> list[str]:
    """must: whether it has to be refused."""
    try:
        work()
    except InputError as error:
        return [] if str(error).endswith(".") else [f"{what}: no sentence: {error}"]
    except Exception as error:
        return [f"{what}: {type(error).__name__}: {error}"]
    return [f"{what}: taken as if it were whole"] if must else []


BREAKING = {"disk": fill_disk, "home": lose_home, "weights": spoil_weights, "documents": halve_documents}
