"""Where a server listens, and the addresses under which people find it."""

from __future__ import annotations

import ipaddress
import socket

from .._core import OptionError
from .settings import Settings

# Takes over from a server that has just ended. On Windows SO_REUSEADDR would also share the port with one that runs.
OWN_ADDRESS = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
NOWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}  # for documentation; no packet is sent


def listen(settings: Settings) -> socket.socket:
    """A socket that listens; an OptionError says why there is none."""
    where = f"{settings.host} port {settings.port}"
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, kind)
        try:
            listener.setsockopt(socket.SOL_SOCKET, OWN_ADDRESS, 1)
            listener.bind(address)
        except BaseException:
            listener.close()
            raise
        return listener
    except (OSError, UnicodeError) as error:  # a name that no address can have is the latter
        reason = error.strerror if isinstance(error, OSError) else "not the name of a host"
        raise OptionError(f"{where}: cannot listen there: {reason}; --host and --port choose") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def address_of(listener: socket.socket, settings: Settings) -> str:
    """A URL without its path, for the browser of whoever can reach the server."""
    port = listener.getsockname()[1]
    host = settings.host
    if host in ("", "0.0.0.0", "::"):
        host = own_address(listener.family)
    return f"{settings.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def own_address(family: socket.AddressFamily) -> str:
    """This machine's address on the network that it would leave by; the loopback where there is none."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((NOWHERE[family], 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1" if family == socket.AF_INET else "::1"
