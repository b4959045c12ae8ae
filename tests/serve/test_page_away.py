"""The web page as an application: without its server, beyond this machine, from the share sheet."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from client import Server
from conftest import ROWS

TOKEN = "correct-horse-battery"


def test_it_works_on_without_a_server(chromium, rows_png):
    with Server() as server:
        window = chromium.new_context(locale="en-GB")
        page = window.new_page()
        page.goto(server.url)
        page.evaluate("() => navigator.serviceWorker.ready")
        expect(page.locator("body[data-ready] #welcome")).to_be_visible()
        port = server.port
    page.reload()
    expect(page.get_by_role("heading", name="Text from pictures")).to_be_visible()
    expect(page.locator("#away")).to_contain_text("The reader is not running")
    page.set_input_files("#files", [{"name": "a.png", "mimeType": "image/png", "buffer": rows_png}])
    expect(page.get_by_role("alert")).to_contain_text("The reader could not be reached")
    with Server(port=port):
        page.locator("#again").click()
        expect(page.locator(".line-text")).to_have_text(list(ROWS))
        expect(page.locator("#away")).to_be_hidden()
        window.close()


def test_it_can_be_installed(visit, server):
    page = visit(service_workers="allow")
    manifest = json.loads(server.get("/app.webmanifest").body)
    assert manifest["display"] == "standalone" and manifest["start_url"] == "/"
    for entry in manifest["icons"]:
        answer = server.get(entry["src"])
        assert (answer.status, answer.headers["content-type"]) == (200, entry["type"])
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    problems = [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(problems) <= {"in-incognito"}


def test_the_share_sheet_brings_pictures(visit, rows_png):
    page = visit(service_workers="allow")
    page.evaluate("() => navigator.serviceWorker.ready")
    page.reload()
    page.evaluate("""async (bytes) => {
      const form = new FormData();
      form.append("picture", new File([new Uint8Array(bytes)], "shared.png", { type: "image/png" }));
      await fetch("/share", { method: "POST", body: form });
    }""", list(rows_png))
    page.reload()
    expect(page.get_by_role("heading", name="shared.png")).to_be_visible()
    expect(page.locator(".line-text")).to_have_text(list(ROWS))


def test_the_page_keeps_nothing(visit, rows_png):
    page = visit(service_workers="allow")
    page.set_input_files("#files", [{"name": "a.png", "mimeType": "image/png", "buffer": rows_png}])
    expect(page.locator(".line-text")).to_have_text(list(ROWS))
    kept = page.evaluate("""async () => {
      const addresses = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
      }
      return { addresses, storage: { ...localStorage }, databases: await indexedDB.databases() };
    }""")
    assert not any(address.startswith("/api") for address in kept["addresses"])
    assert kept["storage"] == {} and kept["databases"] == []


def test_another_machine_comes_with_the_token(chromium, rows_png):
    with Server(host="0.0.0.0", token=TOKEN) as server:
        window = chromium.new_context(locale="en-GB")
        page = window.new_page()
        page.goto(server.url.partition("?")[0])
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        page.goto(server.url)
        expect(page.locator("body[data-ready] #welcome")).to_be_visible()
        assert page.url.endswith(f":{server.port}/")  # the token does not stay in the address
        page.set_input_files("#files", [{"name": "a.png", "mimeType": "image/png", "buffer": rows_png}])
        expect(page.locator(".line-text")).to_have_text(list(ROWS))
        page.reload()
        expect(page.locator("body[data-ready] #welcome")).to_be_visible()
        page.locator("[data-do=choose]").first.wait_for()
        window.close()


def test_over_plain_http_copying_goes_the_old_way(chromium, rows_png):
    with Server(host="0.0.0.0", token=TOKEN) as server:
        window = chromium.new_context(locale="en-GB")
        page = window.new_page()
        page.goto(server.url)
        assert page.evaluate("() => isSecureContext") is False
        page.set_input_files("#files", [{"name": "a.png", "mimeType": "image/png", "buffer": rows_png}])
        page.locator(".line-text").first.click()
        expect(page.locator("#toast")).to_have_text("Copied")
        window.close()
