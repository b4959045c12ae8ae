"""The networks' shapes, and that what they learn with and what they export are one thing."""

import pytest
import torch

from tools.errors import ToolError
from tools.nets.build import BUILDERS, build, is_detector
from tools.nets.cost import cost_of


@pytest.mark.parametrize("name", ["dbnet-resnet18", "dbnet-mobilenet", "dbnet-tiny"])
def test_a_detector_gives_a_map_of_the_pictures_size(name):
    net = build(name).eval()
    with torch.no_grad():
        y = net(torch.zeros(1, 3, 64, 96))
        shrunk, border = net.maps(torch.zeros(1, 3, 64, 96))
    assert y.shape == shrunk.shape == border.shape == (1, 1, 64, 96)
    torch.testing.assert_close(torch.sigmoid(shrunk), y)


@pytest.mark.parametrize("width", [64, 320, 1000])
def test_a_recogniser_gives_a_step_for_eight_pixels(width):
    net = build("vit-light", 30).eval()
    with torch.no_grad():
        y = net(torch.zeros(2, 3, 48, width))
    assert y.shape == (2, width // 8, 30)
    torch.testing.assert_close(y.sum(-1), torch.ones(2, width // 8))


def test_frozen_classifier_is_the_teachers_and_stays():
    net = build("vit-tiny", 12)
    weight, bias = torch.randn(48, 12), torch.randn(12)
    net.freeze_classifier(weight, bias)
    x = torch.randn(1, 3, 48, 64)
    torch.testing.assert_close(net.logits(x), net.features(x) @ weight + bias)
    assert not any(p.requires_grad for p in net.classifier.parameters())


def test_cost_of_one_convolution_is_what_the_formula_says():
    net = torch.nn.Conv2d(3, 8, 3, padding=1, bias=False)
    assert cost_of(net, (1, 3, 10, 20)) == (3 * 8 * 9, 3 * 8 * 9 * 10 * 20)


def test_unknown_name_and_missing_classes():
    with pytest.raises(ToolError, match="dbnet-mobilenet"):
        build("dbnet")
    with pytest.raises(ToolError, match="at least 2 classes"):
        build("vit-light")
    assert {name for name in BUILDERS if name.startswith("dbnet")} == \
        {name for name in BUILDERS if is_detector(BUILDERS[name](12))}
