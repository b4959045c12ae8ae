"""ResNet as the teacher detector's backbone (He et al., 2016), without the classifier."""

from torch import Tensor, nn

from tools.nets.layers import ConvNorm


class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(ConvNorm(inputs, width, 3, stride, act=nn.ReLU), ConvNorm(width, width, 3))
        self.short = nn.Identity() if stride == 1 and inputs == width else ConvNorm(inputs, width, 1, stride)
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.act(self.body(x) + self.short(x))


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        outputs = width * self.expansion
        self.body = nn.Sequential(ConvNorm(inputs, width, 1, act=nn.ReLU),
                                  ConvNorm(width, width, 3, stride, act=nn.ReLU), ConvNorm(width, outputs, 1))
        self.short = nn.Identity() if stride == 1 and inputs == outputs else ConvNorm(inputs, outputs, 1, stride)
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.act(self.body(x) + self.short(x))


LAYOUTS: dict[int, tuple[type[nn.Module], tuple[int, ...]]] = {
    18: (BasicBlock, (2, 2, 2, 2)),
    34: (BasicBlock, (3, 4, 6, 3)),
    50: (Bottleneck, (3, 4, 6, 3)),
}


class ResNet(nn.Module):
    """Feature maps at strides 4, 8, 16, 32; `channels` says how many each has."""

    def __init__(self, depth: int = 50, width: int = 64) -> None:
        super().__init__()
        block, counts = LAYOUTS[depth]
        self.stem = nn.Sequential(ConvNorm(3, width, 7, 2, act=nn.ReLU), nn.MaxPool2d(3, 2, 1))
        self.channels = tuple(width * 2**i * block.expansion for i in range(4))
        inputs, stages = width, []
        for i, count in enumerate(counts):
            strides = [1 if i == 0 else 2] + [1] * (count - 1)
            blocks = []
            for stride in strides:
                blocks.append(block(inputs, width * 2**i, stride))
                inputs = self.channels[i]
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.ModuleList(stages)

    def forward(self, x: Tensor) -> list[Tensor]:
        x, features = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        return features
