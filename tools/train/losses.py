"""Losses on logits, each a mean over the lines or pictures of a batch."""

import torch
import torch.nn.functional as F
from torch import Tensor

BLANK = 0


def ctc(logits: Tensor, texts: list[list[int]]) -> Tensor:
    """[N]: CTC per step of `logits` [N, T, K]; a line with an empty text teaches silence."""
    log_probabilities = logits.float().log_softmax(-1).transpose(0, 1)  # T x N x K
    steps, count = log_probabilities.shape[:2]
    targets = torch.tensor([k for text in texts for k in text], dtype=torch.long, device=logits.device)
    lengths = torch.tensor([len(text) for text in texts])
    losses = F.ctc_loss(log_probabilities, targets, torch.full((count,), steps), lengths, BLANK, "none",
                        zero_infinity=True)
    return losses / steps


def soft_targets(student: Tensor, teacher: Tensor, temperature: float = 1.0) -> Tensor:
    """[N]: KL(teacher || student) of logits [N, T, K] at a temperature, times its square, a mean over steps."""
    q = (student.float() / temperature).log_softmax(-1)
    p = (teacher.float() / temperature).log_softmax(-1)
    return F.kl_div(q, p, reduction="none", log_target=True).sum(-1).mean(-1) * temperature**2


def logit_metric(weight: Tensor) -> Tensor:
    """[C, C] of a classifier [C, K]: what maps a difference of features to one whose squared length is the mean square
    of the centred difference of logits.

    At a high temperature KL becomes half that mean square (Hinton et al., 2015, section 2.1); from C features it costs a
    small part of what K logits cost.
    """
    centred = (weight - weight.mean(1, keepdim=True)).double()
    values, vectors = torch.linalg.eigh(centred @ centred.t() / weight.shape[1])
    return (vectors * values.clamp(min=0).sqrt()).float()


def logit_distance(student: Tensor, teacher: Tensor, metric: Tensor) -> Tensor:
    """[N]: half the mean square of the centred difference of logits, from features [N, T, C]; a mean over steps."""
    return ((student.float() - teacher.float()) @ metric).square().sum(-1).mean(-1) / 2


def top_classes(student: Tensor, classes: Tensor, probabilities: Tensor) -> Tensor:
    """[N]: cross entropy to a teacher's likeliest classes, less the teacher's own entropy.

    `classes` and `probabilities` [N, S, k] belong to the first S of the student's steps; class -1 is one that
    the student does not have. A step without any probability does not count.
    """
    log_q = student[:, :classes.shape[1]].float().log_softmax(-1)
    classes, probabilities = classes.to(student.device), probabilities.to(student.device)
    p = probabilities.float() * (classes >= 0)
    picked = log_q.gather(-1, classes.clamp(min=0))
    per_step = (p * (p.clamp(min=1e-8).log() - picked)).sum(-1)
    counted = (p.sum(-1) > 0).float()
    return (per_step * counted).sum(-1) / counted.sum(-1).clamp(min=1)


def balanced_cross_entropy(logits: Tensor, target: Tensor, counted: Tensor, ratio: float = 3.0) -> Tensor:
    """Cross entropy over text and the hardest `ratio` times as many other pixels; all [N, 1, H, W]."""
    loss = F.binary_cross_entropy_with_logits(logits.float(), target, reduction="none") * counted
    positive = (target > 0.5) & (counted > 0)
    negative = (target <= 0.5) & (counted > 0)
    wanted = int(min(negative.sum().item(), max(64, ratio * positive.sum().item())))
    hardest = loss[negative].topk(wanted).values.sum() if wanted else loss.sum() * 0
    return (loss[positive].sum() + hardest) / (positive.sum() + wanted).clamp(min=1)


def dice(probability: Tensor, target: Tensor, counted: Tensor) -> Tensor:
    """1 - overlap of a probability map and its target."""
    overlap = (probability * target * counted).sum()
    return 1 - 2 * overlap / ((probability * counted).sum() + (target * counted).sum() + 1e-6)


def db_loss(shrunk_logits: Tensor, threshold: Tensor, target: "dict[str, Tensor]") -> Tensor:
    """Differentiable binarisation: shrunk text map, threshold map near borders, and their binarised difference.

    `target` holds `shrunk`, `counted`, `border`, `near_border`, each [N, 1, H, W].
    """
    probability = torch.sigmoid(shrunk_logits.float())
    binary = torch.sigmoid(50 * (probability - threshold.float()))
    near = target["near_border"]
    border = ((threshold.float() - target["border"]).abs() * near).sum() / near.sum().clamp(min=1)
    return (5 * balanced_cross_entropy(shrunk_logits, target["shrunk"], target["counted"]) + 10 * border
            + dice(binary, target["shrunk"], target["counted"]))


@torch.no_grad()
def edges_of(probability: Tensor, reach: int = 4) -> Tensor:
    """How much a map [N, 1, H, W] changes within `reach` pixels, 0 to 1: by borders, gaps between words, letters."""
    return _largest(probability, reach) + _largest(-probability, reach)


def _largest(values: Tensor, reach: int) -> Tensor:
    """Of the square around each pixel; rows, then columns, a fraction of the work."""
    side = 2 * reach + 1
    return F.max_pool2d(F.max_pool2d(values, (1, side), 1, (0, reach)), (side, 1), 1, (reach, 0))


def map_distillation(student_logits: Tensor, teacher_probability: Tensor, edges: float = 0.0) -> Tensor:
    """A student detector to its teacher's probability map: cross entropy on every pixel, and dice.

    edges: how much more a pixel counts where the teacher's map changes. Which lines are found, and where one ends, is
    decided there, in a small part of a page.
    """
    weight = 1 + edges * edges_of(teacher_probability)
    entropy = F.binary_cross_entropy_with_logits(student_logits.float(), teacher_probability, reduction="none")
    return (entropy * weight).sum() / weight.sum() + dice(torch.sigmoid(student_logits.float()), teacher_probability,
                                                          weight)
