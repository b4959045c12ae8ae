"""Recipes, cards and folders; the networks are stand-ins, conversion itself is tested in test_conversion.py."""

import json

import pytest

from tools.convert import card, charset, package as packaging, recipe, verify
from tools.convert.build import BuiltPart
from tools.convert.originals import locate, package_of
from tools.convert.rewrites import REWRITES
from tools.convert.share import share
from tools.errors import ToolError
from tools.files import sha256

HOP = verify.Hop("convert", 1e-3, 1e-5, 0.999)


@pytest.fixture
def built(monkeypatch, tmp_path):
    """Packaging with a stand-in for the networks; the licence comes from a file of the test."""
    license_file = tmp_path / "LICENSE"
    license_file.write_bytes(b"the licence")
    monkeypatch.setattr(packaging, "locate", lambda source: license_file)

    def build_part(role, part):
        name = part.settings["file"]
        return BuiltPart({"file": name, "input": "x"}, {name: role.encode()}, [HOP], "ab" * 32)

    monkeypatch.setattr(packaging, "build_part", build_part)
    return tmp_path


def test_a_package_holds_networks_settings_card_and_licence(built):
    recipe_ = recipe.load("ppocr-v6-small")
    packaging.package(recipe_, built / "out")
    names = sorted(path.name for path in (built / "out").iterdir())
    assert names == ["LICENSE", "README.md", "card.json", "cls.mnn", "det.mnn", "model.ini", "rec.mnn"]
    assert "[detector]\nfile = det.mnn\nbytes = 8\n" in (built / "out" / "model.ini").read_text()
    facts = json.loads((built / "out" / "card.json").read_text())
    assert facts["parts"]["detector"]["files"]["det.mnn"] == {"bytes": 8, "sha256": sha256(b"detector")}
    assert facts["parts"]["detector"]["differences"][0]["agreement"] == 0.999
    readme = (built / "out" / "README.md").read_text()
    assert "rapidocr==3.10.0" in readme and "Apache-2.0" in readme and "| convert | 1.0e-03 |" in readme


def test_folders_share_what_is_the_same(built):
    for name in ("one", "other"):
        packaging.package(recipe.load("ppocr-v6-small"), built / name)
    (built / "other" / "rec.mnn").write_bytes(b"taught other letters")
    assert share(built / "one", built / "other") == ["det.mnn", "cls.mnn"]
    assert sorted(path.name for path in (built / "other").iterdir()) == ["LICENSE", "README.md", "card.json", "model.ini",
                                                                         "rec.mnn"]
    assert "[detector]\nfile = ../one/det.mnn\nbytes = 8\n" in (built / "other" / "model.ini").read_text()
    facts = json.loads((built / "other" / "card.json").read_text())
    assert facts["parts"]["detector"]["files"] == {"../one/det.mnn": {"bytes": 8, "sha256": sha256(b"detector")}}
    assert "| ../one/cls.mnn | 10 |" in (built / "other" / "README.md").read_text()
    assert (built / "one" / "det.mnn").is_file() and share(built / "one", built / "other") == []
    with pytest.raises(ToolError, match="does not lie beside"):
        share(built / "one", built / "other" / "deeper")
    with pytest.raises(ToolError, match="none has no model.ini"):
        share(built / "one", built / "none")


def test_a_broken_hop_leaves_no_folder(built, monkeypatch):
    def broken(role, part):
        raise ToolError("detector, convert: agreement is 0.1000, expected at least 0.99")

    monkeypatch.setattr(packaging, "build_part", broken)
    with pytest.raises(ToolError, match="agreement is 0.1"):
        packaging.package(recipe.load("ppocr-v6-small"), built / "out")
    assert [path.name for path in built.iterdir()] == ["LICENSE"]


@pytest.mark.parametrize("name", [path.stem for path in recipe.FOLDER.glob("*.toml")])
def test_every_recipe_names_pinned_sources_and_known_rewrites(name):
    loaded = recipe.load(name)
    assert loaded.name == name
    assert package_of(loaded.license_file)
    for part in loaded.parts.values():
        assert package_of(part.source) or part.sha256 and locate(part.source, part.sha256)
        assert set(part.rewrites) <= set(REWRITES)


def test_storage_changes_two_networks_and_nothing_else():
    before = recipe.load("fast")
    after = recipe.stored_as(before, "fp32", "int8")
    assert [part.storage for part in after.parts.values()] == ["fp32", "int8", before.parts["classifier"].storage]
    assert after.parts["detector"].rewrites == before.parts["detector"].rewrites
    with pytest.raises(ToolError, match="the storage is 'int4', expected one of fp32, fp16, int8"):
        recipe.stored_as(before, "int4", "fp16")


def test_an_unknown_recipe_names_the_known_ones():
    with pytest.raises(ToolError, match="there is no recipe tiny; known are .*ppocr-v6-small"):
        recipe.load("tiny")


@pytest.mark.parametrize("text", ["name = 'a", "name = 'a'", "[detector]\nsources = 'a'"])
def test_a_broken_recipe_is_named(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ToolError, match=f"the recipe {path} is not valid: "):
        recipe.load(str(path))


PART = "source = 'a.onnx'\nstorage = 'fp32'\n"
INPUT = "mean = [0, 0, 0]\nstd = [1, 1, 1]\n"


@pytest.mark.parametrize("parts, complaint", [
    ({"detector": "file = 'a.mnn'\n"}, r"\[detector.settings\] has no mean, std"),
    ({"recognizer": INPUT + "file = 'a.mnn'\n"}, r"\[recognizer.settings\] has no height"),
    ({"detector": INPUT}, r"\[detector.settings\] has no file"),
    ({"detector": INPUT + "file = 'a.mnn'\n", "recognizer": INPUT + "height = 48\nfile = 'a.mnn'\n"},
     "detector and recognizer have the same file a.mnn"),
])
def test_a_recipe_that_cannot_be_built_is_named_before_it_is(tmp_path, parts, complaint):
    path = tmp_path / "mine.toml"
    top = "name = 'a'\nsummary = 'b'\nlicense = 'MIT'\nlicense_file = 'c'\nnotice = 'd'\n"
    path.write_text(top + "".join(f"[{role}]\n{PART}[{role}.settings]\n{text}" for role, text in parts.items()))
    with pytest.raises(ToolError, match=f"the recipe {path} is not valid: {complaint}"):
        recipe.load(str(path))


def test_charset_gets_the_space_that_the_classes_show():
    assert charset.complete(["a", "b"], classes=3) == ["a", "b"]
    assert charset.complete(["a", "b"], classes=4) == ["a", "b", " "]
    assert charset.encode(["a", "店", " "]) == "a\n店\n \n".encode()
    with pytest.raises(ToolError, match="the charset has 2 characters, the recogniser 9 classes"):
        charset.complete(["a", "b"], classes=9)
    with pytest.raises(ToolError, match="the charset's entry 1 is ''"):
        charset.encode(["a", ""])


def test_charset_file_keeps_spaces_that_are_characters(tmp_path):
    path = tmp_path / "keys.txt"
    path.write_text("a\n\u3000\n \n", encoding="utf-8")
    assert charset.from_file(path) == ["a", "\u3000", " "]


def test_card_is_the_same_for_the_same_parts():
    loaded = recipe.load("ppocr-v6-small")
    parts = {"detector": BuiltPart({}, {"det.mnn": b"1"}, [HOP], "ab")}
    assert card.to_json(card.make_card(loaded, parts)) == card.to_json(card.make_card(loaded, parts))
