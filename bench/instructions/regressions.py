"""The counts that tests/aarch64 holds every change against: one small reading a core.

    python -m bench.instructions.regressions [--update]

Without --update it says what changed; with it, table.json gets today's counts.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.instructions import emulation
from tools.emulated import ROOT, our_package
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.tables import table

TABLE = emulation.HERE / "table.json"
PICTURE = ROOT / "tests" / "aarch64" / "images" / "book.jpg"
OPTIONS = {"max_side": 256}
TOLERANCE = 0.03  # counts repeat to 0.01 %
UPDATE = "python -m bench.instructions.regressions --update"


def count(cpu: str, package: Path) -> int:
    """Instructions of one reading of PICTURE; `package`: the folder with the aarch64 wheel's files."""
    _, (_, section, _) = emulation.python(cpu, package, "read.py", json.dumps(OPTIONS), PICTURE)
    return section["instructions"]


def known() -> dict[str, int]:
    try:
        return json.loads(TABLE.read_text())["instructions"]
    except (OSError, ValueError, KeyError) as error:
        raise ToolError(f"{TABLE} holds no counts ({error!r}); {UPDATE} writes them") from error


def complaint(cpu: str, found: int, expected: int) -> str:
    """What to say of a count, or nothing where it is no more than TOLERANCE above the table's."""
    change = found / expected - 1
    if change <= TOLERANCE:
        return ""
    return (f"reading {PICTURE.name} on {cpu} takes {found / 1e6:.1f} million instructions, {100 * change:.1f} % more "
            f"than the {expected / 1e6:.1f} million of {TABLE.relative_to(ROOT)}; at most "
            f"{100 * TOLERANCE:.0f} % is allowed. If it has to cost that, {UPDATE} writes the new counts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    before = {} if options.update and not TABLE.exists() else known()
    with our_package() as package:
        found = {cpu: count(cpu, package) for cpu in emulation.CPUS}
    rows = [[cpu, f"{count / 1e6:.1f}", f"{100 * (count / before[cpu] - 1):+.2f} %" if cpu in before else None]
            for cpu, count in found.items()]
    print(table(("core", "millions", "change"), rows))
    if options.update:
        record = {"picture": str(PICTURE.relative_to(ROOT)), "options": OPTIONS, "instructions": found}
        write_file(TABLE, (json.dumps(record, indent=1) + "\n").encode())
        return
    if complaints := [text for cpu in found if (text := complaint(cpu, found[cpu], before[cpu]))]:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    run_command(main)
