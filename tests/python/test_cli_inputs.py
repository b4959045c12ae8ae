"""What `dsocr read` takes: folders with and without those below, patterns, PDF pages, and folders that are watched."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

import dsocr_native as dsocr
from conftest import hear_ctrl_c
from dsocr_native import pdf
from dsocr_native.cli.inputs import expand, is_looked_into
from dsocr_native.cli.names import Names
from dsocr_native.cli.watch import appearing
from pictures import encoded, page_of

PAGES = ("first page", "second page", "third page")


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    """A PDF file whose pages are pictures of PAGES, without text."""
    path = tmp_path_factory.mktemp("pdf") / "contract.pdf"
    pictures = [page_of(text, width=500) for text in PAGES]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=100)
    return path


@pytest.fixture
def tree(tmp_path):
    """Pictures in a folder and in one below it."""
    (tmp_path / "below").mkdir()
    for name in ("a.png", "b.jpg", "below/c.png"):
        page_of(name[-5], width=200).save(tmp_path / name)
    return tmp_path


def sources(done) -> list[str]:
    return [os.path.basename(json.loads(row)["source"]) for row in done.stdout.splitlines()]


def test_folders_with_and_without_those_below(dsocr_command, tree):
    assert sources(dsocr_command("read", tree, "--format", "json")) == ["a.png", "b.jpg", "c.png"]
    assert sources(dsocr_command("read", tree, "--no-recursive", "--format", "json")) == ["a.png", "b.jpg"]


def test_patterns(dsocr_command, tree):
    assert sources(dsocr_command("read", f"{tree}/*.png", "--format", "json")) == ["a.png"]
    assert sources(dsocr_command("read", f"{tree}/**/*.png", "--format", "json")) == ["a.png", "c.png"]
    done = dsocr_command("read", f"{tree}/*.webp")
    assert done.returncode == 1 and done.stderr.decode() == f"dsocr: {tree}/*.webp: found no file that fits the pattern\n"
    page_of("x", width=200).save(tree / "odd[1].png")
    assert sources(dsocr_command("read", tree / "odd[1].png", "--format", "json")) == ["odd[1].png"]


def test_what_fits_a_pattern_is_no_pattern(tmp_path):
    (tmp_path / "*.png").symlink_to("nowhere")
    (tmp_path / "[a].jpg").symlink_to("nowhere")
    assert [source.path for source in expand([f"{tmp_path}/*"])] == [f"{tmp_path}/*.png", f"{tmp_path}/[a].jpg"]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    (tmp_path / "a.png").touch()
    os.mkfifo(tmp_path / "b.png")
    assert [source.path for source in expand([str(tmp_path)])] == [str(tmp_path / "a.png")]


def test_a_pattern_may_name_a_folder(dsocr_command, tree):
    """As where the shell puts the names in its place; what `**` names in a folder and below counts once."""
    assert sources(dsocr_command("read", f"{tree}/*", "--format", "json")) == ["a.png", "b.jpg", "c.png"]
    assert sources(dsocr_command("read", f"{tree}/**", "--format", "json")) == ["a.png", "b.jpg", "c.png"]


def test_folders_that_cannot_be_opened_are_named(tree, monkeypatch):
    """Whoever runs the tests may be allowed everything, so the system's refusal is played."""
    scandir = os.scandir

    def refusing(path):
        if os.path.basename(path) == "below":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    first, second, closed = expand([str(tree)])
    assert [os.path.basename(source.name) for source in (first, second)] == ["a.png", "b.jpg"]
    (closed_alone,) = expand([f"{tree}/below"])
    for source in (closed, closed_alone):
        assert str(source.error) == f"{tree}/below: cannot be opened: Permission denied"


def test_pages_of_a_pdf_file(dsocr_command, contract, tmp_path):
    pages = [json.loads(row) for row in dsocr_command("read", contract, "--format", "json").stdout.splitlines()]
    assert [page["text"] for page in pages] == list(PAGES)
    assert [page["source"] for page in pages] == [f"{contract}#{number}" for number in (1, 2, 3)]
    assert pages[0]["width"] == pytest.approx(500 * pdf.DPI / 100, abs=2)
    done = dsocr_command("read", "-", "--format", "jsonl", input=contract.read_bytes())
    assert [json.loads(row)["source"] for row in done.stdout.splitlines()] == ["stdin#1", "stdin#2", "stdin#3"]
    assert dsocr_command("read", contract, "--output", f"{tmp_path}/texts/").returncode == 0
    assert {path.name: path.read_text() for path in (tmp_path / "texts").iterdir()} == {
        "contract.txt": "first page\n", "contract-2.txt": "second page\n", "contract-3.txt": "third page\n"}


def test_pages_of_a_pdf_file_at_a_resolution(dsocr_command, contract):
    done = dsocr_command("read", contract, "--pages", "2-", "--dpi", "100", "--format", "json")
    pages = [json.loads(row) for row in done.stdout.splitlines()]
    assert [page["text"] for page in pages] == list(PAGES[1:])
    assert pages[0]["width"] == pytest.approx(500, abs=2)
    done = dsocr_command("read", contract, "--dpi", "5")
    assert done.returncode == 2 and b"--dpi: found 5, expected a number from 20 to 2400" in done.stderr


def test_files_of_pages_have_the_numbers_of_the_pages(dsocr_command, contract, tmp_path):
    assert dsocr_command("read", contract, "--pages", "2-", "--output", f"{tmp_path}/").returncode == 0
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "contract-2.txt": "second page\n", "contract-3.txt": "third page\n"}


def test_names_of_results(tmp_path):
    names = Names(str(tmp_path))
    sources = ["a.jpg", "below/a.png", "b.pdf#1", "b.pdf#12", "b.tif#12", "c#x.png", "stdin", "stdin#2", "#3"]
    assert [os.path.relpath(names.take(source, ".txt"), tmp_path) for source in sources] == [
        "a.txt", "a-2.txt", "b.txt", "b-12.txt", "b-12-2.txt", "c#x.txt", "stdin.txt", "stdin-2.txt", "picture-3.txt"]


def test_a_page_that_cannot_be_rendered_is_one_failure(dsocr_command, contract, tmp_path):
    content = contract.read_bytes()
    kids = re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) (\d+ 0 R) \]", content)
    broken = content[:kids.start(2)] + b"9" * (len(kids[2]) - 4) + b" 0 R" + content[kids.end(2):]
    (tmp_path / "broken.pdf").write_bytes(broken)
    done = dsocr_command("read", tmp_path / "broken.pdf", "--format", "json")
    assert done.returncode == 1
    assert [json.loads(row)["text"] for row in done.stdout.splitlines()] == [PAGES[0], "", PAGES[2]]
    (message,) = done.stderr.decode().splitlines()
    assert message.startswith(f"dsocr: {tmp_path}/broken.pdf#2: the page cannot be rendered: ")


def test_a_pdf_file_becomes_searchable(dsocr_command, contract, tmp_path):
    searchable = tmp_path / "out.pdf"
    assert dsocr_command("read", contract, "--format", "pdf", "--output", searchable).returncode == 0
    text = subprocess.run(["pdftotext", searchable, "-"], capture_output=True, text=True, check=True).stdout
    assert text.split("\f")[:3] == [f"{page}\n\n" for page in PAGES]


def test_pdf_in_python(reader, contract):
    assert [page.text for page in reader.read_many(pdf.pages(contract, dpi=150))] == list(PAGES)
    (first, *_) = pdf.pages(contract.read_bytes(), name="upload")
    assert first.name == "upload#1" and reader.read(first).text == PAGES[0]
    with pytest.raises(dsocr.ImageError, match="pixels; expected at most 1000"):
        reader.read(first, max_pixels=1000)


def test_pdf_files_that_cannot_be_read(dsocr_command, contract, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.5 and nothing more")
    done = dsocr_command("read", tmp_path / "broken.pdf", tmp_path / "none.pdf", contract)
    assert done.returncode == 1 and b"third page" in done.stdout
    broken, missing = done.stderr.decode().splitlines()
    assert "broken.pdf: found no PDF file that can be opened without a password" in broken
    assert "none.pdf: cannot be opened: No such file" in missing


def test_a_pdf_file_that_may_not_be_read(contract, monkeypatch):
    """Whoever runs the tests may be allowed everything, so the system's refusal is played."""
    monkeypatch.setattr(os, "access", lambda path, mode: path != str(contract))
    with pytest.raises(dsocr.FileError, match="contract.pdf: cannot be opened: Permission denied$"):
        pdf.pages(contract)


def test_without_the_extra_one_sentence_says_what_to_type(contract):
    program = ("import importlib.util, sys; find = importlib.util.find_spec\n"
               "importlib.util.find_spec = lambda name, *rest: None if name == 'pypdfium2' else find(name, *rest)\n"
               "from dsocr_native.cli import main; sys.exit(main(['read', sys.argv[1]]))")
    done = subprocess.run([sys.executable, "-c", program, contract], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 1
    assert done.stderr == (f"dsocr: {contract}: reading PDF files needs pypdfium2, which is not installed; "
                           'type: pip install "dsocr-native[pdf]"\n')


def test_whole_new_files_count_once(tmp_path):
    """The folder changes while the watcher waits; a file counts when it stood still between two looks."""
    (tmp_path / "old.png").write_bytes(b"old")
    growing = tmp_path / "growing.png"
    steps = iter([
        lambda: growing.write_bytes(b"half"),
        lambda: growing.write_bytes(b"half and whole"),
        lambda: (tmp_path / "notes.txt").write_text("no picture"),
        lambda: (tmp_path / "second.jpg").write_bytes(b"2"),
        lambda: None,
        lambda: (tmp_path / "old.png").write_bytes(b"replaced"),
        lambda: None,
        lambda: growing.unlink(),
        lambda: growing.write_bytes(b"half and whole"),
        lambda: None,
    ])
    new = appearing(str(tmp_path), wait=lambda seconds: next(steps)())
    seen = [[os.path.basename(path) for path in next(new)] for _ in range(4)]
    assert seen == [["growing.png"], ["second.jpg"], ["old.png"], ["growing.png"]]


def test_watch(tmp_path):
    inbox, texts = tmp_path / "inbox", tmp_path / "texts"
    inbox.mkdir()
    page_of("was there", width=300).save(inbox / "before.png")
    command = [sys.executable, "-m", "dsocr_native", "read", "--watch", str(inbox), "--output", f"{texts}/"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c)
    try:
        deadline = time.monotonic() + 60
        while not texts.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        (inbox / ".part.png").write_bytes(encoded(page_of("just arrived", width=300)))
        os.replace(inbox / ".part.png", inbox / "new.png")
        while not list(texts.glob("*.txt")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert {path.name: path.read_text() for path in texts.iterdir()} == {"new.txt": "just arrived\n"}
    finally:
        process.send_signal(signal.SIGINT)
        output, messages = process.communicate(timeout=60)
    assert (process.returncode, output, messages) == (130, b"", b"")


def test_pictures_are_not_written_where_they_would_be_read_again(dsocr_command, tmp_path):
    for options in (["--draw", tmp_path / "drawn"], ["--format", "pdf", "--output", f"{tmp_path}/pdfs/"],
                    ["--no-recursive", "--draw", f"{tmp_path}/"]):
        done = dsocr_command("read", "--watch", tmp_path, *options)
        assert done.returncode == 2
        assert f"expected a folder that --watch '{tmp_path}' does not look into" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_which_folders_are_looked_into(tmp_path):
    (tmp_path / "inbox/below").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "inbox/below")
    (tmp_path / "inbox/away").symlink_to(tmp_path / "other")
    (tmp_path / "name").symlink_to(tmp_path / "inbox")
    always, with_those_below = [".", "../inbox"], ["below", "below/new", "../link"]
    never = ["..", "../inbox-2", "../other", "away", ".drawn", "below/.drawn/new"]
    for top in ("inbox", "name"):
        for recursive in (True, False):
            looked_into = {folder for folder in (*always, *with_those_below, *never)
                           if is_looked_into(f"{tmp_path}/inbox/{folder}", str(tmp_path / top), recursive)}
            assert looked_into == {*always, *(with_those_below if recursive else ())}


def test_what_cannot_be_watched(dsocr_command, tmp_path):
    done = dsocr_command("read", "--watch", tmp_path / "none")
    assert done.returncode == 2 and b"--watch: found" in done.stderr and b"expected a folder" in done.stderr
    done = dsocr_command("read", "--watch", tmp_path, "--output", tmp_path / "all.txt")
    assert done.returncode == 2 and b"expected a folder (its name ends in /) with --watch" in done.stderr
    for format in ("pdf", "alto", "hocr"):  # documents that are none without their end, which never comes
        done = dsocr_command("read", "--watch", tmp_path, "--format", format)
        assert done.returncode == 2 and f"for the format {format} with --watch".encode() in done.stderr
