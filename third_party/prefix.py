#!/usr/bin/env python3
"""Builds the third-party libraries for one target, once, and prints the prefix that holds headers and archives.

    python3 third_party/prefix.py                                    # for this machine, by CC and CXX (or cc, c++)
    python3 third_party/prefix.py --toolchain toolchains/zig/aarch64-linux-gnu.cmake

The prefix lies in the cache, named after everything that shapes it: the lock, these CMake files, the toolchain and the
compiler's own version. Any number of checkouts share it.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fetch

HERE = fetch.HERE


def compiler_identity(toolchain: Path | None) -> str:
    """What the compilers say of themselves; a new version must not reuse an old prefix."""
    if toolchain is None:
        compilers = [os.environ.get("CC", "cc"), os.environ.get("CXX", "c++")]
    else:
        compilers = [str(toolchain.parent / "bin" / f"{toolchain.stem}-{kind}") for kind in ("cc", "c++")]
        if not Path(compilers[0]).exists():  # somebody else's toolchain file, an NDK's for instance
            return "unknown"
    versions = [subprocess.run([*name.split(), "--version"], capture_output=True, text=True, check=True).stdout
                for name in compilers]
    return "\n".join(version.splitlines()[0] for version in versions)


def shaping_files(toolchain: Path | None) -> list[Path]:
    """Every file of the project that decides what the archives hold."""
    files = [fetch.LOCK, *HERE.glob("CMakeLists.txt"), *HERE.glob("*/CMakeLists.txt"), *HERE.glob("cmake/*.cmake"),
             *HERE.glob("mnn/*.h")]
    if toolchain is not None:
        included = re.findall(r"^include\(\$\{CMAKE_CURRENT_LIST_DIR\}/(\S+)\)", toolchain.read_text(), re.MULTILINE)
        beside = ("*.sh", "requirements.txt", *included)
        files += [toolchain, *(file for pattern in beside for file in toolchain.parent.glob(pattern))]
    return sorted(set(files))


def peculiarities() -> list[str]:
    """What of this machine shapes the archives as well; usually nothing. CMake takes the flags, also with a toolchain."""
    flags = [f"{name}={os.environ[name]}" for name in ("CFLAGS", "CXXFLAGS", "LDFLAGS") if os.environ.get(name)]
    return flags if shutil.which("nasm") else [*flags, "without nasm"]


def key(toolchain: Path | None, extra: list[str]) -> str:
    digest = hashlib.sha256()
    for file in shaping_files(toolchain):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update("\n".join([compiler_identity(toolchain), platform.machine(), *extra, *peculiarities()]).encode())
    return digest.hexdigest()[:16]


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds a lock file, so that two builds of the same prefix wait for each other instead of doubling the work."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build(prefix: Path, toolchain: Path | None, extra: list[str]) -> None:
    """Configures, builds and installs to a temporary name, which becomes `prefix` at the end."""
    scratch = prefix.with_name(prefix.name + ".building")
    shutil.rmtree(scratch, ignore_errors=True)
    configure = ["cmake", "-G", "Ninja", "-S", str(HERE), "-B", str(scratch / "build"),
                 f"-DDSOCR_THIRD_PARTY_SOURCES={fetch.sources()}", f"-DCMAKE_INSTALL_PREFIX={scratch / 'prefix'}",
                 *([f"-DCMAKE_TOOLCHAIN_FILE={toolchain}"] if toolchain else []), *extra]
    environment = {**os.environ, "DSOCR_JOBS": os.environ.get("DSOCR_JOBS") or str(os.cpu_count() or 1)}
    print(f"building the third-party libraries for {prefix.name} (some minutes, once)", file=sys.stderr)
    log = prefix.with_name(prefix.name + ".log")
    with log.open("w") as file:
        for command in (configure, ["cmake", "--build", str(scratch / "build"), "--target", "install"]):
            done = subprocess.run(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
            if done.returncode != 0:
                sys.exit("".join(log.read_text().splitlines(keepends=True)[-60:])
                         + f"third_party/prefix.py: {command[0]} {command[1]} failed; the whole log is {log}")
    (scratch / "prefix").rename(prefix)
    shutil.rmtree(scratch)


def ensure(toolchain: Path | None, extra: list[str]) -> Path:
    """The prefix of this target, built if it is not there yet."""
    name = toolchain.stem if toolchain else f"{platform.machine()}-native"
    prefix = fetch.cache_dir() / "prefix" / f"{name}-{key(toolchain, extra)}"
    with exclusive(prefix.with_name(prefix.name + ".lock")):
        if not prefix.is_dir():
            build(prefix, toolchain, extra)
    return prefix


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--toolchain", type=Path, help="CMake toolchain file of the target")
    parser.add_argument("extra", nargs="*", metavar="-DNAME=VALUE", help="further arguments for CMake, after --")
    options = parser.parse_args()
    print(ensure(options.toolchain.resolve() if options.toolchain else None, options.extra))


if __name__ == "__main__":
    main()
