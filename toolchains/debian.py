"""Debian's packages and sources, fetched by apt-get with lists of its own: the system's stay as they are, and nothing
is installed. Shared by the makers of the folders that programs for other machines run in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path


class Unavailable(Exception):
    """apt-get or dpkg failed; its output is the message."""


def run(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise Unavailable(f"{done.stdout}{' '.join([command[0], *command[-1:]])} failed")


def apt(scratch: Path, architecture: str, **options: str | Path) -> list[str]:
    """apt-get for an architecture, with its state in `scratch` and with fresh lists."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (scratch / folder).mkdir(parents=True)
    (scratch / "status").touch()
    settings = {
        "APT::Architecture": architecture, "APT::Architectures": architecture, "APT::Sandbox::User": "",
        "Dir::State::Lists": scratch / "lists", "Dir::State::Status": scratch / "status",
        "Dir::Cache": scratch / "cache", **options,
    }
    command = ["apt-get", "-q"]
    for name, value in settings.items():
        command += ["-o", f"{name}={value}"]
    run([*command, "update"], scratch)
    return command


def unpack_packages(names: Sequence[str], architecture: str, tree: Path, scratch: Path) -> None:
    """Unpacks the files of the packages, not of what they depend on, into `tree`. scratch: an empty folder."""
    apt_get = apt(scratch, architecture)
    (scratch / "debs").mkdir()
    run([*apt_get, "download", *names], scratch / "debs")
    tree.mkdir(exist_ok=True)
    for package in sorted((scratch / "debs").glob("*.deb")):
        run(["dpkg", "-x", str(package), str(tree)], scratch)


def source_lists() -> str:
    """This system's own lists of Debian, in the newer format, but for sources."""
    found = []
    for path in sorted(Path("/etc/apt").glob("sources.list.d/*.sources")):
        text = path.read_text()
        if "debian-archive-keyring" in text:
            found.append(re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE))
    for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt").glob("sources.list.d/*.list"))]:
        lines = path.read_text().splitlines() if path.exists() else []
        entries = [line.split() for line in lines if re.match(r"deb +http\S+/debian\S* ", line)]
        for _, uri, suite, *components in entries:
            found.append(f"Types: deb-src\nURIs: {uri}\nSuites: {suite}\nComponents: {' '.join(components)}\n")
    if not found:
        raise Unavailable("/etc/apt names no archive of Debian")
    return "\n".join(found)


def source_archive(name: str, scratch: Path) -> Path:
    """The upstream archive of a package's source. scratch: an empty folder."""
    lists = scratch / "debian.sources"
    lists.write_text(source_lists())
    apt_get = apt(scratch, "source", **{"Dir::Etc::SourceList": lists, "Dir::Etc::SourceParts": "/dev/null"})
    run([*apt_get, "source", "--download-only", "--tar-only", name], scratch)
    return next(scratch.glob("*.orig.tar.*"))
