"""What the compiler and the linker made of the module in each wheel."""

import pytest
from wheels import (
    GLIBC,
    MUSL,
    TARGETS,
    Target,
    Wheel,
    dynamic_tags,
    exported_symbols,
    glibc_versions,
    load_alignments,
    needed_libraries,
    stack_is_executable,
    wheel_of,
)

ELF_MACHINES = {"x86_64": "EM_X86_64", "aarch64": "EM_AARCH64"}
LOADERS = {"x86_64": "ld-linux-x86-64.so.2", "aarch64": "ld-linux-aarch64.so.1"}
of_glibc = pytest.mark.parametrize("target", GLIBC, ids=str)
of_musl = pytest.mark.parametrize("target", MUSL, ids=str)


@pytest.fixture(params=TARGETS, ids=str)
def wheel(request: pytest.FixtureRequest) -> Wheel:
    return wheel_of(request.param)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_is_for_its_machine(target: Target) -> None:
    assert wheel_of(target).module.header.e_machine == ELF_MACHINES[target.machine]


@of_glibc
def test_name_says_its_machine(target: Target) -> None:
    assert f"{target.machine}-linux-gnu" in wheel_of(target).module_name


@of_glibc
def test_asks_for_nothing_newer_than_glibc_2_17(target: Target) -> None:
    versions = glibc_versions(wheel_of(target).module)
    assert versions, "the module refers to no versioned symbol of glibc at all"
    assert max(versions) <= (2, 17)


@of_glibc
def test_needs_only_the_c_library(target: Target) -> None:
    needed = needed_libraries(wheel_of(target).module)
    allowed = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", LOADERS[target.machine]}
    assert "libc.so.6" in needed
    assert needed <= allowed


@of_musl
def test_needs_only_musl(target: Target) -> None:
    assert needed_libraries(wheel_of(target).module) == {"libc.so"}


def test_exports_only_its_init_function(wheel: Wheel) -> None:
    assert exported_symbols(wheel.module) == {"PyInit__core"}


def test_stack_is_not_executable(wheel: Wheel) -> None:
    assert not stack_is_executable(wheel.module)


def test_carries_no_search_path_text_relocation_or_debug_information(wheel: Wheel) -> None:
    assert not {"DT_RPATH", "DT_RUNPATH", "DT_TEXTREL"} & dynamic_tags(wheel.module)
    assert wheel.module.get_section_by_name(".debug_info") is None
    assert wheel.module.get_section_by_name(".symtab") is None


@pytest.mark.parametrize("libc", ["gnu", "musl"])
def test_segments_fit_pages_of_64_kb_on_aarch64(libc: str) -> None:
    assert min(load_alignments(wheel_of(Target("aarch64", libc)).module)) >= 64 * 1024
