"""Every library that we did not write, as a repository of its own.

The C and C++ sources are those that Cargo.lock pins; fetch.py finds or downloads them and checks their hashes.
"""

_ENVIRONMENT = ["CARGO_HOME", "DSOCR_CACHE", "DSOCR_THIRD_PARTY_SOURCES", "HOME", "PATH", "XDG_CACHE_HOME"]

def _crate_source_impl(ctx):
    ctx.path(ctx.attr._lock)  # a new lock fetches anew
    fetched = ctx.execute(["python3", ctx.path(ctx.attr._fetch)], timeout = 1800)
    if fetched.return_code != 0:
        fail(fetched.stderr)
    folder = ctx.path("/".join([fetched.stdout.strip(), ctx.attr.crate, ctx.attr.folder]))
    for entry in folder.readdir():
        ctx.symlink(entry, entry.basename)
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

crate_source = repository_rule(
    implementation = _crate_source_impl,
    doc = "The C or C++ source tree that a crate carries in `folder`.",
    environ = _ENVIRONMENT,
    attrs = {
        "crate": attr.string(mandatory = True),
        "folder": attr.string(mandatory = True),
        "build_file": attr.label(mandatory = True, allow_single_file = True),
        "_fetch": attr.label(default = "//third_party:fetch.py"),
        "_lock": attr.label(default = "//third_party:Cargo.lock"),
    },
)

def third_party_repositories():
    crate_source(name = "mnn", crate = "mnn-sys", folder = "vendor", build_file = "//third_party/mnn:mnn.BUILD")
    crate_source(
        name = "libjpeg_turbo",
        crate = "turbojpeg-sys",
        folder = "libjpeg-turbo",
        build_file = "//third_party/libjpeg_turbo:libjpeg_turbo.BUILD",
    )
    crate_source(name = "zlib", crate = "libz-sys", folder = "src/zlib", build_file = "//third_party/zlib:zlib.BUILD")
    crate_source(name = "spng", crate = "spng-sys", folder = "libspng", build_file = "//third_party/spng:spng.BUILD")
    crate_source(name = "webp", crate = "libwebp-sys", folder = "vendor", build_file = "//third_party/webp:webp.BUILD")

    # Debian's libgtest-dev and libgmock-dev install their sources here.
    native.new_local_repository(
        name = "googletest",
        path = "/usr/src/googletest",
        build_file = "//third_party/googletest:googletest.BUILD",
    )
