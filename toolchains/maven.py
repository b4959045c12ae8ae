"""Files of Maven's central repository, by name and SHA-256, fetched by Maven itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import fetch

COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy"


class Unavailable(Exception):
    """Maven failed, or brought something else; the message says which."""


def jar(artifact: str, sha256: str, folder: Path) -> Path:
    """The jar of `group:name:version:jar:classifier`, copied into an empty folder."""
    try:
        command = ["mvn", "--batch-mode", "--quiet", COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError:
        raise Unavailable("there is no mvn; scripts/system_packages.sh java installs it") from None
    if done.returncode != 0:
        raise Unavailable(f"{done.stdout}mvn brought no {artifact}")
    (file,) = folder.glob("*.jar")
    found = fetch.sha256(file)
    if found != sha256:
        raise Unavailable(f"{file.name}: found SHA-256 {found}, expected {sha256}")
    return file
