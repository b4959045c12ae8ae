"""Options from a file; what is typed wins."""

from __future__ import annotations

import json

import pytest

from conftest import ROWS
from dsocr_native.cli import main
from dsocr_native.cli.config import parse
from dsocr_native.cli.parser import build_parser

CONFIG = """\
# for receipts
format = json
min-confidence = 0.3   # faint print counts

classify = no
recursive = yes
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "receipts.ini"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def test_a_file_stands_for_options(dsocr_command, rows_png, config):
    done = dsocr_command("read", rows_png, "--config", config)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line["text"] for line in json.loads(done.stdout)["lines"]] == list(ROWS)


def test_a_file_may_begin_with_a_byte_order_mark(config):
    config.write_text("format = tsv\n", encoding="utf-8-sig")
    arguments = parse(build_parser(), ["read", "x.png", "--config", str(config)])
    assert (arguments.format, arguments.inputs) == ("tsv", ["x.png"])


def test_what_is_typed_wins(dsocr_command, rows_png, config):
    done = dsocr_command("read", f"--config={config}", rows_png, "--format", "text")
    assert done.stdout.decode().splitlines() == list(ROWS)


@pytest.fixture
def complaint(tmp_path, monkeypatch, capsys):
    """Runs a command that cannot be carried out, and gives what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str) -> str:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        assert code == 2
        return capsys.readouterr().err

    return run


@pytest.mark.parametrize("row, sentence", [
    ("formatt = json", "receipts.ini:1: found 'formatt = json', expected `name = value` with one of"),
    ("format", "receipts.ini:1: found 'format', expected `name = value`"),
    ("config = other.ini", "found 'config = other.ini', expected"),
    ("classify = maybe", "receipts.ini:1: found classify = 'maybe', expected yes or no"),
    ("min-confidence = 7", "min_confidence: found 7.0, expected a number from 0 to 1"),
    ("format = docx", "argument --format: invalid choice: 'docx'"),
])
def test_wrong_rows_are_named(complaint, tmp_path, row, sentence):
    (tmp_path / "receipts.ini").write_text(row)
    assert sentence in complaint("read", "rows.png", "--config", "receipts.ini")


@pytest.mark.parametrize("content, sentence", [
    (None, "none.ini: cannot be opened: No such file or directory"), (b"\xff\xfe", "expected a text file of options")])
def test_files_that_cannot_be_read(complaint, tmp_path, content, sentence):
    if content is not None:
        (tmp_path / "none.ini").write_bytes(content)
    assert sentence in complaint("read", "rows.png", "--config", "none.ini")
