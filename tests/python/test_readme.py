"""What the README shows is what works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)#]+)\)", text)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_the_python_example_reads_its_pictures(tmp_path):
    (example,) = blocks("python")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "TOKEN NO" in done.stdout  # of the receipt
    assert "Shop" in done.stdout  # of the sign
    assert (tmp_path / "annotated.png").stat().st_size > 10_000


def test_the_cpp_example_is_the_one_that_is_built():
    (example,) = blocks("cpp")
    assert (ROOT / "examples/cpp/read.cc").read_text(encoding="utf-8").endswith(example)


def test_both_languages_show_the_same():
    """The same code, the same commands, the same pictures and guides, as many sections; and each links to the other."""
    def code(text: str) -> list[str]:
        return re.findall(r"^```\w+\n.*?^```$", text, re.DOTALL | re.MULTILINE)

    assert code(README) == code(CHINESE)
    assert set(links(README)) - {"README.zh.md"} == {
        link.replace("start.zh.md", "start.md") for link in links(CHINESE)} - {"README.md"}
    assert len(re.findall("^## ", README, re.MULTILINE)) == len(re.findall("^## ", CHINESE, re.MULTILINE))
    assert "README.zh.md" in links(README) and "README.md" in links(CHINESE)
