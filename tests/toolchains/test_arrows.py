"""Bazel's visibility lets the folders of cpp/ depend on each other only along the arrows of the architecture."""

import subprocess
from pathlib import Path

import pytest
from wheels import ROOT

# from: the folders that it may use
ARROWS = {
    "base": set(),
    "kernels": {"base"},
    "geometry": {"base"},
    "image": {"base"},
    "draw": {"base", "image"},
    "engine": {"base"},
    "detect": {"base", "kernels", "geometry", "engine"},
    "recognize": {"base", "kernels", "geometry", "engine"},
    "pipeline": {"base", "geometry", "image", "engine", "detect", "recognize"},
    "bindings": {"base", "kernels", "image", "draw", "pipeline"},
}
FOLDERS = [folder for folder in ARROWS if folder != "bindings"]


def bazel(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bazel", command, *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("origin", ARROWS)
def test_a_folder_sees_what_its_arrows_say(origin: str) -> None:
    targets = " + ".join(f"//cpp/{folder}:{folder}" for folder in FOLDERS)
    seen = bazel("query", f"visible(//cpp/{origin}:all, {targets})")
    assert seen.returncode == 0, seen.stderr
    assert {line.rpartition(":")[2] for line in seen.stdout.split()} - {origin} == ARROWS[origin]


def test_no_target_of_the_whole_tree_has_an_arrow_that_is_not_allowed() -> None:
    analyzed = bazel("build", "--nobuild", "//...")
    assert analyzed.returncode == 0, analyzed.stderr[-2000:]


def test_only_the_engine_sees_mnn() -> None:
    users = bazel("query", "rdeps(//cpp/..., @mnn//:mnn, 1) - @mnn//:mnn")
    assert users.stdout.split() == ["//cpp/engine:headers"], users.stderr


def test_a_wrong_arrow_is_a_build_error(tmp_path: Path) -> None:
    wrong = tmp_path / "cpp" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "BUILD.bazel").write_text('load("@rules_cc//cc:defs.bzl", "cc_library")\n'
                                       'cc_library(name = "wrong", deps = ["//cpp/engine"])\n')
    built = bazel("build", "--nobuild", f"--package_path=%workspace%:{tmp_path}", "//cpp/wrong")
    assert built.returncode != 0
    assert "target '//cpp/engine:engine' is not visible from target '//cpp/wrong:wrong'" in built.stderr


def test_a_header_without_an_arrow_is_a_build_error(tmp_path: Path) -> None:
    wrong = tmp_path / "cpp" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "BUILD.bazel").write_text('load("@rules_cc//cc:defs.bzl", "cc_library")\n'
                                       'cc_library(name = "wrong", srcs = ["a.cc"], deps = ["//cpp:root"])\n')
    (wrong / "a.cc").write_text('#include "geometry/quad.h"\n')
    built = bazel("build", f"--package_path=%workspace%:{tmp_path}", "//cpp/wrong")
    assert built.returncode != 0
    assert "geometry/quad.h" in built.stderr
