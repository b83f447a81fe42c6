"""Quotation marks: which belong together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german import find_quotations


def found(text):
    return [(text[a:b], depth) for a, b, depth in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er rief: „Nie!“", ["„Nie!“"]),
        ("»Ja«, sagte sie, »und nein.«", ["»Ja«", "»und nein.«"]),
        ("«Oui», meinte er.", ["«Oui»"]),
        ("“Yes,” he said, and ”no”.", ["“Yes,”", "”no”"]),
        ('"Ja", sagte er, "nein".', ['"Ja"', '"nein"']),
        ("Das geht's nicht an, Hans' Auto.", []),
        ('Ein 15" großer Bildschirm.', []),
    ],
)
def test_marks_of_all_kinds(text, expected):
    assert [quotation for quotation, _ in found(text)] == expected


def test_nested_quotations_have_a_depth():
    assert found("„Sie sagte ‚nie‘ zu mir“") == [("„Sie sagte ‚nie‘ zu mir“", 0), ("‚nie‘", 1)]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    assert found("„Offen bis hier\n\nNeuer „Absatz“.") == [("„Offen bis hier", 0), ("„Absatz“", 0)]


def test_the_same_marks_nest_where_enough_close():
    outer = "„Wir haben viele „Kleinbetriebe“ beraten, und „Große“ auch. Es lief gut“"
    assert found(f"{outer}, sagte sie.") == [(outer, 0), ("„Kleinbetriebe“", 1), ("„Große“", 1)]
    assert found("„Hier offen. „Ja“, rief er, „nein“.") == [("„Hier offen. ", 0), ("„Ja“", 0), ("„nein“", 0)]


def test_a_quotation_goes_on_where_the_next_paragraph_closes_one_more():
    whole = "„Erst das eine.\n\nDann „in Ruhe“ das andere.“"
    assert found(f"{whole} So sprach sie.") == [(whole, 0), ("„in Ruhe“", 1)]
    assert found("„Erst offen.\n\n„Ganz“ anders.")[0] == ("„Erst offen.", 0)


@given(st.text(alphabet="ab „“»«\"‚‘\n'", max_size=60))
def test_spans_lie_within_the_text_and_in_one_another(text):
    spans = find_quotations(text)
    assert all(0 <= a < b <= len(text) for a, b, _ in spans)
    for a, b, depth in spans:
        around = [(x, y) for x, y, _ in spans if x < a and y >= b]
        assert len(around) >= (depth > 0)


def test_thousands_of_open_marks_end_where_the_next_opens():
    spans = find_quotations("„a »b " * 20_000)
    assert len(spans) == 40_000
    assert max(depth for *_, depth in spans) == 1
    assert max(end - start for start, end, _ in spans) == 6
