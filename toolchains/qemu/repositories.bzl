"""The arm64 sysroot as a repository: Python's headers, and where it lies."""

def _sysroot_impl(ctx):
    made = ctx.execute(["python3", ctx.path(ctx.attr._script)], timeout = 1800)
    if made.return_code != 0:
        fail(made.stderr)
    folder = made.stdout.strip()
    ctx.symlink(folder + "/usr/include", "include")
    ctx.file("paths.bzl", "SYSROOT = %r\n" % folder)
    ctx.symlink(ctx.attr._build_file, "BUILD.bazel")

_sysroot = repository_rule(
    implementation = _sysroot_impl,
    environ = ["DSOCR_CACHE", "DSOCR_SYSROOT_AARCH64", "HOME", "PATH", "XDG_CACHE_HOME"],
    attrs = {
        "_script": attr.label(default = "//toolchains/qemu:sysroot.py"),
        "_build_file": attr.label(default = "//toolchains/qemu:sysroot.BUILD"),
    },
)

def qemu_repositories():
    _sysroot(name = "sysroot_aarch64")
