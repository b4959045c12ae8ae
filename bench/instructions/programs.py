"""The C++ programs of bench/, built for aarch64 by zig as the wheel is, but with their symbols."""

import sys
from pathlib import Path
from pathlib import Path

from tools.emulated import ROOT, printed_by

_TOOLCHAIN = ROOT / "toolchains" / "zig" / "aarch64-linux-gnu.cmake"


def built(name: str) -> Path:
    """The program's path; builds what has changed."""
    prefix = printed_by(sys.executable, ROOT / "third_party" / "prefix.py", "--toolchain", _TOOLCHAIN,
                        "--", "-DDSOCR_REQUIRE_SIMD=ON")
    folder = ROOT / "build" / f"bench-aarch64-{Path(prefix).name}"  # whose name tells the compiler and its flags
    print(f"building {name} for aarch64", file=sys.stderr)
    printed_by("cmake", "-G", "Ninja", "-S", ROOT / "bench", "-B", folder, "-DCMAKE_BUILD_TYPE=Release",
               f"-DCMAKE_TOOLCHAIN_FILE={_TOOLCHAIN}", f"-DDSOCR_THIRD_PARTY_PREFIX={prefix}")
    printed_by("cmake", "--build", folder, "--target", name)
    return folder / name
