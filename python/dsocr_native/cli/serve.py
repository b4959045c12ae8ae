"""`dsocr serve`: the web page and the REST interface."""

from __future__ import annotations

import argparse
import os
import secrets
from typing import Any, Optional

from .._core import Error, OptionError
from ..health import missing_of
from ..options import whole_number
from .command import add_command
from .options import add_reader_options, open_reader

EXAMPLES = """\
examples:
  dsocr serve                                http://127.0.0.1:8765/, for this machine alone
  dsocr serve --host 0.0.0.0                 for the local network: the address carries a token, the code is to scan
  dsocr serve --host 0.0.0.0 --certificate cert.pem --key key.pem
  curl -F file=@receipt.jpg "http://127.0.0.1:8765/api/read?format=text"

It needs: pip install "dsocr-native[serve]"
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "serve", "a web page and a REST interface on this machine",
                         "Serves a web page (camera, upload, paste) and a REST interface. Nothing that is sent is kept.",
                         EXAMPLES)
    add_address_options(parser.add_argument_group("address"))
    add_limits(parser.add_argument_group("limits"))
    add_reader_options(parser.add_argument_group("reading"))
    parser.set_defaults(run=run)


def add_address_options(group: Any) -> None:
    """Where, and for whom."""
    group.add_argument("--host", default="127.0.0.1", help="where to listen; 0.0.0.0 is the whole local network "
                                                           "(default: 127.0.0.1, this machine alone)")
    group.add_argument("--port", type=int, default=8765, metavar="N", help="0 takes any free one (default: 8765)")
    group.add_argument("--token", metavar="TEXT", help="what visitors have to show (default: $DSOCR_TOKEN; else random "
                                                       "beyond this machine, none on it)")
    group.add_argument("--allow-host", action="append", default=[], metavar="NAME",
                       help="another name that this server is called by; may be repeated")
    group.add_argument("--certificate", metavar="FILE", help="PEM; with --key the server speaks HTTPS, which browsers "
                                                             "ask for before they give the camera to another machine")
    group.add_argument("--key", metavar="FILE", help="PEM, of the certificate")


def add_limits(group: Any) -> None:
    """What one request may take."""
    group.add_argument("--max-body", type=int, default=25_000_000, metavar="BYTES",
                       help="of one request (default: 25000000)")
    group.add_argument("--max-pixels", type=int, default=60_000_000, metavar="N",
                       help="refuse larger pictures (default: 60000000)")
    group.add_argument("--max-requests", type=int, default=16, metavar="N",
                       help="received, waiting or read at one time (default: 16)")


def run(arguments: argparse.Namespace) -> bool:
    """Serves until Ctrl-C."""
    check_extra()
    from ..server.serving import serve

    settings = settings_of(arguments)
    serve(open_reader(arguments), settings)
    return True


def check_extra() -> None:
    """One sentence where the extra is not installed."""
    if missing := missing_of("serve"):
        raise Error(f'serve: {missing[0]} is not installed, expected the extra: pip install "dsocr-native[serve]"')


def settings_of(arguments: argparse.Namespace) -> Any:
    """The server's settings."""
    from ..server.limits import Limits
    from ..server.settings import Settings

    if (arguments.certificate is None) != (arguments.key is None):
        raise OptionError("--certificate, --key: found one of them, expected both or none")
    limits = Limits(
        body_bytes=whole_number("--max-body", arguments.max_body, 1, 2**40),
        held_bytes=max(Limits.held_bytes, arguments.max_body),
        pixels=whole_number("--max-pixels", arguments.max_pixels, 1, 2**62),
        requests=whole_number("--max-requests", arguments.max_requests, 1, 1000),
    )
    return Settings(
        host=arguments.host, port=whole_number("--port", arguments.port, 0, 65535), token=token_of(arguments),
        allowed_hosts=tuple(arguments.allow_host), certificate=arguments.certificate, key=arguments.key, limits=limits,
    )


def token_of(arguments: argparse.Namespace) -> Optional[str]:
    """The one that was chosen; else a random one, unless only this machine can reach the server."""
    from ..server.listening import is_loopback

    asked_by = "--token" if arguments.token is not None else "DSOCR_TOKEN"
    token = arguments.token if arguments.token is not None else os.environ.get("DSOCR_TOKEN") or None
    if token is None:
        return None if is_loopback(arguments.host) else secrets.token_urlsafe(18)
    if len(token) < 8 or not all(character.isalnum() or character in "-_.~" for character in token) \
            or not token.isascii():
        raise OptionError(f"{asked_by}: expected at least 8 letters, digits or any of -_.~")
    return token
