"""Whether this installation and this machine can read, and what to do where they cannot.

>>> for check in examine():
...     print(check.name, check.is_well, check.found, check.advice)
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Iterator, List, Optional, Union

from . import _core
from ._core import Error, OptionError
from .catalog import Model, default_name, describe, model_folder, models, read_card
from .machine import cpus_of_machine, device_name, memory, temperature
from .reader import Reader

SAMPLE = Path(__file__).parent / "sample"
NEEDED_MEMORY = 300_000_000  # bytes; a 12-megapixel photo is read with less
EXTRAS = {  # of the package, and the modules that each brings
    "pdf": ("pypdfium2",),
    "pillow": ("PIL",),
    "serve": ("starlette", "uvicorn", "python_multipart", "segno"),
    "languages": ("dsocr_native_languages",),
}
REINSTALL = "type: pip install --force-reinstall dsocr-native"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    found: what there is. advice: what to do, empty where `is_well`.
    """

    name: str
    is_well: bool
    found: str
    advice: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def examine(
    model: Optional[Union[str, os.PathLike[str]]] = None, *, threads: Union[int, str] = 0, precision: str = "auto",
    memory_limit_mb: int = 0, backend: str = "cpu"
) -> Iterator[Check]:
    """Looks at one thing after another; arguments as for `Reader`. Nothing is raised: what is wrong is said."""
    yield Check("version", True, f"{_core.__version__}, Python {platform.python_version()}, {platform.platform()}")
    yield check_cpu()
    yield check_backend(os.environ.get("DSOCR_BACKEND"))
    yield check_devices()
    yield check_memory(memory())
    yield from check_heat(temperature())
    for entry in models_to_check(model):
        yield check_model(entry)
    yield from check_reading(model, threads=threads, precision=precision, memory_limit_mb=memory_limit_mb,
                             backend=backend)
    yield check_extras()


def check_cpu() -> Check:
    """What it is, for whoever reads the report: every CPU that can load the package will do."""
    cpu = _core.cpu()
    parts = [device_name(), cpu["architecture"], " ".join(cpu["features"]) or "no vector extension that we use",
             f"{cpu['logical_cpus']} of {cpus_of_machine()} CPUs", f"pages of {cpu['page_size'] // 1024} KiB"]
    return Check("cpu", True, ", ".join(filter(None, parts)))


def check_backend(wanted: Optional[str]) -> Check:
    """Whether the kernels in use are those that the environment asks for, or the fastest."""
    active, available = _core.kernel_backend(), _core.kernel_backends()
    found = f"{active} (available: {', '.join(available)})"
    if wanted and wanted not in available:
        return Check("backend", False, found, f"DSOCR_BACKEND: found {wanted!r}, expected one of "
                                              f"{', '.join(available)}; set it to one of them, or unset it")
    return Check("backend", True, found)


def check_devices() -> Check:
    """What the networks could run on; a GPU that is not there is nothing broken."""
    found = [f"{name} ({', '.join(devices) or 'no device'})" for name, devices in _core.backends().items()]
    return Check("devices", True, ", ".join(found))


def check_memory(bytes_of: dict[str, int]) -> Check:
    """Whether there is enough for a photo."""
    if "available" not in bytes_of:
        return Check("memory", True, "this system does not say")
    found = f"{bytes_of['available'] / 1e6:.0f} MB free of {bytes_of.get('total', 0) / 1e6:.0f} MB"
    if bytes_of["available"] < NEEDED_MEMORY:
        return Check("memory", False, found, f"expected {NEEDED_MEMORY / 1e6:.0f} MB free for a large photo; close "
                                             "other programs, or read with --threads 1 --max-side 960")
    return Check("memory", True, found)


def check_heat(degrees: Optional[float]) -> Iterator[Check]:
    """For the report: a hot machine slows itself down. Nothing where the machine does not tell."""
    if degrees is not None:
        yield Check("temperature", True, f"{degrees:.0f} °C")


def models_to_check(model: Optional[Union[str, os.PathLike[str]]]) -> List[Model]:
    """The bundled ones, and the one that is asked for where it is another."""
    found = models()
    try:
        folder = Path(model_folder(model))
    except Error:
        return found  # the reading says what is wrong with the name
    if folder.is_dir() and not any(Path(entry.path) == folder for entry in found):
        found.append(describe(folder, default_name()))
    return found


def check_model(model: Model) -> Check:
    """Whether its files are those that its card names, hash by hash."""
    folder = Path(model.path)
    wanted = published_hashes(folder)
    if wanted is None:
        return Check("model", False, model.name, f"{folder / 'card.json'}: is no model's card; {REINSTALL}")
    wrong = [name for name, expected in sorted(wanted.items()) if sha256_of(folder / name) != expected]
    found = f"{model.name}, {model.bytes / 1e6:.1f} MB, {len(wanted) - len(wrong)} of {len(wanted)} files as published"
    if wrong:
        return Check("model", False, found, f"{model.path}: {', '.join(wrong)} is missing or was changed; {REINSTALL}")
    return Check("model", True, found if wanted else f"{model.name}, {model.bytes / 1e6:.1f} MB, without a card")


def published_hashes(folder: Path) -> Optional[dict[str, str]]:
    """SHA-256 by the name of each file that the card tells; empty where there is no card, None where it is damaged."""
    card = read_card(folder)
    if not card and (folder / "card.json").exists():
        return None
    try:
        return {name: file["sha256"] for part in card.get("parts", {}).values()
                for name, file in part.get("files", {}).items()}
    except (AttributeError, KeyError, TypeError):
        return None


def sha256_of(file: Path) -> str:
    """In hexadecimal digits; empty where the file cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def check_reading(model: Optional[Union[str, os.PathLike[str]]], **options: Any) -> Iterator[Check]:
    """Whether the model opens and reads the sample right. options: those of `Reader`."""
    try:
        reader = Reader(model, **options)
    except OptionError as error:
        yield Check("reader", False, str(error), "give the option another value, or leave it out")
        return
    except Error as error:
        yield Check("reader", False, str(error), f"name one of {', '.join(entry.name for entry in models())}, "
                                                 f"or {REINSTALL}")
        return
    about = reader.info
    found = f"{about['model']}, {about['device']}, {about['precision']}, {about['threads']} threads"
    if about["device"].startswith(options["backend"]):
        yield Check("reader", True, found)
    else:
        yield Check("reader", False, found, "read without --backend, or see docs/gpu.md for what a GPU needs")
    yield check_sample(reader)


def check_sample(reader: Reader) -> Check:
    """A picture that came with the package, whose text is known."""
    try:
        expected = (SAMPLE / "sample.txt").read_text("utf-8").rstrip("\n")
        page = reader.read(SAMPLE / "sample.png")
    except (OSError, Error) as error:
        return Check("sample", False, str(error), REINSTALL)
    found = f"{len(page)} lines in {page.elapsed_ms['total']:.0f} ms"
    if page.text == expected:
        return Check("sample", True, found)
    return Check("sample", False, f"{found}: {page.text!r}", f"expected {expected!r}; try --precision fp32 and "
                 "DSOCR_BACKEND=scalar, and report which of them helps together with this output")


def check_extras() -> Check:
    """Which optional parts could be used."""
    return Check("extras", True, ", ".join(f"{extra} {'no' if missing_of(extra) else 'yes'}" for extra in EXTRAS))


def missing_of(extra: str) -> List[str]:
    """The modules of an extra that are not installed."""
    return [module for module in EXTRAS[extra] if importlib.util.find_spec(module) is None]
