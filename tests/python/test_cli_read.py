"""`dsocr read` as a program: what it prints where, and what it leaves behind."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest
from PIL import Image

from conftest import ROWS, hear_ctrl_c
from dsocr_native.cli.drawings import Drawings
from dsocr_native.cli.report import Report
from pictures import cjk_font, encoded, page_of

TEXT = "".join(row + "\n" for row in ROWS).encode()


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    """A folder with three pictures, one of them further down, and things that are none."""
    folder = tmp_path_factory.mktemp("scans")
    (folder / "below").mkdir()
    for name, word in (("a.png", "alpha"), ("b.JPG", "bravo"), ("below/c.bmp", "charlie")):
        page_of(word, width=300).save(folder / name)
    (folder / "notes.txt").write_text("not a picture")
    (folder / ".hidden.png").write_text("not looked at")
    return folder


def test_text_on_stdout(dsocr_command, rows_png):
    done = dsocr_command("read", rows_png)
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXT, b"")


def test_stdin(dsocr_command, rows_png):
    done = dsocr_command("read", "-", input=rows_png.read_bytes())
    assert (done.returncode, done.stdout) == (0, TEXT)
    done = dsocr_command("read", "-", "--format", "json", input=b"")
    assert done.returncode == 1 and json.loads(done.stdout)["source"] == "stdin"
    assert done.stderr.startswith(b"dsocr: stdin: is empty")


def test_several_pictures_stand_under_their_names(dsocr_command, scans):
    done = dsocr_command("read", scans / "b.JPG", scans / "a.png")
    assert done.stdout.decode() == f"==> {scans}/b.JPG <==\nbravo\n\n==> {scans}/a.png <==\nalpha\n"


def test_pictures_may_stand_on_both_sides_of_an_option(dsocr_command, scans):
    done = dsocr_command("read", scans / "b.JPG", "--format", "json", scans / "a.png", "--dpi", "100", scans / "below")
    assert [json.loads(row)["text"] for row in done.stdout.splitlines()] == ["bravo", "alpha", "charlie"]
    assert b"unrecognized arguments: --wrong" in dsocr_command("read", "x.png", "--format", "json", "--wrong").stderr
    assert b"unrecognized arguments: x.png" in dsocr_command("models", "x.png").stderr


def test_a_folder_means_its_pictures(dsocr_command, scans):
    done = dsocr_command("read", scans, "--format", "json")
    pages = [json.loads(row) for row in done.stdout.splitlines()]
    assert [page["text"] for page in pages] == ["alpha", "bravo", "charlie"]
    assert [os.path.relpath(page["source"], scans) for page in pages] == ["a.png", "b.JPG", "below/c.bmp"]


def test_tsv_has_a_row_for_each_line(dsocr_command, rows_png):
    rows = [row.split("\t") for row in dsocr_command("read", rows_png, "--format", "tsv").stdout.decode().splitlines()]
    assert rows[0][0] == "source" and rows[0][-1] == "text"
    assert [row[-1] for row in rows[1:]] == list(ROWS)
    assert [row[1] for row in rows[1:]] == ["1", "2", "3"]
    assert {len(row) for row in rows} == {12}


def test_failures_are_named_and_the_rest_is_printed(dsocr_command, rows_png, tmp_path):
    (tmp_path / "text.jpg").write_text("this is no picture")
    done = dsocr_command("read", tmp_path / "none.png", rows_png, tmp_path / "text.jpg", tmp_path)
    assert done.returncode == 1
    assert TEXT in done.stdout and b"none.png" not in done.stdout
    messages = done.stderr.decode().splitlines()
    assert len(messages) == 3 and all(message.startswith(f"dsocr: {tmp_path}/") for message in messages)
    assert "none.png: cannot be opened" in messages[0]
    done = dsocr_command("read", tmp_path / "none.png", "--format", "json")
    assert "cannot be opened" in json.loads(done.stdout)["error"]


def test_an_empty_folder_is_a_failure(dsocr_command, tmp_path):
    done = dsocr_command("read", tmp_path)
    assert done.returncode == 1 and b"found a folder without pictures" in done.stderr


def test_output_file(dsocr_command, rows_png, tmp_path):
    done = dsocr_command("read", rows_png, "--output", tmp_path / "out.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "out.txt").read_bytes() == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert dsocr_command("read", rows_png, "--output", os.devnull).returncode == 0
    assert not os.path.isfile(os.devnull)


def test_output_folder(dsocr_command, scans, tmp_path):
    done = dsocr_command("read", scans, scans / "a.png", "--output", f"{tmp_path}/texts/")
    assert done.returncode == 0
    texts = {path.name: path.read_text() for path in (tmp_path / "texts").iterdir()}
    assert texts == {"a.txt": "alpha\n", "b.txt": "bravo\n", "c.txt": "charlie\n", "a-2.txt": "alpha\n"}


def test_draw(dsocr_command, rows_png, scans, tmp_path):
    assert dsocr_command("read", rows_png, "--draw", tmp_path / "drawn.jpg").stdout == TEXT
    with Image.open(tmp_path / "drawn.jpg") as image:
        assert image.size == Image.open(rows_png).size
    assert dsocr_command("read", scans, "--draw", tmp_path / "drawn").returncode == 0
    assert sorted(path.name for path in (tmp_path / "drawn").iterdir()) == ["a.png", "b.png", "c.png"]


def test_results_never_take_the_place_of_pictures(dsocr_command, scans, rows_png, tmp_path):
    """Beside the pictures, and where a file has another name there: as on a disk that takes A.PNG for a.png."""
    for name in ("a.png", "b.JPG"):
        (tmp_path / name).write_bytes((scans / name).read_bytes())
    os.link(tmp_path / "b.JPG", tmp_path / "b.png")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert dsocr_command("read", tmp_path / "a.png", tmp_path / "b.JPG", "--draw", f"{tmp_path}/").returncode == 0
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert {path.name for path in tmp_path.iterdir()} - set(before) == {"a-2.png", "b-2.png"}
    pdf = tmp_path / "page.pdf"
    Image.open(rows_png).save(pdf)
    before = pdf.read_bytes()
    assert dsocr_command("read", pdf, "--format", "pdf", "--output", f"{tmp_path}/").returncode == 0
    assert pdf.read_bytes() == before and (tmp_path / "page-2.pdf").is_file()


def test_a_drawing_of_several_pictures_is_no_file(dsocr_command, scans, tmp_path):
    done = dsocr_command("read", scans, "--draw", tmp_path / "all.png")
    assert done.returncode == 2 and list(tmp_path.iterdir()) == []
    assert done.stderr.decode() == (f"dsocr: --draw: found '{tmp_path}/all.png', expected a folder (its name ends in /) "
                                    "where there are several pictures\n")
    assert dsocr_command("read", scans / "a.png", scans / "b.JPG", "--draw", f"{tmp_path}/all.png/").returncode == 0
    assert sorted(path.name for path in (tmp_path / "all.png").iterdir()) == ["a.png", "b.png"]


def test_a_picture_that_has_gone_cannot_be_drawn_and_the_rest_is(reader, rows_png, tmp_path, capsys, monkeypatch):
    (tmp_path / "gone.png").write_bytes(rows_png.read_bytes())
    pages = list(reader.read_many([tmp_path / "gone.png", rows_png]))
    (tmp_path / "gone.png").unlink()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    report = Report(2)
    drawings = Drawings(f"{tmp_path}/drawn/", True, [])
    assert [page.text for page in report.watch(iter(pages), drawings)] == [page.text for page in pages]
    assert report.failures == 1
    sentence = f"dsocr: {tmp_path}/gone.png: cannot be opened: No such file or directory\n"
    assert f"\r\033[K{sentence}" in capsys.readouterr().err, "on a row of its own"
    assert [path.name for path in (tmp_path / "drawn").iterdir()] == ["rows.png"]


def test_what_a_command_writes_can_be_read_and_drawn(rows_png, tmp_path):
    command = f'{sys.executable} -m dsocr_native read <(cat {rows_png}) --draw {tmp_path}/drawn.png'
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXT, b"")
    assert Image.open(tmp_path / "drawn.png").size == Image.open(rows_png).size


def test_a_file_stays_where_nothing_could_be_read(dsocr_command, rows_png, tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("of yesterday")
    done = dsocr_command("read", tmp_path / "none.png", "--output", target)
    assert done.returncode == 1 and target.read_text() == "of yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert dsocr_command("read", tmp_path / "none.png", "--format", "json", "--output", target).returncode == 1
    assert "cannot be opened" in json.loads(target.read_text())["error"], "where failures are part of the document"
    assert dsocr_command("read", tmp_path / "none.png", rows_png, "--output", target).returncode == 1
    assert target.read_bytes().endswith(TEXT)


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "required: COMMAND"),
        (["read"], "required: PICTURE"),
        (["write"], "invalid choice: 'write'"),
        (["read", "x.png", "--format", "docx"], "invalid choice: 'docx'"),
        (["read", "x.png", "--threads", "many"], "invalid int value: 'many'"),
        (["read", "x.png", "--threads", "-3"], "threads: found -3, expected a whole number from 0 to 64"),
        (["read", "x.png", "--min-confidence", "7"], "min_confidence: found 7.0, expected a number from 0 to 1"),
        (["read", "x.png", "--model", "huge"], "model: found 'huge', expected the path of a folder or a bundled"),
        (["read", "x.png", "--model", "/none"], "/none is not a model folder"),
        (["read", "x.png", "--draw", "x.gif"], "--draw: found 'x.gif', expected a name that ends in .png"),
        (["read", "x.png", "--output", "/none/x.txt"], "/none"),
    ],
)
def test_what_cannot_be_carried_out(dsocr_command, arguments, sentence):
    done = dsocr_command(*arguments)
    assert done.returncode == 2 and done.stdout == b""
    assert sentence in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_unwritable_outputs(dsocr_command, rows_png, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for option, target in (("--output", "file/x.txt"), ("--draw", "file/x.png"), ("--draw", "none/x.png")):
        done = dsocr_command("read", rows_png, option, tmp_path / target)
        assert done.returncode == 2, option
        assert str(tmp_path / target) in done.stderr.decode() and b"Traceback" not in done.stderr
    for option, target in (("--output", "file/"), ("--draw", "file/below/")):
        done = dsocr_command("read", rows_png, option, f"{tmp_path}/{target}")
        assert done.returncode == 2, option
        assert done.stderr.startswith(f"dsocr: {tmp_path}/{target}: cannot be written: ".encode())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("arguments", [["read", "-"], ["models"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_named(rows_png, arguments, unbuffered):
    with open("/dev/full", "wb") as full, open(rows_png, "rb") as picture:
        done = subprocess.run([sys.executable, "-m", "dsocr_native", *arguments], stdin=picture, stdout=full,
                              stderr=subprocess.PIPE,
                              env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": unbuffered})
    assert (done.returncode, done.stderr) == (2, b"dsocr: stdout: cannot be written: No space left on device\n")


def test_a_stdin_that_cannot_be_read_is_named():
    with open(os.devnull, "wb") as for_writing:
        done = subprocess.run([sys.executable, "-m", "dsocr_native", "read", "-"], stdin=for_writing,
                              capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (1, b"dsocr: stdin: cannot be opened: Bad file descriptor\n")


def test_streams_that_are_closed_lead_nowhere(tmp_path):
    """As a service may start us: a message finds no stderr and must not end up among the results."""
    command = f"{sys.executable} -m dsocr_native read - {tmp_path}/none.png --format tsv"
    done = subprocess.run(["sh", "-c", f"{command} <&- 2>&-; echo $?; {command} >&- 2>/dev/null; echo $?"],
                          capture_output=True, text=True)
    header, *codes = done.stdout.splitlines()
    assert header.startswith("source\tline") and codes == ["1", "1"]


def test_a_closed_pipe_ends_it_quietly(scans):
    command = [sys.executable, "-m", "dsocr_native", "read", *[str(scans)] * 20]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline().startswith(b"==> ")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(120) == 141


def test_ctrl_c_leaves_no_half_written_file(scans, tmp_path):
    command = [sys.executable, "-m", "dsocr_native", "read", *[str(scans)] * 200, "--output", str(tmp_path / "out.txt")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c)
    deadline = time.monotonic() + 60
    while not any(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [path.name.startswith(".out.txt") for path in tmp_path.iterdir()] == [True], "it is at work"
    process.send_signal(signal.SIGINT)
    output, messages = process.communicate(timeout=60)
    assert (process.returncode, output, messages) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_output_is_utf_8_whatever_the_locale(dsocr_command, tmp_path):
    (tmp_path / "你好.png").write_bytes(encoded(page_of("谢谢惠顾", font=cjk_font)))
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = dsocr_command("read", tmp_path / "你好.png", "--format", "json", env=environment)
    assert done.returncode == 0
    page = json.loads(done.stdout.decode("utf-8"))
    assert page["text"] == "谢谢惠顾" and page["source"].endswith("你好.png")


def test_progress_is_for_people_only(dsocr_command, scans):
    assert dsocr_command("read", scans).stderr == b""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dsocr_native", "read", str(scans)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        process.communicate(timeout=120)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "2 of 3 pictures" in shown and "left" in shown
    assert shown.endswith("\r\033[K"), "the line is cleared at the end"


def test_progress_keeps_to_a_row_of_its_own_on_a_narrow_terminal(scans):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    command = [sys.executable, "-m", "dsocr_native", "read", str(scans)]
    subprocess.run(command, stdout=theirs, stderr=theirs, timeout=120)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    rows = [row.rpartition("\r\033[K")[2] for row in shown.split("\r\n")]
    assert [row for row in rows if row] == [f"==> {scans}/a.png <==", "alpha", f"==> {scans}/b.JPG <==", "bravo",
                                            f"==> {scans}/below/c.bmp <==", "charlie"]
    progress = [row for row in shown.replace("\r\n", "\r\033[K").split("\r\033[K") if "pictures" in row]
    assert len(progress) == 3 and max(map(len, progress)) < 30


def test_a_terminal_is_spared_binary_documents(rows_png):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dsocr_native", "read", str(rows_png), "--format", "pdf"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2 and b"expected a file or a pipe for the format pdf" in done.stderr
