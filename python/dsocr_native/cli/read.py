"""`dsocr read`: pictures in, text out."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from typing import Any, Iterator, List, Optional

from .._core import OptionError
from ..formats import FORMATS, Format, format_named
from ..page import Page
from ..pdf import DPI
from ..reader import Reader
from ..saving import write_document
from ..sources import Source
from .command import add_command
from .drawings import Drawings
from .inputs import SUFFIXES, Chosen, expand, is_looked_into
from .language import translated as _
from .options import add_reader_options, add_reading_options, open_reader, reading_options
from .outputs import check_terminal, is_folder, write_each, write_to_stdout
from .page_numbers import PageNumbers
from .report import Report
from .watch import appearing

EXAMPLES = """\
examples:
  dsocr read receipt.jpg
  dsocr read scans/*.png --format tsv --output lines.tsv
  dsocr read scans/ --format text --output texts/     a file of its own for each picture
  dsocr read page.png --draw annotated.png
  dsocr read photos/ --draw annotated/ --format json > photos.jsonl
  dsocr read contract.pdf --format pdf --output searchable.pdf
  dsocr read book.pdf --pages 1,3-5 --dpi 300
  dsocr read --watch Screenshots/ --output texts/     until Ctrl-C
  curl -s https://example.org/sign.jpg | dsocr read -

exit codes: 0 all read, 1 some pictures failed (each is named on stderr, the rest are printed),
2 the command cannot be carried out as given
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "read", "print the text of pictures",
                         "Prints the text of pictures (JPEG, PNG, WebP, BMP, pages of PDF and TIFF) in reading order.", EXAMPLES)
    add_input_options(parser)
    add_output_options(parser.add_argument_group("output"))
    reading = parser.add_argument_group("reading")
    add_reader_options(reading)
    add_reading_options(reading)
    parser.set_defaults(run=run, fail=parser.error)


def add_input_options(parser: Any) -> None:
    """What is read."""
    parser.add_argument("inputs", nargs="*", metavar="PICTURE", help="a file, a folder, a pattern, or - for stdin")
    parser.add_argument("--recursive", action=argparse.BooleanOptionalAction, default=True,
                        help="also look into the folders below a folder")
    parser.add_argument("--watch", metavar="FOLDER", help="then read each picture that appears there, until Ctrl-C")
    parser.add_argument("--pages", type=PageNumbers, default=PageNumbers("1-"), metavar="NUMBERS",
                        help="of PDF and TIFF files, like 1,3-5,8- (default: all)")
    parser.add_argument("--dpi", type=float, default=DPI, metavar="N", help="dots per inch for PDF pages (default: 200)")


def add_output_options(group: Any) -> None:
    """What is written, and where."""
    formats = "; ".join(f"{format.name}: {_(format.summary)}" for format in FORMATS.values())
    group.add_argument("--format", choices=list(FORMATS), default="text", help=formats + _(" (default: text)"))
    group.add_argument("--output", metavar="FILE",
                       help="a file, or a folder for one file a picture (default: stdout)")
    group.add_argument("--draw", metavar="FILE", help="the picture with its lines outlined, .png or .jpg; "
                                                        "a folder where there are many pictures")


def run(arguments: argparse.Namespace) -> bool:
    """Reads the pictures; False where some failed."""
    if not arguments.inputs and arguments.watch is None:
        arguments.fail("the following arguments are required: PICTURE")
    options = reading_options(arguments)
    format = format_named(arguments.format)
    if arguments.output is None:
        check_terminal(format)
    if arguments.watch is not None:
        check_watch(arguments.watch, arguments.output, format)
        check_not_watched("--draw", arguments.draw, arguments.watch, arguments.recursive)
        if format.suffix in SUFFIXES:
            check_not_watched("--output", arguments.output, arguments.watch, arguments.recursive)
    chosen = Chosen(arguments.recursive, arguments.pages, resolution(arguments.dpi))
    pictures = expand(arguments.inputs, chosen)
    many = len(pictures) > 1 or arguments.watch is not None
    paths = [picture.path for picture in pictures if picture.path is not None]
    drawings = Drawings(arguments.draw, many, paths) if arguments.draw else None
    reader = open_reader(arguments)
    report = Report(0 if arguments.watch is not None else len(pictures))
    pages = read_all(reader, pictures, arguments.watch, chosen, options)
    deliver(report.watch(pages, drawings), format, arguments.output, many, paths)
    return report.failures == 0


def resolution(dpi: float) -> float:
    """Dots per inch that give pages of a useful size."""
    if 20 <= dpi <= 2400:
        return dpi
    raise OptionError(f"--dpi: found {dpi:g}, expected a number from 20 to 2400")


def check_watch(folder: str, output: Optional[str], format: Format) -> None:
    """What goes on until it is interrupted can make neither a file that appears at the end nor a document that needs
    one."""
    if not os.path.isdir(folder):
        raise OptionError(f"--watch: found {folder!r}, expected a folder")
    if output is not None and not is_folder(output):
        raise OptionError(f"--output: found {output!r}, expected a folder (its name ends in {os.sep}) with --watch")
    if output is None and format.needs_its_end:
        raise OptionError(f"--output: found none, expected a folder (its name ends in {os.sep}) for the format "
                          f"{format.name} with --watch")


def check_not_watched(option: str, folder: Optional[str], watched: str, recursive: bool) -> None:
    """A picture that is written where pictures are waited for would be read, and its result too, without an end."""
    if folder is not None and is_looked_into(folder, watched, recursive):
        raise OptionError(f"{option}: found {folder!r}, expected a folder that --watch {watched!r} does not look into")


def read_all(
    reader: Reader, pictures: List[Source], watched: Optional[str], chosen: Chosen, options: dict[str, Any]
) -> Iterator[Page]:
    """Pages of the pictures that were named, then of those that appear in the watched folder."""
    new = appearing(watched, chosen.recursive) if watched is not None else iter(())
    yield from reader.read_many(pictures, **options)
    for paths in new:
        yield from reader.read_many(expand(paths, chosen), **options)


class NothingRead(Exception):
    """Every picture failed, so that the document would say nothing."""


def unless_all_fail(pages: Iterator[Page]) -> Iterator[Page]:
    """The pages; raises NothingRead at their end where none could be read."""
    nothing = True
    for page in pages:
        nothing = nothing and page.error is not None
        yield page
    if nothing:
        raise NothingRead


def deliver(pages: Iterator[Page], format: Format, output: Optional[str], many: bool, read: List[str]) -> None:
    """To stdout, to a file, or to a file for each page. A file that is there stays where no picture could be read.

    read: paths of the pictures, which stay as they are.
    """
    if output is None:
        write_to_stdout(format.write(pages, many))
    elif is_folder(output):
        write_each(pages, format, output, read)
    elif format.tells_failures:
        write_document(format.write(pages, many), output)
    else:
        with suppress(NothingRead):
            write_document(format.write(unless_all_fail(pages), many), output)
