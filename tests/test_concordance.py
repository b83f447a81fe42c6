import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.kwic import kwic
from rahmen.views.concordance import concordance


def hits(*rows):
    table = pd.DataFrame(rows, columns=["before", "match", "after"])
    return table.assign(doc=[f"d{n}" for n in range(len(rows))], sentence=range(len(rows)))


def test_what_kwic_finds_stands_in_three_columns():
    documents = pd.DataFrame({"doc": ["a"], "text": ["Viele fürchten die Zensur. Sie gehen."]})
    shown = concordance(kwic(rahmen.split_sentences(documents), "Zensur"))
    html = shown._repr_html_()
    assert '<td class="before">Viele fürchten die </td><td class="match"><b>Zensur</b></td>' in html
    assert '<td class="after">. Sie gehen.</td>' in html
    assert ".before { text-align: right; }" in html
    assert "1 hit in 1 of 1 documents" in html and "1 hit in 1 of 1 documents" in repr(shown)


def test_the_plain_lines_stand_under_one_another():
    lines = repr(concordance(hits(("Die ", "Flucht", "."), ("Wir sahen die ", "Flucht", " kommen.")))).splitlines()
    assert lines == ["          Die [Flucht].  (d0, 0)", "Wir sahen die [Flucht] kommen.  (d1, 1)"]


def test_a_limit_tells_what_it_leaves_out():
    table = hits(*[("", "Netz", "")] * 5)
    assert concordance(table, limit=2).html.count("<tr>") == 2
    assert "… and 3 more hits." in concordance(table, limit=2).html
    assert "… and 1 more hit." in repr(concordance(table, limit=4))
    assert "more hit" not in concordance(table, limit=5).html


def test_an_empty_table_and_mistakes():
    assert "<tr>" not in concordance(hits()).html
    with pytest.raises(ValueError, match="no column 'match'"):
        concordance(hits().drop(columns="match"))
    with pytest.raises(ValueError, match="`limit` parameter must be 1 or more; not 0"):
        concordance(hits(), limit=0)


@given(*[st.text("<>&\"'ab/", max_size=12)] * 4)
def test_all_is_escaped(before, match, after, doc):
    table = hits((before, match, after)).assign(doc=doc)
    table.attrs["note"] = doc
    body = concordance(table).html.split("</style>")[1]
    tags = set(re.findall(r"<[^>]*>", body))
    assert tags <= {
        '<table class="rahmen-kwic" lang="de">', "</table>", "<tbody>", "</tbody>", "<tr>", "</tr>", "<p>", "</p>",
        '<th scope="row">', "</th>", '<td class="before">', '<td class="match">', '<td class="after">', "</td>",
        "<b>", "</b>",
    }  # fmt: skip
