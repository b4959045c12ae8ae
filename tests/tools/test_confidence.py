"""Page scores by the least confidence: a page of which it is known what is right and how sure."""

import json
from types import SimpleNamespace

import pytest

from tools.evaluate import confidence, labels

QUAD = [[0, 0], [90, 0], [90, 20], [0, 20]]


@pytest.fixture
def data(tmp_path):
    lines = [{"poly": QUAD, "text": text, "ignore": False} for text in ("one", "two")]
    (tmp_path / "labels.jsonl").write_text(json.dumps({"image": "a.png", "lang": "en", "lines": lines}))
    return labels.load(tmp_path)


class _Reader:
    def read(self, path, min_confidence):
        assert min_confidence == 0
        return SimpleNamespace(lines=[SimpleNamespace(text=text, confidence=sure, quad=QUAD)
                                      for text, sure in (("one", 0.95), ("two", 0.62), ("noise", 0.55))])


def test_what_is_less_sure_is_left_out(data):
    rows = {row[2]: row[3:] for row in confidence.rows("pages", data, _Reader())}
    assert rows["0"] == ["0.800", "0.667", "1.000"]
    assert rows["0.6"] == ["1.000", "1.000", "1.000"]
    assert rows["0.7"] == rows["0.9"] == ["0.667", "1.000", "0.500"]


def test_each_nth_picture(tmp_path, monkeypatch, capsys):
    (tmp_path / "labels.jsonl").write_text("\n".join(
        json.dumps({"image": f"{i}.png", "lang": "en", "lines": []}) for i in range(7)))
    read = []
    reader = SimpleNamespace(read=lambda path, min_confidence: read.append(path.name) or SimpleNamespace(lines=[]))
    monkeypatch.setattr(confidence.dsocr_native, "Reader", lambda model, threads: reader)
    monkeypatch.setattr("sys.argv", ["confidence", str(tmp_path), "--every", "3"])
    confidence.main()
    assert read == ["0.png", "3.png", "6.png"] and "page F1" in capsys.readouterr().out
