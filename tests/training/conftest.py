"""What several tests of training need."""

from __future__ import annotations

import pytest

from anigen_core.errors import InputError
from tests.support import require
from train.factory.render.renderer import Renderer


@pytest.fixture
def opengl() -> None:
    """Needs a renderer that works."""
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))
