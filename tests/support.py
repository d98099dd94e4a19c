"""Helpers shared by all tests."""

from __future__ import annotations

import os

import pytest


def require(kind: str, ok: object, sentence: str) -> None:
    """Skip the running test when something outside Python is missing, saying what.

    `kind` names the missing thing (chromium, node, egl, ncnn). When the environment variable
    ANIGEN_REQUIRE lists it, the skip becomes a failure: a machine that promised to have it must.
    """
    if ok:
        return
    required = {name.strip() for name in os.environ.get("ANIGEN_REQUIRE", "").split(",")}
    if kind in required:
        pytest.fail(f"ANIGEN_REQUIRE asks for {kind}: {sentence}", pytrace=False)
    pytest.skip(sentence)
