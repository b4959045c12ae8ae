"""The documentation as a site: it builds, it is whole, and it asks nobody on the network."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect, sync_playwright

from markdown_files import ROOT

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class Html(HTMLParser):
    """What a page loads, where it leads, and the places in it that a link can name."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.places: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {key: value for key, value in attributes if value}
        self.places |= {values[key] for key in ("id", "name") if key in values}
        if tag == "a" and "href" in values:
            self.leads.append(values["href"])
        elif LOADED.get(tag) in values:
            self.loads.append(values[LOADED[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Built as by `make docs`; a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder], cwd=ROOT,
                          capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Html]:
    return {file: Html(file) for file in site.rglob("*.html") if file.name != "404.html"}


def is_elsewhere(link: str) -> bool:
    return re.match(r"[a-z]+:|//", link) is not None


def test_every_link_and_anchor_leads_somewhere(pages):
    for page, html in pages.items():
        for link in filter(lambda link: not is_elsewhere(link), [*html.leads, *html.loads]):
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{page.name}: {link}"
            assert not anchor or target not in pages or anchor in pages[target].places, f"{page.name}: {link}"


def test_nothing_is_loaded_from_elsewhere(site, pages):
    assert not [link for html in pages.values() for link in html.loads if is_elsewhere(link)]
    for style in site.rglob("*.css"):
        assert not re.findall(r"url\(['\"]?(?!data:)\w+:", style.read_text("utf-8")), style


def test_a_link_to_a_test_leads_to_its_line(site, pages):
    """Those of docs/comparison.md: the line that the anchor names begins the test of the link's title."""
    html = (site / "comparison.html").read_text("utf-8")
    found = re.findall(r'href="(source/tests/[^"#]+)#__codelineno-0-(\d+)" title="([\w.]+)', html)
    assert len(found) > 40
    for page, number, name in found:
        source = ROOT / page.removeprefix("source/").removesuffix(".html")
        line = source.read_text("utf-8").splitlines()[int(number) - 1]
        assert f"def {name}(" in line or f"({name.replace('.', ', ')})" in line, name


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: what matters is asserted."""


@pytest.fixture(scope="module")
def address(site):
    """Where a server of this machine shows the site."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    path = shutil.which("chromium")
    assert path, "chromium is not installed: scripts/system_packages.sh browser"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("words, found", [("transposed", "Models"), ("阅读顺序", "五分钟上手")])
def test_search(browser, address, words, found):
    """In English and in Chinese; and the browser asked this server alone."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "index.html")
    page.click("[data-md-component=search-query]")
    page.keyboard.type(words)
    page.keyboard.press("End")  # what is not on the keyboard is typed without a key, but the page listens to keys
    first = page.locator(".md-search-result__item h1, .md-search-result__item h2").first
    # What a part of the words finds may come first. Between characters stand places where a line may break.
    expect(first).to_have_text(re.compile("\u200b?".join(map(re.escape, found))), timeout=60_000)
    assert asked and not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    page.close()


def test_every_page_fits_a_phone(browser, address, site):
    """No page is wider than the screen: tables and code scroll on their own."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for file in site.glob("*.html"):
        page.goto(address + file.name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, file.name
    page.close()


def test_light_and_dark_follow_the_system(browser, address):
    shades = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(address + "index.html")
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(map(int, re.findall(r"\d+", color)[:3])) / 3)
        page.close()
    assert shades[0] > 200 > 80 > shades[1]


def test_a_chinese_page_says_so(site):
    assert '<html lang="zh"' in (site / "start.zh.html").read_text("utf-8")
    assert '<html lang="en"' in (site / "start.html").read_text("utf-8")
