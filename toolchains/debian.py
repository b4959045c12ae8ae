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


def unpack_packages(names: Sequence[str], architecture: str, tree: Path, scratch: Path, suite: str = "") -> None:
    """Unpacks the files of the packages, not of what they depend on, into `tree`. scratch: an empty folder. suite: of
    Debian; as a rule this system's."""
    apt_get = apt(scratch, architecture, **(only(source_lists("deb", suite), scratch) if suite else {}))
    (scratch / "debs").mkdir()
    run([*apt_get, "download", *names], scratch / "debs")
    tree.mkdir(exist_ok=True)
    for package in sorted((scratch / "debs").glob("*.deb")):
        run(["dpkg", "-x", str(package), str(tree)], scratch)


def only(lists: str, scratch: Path) -> dict[str, str | Path]:
    """Options by which apt-get knows these lists alone."""
    file = scratch / "debian.sources"
    file.write_text(lists)
    return {"Dir::Etc::SourceList": file, "Dir::Etc::SourceParts": "/dev/null"}


def source_lists(kind: str, suite: str = "") -> str:
    """This system's own lists of Debian, in the newer format, but of a kind, `deb` or `deb-src`, and of a suite if one is
    named."""
    found = []
    for path in sorted(Path("/etc/apt").glob("sources.list.d/*.sources")):
        text = path.read_text()
        if "debian-archive-keyring" in text:
            found.append(re.sub(r"^Types:.*$", f"Types: {kind}", text, flags=re.MULTILINE))
    for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt").glob("sources.list.d/*.list"))]:
        lines = path.read_text().splitlines() if path.exists() else []
        entries = [line.split() for line in lines if re.match(r"deb +http\S+/debian\S* ", line)]
        for _, uri, suite, *components in entries:
            found.append(f"Types: {kind}\nURIs: {uri}\nSuites: {suite}\nComponents: {' '.join(components)}\n")
    if not found:
        raise Unavailable("/etc/apt names no archive of Debian")
    return "\n".join(_of_suite(text, suite) for text in found) if suite else "\n".join(found)


def _of_suite(text: str, suite: str) -> str:
    """Its main archive alone: updates and security have suites of other names."""
    kept = [block for block in re.split(r"\n\s*\n", text) if re.search(r"^URIs:.*/debian/?\s*$", block, re.MULTILINE)]
    return "\n\n".join(re.sub(r"^Suites:.*$", f"Suites: {suite}", block, flags=re.MULTILINE) for block in kept) + "\n"


def source_archive(name: str, scratch: Path) -> Path:
    """The upstream archive of a package's source. scratch: an empty folder."""
    apt_get = apt(scratch, "source", **only(source_lists("deb-src"), scratch))
    run([*apt_get, "source", "--download-only", "--tar-only", name], scratch)
    return next(scratch.glob("*.orig.tar.*"))
