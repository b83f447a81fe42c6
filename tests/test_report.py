"""The report as a page: its structure, without a browser."""

import re
from itertools import pairwise

import pytest
from lxml import html as parser

from rahmen.views import render_report
from rahmen.views.report import PARTS

LINKED = {
    *("share of sentences", "share, article", "share, comparison", "hits", "n", "in the rest", "documents", "sentence"),
    *("all codes", "own words", "own words, asserted", "both", "machine alone", "sheet alone"),
}
"""The columns of shares and counts of sentences, documents and words."""


@pytest.fixture(scope="module")
def page(report):
    return parser.document_fromstring(report)


def text_of(element):
    return " ".join(element.text_content().split())


def test_the_chapters_go_from_the_question_to_doing_it_again(page):
    assert [text_of(heading) for heading in page.xpath("//main//h2")] == list(PARTS.values())
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    for part in PARTS:
        assert len(text_of(page.get_element_by_id(part))) > 200, part
    assert not [heading for heading in page.xpath("//h4") if text_of(heading) == "What this cannot tell"][1:]


def test_the_page_can_be_found_one_s_way_in(page):
    assert [len(page.xpath(f"//body/{tag}")) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    first = page.xpath("//body//a")[0]
    assert (first.get("href"), first.get("class")) == ("#main", "rahmen-skip")
    listed = [link.get("href")[1:] for link in page.xpath("//nav//a")]
    assert [one for one in listed if one in PARTS] == list(PARTS)
    assert len(listed) > len(PARTS)


def test_every_link_leads_to_one_place(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in page.xpath("//a/@href")}
    assert all(href.startswith("#") for href in page.xpath("//a/@href"))
    assert targets <= set(ids)
    assert len(targets) > 150


def test_every_share_and_count_of_a_result_leads_to_its_sentences(page):
    tables = page.xpath('//table[contains(@class, "rahmen-linked")]')
    assert len(tables) > 10
    seen = set()
    for table in tables:
        heads = [text_of(head) for head in table.xpath(".//th")]
        beside = {"documents"} if {"share of sentences", "word"} & set(heads) else set()  # no list of their own
        for row in table.xpath(".//tbody/tr"):
            for head, cell in zip(heads, row.xpath("./td"), strict=True):
                if head in LINKED - beside and (head, text_of(cell)) != ("in the rest", "0"):
                    seen.add(head)
                    assert cell.xpath("./a[@href]"), (text_of(table.xpath("./caption")[0]), head, text_of(cell))
    assert seen == LINKED
    unlinked = page.xpath('//section[@id="results"]//table[not(contains(@class, "rahmen-linked"))]')
    assert not [table for table in unlinked if "share of sentences" in map(text_of, table.xpath(".//th"))]


def test_the_number_that_leads_to_a_list_is_the_length_of_the_list(page):
    checked = 0
    for cell in page.xpath('//table[contains(@class, "rahmen-linked")]//td[a]'):
        count = re.match(r"(\d+) of \d+ \(", text_of(cell))
        if count:
            place = page.get_element_by_id(cell.find("a").get("href")[1:])
            told = text_of(place.getparent().find("summary")) if place.tag == "ol" else text_of(place)
            assert re.search(r": (\d+|none)", told)[1].replace("none", "0") == count[1], told
            checked += 1
    assert checked > 40


def test_a_list_leads_back_and_marks_what_carries_the_code(page):
    lists = page.xpath('//section[@id="sentences"]//ol[@id]')
    assert len(lists) > 100
    back = [one for one in lists if one.getparent().xpath('./p[@class="rahmen-back"]/a')]
    assert len(back) > 0.9 * len(lists)
    assert all(one.getparent().tag == "details" for one in lists)
    frames = page.xpath('//section[@id="sentences-02_comparison"]//ol[starts-with(@id, "groups--")]/li')
    assert all(item.xpath(".//mark") for item in frames)


def test_figures_say_in_words_what_they_show(page):
    pictures = page.xpath("//img")
    assert len(pictures) > 15
    for picture in pictures:
        assert len(picture.get("alt")) > 40
        assert re.search(r"\d|[A-ZÄÖÜ]\w+,", picture.get("alt")), picture.get("alt")
    assert len({picture.get("alt") for picture in pictures}) == len(pictures)
    assert all(figure.find("figcaption") is not None for figure in page.xpath("//figure"))


def test_german_is_told_from_english(page):
    assert page.get("lang") == "en"
    for item in page.xpath('//section[@id="sentences"]//ol[@id]/li'):
        assert item.xpath('.//span[@lang="de"]')
    assert all(view.get("lang") == "de" for view in page.xpath('//div[@class="rahmen-read"]'))
    assert all(cell.get("lang") == "de" for cell in page.xpath("//td[normalize-space()='Zensurrisiko']"))
    assert page.xpath("//td[normalize-space()='Zensurrisiko']")


def test_nothing_is_loaded_from_elsewhere_and_the_page_is_small(report, page):
    loaded = page.xpath("//@src") + page.xpath("//link/@href")
    assert all(source.startswith("data:image/png;base64,") for source in loaded)
    assert not page.xpath("//script|//iframe|//object|//form")
    assert not re.search(r"@import|url\(", "".join(page.xpath("//style/text()")))
    assert len(report.encode("utf-8")) < 3_000_000


def test_wide_tables_scroll_in_a_place_that_can_be_focused(page):
    for table in page.xpath("//table"):
        around = table.getparent()
        assert (around.get("class"), around.get("tabindex"), around.get("role")) == ("rahmen-scroll", "0", "group")
        assert around.get("aria-label")
    assert all(block.get("tabindex") == "0" for block in page.xpath("//pre"))


def test_cells_go_where_their_tags_say():
    import nbformat

    v4 = nbformat.v4
    book = v4.new_notebook(metadata={"rahmen": {"part": "again"}})
    book.cells = [v4.new_markdown_cell("# Own\n\nText."), v4.new_markdown_cell("No.", metadata={"tags": ["notebook"]})]
    other = v4.new_notebook()
    other.cells = [
        v4.new_markdown_cell("# A & B\n\nWhy?"),
        v4.new_code_cell("1", outputs=[v4.new_output("stream", name="stdout", text="because")]),
        v4.new_markdown_cell("## What this cannot tell\n\nMuch.", metadata={"tags": ["limits"]}),
        v4.new_markdown_cell("So."),
    ]
    page = parser.document_fromstring(render_report([("a", other), ("b", book)], {}))
    told = {part: text_of(page.get_element_by_id(part)) for part in ("question", "results", "limits", "again")}
    assert told["question"] == "Question and short answer A & B Why? because"
    assert told["results"] == "Results A & B So."
    assert told["limits"] == "Limits: what this cannot tell A & B Much."
    assert told["again"].endswith("Own Text.")
    assert page.xpath("//title/text()") == ["Framing report: A & B"]
    alone = parser.document_fromstring(render_report([("a", other)], {}))
    assert not alone.xpath("//h3|//nav//ol//ol")
    assert not page.xpath("//*[@id='material']")
