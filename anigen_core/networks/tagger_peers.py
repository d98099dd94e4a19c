"""What our tagger is compared with in size and speed: the layers of Illustration2Vec. Never trained here.

Paper     Saito and Matsui 2015, "Illustration2Vec: A Semantic Vector Representation of Illustrations".
Layers    Convolutions of 3x3 with ReLU, maxima of 2x2 between them; four convolutions, the last of which has
          a channel for each tag, and the mean over the whole picture take the place of VGG's dense layers.
Size      Tags 47.0 million parameters, 9.3 GMAC at 224x224.
"""

from __future__ import annotations

from torch import Tensor, nn

SIDE = 224
TAGS = 1539

LEVELS = ((64,), (128,), (256, 256), (512, 512), (512, 512))
"""Channels of the convolutions; a maximum of 2x2 follows each level."""

HEAD = (1024, 1024, 1024)


class Illustration2Vec(nn.Module):
    """(B, 3, 224, 224), BGR bytes less the mean picture's, to logits (B, outputs, 1, 1)."""

    def __init__(self, outputs: int = TAGS) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for level in LEVELS:
            for width in level:
                layers += [nn.Conv2d(inputs, width, 3, padding=1), nn.ReLU()]
                inputs = width
            layers.append(nn.MaxPool2d(2))
        for width in HEAD:
            layers += [nn.Conv2d(inputs, width, 3, padding=1), nn.ReLU()]
            inputs = width
        self.body = nn.Sequential(*layers, nn.Dropout(0.5), nn.Conv2d(inputs, outputs, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        return self.body(x).mean((2, 3), keepdim=True)
