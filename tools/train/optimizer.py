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
            if parameters := [parameter for parameter in group["params"] if parameter.grad is not None]:
                self._update(parameters, group)

    def _update(self, parameters: list[Tensor], group: dict) -> None:
        """All at once, which on a GPU is a few launches in place of thousands."""
        gradients = [parameter.grad for parameter in parameters]
        states = [self._state_of(parameter) for parameter in parameters]
        means, squares = ([state[name] for state in states] for name in ("mean", "square"))
        fast, slow = group["betas"]
        torch._foreach_lerp_(means, gradients, 1 - fast)
        torch._foreach_lerp_(squares, torch._foreach_mul(gradients, gradients), 1 - slow)
        changes = torch._foreach_div(means, [1 - fast ** state["count"] for state in states])
        deviations = torch._foreach_div(squares, [1 - slow ** state["count"] for state in states])
        torch._foreach_sqrt_(deviations)
        torch._foreach_add_(deviations, 1e-12)
        torch._foreach_div_(changes, deviations)
        torch._foreach_mul_(changes, [_scale(parameter, group["floor"]) for parameter in parameters])
        torch._foreach_add_(parameters, changes, alpha=-group["lr"])

    def _state_of(self, parameter: Tensor) -> dict:
        state = self.state[parameter]
        if not state:
            state.update(count=0, mean=torch.zeros_like(parameter), square=torch.zeros_like(parameter))
        state["count"] += 1
        return state


def _scale(parameter: Tensor, floor: float) -> Tensor:
    """Root mean square of each channel, kept broadcastable; of all for a vector."""
    axes = tuple(range(1, parameter.dim())) if parameter.dim() > 1 else (0,)
    return parameter.square().mean(axes, keepdim=True).sqrt().clamp(min=floor)
