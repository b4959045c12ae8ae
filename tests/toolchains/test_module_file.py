"""What the compiler and the linker made of the module in each wheel."""

import pytest
from wheels import (
    MACHINES,
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


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def wheel(machine: str) -> Wheel:
    return wheel_of(machine)


def test_is_for_its_machine(wheel: Wheel, machine: str) -> None:
    assert wheel.module.header.e_machine == ELF_MACHINES[machine]
    assert f"{machine}-linux-gnu" in wheel.module_name


def test_asks_for_nothing_newer_than_glibc_2_17(wheel: Wheel) -> None:
    versions = glibc_versions(wheel.module)
    assert versions, "the module refers to no versioned symbol of glibc at all"
    assert max(versions) <= (2, 17)


def test_needs_only_the_c_library(wheel: Wheel, machine: str) -> None:
    allowed = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", LOADERS[machine]}
    assert "libc.so.6" in needed_libraries(wheel.module)
    assert needed_libraries(wheel.module) <= allowed


def test_exports_only_its_init_function(wheel: Wheel) -> None:
    assert exported_symbols(wheel.module) == {"PyInit__core"}


def test_stack_is_not_executable(wheel: Wheel) -> None:
    assert not stack_is_executable(wheel.module)


def test_carries_no_search_path_text_relocation_or_debug_information(wheel: Wheel) -> None:
    assert not {"DT_RPATH", "DT_RUNPATH", "DT_TEXTREL"} & dynamic_tags(wheel.module)
    assert wheel.module.get_section_by_name(".debug_info") is None
    assert wheel.module.get_section_by_name(".symtab") is None


def test_segments_fit_pages_of_64_kb_on_aarch64() -> None:
    assert min(load_alignments(wheel_of("aarch64").module)) >= 64 * 1024
