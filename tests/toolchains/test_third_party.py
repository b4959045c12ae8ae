"""The pinned sources: taken only with the right hash, unpacked whole or not at all, one clear sentence otherwise."""

import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from wheels import ROOT

sys.path.insert(0, str(ROOT / "third_party"))
import fetch  # noqa: E402


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty Cargo home and cache, and a PATH without Cargo."""
    for name in ("DSOCR_THIRD_PARTY_SOURCES", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo"))
    monkeypatch.setenv("DSOCR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    yield tmp_path


def crate_file(folder: Path, crate: fetch.Crate, members: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / crate.file_name
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_the_lock_pins_every_crate_exactly() -> None:
    manifest = (ROOT / "third_party" / "Cargo.toml").read_text()
    for crate in fetch.locked_crates():
        assert len(crate.sha256) == 64
        assert f'"={crate.version}"' in manifest.split(f"\n{crate.name} = ")[1].split("\n")[0]


def test_another_hash_is_not_taken(home: Path) -> None:
    crate = fetch.locked_crates()[0]
    crate_file(home / "cargo" / "registry" / "cache" / "index", crate, {"a": b"tampered with"})
    assert fetch.find_crate(crate) is None
    with pytest.raises(SystemExit, match="cargo is not installed"):
        fetch.sources()
    assert not (home / "cache" / "sources").exists()


def test_the_right_hash_is_taken_from_cargos_cache(home: Path) -> None:
    name = fetch.locked_crates()[0].name
    path = crate_file(home / "cargo" / "registry" / "cache" / "index", fetch.Crate(name, "1.0.0", ""), {"a": b"."})
    crate = fetch.Crate(name, "1.0.0", fetch.sha256(path))
    assert fetch.find_crate(crate) == path


def test_unpacking_stays_inside_its_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crate = fetch.Crate("some-sys", "1.0.0", "")
    monkeypatch.setattr(fetch, "locked_crates", lambda: [crate])
    members = {"some-sys-1.0.0/inside.c": b"1", "../outside.c": b"2", "some-sys-1.0.0/../../outside.c": b"3"}
    path = crate_file(home, crate, members)
    fetch.unpack([path], home / "sources" / "key")
    assert [file.relative_to(home / "sources").as_posix() for file in (home / "sources").rglob("*.c")] == [
        "key/some-sys/inside.c"]
    assert not list(home.rglob("outside.c"))


def test_a_given_folder_must_hold_every_crate(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSOCR_THIRD_PARTY_SOURCES", str(home))
    with pytest.raises(SystemExit, match="holds no folder mnn-sys"):
        fetch.sources()
