"""Finished pictures of visits, in little room: of most of them nobody asks for the layers again."""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from anigen_core.layers import Layer
    from anigen_core.result import Result

LEVEL = 1
"""Of zlib. Layers of 1024x1536 take a fifteenth so, in 0.15 s; more effort saves a tenth of that."""

NOTHING = np.zeros((1, 1, 4), np.uint8)


class Parked:
    """A result whose layers can be packed. Thread-safe; the same result comes out, to the bit.

    Attributes:
        light: the result without its layers.
    """

    def __init__(self, result: Result) -> None:
        self.light = replace(result, layers=())
        self._layers: tuple[Layer | _Packed, ...] = result.layers
        self._turn = threading.Lock()

    def pack(self) -> None:
        """Have the layers take little room. It takes a moment: not while somebody waits for the picture."""
        from anigen_core.runner import give_back

        with self._turn:
            self._layers = tuple(map(_packed, self._layers))
        give_back()

    def whole(self) -> Result:
        """The result with its layers."""
        layers = (one.layer() if isinstance(one, _Packed) else one for one in self._layers)
        return replace(self.light, layers=tuple(layers))


@dataclass(frozen=True)
class _Packed:
    """A layer: all of it but its image, and that as bytes."""

    rest: Layer
    shape: tuple[int, ...]
    image: bytes

    def layer(self) -> Layer:
        image = np.frombuffer(bytearray(zlib.decompress(self.image)), np.uint8).reshape(self.shape)
        return replace(self.rest, image=image)


def _packed(layer: Layer | _Packed) -> Layer | _Packed:
    if isinstance(layer, _Packed) or not any(layer.image.strides[:2]):
        return layer  # what repeats one pixel takes no room as it is
    packed = zlib.compress(layer.image.tobytes(), LEVEL)
    return _Packed(replace(layer, image=NOTHING), layer.image.shape, packed)
