"""Writes what RapidOCR gives its networks: record_inputs.py FOLDER PICTURE...

Runs in the Python that has RapidOCR. FOLDER gets a folder a picture, 0, 1, ..., with NNN-det.npy, NNN-cls.npy and
NNN-rec.npy in the order of the calls. Prints {network: path of its model}.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy
import rapidocr
from rapidocr.inference_engine.onnxruntime.main import OrtInferSession

MODELS = {"det": "PP-OCRv6_det_small.onnx", "cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
          "rec": "PP-OCRv6_rec_small.onnx"}


def main(folder: Path, pictures: list[str]) -> None:
    engine = rapidocr.RapidOCR(params={"Global.log_level": "error"})
    names = {id(getattr(engine, f"_load_{name}_model")().session): name for name in MODELS}
    run = OrtInferSession.__call__
    for index, picture in enumerate(pictures):
        target, numbers = folder / str(index), itertools.count()
        target.mkdir()

        def record(session: OrtInferSession, array: numpy.ndarray) -> numpy.ndarray:
            numpy.save(target / f"{next(numbers):03d}-{names[id(session)]}.npy", array)
            return run(session, array)

        OrtInferSession.__call__ = record
        engine(picture)
    models = Path(rapidocr.__file__).parent / "models"
    print(json.dumps({name: str(models / file) for name, file in MODELS.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
