"""Tests that are built for aarch64, whatever the rest of the build is for, and run under qemu."""

load("@sysroot_aarch64//:paths.bzl", "SYSROOT")

def _aarch64_impl(_settings, _attr):
    return {
        "//command_line_option:cpu": "aarch64",
        "//command_line_option:crosstool_top": "@zig//:suite",
        "//command_line_option:platforms": "//toolchains:linux_aarch64",
    }

_aarch64 = transition(
    implementation = _aarch64_impl,
    inputs = [],
    outputs = [
        "//command_line_option:cpu",
        "//command_line_option:crosstool_top",
        "//command_line_option:platforms",
    ],
)

_SCRIPT = """#!/bin/sh
# Every CPU runs the whole test; the first failure is this test's.
set -eu
export DSOCR_SYSROOT_AARCH64={sysroot}
for cpu in {cpus}; do
  echo "-- $cpu"
  DSOCR_QEMU_CPU=$cpu {run} {program} "$@"
done
"""

def _emulated_test_impl(ctx):
    test = ctx.attr.test[0]
    program = test[DefaultInfo].files_to_run.executable
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(script, is_executable = True, content = _SCRIPT.format(
        sysroot = SYSROOT,
        cpus = " ".join(ctx.attr.cpus),
        run = ctx.file._run.short_path,
        program = program.short_path,
    ))
    runfiles = ctx.runfiles(files = [program, ctx.file._run]).merge(test[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = script, runfiles = runfiles)]

emulated_test = rule(
    implementation = _emulated_test_impl,
    test = True,
    attrs = {
        "test": attr.label(mandatory = True, cfg = _aarch64, doc = "A cc_test"),
        "cpus": attr.string_list(mandatory = True, doc = "Names that qemu knows; `max` has everything"),
        "_run": attr.label(default = "//toolchains/qemu:run.sh", allow_single_file = True),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
)
