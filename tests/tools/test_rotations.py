"""Turned copies of pictures, and the order in which they were read."""

from pathlib import Path

from PIL import Image

from tools.evaluate.labels import Labelled, TextLine
from tools.evaluate.rotations import by_folder, chosen, order_score, turned
from tools.evaluate.metrics import Counts
from tools.evaluate.text import common_subsequence


def test_a_quarter_turn_moves_every_pixel_and_changes_none():
    image = Image.new("RGB", (30, 20), "white")
    image.putpixel((29, 0), (1, 2, 3))
    assert turned(image, 0).getpixel((29, 0)) == (1, 2, 3)
    assert turned(image, 90).size == (20, 30)
    assert turned(image, 90).getpixel((0, 0)) == (1, 2, 3)
    assert turned(image, 180).getpixel((0, 19)) == (1, 2, 3)
    assert turned(image, 270).getpixel((19, 29)) == (1, 2, 3)


def test_a_tilted_copy_keeps_its_corners():
    image = turned(Image.new("RGB", (100, 40), "black"), 30)
    assert image.size == (108, 86)  # 100 cos 30 + 40 sin 30 = 106.6, 100 sin 30 + 40 cos 30 = 84.6, and whole corners
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert image.getpixel((53, 42)) == (0, 0, 0)


def test_the_longest_common_subsequence():
    assert common_subsequence("ABCBDAB", "BDCABA") == 4
    assert common_subsequence([], ["a"]) == 0


def test_order_is_that_of_the_upright_reading():
    picture = Labelled(Path("page.png"), "en", True, [])
    upright = [TextLine("one two"), TextLine("three")]
    assert order_score(picture, upright, upright) == Counts(3, 3, 3)
    assert order_score(picture, upright, upright[::-1]) == Counts(2, 3, 3)


def test_pictures_of_two_folders_of_one_name_are_told_apart(tmp_path):
    for name in ("new", "old"):
        (tmp_path / name / "photos").mkdir(parents=True)
        (tmp_path / name / "photos/labels.jsonl").write_text('{"image": "a.png", "lang": "en", "lines": []}')
    folders = [tmp_path / "new/photos", tmp_path / "old/photos"]
    assert [name for name, _ in chosen(folders, 1)] == [str(folder) for folder in folders]


def test_scores_by_folder_and_together():
    assert by_folder(["a", "b", "a"], [Counts(1, 2, 2), Counts(4, 4, 4), Counts(2, 2, 2)]) == {
        "a": 3 / 4, "b": 1, "all": 7 / 8}
