"""Parameters and multiply-accumulates, counted by running the network once."""

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode


@torch.no_grad()
def cost_of(net: nn.Module, shape: tuple[int, ...]) -> tuple[int, int]:
    """(parameters, multiply-accumulates of convolutions and matrix products) for one input of `shape`."""
    with FlopCounterMode(display=False) as counter:
        net(torch.zeros(shape))
    return sum(parameter.numel() for parameter in net.parameters()), counter.get_total_flops() // 2
