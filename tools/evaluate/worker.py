"""Reads the pictures of one data set with one engine, in a process of its own, and writes what it read as JSON.

    worker.py {dsocr,dsocr_lines,rapidocr,tesseract,pytorch} REQUEST.json RESULT.json

Needs the standard library and the engine alone (`pytorch`: also tools/), so that the engine's own Python can run it
and its peak memory is the engine's. REQUEST: {"images": [path], "threads": n, "options": {...}}. RESULT: {"load_ms",
"pages": [{"image", "width", "height", "ms", "cpu_ms", "lines": [{"text", "quad", "confidence"}]}], "peak_bytes"};
of `dsocr_lines`, whose pictures are single lines, a page has "text" and "precision" instead of "lines". `cpu_ms` is that of
all threads. The first picture is read once more before the clock starts.
"""

import json
import os
import subprocess
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


def dsocr_lines(threads: int, options: dict[str, Any]) -> Callable[[str], Reading]:
    import dsocr_native

    reader = dsocr_native.Reader(options["model"], threads=threads, precision=options.get("precision", "auto"))

    def read(path: str) -> Reading:
        line, = reader.recognize([path])
        return {"text": line.text, "precision": reader.info["precision"]}

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


def tesseract(threads: int, options: dict[str, Any]) -> Callable[[str], Reading]:
    """Its command line, so the time has the start of a process in it; words of a line are joined by spaces."""
    command = ["-l", options["languages"], "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": str(threads)}

    def read(path: str) -> Reading:
        done = subprocess.run(["tesseract", path, "-", *command], capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            sys.exit(done.stderr)
        header, *rows = (row.split("\t") for row in done.stdout.splitlines())
        lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for word in (dict(zip(header, row)) for row in rows):
            if word["level"] == "5" and word["text"].strip():
                lines.setdefault(tuple(word[name] for name in ("block_num", "par_num", "line_num")), []).append(word)
        return {"lines": [line_of(words) for words in lines.values()]}

    def line_of(words: list[dict[str, str]]) -> Reading:
        boxes = [[int(word[name]) for name in ("left", "top", "width", "height")] for word in words]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
        return {"text": " ".join(word["text"] for word in words),
                "quad": [[left, top], [right, top], [right, bottom], [left, bottom]],
                "confidence": min(float(word["conf"]) for word in words) / 100}

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
    engines = {"dsocr": dsocr, "dsocr_lines": dsocr_lines, "rapidocr": rapidocr, "tesseract": tesseract,
               "pytorch": pytorch}
    read = engines[engine](request["threads"], request["options"])
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
