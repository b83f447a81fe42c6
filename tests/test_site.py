"""The documentation site: built without a warning, complete, its links lead somewhere, and it opens offline."""

import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

import rahmen
from docs import pages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ADDRESSES = {
    "https://keepachangelog.com/en/1.1.0/",
    "https://aclanthology.org/2020.acl-demos.12",
    "https://arxiv.org/abs/2402.05672",
    "https://arrow.apache.org/docs/r/",
    "https://dplyr.tidyverse.org/",
    "https://github.com/pradyunsg/furo",
}
"""All that leads out of the site: a new address is put in here by hand, once somebody has opened it."""


class Page(HTMLParser):
    """What a page links to, what it fetches, and what can be linked to."""

    def __init__(self, text):
        super().__init__()
        self.text, self.links, self.fetched, self.anchors, self.images = text, [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.anchors.add(given.get("id"))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("link", "script", "img", "iframe", "source"):
            self.fetched += [given[name] for name in ("href", "src", "srcset") if name in given]
        if tag == "img":
            self.images.append(given)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    asked = ["-q", "-W", "--keep-going", "-d", out / "doctrees", "docs", out / "html"]
    done = subprocess.run([sys.executable, "-m", "sphinx", *asked], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {p.relative_to(out / "html").as_posix(): Page(p.read_text("utf-8")) for p in (out / "html").rglob("*.html")}


def test_every_public_name_is_told(site):
    anchors = set().union(*(page.anchors for page in site.values()))
    for name in rahmen.__all__:
        assert anchors & {f"rahmen.{name}", f"module-rahmen.{name}"}, name
    for room in (name for name in rahmen.__all__ if hasattr(getattr(rahmen, name), "__all__")):
        for name in getattr(rahmen, room).__all__:
            assert anchors & {f"rahmen.{name}", f"rahmen.{room}.{name}"}, f"{room}.{name}"


def test_links_lead_somewhere(site):
    for name, page in site.items():
        for link in page.links:
            if re.match(r"\w+:", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = (Path(name).parent / path).as_posix() if path else name
            target = re.sub(r"[^/]+/\.\./", "", re.sub(r"[^/]+/\.\./", "", target))
            if target.startswith("_downloads"):
                continue  # Sphinx warns where the file is not there
            assert target in site, (name, link)
            assert not anchor or anchor in site[target].anchors, (name, link)


def test_it_opens_offline(site):
    for name, page in site.items():
        assert not [link for link in page.fetched if re.match(r"(\w+:)?//", link)], name
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", page.text), name


def test_it_leads_to_known_addresses_alone(site):
    assert {link for page in site.values() for link in page.links if re.match(r"\w+:", link)} == ADDRESSES


def test_figures_have_an_alternative_text(site):
    shown = [image for image in site["figures.html"].images if "_images" in image["src"]]
    assert len(shown) == len(list((DOCS / "figures").glob("*.png")))
    for page in site.values():
        for image in page.images:
            assert len(image.get("alt", "")) > 3, image


def test_a_page_has_one_title(site):
    for name, page in site.items():
        assert name == "search.html" or len(re.findall(r"<h1\b", page.text)) == 1, name


def test_formulas_are_drawn(site):
    assert site["methods.html"].text.count("<math") > 30
    assert not [name for name, page in site.items() if "$$" in page.text and name != "search.html"]


def test_the_codebook_is_whole(site):
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", site["codebook.html"].text)).split())
    for label in rahmen.load_codebook().labels:
        assert f"{len(label.rules)} indicators:" in text
        for said in (*label.title.values(), *label.definition.values(), *label.examples, *label.counter_examples):
            assert " ".join(said.split()) in text, said


def test_every_command_is_told(site):
    from typer.main import get_command

    from rahmen.cli import app

    for name, command in get_command(app).commands.items():
        for each in getattr(command, "commands", {"": None}):
            assert f"rahmen {name} {each}".strip() in site["commands.html"].text


# -- what is generated -----------------------------------------------------------------------------------------------


def test_tables_of_pages_say_what_was_measured():
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    marks = [mark for page in DOCS.rglob("*.md") for mark in pages._MARK.finditer(page.read_text(encoding="utf-8"))]
    asked = [mark[2] for mark in marks if mark[1] == "table"]
    assert len(asked) >= 10
    for one in asked:
        section = results.split(f"\n## {one.split(';')[0].strip()}\n")[1].split("\n## ")[0]
        measured = [[cell.strip() for cell in line.split("|")] for line in section.splitlines() if line.startswith("|")]
        lines = pages.table(one).splitlines()
        rows = [line for line in lines if line.startswith("|")]
        assert len(rows) > 2
        for row in rows[:1] + rows[2:]:
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            assert any(in_order(cells, line) for line in measured), row
        command = re.search(r"`(make|python -m)[^`]+`", section)[0]
        assert command in lines[-1]


def in_order(cells, line):
    rest = iter(line)
    return all(cell in rest for cell in cells)


def test_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no section"):
        pages.table("Nothing ;; label")
    with pytest.raises(ValueError, match="begins with 'colour'"):
        pages.table("Sentiment ;; colour")
    with pytest.raises(ValueError, match="begins with 'nobody'"):
        pages.table("Sentiment ;; method ; nobody")
    with pytest.raises(ValueError, match="leads nowhere"):
        pages.linked("[x](nothing.md)", "docs/index.md", "index.md")


def test_links_of_files_become_links_of_the_site():
    assert pages.linked("[a](RESULTS.md#speed)", "benchmarks/x.md", "howto/r.md") == "[a](../results.md#speed)"
    assert pages.linked("![b](../docs/figures/bench.png)", "benchmarks/x.md", "results.md") == "![b](figures/bench.png)"
    kept = "[c](https://example.org) [d](#e)"
    assert pages.linked(kept, "README.md", "index.md") == kept


def test_links_of_pages_can_be_opened_in_the_repository_too():
    for page in DOCS.rglob("*.md"):
        for address in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / address).exists(), (page, address)
