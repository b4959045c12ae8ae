"""Every <name>_test.cc is a test on this machine and, as <name>_test_aarch64, a test under qemu."""

load("@rules_cc//cc:defs.bzl", "cc_test")
load("//cpp:layer.bzl", "WARNINGS")
load("//toolchains/qemu:emulated_test.bzl", "emulated_test")

# The oldest core and one that has everything: the ends between which the rest lie.
_CPUS = ["cortex-a53", "max"]

def cpp_tests(deps, data, not_emulated = {}):
    """One cc_test and one emulated_test a file.

    Args:
      deps: of every test.
      data: of every test.
      not_emulated: names of tests that do not run under qemu, each with the reason.
    """
    for source in native.glob(["*_test.cc"]):
        name = source[:-len(".cc")]
        cc_test(
            name = name,
            srcs = [source] + native.glob(["**/*.h"]),
            copts = WARNINGS,
            data = data,
            deps = deps + ["@googletest//:gtest_main"],
        )
        if name not in not_emulated:
            emulated_test(
                name = name + "_aarch64",
                cpus = _CPUS,
                tags = ["aarch64"],
                test = ":" + name,
            )
