"""A vision transformer that reads a line (as in Atienza, 2021), with CTC: teacher and light student differ in size."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tools.nets.layers import ConvNorm


@dataclass(frozen=True)
class VitConfig:
    """`head`: width of what enters the classifier; with a teacher's frozen classifier, the teacher's width."""

    classes: int
    width: int = 192
    depth: int = 6
    heads: int = 6
    head: int = 120


LIGHT = {"width": 192, "depth": 6, "heads": 6}
TEACHER = {"width": 384, "depth": 12, "heads": 8}


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.q, self.k, self.v, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:  # N x T x C
        count = x.shape[0]
        q, k, v = (layer(x).reshape(count, -1, self.heads, self.size).transpose(1, 2)
                   for layer in (self.q, self.k, self.v))
        scores = (q @ k.transpose(2, 3)) * self.size**-0.5
        mixed = scores.softmax(-1) @ v
        return self.out(mixed.transpose(1, 2).reshape(count, -1, self.heads * self.size))


class Block(nn.Module):
    """Attention over the line and a network for each step, both around the residual."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.attention = nn.LayerNorm(width), Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.network = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.norm1(x))
        return x + self.network(self.norm2(x))


class VitRecognizer(nn.Module):
    """f32 [N, 3, 48, W], W a multiple of 8 -> probabilities [N, W / 8, classes].

    Convolutions bring the line to stride 8 and height 3, which is folded into channels. Positions come from a
    depthwise convolution along the line, so lines may be wider than any seen in training.
    """

    def __init__(self, config: VitConfig) -> None:
        super().__init__()
        self.config, width = config, config.width
        self.stem = nn.Sequential(ConvNorm(3, width // 8, 3, 2, act=nn.GELU),
                                  ConvNorm(width // 8, width // 4, 3, 2, act=nn.GELU),
                                  ConvNorm(width // 4, width // 2, 3, 2, act=nn.GELU))
        self.fold = nn.Conv2d(width // 2, width, (6, 1))
        self.position = nn.Conv2d(width, width, (1, 7), padding=(0, 3), groups=width)
        self.blocks = nn.Sequential(*(Block(width, config.heads) for _ in range(config.depth)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, config.head)
        self.classifier = nn.Linear(config.head, config.classes)

    def features(self, x: Tensor) -> Tensor:
        """What enters the classifier: [N, W / 8, head]."""
        x = self.fold(self.stem(x))  # N x C x 1 x T
        x = (x + self.position(x)).squeeze(2).transpose(1, 2)
        return self.head(self.norm(self.blocks(x)))

    def logits(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x))

    def forward(self, x: Tensor) -> Tensor:
        return F.softmax(self.logits(x), -1)

    def freeze_classifier(self, weight: Tensor, bias: Tensor) -> None:
        """Takes a teacher's classifier, weight [head, classes] and bias [classes], and keeps it as it is."""
        with torch.no_grad():
            self.classifier.weight.copy_(weight.t())
            self.classifier.bias.copy_(bias)
        self.classifier.requires_grad_(False)
