"""Checkpoints: written to a temporary name and renamed, with all that is needed to go on."""

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from tools.errors import ToolError
from tools.files import sha256_of_file, write_file


def save(path: Path, config: Any, state: dict[str, Any]) -> None:
    """`config` is a dataclass; `state` holds state dicts and plain values."""
    buffer = io.BytesIO()
    torch.save({"config": _plain(asdict(config)), **state}, buffer)
    try:
        write_file(path, buffer.getvalue())
    except OSError as error:
        raise ToolError(f"{path} could not be written: {error.strerror}") from error


def load(path: Path) -> dict[str, Any]:
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises several unrelated kinds
        raise ToolError(f"{path} is not a checkpoint: {error}") from error


def check_same(path: Path, found: dict[str, Any], config: Any, free: tuple[str, ...] = ()) -> None:
    """A run resumes only with the configuration it began with, apart from the fields named in `free`."""
    expected = _plain(asdict(config))
    changed = [key for key in expected if key not in free and found.get(key) != expected[key]]
    if changed:
        key = changed[0]
        raise ToolError(f"{path} was begun with {key}={found.get(key)!r}, now it is {expected[key]!r}; "
                        "remove the checkpoint or use the old value")


def origins_of(options: Any, files: tuple[str, ...], others: tuple[str, ...]) -> dict[str, Any]:
    """What a run learns from, by option: of files what is in them, of folders their names."""
    return {**{_option(name): sha256_of_file(getattr(options, name))[:16] for name in files if getattr(options, name)},
            **{_option(name): [str(value) for value in getattr(options, name)] for name in others if getattr(options, name)}}


def check_origins(path: Path, found: dict[str, Any], expected: dict[str, Any]) -> None:
    """A run does not go on from another network, by another teacher or with other lines."""
    for option in sorted({*found, *expected}):
        before, now = found.get(option), expected.get(option)
        if before != now:
            raise ToolError(f"{path} was begun with {option} {before}, now it is {now}; "
                            "remove the checkpoint or name what it was begun with")


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _plain(config: dict[str, Any]) -> dict[str, Any]:
    """Paths as text and tuples as lists, so that the file holds plain values only."""
    return {key: _plain_value(value) for key, value in config.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [_plain_value(item) for item in value]
    if isinstance(value, dict):
        return _plain(value)
    return value
