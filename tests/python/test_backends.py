"""What the networks run on: a GPU is an option of the build, and without it the CPU reads and says why."""

from __future__ import annotations

import json

import pytest

import dsocr_native as dsocr
from dsocr_native.options import BACKENDS

GPUS = [name for name in BACKENDS if name != "cpu"]
MISSING = [name for name in GPUS if name not in dsocr.info()["backends"]]
CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def test_the_cpu_is_always_there():
    assert dsocr.info()["backends"]["cpu"] == [dsocr.info()["cpu"]["architecture"]]
    assert dsocr.Reader(threads=1).info["device"] == "cpu"


@pytest.mark.parametrize("name", MISSING)
def test_what_this_build_has_not_the_cpu_does(reader, rows_png, name):
    instead = dsocr.Reader(backend=name)
    assert instead.info == {**dsocr.Reader().info, "device": f"cpu (this build has no {name})"}
    assert instead.read(rows_png).text == reader.read(rows_png).text != ""


def test_names_are_checked():
    with pytest.raises(dsocr.OptionError, match="backend: found 'cuda', expected one of cpu, opencl, vulkan"):
        dsocr.Reader(backend="cuda")


@pytest.mark.parametrize("name", MISSING)
def test_the_command_line_says_so_and_reads(dsocr_command, rows_png, name):
    done, expected = dsocr_command("read", rows_png, "--backend", name), dsocr_command("read", rows_png)
    assert (done.returncode, done.stdout) == (0, expected.stdout)
    assert done.stderr.decode() == f"dsocr: the networks run on the cpu (this build has no {name})\n"
    assert expected.stderr == b""
    said = dsocr_command("read", rows_png, "--backend", name, env=CHINESE).stderr.decode()
    assert said == f"dsocr: 网络改在 CPU 上运行：此构建不含 {name}\n"


def test_doctor_lists_what_there_is(dsocr_command):
    checks = {check["name"]: check for check in json.loads(dsocr_command("doctor", "--json").stdout)["checks"]}
    assert checks["devices"]["found"].startswith(f"cpu ({dsocr.info()['cpu']['architecture']})")


@pytest.mark.parametrize("name", MISSING)
def test_doctor_misses_what_was_asked_for(dsocr_command, name):
    done = dsocr_command("doctor", "--json", "--backend", name)
    (broken,) = [check for check in json.loads(done.stdout)["checks"] if not check["is_well"]]
    assert done.returncode == 1 and broken["name"] == "reader"
    assert f"cpu (this build has no {name})" in broken["found"] and "docs/gpu.md" in broken["advice"]
