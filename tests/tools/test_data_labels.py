"""From pictures to labelled lines: boxes of a map, crops, greedy reading, teachers' files, detector targets."""

import json
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from tools.data import pseudo_label
from tools.data.boxes import boxes_of, crop
from tools.data.db_targets import db_targets
from tools.data.labelled_lines import in_case_of
from tools.data.line_store import LineStore, NewLine, write_store
from tools.data.pictures import pictures_of
from tools.data.pseudo_label import Corrected, Sieve, Teacher, Written, labelled, read_labels
from tools.data.reader import Frames, Reading, greedy, normalised
from tools.errors import ToolError


@pytest.mark.parametrize("angle", [0, 12, -25])
def test_a_box_is_grown_back_to_the_text_it_was_shrunk_from(angle):
    quad = cv2.boxPoints(((160, 100), (140, 30), angle))
    target = db_targets((200, 320), [quad])
    (box,) = boxes_of(target["shrunk"][0])
    mask = [cv2.fillPoly(np.zeros((200, 320), np.uint8), [q.astype(np.int32)], 1) for q in (quad, box)]
    overlap = (mask[0] & mask[1]).sum() / (mask[0] | mask[1]).sum()
    assert overlap > 0.75


def test_weak_and_tiny_spots_are_no_boxes():
    map_ = np.zeros((100, 100), np.float32)
    map_[10:30, 10:80] = 0.4
    map_[50:52, 50:52] = 0.9
    assert boxes_of(map_) == []


def test_crop_gives_the_text_upright():
    picture = np.zeros((100, 100, 3), np.uint8)
    picture[40:50, 20:80] = 255
    lying = crop(picture, np.float32([[20, 40], [80, 40], [80, 50], [20, 50]]))
    assert lying.shape == (10, 60, 3) and lying.min() == 255
    standing = crop(picture.transpose(1, 0, 2), np.float32([[40, 20], [50, 20], [50, 80], [40, 80]]))
    assert standing.shape == (10, 60, 3) and standing.min() == 255


def test_greedy_joins_repeats_and_drops_blanks():
    path = [0, 1, 1, 0, 1, 2, 2, 0]
    probabilities = np.full((len(path), 3), 0.1, np.float32)
    probabilities[np.arange(len(path)), path] = 0.8
    text, confidence = greedy(probabilities, ["a", "b"])
    assert (text, round(confidence, 4)) == ("aab", 0.8)
    assert greedy(np.float32([[1, 0, 0]]), ["a", "b"]) == ("", 0.0)


def test_frames_keep_the_likeliest_in_order():
    probabilities = np.random.default_rng(0).dirichlet(np.ones(50), 7).astype(np.float32)
    frames = Frames.of(probabilities)
    np.testing.assert_array_equal(frames.classes, np.argsort(-probabilities, 1)[:, :8])


def test_lines_are_padded_with_grey():
    batch = normalised([np.full((48, 10, 3), 255, np.uint8)], 16)
    assert batch.shape == (1, 3, 48, 16) and (batch[..., :10] == 1).all() and (batch[..., 10:] == 0).all()


def test_targets_are_text_border_and_ignored_ground():
    quad = np.float32([[20, 20], [120, 20], [120, 50], [20, 50]])
    other = np.float32([[20, 70], [60, 70], [60, 90], [20, 90]])
    target = db_targets((100, 140), [quad], [other])
    shrunk = target["shrunk"][0]
    distance = 100 * 30 * (1 - 0.16) / 260
    assert shrunk[35, 70] == 1 and shrunk[21, 70] == 0 and shrunk[35, round(20 + distance - 2)] == 0
    assert target["border"][0, 20, 70] == pytest.approx(0.7) and target["border"][0, 35, 70] == pytest.approx(0.3)
    assert target["counted"][0, 80, 40] == 0 and target["counted"][0, 35, 70] == 1


def _folder_with_picture(tmp_path):
    picture = np.full((60, 200, 3), 255, np.uint8)
    cv2.putText(picture, "TEXT", (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2)
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    poly = [[15, 10], [110, 10], [110, 48], [15, 48]]
    rows = [{"poly": poly, "text": "TEXT", "confidence": 0.9}, {"poly": poly, "text": "maybe", "confidence": 0.3},
            {"poly": poly, "text": "ignored", "ignore": True}, {"poly": poly, "text": "汉", "confidence": 1.0},
            {"poly": [[0, 0], [4, 0], [4, 4], [0, 4]], "text": "small", "confidence": 1.0}]
    (tmp_path / "labels.jsonl").write_text(json.dumps({"image": "a.png", "lines": rows}), encoding="utf-8")


def test_labels_of_another_service_become_lines_and_doubts_are_counted(tmp_path):
    _folder_with_picture(tmp_path)
    sieve = Sieve(0.8, set("TEX"))
    lines = labelled(pictures_of([tmp_path]), read_labels(tmp_path / "labels.jsonl"), sieve)
    write_store(tmp_path / "store", lines)
    assert [line.text for line in LineStore(tmp_path / "store").lines] == ["TEXT", None, None]
    assert [line.doubt for line in LineStore(tmp_path / "store").lines] == [
        "", "confidence under 0.8", "characters the student does not have"]


def test_found_lines_take_peoples_words_and_the_readers_case(tmp_path):
    """Of two lines that are found one has a label; what the reader saw in the other is kept without a text."""
    _folder_with_picture(tmp_path)
    boxes = [np.float32([[left, 12], [left + 90, 12], [left + 90, 46], [left, 46]]) for left in (17, 107)]
    frames = Frames(np.zeros((2, 8), np.int32), np.zeros((2, 8), np.float16))
    finder = SimpleNamespace(find=lambda picture: boxes)
    reader = SimpleNamespace(read=lambda crops: [Reading(text, 0.5, frames) for text, _ in zip(("Texl", "blur"), crops)])
    written = Written({"a.png": [{"poly": [[15, 10], [109, 10], [109, 48], [15, 48]], "text": "TEXT"}]})
    write_store(tmp_path / "store", labelled([tmp_path / "a.png"], Corrected(Teacher(finder, reader), written),
                                             Sieve(0.8, None)))
    rows = LineStore(tmp_path / "store").lines
    assert [(row.text, row.doubt, row.steps) for row in rows] == [("Text", "", 2), (None, "no label fits", 2)]


def test_labels_may_hold_line_ends_of_unicode(tmp_path):
    row = {"image": "a.png", "lines": [{"text": "one\u2028two\x85"}]}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_labels(tmp_path / "labels.jsonl").rows == {"a.png": row["lines"]}


def test_places_stay_where_a_small_letter_is_two():
    assert in_case_of("\u0130STANBUL", "\u0130stanbul") == "\u0130stanbul"


def test_bad_inputs_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["pseudo_label", str(tmp_path), "--output", str(tmp_path / "lines")])
    with pytest.raises(ToolError, match="has no pictures"):
        pseudo_label.main()
    (tmp_path / "labels.jsonl").write_text("{")
    with pytest.raises(ToolError, match="labels.jsonl"):
        read_labels(tmp_path / "labels.jsonl")
    (tmp_path / "b.jpg").write_text("no picture")
    with pytest.raises(ToolError, match="b.jpg cannot be read"):
        list(labelled([tmp_path / "b.jpg"], read_labels_of_nothing(tmp_path), Sieve(0.5, None)))


@pytest.mark.parametrize("characters", ["a\nb\n", "a\nb\n \n"])
def test_the_readers_characters_are_those_of_its_classes(tmp_path, monkeypatch, characters):
    (tmp_path / "chars.txt").write_text(characters, encoding="utf-8")
    monkeypatch.setattr(pseudo_label, "BoxFinder", lambda path, shortest: None)
    options = SimpleNamespace(labels=None, detector="det", reader="rec", charset=tmp_path / "chars.txt", shortest=736)
    monkeypatch.setattr(pseudo_label, "Reader", lambda path, known: SimpleNamespace(classes=4))
    assert pseudo_label._teacher(options).reader.characters == ["a", "b", " "]
    monkeypatch.setattr(pseudo_label, "Reader", lambda path, known: SimpleNamespace(classes=9))
    with pytest.raises(ToolError, match="chars.txt: the charset has . characters, the recogniser 9 classes"):
        pseudo_label._teacher(options)


def read_labels_of_nothing(tmp_path):
    (tmp_path / "empty.jsonl").write_text("")
    return read_labels(tmp_path / "empty.jsonl")


def test_a_line_without_text_keeps_its_frames(tmp_path):
    frames = (np.zeros((3, 8), np.int32), np.ones((3, 8), np.float16))
    line = Sieve(0.8, None).pass_on(NewLine(np.zeros((48, 24, 3), np.uint8), "x", "s", 0.2, frames))
    write_store(tmp_path / "s", [line])
    store = LineStore(tmp_path / "s")
    assert store.lines[0].text is None and store.frames(0)[0].shape == (3, 8)
