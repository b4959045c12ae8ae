"""Text detection by differentiable binarisation (Liao et al., 2020): backbone, feature pyramid, two maps."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tools.nets.layers import ConvNorm


class FeaturePyramid(nn.Module):
    """Four maps at strides 4 to 32 -> one of `width` channels at stride 4."""

    def __init__(self, channels: tuple[int, ...], width: int) -> None:
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, width, 1, bias=False) for c in channels)
        self.smooth = nn.ModuleList(nn.Conv2d(width, width // 4, 3, padding=1, bias=False) for _ in channels)

    def forward(self, features: list[Tensor]) -> Tensor:
        merged = [layer(x) for layer, x in zip(self.lateral, features)]
        for i in (2, 1, 0):
            merged[i] = merged[i] + F.interpolate(merged[i + 1], scale_factor=2.0, mode="nearest")
        smooth = [layer(x) for layer, x in zip(self.smooth, merged)]
        enlarged = [F.interpolate(x, scale_factor=float(2**i), mode="nearest") if i else x
                    for i, x in enumerate(smooth)]
        return torch.cat(enlarged, 1)


class MapHead(nn.Sequential):
    """Stride 4 -> one logit per pixel of the picture."""

    def __init__(self, width: int) -> None:
        inner = width // 4
        super().__init__(ConvNorm(width, inner, 3, act=nn.ReLU), nn.ConvTranspose2d(inner, inner, 2, 2),
                         nn.BatchNorm2d(inner), nn.ReLU(), nn.ConvTranspose2d(inner, 1, 2, 2))


class DBNet(nn.Module):
    """f32 [N, 3, H, W], H and W multiples of 32 -> text probability [N, 1, H, W]."""

    def __init__(self, backbone: nn.Module, width: int = 96) -> None:
        super().__init__()
        self.backbone, self.neck = backbone, FeaturePyramid(backbone.channels, width)
        self.shrunk, self.border = MapHead(width), MapHead(width)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.logits(x))

    def logits(self, x: Tensor) -> Tensor:
        return self.shrunk(self.neck(self.backbone(x)))

    def maps(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """For training: logits of the shrunk text, and the threshold map in 0..1."""
        features = self.neck(self.backbone(x))
        return self.shrunk(features), torch.sigmoid(self.border(features))
