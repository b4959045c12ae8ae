"""A server from its start to Ctrl-C. The one home of uvicorn."""

from __future__ import annotations

import socket
import ssl
import sys
from contextlib import suppress
from typing import Callable, List, Optional

import uvicorn

from .._core import OptionError
from ..reader import Reader
from . import listening, qr
from .app import create_app
from .connections import protocol_with
from .settings import Settings

GRACE_SECONDS = 5


class Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Optional[List[socket.socket]] = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(reader: Reader, settings: Settings) -> None:
    """Serves until it is interrupted."""
    with listening.listen(settings) as listener:
        address = listening.address_of(listener, settings)
        server = Server(config_of(reader, settings), lambda: announce(address, settings))
        with suppress(KeyboardInterrupt):
            server.run([listener])


def config_of(reader: Reader, settings: Settings) -> uvicorn.Config:
    """No access log: it would write tokens down. No proxy headers: a client cannot say who it is."""
    limits = settings.limits
    config = uvicorn.Config(
        create_app(reader, settings),
        http=protocol_with(limits),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=16 * 1024,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise OptionError(f"--certificate, --key: {settings.certificate}: found no usable PEM file: {error}") from None
    return config


def announce(address: str, settings: Settings) -> None:
    """Says where to go; with a code to scan where somebody looks and another device can come."""
    url = f"{address}/" if settings.token is None else f"{address}/?token={settings.token}"
    print(url, flush=True)
    if not sys.stderr.isatty():
        return
    if not listening.is_loopback(settings.host):
        sys.stderr.write("\n" + qr.terminal_code(url) + "\n")
    sys.stderr.write("Open the address in a browser. Ctrl-C ends the server; it has kept nothing.\n")
    sys.stderr.flush()
