"""Runs a script with the network guard installed: `python -m tests.guarded_app RECORD SCRIPT`.

Attempts to leave the machine are refused and written to RECORD, one a line.
"""

from __future__ import annotations

import runpy
import signal
import sys
from pathlib import Path

from tests import netguard

if __name__ == "__main__":
    # A shell that runs the tests in the background has its children ignore Ctrl+C, which ends the app.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    record, script = sys.argv[1:3]
    sys.argv = [script, *sys.argv[3:]]
    netguard.install(Path(record))
    runpy.run_path(script, run_name="__main__")
