"""No code in the documentation goes untested, and no link leads nowhere."""

from __future__ import annotations

import re
import shlex

import pytest

from dsocr_native.cli.parser import build_parser
from markdown_files import FILES, PYTHON_GUIDES, ROOT, SHELL_GUIDES, Block, anchors, blocks, links, name

RUN = {*(f"docs/{guide}" for guide in PYTHON_GUIDES), "docs/serve.md", "README.md"}
TYPED = {*(f"docs/{guide}" for guide in SHELL_GUIDES), "docs/serve.md"}
SHOWN = {"text layout", "text csv", "text markdown"}
BAZEL_LINE = ('bazel run //examples/cpp:read -- "$PWD"/python/dsocr_native/models/accurate '
              '"$PWD"/examples/receipt.jpg')
KOTLIN = "tests/android/test_jvm.py::test_kotlin_compiles_and_its_tests_pass"
# What takes too long here, needs a phone, or is no code: by file and first line, with the test that has it.
ELSEWHERE = {
    ("CONTRIBUTING.md", "make venv models"): "scripts/run_tests.py::cpp",
    ("README.md", "$ make demo"): "tests/docs/test_blocks.py::test_every_make_door_exists",
    ("README.md", "$ make test"): "tests/docs/test_blocks.py::test_every_make_door_exists",
    ("README.md", "$ dsocr read receipt.jpg"): "tests/python/test_docs.py::test_a_guide_to_the_command_line_runs",
    ("docs/android.md", 'include(":dsocr")'): KOTLIN,
    ("docs/android.md", "dependencies {"): KOTLIN,
    ("docs/android.md", "make -C ../dsocr-native models"): "tests/docs/test_blocks.py::test_every_make_door_exists",
    ("docs/android.md", "import dsocr.DsocrReader"): KOTLIN,
    ("docs/android.md", "lifecycleScope.launch {"): KOTLIN,
    ("docs/android.md", "reader.inBackground({ it.readFromGallery(bytes) }) { result ->"): KOTLIN,
    ("docs/architecture.md", "file, bytes or pixels"):
        "tests/toolchains/test_arrows.py::test_a_folder_sees_what_its_arrows_say",
    ("docs/cli.md", "# receipts.ini: dsocr read --config receipts.ini receipt.jpg"):
        "tests/python/test_cli_config.py::test_a_file_stands_for_options",
    ("docs/cli.md", "dsocr read --watch Screenshots/ --output texts/"): "tests/python/test_cli_inputs.py::test_watch",
    ("docs/cpp.md", "cmake -S examples/cpp -B build/example"): "tests/docs/test_cpp_guide.py::test_a_project_of_its_own",
    ("docs/cpp.md", BAZEL_LINE): "tests/docs/test_cpp_guide.py::test_every_program_is_built_run_and_explained",
    ("docs/factory.md", "make factory-smoke"): "tests/factory/test_smoke.py::test_the_chain_ends_small_and_right",
    ("docs/factory.md", "python=$(.venv/bin/python -m tools.environments train)"): "scripts/run_tests.py::factory",
    ("docs/faq.md", "pip install dsocr-native ocrmypdf"):
        "tests/python/test_compat_ocrmypdf.py::test_a_scan_becomes_searchable",
    ("docs/formats.md", "Item Price"): "tests/python/test_docs.py::test_the_formats_look_as_shown",
    ("docs/gpu.md", "$ pip install dsocr-native --no-binary dsocr-native -C cmake.define.DSOCR_OPENCL=ON"):
        "tests/python/test_backends.py::test_what_this_build_has_not_the_cpu_does",
    ("docs/gpu.md", "$ make venv models"):
        "tests/python/test_backends.py::test_what_this_build_has_not_the_cpu_does",
    ("docs/gpu.md", "$ dsocr info                                # backends.opencl, backends.vulkan: the devices found"):
        "tests/python/test_backends.py::test_doctor_lists_what_there_is",
    ("docs/index.md", "pip install dsocr-native"): "tests/toolchains/test_wheel_file.py::test_requires_nothing",
    ("docs/models.md", "pip install dsocr-native-languages"):
        "tests/toolchains/test_languages_wheel.py::test_dsocr_native_finds_them",
    ("docs/serve.md", '$ pip install "dsocr-native[serve]"'): "tests/serve/test_command.py::test_it_serves_until_ctrl_c",
    ("docs/serve.md", "$ dsocr serve --host 0.0.0.0"):
        "tests/serve/test_command.py::test_beyond_this_machine_the_token_is_random",
    ("docs/serve.md", "$ dsocr serve --host 0.0.0.0 --certificate cert.pem --key key.pem"):
        "tests/serve/test_command.py::test_https",
    ("README.md", "pip install dsocr-native"): "tests/python/test_cli_doctor.py::test_all_is_well_here",
    ("docs/start.md", "pip install dsocr-native"): "tests/python/test_cli_doctor.py::test_all_is_well_here",
    ("docs/start.md", 'pip install "dsocr-native[serve]"'): "tests/serve/test_command.py::test_it_serves_until_ctrl_c",
    ("examples/android/README.md", "make models"): KOTLIN,
    ("docs/termux.md", "sh install.sh"): "tests/python/test_termux.py::test_install",
    ("docs/termux.md", "pkg install proot-distro"): "tests/musl/test_wheels.py::test_pip_chooses_it_among_all",
    ("docs/termux.md", "mkdir -p ~/.shortcuts && ln -s ~/bin/dsocr-camera ~/.shortcuts/"):
        "tests/python/test_termux.py::test_camera",
}


def is_command_of_tools(block: Block) -> bool:
    return block.first_line.startswith(("python -m tools.", "make stages"))


def is_run_here(file: str, block: Block) -> bool:
    """By the tests of the guides, which take blocks by their language."""
    return (block.language == "python" and file in RUN or block.language == "sh" and file in TYPED
            or block.language in SHOWN or block.language in ("cpp", "cmake"))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_block_is_run_or_tested_elsewhere(file):
    twin = file.with_name(file.name.replace(".zh.md", ".md"))  # the Chinese one shows the same code
    for block in blocks(file):
        if not is_run_here(name(twin), block) and not is_command_of_tools(block):
            assert (name(twin), block.first_line) in ELSEWHERE, block


@pytest.mark.parametrize("place", sorted(set(ELSEWHERE.values())))
def test_the_tests_elsewhere_exist(place):
    path, _, function = place.partition("::")
    assert f"def {function}" in (ROOT / path).read_text("utf-8")


def test_the_list_names_no_block_that_is_gone():
    there = {(name(file), block.first_line) for file in FILES for block in blocks(file)}
    assert not ELSEWHERE.keys() - there


def commands(block: Block) -> list[list[str]]:
    """The lines that somebody would type, as words; a line that ends in a backslash goes on."""
    text = re.sub(r"\\\n\s*", " ", block.text)
    return [shlex.split(line.removeprefix("$ "), comments=True) for line in text.splitlines() if line.strip()]


# Those of every block that may hold some; a drawing has arrows.
TYPED_LINES = [(name(file), words) for file in FILES for block in blocks(file)
               if block.language in ("", "sh", "text", "console") and "->" not in block.text
               for words in commands(block) if words]


@pytest.mark.parametrize("words", [words for _, words in TYPED_LINES if words[:2] == ["python", "-m"]], ids=" ".join)
def test_the_commands_of_tools_have_these_options(words):
    module = ROOT / (words[2].replace(".", "/") + ".py")
    assert module.is_file()
    known = "".join(path.read_text("utf-8") for path in (ROOT / "tools").rglob("*.py"))
    fields = module.read_text("utf-8")  # of a run's settings, for each of which the loop makes an option
    if "add_config(" in fields:
        fields += (ROOT / "tools/train/loop.py").read_text("utf-8")
    for option in (word for word in words if word.startswith("--")):
        assert f'"{option}"' in known or option.removeprefix("--").replace("-", "_") in fields, option


@pytest.mark.parametrize("words", [words for _, words in TYPED_LINES if words[0] == "dsocr" and len(words) > 1],
                         ids=" ".join)
def test_the_commands_of_dsocr_are_understood(words):
    end = min((words.index(word) for word in words if word in ("|", ">")), default=len(words))
    build_parser().parse_args(words[1:end])


@pytest.mark.parametrize("door", sorted({word for file in FILES for word in re.findall(
    r"(?:`|\$ |^)make ([a-z][a-z0-9-]*)", file.read_text("utf-8"), re.MULTILINE)}))
def test_every_make_door_exists(door):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^(?:[a-z0-9-]+ )*{door}(?: [a-z0-9-]+)*:", makefile, re.MULTILINE)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_link_leads_somewhere(file):
    for path, anchor, _ in links(file):
        if path.startswith("https://"):
            continue
        target = (file.parent / path if path else file).resolve()
        assert target.exists() and target.is_relative_to(ROOT), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"
