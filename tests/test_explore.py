"""The explorer: its shares and sentences, its panel without a browser, and what is seen where no kernel answers."""

import re
import sys

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

import rahmen
from rahmen import views

CODE = """
import pandas as pd, rahmen
from rahmen import views
texts = pd.DataFrame({"doc": ["a", "b"], "group": ["x", "y"], "text": ["Nutzer protestieren.", "Es regnet."]})
sentences = rahmen.split_sentences(texts)
coder = rahmen.CodebookClassifier()
views.explore(rahmen.annotate(sentences, coder), sentences, rahmen.explain(sentences, coder))
"""


@pytest.fixture
def voiced(documents, coder, book):
    said = "Laut Anna Roth gibt es keinen Protest. Nutzer protestieren."
    more = pd.DataFrame({"doc": ["d"], "group": ["y"], "event": ["f"], "text": [said]})
    documents = rahmen.documents(pd.concat([documents[["doc", "group", "text"]].assign(event="e"), more]))
    sentences = rahmen.split_sentences(documents)
    codes = rahmen.annotate(sentences, coder)
    return views.explore(codes, sentences, rahmen.explain(sentences, coder), codebook=book)


@pytest.fixture
def panel(voiced):
    pytest.importorskip("ipywidgets")
    from rahmen.views.panel import Panel

    return Panel(voiced)


def share(explorer, **chosen):
    table = explorer.shares(label="resistance", **chosen).set_index("group")
    return {group: (round(row.share * row.n), row.n) for group, row in table.iterrows()}


def test_all_sentences_stay_the_base(voiced):
    assert voiced.choices["group"] == ["x", "y"]
    assert voiced.choices["voice"] == ["own", "named"]
    assert share(voiced) == {"x": (1, 5), "y": (3, 3)}
    assert share(voiced, voice="own") == {"x": (1, 5), "y": (2, 3)}
    assert share(voiced, voice="named", status="negated") == {"x": (0, 5), "y": (1, 3)}
    assert share(voiced, event="f") == {"y": (2, 2)}
    assert voiced.shares(group="x", event="f").empty


def test_the_sentences_are_those_that_are_counted(voiced):
    listed = voiced.sentences("resistance", "y", voice="named")
    assert listed.plain == "Widerstand: 1"
    assert re.search(r"<mark[^>]*>Protest<sup>", listed.html)
    assert "negated, voice: named (Anna Roth)" in listed.html
    assert "<b>Laut Anna Roth gibt es keinen Protest.</b> Nutzer protestieren." in listed.html


def test_what_cannot_be_explored_is_refused(codes, sentences, voiced):
    with pytest.raises(ValueError, match="must be one of 'group', 'event', 'voice', 'status'; not 'outlet'"):
        voiced.shares(outlet="z")
    two = rahmen.stack(codes, codes.assign(coder="other"))
    with pytest.raises(ValueError, match="explore shows one coder"):
        views.explore(two, sentences)
    with pytest.raises(ValueError, match="no column 'month'"):
        views.explore(codes, sentences, by="month")


def test_the_static_table_leads_to_its_sentences(voiced):
    html = voiced.static.html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert "explore--y--resistance" in targets
    assert all(f'id="{target}"' in html for target in targets)


def test_without_groups_there_is_one_column(codes, sentences, book):
    bare = codes.drop(columns="group")
    explorer = views.explore(bare, sentences, codebook=book)
    assert explorer.by is None and explorer.columns == []
    assert explorer.sentences("resistance").plain == "Widerstand: 2"


def test_a_click_on_a_share_brings_its_sentences_and_they_follow_the_menus(panel):
    assert panel.buttons["opportunity", "y"].disabled
    panel.buttons["resistance", "y"].click()
    assert panel.list.value.count("<mark") == 3
    assert "Widerstand, y" in panel.hint.value
    figure = panel.figure.value
    panel.menus["voice"].value = "named"
    assert panel.list.value.count("<mark") == 1
    assert panel.figure.value != figure
    assert panel.buttons["resistance", "y"].description.startswith("33.3 %")
    panel.menus["label"].value = "opportunity"
    assert set(panel.buttons) == {("opportunity", "x"), ("opportunity", "y")}
    assert panel.list.value == ""
    panel.menus["event"].value, panel.menus["group"].value = "f", "x"
    assert "No document fits" in panel.figure.value
    assert not panel.buttons


def test_groups_may_be_exchanged(panel):
    panel.by.value = "event"
    assert ("resistance", "f") in panel.buttons
    assert [label.value for label in panel.grid.children[1:3]] == ["e", "f"]


def test_without_ipywidgets_or_kernel_the_static_table_is_shown(voiced, monkeypatch):
    from IPython import display

    shown = []
    monkeypatch.setattr(display, "display", lambda data, raw: shown.append(data))
    voiced._ipython_display_()
    assert [list(data) for data in shown] == [["text/html", "text/plain"]]
    monkeypatch.setattr("IPython.get_ipython", lambda: type("Shell", (), {"kernel": True}))
    monkeypatch.delitem(sys.modules, "rahmen.views.panel", raising=False)
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    voiced._ipython_display_()
    assert len(shown) == 2


def test_an_exported_notebook_shows_the_table_and_hides_the_panel():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    NotebookClient(book, timeout=120).execute()
    static, *panel = book.cells[0].outputs
    assert 'href="#explore--x--resistance"' in static.data["text/html"]
    if panel:  # with ipywidgets: shown by a kernel alone
        assert panel[0].data["text/html"] == panel[0].data["text/plain"] == ""
    page, _ = HTMLExporter().from_notebook_node(book)
    assert '<table class="rahmen-table rahmen-linked">' in page and ">Widerstand</span>: 1" in page
