"""By which name we are called, and from the page of which site."""

from __future__ import annotations

import ipaddress
import socket
from typing import FrozenSet

from starlette.datastructures import URL, Headers
from starlette.types import Scope

from .problems import Problem
from .settings import Settings

HARMLESS_SITES = ("same-origin", "none")


def host_names(settings: Settings) -> FrozenSet[str]:
    """The names that mean this server. Addresses need no listing: a foreign site cannot make its own name one."""
    own = socket.gethostname().lower()
    names = ("localhost", own, f"{own}.local", settings.host, *settings.allowed_hosts)
    return frozenset(name.lower().rstrip(".") for name in names if name)


def check_host(headers: Headers, names: FrozenSet[str]) -> None:
    """Refuses a name that is not ours: a foreign site may have pointed its own at this machine (DNS rebinding)."""
    host = host_of(headers.get("host", ""))
    if host not in names and not is_address(host):
        raise Problem(421, f"this server is not {host or 'nameless'!r}; --allow-host adds a name")


def host_of(header: str) -> str:
    """The name or address, without port and brackets."""
    name, colon, port = header.rpartition(":")
    host = name if colon and port.isdigit() else header
    return host.strip("[]").lower().rstrip(".")


def is_address(host: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def check_site(headers: Headers, scope: Scope) -> None:
    """Refuses what the page of another site sends or embeds. Following a link to our page is no harm."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    is_foreign = site is not None and site not in HARMLESS_SITES
    is_visit = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    if (is_foreign and not is_visit) or (origin is not None and not is_own(origin, headers)):
        raise Problem(403, "requests from the pages of other sites are refused")


def is_own(origin: str, headers: Headers) -> bool:
    """Whether an Origin is the host that was called."""
    try:
        return URL(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:  # no address at all
        return False
