"""Connections that say nothing, or take nothing, come to an end."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Optional, Type

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .limits import Limits

TOO_SLOW = (b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 37\r\n"
            b"Connection: close\r\n\r\nthe head of the request did not come\n")


class PatientProtocol(H11Protocol):
    """uvicorn's protocol with two clocks more: one for the head of a request, one for a client that does not read."""

    limits: Limits

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head_clock = Clock(self.limits.header_seconds, self._give_up)
        self._send_clock = Clock(self.limits.send_seconds, self._hang_up)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._expect_head()

    def connection_lost(self, exc: Optional[Exception]) -> None:
        self._head_clock.stop()
        self._send_clock.stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._send_clock.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._send_clock.stop()

    def _expect_head(self) -> None:
        """The clock runs from the first byte that is missing to the last, however slowly they come."""
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._head_clock.stop()
        else:
            self._head_clock.start()

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(TOO_SLOW)
            self.transport.close()

    def _hang_up(self) -> None:
        self.transport.abort()


class Clock:
    """Calls once, unless it is stopped before."""

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._seconds, self._call = seconds, call
        self._timer: Optional[asyncio.TimerHandle] = None

    def start(self) -> None:
        """A clock that runs goes on running."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._call)

    def stop(self) -> None:
        """A clock that does not run stays as it is."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def protocol_with(limits: Limits) -> Type[PatientProtocol]:
    """The protocol class for a server with these limits; uvicorn makes its objects itself."""
    return type("LimitedProtocol", (PatientProtocol,), {"limits": limits})
