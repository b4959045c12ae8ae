"""Completion in the shells themselves."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import dsocr_native as dsocr

SHELLS = ("bash", "zsh", "fish")
COMMANDS = {"read", "bench", "doctor", "models", "info", "completion"}


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """What `dsocr completion` prints for each shell."""
    command = [sys.executable, "-m", "dsocr_native", "completion"]
    return {shell: subprocess.run([*command, shell], capture_output=True, text=True, check=True).stdout
            for shell in SHELLS}


def in_bash(script: str, *words: str) -> set[str]:
    """What bash offers for the last word."""
    line = " ".join(f"'{word}'" for word in words)
    program = f'{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _dsocr; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_bash(scripts):
    bash = scripts["bash"]
    assert in_bash(bash, "dsocr", "") >= COMMANDS
    assert in_bash(bash, "dsocr", "re") == {"read"}
    assert in_bash(bash, "dsocr", "read", "--fo") == {"--format"}
    assert in_bash(bash, "dsocr", "read", "--format", "") >= {"text", "json", "pdf"}
    assert in_bash(bash, "dsocr", "bench", "x.png", "--precision", "fp") == {"fp32", "fp16"}
    assert in_bash(bash, "dsocr", "read", "--model", "") == {model.name for model in dsocr.models()}
    assert in_bash(bash, "dsocr", "completion", "") == set(SHELLS)
    assert in_bash(bash, "dsocr", "read", "x") == set(), "which leaves file names to bash"


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_can_parse_its_script(scripts, shell, tmp_path):
    (tmp_path / "script").write_text(scripts[shell])
    done = subprocess.run([shell, "-n", tmp_path / "script"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_fish(scripts):
    def offered(line: str) -> set[str]:
        program = scripts["fish"] + f'\ncomplete -C "{line}"\n'
        done = subprocess.run(["fish", "-c", program], capture_output=True, text=True, check=True)
        return {row.split("\t")[0] for row in done.stdout.splitlines()}

    assert offered("dsocr ") >= COMMANDS
    assert offered("dsocr read --for") == {"--format"}
    assert offered("dsocr read --precision ") == {"auto", "fp32", "fp16", "int8"}
    assert offered("dsocr completion ") >= set(SHELLS)


def test_zsh(scripts, tmp_path):
    """In a terminal of zsh's own, for its completion works nowhere else."""
    (tmp_path / "_dsocr").write_text(scripts["zsh"])
    program = f"""
        zmodload zsh/zpty
        zpty shell 'zsh -f -i'
        zpty -w shell 'PS1=; fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -u -d {tmp_path}/dump'
        zpty -n -w shell $'dsocr read --format \\t\\t'
        repeat 200; do
          zpty -r -t shell more && print -r -- $more && [[ $more == *tsv* ]] && break
          sleep 0.1
        done
        zpty -d shell
    """
    done = subprocess.run(["zsh", "-f", "-c", program], capture_output=True, text=True, timeout=60)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", done.stdout)
    assert {"layout", "jsonl", "markdown"} <= set(shown.split()), done.stdout + done.stderr
