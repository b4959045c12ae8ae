"""What each ONNX operation does, in PyTorch: `OPS[op](attributes, *inputs)`.

Only what the published text detectors, recognisers and classifiers use, with the attribute values they use.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

Attributes = dict[str, Any]


def padded(attributes: Attributes, x: Tensor, kernel: tuple[int, ...]) -> tuple[Tensor, tuple[int, ...]]:
    """The input, padded where PyTorch cannot (more after than before), and the padding left for PyTorch."""
    if attributes.get("auto_pad", b"NOTSET") == b"SAME_UPPER":
        strides = attributes.get("strides", [1, 1])
        total = [max((-(-size // stride) - 1) * stride + k - size, 0)
                 for size, stride, k in zip(x.shape[2:], strides, kernel)]
        begin, end = [t // 2 for t in total], [t - t // 2 for t in total]
    else:
        pads = list(attributes.get("pads", [0, 0, 0, 0]))
        begin, end = pads[:2], pads[2:]
    if begin == end:
        return x, tuple(begin)
    return F.pad(x, (begin[1], end[1], begin[0], end[0])), (0, 0)


def conv(attributes: Attributes, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    x, padding = padded(attributes, x, tuple(weight.shape[2:]))
    groups = attributes.get("group", 1)
    slow = groups > 1 and weight[0, 0].numel() > 9 and x.device.type == "cpu"
    with torch.autocast("cpu", enabled=False) if slow else nullcontext():
        if slow:  # the gradient of a large depthwise kernel takes three times as long in bf16 as in fp32
            x = x.to(weight.dtype)
        return F.conv2d(x, weight, bias, attributes.get("strides", [1, 1]), padding,
                        attributes.get("dilations", [1, 1]), groups)


def conv_transpose(attributes: Attributes, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    return F.conv_transpose2d(x, weight, bias, attributes.get("strides", [1, 1]),
                              tuple(attributes.get("pads", [0, 0])[:2]), groups=attributes.get("group", 1))


def batch_norm(attributes: Attributes, x: Tensor, scale: Tensor, shift: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return F.batch_norm(x, mean, var, scale, shift, training=False, eps=attributes.get("epsilon", 1e-5))


def average_pool(attributes: Attributes, x: Tensor) -> Tensor:
    pads = attributes.get("pads", [0, 0, 0, 0])
    return F.avg_pool2d(x, attributes["kernel_shape"], attributes["strides"], tuple(pads[:2]),
                        count_include_pad=bool(attributes.get("count_include_pad", 0)))


def gemm(attributes: Attributes, a: Tensor, b: Tensor, c: Tensor | None = None) -> Tensor:
    a, b = (m.t() if attributes.get(f"trans{name}", 0) else m for m, name in ((a, "A"), (b, "B")))
    product = attributes.get("alpha", 1.0) * (a @ b)
    return product if c is None else product + attributes.get("beta", 1.0) * c


def max_pool(attributes: Attributes, x: Tensor) -> Tensor:
    kernel = tuple(attributes["kernel_shape"])
    x, padding = padded(attributes, x, kernel)  # zeros are safe: pooling follows a ReLU in these networks
    return F.max_pool2d(x, kernel, attributes["strides"], padding)


def resize(attributes: Attributes, x: Tensor, roi: Tensor, scales: Tensor, sizes: Tensor | None = None) -> Tensor:
    assert attributes["mode"] == b"nearest" and sizes is None, "only nearest by a factor is known"
    return F.interpolate(x, scale_factor=tuple(scales.tolist()[2:]), mode="nearest")


def slice_(attributes: Attributes, x: Tensor, starts: Tensor, ends: Tensor, axes: Tensor | None = None,
           steps: Tensor | None = None) -> Tensor:
    axes_list = axes.tolist() if axes is not None else range(len(starts))
    for axis, start, end in zip(axes_list, starts.tolist(), ends.tolist()):
        x = x[(slice(None),) * (axis % x.dim()) + (slice(start, end),)]
    return x


def dequantize(attributes: Attributes, codes: Tensor, scale: Tensor, zero: Tensor | None = None) -> Tensor:
    """Scale and zero of each channel along `axis`, or of all."""
    shape = [1] * codes.dim()
    if scale.dim():
        shape[attributes.get("axis", 1)] = -1
    centred = codes.float() if zero is None else codes.float() - zero.float().reshape(shape)
    return centred * scale.reshape(shape)


def reshape(attributes: Attributes, x: Tensor, shape: Tensor) -> Tensor:
    return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(shape.tolist())])


def squeeze(attributes: Attributes, x: Tensor, axes: Tensor | None = None) -> Tensor:
    return x.squeeze(tuple(axes.tolist() if axes is not None else attributes["axes"]))


def unsqueeze(attributes: Attributes, x: Tensor, axes: Tensor | None = None) -> Tensor:
    for axis in axes.tolist() if axes is not None else attributes["axes"]:
        x = x.unsqueeze(axis)
    return x


def reduce_mean(attributes: Attributes, x: Tensor) -> Tensor:
    return x.mean(tuple(attributes["axes"]), keepdim=bool(attributes.get("keepdims", 1)))


def scale_by_deviation(attributes: Attributes, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """`x` has mean 0 over its last axis already."""
    variance = x.float().square().mean(-1, keepdim=True)
    return x / torch.sqrt(variance + attributes["epsilon"]) * scale + shift


OPS: dict[str, Callable[..., Tensor]] = {
    "Add": lambda _, a, b: a + b,
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Clip": lambda at, x, low, high: x.clamp(low, high),
    "Concat": lambda at, *parts: torch.cat(parts, at["axis"]),
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "DequantizeLinear": dequantize,
    "Div": lambda _, a, b: a / b,
    "Gather": lambda at, x, index: x.index_select(at.get("axis", 0), index.reshape(-1).to(x.device)).reshape(index.shape),
    "Gelu": lambda _, x: F.gelu(x),
    "Gemm": gemm,
    "GlobalAveragePool": lambda _, x: x.mean((2, 3), keepdim=True),
    "HardSigmoid": lambda at, x: (x * at.get("alpha", 0.2) + at.get("beta", 0.5)).clamp(0, 1),
    "MatMul": lambda _, a, b: a @ b,
    "MaxPool": max_pool,
    "Mul": lambda _, a, b: a * b,
    "ReduceMean": reduce_mean,
    "Relu": lambda _, x: F.relu(x),
    "Reshape": reshape,
    "Resize": resize,
    "ScaleByDeviation": scale_by_deviation,
    "Shape": lambda _, x: torch.tensor(x.shape),
    "Sigmoid": lambda _, x: torch.sigmoid(x),
    "Slice": slice_,
    "Softmax": lambda at, x: torch.softmax(x, at.get("axis", -1)),
    "Squeeze": squeeze,
    "Sub": lambda _, a, b: a - b,
    "Transpose": lambda at, x: x.permute(at["perm"]),
    "Unsqueeze": unsqueeze,
}
