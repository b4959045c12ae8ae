"""MNN is built in parts that differ in compile flags."""

load("@rules_cc//cc:defs.bzl", "cc_library")

_DEFINES = [
    "MNN_BUILD_STATIC_LIBS",
    "MNN_LOW_MEMORY",
    "MNN_SUPPORT_QUANT_EXTEND",
    "MNN_USE_THREAD_POOL",
] + select({
    "@platforms//cpu:aarch64": ["MNN_USE_NEON", "MNN_SME2"],
    "//conditions:default": [],
})

_FLAGS = ["-w", "-O3", "-fomit-frame-pointer", "-fstrict-aliasing", "-fvisibility=hidden"]

_CXX_FLAGS = _FLAGS + [
    "-include",
    "third_party/mnn/quiet.h",
    "-std=c++11",
    "-D__STRICT_ANSI__",
    "-fno-exceptions",
    "-fno-rtti",
    "-fvisibility-inlines-hidden",
]

def mnn_part(name, files, exclude = [], copts = [], defines = []):
    """The C++ and the assembly among `files`, each in a library: C++ flags do not belong on assembly.

    Args:
      name: of the C++ library; the assembly, if there is any, is <name>_assembly.
      files: glob patterns.
      exclude: glob patterns.
      copts: flags for both, after those that all parts share.
      defines: macros for both, beside those that all parts share.
    """
    sources = native.glob(files, exclude = exclude)
    assembly = [file for file in sources if file.endswith(".S") or file.endswith(".s")]
    if assembly:
        _library(name + "_assembly", assembly, _FLAGS + copts, defines)
    _library(
        name,
        [file for file in sources if file.endswith(".cpp") or file.endswith(".cc")],
        _CXX_FLAGS + copts,
        defines,
        [name + "_assembly"] if assembly else [],
    )

def _library(name, srcs, copts, defines, deps = []):
    cc_library(
        name = name,
        srcs = srcs,
        alwayslink = 1,  # the parts refer to each other in a circle; the linker drops what nothing uses
        linkstatic = 1,
        copts = copts,
        local_defines = _DEFINES + defines,
        deps = [":internal_headers", "@dsocr_native//third_party/mnn:quiet"] + deps,
    )
