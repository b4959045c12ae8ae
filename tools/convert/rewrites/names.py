"""Short names for what lies between input and output: an MNN file carries each twice, with the layer and with its result."""

from itertools import count

import onnx

from tools.convert.rewrites.graph import editing


def shorten_names(model: onnx.ModelProto) -> None:
    kept = {value.name for value in (*model.graph.input, *model.graph.output)}
    fresh = (f"v{i}" for i in count() if f"v{i}" not in kept)
    short: dict[str, str] = {}

    def name(value: str) -> str:
        if not value or value in kept:
            return value
        if value not in short:
            short[value] = next(fresh)
        return short[value]

    with editing(model) as graph:
        for node in graph.nodes:
            node.input[:], node.output[:] = map(name, node.input), map(name, node.output)
            node.name = node.output[0]
        graph.weights = {name(value): array for value, array in graph.weights.items()}
