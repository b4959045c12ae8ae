"""RapidOCR's call and results: what its README and its callers do, with one import line changed."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import warnings
from difflib import SequenceMatcher

import numpy as np
import pytest
from PIL import Image

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native.compat import rapidocr
from dsocr_native.compat.rapidocr import EngineType, LangRec, LoadImageError, RapidOCR
from language_pages import PAGES, path_of
from pictures import blank, cjk_font, page_of

CALL = ["img_content", "use_det", "use_cls", "use_rec", "return_word_box", "return_single_char_box", "text_score",
        "box_thresh", "unclip_ratio"]  # of rapidocr 3.10.0


@pytest.fixture
def engine() -> RapidOCR:
    """A new one, for options stay."""
    return RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 2})


def test_the_call_is_rapidocr_s():
    parameters = inspect.signature(RapidOCR.__call__).parameters
    assert list(parameters) == ["self", *CALL]
    assert all(parameters[name].default is None for name in CALL[1:])
    assert list(inspect.signature(RapidOCR).parameters) == ["config_path", "params"]


def test_the_readme_s_example(rows_png, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    engine = RapidOCR()
    result = engine(str(rows_png))
    print(result)
    result.vis("vis_result.jpg")
    assert ROWS[0] in capsys.readouterr().out
    assert Image.open("vis_result.jpg").size == Image.open(rows_png).size


def test_result(engine, rows_png):
    result = engine(rows_png)
    assert len(result) == 3 and result.txts == ROWS
    assert result.boxes.shape == (3, 4, 2) and result.boxes.dtype == np.float32
    assert all(isinstance(score, float) and 0.5 < score <= 1 for score in result.scores)
    assert [len(row) for row in zip(result.boxes, result.txts, result.scores)] == [3, 3, 3]
    assert result.word_results == () and len(result.elapse_list) == 3
    assert result.elapse == pytest.approx(sum(result.elapse_list)) and result.elapse > 0
    assert np.array_equal(result.img, np.asarray(Image.open(rows_png))[..., ::-1])
    assert ROWS[0] in result.to_markdown()
    assert [(set(row), row["txt"]) for row in result.to_json()] == [({"box", "txt", "score"}, row) for row in ROWS]
    json.dumps(result.to_json())


def test_the_same_text_from_every_kind_of_input(engine, rows_image, rows_png):
    rgb = np.asarray(rows_image)
    red = np.array([[[0, 0, 255]]], np.uint8) * (rgb[..., :1] > 128) + np.uint8(0)  # in BGR
    kinds = [str(rows_png), rows_png, rows_png.read_bytes(), rows_image, rgb[..., ::-1], rgb[..., 0], rgb[..., :1], red,
             np.dstack([rgb[..., 0], np.full(rgb.shape[:2], 255, np.uint8)]), np.asarray(rows_image.convert("RGBA"))]
    assert {engine(kind).txts for kind in kinds} == {ROWS}


def test_an_array_is_bgr(engine):
    picture = np.full((80, 300, 3), 255, np.uint8)
    picture[:, :, 0] = 0  # yellow to who takes it as BGR
    output = engine(picture, use_rec=False)
    assert tuple(output.img[0, 0]) == (0, 255, 255)


def test_transparent_grey_lies_on_white(engine):
    ink = 255 - np.asarray(page_of("Hidden ink", width=400).convert("L"))
    assert engine(np.dstack([np.zeros_like(ink), ink])).txts == ("Hidden ink",)


def test_words_and_characters(engine):
    image = page_of("谢谢 Total 42", font=cjk_font)
    (words,) = engine(image, return_word_box=True).word_results
    assert [word[0] for word in words] == ["谢", "谢", "Total", "42"]
    text, score, box = words[2]
    assert 0 < score <= 1 and len(box) == 4 and all(isinstance(x, int) for point in box for x in point)
    (characters,) = engine(image, return_single_char_box=True).word_results
    assert "".join(item[0] for item in characters) == "谢谢Total42"


def test_only_one_half(engine, rows_image):
    found = engine(rows_image, use_det=True, use_cls=False, use_rec=False)
    assert found.boxes.shape == (3, 4, 2) and len(found.scores) == len(found) == 3 and found.elapse > 0
    assert found.vis().shape == (rows_image.height, rows_image.width, 3)
    read = engine(page_of("One line", width=260).crop((20, 20, 240, 90)), use_det=False, use_cls=False, use_rec=True)
    assert read.txts == ("One line",) and read.scores[0] > 0.8 and len(read) == 1
    with pytest.raises(ValueError, match="found use_det=False and use_rec=False"):
        engine(rows_image, use_det=False, use_cls=True, use_rec=False)


def test_options_stay_for_later_calls_as_there(engine, rows_image):
    assert engine(rows_image, text_score=1.0).txts is None
    assert engine(rows_image).txts is None and engine.text_score == 1.0
    assert engine(rows_image, text_score=0.5).txts == ROWS


def test_nothing_found(engine):
    result = engine(blank())
    assert (len(result), result.boxes, result.txts, result.scores, result.img) == (0, None, None, None, None)
    assert (result.to_json(), result.to_markdown(), result.vis("none.png")) == (None, "", None)
    assert result.word_results == (("", 1.0, None),) and result.elapse == 0
    assert len(engine(blank(), use_rec=False)) == 0


@pytest.mark.parametrize(
    "image, sentence",
    [
        ("none.png", "none.png does not exist"),
        ("https://example.org/a.png", "found an address on the network, expected a path"),
        (None, "found an object of type NoneType"),
        (np.zeros((4, 4, 7), np.uint8), "found an array of shape (4, 4, 7)"),
    ],
)
def test_what_cannot_be_loaded(engine, image, sentence):
    with pytest.raises(LoadImageError) as caught:
        engine(image)
    assert sentence in str(caught.value) and isinstance(caught.value, dsocr.ImageError)


def test_how_places_are_found(rows_image):
    assert RapidOCR(params={"Det.box_thresh": 0.9999})(rows_image).txts is None
    engine = RapidOCR()
    usual = engine(rows_image, use_rec=False)
    grown = engine(rows_image, use_rec=False, unclip_ratio=2.4)
    assert np.ptp(grown.boxes[0, :, 1]) > np.ptp(usual.boxes[0, :, 1]) + 4
    assert len(engine(rows_image, box_thresh=0.9999)) == 0


def test_params(rows_image):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        engine = RapidOCR(params={"Global.text_score": 1.0, "Rec.lang_type": LangRec.EN})
    assert engine(rows_image).txts is None
    with pytest.warns(UserWarning, match="without effect in dsocr_native: Det.engine_type, Det.limit_side_len"):
        RapidOCR(params={"Det.engine_type": EngineType.OPENVINO, "Det.limit_side_len": 960})
    with pytest.raises(ValueError, match="Nowhere.key is not a valid key"):
        RapidOCR(params={"Nowhere.key": 1})
    with pytest.raises(ValueError, match="Rec.lang_type: found 'klingon', expected one that is read here: arabic, ch, "):
        RapidOCR(params={"Rec.lang_type": "klingon"})
    with pytest.warns(UserWarning, match="config.yaml: is not read"):
        RapidOCR("config.yaml")


@pytest.mark.parametrize("script, text", [(LangRec.CYRILLIC, "Добрый вечер"), ("eslav", "Щастям б'єш"),
                                          (LangRec.KOREAN, "대한민국 서울"), (LangRec.EL, "Καλημέρα κόσμε")])
def test_scripts_choose_their_model(script, text):
    engine = RapidOCR(params={"Rec.lang_type": script})
    assert engine(np.array(page_of(text, font=cjk_font))).txts == (text,)


@pytest.mark.parametrize("script, page", [(LangRec.ARABIC, "arabic"), (LangRec.DEVANAGARI, "hindi"), (LangRec.KA, "kannada"),
                                          (LangRec.TA, "tamil"), (LangRec.TE, "telugu"), (LangRec.TH, "thai")])
def test_scripts_of_the_second_package(script, page):
    texts = RapidOCR(params={"Rec.lang_type": script})(path_of(page)).txts
    assert SequenceMatcher(None, "\n".join(texts), "\n".join(PAGES[page][2]), autojunk=False).ratio() > 0.9


def test_without_numpy(rows_png, tmp_path):
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "from dsocr_native.compat.rapidocr import RapidOCR\n"
        "result = RapidOCR()(sys.argv[1])\n"
        "assert result.vis(sys.argv[2]).width == result.img.width == 640\n"
        "print(len(result.boxes), len(result.boxes[0]), len(result.boxes[0][0]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, rows_png, tmp_path / "out.png"], capture_output=True,
                          text=True, check=True)
    assert done.stdout == "3 4 2\n" and Image.open(tmp_path / "out.png").size == (640, 288)


def test_names_to_import():
    for name in rapidocr.__all__:
        assert getattr(rapidocr, name).__doc__, name
