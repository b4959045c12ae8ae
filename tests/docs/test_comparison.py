"""Each claim of docs/comparison.md about this package names a test that exists, and nothing is claimed without one."""

from __future__ import annotations

import re

import pytest

from markdown_files import ROOT, links

PAGE = ROOT / "docs" / "comparison.md"
OURS = "dsocr-native"
PROOFS = [link for link in links(PAGE) if link.path.startswith("../tests/")]


def tables() -> list[list[list[str]]]:
    """The rows of each table, by cells; a bar behind a backslash is text."""
    text = PAGE.read_text("utf-8")
    found = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    return [[[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table.splitlines()]
            for table in found]


COMPARED = [table for table in tables() if OURS in table[0]]


@pytest.mark.parametrize("link", PROOFS, ids=lambda link: f"{link.path}::{link.title}")
def test_the_proof_exists(link):
    source = (PAGE.parent / link.path).read_text("utf-8")
    suite, _, name = link.title.rpartition(".")
    assert (re.search(rf"^TEST\w*\({suite}, {name}\)", source, re.MULTILINE) if suite
            else re.search(rf"^(?:async )?def {name}\(", source, re.MULTILINE)), link.title


def test_every_claim_of_ours_has_a_proof():
    rows = [row for table in COMPARED for row in table[2:]]
    assert len(rows) > 50
    assert not [row[0] for row in rows if "](../tests/" not in row[1]]


def test_every_row_says_something_of_everybody():
    for table in tables():
        assert {len(row) for row in table} == {len(table[0])}
    assert not [row for table in COMPARED for row in table[2:] if "" in row and row[0] != "instead of RapidOCR"]


def test_no_row_hides_what_two_of_the_others_have():
    """Where we have nothing, it stands under "Where others have more"."""
    for table in COMPARED:
        assert not [row for row in table[2:] if row[1] == "—"]
