"""Prints the text of pictures that a `dsocr serve` elsewhere reads.

    python read.py scans/*.jpg
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ.get("DSOCR_URL", "http://127.0.0.1:8765") + "/api/read?format=text"
HEADERS = {"Content-Type": "application/octet-stream"}
if "DSOCR_TOKEN" in os.environ:
    HEADERS["Authorization"] = "Bearer " + os.environ["DSOCR_TOKEN"]


def read(picture: bytes) -> str:
    """The picture's text. A busy server says when to try again, unless it has too many connections to say so."""
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, picture, HEADERS)) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as problem:
            if problem.code not in (429, 503):
                raise SystemExit(json.load(problem)["detail"])
            time.sleep(float(problem.headers.get("Retry-After", 2)))


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        print(read(file.read()), end="")
