"""zig as a repository: the compiler driver under the names of its tools, and where zig and its headers lie."""

def _zig_impl(ctx):
    ctx.path(ctx.attr._requirements)  # another version is fetched anew
    found = ctx.execute([ctx.path(ctx.attr._zig)], timeout = 1800)
    if found.return_code != 0:
        fail(found.stderr)
    zig = found.stdout.strip()
    cache = ctx.os.environ.get("DSOCR_CACHE", ctx.os.environ.get("HOME") + "/.cache/dsocr-native") + "/zig"
    for tool in ["c++", "ar"]:
        ctx.symlink(ctx.attr._driver, "bin/aarch64-linux-gnu-" + tool)
    ctx.file("paths.bzl", "ZIG = %r\nZIG_CACHE = %r\nZIG_HEADERS = %r\n" % (
        zig,
        cache,
        str(ctx.path(zig).dirname.get_child("lib")),
    ))
    ctx.symlink(ctx.attr._build_file, "BUILD.bazel")

_zig = repository_rule(
    implementation = _zig_impl,
    environ = ["DSOCR_CACHE", "DSOCR_ZIG", "HOME", "PATH"],
    attrs = {
        "_zig": attr.label(default = "//toolchains/zig:zig.sh"),
        "_driver": attr.label(default = "//toolchains/zig:driver.sh"),
        "_requirements": attr.label(default = "//toolchains/zig:requirements.txt"),
        "_build_file": attr.label(default = "//toolchains/zig:zig.BUILD"),
    },
)

def zig_repositories():
    _zig(name = "zig")
