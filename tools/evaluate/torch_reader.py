"""A recipe's original networks in PyTorch, and the way from a picture to its lines around them: the teacher that the
table of stages begins with. Runs in the environment `train`.

The steps and numbers are RapidOCR's: a shorter side of 736 pixels at least and a longer one of 2,000 at most, every
line shown to the line classifier, six lines of similar width at a time, lines under a confidence of 0.5 left out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import torch

from tools.convert import charset, recipe as recipes
from tools.convert.originals import locate
from tools.data.boxes import boxes_of, crop
from tools.data.line_store import HEIGHT, to_height
from tools.data.reader import TRAINED_WIDTH, greedy, normalised
from tools.nets.import_onnx import ImportedNet, import_onnx

_SHORTEST, _LONGEST = 736, 2000
_BATCH = 6
_LEAST_CONFIDENCE = 0.5


class TorchReader:
    def __init__(self, recipe: str, threads: int) -> None:
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)  # the detector's subnormal weights would double its time
        parts = recipes.load(recipe).parts
        paths = {role: locate(part.source, part.sha256) for role, part in parts.items()}
        self._detector, self._recognizer, self._classifier = (
            import_onnx(paths[role]) for role in ("detector", "recognizer", "classifier"))
        self._turn_threshold = float(parts["classifier"].settings["threshold"])
        self._turn_width = int(parts["classifier"].settings["width"])
        self._characters = _characters(parts["recognizer"], paths["recognizer"])

    def read(self, path: str) -> dict[str, Any]:
        """What `worker.py` calls a reading."""
        picture = cv2.imread(path)
        boxes = self._find(picture)
        lines = self._read_lines([self._upright(crop(picture, box)) for box in boxes])
        return {"lines": [{"text": text, "quad": box.tolist(), "confidence": confidence}
                          for box, (text, confidence) in zip(boxes, lines) if confidence >= _LEAST_CONFIDENCE]}

    def _find(self, picture: np.ndarray) -> list[np.ndarray]:
        height, width = picture.shape[:2]
        scale = min(1.0, _LONGEST / max(height, width))
        scale *= max(1.0, _SHORTEST / (scale * min(height, width)))
        size = [max(32, round(side * scale / 32) * 32) for side in (width, height)]
        planes = cv2.resize(picture, size).transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        probability = _run(self._detector, planes)[0, 0]
        return [box * np.float32([width / size[0], height / size[1]]) for box in boxes_of(probability)]

    def _upright(self, line: np.ndarray) -> np.ndarray:
        small = to_height(line)
        if small.shape[1] > self._turn_width:
            small = cv2.resize(line, (self._turn_width, HEIGHT))
        turned = _run(self._classifier, normalised([small], self._turn_width))[0, 1]
        return np.ascontiguousarray(line[::-1, ::-1]) if turned > self._turn_threshold else line

    def _read_lines(self, pictures: list[np.ndarray]) -> list[tuple[str, float]]:
        lines = [to_height(picture) for picture in pictures]
        read = {index: greedy(row, self._characters) for indices, output in self._outputs(lines)
                for index, row in zip(indices, output)}
        return [read[index] for index in range(len(lines))]

    def _outputs(self, lines: list[np.ndarray]) -> Iterator[tuple[list[int], np.ndarray]]:
        order = sorted(range(len(lines)), key=lambda i: lines[i].shape[1])
        for start in range(0, len(order), _BATCH):
            indices = order[start:start + _BATCH]
            width = max(TRAINED_WIDTH, max(lines[i].shape[1] for i in indices))
            yield indices, _run(self._recognizer, normalised([lines[i] for i in indices], width))


@torch.inference_mode()
def _run(net: ImportedNet, batch: np.ndarray) -> np.ndarray:
    return net(torch.from_numpy(batch)).numpy()


def _characters(part: recipes.Part, path: Path) -> list[str]:
    model = onnx.load(path)
    characters = charset.from_file(locate(part.charset)) if part.charset else charset.from_metadata(model)
    return charset.complete(characters, model.graph.output[0].type.tensor_type.shape.dim[2].dim_value)
