"""Servers to test, and requests to them: through http.client, or byte by byte."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

STARTER = Path(__file__).with_name("start_server.py")


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self):
        return json.loads(self.body)

    @property
    def detail(self) -> str:
        """The sentence of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self.text
        problem = self.json()
        assert problem["status"] == self.status
        return problem["detail"]


class Server:
    """`with Server(limits={...}, token="...") as server`; every setting is one of dsocr_native's Settings."""

    def __init__(self, **settings: object) -> None:
        self._settings = {"port": 0, **settings}

    def __enter__(self) -> Server:
        command = [sys.executable, str(STARTER), json.dumps(self._settings)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http"), self.process.stderr.read()
        self.port = urlsplit(self.url).port
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        _, errors = self.process.communicate(timeout=20)
        assert errors == "", errors

    def ask(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=150)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, body: object = b"", headers: dict[str, str] | None = None) -> Answer:
        return self.ask("POST", path, body, headers)

    def post_form(self, path: str, parts: list[tuple[str, str | None, bytes]]) -> Answer:
        body, content_type = form(parts)
        return self.post(path, body, {"Content-Type": content_type})

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def is_alive(self) -> bool:
        return self.process.poll() is None and self.get("/healthz").json() == {"status": "ok"}

    @property
    def peak_bytes(self) -> int:
        """The largest resident set of the process until now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def form(parts: list[tuple[str, str | None, bytes]]) -> tuple[bytes, str]:
    """Name, file name and content of each part, as multipart/form-data with its Content-Type."""
    boundary = uuid.uuid4().hex
    body = b""
    for name, filename, content in parts:
        file = "" if filename is None else f'; filename="{filename}"'
        disposition = f'Content-Disposition: form-data; name="{name}"{file}'
        body += f"--{boundary}\r\n{disposition}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def head(method: str, path: str, **headers: object) -> bytes:
    """The head of a request; names are given with _ for -."""
    rows = [("Host", "127.0.0.1"), *((name.replace("_", "-"), str(value)) for name, value in headers.items())]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *map(": ".join, rows), "", ""]).encode()


def answer_on(connection: socket.socket) -> Answer:
    """The next answer on a connection."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
