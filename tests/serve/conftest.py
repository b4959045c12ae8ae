"""A real server in a process of its own, a client that says exactly what it is told to, and a real browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "python"))

from client import Server  # noqa: E402
from pictures import encoded, page_of  # noqa: E402

ROWS = ("Hello World 2026", "The quick brown fox", "Total: 42.50 EUR")


@pytest.fixture(scope="session")
def server():
    """On this machine's own address, without a token."""
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def strict():
    """With limits that a test can pass quickly."""
    limits = {"body_bytes": 200_000, "pixels": 1_000_000, "pages": 3, "requests": 4, "client_requests": 2,
              "header_seconds": 1, "pause_seconds": 0.6, "body_seconds": 1.5}
    with Server(limits=limits) as running:
        yield running


@pytest.fixture(scope="session")
def rows_png() -> bytes:
    """ROWS as a file."""
    return encoded(page_of(*ROWS))


@pytest.fixture(scope="session")
def page(server, rows_png) -> dict:
    """ROWS as they were read."""
    return server.post("/api/read", rows_png, {"Content-Type": "image/png"}).json()
