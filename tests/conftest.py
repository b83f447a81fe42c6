"""Shared material: small tables made by hand, the study's corpus, notebooks and report."""

import os
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import settings
from nbclient import NotebookClient

import rahmen
from tests.browser import started

# Speed is measured in benchmarks: on a busy machine a test must not fail for being slow.
settings.register_profile("rahmen", deadline=None)
settings.load_profile("rahmen")

# Tests of what stands around the package are left out where it stands alone: `make wheel` runs the rest on the wheel.
CHECKOUT = (Path(__file__).parent.parent / "corpus").is_dir()
ABOUT = (
    "ascribing broken browser citing codes docs environment failing generic layers licences methods notebooks "
    "packaging r reach readme report report_browser sentences site status surety taking telling"
)
collect_ignore = [] if CHECKOUT else ["clauses.py", *(f"test_{name}.py" for name in ABOUT.split())]

BOOK = """
name = "small"
scheme = "frames"
[groups]
sport = ["tor", "trainer*"]
states = ["china*"]
[[label]]
name = "resistance"
title = { de = "Widerstand", en = "Resistance" }
indicators = ["protest*", "*widerstand*", "ab|lehn*", "{wehrt,wehren} … gegen", { find = "druck", with = "states" }]
exclude = ["protestant*"]
[[label]]
name = "opportunity"
title = { de = "Chance", en = "Opportunity" }
indicators = [{ find = "chance*", without = "sport" }, { find = ["hoff*", "nutzen"], weight = 0.5 }]
"""


@pytest.fixture(autouse=True)
def extras(request):
    """Skip what is to be done in a format for which an extra is needed, where it is not installed."""
    given = getattr(request.node, "callspec", None)
    if given and given.params.get("ending") in (".xmi", ".zip"):
        pytest.importorskip("cassis", reason="install the extra: pip install 'rahmen[cas]'")


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(BOOK, encoding="utf-8")
    return str(path)


@pytest.fixture
def coder(book):
    return rahmen.CodebookClassifier(book)


@pytest.fixture
def documents():
    texts = {
        "a": "Nutzer protestieren.\n\nEine Chance. Es regnet.",
        "b": "Es schneit. Der Tee ist heiß.",
        "c": "Protest!",
    }
    table = pd.DataFrame({"doc": list(texts), "text": list(texts.values()), "group": ["x", "x", "y"]})
    return rahmen.documents(table)


@pytest.fixture
def sentences(documents):
    return rahmen.split_sentences(documents)


@pytest.fixture
def codes(sentences, coder):
    return rahmen.annotate(sentences, coder)


@pytest.fixture(scope="session")
def corpus():
    if not CHECKOUT:
        pytest.skip("the study's corpus is in no package; get the repository")
    return rahmen.load_corpus()


@pytest.fixture(scope="session")
def article(corpus):
    sentences = rahmen.split_sentences(corpus)
    return sentences[sentences["group"] == "article"]


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window, for the tests of one module; skipped where there is none (tests/browser.py)."""
    with started() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def execute():
    """Give a function that executes a notebook without a network, each once for all tests."""

    @cache
    def run(path):
        notebook = nbformat.read(path, as_version=4)
        # the notebook on large corpora makes 100,000 unless told; whoever asks the network is refused at once
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
        client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}})
        client.execute(env={**os.environ, **proxies, "RAHMEN_ARTICLES": "200"})
        return notebook

    return run


@pytest.fixture(scope="session")
def report(execute):
    """The report of the study, as HTML."""
    from rahmen.study import find_notebooks
    from rahmen.views import render_report

    notebooks = find_notebooks(Path(__file__).parent.parent / "notebooks")
    facts = {"rahmen": rahmen.__version__, "begun": "2025-01-31T00:00:00+00:00"}
    return render_report([(path.stem, execute(path)) for path in notebooks], facts)
