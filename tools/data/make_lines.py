"""Renders lines into a store.

    python -m tools.data.make_lines --charset charset.txt --count 20000 --output lines [--seed 0] [--longest 24]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from tools.convert import charset
from tools.data.line_store import NewLine, write_store
from tools.data.lines import LineGenerator
from tools.errors import run_command


def rendered(generator: LineGenerator, count: int, longest: int) -> Iterator[NewLine]:
    for _ in range(count):
        picture, text, style = generator.line(longest)
        yield NewLine(picture, text, style)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charset", type=Path, required=True, help="one character a line")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--longest", type=int, default=24, help="characters")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    generator = LineGenerator(charset.from_file(options.charset), options.seed)
    kept = write_store(options.output, rendered(generator, options.count, options.longest))
    print(f"{options.output}: {kept} lines, {options.count - kept} dropped because they are too wide")


if __name__ == "__main__":
    run_command(main)
