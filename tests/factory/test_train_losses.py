"""Losses against values worked out in another way."""

import itertools
import math

import pytest
import torch

from tools.train import losses
from tools.train.averaging import MovingAverage, mixed
from tools.train.optimizer import RelativeAdam


def test_ctc_is_the_sum_over_all_paths():
    torch.manual_seed(0)
    logits = torch.randn(1, 4, 3)
    p = logits.softmax(-1)[0]

    def reads(path):
        return [k for k, before in zip(path, (None, *path)) if k != before and k != 0]

    total = sum(math.prod(float(p[t, k]) for t, k in enumerate(path))
                for path in itertools.product(range(3), repeat=4) if reads(path) == [1, 2])
    assert losses.ctc(logits, [[1, 2]]).item() == pytest.approx(-math.log(total) / 4, rel=1e-5)


def test_ctc_of_silence_and_of_a_text_that_does_not_fit():
    logits = torch.zeros(2, 2, 3)
    logits[..., 0] = 20
    silence, impossible = losses.ctc(logits, [[], [1, 1, 1]])
    assert silence.item() == pytest.approx(0, abs=1e-6) and impossible.item() == 0


def test_soft_targets_vanish_for_equal_logits_and_scale_with_temperature():
    torch.manual_seed(1)
    a, b = torch.randn(2, 5, 7), torch.randn(2, 5, 7)
    assert losses.soft_targets(a, a, 6.0).abs().max() < 1e-5
    direct = (b.div(6).softmax(-1) * (b.div(6).log_softmax(-1) - a.div(6).log_softmax(-1))).sum(-1).mean(-1) * 36
    torch.testing.assert_close(losses.soft_targets(a, b, 6.0), direct, rtol=1e-4, atol=1e-5)


def test_top_classes_is_kl_where_all_classes_are_kept():
    torch.manual_seed(2)
    student, teacher = torch.randn(2, 6, 4), torch.randn(2, 6, 4).softmax(-1)
    classes = torch.arange(4).expand(2, 6, 4)
    expected = (teacher * (teacher.log() - student.log_softmax(-1))).sum(-1).mean(-1)
    torch.testing.assert_close(losses.top_classes(student, classes, teacher), expected, rtol=1e-4, atol=1e-5)


def test_top_classes_ignores_what_the_student_lacks_and_steps_without_teacher():
    student = torch.zeros(1, 3, 4)
    classes = torch.tensor([[[1, -1], [-1, -1]]])
    probabilities = torch.tensor([[[0.5, 0.5], [1.0, 0.0]]])
    expected = 0.5 * (math.log(0.5) - math.log(0.25))
    assert losses.top_classes(student, classes, probabilities).item() == pytest.approx(expected, rel=1e-4)


def test_detector_losses_prefer_the_truth():
    target = torch.zeros(1, 1, 16, 16)
    target[..., 4:10, 4:12] = 1
    counted = torch.ones_like(target)
    right, wrong = (target * 2 - 1) * 12, (1 - target * 2) * 12
    assert losses.dice(right.sigmoid(), target, counted) < 0.01 < 0.9 < losses.dice(wrong.sigmoid(), target, counted)
    assert losses.balanced_cross_entropy(right, target, counted) < 1e-3
    assert losses.balanced_cross_entropy(wrong, target, counted) > 5
    assert losses.map_distillation(right, target) < 0.02 < losses.map_distillation(wrong, target)


def test_edges_are_where_a_map_changes():
    target = torch.zeros(1, 1, 40, 40)
    target[..., 10:30, 10:30] = 1
    edges = losses.edges_of(target, reach=2)[0, 0]
    assert edges[20, 20] == edges[0, 0] == 0
    assert edges[20, 8] == edges[20, 11] == 1
    assert edges[20, 7] == edges[20, 12] == 0


def test_what_is_wrong_near_an_edge_counts_more_on_request():
    target = torch.zeros(1, 1, 40, 40)
    target[..., 10:30, 10:30] = 1
    gap, inside = (target * 24 - 12 for _ in range(2))
    gap[..., 9, 10:20] = 12       # the line is wider than it was
    inside[..., 20, 15:25] = -12  # a hole, far from any border
    plain = [losses.map_distillation(logits, target).item() for logits in (gap, inside)]
    emphasised = [losses.map_distillation(logits, target, edges=6).item() for logits in (gap, inside)]
    assert plain[0] == pytest.approx(plain[1], rel=0.01)
    assert emphasised[0] > 3 * emphasised[1]


def test_ignored_ground_does_not_count():
    target, counted = torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)
    logits = torch.full_like(target, -10)
    logits[..., :4, :], counted[..., :4, :] = 10, 0
    assert losses.balanced_cross_entropy(logits, target, counted) < 1e-3


def test_a_relative_step_is_the_same_share_of_every_channel():
    weight = torch.nn.Parameter(torch.stack([torch.full((4,), 1e-3), torch.full((4,), 1e3)]))
    before = weight.detach().clone()
    optimizer = RelativeAdam([weight], lr=0.01)
    weight.grad = torch.ones_like(weight) * torch.tensor([[1e-5], [1e5]])
    optimizer.step()
    torch.testing.assert_close((before - weight.detach()) / before, torch.full((2, 4), 0.01), rtol=1e-3, atol=0)


def test_averages():
    net = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        net.weight.fill_(0.0)
    average = MovingAverage(net, 0.5)
    with torch.no_grad():
        net.weight.fill_(1.0)
    average.update(net)
    share = 1 - min(0.5, 2 / 11)
    assert average.values["weight"].item() == pytest.approx(share)
    old, new = {"w": torch.tensor(2.0)}, {"w": torch.tensor(4.0)}
    assert mixed(old, new, 0.25)["w"].item() == 2.5


def test_a_mixed_network_lies_between_the_two(tmp_path):
    from tools.nets.build import build, export_onnx
    from tools.nets.import_onnx import import_onnx
    from tools.train.mix import between, values_of

    nets = []
    for seed in (0, 1):
        torch.manual_seed(seed)
        export_onnx(build("vit-tiny", 12), tmp_path / "net.onnx")
        nets.append(import_onnx(tmp_path / "net.onnx"))
    old, new, half = values_of(nets[0]), values_of(nets[1]), values_of(between(*nets, 0.5))
    assert all(torch.allclose(half[name], (old[name] + new[name]) / 2) for name in old)
    assert all(torch.equal(v, old[name]) for name, v in values_of(nets[0]).items())


def test_the_distance_in_logits_is_what_kl_becomes_at_a_high_temperature():
    torch.manual_seed(5)
    weight, bias = torch.randn(6, 40), torch.randn(40)
    student, teacher = torch.randn(2, 5, 6), torch.randn(2, 5, 6)
    found = losses.logit_distance(student, teacher, losses.logit_metric(weight))
    a, b = student @ weight + bias, teacher @ weight + bias
    difference = (a - a.mean(-1, keepdim=True)) - (b - b.mean(-1, keepdim=True))
    torch.testing.assert_close(found, difference.square().mean(-1).mean(-1) / 2, rtol=1e-4, atol=1e-6)
    kl = losses.soft_targets(a.double(), b.double(), 1000.0)
    torch.testing.assert_close(found.double(), kl.double(), rtol=2e-2, atol=1e-4)
