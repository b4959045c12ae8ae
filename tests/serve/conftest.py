"""A real server in a process of its own, a client that says exactly what it is told to, and a real browser."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "python"))

from client import Server  # noqa: E402
from pictures import encoded, page_of  # noqa: E402

expect.set_options(timeout=40_000)  # a slow machine reads slowly
ROWS = ("Hello World 2026", "The quick brown fox", "Total: 42.50 EUR")


@pytest.fixture(scope="session")
def server():
    """On this machine's own address, without a token."""
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def strict():
    """With limits that a test can pass quickly."""
    limits = {"body_bytes": 200_000, "pixels": 1_000_000, "pages": 3, "requests": 4, "client_requests": 2,
              "header_seconds": 1, "pause_seconds": 0.6, "body_seconds": 1.5}
    with Server(limits=limits) as running:
        yield running


@pytest.fixture(scope="session")
def rows_png() -> bytes:
    """ROWS as a file."""
    return encoded(page_of(*ROWS))


@pytest.fixture(scope="session")
def page(server, rows_png) -> dict:
    """ROWS as they were read."""
    return server.post("/api/read", rows_png, {"Content-Type": "image/png"}).json()


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser, with a camera that shows a test picture."""
    path = shutil.which("chromium")
    assert path, "chromium is not installed: scripts/system_packages.sh browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[
            "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Opens the page in a window of its own."""
    with visits(chromium, server) as open_page:
        yield open_page


@contextmanager
def visits(chromium, server):
    """What the console complains of is a mistake of the page, unless a test takes it off the list."""
    windows, complaints = [], []

    def open_page(**options: object):
        window = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB",
                                         "permissions": ["clipboard-read", "clipboard-write"],
                                         "service_workers": "block", **options})
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(server.url)
        expect(page.locator("body[data-ready] #welcome")).to_be_visible()  # its scripts run
        return page

    open_page.complaints = complaints
    yield open_page
    for window in windows:
        window.close()
    assert complaints == []
