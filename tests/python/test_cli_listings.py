"""`dsocr info`, `dsocr models` and the help."""

from __future__ import annotations

import json

import pytest

import dsocr_native as dsocr


def test_info(dsocr_command):
    done = dsocr_command("info")
    assert done.returncode == 0 and done.stderr == b""
    rows = dict(row.split(None, 1) for row in done.stdout.decode().splitlines() if len(row.split(None, 1)) == 2)
    assert rows["version"] == dsocr.__version__
    assert rows["cpu.architecture"] == dsocr.info()["cpu"]["architecture"]
    facts = json.loads(dsocr_command("info", "--json").stdout)
    assert facts["kernels"] == dsocr.info()["kernels"] and facts["backends"] == dsocr.info()["backends"]


def test_models(dsocr_command):
    done = dsocr_command("models")
    listed = done.stdout.decode().splitlines()
    assert done.returncode == 0 and len(listed) == len(dsocr.models()) > 0
    assert all(model.name in row for model, row in zip(dsocr.models(), listed))
    assert json.loads(dsocr_command("models", "--json").stdout) == [model.to_dict() for model in dsocr.models()]


@pytest.mark.parametrize("command", [[], ["read"], ["info"], ["models"]])
def test_help_is_complete_and_fits_a_terminal(dsocr_command, command):
    done = dsocr_command(*command, "--help", env={"COLUMNS": "100"})
    assert done.returncode == 0 and done.stderr == b""
    assert all(len(row) <= 120 for row in done.stdout.decode().splitlines())


def test_help_teaches_by_example(dsocr_command):
    assert b"dsocr read receipt.jpg" in dsocr_command("--help").stdout
    shown = dsocr_command("read", "--help").stdout.decode()
    for option in ("--format", "--output", "--draw", "--model", "--threads", "--precision", "--min-confidence"):
        assert option in shown
    assert "exit codes" in shown


def test_version(dsocr_command):
    assert dsocr_command("--version").stdout.decode() == f"dsocr {dsocr.__version__}\n"
