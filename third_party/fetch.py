#!/usr/bin/env python3
"""Takes the third-party sources that Cargo.lock pins into the cache and prints the folder they lie in.

    python3 third_party/fetch.py            # <cache>/sources/<hash of the lock>
    python3 third_party/fetch.py --crates   # the .crate files themselves, one path a line

A crate is looked for beside this file (crates/, which a source distribution carries), then in Cargo's own cache; what
is missing Cargo fetches. Every file is checked against the lock's sha256 before a byte of it is used.
DSOCR_THIRD_PARTY_SOURCES names another folder with the same layout (as `cargo vendor` makes it) to use instead.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
LOCK = HERE / "Cargo.lock"
CRATES = ("mnn-sys", "turbojpeg-sys", "spng-sys", "libz-sys", "libwebp-sys")


class Crate(NamedTuple):
    name: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.version}.crate"


def cache_dir() -> Path:
    """The folder outside the tree that everything built or fetched goes to."""
    default = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dsocr-native"
    return Path(os.environ.get("DSOCR_CACHE") or default).absolute()


def locked_crates() -> list[Crate]:
    """The crates of CRATES with the version and hash that Cargo.lock gives them."""
    found = {}
    for block in LOCK.read_text(encoding="utf-8").split("[[package]]")[1:]:
        fields = dict(re.findall(r'^(\w+) = "(.*)"$', block, re.MULTILINE))
        found[fields["name"]] = Crate(fields["name"], fields["version"], fields.get("checksum", ""))
    return [found[name] for name in CRATES]


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def find_crate(crate: Crate) -> Path | None:
    """The crate's file, if one with the right hash lies beside this script or in Cargo's cache."""
    cargo_home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    places = [HERE / "crates", *sorted(cargo_home.glob("registry/cache/*"))]
    files = (place / crate.file_name for place in places)
    return next((file for file in files if file.is_file() and sha256(file) == crate.sha256), None)


def cargo_fetch() -> str:
    """Lets Cargo download what the lock names; returns what it said."""
    if shutil.which("cargo") is None:
        sys.exit("third_party/fetch.py: cargo is not installed, and it is what downloads the pinned sources; "
                 "install it (Debian: apt-get install cargo), or set DSOCR_THIRD_PARTY_SOURCES")
    command = ["cargo", "fetch", "--locked", "--manifest-path", str(HERE / "Cargo.toml")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout


def crate_files() -> list[Path]:
    """The verified .crate file of each crate, in the order of CRATES."""
    crates = locked_crates()
    files = [find_crate(crate) for crate in crates]
    if None in files:
        # An old Cargo downloads everything and then stumbles over a newer crate's manifest: judge by the files.
        said = cargo_fetch()
        files = [find_crate(crate) for crate in crates]
        for crate, file in zip(crates, files):
            if file is None:
                sys.exit(f"{said}\nthird_party/fetch.py: cargo fetch brought no {crate.file_name} with sha256 "
                         f"{crate.sha256}, which Cargo.lock names")
    return [file for file in files if file is not None]


def unpack(files: list[Path], folder: Path) -> None:
    """Unpacks each crate to `folder`/<name without version>; the folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        tree = Path(scratch) / "tree"
        for crate, file in zip(locked_crates(), files):
            with tarfile.open(file, "r:gz") as archive:
                archive.extractall(scratch, members=safe_members(archive))
            tree.mkdir(exist_ok=True)
            (Path(scratch) / f"{crate.name}-{crate.version}").rename(tree / crate.name)
        try:
            tree.rename(folder)
        except OSError:
            if not folder.is_dir():  # otherwise another process was faster
                raise


def safe_members(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    """Files and folders that stay inside the place they are unpacked to."""
    return [member for member in archive.getmembers()
            if (member.isfile() or member.isdir())
            and not member.name.startswith("/") and ".." not in member.name.split("/")]


def sources() -> Path:
    """The folder that holds every crate's source."""
    given = os.environ.get("DSOCR_THIRD_PARTY_SOURCES")
    if given:
        missing = [name for name in CRATES if not (Path(given) / name).is_dir()]
        if missing:
            sys.exit(f"DSOCR_THIRD_PARTY_SOURCES={given} holds no folder {missing[0]}")
        return Path(given).absolute()
    folder = cache_dir() / "sources" / sha256(LOCK)[:16]
    if not folder.is_dir():
        unpack(crate_files(), folder)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--crates", action="store_true", help="print the .crate files instead of the folder")
    if parser.parse_args().crates:
        print(*crate_files(), sep="\n")
    else:
        print(sources())


if __name__ == "__main__":
    main()
