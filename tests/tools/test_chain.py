"""The whole chain on a tiny classifier made here: rewrite, round, convert, store, compare, measure."""

import dataclasses
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tools.convert import build, measure
from tools.convert.recipe import Part
from tools.errors import ToolError
from tools.files import sha256_of_file

SETTINGS = {"file": "cls.mnn", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "width": 96, "height": 48}


def tiny_classifier(seed):
    """x [n, 3, 48, 96] -> 3x3 convolution + constant -> ReLU -> means -> 2 probabilities, far from even."""
    rng = np.random.default_rng(seed)
    arrays = {"w": rng.normal(size=(4, 3, 3, 3)), "b": rng.normal(size=(1, 4, 1, 1)), "v": rng.normal(size=(4, 2))}
    nodes = [helper.make_node("Conv", ["x", "w"], ["a"], strides=[2, 2]), helper.make_node("Add", ["a", "b"], ["c"]),
             helper.make_node("Relu", ["c"], ["r"]), helper.make_node("GlobalAveragePool", ["r"], ["p"]),
             helper.make_node("Flatten", ["p"], ["f"]), helper.make_node("MatMul", ["f", "v"], ["l"]),
             helper.make_node("Softmax", ["l"], ["y"], axis=1)]
    ends = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, 48, 96]),
            helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2])]
    weights = [numpy_helper.from_array(array.astype(np.float32), name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "tiny", ends[:1], ends[1:], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=10)


@pytest.fixture
def part(tmp_path):
    path = tmp_path / "tiny.onnx"
    onnx.save(tiny_classifier(seed=1), path)
    return Part(str(path), "fp16", SETTINGS, ["flush_small_weights", "fold_biases"])


def test_a_part_is_built_and_compared_after_every_hop(part):
    built = build.build_part("classifier", part)
    assert [hop.name for hop in built.hops] == ["rewrite", "round to fp16", "convert", "store as fp16",
                                                "all hops together"]
    assert all(hop.largest < 1e-2 and hop.agreement == 1 for hop in built.hops)
    assert (built.settings["input"], built.settings["output"]) == ("x", "y")
    assert list(built.files) == ["cls.mnn"] and len(built.files["cls.mnn"]) > 100
    assert built.source_sha256 == sha256_of_file(Path(part.source))


def test_storage_is_what_the_recipe_says(part):
    sizes = {storage: len(build.build_part("classifier", dataclasses.replace(part, storage=storage)).files["cls.mnn"])
             for storage in ("fp32", "fp16")}
    assert sizes["fp16"] < sizes["fp32"]


def test_a_conversion_that_gives_another_network_is_refused(part, tmp_path, monkeypatch):
    other = tmp_path / "other.onnx"
    onnx.save(tiny_classifier(seed=2), other)
    convert = build.to_mnn
    monkeypatch.setattr(build, "to_mnn", lambda source, target, storage: convert(other, target, storage))
    with pytest.raises(ToolError, match="classifier, convert: agreement is 0.0000, expected at least 0.99"):
        build.build_part("classifier", part)


def test_measure_times_the_original_and_each_rewrite(part, tmp_path):
    made = measure.variants("classifier", part, tmp_path)
    measure.time_in_turns("classifier", made, rounds=2)
    assert [variant.rewrite for variant in made] == ["(original)", "flush_small_weights", "fold_biases"]
    assert made[0].largest == 0
    assert all(len(variant.seconds) == 2 and min(variant.seconds) > 0 for variant in made)
