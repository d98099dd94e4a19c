"""The tests of tests/training, in a process of their own.

They train for real: that sets signal handlers, threads and global generators, and must not meet the engines
(OpenVINO, ncnn) that other tests have loaded by then.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_training() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/training"],
        cwd=ROOT,
        env={**os.environ, "ANIGEN_TRAINING_TESTS": "1"},
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
