"""What the Library panel asks for: pictures are added, found again, and used.

All functions take a `Shelf` and give a prop of the panel (see `library`). `InputError` says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.ui import drawing, files
from anigen_core.ui.form import written
from anigen_core.ui.guard import one_sentence
from anigen_core.ui.shelf import EMPTY, HERE, OWN, Shelf

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.character import Character
    from anigen_core.library import Hit, Query
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.library import LibraryData
    from anigen_core.ui.stage import StageData

TOP = 24
"""So many pictures are found at once."""

STEPS = 5
"""Pictures of a chain, its ends not counted."""

BATCH = 8
"""Most pictures that come with one event."""

MAX_PIXELS = 24_000_000
"""Of a picture that is added."""

WORDS = 16
"""Most words of a search."""

WAYS = ("palette", "wishes", "pose", "lines", "style", "own", "reference")
"""How a picture can be used; all but the first two in the browser, which gets the picture."""

INCOMPLETE = "The question did not arrive whole; ask once more."
NO_QUERY = "No picture came with this; drop or choose one."


def look(shelf: Shelf, *, words: str = "", kind: str = "info", batch: int | None = None) -> dict[str, Any]:
    """The prop "shelf": what there is, the newest pictures first."""
    libraries = shelf.libraries()
    return {
        "places": {place: len(library) for place, library in libraries.items()},
        "limit": shelf.limit,
        "local": shelf.local,
        "entries": [view for place in libraries for view in shelf.newest(place)],
        "batch": batch,
        "words": words,
        "kind": kind,
    }


def add(engine: Engine, shelf: Shelf, value: LibraryData | None, data: Any) -> dict[str, Any]:
    """Keep pictures that came; the prop "shelf", which says what could not be read."""
    pictures = (value.pictures if value is not None else None) or []
    if len(pictures) > BATCH:
        raise InputError(f"At most {BATCH} pictures come at once; send the others after them.")
    wrong: list[str] = []
    for number, file in enumerate(pictures):
        name = Path(file.orig_name or f"picture {number + 1}").name[:80]
        try:
            with one_sentence(), engine.looker() as looker:
                shelf.here.add_picture(read(Path(file.path)), name, looker)
        except InputError as error:
            wrong.append(str(error) if name in str(error) else f"{name}: {error}")
    asked = data.get("batch") if isinstance(data, dict) else None
    batch = asked if isinstance(asked, int) else 0
    return look(shelf, words=wrong[-1] if wrong else "", kind="error" if wrong else "info", batch=batch)


def search(engine: Engine, shelf: Shelf, value: LibraryData | None, data: Any) -> dict[str, Any]:
    """The prop "found" for words, for a picture that came, or for one of the library."""
    from anigen_core.library import Query

    asked = data if isinstance(data, dict) else {}
    by, place = asked.get("by"), _place(shelf, asked)
    if by == "words":
        return _hits(shelf, place, by, Query(tags=_words(asked.get("words"))))
    if by == "entry":
        place, _, entry = shelf.find(asked.get("key"))
        query = Query.like(entry.looked, without=frozenset({entry.id}))
        return _hits(shelf, place, by, query) | {"key": asked["key"]}
    if by == "picture":
        picture = _query(value)
        with engine.looker() as looker:
            return _hits(shelf, place, by, Query.like(looker(picture)))
    raise InputError(INCOMPLETE)


def search_drawing(engine: Engine, shelf: Shelf, value: StageData | None, data: Any) -> dict[str, Any]:
    """The prop "found" for what is on the stage: as it looks, its colors, or its pose."""
    from anigen_core.library import Query

    asked = data if isinstance(data, dict) else {}
    by, place = asked.get("by"), _place(shelf, asked)
    document = drawing.read(drawing.arrived(value, asked))
    if by == "pose":
        if document.pose is None:
            raise InputError("There is no pose on the stage; set one, then look for pictures that have it.")
        return _hits(shelf, place, by, Query(pose=document.pose))
    if document.lines is None and document.colors is None:
        raise InputError("The canvas is empty; sketch something, and pictures like it are found.")
    if by == "colors" and document.colors is None:
        raise InputError(
            "There are no colors on the canvas; paint some, then look for pictures that have them."
        )
    if by not in ("canvas", "colors"):
        raise InputError(INCOMPLETE)
    with engine.looker() as looker:
        looked = looker.canvas(document)
    return _hits(shelf, place, by, Query.like(looked, ("palette",) if by == "colors" else ("code",)))


def between(shelf: Shelf, data: Any) -> dict[str, Any]:
    """The prop "found" for pictures that lead from one to another."""
    asked = data if isinstance(data, dict) else {}
    (place, library, first), (other, _, last) = (shelf.find(asked.get(end)) for end in ("first", "last"))
    if place != other:
        raise InputError("The two pictures are of different libraries; choose two of one.")
    if first.id == last.id:
        raise InputError("These are one picture; choose another one for the other end.")
    chain = library.between(first.looked.code, last.looked.code, STEPS, first.looked.coder)
    return _found(shelf, place, "chain", "between", chain) | {"ends": [asked["first"], asked["last"]]}


def alike(shelf: Shelf, data: Any) -> dict[str, Any]:
    """The prop "found" for pictures that are nearly the same."""
    place = _place(shelf, data if isinstance(data, dict) else {})
    groups = shelf.libraries()[place].groups()
    views = [[shelf.view(place, entry) for entry in group] for group in groups]
    hits = [{**view, "distance": 0.0, "why": ""} for group in views for view in group]
    named = [[view["key"] for view in group] for group in views]
    return {"kind": "alike", "place": place, "by": "alike", "hits": hits, "groups": named}


def use(engine: Engine, shelf: Shelf, data: Any) -> tuple[dict[str, Any], Character | None]:
    """The prop "used", and the character that is wished for from now on, where that is how a picture is used.

    Of a palette only the colors of the character count; who it is stays as it was.
    """
    from anigen_core.part_colors import part_colors
    from anigen_core.wishes_of_tags import wishes_of_tags

    asked = data if isinstance(data, dict) else {}
    way = asked.get("way")
    if way not in WAYS:
        raise InputError(f"A picture can be used for {', '.join(WAYS)}.")
    _, library, entry = shelf.find(asked.get("key"))
    picture = library.picture(entry)
    told: dict[str, Any] = {"way": way, "key": asked["key"], "name": entry.name}
    if way not in ("palette", "wishes"):
        return told | {"url": files.address(files.write_picture(picture, "picture"))}, None
    colors = part_colors(picture, engine.parse(picture))
    if way == "palette":
        if not colors:
            raise InputError("No part of a character is seen in this picture, so it has no palette to send.")
        from anigen_core.character import Character

        return told | {"colors": colors}, Character(colors=tuple(colors.items()))
    return told, wishes_of_tags(entry.looked.tags, colors)


def recolored(known: Any, colors: Character) -> str:
    """The value of the character panel with other colors."""
    from dataclasses import replace

    from anigen_core.ui.form import character_of

    kept = character_of(known)
    merged = dict(kept.colors) | dict(colors.colors)
    return written(replace(kept, colors=tuple(merged.items())))


def _hits(shelf: Shelf, place: str, by: str, query: Query) -> dict[str, Any]:
    library = shelf.libraries()[place]
    if not len(library):
        raise InputError(EMPTY)
    return _found(shelf, place, "hits", by, library.search(query, TOP))


def _found(shelf: Shelf, place: str, kind: str, by: str, hits: Sequence[Hit]) -> dict[str, Any]:
    told = [
        {**shelf.view(place, hit.entry), "distance": round(float(hit.distance), 4), "why": hit.why}
        for hit in hits
    ]
    return {"kind": kind, "place": place, "by": by, "hits": told, "groups": []}


def _place(shelf: Shelf, asked: dict[str, Any]) -> str:
    place = asked.get("place")
    return OWN if place == OWN and shelf.own is not None else HERE


def _words(words: Any) -> list[str]:
    """As the tagger calls them: "hair:pink" is said of wishes."""
    from anigen_core.wishes_of_tags import NAMES

    if not isinstance(words, list) or not words or len(words) > WORDS:
        raise InputError(f"Say 1 to {WORDS} words to search by.")
    if not all(isinstance(word, str) and 0 < len(word) <= 60 for word in words):
        raise InputError(INCOMPLETE)
    own = {wish: group for group, wish in NAMES.items()}
    parted = [word.partition(":") for word in words]
    return [f"{own.get(group, group)}{colon}{word}" for group, colon, word in parted]


def _query(value: LibraryData | None) -> np.ndarray:
    if value is None or value.query is None:
        raise InputError(NO_QUERY)
    return read(Path(value.query.path))


def read(source: Path | bytes) -> np.ndarray:
    """(H, W, 3 or 4) uint8 of a picture file.

    Raises:
        InputError: it is none, or too large.
    """
    from anigen_core.imaging import open_image, to_rgb, to_rgba

    opened = open_image(source, max_pixels=MAX_PIXELS)
    return to_rgba(opened) if opened.mode == "RGBA" else to_rgb(opened)
