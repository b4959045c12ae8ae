"""The web page's files, read once. An address is looked up among them and never becomes a path."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Dict, FrozenSet, List

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .gate import ENTRANCE

FOLDER = Path(__file__).parent / "page"
WORKER = "/worker.js"
DOORSTEP = "/doorstep.html"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Asset:
    """A file of the page."""

    content: bytes
    media_type: str

    @cached_property
    def tag(self) -> str:
        """Changes with the content."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'

    async def answer(self, request: Request) -> Response:
        """The file, or that the browser has it already."""
        headers = {"ETag": self.tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=headers)
        return Response(self.content, headers=headers, media_type=self.media_type)


def load() -> Dict[str, Asset]:
    """The files by address."""
    assets = {address_of(path): Asset(path.read_bytes(), MEDIA_TYPES[path.suffix])
              for path in sorted(FOLDER.rglob("*")) if path.suffix in MEDIA_TYPES}
    worker = assets[WORKER]
    return {**assets, WORKER: Asset(shell_of(assets) + worker.content, worker.media_type)}


def address_of(path: Path) -> str:
    """index.html is the entrance."""
    return ENTRANCE if path.name == "index.html" else "/" + path.relative_to(FOLDER).as_posix()


def shell_of(assets: Dict[str, Asset]) -> bytes:
    """What the service worker keeps for the time without a server; a new version has a new name."""
    version = hashlib.sha256(b"".join(asset.content for asset in assets.values())).hexdigest()[:16]
    addresses = [address for address in assets if address != WORKER]
    return f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(addresses)};\n".encode()


def routes(assets: Dict[str, Asset]) -> List[Route]:
    """For Starlette."""
    return [Route(address, asset.answer) for address, asset in assets.items()]


def public(assets: Dict[str, Asset]) -> FrozenSet[str]:
    """All but the page itself: scripts and icons are the same for everybody."""
    return frozenset(assets) - {ENTRANCE}
