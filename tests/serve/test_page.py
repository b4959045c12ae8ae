"""The web page in a real Chromium: pictures in, text out."""

from __future__ import annotations

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from conftest import ROWS, visits
from pictures import encoded, page_of

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def upload(page: Page, **files: bytes) -> None:
    page.set_input_files("#files", [{"name": f"{name}.png", "mimeType": "image/png", "buffer": data}
                                    for name, data in files.items()])


def lines(page: Page):
    return page.locator(".line-text")


def clipboard(page: Page) -> str:
    return page.evaluate("() => navigator.clipboard.readText()")


@pytest.fixture(scope="module")
def read_page(chromium, server, rows_png):
    """The page with ROWS read; each test leaves it as it was."""
    with visits(chromium, server) as visit:
        page = visit()
        upload(page, rows=rows_png)
        expect(lines(page)).to_have_text(list(ROWS))
        yield page


def test_upload_shows_text_and_boxes(read_page):
    expect(read_page.get_by_role("heading", name="rows.png")).to_be_visible()
    expect(read_page.locator("#facts")).to_have_text(re.compile(r"^3 lines · \d+\.\d s$"))
    photo = read_page.locator("#photo").bounding_box()
    boxes = [box.bounding_box() for box in read_page.locator("#boxes polygon").all()]
    assert len(boxes) == 3
    for i, box in enumerate(boxes):  # the rows stand 72 pixels apart from 36 on, 40 from the left, in 640 x 288
        assert box["y"] - photo["y"] == pytest.approx((36 + 72 * i) / 288 * photo["height"], abs=0.06 * photo["height"])
        assert box["x"] - photo["x"] == pytest.approx(40 / 640 * photo["width"], abs=0.03 * photo["width"])


def test_a_tap_on_a_line_copies_it(read_page):
    lines(read_page).nth(1).click()
    expect(read_page.locator("#toast")).to_have_text("Copied")
    assert clipboard(read_page) == ROWS[1]
    expect(read_page.locator("#boxes .chosen")).to_have_count(1)


def test_a_tap_on_a_box_copies_its_line(read_page):
    read_page.locator("#boxes polygon").nth(2).click()
    expect(read_page.locator("#toast")).to_have_text("Copied")
    assert clipboard(read_page) == ROWS[2]
    expect(read_page.locator(".line").nth(2)).to_have_class(re.compile("chosen"))


def test_edit_then_copy_all(read_page):
    read_page.get_by_role("button", name="Edit line 2").click()
    field = read_page.get_by_role("textbox", name="Line 2")
    expect(field).to_have_value(ROWS[1])
    field.fill("A slow brown fox")
    field.press("Enter")
    expect(lines(read_page).nth(1)).to_have_text("A slow brown fox")
    expect(read_page.locator(".note")).to_have_text("edited")
    read_page.get_by_role("button", name="Copy all").click()
    expect(read_page.locator("#toast")).to_have_text("The whole text is copied")
    assert clipboard(read_page) == f"{ROWS[0]}\nA slow brown fox\n{ROWS[2]}"
    read_page.get_by_role("button", name="Edit line 2").click()
    read_page.get_by_role("button", name="Undo the changes to line 2").click()
    expect(lines(read_page)).to_have_text(list(ROWS))


def test_undo_by_the_keyboard(read_page):
    """The focus goes from the field to the button, and the edit goes on until it leaves both."""
    read_page.get_by_role("button", name="Edit line 1").click()
    field = read_page.get_by_role("textbox", name="Line 1")
    field.fill("something else")
    field.press("Tab")
    undo = read_page.get_by_role("button", name="Undo the changes to line 1")
    expect(undo).to_be_focused()
    undo.press("Shift+Tab")
    expect(field).to_have_value("something else")
    field.press("Tab")
    undo.press("Enter")
    expect(lines(read_page)).to_have_text(list(ROWS))
    read_page.get_by_role("button", name="Edit line 1").click()
    field.fill("something else")
    field.press("Tab")
    undo.press("Tab")
    expect(lines(read_page).first).to_have_text("something else")
    read_page.get_by_role("button", name="Edit line 1").click()
    undo.click()
    expect(lines(read_page)).to_have_text(list(ROWS))


def test_the_input_method_s_enter_is_not_ours(read_page):
    """Safari sends it after the composition, with the key code 229 alone."""
    read_page.get_by_role("button", name="Edit line 1").click()
    field = read_page.get_by_role("textbox", name="Line 1")
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    expect(field).to_be_visible()
    field.press("Escape")


def test_an_emptied_line_leaves_the_rows_apart(read_page):
    text = read_page.evaluate("""async () => {
      const { documentOf, textOf } = await import("/modules/document.js");
      const line = (text) => ({ text, confidence: 1, quad: [] });
      const document = documentOf({ text: "Shop\\nMilk 2.00\\nTotal 2.00",
                                    lines: ["Shop", "Milk", "2.00", "Total", "2.00"].map(line) });
      const without = (...gone) => textOf({ ...document, texts: document.texts.map((t, i) => gone.includes(i) ? "" : t) });
      return [without(), without(1), without(2), without(1, 2), without(0), without(4)];
    }""")
    assert text == ["Shop\nMilk 2.00\nTotal 2.00", "Shop\n2.00\nTotal 2.00", "Shop\nMilk\nTotal 2.00",
                    "Shop\nTotal 2.00", "Milk 2.00\nTotal 2.00", "Shop\nMilk 2.00\nTotal"]


def test_edits_are_not_lost_without_a_question(visit, rows_png):
    page = visit()
    upload(page, rows=rows_png)
    expect(lines(page)).to_have_text(list(ROWS))
    leaves = "() => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(leaves)
    page.get_by_role("button", name="Edit line 1").click()
    page.get_by_role("textbox", name="Line 1").fill("mine")
    page.get_by_role("textbox", name="Line 1").press("Enter")
    assert not page.evaluate(leaves)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Remove this picture").click()
    expect(lines(page).first).to_have_text("mine")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove this picture").click()
    expect(page.locator("#welcome")).to_be_visible()
    assert asked == ["Remove this picture with the changes to its text?"]


def test_escape_keeps_the_line(read_page):
    read_page.get_by_role("button", name="Edit line 1").click()
    field = read_page.get_by_role("textbox", name="Line 1")
    field.fill("something else")
    field.press("Escape")
    expect(lines(read_page).first).to_have_text(ROWS[0])
    expect(lines(read_page).first).to_be_focused()


def test_the_keyboard_is_enough(visit, rows_png):
    page = visit()
    page.on("filechooser", lambda _: None)  # catches it from now on: an expectation alone may begin after the key
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take a photo")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([{"name": "a.png", "mimeType": "image/png", "buffer": rows_png}])
    expect(lines(page)).to_have_text(list(ROWS))
    lines(page).first.focus()
    page.keyboard.press("ArrowDown")
    expect(lines(page).nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_have_text("Copied")
    assert clipboard(page) == ROWS[1]


@pytest.mark.parametrize("label, name, begin", [
    ("Text", "rows.txt", ROWS[0].encode()),
    ("PDF", "rows.pdf", b"%PDF-"),
    ("Outlined picture, PNG", "rows.png", b"\x89PNG"),
    ("hOCR", "rows.hocr", b"<?xml"),
])
def test_export(read_page, label, name, begin, tmp_path):
    read_page.get_by_role("button", name="Export").click()
    with read_page.expect_download() as download:
        read_page.get_by_role("dialog").locator("button", has=read_page.get_by_text(label, exact=True)).click()
    assert download.value.suggested_filename == name
    download.value.save_as(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begin)
    expect(read_page.locator("#toast")).to_have_text(f"Saved {name}")
    expect(read_page.get_by_role("dialog")).to_be_hidden()


def test_an_export_that_fails_says_so_before_its_dialog(visit, rows_png):
    page = visit(**PHONE)
    upload(page, rows=rows_png)
    expect(lines(page)).to_have_text(list(ROWS))
    page.route("**/api/export**", lambda route: route.fulfill(status=413, body='{"detail": "25000001 bytes"}'))
    page.get_by_role("button", name="Export").click()
    page.locator("[data-format=pdf]").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "This is too much for one document. 25000001 bytes")
    page.get_by_role("button", name="Close").click()
    lines(page).first.tap()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    visit.complaints.clear()


def test_more_than_one_request_holds_is_not_offered(visit, rows_png):
    page = visit()

    def with_less(route):
        answer = route.fetch()
        about = answer.json()
        about["limits"]["body_bytes"] = int(1.5 * len(rows_png))
        route.fulfill(response=answer, json=about)

    page.route("**/api/info", with_less)
    page.reload()
    upload(page, one=rows_png, two=rows_png)
    expect(page.locator("#queue-state")).to_have_text("2 pictures read")
    page.get_by_role("button", name="Export").click()
    pdf, text = page.locator("[data-format=pdf]"), page.locator("[data-format=text]")
    expect(pdf).to_be_enabled()
    page.get_by_text("All 2 pictures").click()
    expect(pdf).to_be_disabled()
    expect(pdf).to_contain_text("too much for one document")
    expect(text).to_be_enabled()


def test_a_slow_export_leaves_another_dialog_open(visit, rows_png):
    page = visit()
    upload(page, rows=rows_png)
    expect(lines(page)).to_have_text(list(ROWS))
    held = []
    page.route("**/api/export**", lambda route: held.append(route))
    page.get_by_role("button", name="Export").click()
    page.locator("[data-format=pdf]").click()
    expect(page.locator("[data-format=text]")).to_be_disabled()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Export").click()
    with page.expect_download():
        held[0].continue_()
    expect(page.locator("[data-format=text]")).to_be_enabled()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_export_lists_every_format(read_page, server):
    read_page.get_by_role("button", name="Export").click()
    listed = read_page.locator("#formats button").evaluate_all("buttons => buttons.map((one) => one.dataset.format)")
    read_page.get_by_role("button", name="Close").click()
    assert sorted(listed) == sorted(entry["name"] for entry in server.get("/api/info").json()["formats"])


def test_several_pictures(visit, rows_png, tmp_path):
    page = visit()
    upload(page, one=rows_png, two=encoded(page_of("Second page")), three=encoded(page_of("Third page")))
    expect(page.locator("#queue-state")).to_have_text("3 pictures read")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_role("button", name="Picture 2: two.png, read").click()
    expect(lines(page)).to_have_text(["Second page"])
    page.get_by_role("button", name="Export").click()
    page.get_by_text("All 3 pictures").click()
    with page.expect_download() as download:
        page.locator("[data-format=text]").click()
    download.value.save_as(tmp_path / "all.txt")
    assert re.findall("==> (.*) <==", (tmp_path / "all.txt").read_text()) == ["one.png", "two.png", "three.png"]
    page.get_by_role("button", name="Remove this picture").click()
    expect(page.locator(".thumb")).to_have_count(2)
    expect(lines(page)).to_have_text(["Third page"])


def test_the_camera(visit):
    page = visit()
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_role("dialog", name="Camera")).to_be_visible()
    expect(page.locator("#viewfinder")).to_have_js_property("paused", False)
    page.get_by_role("button", name="Take the photo").click()
    expect(page.locator("#camera-count")).to_have_text("1 taken")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog", name="Camera")).to_be_hidden()
    expect(page.get_by_role("heading", name=re.compile(r"^photo \d\d-\d\d-\d\d\.jpg$"))).to_be_visible()
    expect(page.locator("#facts")).to_have_text(re.compile("No text|line"))
    assert page.locator("#viewfinder").evaluate("video => video.srcObject") is None  # the camera is off again


def test_a_photo_is_read_though_done_comes_at_once(visit):
    page = visit()
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_role("dialog", name="Camera")).to_be_visible()
    page.evaluate("() => ['shutter', 'camera-close'].forEach((id) => document.getElementById(id).click())")
    expect(page.get_by_role("heading", name=re.compile(r"^photo \d\d-\d\d-\d\d\.jpg$"))).to_be_visible()


@pytest.mark.parametrize("taps, opened", [
    (["shoot", "shoot"], 2),
    (["camera-turn", "camera-turn"], 3),
    (["camera-turn", "camera-close"], 2),
])
def test_no_camera_stays_on(visit, taps, opened):
    page = visit()
    page.evaluate("""() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      window.cameras = [];
      navigator.mediaDevices.getUserMedia = async (wish) => cameras[cameras.push(await open(wish)) - 1];
      document.querySelector("[data-do=camera]").id = "shoot";
    }""")
    dialog = page.get_by_role("dialog", name="Camera")
    if taps[0] != "shoot":
        page.get_by_role("button", name="Take a photo").click()
        expect(dialog).to_be_visible()
    page.evaluate("(ids) => ids.forEach((id) => document.getElementById(id).click())", taps)
    page.wait_for_function("(count) => cameras.length === count", arg=opened)
    if taps[-1] != "camera-close":
        expect(dialog).to_be_visible()
        page.get_by_role("button", name="Done").click()
    expect(dialog).to_be_hidden()
    page.wait_for_function("() => cameras.every((camera) => !camera.active)", timeout=5000)


def test_without_a_viewfinder_the_phone_s_camera_app_opens(visit):
    page = visit()
    page.on("filechooser", lambda _: None)
    page.evaluate("() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Take a photo").click()
    assert chooser.value.element.get_attribute("capture") == "environment"


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_paste_and_drop(visit, rows_png, event):
    page = visit()
    page.evaluate("""([event, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], `${event}.png`, { type: "image/png" }));
      document.dispatchEvent(event === "paste" ? new ClipboardEvent("paste", { clipboardData: data })
                                               : new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    }""", [event, list(rows_png)])
    expect(lines(page)).to_have_text(list(ROWS))


def test_a_picture_that_only_the_browser_knows(visit, rows_png):
    page = visit()
    gif = encoded(page_of(*ROWS), "GIF")
    for kind in ("image/gif", "image/jpeg"):  # also one that says that it is another
        page.set_input_files("#files", [{"name": "rows.gif", "mimeType": kind, "buffer": gif}])
        expect(lines(page)).to_have_text(list(ROWS))
        page.get_by_role("button", name="Remove this picture").click()
    visit.complaints.clear()  # of the 415


def test_a_picture_of_too_many_pixels_is_drawn_smaller(chromium, strict):
    with visits(chromium, strict) as visit:
        page = visit()
        upload(page, wide=encoded(page_of(*ROWS, width=4000)))  # 1.15 million pixels, one is allowed
        expect(lines(page)).to_have_text(list(ROWS))
        assert all("413" in complaint for complaint in visit.complaints)
        visit.complaints.clear()


@pytest.mark.parametrize("data, what, detail", [
    (b"\x89PNG\r\n\x1a\n" + bytes(40), "This picture is damaged.", "broken.png: "),
    (b"only text", "This is not a picture that can be read.", "broken.png: is a text, expected a JPEG"),
])
def test_a_broken_picture_says_so(visit, rows_png, data, what, detail):
    page = visit()
    upload(page, broken=data)
    expect(page.get_by_role("alert")).to_contain_text(what)
    expect(page.get_by_role("alert")).to_contain_text(detail)
    expect(page.get_by_role("button", name="Export")).to_be_disabled()
    upload(page, good=rows_png)
    expect(lines(page)).to_have_text(list(ROWS))
    assert all("Failed to load resource" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


def test_a_picture_that_is_removed_is_not_sent_again(visit, rows_png):
    page = visit()
    sent = []
    page.route("**/api/read**", lambda route: (sent.append(route.request.url),
                                               route.fulfill(status=503, headers={"Retry-After": "1"}, body="{}")))
    with page.expect_response("**/api/read**"):
        upload(page, secret=rows_png)
    page.get_by_role("button", name="Remove this picture").click()
    page.wait_for_timeout(1500)
    assert len(sent) == 1
    visit.complaints.clear()


def test_a_file_that_is_gone_is_not_the_server_s_fault(visit, rows_png, tmp_path):
    page = visit()
    picture = tmp_path / "gone.png"
    picture.write_bytes(rows_png)
    page.route("**/api/read**", lambda route: (picture.unlink(missing_ok=True), route.abort()))
    page.set_input_files("#files", picture)
    expect(page.get_by_role("alert")).to_contain_text("The picture has changed or is gone")
    expect(page.locator("#away")).to_be_hidden()
    visit.complaints.clear()


def test_a_narrow_screen(visit, rows_png):
    page = visit(**PHONE)
    assert overflow(page) <= 0
    upload(page, rows=rows_png, other=encoded(page_of("Other")))
    expect(lines(page)).to_have_text(list(ROWS))
    assert overflow(page) <= 0
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, button.inner_text()
    lines(page).first.tap()
    expect(page.locator("#toast")).to_have_text("Copied")


@pytest.mark.parametrize("window", [{}, PHONE])
@pytest.mark.parametrize("size", [(900, 300), (300, 900)])
def test_no_picture_is_distorted(visit, window, size):
    page = visit(**window)
    upload(page, blank=encoded(Image.new("RGB", size, "white")))
    expect(page.locator("#facts")).to_have_text("No text was found in this picture.")
    for state in ("false", "true"):
        expect(page.locator("#zoom")).to_have_attribute("aria-pressed", state)
        box = page.locator("#photo").bounding_box()
        assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.02)
        page.locator("#zoom").click()


def overflow(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth - innerWidth")


def colour(page: Page) -> int:
    """0 is black, 765 white."""
    paper = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    return sum(map(int, re.findall(r"\d+", paper)))


def test_dark_mode(visit):
    page = visit(color_scheme="dark")
    assert colour(page) < 120
    page.get_by_role("button", name="Colours: as the system").click()
    expect(page.get_by_role("button", name="Colours: light")).to_be_visible()
    assert colour(page) > 600
    page.get_by_role("button", name="Colours: light").click()
    page.reload()
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    assert colour(page) < 120


def test_chinese(visit, rows_png):
    page = visit(locale="zh-CN")
    expect(page.get_by_role("heading", name="图片变文字")).to_be_visible()
    assert page.evaluate("() => document.documentElement.lang") == "zh-Hans"
    upload(page, rows=rows_png)
    expect(page.locator("#facts")).to_have_text(re.compile(r"^3 行 · "))
    page.get_by_role("button", name="English").click()
    expect(page.locator("#facts")).to_have_text(re.compile(r"^3 lines · "))
    page.reload()
    expect(page.get_by_role("heading", name="Text from pictures")).to_be_visible()


def test_every_sentence_is_there_in_both_languages(visit):
    page = visit()
    keys = page.evaluate("""async () => {
      const { STRINGS } = await import("/modules/strings.js");
      const nodes = [...document.querySelectorAll("[data-text], [data-label]")];
      const used = nodes.map((node) => node.dataset.text ?? node.dataset.label);
      return { en: Object.keys(STRINGS.en), zh: Object.keys(STRINGS.zh), used };
    }""")
    assert keys["en"] == keys["zh"]
    assert set(keys["used"]) <= set(keys["en"])


def test_buttons_and_fields_have_names(read_page):
    read_page.get_by_role("button", name="Edit line 1").click()
    controls = read_page.locator("button:visible, textarea:visible, input:visible:not([aria-hidden])")
    named = controls.evaluate_all("nodes => nodes.map((node) => node.ariaLabel || node.textContent.trim())")
    read_page.get_by_role("textbox", name="Line 1").press("Escape")
    assert len(named) > 10 and all(named)
