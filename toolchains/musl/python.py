#!/usr/bin/env python3
"""Makes a folder that holds a Python of musl and its loader, in the cache, once, and prints the folder's path.

    .venv/bin/python toolchains/musl/python.py --machine aarch64

Debian has the loader, which is the C library as well, and the source of Python, which zig compiles here. So the musl
wheels can be installed and run without a system that is built on musl, under qemu if the machine is another.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "third_party"), str(ROOT / "toolchains")]
import debian  # noqa: E402  (they lie beside this folder)
import fetch  # noqa: E402

VERSION = "3.11"
DEBIAN_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Of the standard library, what only people at a screen or Python's own tests use.
LEFT_OUT = ("test", "tests", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "__pycache__")
TOOLS = {"CC": "cc", "CXX": "c++", "AR": "ar", "RANLIB": "ranlib"}
# What configure would find out by running a program, and what zig's musl has and Debian's older one has not.
KNOWN = ("ac_cv_file__dev_ptmx=yes", "ac_cv_file__dev_ptc=no", "ac_cv_buggy_getaddrinfo=no",
         "ac_cv_func_preadv2=no", "ac_cv_func_pwritev2=no", "py_cv_module__crypt=n/a")


def run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout[-4000:]}\ntoolchains/musl/python.py: {' '.join(map(str, command[:2]))} failed")


def compile_python(source: Path, machine: str, prefix: Path, loader: Path) -> None:
    """Builds in the source's own folder. prefix: of the third-party libraries; pip needs their zlib. loader: what the
    program will be started by; this system has none where programs of musl expect it."""
    target = f"{machine}-linux-musl"
    tools = ROOT / "toolchains" / "zig" / "bin"
    flags = {
        **{name: tools / f"{target}-{tool}" for name, tool in TOOLS.items()},
        "READELF": shutil.which("readelf"),  # by its path: configure distrusts the bare name
        "PKG_CONFIG": "false",  # it knows this system's libraries alone
        "ZLIB_CFLAGS": f"-I{prefix / 'include'}", "ZLIB_LIBS": prefix / "lib" / "libz.a",
        "CPPFLAGS": "-Wno-error=date-time",
        # Position-independent: zig's stand-in for musl has all its variables at one address, which must not be copied.
        "CFLAGS": "-fPIE",
        "LDFLAGS": f"-pie -dynamic -Wl,--dynamic-linker={loader} -Wl,-z,stack-size=1048576",  # of threads, as Alpine's
        "MODULE_BUILDTYPE": "static",
    }
    run([source / "configure", f"--host={target}", f"--build={os.uname().machine}-linux-gnu",
         f"--with-build-python={sys.executable}", "--prefix=/usr", "--without-ensurepip", "--disable-test-modules",
         *KNOWN, *(f"{name}={value}" for name, value in flags.items())], source)
    # All modules in the interpreter: those beside it would be built by setup.py, which looks in this system's folders.
    shutil.copy(source / "Modules" / "Setup.stdlib", source / "Modules" / "Setup.local")
    run(["make", f"-j{os.cpu_count() or 1}", "python", "pybuilddir.txt"], source)


def install(source: Path, tree: Path) -> None:
    """What `make install` would copy, without compiling every module to bytecode."""
    library = tree / "usr" / "lib" / f"python{VERSION}"
    shutil.copytree(source / "Lib", library, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for settings in (source / (source / "pybuilddir.txt").read_text().strip()).glob("_sysconfigdata*.py"):
        shutil.copy2(settings, library)
    (tree / "usr" / "bin").mkdir(exist_ok=True)
    shutil.copy2(source / "python", tree / "usr" / "bin" / f"python{VERSION}")


def make(folder: Path, machine: str) -> None:
    """Fetches and compiles into `folder`, which appears whole or not at all."""
    toolchain = ROOT / "toolchains" / "zig" / f"{machine}-linux-musl.cmake"
    prefix = subprocess.run([sys.executable, ROOT / "third_party" / "prefix.py", "--toolchain", toolchain, "--",
                             "-DDSOCR_REQUIRE_SIMD=ON"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    print(f"compiling a Python of musl for {machine} (some minutes, once)", file=sys.stderr)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        scratch, tree = Path(name), Path(name) / "tree"
        for part in ("packages", "sources"):
            (scratch / part).mkdir()
        debian.unpack_packages(["musl"], DEBIAN_ARCHITECTURES[machine], tree, scratch / "packages")
        with tarfile.open(debian.source_archive(f"python{VERSION}", scratch / "sources")) as archive:
            archive.extractall(scratch / "sources")
        source = next((scratch / "sources").glob("Python-*"))
        compile_python(source, machine, Path(prefix), folder / "lib" / f"ld-musl-{machine}.so.1")
        install(source, tree)
        tree.rename(folder)


def sysroot(machine: str) -> Path:
    digest = hashlib.sha256(Path(__file__).read_bytes() + (ROOT / "toolchains" / "zig" / "driver.sh").read_bytes())
    folder = fetch.cache_dir() / "sysroot" / f"{machine}-musl-python{VERSION}-{digest.hexdigest()[:12]}"
    if not folder.is_dir():
        make(folder, machine)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--machine", choices=sorted(DEBIAN_ARCHITECTURES), required=True)
    try:
        print(sysroot(parser.parse_args().machine))
    except debian.Unavailable as error:
        sys.exit(f"{error}\ntoolchains/musl/python.py: it takes the loader and Python's source from Debian's archive")


if __name__ == "__main__":
    main()
