"""examples/ray with a real local Ray."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pictures import page_of

SCRIPT = Path(__file__).parents[2] / "examples" / "ray" / "read_folder.py"


def test_read_folder(tmp_path):
    pytest.importorskip("ray", reason="ray is 200 MB that nothing else here needs (pip install 'ray[data]')")
    (tmp_path / "scans" / "below").mkdir(parents=True)
    for name in ("a.png", "b.jpg", "below/c.png"):
        page_of(f"picture {name[-5]}", width=300).save(tmp_path / "scans" / name)
    (tmp_path / "scans" / "broken.png").write_text("no picture")
    done = subprocess.run([sys.executable, SCRIPT, "scans", "texts", "--workers", "1", "--price", "3.6"], cwd=tmp_path,
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(row) for file in (tmp_path / "texts").glob("*.json") for row in file.read_text().splitlines()]
    texts = {row["source"]: row["text"] for row in rows}
    assert texts == {"scans/a.png": "picture a", "scans/b.jpg": "picture b", "scans/below/c.png": "picture c",
                     "scans/broken.png": ""}
    assert [row["source"] for row in rows if row["error"]] == ["scans/broken.png"]
    assert "4 pictures in" in done.stdout and "with 1 workers" in done.stdout and "for a thousand" in done.stdout
