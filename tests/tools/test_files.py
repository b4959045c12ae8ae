"""Files and folders appear whole or not at all."""

import resource

import pytest

from tools.errors import ToolError, run_command
from tools.files import cache_root, new_folder, write_file


def test_a_folder_appears_only_when_complete(tmp_path):
    target = tmp_path / "models" / "tiny"
    with new_folder(target) as folder:
        (folder / "a").write_bytes(b"1")
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["a"]
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "tiny") as folder:
        (folder / "a").write_bytes(b"1")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_kept_unless_replaced(tmp_path):
    target = tmp_path / "tiny"
    target.mkdir()
    (target / "old").touch()
    with pytest.raises(ToolError, match="exists already"), new_folder(target):
        pass
    with pytest.raises(ZeroDivisionError), new_folder(target, replace=True):
        raise ZeroDivisionError
    assert [path.name for path in target.iterdir()] == ["old"]
    with new_folder(target, replace=True) as folder:
        (folder / "new").touch()
    assert [path.name for path in target.iterdir()] == ["new"]
    assert list(tmp_path.iterdir()) == [target]


def test_write_file_replaces_and_leaves_no_temporary_name(tmp_path):
    path = tmp_path / "deep" / "a"
    for data in (b"one", b"two"):
        write_file(path, data)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_cache_root_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("DSOCR_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_root() == tmp_path / "xdg" / "dsocr-native"
    monkeypatch.setenv("DSOCR_CACHE", str(tmp_path / "own"))
    assert cache_root() == tmp_path / "own"


def test_a_full_disk_leaves_the_old_file_and_is_one_sentence(tmp_path):
    path = tmp_path / "model.bin"
    write_file(path, b"old")

    def write_too_much():
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            write_file(path, bytes(10_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    with pytest.raises(SystemExit, match=f"^error: {path}: File too large"):
        run_command(write_too_much)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]
