"""One folder of cpp/ is one library; the names of its files say how each is compiled."""

load("@rules_cc//cc:defs.bzl", "cc_library")

WARNINGS = ["-Wall", "-Wextra", "-fvisibility=hidden", "-fvisibility-inlines-hidden"]

# file name's ending: (the machine that has it, its flags)
_SUFFIXES = {
    "neon": ("aarch64", []),
    "fp16": ("aarch64", ["-march=armv8.2-a+fp16"]),
    "dotprod": ("aarch64", ["-march=armv8.2-a+dotprod"]),
    "i8mm": ("aarch64", ["-march=armv8.2-a+i8mm"]),
    "avx2": ("x86_64", ["-mavx2", "-mfma", "-mf16c"]),
    "avx512": ("x86_64", ["-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq"]),
    "vnni": ("x86_64", ["-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq", "-mavx512vnni"]),
}

# Back ends for GPUs, and what stands in place of the files for POSIX on Windows: only CMake builds them.
_LEFT_OUT = ["opencl", "vulkan", "windows"]

def layer(name, deps, visibility, defines = []):
    """The library of this folder.

    Args:
      name: the folder's name.
      deps: the arrows that leave this folder.
      visibility: the folders whose arrows may end here.
      defines: macros for this folder alone.
    """
    cc_library(
        name = "headers",
        hdrs = native.glob(["*.h"]),
        deps = deps + ["//cpp:root"],
    )
    cc_library(
        name = name,
        srcs = native.glob(["*.cc"], exclude = ["*_%s.cc" % suffix for suffix in _SUFFIXES.keys() + _LEFT_OUT]),
        alwayslink = 1,
        linkstatic = 1,
        copts = WARNINGS,
        local_defines = defines,
        visibility = visibility,
        deps = [":headers"] + _special_parts(),
    )

def _special_parts():
    parts = []
    for suffix, (machine, flags) in _SUFFIXES.items():
        sources = native.glob(["*_%s.cc" % suffix])
        if not sources:
            continue
        cc_library(
            name = suffix,
            srcs = select({
                "@platforms//cpu:" + machine: sources,
                "//conditions:default": [],
            }),
            alwayslink = 1,
            linkstatic = 1,
            copts = WARNINGS + flags,
            deps = [":headers"],
        )
        parts.append(":" + suffix)
    return parts
