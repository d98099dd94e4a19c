"""A worker of a batch, a program of its own: `python -m anigen_core.batch.worker`.

Messages go through its standard input and output: a line of JSON with "sizes", (name, bytes) of what follows
it. The first message is the order, every other one a drawing, and each drawing is answered.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

MAX_LINE = 16 << 20


def write_message(stream: BinaryIO, head: Mapping[str, Any], parts: Mapping[str, bytes]) -> None:
    """Send plain values and named bytes. Raises OSError where nobody listens any more."""
    sizes = [[name, len(data)] for name, data in parts.items()]
    stream.write(json.dumps({"head": head, "sizes": sizes}).encode() + b"\n")
    for data in parts.values():
        stream.write(data)
    stream.flush()


def read_message(stream: BinaryIO) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What `write_message` sent. Raises EOFError where the other end is gone."""
    line = stream.readline(MAX_LINE)
    if not line.endswith(b"\n"):
        raise EOFError
    message = json.loads(line)
    parts = {}
    for name, size in message["sizes"]:
        parts[name] = stream.read(size)
        if len(parts[name]) < size:
            raise EOFError
    return message["head"], parts


def main() -> None:
    """Work until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the batch decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the answers
    try:
        order, _ = read_message(sys.stdin.buffer)
        import cv2

        from anigen_core.batch.finishing import Finisher, Order

        cv2.setNumThreads(int(os.environ["OMP_NUM_THREADS"]))
        finisher = Finisher(Order(**order))
        while True:
            _, sources = read_message(sys.stdin.buffer)
            answer = finisher(sources)
            told = {name: getattr(answer, name) for name in ("notes", "engine", "error", "again")}
            write_message(answers, told, answer.files)
    except (EOFError, OSError):
        return


if __name__ == "__main__":
    main()
