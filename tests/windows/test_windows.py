"""A Python for Windows, under wine, reads what Python reads here, and says the same of what it cannot."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from conftest import ROOT, Done, WindowsPython, as_windows_spells, printed_by

HERE = Path(__file__).resolve().parent
PICTURE = ROOT / "examples" / "sign.jpg"
PICTURES = (PICTURE, *sorted((ROOT / "tests" / "aarch64" / "images").glob("*.jpg")))
VERSION = printed_by(sys.executable, "-m", "dsocr_native", "--version")


def here(*arguments: str | Path) -> Done:
    """The same on this system."""
    return subprocess.run([sys.executable, *map(str, arguments)], input="", capture_output=True, encoding="utf-8")


def output_of(done: Done) -> str:
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout.strip()


def test_reads_what_linux_reads_with_every_kernel(python: WindowsPython) -> None:
    texts = json.loads(output_of(python(HERE / "read_images.py", *PICTURES)))
    assert "scalar" in texts and all(texts["scalar"].values())
    assert texts == json.loads(output_of(here(HERE / "read_images.py", *PICTURES)))


def test_the_command(python: WindowsPython) -> None:
    assert output_of(python("-m", "dsocr_native", "--version")) == VERSION
    installed = python.path[0] / "bin" / "dsocr.exe"
    assert output_of(python.run(installed, "--version")) == VERSION


def test_all_is_well(python: WindowsPython) -> None:
    """In Chinese, which the code page of this Windows has no letters for."""
    done = replace(python, settings={"LC_MESSAGES": "zh_CN.UTF-8"})("-m", "dsocr_native", "doctor")
    assert output_of(done).endswith("一切正常。"), done.stdout


def test_paths_may_be_chinese(python: WindowsPython, tmp_path: Path) -> None:
    folder = tmp_path / "图片"
    folder.mkdir()
    shutil.copy(PICTURE, folder / "路牌.jpg")
    output = as_windows_spells(folder / "结果").replace("\\", "/") + "/"  # a folder by its last letter, as typed by many
    done = python("-m", "dsocr_native", "read", folder, "--output", output)
    assert output_of(done) == ""
    assert (folder / "结果" / "路牌.txt").read_text("utf-8").split() == ["Shop&Dine", "SMRT"]


def test_a_broken_file_is_told_as_on_linux(python: WindowsPython, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(PICTURE.read_bytes()[:1000])
    done, expected = python("-m", "dsocr_native", "read", broken), here("-m", "dsocr_native", "read", broken)
    assert done.returncode == expected.returncode == 1
    assert done.stderr.splitlines() == expected.stderr.replace(str(broken), as_windows_spells(broken)).splitlines()
    assert "broken.jpg" in done.stderr


def test_files_are_written_whole_or_told_as_on_linux(python: WindowsPython, tmp_path: Path) -> None:
    results = []
    for run, name in ((python, "windows"), (here, "linux")):
        folder = tmp_path / name / "文件夹"
        folder.mkdir(parents=True)
        results.append(json.loads(output_of(run(HERE / "write_files.py", PICTURE, folder)).replace("\\\\", "/")))
        assert (folder / "画.png").read_bytes().startswith(b"\x89PNG")
    assert results[0]["files"] == ["empty.png", "folder.png", "画.png"]
    assert results[0] == results[1]


def test_every_module_can_be_imported(python: WindowsPython) -> None:
    """Those of the server too, with what they stand on: it is all Python."""
    script = ("import importlib, pkgutil, dsocr_native\n"
              "for module in pkgutil.walk_packages(dsocr_native.__path__, 'dsocr_native.'):\n"
              "    if not module.name.endswith(('__main__', 'ocrmypdf')):\n"
              "        importlib.import_module(module.name)\n"
              "        print(module.name)\n")
    others = Path(os.path.dirname(printed_by(sys.executable, "-c", "import starlette; print(starlette.__path__[0])")))
    done = replace(python, path=(*python.path, others))("-c", script)
    assert {"dsocr_native.cli.watch", "dsocr_native.server.serving"} <= set(output_of(done).split())
