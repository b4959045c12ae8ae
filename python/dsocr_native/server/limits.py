"""How much a request, and all requests together, may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes, pixels, seconds and counts; each has a status code of its own when it is passed.

    body_bytes: of one request (413).
    held_bytes: of all bodies in memory at one time (503).
    pixels: of one picture (413).
    pages: of one export (413).
    requests: received, waiting or read at one time, from everyone (503).
    client_requests: the same from one address (429).
    connections: open at one time, idle ones included (503).
    header_seconds: from the connection, or from the first byte of a later request, to the end of its head (408).
    pause_seconds: without a byte of the body (408).
    body_seconds: for all of the body (408).
    answer_seconds: from the end of the body to the answer, waiting included (503).
    send_seconds: in which the other side takes nothing of the answer; then the connection ends.
    """

    body_bytes: int = 25_000_000
    held_bytes: int = 150_000_000
    pixels: int = 60_000_000
    pages: int = 100
    requests: int = 16
    client_requests: int = 12
    connections: int = 100
    header_seconds: float = 10
    pause_seconds: float = 10
    body_seconds: float = 60
    answer_seconds: float = 120
    send_seconds: float = 30
