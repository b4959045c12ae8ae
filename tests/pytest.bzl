"""Every test_<name>.py of a folder is a test that pytest runs with the interpreter that DSOCR_PYTHON names.

A shell script stands between, because py_test's own launcher asks the PATH for `python`.
"""

def pytest_tests(data = []):
    support = native.glob(["**/*"], exclude = ["test_*.py", "**/__pycache__/**", "BUILD.bazel"])
    for file in native.glob(["test_*.py"]):
        native.sh_test(
            name = file[:-len(".py")],
            size = "large",
            srcs = ["//tests:pytest.sh"],
            args = ["$(location %s)" % file],
            data = [file, "//:pyproject.toml"] + support + data,
            target_compatible_with = select({
                "//toolchains:aarch64": ["//toolchains:not_emulated"],
                "//conditions:default": [],
            }),
        )
