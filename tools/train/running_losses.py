"""The losses of a run as people read them, and the check that they are numbers."""

import math

import torch
from torch import Tensor

from tools.errors import ToolError


class RunningLosses:
    """Means that forget old steps. The numbers are fetched from the device once every `queued` steps."""

    def __init__(self, queued: int = 1) -> None:
        self.means: dict[str, float] = {}
        self._queued = queued
        self._pending: list[tuple[int, dict[str, Tensor], Tensor]] = []

    def add(self, step: int, parts: dict[str, Tensor], gradient: Tensor) -> None:
        """`gradient`: its length."""
        self._pending.append((step, {name: part.detach() for name, part in parts.items()}, gradient.detach()))
        if len(self._pending) >= self._queued:
            self.settle()

    def settle(self) -> None:
        """Looks at all that has been added; raises ToolError at the first that is no number."""
        pending, self._pending = self._pending, []
        for step, names, values, gradient in _fetched(pending):
            _check_finite(step, sum(values), gradient)
            for name, value in zip(names, values):
                self.means[name] = 0.98 * self.means.get(name, value) + 0.02 * value

    def __str__(self) -> str:
        return " ".join(f"{name} {value:.4f}" for name, value in self.means.items())


def _fetched(pending: list[tuple[int, dict[str, Tensor], Tensor]]) -> list[tuple[int, list[str], list[float], float]]:
    """All in one transfer."""
    if not pending:
        return []
    flat = torch.stack([value.float() for _, parts, gradient in pending for value in (*parts.values(), gradient)])
    numbers = iter(flat.tolist())
    return [(step, list(parts), [next(numbers) for _ in parts], next(numbers)) for step, parts, _ in pending]


def _check_finite(step: int, loss: float, gradient: float) -> None:
    # A finite loss can have a gradient that is not: the weights would be saved before the next loss tells.
    for name, value in (("loss", loss), ("gradient", gradient)):
        if not math.isfinite(value):
            raise ToolError(f"the {name} became {value} at step {step}; lower the learning rate, "
                            "the last checkpoint is whole")
