"""What docs/cpp.md shows stands in programs that CMake and Bazel build; stage `cpp` runs them."""

from __future__ import annotations

import json
import re
import subprocess

from markdown_files import ROOT, blocks

GUIDE = ROOT / "docs" / "cpp.md"
EXAMPLES = ROOT / "examples" / "cpp"
PROGRAMS = {path.stem for path in EXAMPLES.glob("*.cc")}


def test_every_block_is_part_of_a_program():
    programs = [path.read_text("utf-8") for path in EXAMPLES.glob("*.cc")]
    for block in blocks(GUIDE, "cpp"):
        assert any(block.text in program for program in programs), block.text
    (cmake,) = blocks(GUIDE, "cmake")
    assert cmake.text in (EXAMPLES / "CMakeLists.txt").read_text("utf-8")


def test_every_program_is_built_run_and_explained():
    cmake, tests, bazel, overview = ((ROOT / path).read_text("utf-8") for path in (
        "examples/cpp/CMakeLists.txt", "cpp/cmake/Tests.cmake", "examples/cpp/BUILD.bazel", "examples/cpp/README.md"))
    for text in (cmake, tests):
        assert PROGRAMS == set(re.search(r"foreach\(name ([a-z ]+)\)", text)[1].split())
    assert PROGRAMS == set(re.findall(r'^        "(\w+)",', bazel, re.MULTILINE))
    assert all(f"[{name}.cc]({name}.cc)" in overview for name in PROGRAMS)


def test_a_project_of_its_own(tmp_path):
    """It configures outside of the repository's own build, and its programs get all that they need."""
    done = subprocess.run(["cmake", "-S", EXAMPLES, "-B", tmp_path, "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    by_file = {step["file"]: step["command"] for step in json.loads((tmp_path / "compile_commands.json").read_text())}
    for name in PROGRAMS:
        command = by_file[str(EXAMPLES / f"{name}.cc")]
        assert f"-I{ROOT}/cpp/include" in command and re.search(r"-std=(c|gnu)\+\+(23|2b)", command)
    link = next(rule for rule in (tmp_path / "build.ninja").read_text().split("\n\n") if rule.startswith("build read:")
                or "\nbuild read:" in rule)
    assert "libMNN.a" in link and "noexecstack" in link


def test_the_tables_name_every_option_and_error():
    guide = GUIDE.read_text("utf-8")
    headers = ROOT / "cpp" / "include" / "dsocr"
    for struct in ("ReaderOptions", "ReadOptions"):
        (body,) = re.findall(rf"struct {struct} \{{(.*?)\n\}};", (headers / "reader.h").read_text("utf-8"), re.DOTALL)
        for option in re.findall(r"^  [\w:]+ (\w+) =", body, re.MULTILINE):
            assert f"| `{option}` |" in guide, option
    (codes,) = re.findall(r"enum class ErrorCode \{(.*?)\};", (headers / "error.h").read_text("utf-8"), re.DOTALL)
    for code in re.findall(r"^  (k\w+),", codes, re.MULTILINE):
        assert f"| `{code}` |" in guide, code
