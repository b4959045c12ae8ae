"""The Kotlin library of examples/android on this machine's Java: its JUnit tests, and what was built and written."""

from __future__ import annotations

import os
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

import dsocr_native as dsocr

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = ROOT / "examples" / "android"
PICTURE = ROOT / "examples" / "receipt.jpg"
BUILD = ROOT / "build" / "cpp"
JVM_BUILD = ROOT / "build" / "android-jvm"
ANDROID = "{http://schemas.android.com/apk/res/android}"


@pytest.fixture(scope="session")
def library() -> Path:
    """libdsocr_jni.so, built in the folder of the C++ tests, which has most of its object files already."""
    environment = {**os.environ, "DSOCR_TARGET": "dsocr_jni"}
    subprocess.run([ROOT / "scripts" / "dev_build.sh", BUILD, "-DDSOCR_JNI=ON"], check=True, env=environment)
    return BUILD / "jni" / "libdsocr_jni.so"


def row(line: dsocr.Line) -> str:
    return f"{line.text}\t{line.confidence}\t{' '.join(str(number) for corner in line.quad for number in corner)}\n"


@pytest.fixture(scope="session")
def maven(library: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """`mvn test`, with what Python reads for Kotlin to compare with."""
    shutil.rmtree(JVM_BUILD, ignore_errors=True)  # Kotlin's compiler leaves classes whose sources are gone
    reader = dsocr.Reader("fast", threads=2)
    expected = tmp_path_factory.mktemp("android") / "expected.tsv"
    expected.write_text("".join(map(row, reader.read(PICTURE))), encoding="utf-8")
    given = {"output": JVM_BUILD, "jni": library.parent, "model": reader.info["model_dir"],
             "picture": PICTURE, "lossless": ROOT / "python" / "dsocr_native" / "sample" / "sample.png",
             "expected": expected}
    command = ["mvn", "--batch-mode", "--no-transfer-progress", "--file", HERE, "test",
               *(f"-D{name}={value}" for name, value in given.items())]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_kotlin_compiles_and_its_tests_pass(maven: subprocess.CompletedProcess[str]) -> None:
    assert maven.returncode == 0, maven.stdout[-8000:]
    tests = sorted((HERE / "kotlin").rglob("*Test.kt"))
    assert tests and all(f"Running dsocr.{test.stem}" in maven.stdout for test in tests), maven.stdout[-8000:]


def test_java_finds_nothing_to_warn_of(maven: subprocess.CompletedProcess[str]) -> None:
    """-Xcheck:jni names local references that pile up, exceptions that were overlooked and the like on the standard
    output of the tests' own process; what Surefire did not write there itself it keeps in a file for each process."""
    assert "Tests run:" in maven.stdout
    for stream in (JVM_BUILD / "surefire-reports").glob("*.dumpstream"):
        pytest.fail(f"{stream}:\n{stream.read_text(errors='replace')[:4000]}")


def test_the_library_shows_only_the_functions_of_native_kt(library: Path) -> None:
    with library.open("rb") as file:
        elf = ELFFile(file)
        table = elf.get_section_by_name(".dynsym")
        assert isinstance(table, SymbolTableSection)
        symbols = {symbol.name for symbol in table.iter_symbols() if symbol["st_shndx"] != "SHN_UNDEF"}
        stack = next(segment for segment in elf.iter_segments() if segment["p_type"] == "PT_GNU_STACK")
    native = (MODULES / "dsocr/src/main/kotlin/dsocr/Native.kt").read_text(encoding="utf-8")
    functions = {line.split("fun ")[1].split("(")[0] for line in native.splitlines() if "external fun" in line}
    assert symbols == {f"Java_dsocr_Native_{name}" for name in functions}
    assert not stack["p_flags"] & 1, "the stack is executable"


@pytest.mark.parametrize("module", ["dsocr", "sample"])
def test_the_manifest_names_classes_that_there_are(module: str) -> None:
    manifest = ElementTree.parse(MODULES / module / "src" / "main" / "AndroidManifest.xml").getroot()
    sources = MODULES / module / "src" / "main" / "kotlin" / "dsocr" / "sample"
    named = [element.get(f"{ANDROID}name") for element in manifest.iter() if element.tag in ("activity", "provider")]
    assert all((sources / f"{name.lstrip('.')}.kt").exists() for name in named if name)
    assert len(named) == (2 if module == "sample" else 0)
