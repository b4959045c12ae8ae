"""Originals that are files: pinned by the recipe's hash, relative to the repository."""

import pytest

from tools.convert.originals import locate, package_of
from tools.errors import ToolError
from tools.files import sha256


def test_a_file_is_taken_when_its_hash_is_right(tmp_path):
    path = tmp_path / "own.onnx"
    path.write_bytes(b"a model")
    assert locate(str(path), sha256(b"a model")) == path == locate(str(path))
    assert package_of(str(path)) == ""


def test_a_changed_file_is_refused(tmp_path):
    path = tmp_path / "own.onnx"
    path.write_bytes(b"another model")
    with pytest.raises(ToolError, match="own.onnx has SHA-256 .*, expected 00"):
        locate(str(path), "00")


def test_paths_are_relative_to_the_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert locate("models/recognizer-fast/README.md").is_file()


def test_what_is_nowhere_is_named():
    with pytest.raises(ToolError, match="no/such.onnx is in no pinned wheel and no file of .*; the wheels have rapid"):
        locate("no/such.onnx")
