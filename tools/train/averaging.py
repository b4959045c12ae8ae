"""Averages of weights: along one training run, and between two networks of the same shape."""

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn


class MovingAverage:
    """Exponential average of a network's parameters; young averages forget faster."""

    def __init__(self, net: nn.Module, decay: float) -> None:
        self._decay, self._count = decay, 0
        self.values = {name: value.detach().clone() for name, value in net.named_parameters()}

    @torch.no_grad()
    def update(self, net: nn.Module) -> None:
        self._count += 1
        decay = min(self._decay, (1 + self._count) / (10 + self._count))
        now = dict(net.named_parameters())
        get_ema_multi_avg_fn(decay)(list(self.values.values()), [now[name] for name in self.values], self._count)

    def state(self) -> dict:
        return {"count": self._count, "values": self.values}

    def restore(self, state: dict) -> None:
        self._count = state["count"]
        self.values = {name: state["values"][name].to(value.device) for name, value in self.values.items()}


@torch.no_grad()
def set_weights(net: nn.Module, values: dict[str, Tensor]) -> None:
    for name, parameter in net.named_parameters():
        parameter.copy_(values[name])


def mixed(old: dict[str, Tensor], new: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """`share` of the new weights, the rest of the old."""
    return {name: torch.lerp(old[name], new[name], share) for name in old}
