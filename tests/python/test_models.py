"""Which model a name means, and what a damaged one says."""

from __future__ import annotations

import base64
import re
import shutil
import struct
import zlib

import pytest

import dsocr_native as dsocr
from dsocr_native.catalog import DEFAULT, model_folder
from dsocr_native import catalog
from conftest import ROWS
from pictures import page_of


@pytest.fixture
def copy(model_folder, tmp_path):
    """A copy of the model that may be damaged."""
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    return folder


def network_file(folder, section: str) -> str:
    """The file that model.ini names in a section."""
    text = (folder / "model.ini").read_text("utf-8")
    return text.split(f"[{section}]")[1].split("file = ")[1].splitlines()[0]


def test_a_folder_is_a_model(copy, rows_png):
    reader = dsocr.Reader(copy, threads=1)
    assert reader.info["model_dir"] == str(copy)
    assert reader.read(rows_png).text == dsocr.Reader(str(copy), threads=1).read(rows_png).text != ""


def test_the_detector_follows_the_settings_of_model_ini(copy, reader, rows_png):
    """Boxes grow by the unclip ratio, and a threshold that nothing passes leaves nothing."""
    def height(found: list[dsocr.Detection]) -> float:
        return found[0].quad[3][1] - found[0].quad[0][1]

    original = (copy / "model.ini").read_text("utf-8")
    (copy / "model.ini").write_text(original.replace("unclip_ratio = 1.6", "unclip_ratio = 2.4"), "utf-8")
    assert height(dsocr.Reader(copy, threads=1).detect(rows_png)) > height(reader.detect(rows_png)) + 4
    (copy / "model.ini").write_text(original.replace("box_threshold = 0.5", "box_threshold = 0.9999"), "utf-8")
    assert dsocr.Reader(copy, threads=1).detect(rows_png) == []


def test_a_line_may_be_stretched(copy, rows_png):
    """The recogniser sees it so much wider; a width that a network can read at least roughly changes little."""
    ini = (copy / "model.ini").read_text("utf-8")

    def read_with(stretch: str) -> dsocr.Page:
        (copy / "model.ini").write_text(ini.replace("[recognizer]", f"[recognizer]\nstretch = {stretch}"), "utf-8")
        return dsocr.Reader(copy, threads=1).read(rows_png)

    assert read_with("1").text.splitlines() == list(ROWS)
    wide = read_with("1.5")
    assert wide.text.splitlines()[0] == ROWS[0] and wide.copied_bytes["warp"] > 1.4 * read_with("1").copied_bytes["warp"]
    with pytest.raises(dsocr.ModelError, match="stretch"):
        read_with("0")


def test_the_bundled_models_are_listed_and_read(monkeypatch, rows_png):
    monkeypatch.delenv("DSOCR_MODEL", raising=False)
    models = dsocr.models()
    assert models[0].name == catalog.DEFAULT and models[0].is_default
    for model in models:
        assert model.bytes < 20e6 and model.summary and model.license
        assert dsocr.Reader(model.name, threads=1).read(rows_png).text


def test_tiers_are_bundled_models(monkeypatch):
    assert {"accurate", "cyrillic", "fast", "greek", "korean"} <= {model.name for model in dsocr.models()}
    assert sum(model.bytes for model in dsocr.models() if model.name not in catalog.OF_LANGUAGES) < 22e6
    assert sum(model.bytes for model in dsocr.models()) < 40e6
    monkeypatch.setenv("DSOCR_MODEL", "fast")
    assert dsocr.models()[0].name == "fast" and dsocr.models()[0].is_default


def test_the_fast_tier_reads(rows_png):
    reader = dsocr.Reader("fast", threads=1)
    assert reader.info["model_dir"].endswith("fast")
    assert reader.read(rows_png).text.splitlines() == list(ROWS)


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_latin_capitals_are_not_taken_for_greek_ones(model):
    """Their character lists have the letters of formulas, which look the same."""
    text = dsocr.Reader(model, threads=1).read(page_of("A 12.50", "HOTEL B", "No. X 7")).text
    assert text.replace(" ", "").splitlines() == ["A12.50", "HOTELB", "No.X7"]


def test_the_last_layer_may_be_stored_in_bytes(copy, rows_png):
    """`head_type = i8`: a byte a weight, then a scale and a bias a class, in halves; the same text in half the bytes."""
    head = copy / "head.bin"
    ini = (copy / "model.ini").read_text("utf-8")
    classes, depth = map(int, re.search(r"head_dims = (\d+) (\d+)", ini).groups())
    halves = struct.unpack(f"<{classes * depth}e", head.read_bytes()[:2 * classes * depth])
    rows = [halves[start:start + depth] for start in range(0, len(halves), depth)]
    scales = [max(max(map(abs, row)), 1e-12) / 127 for row in rows]
    codes = [round(value / scale) for row, scale in zip(rows, scales) for value in row]
    biases = struct.unpack(f"<{classes}f", head.read_bytes()[2 * classes * depth:])
    data = struct.pack(f"{len(codes)}b", *codes) + struct.pack(f"<{2 * classes}e", *scales, *biases)
    wanted = dsocr.Reader(copy, threads=1).read(rows_png).text
    head.write_bytes(data)
    for key, value in {"type": "i8", "bytes": len(data), "crc32": f"{zlib.crc32(data):08x}"}.items():
        ini = re.sub(rf"head_{key} = .*", f"head_{key} = {value}", ini)
    (copy / "model.ini").write_text(ini, "utf-8")
    assert dsocr.Reader(copy, threads=1).read(rows_png).text == wanted != ""
    (copy / "model.ini").write_text(ini.replace("head_type = i8", "head_type = f16"), "utf-8")
    with pytest.raises(dsocr.ModelError, match=f"head.bin: {len(data)} bytes for {classes} classes x {depth}; expected "
                                               f"{classes} classes as in the charset, {2 * depth + 4} bytes each"):
        dsocr.Reader(copy, threads=1)


@pytest.mark.parametrize("head_type, bytes_a_weight", [("f16", 2), ("i8", 1)])
def test_a_depth_whose_rows_exceed_an_int_is_refused(copy, head_type, bytes_a_weight):
    """Counted in 32 bits, rows of 2 * depth + 4 bytes would come to 2, and a small file would pass for so many."""
    depth = 2**31 - 1
    ini = (copy / "model.ini").read_text("utf-8")
    classes = int(re.search(r"head_dims = (\d+) ", ini).group(1))
    data = bytes(2 * classes)
    (copy / "head.bin").write_bytes(data)
    fields = {"dims": f"{classes} {depth}", "type": head_type, "bytes": len(data), "crc32": f"{zlib.crc32(data):08x}"}
    for key, value in fields.items():
        ini = re.sub(rf"head_{key} = .*", f"head_{key} = {value}", ini)
    (copy / "model.ini").write_text(ini, "utf-8")
    with pytest.raises(dsocr.ModelError, match=f"head.bin: {len(data)} bytes for {classes} classes x {depth}; expected "
                                               f".*, {bytes_a_weight * depth + 4} bytes each"):
        dsocr.Reader(copy, threads=1)


def test_the_environment_names_the_default(monkeypatch, copy):
    monkeypatch.setenv("DSOCR_MODEL", str(copy))
    assert dsocr.Reader(threads=1).info["model_dir"] == str(copy)
    monkeypatch.setenv("DSOCR_MODEL", "nonsense")
    with pytest.raises(dsocr.ModelError, match="DSOCR_MODEL: found 'nonsense', expected the path of a folder or"):
        dsocr.Reader()


def test_a_path_is_not_looked_for_among_the_bundled_models():
    """From the package's folder of models this one leads to the default."""
    assert model_folder(f"../models/{DEFAULT}") == f"../models/{DEFAULT}"


def test_a_model_may_use_a_file_of_one_beside_it(copy, rows_png):
    shutil.copytree(copy, copy.parent / "owner")
    ini = copy / "model.ini"
    original = ini.read_text("utf-8")
    ini.write_text(original.replace("file = det.mnn", "file = ../owner/det.mnn"), "utf-8")
    (copy / "det.mnn").unlink()
    assert dsocr.Reader(copy, threads=1).read(rows_png).text.splitlines() == list(ROWS)
    (copy.parent / "owner/det.mnn").unlink()
    with pytest.raises(dsocr.ModelError, match="model/../owner/det.mnn: cannot be opened"):
        dsocr.Reader(copy, threads=1)
    for name in ("../../owner/det.mnn", "/owner/det.mnn", "../det.mnn", ".././det.mnn", "..//det.mnn", "sub/det.mnn",
                 "../owner/sub/det.mnn", "..\\owner\\det.mnn"):
        ini.write_text(original.replace("file = det.mnn", f"file = {name}"), "utf-8")
        with pytest.raises(dsocr.ModelError, match="expected the name of a file in the same folder, or ../FOLDER/FILE"):
            dsocr.Reader(copy, threads=1)


def test_folders_that_are_no_model(tmp_path):
    with pytest.raises(dsocr.ModelError, match="model.ini"):
        dsocr.Reader(tmp_path)
    with pytest.raises(dsocr.ModelError, match="none/model.ini"):
        dsocr.Reader(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(dsocr.ModelError, match="file"):
        dsocr.Reader(tmp_path / "file")


@pytest.mark.parametrize("section", ["detector", "recognizer", "classifier"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "one byte changed", "of another kind"])
def test_damaged_networks(copy, section, damage):
    path = copy / network_file(copy, section)
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "one byte changed":
        path.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    else:
        path.write_bytes(b"PK\3\4" + bytes(len(data) - 4))
    with pytest.raises(dsocr.ModelError, match=path.name) as error:
        dsocr.Reader(copy)
    assert "\n" not in str(error.value)


def test_a_network_of_another_kind_with_the_right_hash(copy, rows_png):
    """The recogniser where the detector should be: the hash is right, the shapes are not."""
    ini = copy / "model.ini"
    parts = ini.read_text("utf-8").split("[")
    lines = {part.split("]")[0]: dict(line.split(" = ") for line in part.splitlines()[1:] if " = " in line)
             for part in parts[1:]}
    text = ini.read_text("utf-8")
    for key in ("file", "bytes", "crc32"):
        text = text.replace(f"{key} = {lines['detector'][key]}", f"{key} = {lines['recognizer'][key]}", 1)
    ini.write_text(text, "utf-8")
    with pytest.raises(dsocr.ModelError):
        dsocr.Reader(copy, threads=1).read(rows_png)


# MNN.expr.save of cast(reduce_mean(x, [1], True), uint8), x being 1 x 3 x 64 x 64; zlib, base64.
MEANS_IN_BYTES = (
    "eNptUbsOAUEUPWPXWhsRERLFFiIKhYhXRKHYhEKhUohWUGgokPAjvsln+JN1ZuYmhpjJmZk7c+7rTAygxqlHiALXLAKUUEFOboGXAhbm3Q6fGBJN"
    "oiQ2KbgTEbHc767by+F0HOhowHRzvvSFcxN+m8aT+1zsVZqmzKC6PNeJiuTLi5/n5EgM95M3QzzMXV+teR47/jOH81sbUCQvMH3n2EnRdOepgvSp"
    "/gAoI6ZHQB+tUo2eZauemui+/tSu8K2DzudzDX/yQOJr3W1V9h9s/KpqObEbjo/VNSLbdhLJfShvvqNhItBqhPKbkXB0jYPOqNPj/gZR+iFr"
)


def test_a_network_whose_output_is_no_floats(copy, rows_png):
    """Read as floats, bytes would end at a quarter of the way."""
    network = zlib.decompress(base64.b64decode(MEANS_IN_BYTES))
    (copy / network_file(copy, "detector")).write_bytes(network)
    head, detector, rest = re.split(r"(?=\[detector\])|(?=\[recognizer\])", (copy / "model.ini").read_text("utf-8"))
    fields = {"bytes": len(network), "crc32": f"{zlib.crc32(network):08x}", "input": "x", "output": "y",
              "output_kind": "probability", "block": 1}
    for key, value in fields.items():
        detector = re.sub(rf"(?m)^{key} = .*", f"{key} = {value}", detector)
    detector = re.sub("(?m)^self_check = .*", "", detector)
    (copy / "model.ini").write_text(head + detector + rest, "utf-8")
    with pytest.raises(dsocr.ModelError, match=r"\.mnn: the network's output is of uint8; expected float32"):
        dsocr.Reader(copy, threads=1).read(rows_png)


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("format = 99", "format"),
        ("format = x", "format"),
        ("threshold = blue", "threshold"),
        ("stride = 33", r"stride is '33'; expected a number from 1 to 32"),
        ("file = ../../../etc/passwd", "file|passwd"),
    ],
)
def test_broken_model_ini(copy, line, sentence):
    ini = copy / "model.ini"
    key = line.split(" = ")[0]
    kept = ini.read_text("utf-8").splitlines()
    place = next(i for i, old in enumerate(kept) if old.startswith(f"{key} = "))
    ini.write_text("\n".join([*kept[:place], line, *kept[place + 1 :]]), "utf-8")
    with pytest.raises(dsocr.ModelError, match=sentence):
        dsocr.Reader(copy)


def test_a_name_that_is_no_text(copy):
    ini = copy / "model.ini"
    ini.write_bytes(ini.read_bytes().replace(b"\nname = ", b"\nname = \xff", 1))
    with pytest.raises(dsocr.ModelError, match="model.ini: line 2 is not UTF-8; expected UTF-8"):
        dsocr.Reader(copy, threads=1)


def test_fast_arithmetic_that_computes_something_else_is_not_used(copy, rows_png):
    """The self-check is made to expect other numbers, as if this CPU's fast arithmetic were wrong."""
    fast = dsocr.Reader(copy, threads=1).info["precision"]
    ini = copy / "model.ini"
    rows = ini.read_text("utf-8").splitlines()
    turned = ["self_check = " + " ".join(str(-float(v)) for v in row.split("=")[1].split())
              if row.startswith("self_check") else row for row in rows]
    assert turned != rows
    ini.write_text("\n".join(turned), "utf-8")
    careful = dsocr.Reader(copy, threads=1)
    expected = "fp32" if fast == "fp32" else f"fp32 ({fast} failed its self-check on this CPU)"
    assert careful.info["precision"] == expected
    assert careful.read(rows_png).text


def test_precision_is_chosen_by_name():
    assert dsocr.Reader(precision="fp32").info["precision"] == "fp32"
    assert dsocr.Reader(precision="int8").info["precision"].endswith("+ int8")
    with pytest.raises(dsocr.OptionError, match="precision is int8, but this model has no 8-bit weights"):
        dsocr.Reader("fast", precision="int8")


def test_options_of_a_reader():
    with pytest.raises(dsocr.OptionError, match="precision: found 'fp64', expected one of auto, fp32, fp16, int8"):
        dsocr.Reader(precision="fp64")
    for threads in (-1, 65, 1.5, True):
        with pytest.raises(dsocr.OptionError, match="threads"):
            dsocr.Reader(threads=threads)
