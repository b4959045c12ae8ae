"""Adam whose steps are relative to the weights.

Published weights have batch norm folded in, so channels of one layer differ in scale by factors of thousands: one
learning rate wrecks some and leaves others as they were.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor


class RelativeAdam(torch.optim.Optimizer):
    """`lr` is the largest relative change of a channel in one step; a channel is a slice along the first axis."""

    def __init__(self, parameters: Iterable[Tensor], lr: float = 1.5e-4, betas: tuple[float, float] = (0.9, 0.99),
                 floor: float = 1e-6) -> None:
        super().__init__(parameters, {"lr": lr, "betas": betas, "floor": floor})

    @torch.no_grad()
    def step(self, closure: Callable[[], Tensor] | None = None) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._update(parameter, group)

    def _update(self, parameter: Tensor, group: dict) -> None:
        state = self.state[parameter]
        if not state:
            state.update(count=0, mean=torch.zeros_like(parameter), square=torch.zeros_like(parameter))
        state["count"] += 1
        fast, slow = group["betas"]
        state["mean"].lerp_(parameter.grad, 1 - fast)
        state["square"].lerp_(parameter.grad.square(), 1 - slow)
        mean = state["mean"] / (1 - fast ** state["count"])
        deviation = (state["square"] / (1 - slow ** state["count"])).sqrt_().add_(1e-12)
        parameter.sub_(group["lr"] * _scale(parameter, group["floor"]) * mean / deviation)


def _scale(parameter: Tensor, floor: float) -> Tensor:
    """Root mean square of each channel, kept broadcastable; of all for a vector."""
    axes = tuple(range(1, parameter.dim())) if parameter.dim() > 1 else (0,)
    return parameter.square().mean(axes, keepdim=True).sqrt().clamp(min=floor)
