"""The photograph that is made by program, and the bars that are drawn of the results."""

from xml.etree import ElementTree

import pytest
from PIL import Image

from bench import plots
from bench.end_to_end.photo import large_photo
from tools.errors import ToolError
from tools.plots import bars


def test_the_large_photo_is_the_same_every_time():
    with large_photo() as first, large_photo() as second:
        assert first.read_bytes() == second.read_bytes()
        with Image.open(first) as image:
            assert (image.size, image.mode) == ((4000, 3000), "RGB")


def test_bars_are_as_long_as_their_numbers():
    tree = ElementTree.fromstring(bars([("a <b>", 2.0), ("c", 0.5)], "ratio"))
    _, long, short = tree.findall("{*}rect")
    assert float(long.get("width")) == pytest.approx(4 * float(short.get("width")), rel=1e-3)
    assert "a <b>" in [text.text for text in tree.findall("{*}text")]


@pytest.mark.parametrize(("found", "rows"), [
    ([{"picture": "p", "cpu": "max", "instructions": 1, "peer_instructions": 4}], [("p, max", 0.25)]),
    ([{"kernel": "k", "size": "1x1", "backend": "neon", "per_unit": {"max": 3.5}}], [("k 1x1, neon", 3.5)]),
    ({"results": [{"what": "w", "ratios": {"other": {"ms": 0.5}}}]}, [("w, ms / other", 0.5)]),
])
def test_each_kind_of_result_is_known(found, rows):
    assert plots.bars_of(found)[0] == rows


def test_a_kernel_that_not_every_core_has_is_drawn_under_the_core_that_has_it():
    kernel = {"kernel": "k", "size": "1x1"}
    rows = [{**kernel, "backend": "neon", "per_unit": {"cortex-a53": 3.5, "max": 3.0}},
            {**kernel, "backend": "neon_i8mm", "per_unit": {"max": 0.5}}]
    assert plots.bars_of(rows) == ([("k 1x1, neon, cortex-a53", 3.5), ("k 1x1, neon_i8mm, max", 0.5)],
                                   "instructions a unit of work")
    assert plots.bars_of(rows[:1]) == ([("k 1x1, neon", 3.5)], "instructions a unit of work on cortex-a53")


def test_something_else_is_refused():
    with pytest.raises(ToolError, match="no JSON of"):
        plots.bars_of({"something": "else"})
