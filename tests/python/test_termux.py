"""The scripts for Termux, with stand-ins for what Android offers there: each notes how it was called."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pictures import encoded, page_of

SCRIPTS = Path(__file__).parents[2] / "examples" / "termux"
ALL = ["dsocr-camera", "dsocr-receipt", "dsocr-screenshots", "hooks/termux-file-editor", "hooks/termux-url-opener",
       "install.sh"]
STAND_INS = {
    "dsocr": f'exec "{sys.executable}" -m dsocr_native "$@"',
    "python": f'case $1$2 in -mpip) echo "pip $*" >> "$LOG" ;; *) exec "{sys.executable}" "$@" ;; esac',
    "pkg": 'echo "pkg $*" >> "$LOG"',
    "termux-camera-photo": 'shift 2; [ ! -e "$HOME/camera.jpg" ] || cp "$HOME/camera.jpg" "$1"',
    "termux-clipboard-set": 'cat > "$HOME/clipboard"',
    "termux-toast": 'echo "toast $*" >> "$LOG"',
    "termux-notification": 'echo "notification $*" >> "$LOG"',
    "curl": 'for last; do :; done; while [ "$1" != --output ]; do shift; done; cp "$HOME/www/${last##*/}" "$2"',
}


class Phone:
    """A home folder, and a PATH with the stand-ins before everything else."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.commands = folder / "usr-bin"
        self.commands.mkdir()
        (folder / "tmp").mkdir()
        for name, body in STAND_INS.items():
            (self.commands / name).write_text(f"#!/bin/sh\n{body}\n")
            (self.commands / name).chmod(0o755)
        self.environment = {**os.environ, "HOME": str(folder), "LOG": str(folder / "log"), "LC_ALL": "C.UTF-8",
                            "TMPDIR": str(folder / "tmp"), "PATH": f"{self.commands}:{os.environ['PATH']}"}

    def run(self, script: str, *arguments: object) -> subprocess.CompletedProcess:
        """By the smallest shell there is, and with Ctrl-C as a terminal has it: in the background it would be ignored."""
        done = subprocess.run(["sh", SCRIPTS / script, *map(str, arguments)], capture_output=True, text=True,
                              timeout=120, env=self.environment, cwd=self.home,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        assert not list((self.home / "tmp").iterdir()), "nothing is left behind"
        return done

    def text_of(self, name: str) -> str:
        return (self.home / name).read_text("utf-8") if (self.home / name).exists() else ""


@pytest.fixture
def phone(tmp_path) -> Phone:
    return Phone(tmp_path)


def test_all_scripts_are_posix_and_clean():
    assert sorted(str(path.relative_to(SCRIPTS)) for path in SCRIPTS.rglob("*")
                  if path.is_file() and path.suffix != ".md") == ALL
    done = subprocess.run(["shellcheck", "--shell=sh", "--enable=all", "--exclude=SC2310,SC2312,SC2250", *ALL],
                          cwd=SCRIPTS, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert all((SCRIPTS / name).read_text().startswith("#!/bin/sh\n") and os.access(SCRIPTS / name, os.X_OK)
               for name in ALL)


def test_each_script_is_explained():
    explained = (SCRIPTS / "README.md").read_text("utf-8")
    assert all(f"[{name}]({name})" in explained for name in ALL)
    guide = (SCRIPTS.parents[1] / "docs" / "termux.md").read_text("utf-8")
    assert all(name.removeprefix("hooks/") in guide for name in ALL)


def test_install(phone):
    done = phone.run("install.sh")
    assert done.returncode == 0, done.stderr
    assert phone.text_of("log").splitlines() == ["pkg install -y python termux-api curl clang cmake ninja",
                                                "pip -m pip install --upgrade dsocr-native"]
    assert sorted(path.name for path in (phone.home / "bin").iterdir()) == [
        "dsocr-camera", "dsocr-receipt", "dsocr-screenshots", "termux-file-editor", "termux-url-opener"]
    assert all(os.access(path, os.X_OK) for path in (phone.home / "bin").iterdir())
    assert "All is well." in done.stdout


def test_what_pip_compiles_with_is_installed_first():
    """No wheel is for Android's C library."""
    guide = (SCRIPTS.parents[1] / "docs" / "termux.md").read_text("utf-8")
    (installed,) = re.findall(r"^pkg install -y (.*)$", (SCRIPTS / "install.sh").read_text("utf-8"), re.MULTILINE)
    assert {"clang", "cmake", "ninja"} <= set(installed.split())
    assert "`pkg install python clang cmake ninja`" in guide


def test_install_leaves_a_hook_of_the_owner_s_alone(phone):
    (phone.home / "bin").mkdir()
    (phone.home / "bin" / "termux-url-opener").write_text("#!/bin/sh\nmy own\n")
    done = phone.run("install.sh")
    assert done.returncode == 0 and "is there already and was left as it is" in done.stderr
    assert "my own" in phone.text_of("bin/termux-url-opener")
    assert phone.run("install.sh").returncode == 0, "may be run again"


def test_install_leaves_a_hook_that_calls_ours_alone(phone):
    own = f'#!/bin/sh\nmy own\nexec {SCRIPTS}/hooks/termux-url-opener "$1" # of dsocr\n'
    assert phone.run("install.sh").returncode == 0
    (phone.home / "bin" / "termux-url-opener").write_text(own)
    with (phone.home / "bin" / "termux-file-editor").open("a") as ours:
        ours.write("old")
    assert phone.run("install.sh").returncode == 0
    assert phone.text_of("bin/termux-url-opener") == own
    assert not phone.text_of("bin/termux-file-editor").endswith("old"), "ours is brought up to date"


def test_camera(phone):
    page_of("Call 0171 555", "before noon").save(phone.home / "camera.jpg", quality=95)
    done = phone.run("dsocr-camera")
    assert (done.returncode, done.stdout) == (0, "Call 0171 555\nbefore noon\n")
    assert phone.text_of("clipboard") == "Call 0171 555\nbefore noon"
    assert phone.text_of("log") == "toast Copied 2 lines\n"


def test_camera_without_permission_or_text(phone):
    done = phone.run("dsocr-camera")
    assert done.returncode == 1 and "allow Termux:API to use the camera" in phone.text_of("log")
    page_of().save(phone.home / "camera.jpg")
    assert phone.run("dsocr-camera").returncode == 0
    assert phone.text_of("log").endswith("toast No text found\n") and phone.text_of("clipboard") == ""


def test_a_shared_picture(phone):
    page_of("Shared text").save(phone.home / "my photo.png")
    assert phone.run("hooks/termux-file-editor", phone.home / "my photo.png").stdout == "Shared text\n"
    assert phone.text_of("clipboard") == "Shared text"
    assert "notification --id dsocr --title Text copied --content Shared text" in phone.text_of("log")
    (phone.home / "notes.txt").write_text("no picture")
    assert phone.run("hooks/termux-file-editor", phone.home / "notes.txt").returncode == 1
    assert "toast Cannot read notes.txt as a picture" in phone.text_of("log")


def test_a_shared_address(phone):
    (phone.home / "www").mkdir()
    page_of("From the web").save(phone.home / "www" / "sign.png")
    assert phone.run("hooks/termux-url-opener", "https://example.org/sign.png").stdout == "From the web\n"
    assert phone.text_of("clipboard") == "From the web"
    assert phone.run("hooks/termux-url-opener", "https://example.org/none.png").returncode == 1
    assert phone.run("hooks/termux-url-opener", "file:///etc/passwd").returncode == 1
    assert "toast Not the address of a picture: file:///etc/passwd" in phone.text_of("log")


@pytest.mark.parametrize("hook", ["termux-file-editor", "termux-url-opener"])
def test_a_shared_picture_without_text_leaves_the_clipboard_alone(phone, hook):
    (phone.home / "www").mkdir()
    page_of().save(phone.home / "www" / "blank.png")
    (phone.home / "clipboard").write_text("copied before")
    shared = "https://example.org/blank.png" if hook == "termux-url-opener" else phone.home / "www" / "blank.png"
    assert phone.run(f"hooks/{hook}", shared).returncode == 0
    assert phone.text_of("clipboard") == "copied before"
    assert phone.text_of("log") == "toast No text found\n"


def test_an_address_with_brackets_means_itself(phone):
    (phone.commands / "curl").write_text(f'#!/bin/sh\nexec {shutil.which("curl")} "$@" 2> "$HOME/curl.log"\n')
    assert phone.run("hooks/termux-url-opener", "http://127.0.0.1:9/a[1].png").returncode == 1
    assert "connect" in phone.text_of("curl.log"), "nobody is there, but the address is understood"


def test_screenshots(phone):
    folder = phone.home / "storage" / "pictures" / "Screenshots"
    assert phone.run("dsocr-screenshots").returncode == 2
    folder.mkdir(parents=True)
    process = subprocess.Popen(["sh", SCRIPTS / "dsocr-screenshots"], env=phone.environment, start_new_session=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 90
        time.sleep(3)
        number = 0
        while not phone.text_of("clipboard") and time.monotonic() < deadline:
            number += 1  # the watcher may not have looked for the first time yet
            (folder / ".new").write_bytes(encoded(page_of("Line one", "Line two", width=300)))
            os.replace(folder / ".new", folder / f"shot{number}.png")
            time.sleep(3)
        assert phone.text_of("clipboard") == "Line one\nLine two"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)
    assert "notification --id dsocr-screenshots" in phone.text_of("log")


def test_receipts(phone):
    documents = phone.home / "storage" / "documents"
    documents.mkdir(parents=True)
    page_of("Coffee            2.50", "Cake, large       3.00").save(phone.home / "camera.jpg", quality=95)
    assert phone.run("dsocr-receipt").returncode == 0
    shutil.copy(phone.home / "camera.jpg", phone.home / 'a "b".jpg')
    assert phone.run("dsocr-receipt", phone.home / 'a "b".jpg').returncode == 0
    rows = list(csv.reader((documents / "receipts.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == 4 and {len(row) for row in rows} == {4}
    assert [row[2:] for row in rows] == [["Coffee", "2.50"], ["Cake, large", "3.00"]] * 2
    assert rows[0][1].startswith("receipt-") and rows[2][1] == 'a "b".jpg'
    assert all(row[0] == time.strftime("%Y-%m-%d") for row in rows)
    assert f"toast Added 2 rows to {documents}/receipts.csv" in phone.text_of("log")


def test_a_receipt_without_a_folder_takes_no_photo(phone):
    (phone.commands / "termux-camera-photo").write_text('#!/bin/sh\necho photo >> "$LOG"\n')
    done = phone.run("dsocr-receipt")
    assert done.returncode == 2 and "is no folder; type  termux-setup-storage" in done.stderr
    assert phone.text_of("log").startswith("toast ") and "photo" not in phone.text_of("log").splitlines()


@pytest.mark.parametrize("name", ["INT", "TERM"])
@pytest.mark.parametrize("script", ["dsocr-camera", "dsocr-receipt"])
def test_a_photo_does_not_stay_behind_after_a_signal(phone, script, name):
    (phone.home / "storage" / "documents").mkdir(parents=True)
    (phone.commands / "termux-camera-photo").write_text(
        f'#!/bin/sh\nfor last in "$@"; do :; done\ncp "$0" "$last"\nkill -{name} $PPID\nsleep 0.2\n')
    assert phone.run(script).returncode > 128


def test_a_blank_receipt_adds_nothing(phone):
    (phone.home / "storage" / "documents").mkdir(parents=True)
    page_of().save(phone.home / "blank.png")
    assert phone.run("dsocr-receipt", phone.home / "blank.png").returncode == 1
    assert "toast No text found" in phone.text_of("log")
