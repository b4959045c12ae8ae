"""How well a recogniser reads the lines of a store."""

from dataclasses import dataclass

import torch
from torch import nn

from tools.data.line_store import LineStore
from tools.data.reader import TRAINED_WIDTH, greedy, normalised
from tools.evaluate.text import edit_distance


@dataclass(frozen=True)
class ReadingScore:
    lines: int
    accuracy: float  # share of lines read without an error
    cer: float  # edits per character of the truth

    def __str__(self) -> str:
        return f"accuracy {self.accuracy:.3f} CER {self.cer:.3f} ({self.lines} lines)"


@torch.no_grad()
def score_reading(net: nn.Module, store: LineStore, characters: list[str], limit: int = 400,
                  batch: int = 16, narrowest: int = TRAINED_WIDTH) -> ReadingScore:
    """Reads the first `limit` lines whose text is known; `net` maps [N, 3, 48, W] to probabilities or logits."""
    indices = [i for i, line in enumerate(store.lines) if line.text and line.width <= 1000][:limit]
    indices.sort(key=lambda i: store.lines[i].width)
    right = edits = length = 0
    for start in range(0, len(indices), batch):
        part = indices[start:start + batch]
        width = max(narrowest, -(-max(store.lines[i].width for i in part) // 8) * 8)
        output = net(torch.from_numpy(normalised([store.picture(i) for i in part], width))).float().numpy()
        for i, row in zip(part, output):
            truth, found = store.lines[i].text, greedy(row, characters)[0]
            right += found == truth
            edits += edit_distance(found, truth)
            length += len(truth)
    return ReadingScore(len(indices), right / max(1, len(indices)), edits / max(1, length))
