"""What every answer carries and how it leaves: security headers, and a way to say no to somebody who still talks."""

from __future__ import annotations

import asyncio
import time
from typing import List, Tuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "connect-src 'self'",
    "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
))
HEADERS: List[Tuple[bytes, bytes]] = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
]
LINGER_SECONDS, LINGER_BYTES = 2, 64_000_000


class Courtesy:
    """ASGI middleware, the outermost.

    A client that is refused in the middle of its body would find the connection reset and never read why. So the last
    byte of such an answer waits while what still comes is thrown away, within LINGER_SECONDS and LINGER_BYTES.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            exchange = Exchange(receive, send, has_body(Headers(scope=scope)))
            await self._app(scope, exchange.receive, exchange.send)
        else:
            await self._app(scope, receive, send)


def has_body(headers: Headers) -> bool:
    """Whether a body follows the head of a request."""
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


class Exchange:
    """One request and its answer."""

    def __init__(self, receive: Receive, send: Send, body_comes: bool) -> None:
        self._receive, self._send = receive, send
        self._all_received = not body_comes

    async def receive(self) -> Message:
        """Passes on, and notes the end of the body."""
        message = await self._receive()
        self._all_received = self._all_received or not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Adds the headers; lingers before the end of an answer that came early."""
        if message["type"] == "http.response.start":
            closing = [] if self._all_received else [(b"connection", b"close")]
            message = {**message, "headers": [*message["headers"], *HEADERS, *closing]}
        elif not message.get("more_body", False) and not self._all_received:
            await self._send({**message, "more_body": True})
            await self._linger()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    async def _linger(self) -> None:
        deadline = time.monotonic() + LINGER_SECONDS
        left = LINGER_BYTES
        try:
            while not self._all_received and left > 0:
                message = await asyncio.wait_for(self.receive(), max(deadline - time.monotonic(), 0))
                left -= len(message.get("body", b""))
        except asyncio.TimeoutError:
            return
