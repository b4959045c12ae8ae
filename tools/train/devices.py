"""Where networks learn: on the CPU or on a GPU."""

import torch
from torch import nn

from tools.errors import ToolError


def device_of(name: str) -> torch.device:
    """`auto` is CUDA's first device where there is one, else the CPU."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:  # PyTorch raises the second where it was built without CUDA
        raise ToolError(f"--device is {name!r}, which PyTorch cannot use here ({str(error).splitlines()[0]}); "
                        "expected auto, cpu or cuda") from error
    return device


def place_of(net: nn.Module) -> torch.device:
    return next(net.parameters()).device


def queued_steps(device: torch.device) -> int:
    """How many steps may go by before their losses are looked at: a GPU works through a queue, which stays filled only
    if nobody waits for its numbers."""
    return 1 if device.type == "cpu" else 20
