"""A cc toolchain for Linux whose compiler, linker and archiver are zig."""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load(
    "@bazel_tools//tools/cpp:cc_toolchain_config_lib.bzl",
    "env_entry",
    "env_set",
    "feature",
    "flag_group",
    "flag_set",
    "tool_path",
)

_COMPILE = [
    ACTION_NAMES.assemble,
    ACTION_NAMES.c_compile,
    ACTION_NAMES.cpp_compile,
    ACTION_NAMES.preprocess_assemble,
]

_LINK = [
    ACTION_NAMES.cpp_link_dynamic_library,
    ACTION_NAMES.cpp_link_executable,
    ACTION_NAMES.cpp_link_nodeps_dynamic_library,
]

_ARCHIVE = [ACTION_NAMES.cpp_link_static_library]

def _always(name, **kwargs):
    return feature(name = name, enabled = True, **kwargs)

def _flags(actions, flags):
    return [flag_set(actions = actions, flag_groups = [flag_group(flags = flags)])]

def _impl(ctx):
    name = "bin/%s-linux-gnu-" % ctx.attr.machine
    tools = {"ar": "ar", "gcc": "c++", "ld": "c++", "cpp": "c++", "gcov": "c++", "nm": "c++", "objdump": "c++", "strip": "c++"}
    environment = [env_entry("DSOCR_ZIG", ctx.attr.zig), env_entry("DSOCR_ZIG_CACHE", ctx.attr.cache)]
    return cc_common.create_cc_toolchain_config_info(
        ctx = ctx,
        toolchain_identifier = "zig-%s-linux-gnu" % ctx.attr.machine,
        host_system_name = "local",
        target_system_name = ctx.attr.machine + "-linux-gnu",
        target_cpu = ctx.attr.machine,
        target_libc = "glibc_2.17",
        compiler = "clang",
        abi_version = "unknown",
        abi_libc_version = "glibc_2.17",
        cxx_builtin_include_directories = [ctx.attr.headers],
        tool_paths = [tool_path(name = tool, path = name + kind) for tool, kind in tools.items()],
        features = [
            feature(name = "opt"),
            feature(name = "fastbuild"),
            feature(name = "dbg"),
            _always("supports_pic"),
            _always("environment", env_sets = [env_set(actions = _COMPILE + _LINK + _ARCHIVE, env_entries = environment)]),
            _always("compile_flags", flag_sets = _flags(_COMPILE, [
                "-O2",
                "-DNDEBUG",
                "-no-canonical-prefixes",
                # Paths and dates in the objects would make every checkout's result a different one.
                "-Wno-builtin-macro-redefined",
                "-D__DATE__=\"redacted\"",
                "-D__TIME__=\"redacted\"",
            ])),
            _always("link_flags", flag_sets = _flags(_LINK, ["-s", "-Wl,-z,max-page-size=65536"])),
        ],
    )

zig_cc_toolchain_config = rule(
    implementation = _impl,
    provides = [CcToolchainConfigInfo],
    attrs = {
        "machine": attr.string(mandatory = True),
        "zig": attr.string(mandatory = True, doc = "Absolute path of the zig binary"),
        "cache": attr.string(mandatory = True, doc = "Absolute path of a writable folder for zig's own cache"),
        "headers": attr.string(mandatory = True, doc = "Absolute path of zig's lib folder"),
    },
)
