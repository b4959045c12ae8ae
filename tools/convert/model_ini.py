"""Writes `model.ini`, the file by which the C++ reader knows a model folder."""

import zlib
from collections.abc import Mapping

from tools.convert.network import Value
from tools.errors import ToolError

FORMAT = 1
FILE_KEYS = {"file": "", "charset": "charset_", "head": "head_"}  # key that names a file -> prefix of its checks


def render(name: str, sections: Mapping[str, Mapping[str, Value]]) -> str:
    blocks = [f"format = {FORMAT}\nname = {_text(name)}\n"]
    for section, values in sections.items():
        rows = [f"{key} = {_text(value)}" for key, value in values.items()]
        blocks.append("\n".join([f"[{section}]", *rows]) + "\n")
    return "\n".join(blocks)


def with_checks(settings: Mapping[str, Value], files: Mapping[str, bytes]) -> dict[str, Value]:
    """`settings` with size and CRC-32 after each key that names a file."""
    checked: dict[str, Value] = {}
    for key, value in settings.items():
        checked[key] = value
        if key in FILE_KEYS:
            data = files[str(value)]
            checked[FILE_KEYS[key] + "bytes"] = len(data)
            checked[FILE_KEYS[key] + "crc32"] = f"{zlib.crc32(data):08x}"
    return checked


def _text(value: Value) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    if not text or text != text.strip() or any(mark in text for mark in "#\n\r"):
        raise ToolError(f"model.ini cannot hold the value {text!r}: empty, or with '#', a line break or outer spaces")
    return text
