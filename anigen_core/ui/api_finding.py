"""The part of the HTTP API that finds pictures and makes faces: `search` and `faces`. Nothing is kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.options import character_of, whole
from anigen_core.settings import MAX_SEED
from anigen_core.ui import files
from anigen_core.ui.components import Picture, PictureFiles
from anigen_core.ui.engine import Engine
from anigen_core.ui.finding import read
from anigen_core.ui.given import add_event, listed, number, text
from anigen_core.ui.guard import plain_errors

MOST = 60
"""Most pictures of one search."""

SEARCH = (
    "Rank pictures by how much they look like one: it may be a painting, a line drawing or a rough sketch. "
    "Returns a list of their names, the most alike first, each with a distance from 0 (the same) to 1."
)
FACES = "Make faces of a character that is wished for, each 256x256 with transparent ground, and their seeds."


def add_finding(engine: Engine) -> None:
    """Add the events to the page being built. Nothing of them is visible there."""
    _add_search(engine)
    _add_faces(engine)


def _add_search(engine: Engine) -> None:
    def search(picture: Any = None, pictures: Any = None, top: Any = None) -> list[dict[str, Any]]:
        with plain_errors():
            from anigen_core.library import Library, Query

            if picture is None or not pictures:
                raise InputError("Send a picture, and the pictures that are to be compared with it.")
            if len(pictures) > MOST:
                raise InputError(f"At most {MOST} pictures are compared at once; send fewer.")
            library = Library.in_memory(MOST)
            for path in map(Path, pictures):
                with engine.looker() as looker:  # others may draw in between
                    library.add_picture(read(path), path.name, looker)
            with engine.looker() as looker:
                looked = looker(read(picture))
            hits = library.search(Query.like(looked), whole(top, "The number of pictures"))
            return [
                {"name": hit.entry.name, "distance": round(hit.distance, 4), "why": hit.why} for hit in hits
            ]

    with gr.Column(visible=False):
        add_event(
            SEARCH,
            search,
            [
                Picture(label="The picture to compare with", image_mode=None, type="filepath"),
                PictureFiles(label="Pictures to be ranked", file_count="multiple", type="filepath"),
                number(1, MOST, 10, "How many at most"),
            ],
            listed("The most alike first", name="string", distance="number", why="string"),
        )


def _add_faces(engine: Engine) -> None:
    def faces(character: Any = None, count: Any = None, seed: Any = None) -> tuple[list[str], list[Any]]:
        with plain_errors():
            from dataclasses import replace

            wished = replace(character_of(character), seed=whole(seed, "The seed"))
            *_, made = engine.faces(wished, whole(count, "The number of faces"), threading.Event(), _drop)
            assert isinstance(made, list)
            paths = [files.write_picture(face.picture, "face") for face in made]
            return paths, [{"seed": face.character.seed, "notes": [*face.notes]} for face in made]

    with gr.Column(visible=False):
        add_event(
            FACES,
            faces,
            [
                text("Character: wishes like hair=twin_tails, hair_color=pink, or its JSON"),
                number(1, 64, 4, "How many faces"),
                number(0, MAX_SEED, 0, "Seed of the first one"),
            ],
            [
                gr.File(label="Faces", file_count="multiple"),
                listed("Seed and notes of each", seed="integer", notes="strings"),
            ],
        )


def _drop(picture: object) -> None:
    """Faces on their way are of no use to a program."""
