"""Instructions of whole readings on emulated cores, ours beside ONNX Runtime with what RapidOCR gives it.

    python -m bench.instructions.reads [PICTURE...] [--cpu NAME]... [--cache BYTES] [--json FILE]

Ours is everything from the file to the text, one thread, the default model. The peer's count is its three networks
alone (detector, classifier, recogniser) on the very inputs that RapidOCR prepares for the same picture; its decoding,
resizing and post-processing are not counted. --cache models a cache of that size and adds the bytes that pass it. The
default pictures are examples/*.jpg. With --no-peer only ours is counted.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.instructions import emulation
from tools.environments import python_of
from tools.emulated import ROOT, our_package, printed_by
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.tables import number, table

# Of ours / the peer's, over all pictures.
TARGETS = {"cortex-a53": 0.55, "cortex-a76": 0.30, "max": 0.25}
HEADER = ("picture", "core", "lines", "ours, millions", "ONNX Runtime's", "ours / its")
LINE_BYTES = 64

Row = dict[str, Any]


def count_ours(cpu: str, package: Path, pictures: list[Path], cache: int) -> list[Row]:
    """One row a picture."""
    printed, (_, *sections, _) = emulation.python(cpu, package, "read.py", "{}", *pictures, cache=cache)
    said = json.loads(printed)
    return [{"picture": picture.name, "cpu": cpu, "lines": lines, "precision": said["precision"],
             "instructions": section["instructions"], **bytes_of(section)}
            for picture, lines, section in zip(pictures, said["lines"], sections, strict=True)]


def bytes_of(section: emulation.Section) -> Row:
    """What passes the modelled cache, if there is one."""
    lines = {name: section[name] for name in ("read_misses", "write_misses", "written_back") if name in section}
    return {"memory_bytes": LINE_BYTES * sum(lines.values())} if lines else {}


def count_peer(cpu: str, models: str, folders: list[Path]) -> list[int]:
    """Instructions of the networks, a number a picture."""
    _, sections = emulation.python(cpu, emulation.peer_packages(), "networks.py", models, *folders)
    return [section["instructions"] for section in sections[1:-1:2]]


def record_inputs(pictures: list[Path], folder: Path) -> tuple[str, list[Path]]:
    """What RapidOCR gives its networks: their models, and a folder a picture."""
    script = emulation.HERE / "record_inputs.py"
    models = printed_by(python_of("peers"), script, folder, *pictures).splitlines()[-1]
    return models, [folder / str(i) for i in range(len(pictures))]


def measure(cpus: list[str], pictures: list[Path], with_peer: bool, cache: int) -> list[Row]:
    rows: list[Row] = []
    with our_package() as package, tempfile.TemporaryDirectory() as scratch:
        models, folders = record_inputs(pictures, Path(scratch)) if with_peer else ("", [])
        for cpu in cpus:
            print(f"counting on {cpu}", file=sys.stderr)
            ours = count_ours(cpu, package, pictures, cache)
            peer = count_peer(cpu, models, folders) if with_peer else [None] * len(pictures)
            rows += [{**row, "peer_instructions": its} for row, its in zip(ours, peer, strict=True)]
    return rows


def ratio(rows: list[Row]) -> float | None:
    """Ours / the peer's, over all rows."""
    if any(row["peer_instructions"] is None for row in rows):
        return None
    return sum(row["instructions"] for row in rows) / sum(row["peer_instructions"] for row in rows)


def table_rows(rows: list[Row]) -> list[list[object]]:
    millions = (lambda count: None if count is None else f"{count / 1e6:,.0f}")
    return [[row["picture"], row["cpu"], row["lines"], millions(row["instructions"]), millions(row["peer_instructions"]),
             number(ratio([row]), 2)] for row in rows]


def existing(name: str) -> Path:
    path = Path(name).resolve()
    if not path.is_file():
        raise ToolError(f"{name}: there is no such picture")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="*", metavar="PICTURE")
    parser.add_argument("--cpu", action="append", metavar="NAME", help=f"default: {', '.join(emulation.CPUS)}")
    parser.add_argument("--cache", type=int, default=0, metavar="BYTES")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pictures = [existing(name) for name in options.pictures] or sorted((ROOT / "examples").glob("*.jpg"))
    cpus = options.cpu or list(emulation.CPUS)
    rows = measure(cpus, pictures, not options.no_peer, options.cache)
    print(table(HEADER, table_rows(rows)))
    for cpu in cpus if not options.no_peer else []:
        target = TARGETS.get(cpu)
        reached = ratio([row for row in rows if row["cpu"] == cpu])
        print(f"{cpu}: {reached:.3f} of ONNX Runtime's" + (f", the target is at most {target}" if target else ""))
    if options.json:
        write_file(options.json, json.dumps(rows, indent=1).encode())


if __name__ == "__main__":
    run_command(main)
