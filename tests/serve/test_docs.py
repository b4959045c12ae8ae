"""The guide and the examples are true."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from client import Server, answer_on, head
from conftest import ROWS
from dsocr_native.cli.parser import build_parser
from dsocr_native.server.limits import Limits
from pictures import encoded, page_of

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "serve.md").read_text("utf-8")
EXAMPLES = ROOT / "examples" / "rest"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.S)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the picture that the guide speaks of."""
    (tmp_path / "receipt.jpg").write_bytes(encoded(page_of(*ROWS), "JPEG"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_curl_lines_run(server, desk):
    for block in blocks("sh"):
        for line in block.replace("http://127.0.0.1:8765/", server.url).splitlines():
            done = subprocess.run(["sh", "-c", line.replace("curl ", "curl --fail ")], capture_output=True, text=True)
            assert (done.returncode, done.stderr) == (0, ""), line
    assert (desk / "receipt.pdf").read_bytes().startswith(b"%PDF")


def test_the_python_block_runs(server, desk, capsys):
    for block in blocks("python"):
        exec(compile(block.replace("http://127.0.0.1:8765/", server.url), "serve.md", "exec"), {})
    assert [row.split(" ", 1)[1] for row in capsys.readouterr().out.splitlines()] == list(ROWS)


def test_the_limits_are_the_ones_in_force():
    limits = Limits()
    for words in (f"`--max-body` bytes ({limits.body_bytes // 10**6} million)",
                  f"`--max-pixels` pixels ({limits.pixels // 10**6} million)",
                  f"more than {limits.client_requests} requests from one address",
                  f"`--max-requests` ({limits.requests})",
                  f"{limits.connections} connections are open", f"more than {limits.pages} pages",
                  f"more than {limits.held_bytes // 10**6} million bytes (503)",
                  f"no answer within {limits.answer_seconds} s", f"{limits.header_seconds} s for its head",
                  f"{limits.pause_seconds} s between two parts of its body", f"{limits.body_seconds} s for all of it"):
        assert words in GUIDE
    chosen = build_parser().parse_args(["serve"])
    assert (chosen.max_body, chosen.max_pixels, chosen.max_requests) == (
        limits.body_bytes, limits.pixels, limits.requests)


def test_the_table_names_every_option():
    (commands,) = [action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)]
    named = [action for action in commands.choices["serve"]._actions if action.dest != "help"]
    assert all(f"`{action.option_strings[-1]}" in GUIDE for action in named)
    for action in (action for action in named if action.dest in ("port", "max_body", "max_pixels", "max_requests")):
        assert f"| `{action.option_strings[-1]} {action.metavar}` | {action.default} |" in GUIDE


def test_the_examples(desk):
    with Server(token="correct-horse-battery") as server:
        environment = {**os.environ, "DSOCR_URL": server.url.partition("/?")[0], "DSOCR_TOKEN": "correct-horse-battery"}
        shown = subprocess.run([sys.executable, EXAMPLES / "read.py", "receipt.jpg"], env=environment,
                               capture_output=True, text=True, check=True)
        assert shown.stdout.splitlines() == list(ROWS)
        subprocess.run([EXAMPLES / "read.sh", "text", "receipt.jpg"], env=environment, check=True)
        assert (desk / "receipt.text").read_text().splitlines() == list(ROWS)
        (desk / "no.jpg").write_text("no picture")
        failed = subprocess.run([sys.executable, EXAMPLES / "read.py", "no.jpg"], env=environment,
                                capture_output=True, text=True)
        assert failed.returncode == 1 and "is a text, expected a JPEG" in failed.stderr


def test_the_example_tries_again_where_even_connections_are_too_many(desk):
    """That answer is short: it has no Retry-After."""
    with Server(limits={"connections": 2}) as server, server.open() as held:
        environment = {**os.environ, "DSOCR_URL": server.url.rstrip("/")}
        with server.open() as one_more:
            one_more.sendall(head("GET", "/healthz"))
            assert answer_on(one_more).text == "Service Unavailable"
        example = subprocess.Popen([sys.executable, EXAMPLES / "read.py", "receipt.jpg"], env=environment, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            example.communicate(timeout=1.5)
        held.close()
        shown, problems = example.communicate(timeout=60)
    assert (shown.splitlines(), problems) == (list(ROWS), "")


def test_the_example_in_shell_loses_nothing(server, desk):
    def run(format: str, *pictures: str) -> subprocess.CompletedProcess:
        environment = {**os.environ, "DSOCR_URL": server.url.rstrip("/")}
        command = [EXAMPLES / "read.sh", format, *pictures]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    picture = encoded(page_of(*ROWS))
    for name in ("page.png", 'a;b "c", d.png'):
        (desk / name).write_bytes(picture)
        assert run("png", name).returncode == 0
        assert (desk / name).read_bytes() == picture
        assert (desk / f"{name[:-4]}.lines.png").read_bytes().startswith(b"\x89PNG")
    (desk / "page.png").write_text("damaged since")
    (desk / "page.pdf").write_text("made before")
    done = run("pdf", "page.png")
    assert done.returncode == 1 and "is a text, expected a JPEG" in done.stderr
    assert (desk / "page.pdf").read_text() == "made before"


def test_the_overview_names_each_example():
    overview = (EXAMPLES / "README.md").read_text("utf-8")
    scripts = {path.name for path in EXAMPLES.iterdir()} - {"README.md"}
    assert scripts and all(f"[{name}]({name})" in overview for name in scripts)
