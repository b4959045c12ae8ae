"""The charset is held against the network's classes before anything is taught or read by it."""

import pytest
import torch

from tools.data.line_store import write_store
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.train import ablate, mix, teach_recognizer, train_recognizer, trials
from tools.train.smoke_data import DIGITS, digit_lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A recogniser of the ten digits and the space, and lines of digits."""
    place = tmp_path_factory.mktemp("charset")
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", len(DIGITS) + 2), place / "rec.onnx")
    write_store(place / "lines", digit_lines(20, seed=1))
    return place


def _charset(folder, characters):
    path = folder / "chars.txt"
    path.write_text("\n".join(characters) + "\n", encoding="utf-8")
    return path


def _arguments(folder, command):
    model, lines = str(folder / "rec.onnx"), str(folder / "lines")
    if command is mix:
        return [model, model, "--try", "1", "--held-out", lines]
    common = ["--store", f"{lines}=1", "--held-out", lines, "--steps", "1", "--bf16", "no"]
    files = ["--checkpoint", str(folder / f"{command.__name__}.pt"), "--output", str(folder / "out.onnx")]
    if command is ablate:
        return [*common, "--model", model, "--teacher", model, "--folder", str(folder / "ablation")]
    return [*common, *files, "--model", model]


@pytest.mark.parametrize("command", [teach_recognizer, train_recognizer, ablate, mix])
def test_a_charset_of_another_network_is_refused(folder, monkeypatch, command):
    path = _charset(folder, [*DIGITS, "a", "b"])
    monkeypatch.setattr("sys.argv", ["command", "--charset", str(path), *_arguments(folder, command)])
    with pytest.raises(ToolError, match="chars.txt: the charset has 12 characters, the recogniser 12 classes"):
        command.main()


@pytest.mark.parametrize("characters", [DIGITS, [*DIGITS, " "]])
def test_the_space_may_stand_in_the_file(folder, monkeypatch, capsys, characters):
    """As it does in the charset.txt of a model folder."""
    seen = []
    monkeypatch.setattr(trials, "score_reading", lambda net, store, characters, limit: seen.append(characters))
    arguments = ["mix", "--charset", str(_charset(folder, characters)), *_arguments(folder, mix)]
    monkeypatch.setattr("sys.argv", arguments)
    mix.main()
    assert seen == [[*DIGITS, " "]]
