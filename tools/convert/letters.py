"""A recogniser that writes fewer letters than it was taught: the classes of all others leave its last layer.

Letters of two languages that look alike cannot be told apart by their looks; where only those of one can be written, each
stroke has one meaning. Networks that differ in this alone share all but the last layer.
"""

import onnx

from tools.convert.rewrites.feature_output import final_layer
from tools.convert.rewrites.graph import editing
from tools.errors import ToolError


def kept_of(characters: list[str], letters: list[str]) -> list[str]:
    """Those of `characters` that may be written, in their order; the space always may."""
    if unknown := [letter for letter in letters if letter not in characters]:
        raise ToolError(f"the letters have {unknown[0]!r}, which the recogniser's charset does not have")
    return [character for character in characters if character in letters or character == " "]


def keep_classes(model: onnx.ModelProto, characters: list[str], kept: list[str]) -> None:
    """Takes the classes of all other characters, and never the blank, out of a recogniser that ends in a softmax."""
    classes = [0, *(number for number, character in enumerate(characters, 1) if character in kept)]
    with editing(model) as graph:
        layer = final_layer(graph)
        for name in (layer.weight, layer.bias):  # [d, classes] and [classes]
            graph.weights[name] = graph.weights[name][..., classes]
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(classes)
