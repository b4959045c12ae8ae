"""Reads the pictures of one data set with one engine, in a process of its own, and writes what it read as JSON.

    worker.py {dsocr,rapidocr,pytorch} REQUEST.json RESULT.json

Needs the standard library and the engine alone (`pytorch`: also tools/), so that the engine's own Python can run it
and its peak memory is the engine's. REQUEST: {"images": [path], "threads": n, "options": {...}}. RESULT: {"load_ms",
"pages": [{"image", "width", "height", "ms", "cpu_ms", "lines": [{"text", "quad", "confidence"}]}], "peak_bytes"};
`cpu_ms` is that of all threads. The first picture is read once more before the clock starts.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reading = dict[str, Any]


def dsocr(threads: int, options: dict[str, Any]) -> Callable[[str], Reading]:
    import dsocr_native

    model = options.get("model")
    reader = dsocr_native.Reader(model, threads=threads) if model else dsocr_native.Reader(threads=threads)
    reading = {name: int(options[name]) for name in ("max_side", "budget_ms") if name in options}

    def read(path: str) -> Reading:
        page = reader.read(path, **reading)
        lines = [{"text": line.text, "quad": [list(corner) for corner in line.quad], "confidence": line.confidence}
                 for line in page]
        return {"width": page.width, "height": page.height, "lines": lines, "stages_ms": dict(page.elapsed_ms),
                "left_out": page.to_dict().get("left_out")}

    return read


def rapidocr(threads: int, options: dict[str, Any]) -> Callable[[str], Reading]:
    from rapidocr import RapidOCR

    params = {"EngineConfig.onnxruntime.intra_op_num_threads": threads, "Global.log_level": "error"}
    engine = RapidOCR(params={**params, **options})

    def read(path: str) -> Reading:
        result = engine(path)
        if result.boxes is None or result.txts is None:
            return {"lines": []}
        rows = zip(result.txts, result.boxes.tolist(), result.scores)
        return {"lines": [{"text": text, "quad": quad, "confidence": float(score)} for text, quad, score in rows]}

    return read


def pytorch(threads: int, options: dict[str, Any]) -> Callable[[str], Reading]:
    sys.path[0] = str(Path(__file__).parents[2])  # instead of this file's folder
    from tools.evaluate.torch_reader import TorchReader

    return TorchReader(options["recipe"], threads).read


def peak_bytes() -> int:
    """Peak resident set. Linux's getrusage also counts the parent before exec; /proc does not."""
    status = Path("/proc/self/status")
    if status.exists():
        rows = dict(row.split(":", 1) for row in status.read_text().splitlines() if ":" in row)
        return int(rows["VmHWM"].split()[0]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(engine: str, request_path: str, result_path: str) -> None:
    request = json.loads(Path(request_path).read_text(encoding="utf-8"))
    start = time.perf_counter()
    read = {"dsocr": dsocr, "rapidocr": rapidocr, "pytorch": pytorch}[engine](request["threads"], request["options"])
    loaded = time.perf_counter()
    read(request["images"][0])
    pages = []
    for image in request["images"]:
        before, before_cpu = time.perf_counter(), time.process_time()
        page = read(image)
        ms, cpu_ms = (time.perf_counter() - before) * 1e3, (time.process_time() - before_cpu) * 1e3
        pages.append({"image": Path(image).name, "ms": ms, "cpu_ms": cpu_ms, **page})
    result = {"load_ms": (loaded - start) * 1e3, "pages": pages, "peak_bytes": peak_bytes()}
    Path(result_path).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
