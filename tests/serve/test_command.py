"""`dsocr serve` as it is typed."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

import cv2
import numpy
import pytest

from dsocr_native.server.listening import is_loopback
from dsocr_native.server.qr import terminal_code

SERVE = [sys.executable, "-m", "dsocr_native", "serve"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SERVE, *arguments], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})


def started(*arguments: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([*SERVE, "--port", "0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env={**os.environ, **environment})
    return process, process.stdout.readline().strip()


def stopped(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert errors == ""
    return process.returncode


def test_it_serves_until_ctrl_c():
    process, address = started()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    assert b"<title>dsocr</title>" in urllib.request.urlopen(address).read()
    assert stopped(process) == 0


def test_beyond_this_machine_the_token_is_random():
    addresses = []
    for _ in range(2):
        process, address = started("--host", "0.0.0.0")
        addresses.append(address)
        assert urllib.request.urlopen(address).status == 200
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(address.partition("?")[0])
        stopped(process)
    tokens = [re.search(r"/\?token=([\w-]{24})$", address)[1] for address in addresses]
    assert tokens[0] != tokens[1]


def test_a_token_of_one_s_own():
    process, address = started(DSOCR_TOKEN="my-own-token")
    assert address.endswith("/?token=my-own-token")
    stopped(process)
    for wrong in ("short", ""):
        assert run("--token", wrong).stderr == "dsocr: --token: expected at least 8 letters, digits or any of -_.~\n"
    assert run(DSOCR_TOKEN="short").stderr == "dsocr: DSOCR_TOKEN: expected at least 8 letters, digits or any of -_.~\n"


def test_an_empty_variable_is_none():
    process, address = started(DSOCR_TOKEN="")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    stopped(process)


def test_https(tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    process, address = started("--certificate", str(certificate), "--key", str(key))
    assert address.startswith("https://")
    trusted = ssl.create_default_context(cafile=str(certificate))
    assert urllib.request.urlopen(address, context=trusted).status == 200
    stopped(process)
    assert run("--certificate", str(certificate)).returncode == 2
    assert "found no usable PEM file" in run("--certificate", str(key), "--key", str(key), "--port", "0").stderr


def test_a_port_in_use_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run("--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert re.fullmatch(r"dsocr: 127\.0\.0\.1 port \d+: cannot listen there: Address already in use; "
                        r"--host and --port choose\n", done.stderr)


@pytest.mark.parametrize("arguments, sentence", [
    (["--port", "70000"], "--port: found 70000, expected a whole number from 0 to 65535"),
    (["--max-body", "0"], "--max-body: found 0"),
    (["--host", "no.such.host.invalid"], "no.such.host.invalid port 8765: cannot listen there"),
    (["--host", "a..b"], "a..b port 8765: cannot listen there: not the name of a host"),
    (["--key", "x"], "--certificate, --key: found one of them, expected both or none"),
])
def test_bad_options(arguments, sentence):
    done = run(*arguments)
    assert done.returncode == 2 and done.stderr.startswith(f"dsocr: {sentence}")


def test_the_help_teaches_by_example():
    done = run("--help", COLUMNS="100")
    assert done.returncode == 0 and "dsocr serve --host 0.0.0.0" in done.stdout
    assert all(len(row) <= 120 for row in done.stdout.splitlines())


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "python_multipart", "segno"])
def test_a_missing_extra_is_one_sentence(missing):
    code = (f"import importlib.util as u, sys; find = u.find_spec\n"
            f"u.find_spec = lambda name, *rest: None if name == {missing!r} else find(name, *rest)\n"
            f"from dsocr_native.cli import main; sys.exit(main(['serve']))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (f"dsocr: serve: {missing} is not installed, expected the extra: "
                           'pip install "dsocr-native[serve]"\n')


def test_nobody_else_imports_the_extra():
    code = ("import sys, dsocr_native, dsocr_native.cli.parser; dsocr_native.cli.parser.build_parser()\n"
            "names = ('starlette', 'uvicorn', 'segno', 'anyio', 'h11', 'python_multipart')\n"
            "print([name for name in sys.modules if name.split('.')[0] in names or name == 'dsocr_native.server'])")
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_the_code_in_the_terminal_says_the_address():
    address = "http://192.168.1.20:8765/?token=abcdefghijklmnopqrstuvwx"
    rows = [re.sub(r"\033\[[\d;]*m", "", row).removeprefix("  ") for row in terminal_code(address).splitlines()]
    dark = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}  # in black on white
    halves = numpy.array([[dark[sign][half] for sign in row] for row in rows for half in (0, 1)])
    picture = numpy.kron(255 * (1 - halves), numpy.ones((8, 8))).astype(numpy.uint8)
    picture = numpy.pad(picture, 16, constant_values=255)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == address


@pytest.mark.parametrize("host, expected", [
    ("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.1.2.3", True),
    ("0.0.0.0", False), ("192.168.1.5", False), ("::", False), ("", False),
])
def test_which_hosts_are_this_machine(host, expected):
    assert is_loopback(host) is expected
