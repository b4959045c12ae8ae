"""MobileNetV3-Small as the student detector's backbone (Howard et al., 2019), without the classifier."""

from dataclasses import dataclass

from torch import Tensor, nn

from tools.nets.layers import ConvNorm, SqueezeExcite


@dataclass(frozen=True)
class Bneck:
    """One inverted residual: kernel, channels inside, channels out, squeeze-excite, activation, stride."""

    kernel: int
    inside: int
    outputs: int
    squeeze: bool
    act: type[nn.Module]
    stride: int


_RE, _HS = nn.ReLU, nn.Hardswish
SMALL = (
    (Bneck(3, 16, 16, True, _RE, 2),),  # stride 4
    (Bneck(3, 72, 24, False, _RE, 2), Bneck(3, 88, 24, False, _RE, 1)),  # stride 8
    (Bneck(5, 96, 40, True, _HS, 2), Bneck(5, 240, 40, True, _HS, 1), Bneck(5, 240, 40, True, _HS, 1),
     Bneck(5, 120, 48, True, _HS, 1), Bneck(5, 144, 48, True, _HS, 1)),  # stride 16
    (Bneck(5, 288, 96, True, _HS, 2), Bneck(5, 576, 96, True, _HS, 1), Bneck(5, 576, 96, True, _HS, 1)),  # 32
)


class InvertedResidual(nn.Module):
    def __init__(self, inputs: int, shape: Bneck) -> None:
        super().__init__()
        inside = shape.inside
        widen = [ConvNorm(inputs, inside, 1, act=shape.act)] if inside != inputs else []
        squeeze = [SqueezeExcite(inside, max(8, inside // 4))] if shape.squeeze else []
        self.body = nn.Sequential(*widen, ConvNorm(inside, inside, shape.kernel, shape.stride, inside, shape.act),
                                  *squeeze, ConvNorm(inside, shape.outputs, 1))
        self.residual = shape.stride == 1 and inputs == shape.outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.residual else self.body(x)


class MobileNetV3Small(nn.Module):
    """Feature maps at strides 4, 8, 16, 32."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvNorm(3, 16, 3, 2, act=nn.Hardswish)
        self.channels = tuple(stage[-1].outputs for stage in SMALL)
        inputs, stages = 16, []
        for stage in SMALL:
            blocks = []
            for shape in stage:
                blocks.append(InvertedResidual(inputs, shape))
                inputs = shape.outputs
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.ModuleList(stages)

    def forward(self, x: Tensor) -> list[Tensor]:
        x, features = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        return features
