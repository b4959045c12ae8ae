"""`dsocr bench`: how fast this machine reads."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Iterator

from .. import benchmark
from .inputs import expand
from .language import translated as _
from .options import add_reader_options, add_reading_options, open_reader, reading_options
from .command import add_command
from .report import Progress

EXAMPLES = """\
examples:
  dsocr bench receipt.jpg
  dsocr bench photos/ --repeat 10 --threads 1
  dsocr bench receipt.jpg --json > my-phone.json     to share: it names no folder and no user
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "bench", "measure how fast this machine reads",
                         "Reads pictures again and again and says how long each stage took.", EXAMPLES)
    parser.add_argument("inputs", nargs="+", metavar="PICTURE", help="a file, a folder, a pattern, or - for stdin")
    parser.add_argument("--repeat", type=int, default=50, metavar="N",
                        help="readings of each picture that count; one more warms up (default: 50)")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    group = parser.add_argument_group("reading")
    add_reader_options(group)
    add_reading_options(group)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Measures, and prints a table a picture."""
    options = reading_options(arguments)
    pictures = expand(arguments.inputs)
    reader = open_reader(arguments)
    with Progress(arguments.repeat, _("rounds")) as progress:
        found = benchmark.measure(reader, pictures, repeat=arguments.repeat,
                                  on_round=lambda done, total: progress.show(done), **options)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(table(found)))
    sys.stdout.flush()
    return True


def table(found: dict[str, Any]) -> Iterator[str]:
    """What was measured for people."""
    cpu = found["cpu"]
    measured = ["dsocr " + found["version"], *(found[name] for name in ("model", "device", "precision", "backend")),
                _("{threads} threads").format(threads=found["threads"])]
    yield ", ".join(measured)
    yield ", ".join(filter(None, (cpu["name"], cpu["architecture"], " ".join(cpu["features"]))))
    for picture in found["pictures"]:
        yield ""
        yield _("{source}: {width} x {height} pixels, {lines} lines, {repeat} readings").format(
            repeat=found["repeat"], **picture)
        yield from rows(picture["stages_ms"])
        yield from copied(picture["copied_bytes"])
    yield ""
    yield _("first reading {first:.0f} ms, peak memory {memory:.0f} MB").format(
        first=found["first_read_ms"], memory=found["peak_memory_bytes"] / 1e6) + heat(found["temperature_c"])


def rows(stages: dict[str, dict[str, float]]) -> Iterator[str]:
    """A row a stage."""
    yield f"  {'ms':<10} {'min':>9} {'p50':>9} {'p90':>9}"
    for stage, times in stages.items():
        yield f"  {stage:<10} {times['min']:9.1f} {times['p50']:9.1f} {times['p90']:9.1f}"


def copied(sums: dict[str, int]) -> Iterator[str]:
    """A row: how much was written anew, in all and where."""
    kinds = ", ".join(f"{kind} {count / 1e6:.1f}" for kind, count in sums.items())
    yield f"  {_('copied'):<10} {sum(sums.values()) / 1e6:9.1f} MB: {kinds}"


def heat(degrees: dict[str, float | None]) -> str:
    """How warm it got, where the machine tells."""
    if degrees["before"] is None or degrees["after"] is None:
        return ""
    return _(", {before:.0f} to {after:.0f} °C").format(**degrees)
