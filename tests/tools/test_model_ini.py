"""What stands in model.ini."""

import zlib

import pytest

from tools.convert import model_ini
from tools.errors import ToolError


def test_sections_values_and_lists():
    text = model_ini.render("tiny", {"detector": {"file": "det.mnn", "mean": [0.5, 0.25, 1.0], "block": 4}})
    assert text == "format = 1\nname = tiny\n\n[detector]\nfile = det.mnn\nmean = 0.5 0.25 1.0\nblock = 4\n"


def test_every_named_file_gets_its_size_and_crc():
    files = {"rec.mnn": b"weights", "charset.txt": b"a\nb\n", "head.bin": b""}
    settings = {"file": "rec.mnn", "height": 48, "charset": "charset.txt", "head": "head.bin"}
    checked = model_ini.with_checks(settings, files)
    assert list(checked) == ["file", "bytes", "crc32", "height", "charset", "charset_bytes", "charset_crc32",
                             "head", "head_bytes", "head_crc32"]
    assert (checked["bytes"], checked["charset_bytes"], checked["head_bytes"]) == (7, 4, 0)
    assert checked["crc32"] == f"{zlib.crc32(b'weights'):08x}"
    assert checked["head_crc32"] == "00000000"


@pytest.mark.parametrize("value", ["", " a", "a # b", "a\nb"])
def test_values_that_the_format_cannot_hold_are_refused(value):
    with pytest.raises(ToolError, match="model.ini cannot hold"):
        model_ini.render("tiny", {"detector": {"file": value}})
