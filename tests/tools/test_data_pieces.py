"""Pieces of pages: where they are cut, what a store keeps, how a run that is cut off goes on."""

import json
import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from tools.data import make_pieces
from tools.data.contact_sheet import piece_sheet
from tools.data.make_pieces import marks_of, split
from tools.data.missed_text import with_missed
from tools.data.piece_store import PIECES, PieceStore, fill_store
from tools.data.pictures import pictures_of
from tools.data.pieces import PieceMaker, random_piece
from tools.errors import ToolError


def _pieces(number):
    while True:
        yield np.full((4, 4, 4), number, np.uint8)


def test_a_store_goes_on_and_grows(tmp_path):
    asked = []

    def make(number):
        asked.append(number)
        return _pieces(number)

    fill_store(tmp_path, PIECES + 3, make)
    fill_store(tmp_path, PIECES + 3, make)
    assert asked == [0, 1]
    store = PieceStore(tmp_path)
    assert len(store) == PIECES + 3
    assert [int(store[i].mean()) for i in (0, PIECES - 1, PIECES, PIECES + 2)] == [0, 0, 1, 1]


def test_more_workers_fill_the_same_store(tmp_path):
    sizes = []
    fill_store(tmp_path, 3 * PIECES + 1, _pieces, sizes.append, workers=2)
    store = PieceStore(tmp_path)
    assert [int(store[i].mean()) for i in (0, PIECES, 2 * PIECES, 3 * PIECES)] == [0, 1, 2, 3]
    assert sorted(sizes) == [1, PIECES, PIECES, PIECES] and len(store) == 3 * PIECES + 1


def test_a_larger_count_fills_the_last_file_as_well(tmp_path):
    for count in (PIECES + 3, 2 * PIECES + 1):
        fill_store(tmp_path, count, _pieces)
        assert len(PieceStore(tmp_path)) == count


def test_a_file_that_was_cut_off_is_not_there(tmp_path):
    def make(number):
        yield np.zeros((4, 4, 4), np.uint8)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_store(tmp_path, 2, make)
    with pytest.raises(ToolError, match="no pieces-.*make_pieces"):
        PieceStore(tmp_path)


def test_no_picture_is_learnt_and_tested_on():
    files = [Path(f"{i}.jpg") for i in range(40)]
    train, held_out = split(files, 0.1, seed=3)
    assert len(held_out) == 4 and sorted(train + held_out) == sorted(files)
    assert split(files, 0.1, seed=3) == (train, held_out) != split(files, 0.1, seed=4)


@pytest.mark.parametrize("count,expected", [(1, 0), (2, 1), (9, 1), (40, 2)])
def test_of_few_pictures_one_is_held_out(count, expected):
    files = [Path(f"{i}.jpg") for i in range(count)]
    assert len(split(files, 0.05, seed=0)[1]) == expected and split(files, 0.0, seed=0) == (sorted(files), [])


def test_pieces_of_another_making_are_not_added(tmp_path, monkeypatch):
    """With another seed or one picture more, other pictures are held out: those of before would be learnt."""
    pictures = tmp_path / "photos"
    pictures.mkdir()
    for name in ("teacher", "charset", "photos/a.png", "photos/b.png"):
        (tmp_path / name).write_text(name)
    parts = []
    monkeypatch.setattr(make_pieces, "Teacher", lambda path: None)
    monkeypatch.setattr(make_pieces, "make_part", lambda folder, count, *_: parts.append((folder.name, count)))

    def run(*more):
        files = {"teacher": "teacher", "charset": "charset", "pictures": "photos", "output": "pieces"}
        monkeypatch.setattr("sys.argv", ["make", *(f"--{key}={tmp_path / file}" for key, file in files.items()), *more])
        make_pieces.main()

    run("--count", "100")
    run("--count", "200")
    assert parts == [("held_out", 5), ("train", 100), ("held_out", 10), ("train", 200)]
    with pytest.raises(ToolError, match="pieces was begun with --seed 0, now it is 1; remove the folder"):
        run("--seed", "1")
    (pictures / "c.png").write_text("c")
    with pytest.raises(ToolError, match="was begun with --pictures "):
        run()
    assert len(parts) == 4


@pytest.mark.parametrize("height,width", [(40, 300), (500, 200), (64, 64)])
def test_a_piece_is_a_square_from_inside_the_picture(tmp_path, height, width):
    picture = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    piece = random_piece(tmp_path / "a.png", 64, random.Random(1)).picture
    assert piece.shape == (64, 64, 3) and piece.std() > 20


def test_marks_move_with_the_piece(tmp_path):
    """A bright square is where its mark is, at whatever scale the piece is cut."""
    picture = np.zeros((300, 400, 3), np.uint8)
    picture[100:180, 150:230] = 255
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    square = np.float32([[150, 100], [230, 100], [230, 180], [150, 180]])
    maker = PieceMaker(["a"], 0, 256, [tmp_path / "a.png"], real=1.0, marks={tmp_path / "a.png": [square]})
    shares = []
    for piece in (maker.piece() for _ in range(12)):
        inside = cv2.fillPoly(np.zeros((256, 256), np.uint8), [np.rint(piece.marks[0]).astype(np.int32)], 1)
        bright = piece.picture[..., 0] > 127
        assert (bright == inside).mean() > 0.97
        shares.append(bright.mean())
    assert max(shares) > 2 * np.median(shares) > 0  # at more than one scale


def test_most_pieces_have_a_mark_where_there_is_one(tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((400, 900, 3), np.uint8))
    mark, rng = _mark(880, 2, 898, 10), random.Random(0)
    centres = [random_piece(tmp_path / "a.png", 64, rng, [mark]).marks[0].mean(0) for _ in range(100)]
    assert 50 < sum((0 <= centre).all() and (centre < 64).all() for centre in centres) < 85


def _mark(left, top, right, bottom):
    return np.float32([[left, top], [right, top], [right, bottom], [left, bottom]])


def test_what_a_teacher_missed_is_added_and_what_it_saw_stays():
    seen = np.zeros((100, 200), np.uint8)
    seen[20:30, 10:190] = 200
    complete = with_missed(seen, [_mark(10, 15, 90, 35), _mark(20, 60, 100, 80), _mark(120, 60, 180, 64)])
    assert (complete[:50] == seen[:50]).all()  # one line, of which people marked a word
    assert complete[70, 60] == 255 and complete[61, 21] == 0  # the middle of a text, not its border
    assert (complete[55:70, 110:] == 0).all()  # too small to be read
    assert with_missed(seen, []).tolist() == seen.tolist()


def test_a_mark_that_reaches_out_of_the_piece():
    """Is added if most of it is inside."""
    complete = with_missed(np.zeros((64, 64), np.uint8), [_mark(-4, 20, 40, 44), _mark(-90, -50, -20, -20),
                                                          _mark(4, 55, 60, 75)])
    assert complete[32, 2] == 255 and complete[32, 60] == 0 and not complete[50:].any()


def test_marks_are_the_labels_that_count(tmp_path):
    line = {"poly": [[0, 0], [9, 0], [9, 5], [0, 5]], "text": "a", "ignore": False}
    lines = [line, {**line, "ignore": True}, {**line, "poly": None}, {**line, "text": ""}]
    (tmp_path / "labels.jsonl").write_text(json.dumps({"image": "a.jpg", "lang": "en", "lines": lines}))
    assert [quad.tolist() for quad in marks_of([tmp_path])[tmp_path / "a.jpg"]] == [[[0, 0], [9, 0], [9, 5], [0, 5]]]


def test_bad_pictures_and_none(tmp_path):
    (tmp_path / "b.jpg").write_text("no picture")
    with pytest.raises(ToolError, match="b.jpg cannot be read"):
        random_piece(pictures_of([tmp_path])[0], 64, random.Random(0))
    with pytest.raises(ToolError, match=r"found none \(.jpg, .jpeg, .png, .webp\)"):
        PieceMaker(["a"], 0, 64, [], real=0.5)


def test_a_contact_sheet_is_red_where_the_teacher_sees_text(tmp_path):
    piece = np.full((64, 64, 4), 200, np.uint8)
    piece[..., 3] = 0
    piece[16:48, 16:48, 3] = 255
    fill_store(tmp_path, 3, lambda number: [piece] * 3)
    sheet = piece_sheet(PieceStore(tmp_path), 3, columns=2)
    assert sheet.shape == (512, 512, 3)
    assert sheet[128, 128].tolist() == [100, 100, 227] and sheet[10, 10].tolist() == [200, 200, 200]
    assert (sheet[300:, 300:] == 255).all()
