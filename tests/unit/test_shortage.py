"""Where memory or the disk is too small: a smaller picture is offered, old files give way."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from anigen_core.chain import Chain
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings
from anigen_core.shortage import too_large
from anigen_core.ui import actions, guard, queue, texts
from anigen_core.ui.room import files_below, make_room


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("[GPU] Unable to allocate 4096 bytes"),
        MemoryError(),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize(
    ("size", "upscale", "said"),
    [((512, 768), 4, "enlarge 2 times"), ((512, 768), 2, "do not enlarge"), ((512, 768), 1, "341x512")],
)
def test_the_next_smaller_size_is_offered(
    monkeypatch: pytest.MonkeyPatch, error: Exception, size: Any, upscale: Any, said: str
) -> None:
    def short(_chain: Chain) -> Any:
        raise error

    document = Document.compose(pose=named_pose("standing", size))
    monkeypatch.setattr(Chain, "finish", short)
    with pytest.raises(InputError, match=said) as caught:
        Studio().finish(replace(document, settings=Settings(upscale=upscale)))
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_what_a_server_in_need_says_is_said_in_every_language(language: str) -> None:
    known = json.loads((texts.FOLDER / "said.json").read_text("utf-8"))[language]
    patterns = [re.sub(r"\\{\w+\\}", ".+", re.escape(english)) for english in known]
    sizes: list[tuple[tuple[int, int], Any]] = [
        ((512, 768), 4),
        ((512, 768), 2),
        ((512, 768), 1),
        ((128, 192), 1),
    ]
    offers = [
        str(too_large(Document.compose(pose=named_pose("standing", size), settings=Settings(upscale=by))))
        for size, by in sizes
    ]
    for sentence in (queue.FULL, actions.NO_ROOM, guard.UNEXPECTED, *offers):
        assert any(re.fullmatch(pattern, sentence) for pattern in patterns), sentence


def test_other_errors_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_chain: Chain) -> Any:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Chain, "finish", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        Studio().finish(Document.compose(pose=named_pose("standing", (64, 96))))


def test_the_oldest_files_give_way_and_new_ones_stay(tmp_path: Path) -> None:
    for number in range(6):
        path = tmp_path / str(number) / "anigen.png"
        path.parent.mkdir()
        path.write_bytes(bytes(100))
        age = time.time() - (600 - 10 * number if number < 4 else 1)
        os.utime(path, (age, age))
    assert make_room(tmp_path, most=350) == 300
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "4", "5"]
    assert make_room(tmp_path, most=100) == 200, "young ones are about to be fetched"


def test_folders_that_go_while_room_is_looked_for_are_left_out(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "anigen.png").write_bytes(bytes(100))
    found = files_below(tmp_path)
    first, _ = next(found)
    for folder in tmp_path.iterdir():
        if folder != first.parent:
            shutil.rmtree(folder)
    assert not list(found)
