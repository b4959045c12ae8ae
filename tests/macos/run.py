"""Runs the command of a wheel for macOS in a Python for Linux on the same kind of processor.

    python3.13 run.py FOLDER WHEEL_CONTENTS [arguments of dsocr]

FOLDER has what image.py wrote, and `system.so`, which stands for macOS' own library. Both systems call functions alike,
those with variable arguments on Apple's processors aside, and lay out Python's objects alike, so that the module's code runs
as it is; what it asks of its system is answered by system.c, or by glibc where that is the same.
"""

from __future__ import annotations

import ctypes
import importlib.machinery
import json
import mmap
import sys
import types
from pathlib import Path
from typing import Any, Callable, Dict, List

import unwind

MODULE = "dsocr_native._core"
POINTER = ctypes.sizeof(ctypes.c_void_p)
COALESCED = 0  # symbols of C++ that others may have too: without others the module's own, to which it points already
# Functions of glibc that mean the same on macOS, with the same arguments.
SAME = set((Path(__file__).parent / "same.txt").read_text().split())


class Image:
    """The module in memory."""

    def __init__(self, folder: Path) -> None:
        self.todo: Dict[str, Any] = json.loads((folder / "image.json").read_text())
        content = (folder / "image.bin").read_bytes()
        self.memory = mmap.mmap(-1, len(content), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        self.memory.write(content)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self.memory))  # destructors run after Python's end

    def word(self, offset: int) -> ctypes.c_uint64:
        return ctypes.c_uint64.from_address(self.address + offset)

    def fix(self, address_of: Callable[[str], int]) -> None:
        """What macOS' loader does before any code runs."""
        for offset in self.todo["rebases"]:
            word = self.word(offset)
            word.value += self.address - self.todo["base"]
        exports = {name: self.address + offset for name, offset in self.todo["exports"].items()}
        missing: List[str] = []
        for offset, name, addend, library in self.todo["bindings"]:
            address = exports.get(name) or address_of(name)
            if address:
                self.word(offset).value = address + addend
            elif library != COALESCED or not self.word(offset).value:
                missing.append(name)
        if missing:
            sys.exit("the module asks its system for what nothing here has: " + " ".join(sorted(set(missing))))

    def initialize(self) -> None:
        """Constructors of C++."""
        functions = [self.word(start + i).value for start, size in self.todo["initializers"] for i in range(0, size, POINTER)]
        functions += [self.address + ctypes.c_uint32.from_address(self.address + start + i).value
                      for start, size in self.todo["initializer_offsets"] for i in range(0, size, 4)]
        for function in functions:
            ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(function)(0, 0, 0, 0)


class System:
    """Where the symbols are that the module asks for."""

    def __init__(self, folder: Path, image: Image) -> None:
        self.own = ctypes.CDLL(str(folder / "system.so"))
        start, size = image.todo["thread_data"]
        self.own.set_thread_data(ctypes.c_void_p(image.address + start), ctypes.c_size_t(size))
        self.gcc = ctypes.CDLL("libgcc_s.so.1", ctypes.RTLD_GLOBAL)  # the exceptions of C++

    def address_of(self, symbol: str) -> int:
        name = symbol.removeprefix("_")
        if own := self._in(self.own, "macos_" + name):
            return own
        if name.startswith(("Py", "_Py")):
            return self._in(ctypes.pythonapi, name)
        return self._in(ctypes.CDLL(None), name) if name in SAME else 0

    def tell_how_to_unwind(self, image: Image) -> None:
        functions = (unwind.Function(*function) for function in image.todo["functions"])
        table = unwind.eh_frame(image.todo["machine"], functions, image.address, lambda offset: image.word(offset).value)
        self.own_frames = ctypes.create_string_buffer(table)
        # As one object: of two whose functions lie among each other's, libgcc asks one alone.
        self.frames = (ctypes.c_void_p * 3)(ctypes.addressof(self.own_frames), image.address + image.todo["eh_frame"], None)
        self.gcc["__register_frame_table"](self.frames)

    @staticmethod
    def _in(library: ctypes.CDLL, name: str) -> int:
        try:
            return ctypes.addressof(ctypes.c_char.in_dll(library, name))
        except ValueError:
            return 0


def load(folder: Path) -> types.ModuleType:
    image = Image(folder)
    system = System(folder, image)
    image.fix(system.address_of)
    system.tell_how_to_unwind(image)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(system))  # its tables are looked at until the end
    image.initialize()
    init = ctypes.PYFUNCTYPE(ctypes.c_void_p)(image.address + image.todo["exports"]["_PyInit__core"])
    definition = init()
    api = ctypes.pythonapi
    api.PyModule_FromDefAndSpec2.restype = ctypes.py_object
    api.PyModule_FromDefAndSpec2.argtypes = (ctypes.c_void_p, ctypes.py_object, ctypes.c_int)
    api.PyModule_ExecDef.argtypes = (ctypes.py_object, ctypes.c_void_p)
    spec = importlib.machinery.ModuleSpec(MODULE, None, origin="image.bin")
    module = api.PyModule_FromDefAndSpec2(definition, spec, 1013)  # PYTHON_API_VERSION
    module.__spec__, module.__package__ = spec, spec.parent
    sys.modules[MODULE] = module
    api.PyModule_ExecDef(module, definition)
    return module


def main() -> None:
    folder, contents = map(Path, sys.argv[1:3])
    load(folder)
    sys.path.insert(0, str(contents))
    from dsocr_native.cli import main as dsocr

    sys.argv = ["dsocr", *sys.argv[3:]]
    sys.exit(dsocr())


if __name__ == "__main__":
    main()
