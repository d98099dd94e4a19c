"""What is too close to a training render: measured on codes whose distances are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import save

from anigen_core.library.known import shipped_codes
from train.renders import MOST, measure_close

RNG = np.random.default_rng(2)


def test_pictures_of_one_character_do_not_count() -> None:
    codes = RNG.integers(0, 256, (400, 64), np.uint8)
    codes[1::2] = codes[::2]  # each character twice, to the bit
    codes[1::2, 0] ^= 1
    characters = np.arange(400) // 2
    close = measure_close(codes, characters)
    apart = np.array([np.bitwise_count(codes ^ code).sum(1) for code in codes])
    other = apart[characters[:, None] != characters[None]]
    assert close == other.min() - 1
    assert measure_close(codes, np.arange(400)) == 0


def test_the_file_stays_small_and_is_read_back(tmp_path: Path) -> None:
    codes = RNG.integers(0, 256, (MOST, 64), np.uint8)
    data = save({"codes": codes}, {"coder": "tagger 01234567", "close": "17"})
    assert len(data) < 300_000
    (tmp_path / "r.safetensors").write_bytes(data)
    known = shipped_codes(tmp_path / "r.safetensors")
    assert known is not None
    assert (known.coder, known.close, len(known.codes)) == ("tagger 01234567", 17, MOST)
