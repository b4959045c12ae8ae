#!/usr/bin/env python3
"""Builds a wheel with zig: for Linux on x86-64 or aarch64, against glibc 2.17, named for manylinux2014, or against musl
1.2; for Windows on x86-64; or for macOS on either.

    .venv/bin/python scripts/build_wheel.py --machine aarch64 [--libc musl] [--python 3.13] [--output dist]
    .venv/bin/python scripts/build_wheel.py --system windows
    .venv/bin/python scripts/build_wheel.py --system macos [--machine x86_64]

Prints the wheel's path. A wheel that is there already and was made from the same inputs stays as it is. The interpreter
that runs this decides the Python version, unless --python does; for other systems toolchains/<system>/python.py does.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
PYTHON_TAG = "cp" + VERSION.replace(".", "")
INPUTS = ("cpp", "python", "third_party", "toolchains", "scripts/build_wheel.py", "pyproject.toml", "README.md",
          "LICENSE", "NOTICE")
NOT_INPUTS = {".pyc", ".bazel", ".bzl", ".BUILD"}
# Of the environment: what CMake, zig and third_party/ take from it.
SHAPING_VARIABLES = ("CFLAGS", "CXXFLAGS", "LDFLAGS", "DSOCR_ZIG", "DSOCR_THIRD_PARTY_SOURCES")
# What installers match with theirs.
PLATFORM_TAGS = {"linux-gnu": "manylinux_2_17_{machine}.manylinux2014_{machine}",
                 "linux-musl": "musllinux_1_2_{machine}", "windows": "win_{machine}",
                 "macos": "macosx_11_0_{machine}"}
# As systems that are not Linux call the machines that we build for.
MACHINES = {"windows": {"x86_64": "amd64"}, "macos": {"aarch64": "arm64", "x86_64": "x86_64"}}


class Target(NamedTuple):
    machine: str
    system: str
    python: str = VERSION  # on Linux

    def __str__(self) -> str:
        return f"{self.machine}-{self.system}"

    @property
    def machine_tag(self) -> str:
        return MACHINES[self.system][self.machine] if self.system in MACHINES else self.machine

    @property
    def platform_tags(self) -> str:
        return PLATFORM_TAGS[self.system].format(machine=self.machine_tag)

    @property
    def python_tag(self) -> str:
        return foreign_tag(self) if self.system in MACHINES else "cp" + self.python.replace(".", "")

    @property
    def toolchain(self) -> Path:
        """zig takes the oldest macOS that is supported in the target's name."""
        return ROOT / "toolchains" / "zig" / f"{self}{'.11.0' if self.system == 'macos' else ''}.cmake"


def run(command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    """A command that fails has said why, and this program ends as it did."""
    done = subprocess.run(command, text=True, **how)
    if done.returncode != 0:
        sys.exit(done.returncode)
    return done


def output_of(*command: str | Path) -> str:
    return run([str(part) for part in command], stdout=subprocess.PIPE).stdout.strip()


def input_files() -> Iterator[Path]:
    for name in INPUTS:
        path = ROOT / name
        yield from sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def key_of_inputs() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in SHAPING_VARIABLES:
        digest.update(f"{name}={os.environ.get(name, '')}\0".encode())
    for file in input_files():
        if file.suffix not in NOT_INPUTS:
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def python_include(machine: str, version: str) -> str:
    """Where the target's Python.h lies. What it says of types is the same for every C library."""
    if version != VERSION:
        return str(foreign_python("linux", "--version", version) / "include" / f"python{version}")
    if machine == os.uname().machine:
        return own_include(Path(sysconfig.get_path("include")))
    if machine != "aarch64":
        sys.exit(f"scripts/build_wheel.py: found no headers of Python for {machine} on {os.uname().machine}; expected a "
                 f"machine of that kind, or aarch64 as the target")
    include = Path(output_of(sys.executable, ROOT / "toolchains" / "qemu" / "sysroot.py")) / "usr" / "include"
    headers = include / f"python{VERSION}"
    if not (headers / "Python.h").exists():
        sys.exit(f"scripts/build_wheel.py: {include} has no headers of Python {VERSION} for {machine}; "
                 "run this with the Python that toolchains/qemu/sysroot.py names")
    return f"{headers};{include}"


def own_include(headers: Path) -> str:
    """This interpreter's headers. Debian keeps the part that differs between machines elsewhere in /usr/include, where
    zig must not look: it would find this system's C library. So that part is shown alone, by a link."""
    part = Path(sysconfig.get_config_var("MULTIARCH") or "none", headers.name)
    if not (headers.parent / part / "pyconfig.h").exists():
        return str(headers)
    shown = ROOT / "build" / f"{PYTHON_TAG}-include"
    (shown / part).parent.mkdir(parents=True, exist_ok=True)
    if not (shown / part).exists():
        (shown / part).symlink_to(headers.parent / part)
    return f"{headers};{shown}"


@cache
def foreign_python(system: str, *options: str) -> Path:
    """What compiling for Python there needs."""
    return Path(output_of(sys.executable, ROOT / "toolchains" / system / "python.py", *options))


def foreign_home(target: Target) -> Path:
    return foreign_python(target.system, *(["--machine", target.machine] if target.system == "macos" else []))


@cache
def foreign_tag(target: Target) -> str:
    header = next(foreign_home(target).rglob("patchlevel.h")).read_text()
    return "cp" + "".join(re.findall(r"#define PY_(?:MAJOR|MINOR)_VERSION\s+(\d+)", header))


def python_defines(target: Target) -> dict[str, str]:
    """The target's headers, what its modules are called and, where they name it, Python's library."""
    digits = target.python_tag.removeprefix("cp")
    if target.system == "windows":
        home = foreign_home(target)
        return {"DSOCR_PYTHON_INCLUDE": str(home / "include"),
                "DSOCR_PYTHON_LIBRARY": str(home / "libs" / f"python{digits}.lib"),
                "DSOCR_PYTHON_SUFFIX": f".{target.python_tag}-{target.platform_tags}.pyd"}
    if target.system == "macos":
        return {"DSOCR_PYTHON_INCLUDE": str(next(foreign_home(target).glob("include/python3.*"))),
                "DSOCR_PYTHON_SUFFIX": f".cpython-{digits}-darwin.so"}
    # Pythons older than 3.11 call their modules after glibc even on musl: an ending that all of them take.
    suffix = ".so" if target.system == "linux-musl" else f".cpython-{digits}-{target}.so"
    return {"DSOCR_PYTHON_INCLUDE": python_include(target.machine, target.python),
            "DSOCR_PYTHON_SUFFIX": suffix}


def cmake_defines(target: Target) -> dict[str, str]:
    prefix = output_of(sys.executable, ROOT / "third_party" / "prefix.py", "--toolchain", target.toolchain,
                       "--", "-DDSOCR_REQUIRE_SIMD=ON")
    return {"CMAKE_TOOLCHAIN_FILE": str(target.toolchain), "DSOCR_THIRD_PARTY_PREFIX": prefix, **python_defines(target)}


def build(target: Target, folder: Path) -> Path:
    """Builds into `folder` and gives the wheel the name under which systems take it."""
    defines = cmake_defines(target)
    prefix = Path(defines["DSOCR_THIRD_PARTY_PREFIX"])  # whose name tells the compiler and its flags
    settings = [f"-Ccmake.define.{name}={value}" for name, value in defines.items()]
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder),
               f"-Cbuild-dir=build/wheel-{target}-{prefix.name}", *settings, str(ROOT)]
    environment = {**os.environ, "_PYTHON_HOST_PLATFORM": f"linux-{target.machine}"}
    run(command, env=environment, stdout=sys.stderr)
    wheel = next(folder.glob("*.whl"))
    return folder / output_of(sys.executable, "-m", "wheel", "tags", "--remove",
                              "--python-tag", target.python_tag, "--abi-tag", target.python_tag,
                              "--platform-tag", target.platform_tags, wheel)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--machine", choices=("x86_64", "aarch64"), help="default: the first one of --system, or this one")
    parser.add_argument("--libc", choices=("gnu", "musl"), default="gnu")
    parser.add_argument("--system", choices=("linux", *MACHINES), default="linux")
    parser.add_argument("--python", default=VERSION, metavar="VERSION", help="of Linux; default: this one's")
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    known = [*MACHINES.get(options.system, [os.uname().machine])]
    target = Target(options.machine or known[0],
                    f"linux-{options.libc}" if options.system == "linux" else options.system, options.python)
    if target.system in MACHINES and target.machine not in known:
        parser.error(f"--machine: found {target.machine}, for {options.system} expected {', '.join(known)}")
    options.output.mkdir(parents=True, exist_ok=True)
    record = ROOT / "build" / f"{target.python_tag}-{target}.inputs"
    key = key_of_inputs()
    kind = target.platform_tags.partition("_")[0]
    made = sorted(options.output.glob(f"*-{target.python_tag}-{kind}*_{target.machine_tag}.whl"))
    if len(made) != 1 or not record.exists() or record.read_text() != key + sha256_of(made[0]):
        for old in made:
            old.unlink()
        with tempfile.TemporaryDirectory(dir=options.output) as scratch:
            wheel = build(target, Path(scratch))
            made = [options.output / wheel.name]
            os.replace(wheel, made[0])
        record.write_text(key + sha256_of(made[0]))
    print(made[0])


if __name__ == "__main__":
    main()
