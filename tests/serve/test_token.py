"""Beyond this machine the server asks for its token."""

from __future__ import annotations

import pytest

from client import Server

TOKEN = "correct-horse-battery"


@pytest.fixture(scope="module")
def guarded():
    with Server(host="0.0.0.0", token=TOKEN, allowed_hosts=["scanner.example"]) as server:
        yield server


def cookie(server: Server, value: str) -> dict[str, str]:
    return {"Cookie": f"other=1; dsocr-{server.port}={value}"}


def test_the_address_carries_the_token(guarded):
    assert guarded.url.startswith("http://") and guarded.url.endswith(f"/?token={TOKEN}")


def test_the_page_keeps_it_in_a_cookie(guarded):
    answer = guarded.get(f"/?token={TOKEN}")
    assert answer.status == 200
    assert answer.headers["set-cookie"] == f"dsocr-{guarded.port}={TOKEN}; Path=/; HttpOnly; SameSite=Strict"
    assert guarded.get("/", cookie(guarded, TOKEN)).status == 200
    assert guarded.get("/api/info", cookie(guarded, TOKEN)).status == 200


def test_scripts_send_it_in_a_header(guarded, rows_png):
    allowed = {"Authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/info", allowed).status == 200
    assert guarded.post("/api/read?format=text", rows_png, allowed).text.startswith("Hello World 2026")


@pytest.mark.parametrize("path", ["/", "/api/info", "/api/openapi.json", "/api/nothing"])
def test_without_a_token(guarded, path):
    answer = guarded.get(path)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="dsocr"')


@pytest.mark.parametrize("shown", [TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "", "\xe9", "0"])
def test_a_wrong_token(guarded, rows_png, shown):
    assert guarded.post("/api/read", rows_png, {"Authorization": f"Bearer {shown}"}).status == 403
    assert guarded.get("/api/info", cookie(guarded, shown)).status == 401


def test_a_wrong_token_in_the_address(guarded):
    answer = guarded.get("/?token=wrong")
    assert answer.status == 403 and "set-cookie" not in answer.headers
    assert "dsocr serve" in answer.text and answer.headers["content-type"].startswith("text/html")


def test_the_token_in_an_address_opens_the_page_alone(guarded):
    assert guarded.get(f"/api/info?token={TOKEN}").status == 401


def test_the_page_s_own_files_are_for_everybody(guarded):
    for path in ("/style.css", "/modules/app.js", "/app.webmanifest", "/icons/icon.svg", "/healthz"):
        assert guarded.get(path).status == 200


def test_host_names(guarded):
    assert guarded.get("/healthz", {"Host": "scanner.example:80"}).status == 200
    assert guarded.get("/healthz", {"Host": "other.example"}).status == 421
