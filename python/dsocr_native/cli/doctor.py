"""`dsocr doctor`: whether all is well, and what to do where it is not."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..health import Check, examine
from .command import add_command
from .language import translated as _
from .options import add_reader_options, reader_options

EXAMPLES = """\
examples:
  dsocr doctor
  dsocr doctor --json                to send along with a question
  dsocr doctor --model my-model/     also looks at a model of your own

exit codes: 0 all is well, 1 something is broken (what to do stands beside it)
"""


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser = add_command(commands, "doctor", "check this installation and this machine",
                         "Looks at CPU, memory and models, and reads a sample whose text is known.", EXAMPLES)
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    add_reader_options(parser.add_argument_group("reading"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> bool:
    """Prints a check a row; False where one failed."""
    checks = []
    for check in examine(arguments.model, **reader_options(arguments)):
        checks.append(check)
        if not arguments.json:
            print("\n".join(rows(check)), flush=True)
    is_well = all(check.is_well for check in checks)
    if arguments.json:
        print(json.dumps({"is_well": is_well, "checks": [check.to_dict() for check in checks]}, ensure_ascii=False))
    elif is_well:
        print(_("All is well."))
    return is_well


def rows(check: Check) -> list[str]:
    """What was found, and under it what to do where that is wrong."""
    mark = _("ok") if check.is_well else _("BROKEN")
    found = f"{mark:<7} {check.name:<12} {check.found}"
    return [found] if check.is_well else [found, f"{'':<20} {check.advice}"]
