"""The engines side by side: real conversions of a tiny detector, and what the table makes of results."""

import argparse

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tools.convert import engines as runners, recipe
from tools.convert.network import Network
from tools.environments import json_printed
from tools.errors import ToolError
from tools.evaluate.engines import __main__ as command, compare
from tools.evaluate.engines.variants import OURS, VARIANTS, Variant


@pytest.fixture
def task(tmp_path, monkeypatch):
    """x [1, 3, 32, 32] -> 3x3 convolution to 8 -> ReLU -> 1x1 convolution -> sigmoid, [1, 1, 32, 32]."""
    monkeypatch.setenv("DSOCR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(compare, "python_of", compare_python(compare.python_of, monkeypatch))
    monkeypatch.setitem(compare.SHAPES, "detector", (1, 3, 32, 32))
    rng = np.random.default_rng(5)
    weights = {"a": rng.normal(size=(8, 3, 3, 3)), "b": rng.normal(size=(1, 8, 1, 1))}
    nodes = [helper.make_node("Conv", ["x", "a"], ["c"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["c"], ["r"]),
             helper.make_node("Conv", ["r", "b"], ["l"]), helper.make_node("Sigmoid", ["l"], ["y"])]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", channels, "h", "w"])
            for name, channels in (("x", 3), ("y", 1))]
    graph = helper.make_graph(nodes, "tiny", ends[:1], ends[1:], [numpy_helper.from_array(array.astype(np.float32), name)
                                                                  for name, array in weights.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=10)
    network = Network(model, {"input": "x", "output": "y"})
    inputs = [rng.uniform(-1, 1, (1, 3, 32, 32)).astype(np.float32) for _ in range(3)]
    made = compare.Task("detector", 0.3, {False: network, True: network}, tmp_path, inputs, runners.run_onnx(model, inputs))
    np.savez(made.inputs_file, **{str(index): array for index, array in enumerate(inputs)})
    onnx.save(model, made.graph_file(False))
    return made


def compare_python(python_of, monkeypatch):
    """Environments stay where they are, although the cache of converted files is the test's own."""
    def found(name):
        with monkeypatch.context() as patch:
            patch.delenv("DSOCR_CACHE")
            return python_of(name)

    return found


def named(engine, kind):
    return next(variant for variant in VARIANTS if (variant.engine, variant.kind) == (engine, kind))


@pytest.mark.parametrize("output", ['{"ms": 1}', 'about to run\n{"ms": 1}\nMNN use high precision'])
def test_what_an_engine_says_beside_its_answer_is_no_answer(output):
    assert json_printed(output) == {"ms": 1}


def test_an_engine_without_an_answer_is_an_error():
    with pytest.raises(ToolError, match="printed no JSON: MNN use high precision"):
        json_printed("MNN use high precision")


def test_engines_convert_run_and_agree(task):
    results = [compare.convert(task, named(*name)) for name in
               (("ONNX Runtime", "fp32"), ("ONNX Runtime", "int8"), ("MNN", "fp32"))]
    compare.take_turns(task, results, rounds=2, repeat=2, threads=1)
    assert [result.failed for result in results] == ["", "", ""]
    exact, rounded, mnn = (result.row() for result in results)
    assert exact["largest"] == 0 and 0 < rounded["largest"] < 0.2 and mnn["largest"] < 1e-4
    assert all(row["agreement"] > 0.9 and row["bytes"] > 100 and row["peak_mb"] > 0 for row in (exact, rounded, mnn))
    assert all(len(row["cpu_ms"]) == len(row["ms"]) == 2 for row in (exact, rounded, mnn))


def test_converted_files_are_kept(task, monkeypatch):
    first = compare.convert(task, named("ONNX Runtime", "fp32"))

    def fail(*_):
        raise AssertionError("converted again")

    monkeypatch.setattr(compare, "_work", fail)
    assert compare.convert(task, named("ONNX Runtime", "fp32")) == first


def test_a_failure_is_a_cell_and_stops_nobody(task):
    task.graph_file(True).write_bytes(b"no network")
    broken = compare.convert(task, Variant("MNN", "fp32", "mnn_package", "convert", rewritten=True))
    assert "could not convert" in broken.failed
    good = compare.convert(task, named("ONNX Runtime", "fp32"))
    compare.take_turns(task, [broken, good], rounds=1, repeat=1, threads=1)
    assert good.row()["agreement"] == 1 and set(broken.row()) == {"engine", "kind", "failed"}


def test_an_engine_that_cannot_be_had_says_what_was_tried(task, monkeypatch):
    def refused(name):
        raise ToolError(f"no matching distribution for {name}")

    monkeypatch.setattr(compare, "python_of", refused)
    result = compare.convert(task, Variant("X", "fp32", "", "x", tried="By hand: refused as well."))
    assert result.failed == "no matching distribution for x. By hand: refused as well."


def test_the_table_has_ratios_round_by_round_and_reasons_below(monkeypatch, tmp_path):
    def result(variant, cpu_ms):
        if variant.kind == "int8":
            return compare.Result(variant, failed="no wheel")
        hop = compare.verify.Hop(variant.name, 0.01, 0.001, 0.5)
        return compare.Result(variant, "", 2_000_000, hop, [{"seconds": [ms / 1e3], "cpu_seconds": [ms / 1e3],
                                                             "peak_bytes": 12e6} for ms in cpu_ms])

    other, ours = [20.0, 10.0, 30.0], [10.0, 10.0, 10.0]
    monkeypatch.setattr(compare, "prepare", lambda *_: None)
    monkeypatch.setattr(compare, "convert", lambda _, variant: result(variant, ours if variant.engine == OURS else other))
    monkeypatch.setattr(compare, "take_turns", lambda *_: None)
    options = argparse.Namespace(only="NCNN", rounds=3, repeat=1, threads=1)
    rows = command.rows_of("detector", recipe.load("ppocr-v6-small"), options, tmp_path)
    text = command.as_table(rows)
    assert [row["engine"] for row in rows] == ["NCNN", "NCNN", OURS]
    assert "2.00 (1.00-3.00)" in text and "1.00 (1.00-1.00)" in text
    assert text.splitlines()[-1] == "- NCNN, int8: no wheel"
