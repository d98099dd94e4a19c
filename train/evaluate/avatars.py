"""Pictures of other people's avatars (VRM, GLB, PMX), which no training has seen."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from anigen_core.errors import InputError

from .example import Example

if TYPE_CHECKING:
    from train.factory.character import Character

KINDS = {".vrm", ".glb", ".pmx"}


def avatars(
    folder: Path, count: int, size: tuple[int, int] = (512, 768), *, passes: Collection[str]
) -> Iterator[Example]:
    """`count` pictures of the avatars in a folder and its subfolders, in turn: poses, views and styles by
    chance, always the same. Their labels know joints and parts, but neither face landmarks nor tags. A file
    that cannot be read is named in the log and left out.

    Raises:
        InputError: there is no folder, or no avatar in it.
    """
    from train.factory.avatars.avatars import load_avatar
    from train.factory.labels import label
    from train.factory.poses.poses import NAMED, named
    from train.factory.render.cameras import Outline, draw_shot, fit, suited
    from train.factory.render.renderer import Renderer
    from train.factory.render.style import draw_style

    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; --avatars takes a folder with VRM, GLB or PMX files.")
    loaded = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS):
        try:
            loaded.append((path.relative_to(folder).as_posix(), load_avatar(path)))
        except InputError as error:
            logging.getLogger(__name__).warning("%s is left out. %s", path.name, error)
    if not loaded:
        raise InputError(f"There is no VRM, GLB or PMX file in {folder} that can be read.")
    names = sorted(NAMED)
    renderer = Renderer()
    try:
        for i, (who, avatar) in enumerate(loaded):
            model = renderer.load(avatar.original)
            outline = Outline.of(avatar.original)
            # What labels ask of a character; an avatar has no painted face and no tags.
            character: Any = SimpleNamespace(
                spec=SimpleNamespace(seed=-1, traits=SimpleNamespace(proportions=SimpleNamespace(width=1.0))),
                landmarks=lambda *_: {},
                tags={},
            )
            try:
                for number in range(i, count, len(loaded)):
                    rng = np.random.default_rng([0xA7A, number])
                    posed = avatar.pose(avatar.original, named(names[int(rng.integers(len(names)))]))
                    camera = fit(suited(draw_shot(rng), posed.frames), outline, posed.frames, size)
                    wanted = {"beauty", "depth", "part", *passes}
                    picture = renderer.render(model, posed, camera, draw_style(rng), wanted)
                    labels = label(cast("Character", character), posed, camera, picture)
                    arrays = {name: getattr(picture, name) for name in wanted}
                    yield Example(who, "avatar", arrays["beauty"], arrays, labels)
            finally:
                model.release()
    finally:
        renderer.release()
