"""Python's headers, for this machine and for aarch64, and pybind11's, as repositories."""

def _python_host_impl(ctx):
    python = ctx.os.environ.get("DSOCR_PYTHON", "python3")
    script = "import sysconfig, pybind11; print(sysconfig.get_path('include')); print(pybind11.get_include())"
    asked = ctx.execute([python, "-c", script])
    if asked.return_code != 0:
        fail("DSOCR_PYTHON=%s has no pybind11; pip install -r scripts/requirements.txt there\n%s" % (python, asked.stderr))
    folders = asked.stdout.strip().split("\n")
    ctx.symlink(folders[0] if ctx.attr.part == "python" else folders[1], "include")
    ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

_python_host = repository_rule(
    implementation = _python_host_impl,
    doc = "The headers that belong to the interpreter named by DSOCR_PYTHON.",
    environ = ["DSOCR_PYTHON", "PATH"],
    local = True,
    attrs = {
        "part": attr.string(values = ["python", "pybind11"]),
        "build_file": attr.label(mandatory = True),
    },
)

def python_repositories():
    _python_host(name = "python_host", part = "python", build_file = "//toolchains/python:python.BUILD")
    _python_host(name = "pybind11", part = "pybind11", build_file = "//third_party/pybind11:pybind11.BUILD")
