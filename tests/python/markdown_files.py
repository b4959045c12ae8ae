"""The Markdown files that people read, and what stands in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator, List, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md")])
BLOCK = re.compile(r"^( *)```([^\n`]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"""\]\(([^)\s#]*)(?:\#([^)\s]*))?(?:\s+"([^"]*)")?\)""")
PYTHON_GUIDES = ("index.md", "start.md", "python.md", "formats.md", "faq.md", "rapidocr.md", "gpu.md")  # run by test_docs.py
SHELL_GUIDES = ("index.md", "start.md", "cli.md", "formats.md", "faq.md")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


class Block(NamedTuple):
    """What stands between two fences; `language` is all that follows the first."""

    language: str
    text: str

    @property
    def first_line(self) -> str:
        return self.text.strip().splitlines()[0]


class Link(NamedTuple):
    """A link to a file, to a heading of it, or to both."""

    path: str
    anchor: str
    title: str


def name(file: Path) -> str:
    """As the repository knows it."""
    return str(file.relative_to(ROOT))


def blocks(file: Path, language: str | None = None) -> List[Block]:
    """The code of a file, or that in one language."""
    found = [Block(language.strip(), text) for _, language, text in BLOCK.findall(file.read_text("utf-8"))]
    return [block for block in found if language is None or block.language == language]


def links(file: Path) -> Iterator[Link]:
    """The links of a file, less those in its code."""
    yield from map(Link._make, LINK.findall(BLOCK.sub("", file.read_text("utf-8"))))


def anchors(file: Path) -> set[str]:
    """What a code host makes of the headings."""
    headings = HEADING.findall(BLOCK.sub("", file.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
