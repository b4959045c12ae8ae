#!/usr/bin/env python3
"""Runs the named stages of the tests one after the other and sums up what passed.

    .venv/bin/python scripts/run_tests.py [cpp] [bazel] [python] [factory] [aarch64] [musl] [windows] [macos] \
        [android] [gpu] [tsan]

A stage that fails does not stop the next one. The last line says `N passed, M failed`; the exit code is 0 when M is 0.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BAZEL_ARGUMENTS = {
    "bazel": ["//..."],
    "tsan": ["--config=tsan", "--build_tests_only", "--test_tag_filters=-aarch64", "//tests/cpp/..."],
}


class Result(NamedTuple):
    passed: int
    failed: int


def run(command: list[str], **variables: str) -> tuple[str, int]:
    """Runs, showing the output as it comes; returns it with the exit code. variables: of the environment."""
    print("+", " ".join(command), flush=True)
    lines = []
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines), process.returncode


def bazel(stage: str) -> Result:
    output, code = run(["bazel", "test", "--keep_going", "--noshow_progress", *BAZEL_ARGUMENTS[stage]])
    passed = re.findall(r"(\d+) tests? pass", output)
    failed = re.findall(r"(\d+) (?:fails? locally|fails? remotely|fail to build|were skipped|was skipped)", output)
    counted = Result(sum(map(int, passed)), sum(map(int, failed)))
    return counted if code == 0 or counted.failed else Result(counted.passed, 1)


def cpp(_: str) -> Result:
    """The C++ tests by CMake and gcc, in a build folder of their own that later runs go on from."""
    output, code = run(["scripts/dev_build.sh", "build/cpp"])
    if code == 0:
        output, code = run(["ctest", "--test-dir", "build/cpp", "--output-on-failure"])
    failed, total_count = map(int, (re.findall(r"(\d+) tests failed out of (\d+)", output) or [(1, 1)])[0])
    return Result(total_count - failed, failed or int(code != 0))


def pytest(folder: str, python: str = sys.executable, **variables: str) -> Result:
    """One folder in a process of its own: folders have files of the same name."""
    output, code = run([python, "-m", "pytest", "-q", folder], **variables)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?)\b", output[-400:])}
    failed = sum(number for word, number in counts.items() if word != "passed")
    return Result(counts.get("passed", 0), failed or int(code != 0))


def total(results: Iterable[Result]) -> Result:
    return Result(*map(sum, zip(*results)))


def python(_: str) -> Result:
    folders = ("python", "serve", "docs", "tools", "bench", "toolchains")
    return total(pytest(f"tests/{folder}") for folder in folders)


def factory(_: str) -> Result:
    """What needs PyTorch, in an environment of its own: the networks, training, and the whole chain in small."""
    output, code = run([sys.executable, "-m", "tools.environments", "train"])
    return pytest("tests/factory", output.splitlines()[-1]) if code == 0 else Result(0, 1)


def aarch64(_: str) -> Result:
    build, code = run([sys.executable, "scripts/build_wheel.py", "--machine", "aarch64"])
    return pytest("tests/aarch64") if code == 0 else Result(0, 1)


def musl(_: str) -> Result:
    """The wheels for musl, in a Python of musl."""
    for machine in ("x86_64", "aarch64"):
        build, code = run([sys.executable, "scripts/build_wheel.py", "--machine", machine, "--libc", "musl"])
        if code != 0:
            return Result(0, 1)
        run([sys.executable, "toolchains/musl/python.py", "--machine", machine])
    return pytest("tests/musl")


def windows(_: str) -> Result:
    """The wheel for Windows, in a Python for Windows under wine."""
    build, code = run([sys.executable, "scripts/build_wheel.py", "--machine", "x86_64", "--system", "windows"])
    if code != 0:
        return Result(0, 1)
    run([sys.executable, "toolchains/windows/wine.py"])
    return pytest("tests/windows")


def macos(_: str) -> Result:
    """The wheels for macOS, looked at from outside, and their modules in a Python for Linux."""
    for machine in ("aarch64", "x86_64"):
        build, code = run([sys.executable, "scripts/build_wheel.py", "--system", "macos", "--machine", machine])
        if code != 0:
            return Result(0, 1)
    return pytest("tests/macos")


def android(_: str) -> Result:
    return pytest("tests/android")


def gpu(_: str) -> Result:
    """A build of its own, with the back ends for GPUs that the wheel does not have."""
    build, code = run(["scripts/dev_build.sh", "build/gpu", "-DDSOCR_OPENCL=ON", "-DDSOCR_VULKAN=ON"])
    return pytest("tests/gpu", PYTHONPATH=str(ROOT / "build/gpu/python")) if code == 0 else Result(0, 1)


STAGES = {"cpp": cpp, "bazel": bazel, "python": python, "factory": factory, "aarch64": aarch64, "musl": musl,
          "windows": windows, "macos": macos, "android": android, "gpu": gpu, "tsan": bazel}


def main() -> None:
    unknown = [stage for stage in sys.argv[1:] if stage not in STAGES]
    if unknown or not sys.argv[1:]:
        sys.exit(f"usage: run_tests.py STAGE...; the stages are {', '.join(STAGES)}")
    results = {}
    for stage in sys.argv[1:]:
        begin = time.monotonic()
        results[stage] = STAGES[stage](stage)
        print(f"== {stage}: {results[stage].passed} passed, {results[stage].failed} failed "
              f"in {time.monotonic() - begin:.0f} s", flush=True)
    everything = total(results.values())
    print(f"{everything.passed} passed, {everything.failed} failed")
    sys.exit(0 if everything.failed == 0 else 1)


if __name__ == "__main__":
    main()
