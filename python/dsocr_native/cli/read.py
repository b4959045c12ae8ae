"""`dsocr read`: pictures in, text out."""

from __future__ import annotations

import argparse
from typing import Any, Iterator, Optional

from ..formats import FORMATS, Format, format_named
from ..options import PRECISIONS, read_options
from ..page import Page
from ..reader import Reader
from ..saving import write_document
from .drawings import Drawings
from .inputs import expand
from .outputs import check_terminal, is_folder, write_each, write_to_stdout
from .report import Report

EXAMPLES = """\
examples:
  dsocr read receipt.jpg
  dsocr read scans/*.png --format tsv --output lines.tsv
  dsocr read scans/ --format text --output texts/     a file of its own for each picture
  dsocr read page.png --draw annotated.png
  dsocr read photos/ --draw annotated/ --format json > photos.jsonl
  curl -s https://example.org/sign.jpg | dsocr read -

exit codes: 0 all read, 1 some pictures failed (each is named on stderr, the rest are printed),
2 the command cannot be carried out as given
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "read",
        help="print the text of pictures",
        description="Prints the text of pictures (JPEG, PNG, WebP, BMP) in reading order.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="PICTURE", help="a file, a folder of them, or - for stdin")
    add_output_options(parser.add_argument_group("output"))
    add_reading_options(parser.add_argument_group("reading"))
    parser.set_defaults(run=run)


def add_output_options(group: Any) -> None:
    """What is written, and where."""
    formats = "; ".join(f"{format.name}: {format.summary}" for format in FORMATS.values())
    group.add_argument("--format", choices=list(FORMATS), default="text", help=f"{formats} (default: text)")
    group.add_argument("--output", metavar="FILE", help="a file, or a folder for one file a picture (default: stdout)")
    group.add_argument("--draw", metavar="FILE", help="the picture with its lines outlined, .png or .jpg; "
                                                      "a folder where there are many pictures")


def add_reading_options(group: Any) -> None:
    """The Reader's options, under the names that Python and C++ give them."""
    group.add_argument("--model", metavar="NAME", help="a name of `dsocr models`, or the folder of another model "
                                                       "(default: $DSOCR_MODEL, or the first listed)")
    group.add_argument("--threads", type=int, default=0, metavar="N", help="0: one a CPU, at most 4 (default)")
    group.add_argument("--precision", choices=list(PRECISIONS), default="auto",
                       help="how the networks compute (default: auto, the fastest that is safe here)")
    group.add_argument("--min-confidence", type=float, default=0.5, metavar="SHARE",
                       help="leave out lines under it, 0 to 1 (default: 0.5)")
    group.add_argument("--max-side", type=int, default=0, metavar="PIXELS",
                       help="search at no more than this on the longer side: faster, misses small text")
    group.add_argument("--max-pixels", type=int, default=200_000_000, metavar="N",
                       help="refuse larger pictures (default: 200000000)")
    group.add_argument("--classify", action=argparse.BooleanOptionalAction, default=True,
                       help="turn lines that stand upside down")


def run(arguments: argparse.Namespace) -> bool:
    """Reads the pictures; False where some failed."""
    options = {name: getattr(arguments, name) for name in ("classify", "min_confidence", "max_side", "max_pixels")}
    read_options(**options)  # a bad one ends the command before anything is opened
    format = format_named(arguments.format)
    if arguments.output is None:
        check_terminal(format)
    pictures = expand(arguments.inputs)
    many = len(pictures) > 1
    drawings = Drawings(arguments.draw, many) if arguments.draw else None
    reader = Reader(arguments.model, threads=arguments.threads, precision=arguments.precision)
    report = Report(len(pictures))
    pages = report.watch(reader.read_many(pictures, **options), drawings)
    deliver(pages, format, arguments.output, many)
    return report.failures == 0


def deliver(pages: Iterator[Page], format: Format, output: Optional[str], many: bool) -> None:
    """To stdout, to a file, or to a file for each page."""
    if output is None:
        write_to_stdout(format.write(pages, many))
    elif is_folder(output):
        write_each(pages, format, output)
    else:
        write_document(format.write(pages, many), output)
