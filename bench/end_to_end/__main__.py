"""Measures the installed package as a whole, beside RapidOCR and Pillow.

    python -m bench.end_to_end [NAME...] [--rounds 5] [--threads 2] [--json FILE]

Without a name all of them. Sides take turns; a ratio is ours / the other's within a round, and the table shows the
median over the rounds with the least and the greatest. Processor milliseconds are what a busy machine disturbs least.
"""

import argparse
import json
from pathlib import Path

from bench.end_to_end import cold_start, decode, large, memory, soak, throughput
from bench.end_to_end.rounds import HEADER, machine
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.tables import table

MEASUREMENTS = {"cold-start": cold_start, "decode": decode, "large": large, "memory": memory, "soak": soak,
                "throughput": throughput}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.end_to_end", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(MEASUREMENTS)}; default: all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if unknown := set(options.names) - set(MEASUREMENTS):
        raise ToolError(f"{', '.join(sorted(unknown))}: there is no such measurement, only {', '.join(MEASUREMENTS)}")
    if options.rounds < 1:
        raise ToolError(f"--rounds is {options.rounds}, expected at least 1")
    before = machine()
    results = [result for name in options.names or MEASUREMENTS
               for result in MEASUREMENTS[name].measure(options.rounds, options.threads)]
    print(table(HEADER, [row for result in results for row in result.rows()]))
    if options.json:
        record = {"machine": before, "rounds": options.rounds, "threads": options.threads,
                  "results": [result.as_json() for result in results]}
        write_file(options.json, (json.dumps(record, indent=1) + "\n").encode())


if __name__ == "__main__":
    run_command(main)
