"""The comparison after each hop, on arrays whose differences are known."""

import numpy as np
import pytest

from tools.convert import samples, verify
from tools.convert.outputs import probabilities
from tools.errors import ToolError


def test_detector_agreement_is_dice():
    """Above 0.3: before two pixels, after two, one of them the same."""
    before, after = np.float32([[[[0.9, 0.8, 0.1, 0.0]]]]), np.float32([[[[0.9, 0.2, 0.5, 0.0]]]])
    hop = verify.compare("convert", "detector", 0.3, [before], [after])
    assert hop.agreement == pytest.approx(2 * 1 / (2 + 2))
    assert hop.largest == pytest.approx(0.6)
    assert hop.mean == pytest.approx((0.6 + 0.4) / 4)


def one_hot(*classes):
    return np.eye(4, dtype=np.float32)[list(classes)][None]


def test_recognizer_agreement_is_equal_text():
    """Blanks and repeats do not change a text: 1 1 0 2 and 1 0 2 2 both read '1 2'."""
    before = np.concatenate([one_hot(1, 1, 0, 2), one_hot(3, 3, 0, 3)])
    same, other = one_hot(1, 0, 2, 2), one_hot(3, 3, 3, 3)
    hop = verify.compare("int8", "recognizer", 0.5, [before], [np.concatenate([same, other])])
    assert hop.agreement == 0.5


def test_classifier_agreement_is_equal_class():
    before, after = np.float32([[0.9, 0.1], [0.4, 0.6]]), np.float32([[0.6, 0.4], [0.6, 0.4]])
    assert verify.compare("fp16", "classifier", 0.9, [before], [after]).agreement == 0.5


def test_broken_hops_are_refused():
    good = np.zeros((1, 1, 4, 4), np.float32)
    with pytest.raises(ToolError, match=r"detector, convert: the output's shape is \(1, 1, 0, 4\), expected"):
        verify.compare("convert", "detector", 0.3, [good], [good[:, :, :0]])
    with pytest.raises(ToolError, match="not finite"):
        verify.compare("convert", "detector", 0.3, [good], [good + np.nan])
    with pytest.raises(ToolError, match="detector, convert: agreement is 0.5000, expected at least 0.99"):
        verify.check("detector", verify.Hop("convert", 1, 1, 0.5), 0.99)


@pytest.mark.parametrize("kind, output, settings", [
    ("logits", np.float32([[[[0.0, 40.0], [-40.0, 0.0]]]]), {}),
    ("block_logits", np.float32([0, 40, -40, 0]).reshape(1, 4, 1, 1), {"block": 2}),
])
def test_logits_become_probabilities(kind, output, settings):
    found = probabilities(output, {"output_kind": kind, **settings}, {})
    np.testing.assert_allclose(found, [[[[0.5, 1.0], [0.0, 0.5]]]], atol=1e-6)


def test_an_unknown_output_kind_is_named():
    with pytest.raises(ToolError, match="output_kind is 'guess', expected probability, logits"):
        probabilities(np.zeros(1), {"output_kind": "guess"}, {})


@pytest.mark.parametrize("role, extra", [
    ("detector", {}), ("recognizer", {"height": 48}), ("classifier", {"height": 48, "width": 192})])
def test_samples_are_seeded_normalised_and_not_blank(role, extra):
    settings = {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], **extra}
    first, second = samples.batches(role, settings), samples.batches(role, settings)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    for batch in first:
        assert batch.dtype == np.float32 and batch.shape[1] == 3
        assert -1 <= batch.min() < -0.3 and 0.3 < batch.max() <= 1  # ink and paper
