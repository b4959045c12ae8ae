"""A system built on musl, Alpine for one, installs the wheel and reads what any other reads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pip
from conftest import ROOT, MuslPython, printed_by, sysroot_of, wheels_of

READ = Path(__file__).with_name("read_images.py")
PICTURE = ROOT / "examples" / "sign.jpg"


def texts_of(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr[-2000:]}"
    return json.loads(done.stdout)


def test_pip_chooses_it_among_all(tmp_path: Path) -> None:
    """On this machine, for pip runs the loader to learn which musl there is."""
    machine = os.uname().machine
    shutil.copytree(Path(pip.__file__).parent, tmp_path / "pip", ignore=shutil.ignore_patterns("__pycache__"))
    done = MuslPython(sysroot_of(machine), tmp_path)(
        "-m", "pip", "install", "--no-index", "--find-links", wheels_of(machine), "--target", tmp_path / "installed",
        "--disable-pip-version-check", "dsocr-native")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "installed" / "dsocr_native").glob("_core*.so")] == ["_core.so"]


def test_reads_what_glibc_reads(python: MuslPython) -> None:
    texts = texts_of(python(READ, PICTURE, cpu="cortex-a72"))
    assert all(texts.values())
    assert texts == json.loads(printed_by(sys.executable, READ, PICTURE))


def test_all_is_well(python: MuslPython) -> None:
    done = python("-m", "dsocr_native", "doctor", cpu="cortex-a72")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_file_is_named(python: MuslPython, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(PICTURE.read_bytes()[:1000])
    done = python("-m", "dsocr_native", "read", broken)
    assert done.returncode == 1
    assert "broken.jpg" in done.stderr
