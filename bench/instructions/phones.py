"""The reckoned phone: what a reading takes on cores that are not here.

    python -m bench.instructions.phones PICTURE... [--json FILE]

Milliseconds = instructions / (instructions a cycle x clock), instructions counted here, the rate a cycle taken from
published times of two networks whose instructions are counted here as well. docs/phones.md says how good that is.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.instructions import emulation, reads
from tools.errors import run_command
from tools.files import write_file
from tools.tables import table

# Published by ncnn, benchmark/README.md (github.com/Tencent/ncnn): one thread, least time, milliseconds.
#   cortex-a53: Raspberry Pi 3 Model B+, 1.4 GHz. cortex-a76: Snapdragon 855+, its fastest core, 2.96 GHz.
PUBLISHED = {
    "cortex-a53": (1.4e9, {"mobilenet": 204.62, "squeezenet": 125.34}),
    "cortex-a76": (2.96e9, {"mobilenet": 14.64, "squeezenet": 9.05}),
}


@dataclass(frozen=True)
class Device:
    name: str
    cpu: str             # whose instructions it executes
    rate_like: str       # whose instructions a cycle it reaches; of PUBLISHED
    clock: float
    cache: int           # bytes, the last one that a core has to itself or nearly so
    bandwidth: float     # bytes a second: half of what the memory can do at most, which one core hardly exceeds


DEVICES = (
    Device("Cortex-A53, 1.4 GHz (Raspberry Pi 3 B+)", "cortex-a53", "cortex-a53", 1.4e9, 512 << 10, 3.6e9 / 2),
    Device("Cortex-A76, 2.4 GHz (Raspberry Pi 5)", "cortex-a76", "cortex-a76", 2.4e9, 2 << 20, 17.1e9 / 2),
    Device("Cortex-A715, 2.8 GHz (Snapdragon 8 Gen 2)", "max", "cortex-a76", 2.8e9, 8 << 20, 67e9 / 2),
    Device("Cortex-X3, 3.2 GHz (Snapdragon 8 Gen 2)", "max", "cortex-a76", 3.2e9, 8 << 20, 67e9 / 2),
)


@dataclass(frozen=True)
class Rate:
    cpu: str
    network: str
    ms: float  # published
    instructions: int
    per_cycle: float


def rates(cpu: str) -> list[Rate]:
    """The numbers of instructions a cycle that the published times amount to."""
    clock, published = PUBLISHED[cpu]
    printed, sections = emulation.python(cpu, emulation.peer_packages(), "calibration.py")
    counted = dict(zip(printed.split(), (section["instructions"] for section in sections[1:-1:2]), strict=True))
    return [Rate(cpu, name, ms, counted[name], counted[name] / (ms / 1e3 * clock)) for name, ms in published.items()]


def reckon(device: Device, row: dict[str, Any], rate: tuple[float, float]) -> dict[str, Any]:
    """One picture on one device."""
    slow, fast = (1e3 * row["instructions"] / (per_cycle * device.clock) for per_cycle in rate)
    kept = {name: row[name] for name in ("picture", "lines", "instructions", "memory_bytes")}
    return {"device": device.name, **kept, "ms": [fast, slow], "memory_ms": 1e3 * row["memory_bytes"] / device.bandwidth}


def measure(pictures: list[Path], found_rates: dict[str, list[Rate]]) -> list[dict[str, Any]]:
    rate = {cpu: (min(each.per_cycle for each in found), max(each.per_cycle for each in found))
            for cpu, found in found_rates.items()}
    counted: dict[tuple[str, int], list[dict[str, Any]]] = {}
    found = []
    for device in DEVICES:
        key = (device.cpu, device.cache)
        if key not in counted:
            counted[key] = reads.measure([device.cpu], pictures, with_peer=False, cache=device.cache)
        found += [reckon(device, row, rate[device.rate_like]) for row in counted[key]]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="+", metavar="PICTURE")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pictures = [reads.existing(name) for name in options.pictures]
    found_rates = {cpu: rates(cpu) for cpu in PUBLISHED}
    print(table(("core", "network", "published ms", "million instructions", "instructions a cycle"),
                [[each.cpu, each.network, each.ms, f"{each.instructions / 1e6:.1f}", f"{each.per_cycle:.2f}"]
                 for found in found_rates.values() for each in found]), end="\n\n")
    found = measure(pictures, found_rates)
    print(table(("core", "picture", "lines", "million instructions", "ms", "MB from and to memory", "ms for them"),
                [[row["device"], row["picture"], row["lines"], f"{row['instructions'] / 1e6:,.0f}",
                  f"{row['ms'][0]:.0f}-{row['ms'][1]:.0f}", f"{row['memory_bytes'] / 1e6:.0f}",
                  f"{row['memory_ms']:.0f}"]
                 for row in found]))
    if options.json:
        write_file(options.json, (json.dumps(found, indent=1) + "\n").encode())


if __name__ == "__main__":
    run_command(main)
