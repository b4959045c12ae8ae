"""Every <name>_test.cc is a test on this machine and, as <name>_test_aarch64, a test under qemu."""

load("@rules_cc//cc:defs.bzl", "cc_test")
load("//cpp:layer.bzl", "WARNINGS")
load("//toolchains/qemu:emulated_test.bzl", "emulated_test")

# The oldest core and one that has everything: the ends between which the rest lie.
_CPUS = ["cortex-a53", "max"]

def cpp_tests(folders, others, data):
    """One cc_test and one emulated_test a file.

    Args:
      folders: the libraries that a test wants whose name starts with <key>_.
      others: the libraries that all other tests want.
      data: of every test.
    """
    for source in native.glob(["*_test.cc"]):
        name = source[:-len(".cc")]
        cc_test(
            name = name,
            srcs = [source, "support/tsan_suppressions.cc"] + native.glob(["**/*.h"]),
            copts = WARNINGS,
            data = data,
            linkstatic = 1,
            deps = folders.get(name.split("_")[0], others) + ["@googletest//:gtest_main"],
        )
        emulated_test(
            name = name + "_aarch64",
            size = "large",
            cpus = _CPUS,
            tags = ["aarch64"],
            test = ":" + name,
        )
