"""Requests that mean harm, or are just wrong: each gets its status, and the server goes on."""

from __future__ import annotations

import json
import time
import zlib

import pytest

from client import answer_on, form, head
from pictures import encoded, page_of

PNG = {"Content-Type": "image/png"}


@pytest.fixture(autouse=True)
def goes_on(server, strict):
    yield
    assert server.is_alive() and strict.is_alive()


@pytest.mark.parametrize("content_type", [
    "text/plain", "application/json", "application/x-www-form-urlencoded", "nonsense",
])
def test_a_wrong_content_type(server, rows_png, content_type):
    answer = server.post("/api/read", rows_png, {"Content-Type": content_type})
    assert answer.status == 415 and f"found {content_type}, expected image/jpeg" in answer.detail


@pytest.mark.parametrize("body, what", [
    (b"GIF89a" + b"\0" * 50, "a GIF picture"),
    (b"%PDF-1.7 ...", "a PDF document"),
    (b"just text", "a text"),
    (b"PK\3\4....", "a zip archive"),
    (b"\x7fELF" + bytes(100), "data of an unknown kind"),
])
def test_what_is_no_picture(server, body, what):
    answer = server.post("/api/read?name=x.jpg", body, {"Content-Type": "image/jpeg"})
    assert answer.status == 415
    assert answer.detail.startswith(f"x.jpg: is {what}")
    assert "expected a JPEG, PNG, WebP or BMP picture" in answer.detail


def test_damaged_and_empty_pictures(server, rows_png):
    assert server.post("/api/read", rows_png[:200], PNG).status == 422
    assert server.post("/api/read", encoded(page_of("a"), "JPEG")[:300]).status == 422
    empty = server.post("/api/read")
    assert empty.status == 422 and empty.detail == "picture: is empty (0 bytes), expected a picture"


def test_damaged_forms(server, rows_png):
    body, content_type = form([("file", "a.png", rows_png)])
    for wrong, sent_type in ((body[:-30], content_type), (body, "multipart/form-data"), (b"", content_type),
                             (body, "multipart/form-data; boundary=other"),
                             (body, "multipart/form-data; boundary=" + "x" * 5000)):
        assert server.post("/api/read", wrong, {"Content-Type": sent_type}).status == 422
    two = server.post_form("/api/read", [("file", "a.png", rows_png), ("file", "b.png", rows_png)])
    assert two.status == 422 and two.detail == "the form has 2 files, expected one picture"


def test_a_form_of_very_many_parts(server):
    body, headers = b"--x\r\n\r\n\r\n" * 1001 + b"--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}
    answer = server.post("/api/read", body, headers)
    assert answer.status == 413 and answer.detail == "the form has more parts than 1000"


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    pixels = zlib.compress(bytes(10**6))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_damaged_picture_may_be_called_anything(server, rows_png):
    answer = server.post("/api/read?name=max_pixels.png", rows_png[:200], PNG)
    assert answer.status == 422 and answer.detail.startswith("max_pixels.png: ")
    assert server.post("/api/read?name=max_pixels.png", bomb(30_000, 30_000), PNG).status == 413


def test_a_picture_with_too_many_pixels(server):
    before = server.peak_bytes
    answer = server.post("/api/read", bomb(30_000, 30_000), PNG)
    assert answer.status == 413 and "max_pixels" in answer.detail
    assert server.peak_bytes - before < 50e6


def test_a_huge_content_length_is_refused_before_its_body(server):
    with server.open() as connection:
        connection.sendall(head("POST", "/api/read", Content_Length=10**9, Content_Type="image/png"))
        answer = answer_on(connection)
    assert answer.status == 413
    assert answer.detail == "the request has 1000000000 bytes or more, expected at most 25000000"


def test_one_gigabyte_that_really_comes(server):
    before = server.peak_bytes
    sent, block = 0, bytes(1 << 20)
    with server.open() as connection:
        connection.sendall(head("POST", "/api/read", Content_Length=1 << 30, Content_Type="image/png"))
        try:
            while sent < 1 << 30:
                sent += connection.send(block)
        except OSError:
            pass  # the server has had enough of it
    assert sent < 1 << 30
    assert server.peak_bytes - before < 20e6


def test_a_chunked_body_over_the_limit(strict):
    with strict.open() as connection:
        connection.sendall(head("POST", "/api/read", Transfer_Encoding="chunked", Content_Type="image/png"))
        for _ in range(30):
            connection.sendall(b"2710\r\n" + bytes(10_000) + b"\r\n")
        answer = answer_on(connection)
    assert answer.status == 413 and answer.headers["connection"] == "close"


@pytest.mark.parametrize("framing", [
    {"Content_Length": "-1"}, {"Content_Length": "ten"}, {"Content_Length": "1_0"}, {"Transfer_Encoding": "gzip"},
    {"Content_Length": "5, 6"}, {"Content_Length": 10**25},
])
def test_nonsense_about_the_length(server, framing):
    with server.open() as connection:
        connection.sendall(head("POST", "/api/read", **framing))
        assert answer_on(connection).status in (400, 413, 501)


def test_a_body_that_pauses(strict):
    with strict.open() as connection:
        connection.sendall(head("POST", "/api/read", Content_Length=1000, Content_Type="image/png") + b"\x89PNG")
        begun = time.monotonic()
        answer = answer_on(connection)
    assert answer.status == 408 and 0.5 < time.monotonic() - begun < 5


def test_a_body_that_trickles(strict):
    with strict.open() as connection:
        connection.settimeout(0.2)
        connection.sendall(head("POST", "/api/read", Content_Length=1000, Content_Type="image/png"))
        begun = time.monotonic()
        while time.monotonic() - begun < 8:
            try:
                connection.sendall(b"x")
                answer = answer_on(connection)
                break
            except TimeoutError:
                continue
    assert answer.status == 408 and 1 < time.monotonic() - begun < 6


@pytest.mark.parametrize("start", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"])
def test_a_head_that_does_not_come(strict, start):
    with strict.open() as connection:
        connection.sendall(start)
        begun = time.monotonic()
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
        assert 0.5 < time.monotonic() - begun < 5


def test_a_head_that_trickles_on_a_connection_in_use(strict):
    with strict.open() as connection:
        connection.sendall(head("GET", "/healthz"))
        assert answer_on(connection).status == 200
        connection.settimeout(0.2)
        begun = time.monotonic()
        received = b""
        while received == b"" and time.monotonic() - begun < 5:
            connection.sendall(b"G")
            try:
                received = connection.recv(100)
            except TimeoutError:
                continue
        assert received.startswith((b"HTTP/1.1 408 ", b"HTTP/1.1 400 "))


def test_heads_that_are_too_large(server):
    with server.open() as connection:
        connection.sendall(head("GET", "/", X="y" * 100_000)[:60_000])
        assert answer_on(connection).status in (400, 431)


@pytest.mark.parametrize("path", [
    "/etc/passwd", "//etc/passwd", "/../../etc/passwd", "/modules/../../app.py", "/modules/..%2f..%2fapp.py",
    "/%2e%2e/%2e%2e/etc/passwd", "/modules/", "/icons", "/..\\app.py", "/modules/app.js%00.png", "/index.html/..",
    "/app.py", "/file:///etc/passwd", "/%c0%ae%c0%ae/etc/passwd",
])
def test_no_path_leads_to_a_file(server, path):
    answer = server.get(path)
    assert answer.status == 404 and b"root:" not in answer.body and b"import" not in answer.body


def test_no_name_leads_to_a_file(server, rows_png, page):
    for name in ("/etc/passwd", "..%2f..%2fetc%2fpasswd"):
        answer = server.post(f"/api/read?name={name}", rows_png, PNG)
        assert answer.json()["source"] == "passwd" and answer.json()["lines"] == page["lines"]
    text = server.post("/api/read", b"/etc/passwd", {"Content-Type": "application/octet-stream"})
    assert text.status == 415 and "is a text" in text.detail
    tricky = json.dumps({**page, "picture": "/etc/passwd", "path": "/"}).encode()
    inside = server.post("/api/export?format=text", tricky, {"Content-Type": "application/json"})
    assert "root:" not in inside.text


@pytest.mark.parametrize("method, path", [
    ("GET", "/api/read"), ("PUT", "/api/read"), ("POST", "/"), ("DELETE", "/api/info"),
])
def test_wrong_methods(server, method, path):
    assert server.ask(method, path).status == 405


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
])
def test_what_other_sites_send(server, rows_png, headers):
    answer = server.post("/api/read", rows_png, {**PNG, **headers})
    assert answer.status == 403 and "other sites" in answer.detail
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_other_sites_may_link_but_not_embed(server):
    assert server.get("/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status == 200
    assert server.get("/api/info", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert server.ask("OPTIONS", "/api/read", None, {"Origin": "https://evil.example"}).status == 403
    policy = server.get("/").headers
    assert "frame-ancestors 'none'" in policy["content-security-policy"]
    assert policy["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("host", [
    "evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "",
])
def test_names_that_are_not_ours(server, host):
    answer = server.get("/", {"Host": host})
    assert answer.status == 421 and "--allow-host adds a name" in answer.detail


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "[::1]:8765", "192.168.1.20:8765", "LOCALHOST."])
def test_names_that_are_ours(server, host):
    assert server.get("/", {"Host": host}).status == 200


def test_every_answer_forbids_what_the_page_does_not_need(server, rows_png):
    for answer in (server.get("/"), server.get("/style.css"), server.get("/nothing"), server.get("/", {"Host": "x.y"}),
                   server.post("/api/read?format=hocr", rows_png, PNG), server.get("/healthz")):
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers
