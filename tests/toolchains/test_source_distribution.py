"""What pip compiles where no wheel fits, in Termux for instance: no Cargo, no network, nothing but the archive."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from wheels import ROOT

READ = "import sys, dsocr_native; print(dsocr_native.read(sys.argv[1]).text)"


@pytest.fixture(scope="module")
def archive() -> Path:
    done = subprocess.run([ROOT / "scripts" / "build_sdist.sh"], env={**os.environ, "PYTHON": sys.executable},
                          stdout=subprocess.PIPE, text=True, check=True)
    return ROOT / done.stdout.strip()


def test_it_carries_what_compiling_needs(archive: Path) -> None:
    with tarfile.open(archive) as opened:
        names = [name.partition("/")[2] for name in opened.getnames()]
    crates = [Path(name).name.partition("-sys-")[0] for name in names if name.endswith(".crate")]
    assert sorted(crates) == ["libwebp", "libz", "mnn", "spng", "turbojpeg"]
    assert {"cpp/CMakeLists.txt", "toolchains/module.lds", "pyproject.toml", "LICENSE"} <= set(names)
    models = {Path(name).parent.name for name in names if name.endswith("/model.ini")}
    assert models == {"accurate", "cyrillic", "fast", "greek", "korean"}
    rooms = ("tests/", "tools/", "bench/", "docs/", "examples/", "models/")
    assert not [name for name in names if name.startswith(rooms)]


def without_cargo(folder: Path) -> dict[str, str]:
    """An environment in which Cargo fails and has fetched nothing."""
    (folder / "cargo").write_text("#!/bin/sh\nexit 1\n")
    (folder / "cargo").chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "CARGO_HOME": str(folder)}


def test_its_crates_are_the_sources(archive: Path, tmp_path: Path) -> None:
    """Where no cache has them yet."""
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "unpacked", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    fetch = next((tmp_path / "unpacked").glob("*/third_party/fetch.py"))
    environment = {**without_cargo(tmp_path), "DSOCR_CACHE": str(tmp_path / "cache")}
    environment.pop("DSOCR_THIRD_PARTY_SOURCES", None)
    done = subprocess.run([sys.executable, fetch], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    sources = Path(done.stdout.strip())
    assert sources.is_relative_to(tmp_path / "cache") and len(list(sources.iterdir())) == 5


def test_it_compiles_and_reads(archive: Path, tmp_path: Path) -> None:
    """Away from the checkout, and without Cargo."""
    environment = without_cargo(tmp_path)
    installed = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--no-build-isolation",
                    "--disable-pip-version-check", "--target", installed, archive],
                   env=environment, cwd=tmp_path, stdout=subprocess.PIPE, check=True)
    done = subprocess.run([sys.executable, "-c", READ, ROOT / "examples" / "sign.jpg"],
                          env={**environment, "PYTHONPATH": str(installed)}, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split() == ["Shop&Dine", "SMRT"], done.stderr
