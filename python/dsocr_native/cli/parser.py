"""What can be typed."""

from __future__ import annotations

import argparse

from .._core import __version__
from . import info, models, read, serve

EXAMPLES = """\
examples:
  dsocr read receipt.jpg                     the text of a photo
  dsocr read scans/ --format json            one JSON object a picture, one a row
  dsocr read page.png --draw annotated.png   also the picture with the lines outlined
  cat page.png | dsocr read -                from another program
  dsocr serve                                a web page for this machine or the local network
  dsocr models                               what is installed
  dsocr info                                 what this machine can do

`dsocr COMMAND --help` tells more.
"""


def build_parser() -> argparse.ArgumentParser:
    """The command line with all its commands; each command's file adds its own."""
    parser = argparse.ArgumentParser(
        prog="dsocr",
        description="Text from pictures, on this machine alone.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dsocr {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (read, serve, models, info):
        command.add_parser(commands)
    return parser
