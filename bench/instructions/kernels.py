"""Instructions a unit of work of every kernel, NEON beside its scalar twin, and beside OpenCV on the same core.

    python -m bench.instructions.kernels [--cpu NAME]... [--json FILE]

A unit is a destination pixel, or for the final layer a multiplication with its addition. Ours gives normalised planes of
floats; OpenCV gives bytes, and is shown also with the NumPy lines that RapidOCR makes planes with.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.instructions import emulation, programs
from tools.errors import run_command
from tools.files import write_file
from tools.tables import table


def count(cpu: str) -> list[dict[str, object]]:
    """Ours and OpenCV's: kernel, size, backend, per_unit."""
    ours = emulation.run(cpu, programs.built("kernels"), "--count")
    theirs = emulation.python(cpu, emulation.peer_packages(), "opencv.py")
    return [row for said, sections in (ours, theirs) for row in rows(said, sections)]


def rows(said: str, sections: list[emulation.Section]) -> list[dict[str, object]]:
    """What the program said of each run, and what was counted in the section between its two marks."""
    runs = [json.loads(line) for line in said.splitlines()]
    counted = [section["instructions"] for section in sections[1:-1:2]]
    return [{"kernel": run["kernel"], "size": run["size"], "backend": run["backend"], "per_unit": count / run["work"]}
            for run, count in zip(runs, counted, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu", action="append", metavar="NAME", help=f"default: {', '.join(emulation.CPUS)}")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    cpus = options.cpu or list(emulation.CPUS)
    found: dict[tuple[str, ...], dict[str, float]] = {}
    for cpu in cpus:
        print(f"counting on {cpu}", file=sys.stderr)
        for row in count(cpu):
            found.setdefault((row["kernel"], row["size"], row["backend"]), {})[cpu] = row["per_unit"]
    print(table(("kernel", "size", "back end", *cpus),
                [[*name, *(f"{counts[cpu]:.3g}" if cpu in counts else None for cpu in cpus)]
                 for name, counts in found.items()]))
    if options.json:
        rows_ = [{"kernel": kernel, "size": size, "backend": backend, "per_unit": counts}
                 for (kernel, size, backend), counts in found.items()]
        write_file(options.json, json.dumps(rows_, indent=1).encode())


if __name__ == "__main__":
    run_command(main)
