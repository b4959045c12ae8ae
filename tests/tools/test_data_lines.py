"""Line stores, rendered lines, degradations, contact sheets."""

import random
import sys

import cv2
import numpy as np
import pytest

from tools.data import degrade, fonts, make_documents, make_lines, make_pages
from tools.data.contact_sheet import contact_sheet
from tools.data.corpora import CHINESE_PACKAGES, chinese_sentences
from tools.data.line_store import (HEIGHT, WIDEST, LineStore, NewLine, to_height, write_store,
                                  write_store_in_parts)
from tools.data.lines import STYLES, LineGenerator
from tools.data.pages import PageGenerator
from tools.data.paragraphs import write_paragraph
from tools.data.texts import TextSource
from tools.errors import ToolError
from tools.evaluate import labels

CHARSET = [chr(c) for c in range(33, 127)] + list("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年")


def _fonts_and_texts_installed():
    try:
        return bool(fonts.faces("chinese") and fonts.faces("latin") and chinese_sentences())
    except ToolError:
        return False


needs_packages = pytest.mark.skipif(
    not _fonts_and_texts_installed(),
    reason=f"needs Debian's fonts-noto-cjk fonts-dejavu {CHINESE_PACKAGES} to render from")


def _picture(height, width, seed=0):
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8)


def test_a_store_gives_back_what_was_written(tmp_path):
    frames = (np.arange(40, dtype=np.int32).reshape(5, 8), np.linspace(0, 1, 40).reshape(5, 8).astype(np.float16))
    first, second = _picture(HEIGHT, 100), _picture(24, 50, 1)
    lines = [NewLine(first, "ab", "x"), NewLine(second, None, "y", 0.25, frames), NewLine(first, "too wide", "z")]
    lines[2].picture = _picture(10, 10 * WIDEST // HEIGHT + 20)
    assert write_store(tmp_path / "s", lines) == 2
    store = LineStore(tmp_path / "s")
    assert [(line.text, line.source, line.confidence) for line in store.lines] == [("ab", "x", 1.0), (None, "y", 0.25)]
    np.testing.assert_array_equal(store.picture(0), first)
    np.testing.assert_array_equal(store.picture(1), to_height(second))
    np.testing.assert_array_equal(store.frames(1)[0], frames[0])
    np.testing.assert_array_equal(store.frames(1)[1], frames[1])
    assert store.frames(0)[0].shape == (0, 8)


def test_a_failing_writer_leaves_no_store(tmp_path):
    def lines():
        yield NewLine(_picture(48, 60), "a", "x")
        raise RuntimeError("disk")

    with pytest.raises(RuntimeError):
        write_store(tmp_path / "s", lines())
    assert list(tmp_path.iterdir()) == []


def _part(number):
    frames = (np.full((2, 8), number, np.int32), np.ones((2, 8), np.float16)) if number % 2 else None
    for i in range(2):
        yield NewLine(_picture(HEIGHT, 40 + 10 * number, 7 * number + i), f"{number}{i}", "x", frames=frames)


def test_a_store_in_parts_goes_on_where_it_was_cut_off(tmp_path):
    made = []

    def make(number):
        if number == 2 and made == [0, 1]:
            made.append("cut")
            raise KeyboardInterrupt
        made.append(number)
        return _part(number)

    with pytest.raises(KeyboardInterrupt):
        write_store_in_parts(tmp_path / "s", 4, make, "a")
    assert not (tmp_path / "s").exists()
    write_store_in_parts(tmp_path / "s", 4, make, "a")
    assert made == [0, 1, "cut", 2, 3]
    assert [path.name for path in tmp_path.iterdir()] == ["s"]
    store, expected = LineStore(tmp_path / "s"), [line for number in range(4) for line in _part(number)]
    for i, line in enumerate(expected):
        assert store.lines[i].text == line.text
        np.testing.assert_array_equal(store.picture(i), line.picture)
        np.testing.assert_array_equal(store.frames(i)[0], line.frames[0] if line.frames else np.zeros((0, 8)))


def test_other_settings_begin_anew(tmp_path):
    def cut(number):
        if number:
            raise KeyboardInterrupt
        return _part(0)

    with pytest.raises(KeyboardInterrupt):
        write_store_in_parts(tmp_path / "s", 2, cut, "seed 1")
    made = []
    write_store_in_parts(tmp_path / "s", 2, lambda number: (made.append(number), _part(number))[1], "seed 2")
    assert made == [0, 1]


@needs_packages
def test_lines_are_rendered_by_command_with_progress(tmp_path, monkeypatch, capsys):
    (tmp_path / "chars.txt").write_text("\n".join(CHARSET), encoding="utf-8")
    monkeypatch.setattr(make_lines, "PART", 2)
    monkeypatch.setattr("sys.argv", ["make_lines", "--charset", str(tmp_path / "chars.txt"), "--count", "3",
                                     "--longest", "6", "--output", str(tmp_path / "s")])
    make_lines.main()
    said = capsys.readouterr()
    assert "3 lines, 0 dropped" in said.out and "0 s left" in said.err
    assert len(LineStore(tmp_path / "s")) == 3


def test_a_folder_that_is_no_store(tmp_path):
    with pytest.raises(ToolError, match="lines.jsonl"):
        LineStore(tmp_path)


@pytest.mark.parametrize("name", ["perspective", "curl", "blur", "light", "noise", "jpeg", "few_pixels", "faded"])
def test_degradations_change_the_picture_the_same_way_for_the_same_seed(name):
    picture = cv2.GaussianBlur(_picture(40, 160), (0, 0), 2)
    runs = [getattr(degrade, name)(picture.copy(), random.Random(5)) for _ in range(2)]
    np.testing.assert_array_equal(*runs)
    assert runs[0].dtype == np.uint8 and runs[0].shape[2] == 3
    assert runs[0].shape != picture.shape or (runs[0] != picture).any()


@needs_packages
def test_the_same_seed_draws_the_same_lines():
    a, b = LineGenerator(CHARSET, 3), LineGenerator(CHARSET, 3)
    for _ in range(5):
        (first, text, style), (second, other, _) = a.line(), b.line()
        assert text == other and style in {s.name for s in STYLES}
        np.testing.assert_array_equal(first, second)


@needs_packages
def test_a_generator_goes_on_from_its_state():
    generator = LineGenerator(CHARSET, 4)
    generator.line()
    state = generator.state()
    expected = generator.line()[1]
    generator.restore(state)
    assert generator.line()[1] == expected


@needs_packages
def test_text_stays_inside_the_charset_and_rare_characters_come_equally():
    source = TextSource(CHARSET, random.Random(0))
    texts = [source.any() for _ in range(200)]
    assert set("".join(texts)) <= set(CHARSET) | {" "} and all(texts)
    counts = np.zeros(len(CHARSET))
    for character in "".join(source.rare() for _ in range(2000)):
        counts[CHARSET.index(character)] += 1
    han = counts[94:]
    assert han.min() > 0.6 * han.mean()


@pytest.mark.parametrize("charset", [CHARSET[:94], list("0123456789")])
def test_a_charset_without_hanzi_has_texts_of_its_own(charset):
    source = TextSource(charset, random.Random(0))
    assert set("".join(source.any() for _ in range(20))) <= set(charset) | {" "}


def test_a_charset_that_spells_nothing_is_named():
    with pytest.raises(ToolError, match="the charset's 3 characters could spell none"):
        TextSource(["α", "β"], random.Random(0)).any()


@needs_packages
def test_faces_say_which_characters_they_draw():
    chinese, latin = fonts.faces("chinese")[0], fonts.faces("latin")[0]
    assert chinese.draws("中文 a") and latin.draws("abc") and not latin.draws("中")


def test_missing_fonts_are_named_by_package(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FONT_ROOT", tmp_path)
    with pytest.raises(ToolError, match="apt-get install .*fonts-noto-cjk"):
        fonts.faces("chinese")


@needs_packages
def test_a_page_says_where_its_lines_are():
    page = PageGenerator(CHARSET, 1).page(256, 320)
    assert page.picture.shape == (256, 320, 3) and len(page.quads) == len(page.texts) > 0
    for quad in page.quads:
        assert quad.min() >= -4 and (quad < (324, 260)).all()


@needs_packages
def test_pages_have_paragraphs_columns_and_wide_settings():
    generator = PageGenerator(CHARSET, 2)
    texts = [text for _ in range(60) for text in generator.page(200, 200).texts]
    downwards = [text for text in texts if "\n" in text]
    assert downwards and all(text == "\n".join(text.replace("\n", "")) for text in downwards)
    for part in ("——", "....", "  "):
        assert any(part in text for text in texts), part


@needs_packages
@pytest.mark.parametrize("seed", range(4))
def test_a_paragraph_is_written_where_it_says(seed):
    ground = np.full((480, 640, 3), 255, np.uint8)
    picture, placed = write_paragraph(ground, LineGenerator(CHARSET, seed), random.Random(seed), str)
    ink = (picture < 200).any(2)
    assert placed and ink.any()
    for text, quad in placed:
        left, top, right, bottom = (int(v) for v in (*quad[0], *quad[2]))
        assert 0 <= left < right <= 640 and 0 <= top < bottom <= 480
        assert ink[top:bottom, left:right].any() or not text.strip("\n \u3000")
        ink[max(0, top - 1):bottom + 1, max(0, left - 1):right + 1] = False
    assert not ink.any()


@needs_packages
def test_pages_are_rendered_by_command_and_the_same_by_more_workers(tmp_path, monkeypatch):
    (tmp_path / "chars.txt").write_text("\n".join(CHARSET) + "\n")
    (tmp_path / "photos").mkdir()
    cv2.imwrite(str(tmp_path / "photos/a.png"), _picture(50, 60))

    def run(folder, *more):
        monkeypatch.setattr("sys.argv", ["make_pages", "--charset", str(tmp_path / "chars.txt"), "--pictures",
                                         str(tmp_path / "photos"), "--output", str(tmp_path / folder), *more])
        make_pages.main()
        return {path.name: path.read_bytes() for path in sorted((tmp_path / folder).glob("*.png"))}

    monkeypatch.setattr(make_pages, "SIDES", (96, 128))
    first = run("one", "--count", "2")
    both = run("two", "--count", "3", "--workers", "2")
    assert len(both) == 3 and first.items() <= both.items()
    (tmp_path / "one/page-00000.png").write_bytes(b"kept")
    assert run("one", "--count", "3") == both | {"page-00000.png": b"kept"}
    with pytest.raises(ToolError, match="one was begun with --seed 0, now it is 1; remove the folder"):
        run("one", "--count", "3", "--seed", "1")
    assert {cv2.imread(str(path)).shape for path in (tmp_path / "two").glob("*.png")} <= {(96, 128, 3), (128, 96, 3)}


@needs_packages
def test_contact_sheet_shows_every_chosen_line(tmp_path):
    write_store(tmp_path / "s", (NewLine(_picture(48, 100, i), f"t{i}", "x") for i in range(7)))
    sheet = contact_sheet(LineStore(tmp_path / "s"), 4, columns=2)
    assert sheet.shape == (2 * 68, 2 * 560, 3)
    assert all((sheet[r * 68:r * 68 + 48, c * 560:c * 560 + 100] != 255).any() for r in (0, 1) for c in (0, 1))


@needs_packages
def test_sheets_say_where_their_lines_are(tmp_path, monkeypatch):
    if not any(fonts.FONT_ROOT.glob(family.pattern) for family in fonts.FAMILIES if family.unseen):
        pytest.skip("needs one of Debian's fonts-inter fonts-sil-charis fonts-hack fonts-play")
    (tmp_path / "chars.txt").write_text("\n".join(CHARSET[:94]) + "\n")
    monkeypatch.setattr("sys.argv", ["make_documents", "--charset", str(tmp_path / "chars.txt"), "--count", "2",
                                     "--output", str(tmp_path / "sheets")])
    make_documents.main()
    sheets = labels.load(tmp_path / "sheets")
    assert len(sheets) == 2
    for sheet in sheets:
        picture = cv2.imread(str(sheet.path), cv2.IMREAD_GRAYSCALE)
        assert len(sheet.lines) > 10
        for line in sheet.lines:
            (left, top), (right, bottom) = line.quad[0], line.quad[2]
            inside = picture[round(top):round(bottom), round(left):round(right)]
            assert inside.min() < np.median(picture) - 60, line.text
    monkeypatch.setattr(make_documents, "TRIES", 5)
    monkeypatch.setattr(fonts.Face, "draws", lambda face, text: False)
    monkeypatch.setattr("sys.argv", [*sys.argv[:-1], str(tmp_path / "none")])
    with pytest.raises(ToolError, match="no font draws what the charset allows: 5 texts"):
        make_documents.main()
    assert not (tmp_path / "none").exists()
