"""JupyterLab in a real browser: the article's notebook as a reader sees it, the explorer as one clicks through it."""

import json
import re
import shutil

import nbformat
import pytest

from rahmen import views
from tests import lab
from tests.browser import screenshot

NOTEBOOKS = lab.ROOT / "notebooks"
CONTRAST = (lab.ROOT / "tests" / "contrast.js").read_text(encoding="utf-8")
TEXT = ".rahmen-read:not(.rahmen-behind)"
READABLE = 4.5
"""The ratio between text and ground that WCAG 2.2 asks for (1.4.3, level AA)."""


@pytest.fixture(scope="module")
def served(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / "01_article.ipynb", folder)
    book = nbformat.read(NOTEBOOKS / "02_comparison.ipynb", as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    code[0].source = code[0].source.replace("load_corpus()", 'load_corpus().groupby("group").head(12)')  # to be quick
    book.cells = [code[0], *(cell for cell in code if "views.explore" in cell.source or "shares = " in cell.source)]
    nbformat.write(book, folder / "explorer.ipynb")
    with lab.served(folder, folder.parent / "log") as address:
        yield lambda name: lab.opened(browser, address, folder / name, viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def page(served):
    page = served("01_article.ipynb")
    lab.run_all(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def explorer(served):
    page = served("explorer.ipynb")
    lab.run_all(page)
    yield page.locator(".rahmen-explore")
    page.close()


def picture(page, name, first=".jp-Notebook .jp-Cell", height=4600):
    """Take a picture of the notebook from an element on."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.locator(first).first.evaluate("e => e.scrollIntoView()")
    page.wait_for_timeout(700)  # cells are drawn as they come into sight
    screenshot(page, name)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_article_is_read_marked_and_drawn(page, article):
    import rahmen

    assert page.locator(lab.ERRORS).count() == 0
    coder = rahmen.CodebookClassifier()
    reading = views.read(article, rahmen.explain(article, coder))
    marks, legend = page.locator(f"{TEXT} mark"), page.locator(".rahmen-legend li")
    assert marks.count() == reading.html.count("<mark") > 10
    assert legend.count() == reading.html.count("<li title=") > 3
    assert legend.first.evaluate("e => getComputedStyle(e).listStyleType") == "none"
    pictures = page.locator(".jp-OutputArea figure img")
    assert pictures.count() == 2
    assert all(pictures.evaluate_all("all => all.map(e => e.naturalWidth > 500 && e.alt.length > 50)"))


def test_a_mark_explains_itself_to_mouse_and_keyboard(page):
    first = page.locator(f"{TEXT} mark").first
    first.hover()
    under = """e => {
        e.scrollIntoView({block: "center"});  // in one go: JupyterLab may move cells between two questions
        const b = e.getBoundingClientRect();
        const found = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)?.closest("mark");
        return found?.title;
    }"""
    told = page.wait_for_function(under, arg=first.element_handle()).json_value()
    assert re.match(r"Fluchtmetapher: »Digitale Flucht« \(rule: .+\)$", told)  # a browser shows the title on hover
    shown = "e => { const s = getComputedStyle(e, '::after'); return s.display == 'none' ? '' : s.content; }"
    assert first.evaluate(shown) == "none"
    first.focus()
    page.keyboard.press("Tab")
    second = page.locator(f"{TEXT} mark").nth(1)
    assert second.evaluate("e => e == document.activeElement")
    assert json.loads(second.evaluate(shown)) == second.get_attribute("title")
    screenshot(page, "lab_focus")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_all_text_is_legible(page, theme):
    lab.dress(page, theme)
    picture(page, f"lab_article_{theme.lower()}")
    for what in ("mark", "mark sup", ".rahmen-other", ".rahmen-repeat", ".rahmen-body", ".rahmen-legend li span"):
        ratios = page.locator(f"{TEXT} {what}").evaluate_all(CONTRAST)
        assert ratios and min(ratios) >= READABLE, (what, min(ratios))
    for what in ("td", "td a", "caption", "th"):
        assert min(page.locator(f".rahmen-table {what}").evaluate_all(CONTRAST)) >= READABLE, what
    assert min(page.locator(".rahmen-answer a, .rahmen-behind summary").evaluate_all(CONTRAST)) >= READABLE


def test_tables_fit_and_their_text_stands_left(page):
    tables = page.locator(".rahmen-table")
    for place in range(tables.count()):
        tables.nth(place).scroll_into_view_if_needed()
        assert tables.nth(place).evaluate("e => e.scrollWidth <= e.closest('.jp-OutputArea-output').clientWidth")
    assert set(page.locator(".rahmen-table td:not(.number)").evaluate_all(ALIGNED)) == {"left"}
    assert set(page.locator(".rahmen-table td.number").evaluate_all(ALIGNED)) == {"right"}


ALIGNED = "all => all.map(e => getComputedStyle(e).textAlign)"


def test_a_share_leads_to_its_sentences(page):
    share = page.locator(".rahmen-table a").first
    address = share.get_attribute("href").removeprefix("#")
    share.click()
    behind = page.locator(f".rahmen-behind details:has(#{address})")
    assert behind.evaluate("e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight; }")
    if behind.get_attribute("open") is None:
        behind.locator("> summary").click()
    assert behind.locator("li mark").first.is_visible()


def counts(tooltip):
    """Read how many of how many sentences a share is made of."""
    return tuple(map(int, re.search(r"(\d+) of (\d+) sentences", tooltip).groups()))


def test_from_a_number_to_its_evidence_in_two_clicks(explorer):
    page = explorer.page
    assert page.locator(lab.ERRORS).count() == 0
    assert not page.locator("#rahmen-static-groups").is_visible()  # the panel stands in the place of the static table
    share = explorer.locator("button[title^='Widerstand, comparison']")
    found, _ = counts(share.get_attribute("title"))
    share.click()
    sentences = explorer.locator(".rahmen-behind > details > ol > li")
    sentences.first.wait_for()
    assert sentences.count() == found > 2
    assert all(sentences.evaluate_all("all => all.map(e => e.querySelector('summary mark') !== null)"))
    sentences.first.locator("summary").click()
    told = sentences.first.locator("details")
    assert re.search(r"»\S.*« \(rule: .+\)", told.locator("li").first.inner_text())
    assert told.locator("p b").is_visible()
    for theme in ("Light", "Dark"):
        lab.dress(page, theme)
        picture(page, f"lab_explorer_{theme.lower()}", ".rahmen-explore", 1500)
        ratios = explorer.locator("mark, .rahmen-behind li, .rahmen-hint, .widget-label").evaluate_all(CONTRAST)
        assert min(ratios) >= READABLE, theme


def test_figure_numbers_and_sentences_follow_the_menus(explorer):
    explorer.locator("button[title^='Widerstand, comparison']").click()
    share = explorer.locator("button.mod-primary")
    found, base = counts(share.get_attribute("title"))
    drawn = explorer.locator(".rahmen-figure img").get_attribute("alt")
    explorer.locator(".widget-dropdown", has_text="voice").locator("select").select_option("own")
    chosen = explorer.locator("button.mod-primary[title*='voice own']")
    chosen.wait_for()
    own, same = counts(chosen.get_attribute("title"))
    assert 0 < own < found and same == base  # all sentences stay the base
    page = explorer.page
    page.wait_for_function(f"document.querySelectorAll('.rahmen-explore .rahmen-behind ol > li').length == {own}")
    assert explorer.locator(".rahmen-figure img").get_attribute("alt") != drawn
    explorer.locator(".widget-dropdown", has_text="frame").locator("select").select_option("Widerstand")
    explorer.locator("button:not([title*='Widerstand'])").first.wait_for(state="detached")
    assert explorer.locator("button").count() == 3
