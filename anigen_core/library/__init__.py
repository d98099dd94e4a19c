"""A user's own pictures, indexed in one file: found again by what they look like, say and show.

library = Library.open()
library.add(Path("drawings"), Looker(pick_runner()))
hits = library.search(Query.like(looker(picture)))
"""

from anigen_core.library.entries import Added, Entry, Hit, Looked, Query, Stats
from anigen_core.library.library import Library

__all__ = ["Added", "Entry", "Hit", "Library", "Looked", "Query", "Stats"]
