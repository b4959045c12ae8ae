"""The project's version, which stands in pyproject.toml and nowhere else."""

def _version_impl(ctx):
    lines = [line for line in ctx.read(ctx.attr._pyproject).split("\n") if line.startswith("version = ")]
    ctx.file("BUILD.bazel", "")
    ctx.file("version.bzl", "VERSION = " + lines[0][len("version = "):] + "\n")

_version = repository_rule(
    implementation = _version_impl,
    attrs = {"_pyproject": attr.label(default = "//:pyproject.toml")},
)

def version_repository():
    _version(name = "dsocr_version")
