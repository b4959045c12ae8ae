"""Many at once: bounded queues, bounded memory, an answer for everybody."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from PIL import Image

from client import Server, answer_on, form, head
from conftest import ROWS
from pictures import encoded, page_of


def half_sent(server: Server, stack: ExitStack):
    """A request that has taken its seat and does not finish."""
    connection = stack.enter_context(server.open())
    connection.sendall(head("POST", "/api/read", Content_Length=1000, Content_Type="image/png",
                            Expect="100-continue"))
    assert connection.recv(100).startswith(b"HTTP/1.1 100 ")  # the server has begun to wait for the body
    return connection


def test_too_many_from_one_address(strict, rows_png):
    with ExitStack() as stack:
        waiting = [half_sent(strict, stack) for _ in range(2)]
        answer = strict.post("/api/read", rows_png, {"Content-Type": "image/png"})
        assert (answer.status, answer.headers["retry-after"]) == (429, "2")
        assert all(answer_on(connection).status == 408 for connection in waiting)
    assert strict.post("/api/read", rows_png, {"Content-Type": "image/png"}).status == 200


def test_too_many_in_all(rows_png):
    with Server(limits={"requests": 2, "client_requests": 9}) as server, ExitStack() as stack:
        waiting = [half_sent(server, stack) for _ in range(2)]
        answer = server.post("/api/read", rows_png)
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        waiting[0].close()
        until(lambda: server.post("/api/read", rows_png).status == 200)


def test_too_many_bytes_in_all(rows_png):
    with Server(limits={"held_bytes": 10_000}) as server:
        assert server.post("/api/read", bytes(20_000)).status == 503
        assert server.post("/api/read", b"no picture").status == 415  # nothing is held any more


def test_an_answer_that_takes_too_long(rows_png):
    with Server(limits={"answer_seconds": 0.01}) as server:
        answer = server.post("/api/read", rows_png)
        assert answer.status == 503 and answer.detail.startswith("no answer within 0.01 seconds")
        until(server.is_alive)


def test_who_hangs_up_is_not_read(rows_png):
    with Server(limits={"requests": 3, "client_requests": 3}) as server:
        for _ in range(12):  # four times as many as there are seats
            with server.open() as connection:
                connection.sendall(head("POST", "/api/read", Content_Length=len(rows_png)) + rows_png)
            time.sleep(0.02)
        until(lambda: server.post("/api/read", rows_png).status == 200)


def test_a_client_that_takes_nothing_is_cut_off():
    picture = encoded(Image.effect_noise((2400, 2000), 80).convert("RGB"), "JPEG")
    page = b'{"width": 2400, "height": 2000, "lines": []}'
    body, content_type = form([("picture", "a.jpg", picture), ("page", None, page)])
    request = head("POST", "/api/export?format=png", Content_Length=len(body), Content_Type=content_type) + body
    with Server(limits={"send_seconds": 0.5}) as server, server.open() as connection:
        connection.sendall(request)
        first = connection.recv(1)
        time.sleep(1.5)
        received = len(first)
        with pytest.raises(ConnectionResetError):
            while chunk := connection.recv(1 << 20):
                received += len(chunk)
            raise ConnectionResetError  # an end without a reset is one as well
        assert received < 11_000_000  # the outlined picture has more, and sockets hold less
        assert server.is_alive()


def test_eight_photos_of_twelve_megapixels(rows_png):
    photo = Image.merge("RGB", [Image.effect_noise((4000, 3000), 12)] * 3).point(lambda value: min(value + 90, 255))
    photo.paste(page_of(*ROWS).resize((2560, 1152)), (700, 900))
    body = encoded(photo, "JPEG")
    assert 1e6 < len(body) < 12e6
    with Server() as server, ThreadPoolExecutor(8) as crowd:
        assert read_text(server, body) == list(ROWS)
        alone = server.peak_bytes
        slowest = Slowest(server)
        assert list(crowd.map(lambda _: read_text(server, body), range(8))) == [list(ROWS)] * 8
        assert slowest.stop() < 2  # the event loop answers others meanwhile
        assert server.peak_bytes < alone + 8 * 3 * len(body) + 50e6
        assert server.peak_bytes < 700e6


def read_text(server: Server, body: bytes) -> list[str]:
    answer = server.post("/api/read?format=text&max_side=736", body, {"Content-Type": "image/jpeg"})
    assert answer.status == 200, answer.text
    return [line for line in answer.text.splitlines() if line in ROWS]


class Slowest:
    """How long the slowest health check took while something else went on."""

    def __init__(self, server: Server) -> None:
        self._server, self._seconds, self._going = server, 0.0, True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while self._going:
            begun = time.monotonic()
            assert self._server.is_alive()
            self._seconds = max(self._seconds, time.monotonic() - begun)
            time.sleep(0.05)

    def stop(self) -> float:
        self._going = False
        self._thread.join()
        return self._seconds


def until(condition) -> None:
    """Waits for something that has to come."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
