"""What can be typed."""

from __future__ import annotations

import argparse

from .._core import __version__
from . import bench, completion, doctor, info, languages, models, read, serve
from .command import Parser

EXAMPLES = """\
examples:
  dsocr read receipt.jpg                     the text of a photo
  dsocr read scans/ --format json            one JSON object a picture, one a row
  dsocr read page.png --draw annotated.png   also the picture with the lines outlined
  cat page.png | dsocr read -                from another program
  dsocr serve                                a web page for this machine or the local network
  dsocr read --watch Screenshots/            each picture that appears in a folder
  dsocr bench receipt.jpg                    how fast this machine reads
  dsocr doctor                               whether all is well
  dsocr models                               what is installed
  dsocr languages                            what can be read
  dsocr info                                 what this machine can do

`dsocr COMMAND --help` tells more.
"""


def build_parser() -> argparse.ArgumentParser:
    """The command line with all its commands; each command's file adds its own."""
    parser = Parser(
        prog="dsocr",
        description="Text from pictures, on this machine alone.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"dsocr {__version__}",
                        help="show the version and leave")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (read, serve, bench, doctor, models, languages, info, completion):
        command.add_parser(commands)
    return parser
