"""The wheel of dsocr-native-languages: models for any machine, found by dsocr-native once both are installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest

from wheels import ROOT, Target, wheel_of

NAMES = {"arabic", "georgian", "hebrew", "indic", "kurdish", "pashto", "persian", "sindhi", "thai", "urdu", "uyghur",
         "vietnamese"}


@pytest.fixture(scope="module")
def languages() -> Path:
    command = [ROOT / "scripts" / "build_languages.sh"]
    environment = {**os.environ, "PYTHON": sys.executable}
    return Path(ROOT, subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment).stdout.strip())


@pytest.fixture(scope="module")
def files(languages: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(languages) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_is_for_every_machine_and_small(languages: Path) -> None:
    assert re.fullmatch(r"dsocr_native_languages-[0-9.]+-py3-none-any\.whl", languages.name)
    assert languages.stat().st_size <= 20_000_000


def test_holds_models_and_no_code_of_its_own(files: dict[str, bytes]) -> None:
    models = {match[1] for name in files if (match := re.fullmatch(r"dsocr_native_languages/models/(.+)/model\.ini", name))}
    assert models == NAMES
    assert [name for name in files if name.endswith(".py")] == ["dsocr_native_languages/__init__.py"]
    for name in NAMES:
        assert {f"dsocr_native_languages/models/{name}/{file}" for file in ("LICENSE", "README.md")} <= set(files)


def test_what_they_share_is_there_once(files: dict[str, bytes]) -> None:
    assert sum(name.endswith("/det.mnn") for name in files) == sum(name.endswith("/cls.mnn") for name in files) == 1
    with_a_recogniser = {name.split("/")[-2] for name in files if name.endswith("/rec.mnn")}
    assert NAMES - with_a_recogniser == {"sindhi", "urdu", "uyghur"}


def test_needs_dsocr_native_and_nothing_else(files: dict[str, bytes]) -> None:
    metadata = next(data for name, data in files.items() if name.endswith(".dist-info/METADATA"))
    assert BytesParser().parsebytes(metadata).get_all("Requires-Dist") == ["dsocr-native"]


def test_the_same_models_give_the_same_file(languages: Path, tmp_path: Path) -> None:
    before = languages.read_bytes()
    subprocess.run([ROOT / "scripts" / "build_languages.sh"], stdout=subprocess.DEVNULL, check=True,
                   env={**os.environ, "PYTHON": sys.executable})
    assert languages.read_bytes() == before


def test_dsocr_native_finds_them(languages: Path, tmp_path: Path) -> None:
    wheel = wheel_of(Target("x86_64", "gnu")).path
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", languages, wheel], check=True)
    page = ROOT / "tests" / "python" / "languages" / "persian.png"
    done = subprocess.run([tmp_path / "venv" / "bin" / "dsocr", "read", "--model", "persian", page],
                          stdout=subprocess.PIPE, check=True)
    assert len(done.stdout.decode().splitlines()) == 4 and "خیابان" in done.stdout.decode()
