"""The command line speaks the language of the locale, and the translation is whole."""

from __future__ import annotations

import argparse
import os
import string
import subprocess
import sys
from typing import Iterator

import pytest

from conftest import ROWS
from dsocr_native.cli.chinese import MESSAGES, PATTERNS
from dsocr_native.cli.language import EXAMPLE, language_of
from dsocr_native.cli.parser import build_parser
from dsocr_native.formats import FORMATS

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.mark.parametrize(
    "variables, expected",
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(variables, expected):
    assert language_of(variables) == expected


def texts_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Everything that a parser may show."""
    yield parser.description or ""
    for row in (parser.epilog or "").splitlines():
        remark = EXAMPLE.match(row)
        yield remark[2] if remark else "" if row.startswith("  ") else row
    yield from (group.title or "" for group in parser._action_groups)
    for action in parser._actions:
        yield "" if action.dest == "format" else action.help or ""
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help or "" for choice in action._choices_actions)
            for command in action.choices.values():
                yield from texts_of(command)


def test_every_text_is_translated():
    shown = {text for text in texts_of(build_parser()) if text} | {format.summary for format in FORMATS.values()}
    assert {text for text in shown if text not in MESSAGES} == set()


def test_translations_take_the_same_values():
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for english, chinese in MESSAGES.items():
        assert chinese and fields(english) == fields(chinese), english
        assert english.count("`") == chinese.count("`") and ("%" in english) == ("%" in chinese), english


@pytest.mark.parametrize("command", [[], ["read"], ["bench"], ["doctor"], ["models"], ["info"], ["completion"]])
def test_help_in_chinese(dsocr_command, command):
    done = dsocr_command(*command, "--help", env={**CHINESE, "COLUMNS": "100"})
    shown = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    assert shown.startswith("用法：dsocr") and "显示本帮助并退出" in shown and "示例：" in shown
    for remark in ("show this", "examples:", "options:", "until Ctrl-C", "the text of a photo", "to share"):
        assert remark not in shown


def test_mistakes_in_chinese(dsocr_command, rows_png, tmp_path):
    def said(*arguments: object) -> str:
        done = dsocr_command(*arguments, env=CHINESE)
        assert done.returncode in (1, 2)
        return done.stderr.decode()

    assert "缺少必需的参数：PICTURE" in said("read")
    assert "参数 --threads：'many' 不是数字" in said("read", rows_png, "--threads", "many")
    assert "参数 --format：'docx' 无效，可选：" in said("read", rows_png, "--format", "docx")
    assert "无法识别的参数：--wrong" in said("read", rows_png, "--wrong")
    assert f"dsocr: {tmp_path}/none.png：无法打开：文件不存在" in said("read", tmp_path / "none.png")
    assert "文件夹中没有图片，应有 .jpg" in said("read", tmp_path)
    assert "--draw：给出的是 'all.png'；图片不止一张时应为文件夹（名称以 / 结尾）" in said(
        "read", rows_png, rows_png, "--draw", "all.png")
    assert f"--draw：给出的是 '{tmp_path}'，应为 --watch '{tmp_path}' 不读取的文件夹" in said(
        "read", "--watch", tmp_path, "--draw", tmp_path)
    assert "--output：给出的是 'a.txt'；与 --watch 同用时应为文件夹（名称以 / 结尾）" in said(
        "read", "--watch", tmp_path, "--output", "a.txt")
    assert "--output：未给出；--watch 使用格式 pdf 时应给出文件夹（名称以 / 结尾）" in said(
        "read", "--watch", tmp_path, "--format", "pdf")
    assert "dsocr: a..b 端口 8765：无法监听：这不是主机名" in said("serve", "--host", "a..b")
    assert f"dsocr: {tmp_path}/none/a.txt：无法写入：" in said("read", rows_png, "--output", tmp_path / "none/a.txt")
    assert "threads：给出的是 99，应为 0 到 64 的整数" in said("read", rows_png, "--threads", "99")


def test_results_do_not_change_with_the_language(dsocr_command, rows_png):
    assert dsocr_command("read", rows_png, env=CHINESE).stdout.decode().splitlines() == list(ROWS)
    assert "一切正常。" in dsocr_command("doctor", env=CHINESE).stdout.decode()


def test_patterns_speak_of_sentences_that_exist():
    """Each fits what it was written for; the core's sentences are those of the tests above and of test_bad_input."""
    assert len({pattern for pattern, _ in PATTERNS}) == len(PATTERNS)
    assert all(pattern.startswith("^") and pattern.endswith("$") for pattern, _ in PATTERNS)


def test_a_terminal_without_chinese_letters_still_works():
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONIOENCODING": "ascii:backslashreplace"}
    done = subprocess.run([sys.executable, "-m", "dsocr_native", "--help"], capture_output=True, env=environment)
    assert done.returncode == 0 and done.stdout.isascii()
    environment["PYTHONIOENCODING"] = "ascii"
    for command in ("--help", "languages"):
        done = subprocess.run([sys.executable, "-m", "dsocr_native", command], capture_output=True, env=environment)
        assert (done.returncode, done.stderr) == (0, b"") and done.stdout.isascii()
