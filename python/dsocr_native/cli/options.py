"""The Reader's options, under the names that Python and C++ give them."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Union

from ..options import BACKENDS, BIG, MIN_CONFIDENCE, PRECISIONS, read_options
from ..reader import Reader
from .config import add_config_option
from .language import translated_error


def add_reader_options(group: Any) -> None:
    """What a Reader is opened with."""
    group.add_argument("--model", metavar="NAME", help="a name of `dsocr models`, or the folder of another model "
                                                         "(default: $DSOCR_MODEL, or the first listed)")
    group.add_argument("--threads", type=threads_of, default=0, metavar="N",
                       help="0: one a CPU, at most 4 (default); big: one a fast core, and only there")
    group.add_argument("--precision", choices=list(PRECISIONS), default="auto",
                       help="how the networks compute (default: auto, the fastest that is safe here)")
    group.add_argument("--memory-limit-mb", type=int, default=0, metavar="MB",
                       help="take no more: fewer threads, then smaller pictures; 0 is no limit (default)")
    group.add_argument("--backend", choices=list(BACKENDS), default="cpu",
                       help="what the networks run on (default: cpu); `dsocr info` tells what there is")
    add_config_option(group)


def threads_of(text: str) -> Union[int, str]:
    """A number, or the word."""
    return text if text == BIG else int(text)


threads_of.__name__ = "int"  # what argparse calls it where it is neither


def reader_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Those of `Reader`, beside the model."""
    return {name: getattr(arguments, name) for name in ("threads", "precision", "memory_limit_mb", "backend")}


def open_reader(arguments: argparse.Namespace) -> Reader:
    """The reader that was asked for. Where it does without the GPU that it should use, stderr says why."""
    reader = Reader(arguments.model, **reader_options(arguments))
    device = reader.info["device"]
    if not device.startswith(arguments.backend):
        print(f"dsocr: {translated_error(f'the networks run on the {device}')}", file=sys.stderr)
    return reader


def add_reading_options(group: Any) -> None:
    """How each picture is read."""
    group.add_argument("--min-confidence", type=float, default=MIN_CONFIDENCE, metavar="SHARE",
                       help="leave out lines under it, 0 to 1 (default: 0.7)")
    group.add_argument("--max-side", type=int, default=0, metavar="PIXELS",
                       help="search at no more than this on the longer side: faster, misses small text")
    group.add_argument("--budget-ms", type=int, default=0, metavar="MS",
                       help="leave out what takes longer, and say so: small lines first; 0 is no limit (default)")
    group.add_argument("--max-pixels", type=int, default=200_000_000, metavar="N",
                       help="refuse larger pictures (default: 200000000)")
    group.add_argument("--box-threshold", type=float, metavar="SHARE",
                       help="leave out places that are text with less confidence, 0 to 1 (default: the model's)")
    group.add_argument("--unclip-ratio", type=float, metavar="N",
                       help="how far a place grows beyond the core of its text, 0 to 10 (default: the model's)")
    group.add_argument("--classify", action=argparse.BooleanOptionalAction, default=True,
                       help="turn lines that stand upside down")


def reading_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Those of `Reader.read`, checked, so that a bad one ends the command before anything is opened."""
    names = ("classify", "min_confidence", "max_side", "budget_ms", "max_pixels", "box_threshold", "unclip_ratio")
    options = {name: getattr(arguments, name) for name in names}
    read_options(**options)
    return options
