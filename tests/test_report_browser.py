"""The report in a real browser: what can be seen, reached with the keyboard, and printed."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rahmen.views.report import PARTS
from tests.browser import missing, screenshot

AXE = Path(os.environ.get("RAHMEN_AXE") or Path(__file__).parent.parent / "build/axe/node_modules/axe-core/axe.min.js")
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""Of version 4.14.1; `.ci/run` fetches it: npm install --no-save --prefix build/axe axe-core@4.14.1."""


@pytest.fixture(scope="module")
def address(report, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(report, encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def view(browser, address):
    """Give a function that opens the report in a window of a size; what it asks for is kept in `asked`."""
    pages = []

    def opened(width=1000, scheme="light"):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        pages.append(page)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def axe():
    if not AXE.is_file():
        missing(
            "no axe-core found: npm install --no-save --prefix build/axe axe-core@4.14.1, or say where in RAHMEN_AXE"
        )
    script = AXE.read_bytes()
    assert hashlib.sha256(script).hexdigest() == AXE_SHA256, "this is not axe-core 4.14.1 as it was published"
    return script.decode("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_breaks_no_rule_of_wcag_a_and_aa(view, axe, scheme):
    page = view(scheme=scheme)
    page.evaluate("document.querySelectorAll('.rahmen-behind > details').forEach((list) => { list.open = true })")
    page.add_script_tag(content=axe)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    broken = [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"][:3]]
    assert not broken
    assert len(found["passes"]) > 10
    screenshot(page, f"report-{scheme}")


@pytest.mark.parametrize("width", [1400, 1000, 420])
def test_the_page_does_not_scroll_sideways(view, width):
    page = view(width)
    page.evaluate("document.querySelectorAll('details').forEach((list) => { list.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("nav a", has_text="Results").first.is_visible()
    screenshot(page, f"report-{width}")


def test_nothing_is_asked_for(view, address):
    page = view()
    assert [url for url in page.asked if not url.startswith(("data:", address))] == []


def test_the_keyboard_reaches_contents_and_numbers(view):
    page = view()
    focused = "[document.activeElement.getAttribute('href'), document.activeElement.closest('nav, td')?.tagName]"
    page.keyboard.press("Tab")
    assert page.evaluate(focused)[0] == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, "the skip link must show"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == ["#question", "NAV"]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.locator("#results").evaluate("(section) => { section.tabIndex = -1; section.focus() }")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focused)[1] == "TD":
            break
    target, place = page.evaluate(focused)
    assert place == "TD", "no number of the results was reached with the tab key"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator(target).is_visible()
    page.locator(f"[href='#from--{target[1:]}']").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == target


def test_a_number_opens_its_folded_list(view):
    page = view()
    folded = page.locator("#groups--comparison--economy")
    assert not folded.is_visible()
    page.locator("td a[href='#groups--comparison--economy']").first.click()
    assert folded.is_visible()


def test_the_page_prints(view, tmp_path):
    if shutil.which("pdftotext") is None:
        missing("no pdftotext to read what was printed: 'apt install poppler-utils'")
    view().pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
    pages = [" ".join(page.split()) for page in done.stdout.decode("utf-8").split("\f")[:-1]]
    assert 20 < len(pages) < 80
    for heading in PARTS.values():
        assert sum(page.count(heading) for page in pages) >= 2, heading  # in the contents and above the chapter
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "back to the number" not in " ".join(pages)
    assert "Skip the contents" not in " ".join(pages)
