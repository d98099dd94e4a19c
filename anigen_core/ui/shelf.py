"""The libraries of one visit: pictures that were dropped, in memory, and at the machine itself the user's own
file; and how many visits' pictures are kept at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.folders import data_folder
from anigen_core.ui import files

if TYPE_CHECKING:
    from anigen_core.library import Entry, Library

HERE, OWN = "here", "own"

FEW, MANY = 120, 600
"""Most pictures of a visit that are kept: of anybody's, and of who sits at this machine."""

VISITS = 20
"""Visits whose pictures are kept; the one that was used longest ago gives way."""

MOST_BYTES = 24 << 20
"""Of the pictures of one visit, as they are kept in memory."""

SHOWN = 90
"""Pictures of a library that are sent to be seen at once; the others are found by searching."""

UNKNOWN = "This picture is not here any more; drop it once more."
EMPTY = "There are no pictures yet; drop some first."


class Shelf:
    """One visit's libraries. Thread-safe. local: whether the visitor sits at this machine."""

    def __init__(self, *, local: bool = False) -> None:
        self.limit = MANY if local else FEW
        self.local = local
        self._lock = threading.Lock()
        self._libraries: dict[str, Library] = {}
        self._views: dict[str, dict[str, Any]] = {}

    @property
    def here(self) -> Library:
        """The pictures of this visit."""
        from anigen_core.library import Library

        with self._lock:
            if HERE not in self._libraries:
                self._libraries[HERE] = Library.in_memory(self.limit, MOST_BYTES)
            return self._libraries[HERE]

    @property
    def own(self) -> Library | None:
        """The user's own library, at the machine itself and where there is one."""
        from anigen_core.library import Library
        from anigen_core.library.library import FILE

        if not self.local:
            return None
        with self._lock:
            if OWN not in self._libraries and (data_folder() / FILE).is_file():
                self._libraries[OWN] = Library.open()
            return self._libraries.get(OWN)

    def libraries(self) -> dict[str, Library]:
        """By name; the user's own only where there is one."""
        return {HERE: self.here} | ({} if (own := self.own) is None else {OWN: own})

    def find(self, key: Any) -> tuple[str, Library, Entry]:
        """The library of a key that was told, by name and itself, and the entry.

        Raises:
            InputError: no such key was told in this visit, or its picture is gone.
        """
        if not isinstance(key, str) or key not in self._views:
            raise InputError(UNKNOWN)
        place, _, number = key.partition(":")
        library = self.libraries()[place]
        return place, library, library.entry(int(number))

    def view(self, place: str, entry: Entry) -> dict[str, Any]:
        """What the browser shows of an entry; its thumbnail is written once."""
        key = f"{place}:{entry.id}"
        if key not in self._views:
            [path] = files.new_files("thumbnail.webp")
            path.write_bytes(self.libraries()[place].thumbnail(entry))
            size = {"width": entry.width, "height": entry.height}
            self._views[key] = {"key": key, "name": entry.name, "url": files.address(path), **size}
        return self._views[key]

    def newest(self, place: str) -> list[dict[str, Any]]:
        """Views of the pictures that came last, the newest first, at most `SHOWN`."""
        library = self.libraries()[place]
        entries = library.entries(library.columns.ids[::-1][:SHOWN])
        return [self.view(place, entry) for entry in entries if entry is not None]

    def clear(self) -> None:
        """Let go of this visit's pictures."""
        with self._lock:
            if (library := self._libraries.pop(HERE, None)) is not None:
                library.close()
            self._views = {key: view for key, view in self._views.items() if not key.startswith(f"{HERE}:")}


class Shelves:
    """The shelves of all visits of this process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[int, Shelf] = OrderedDict()

    def open(self, shelf: Shelf | None, *, local: bool) -> Shelf:
        """The shelf of a visit, a new one at its first use; it counts as used from now on."""
        shelf = shelf or Shelf(local=local)
        with self._lock:
            self._used[id(shelf)] = shelf
            self._used.move_to_end(id(shelf))
            while len(self._used) > VISITS:
                self._used.popitem(last=False)[1].clear()
        return shelf
