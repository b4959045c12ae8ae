"""What the owner of the machine chose for a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional, Tuple

from .limits import Limits


@dataclass(frozen=True)
class Settings:
    """
    host, port: where to listen; port 0 takes any free one.
    token: what a request has to show; None asks for nothing.
    allowed_hosts: names under which the server may be called, beside its addresses and this machine's names.
    certificate, key: files in PEM; with them the server speaks HTTPS.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: Optional[str] = None
    allowed_hosts: Tuple[str, ...] = ()
    certificate: Optional[str] = None
    key: Optional[str] = None
    limits: Limits = field(default_factory=Limits)

    @property
    def scheme(self) -> str:
        """http or https."""
        return "https" if self.certificate else "http"
