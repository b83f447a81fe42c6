from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german import Words, find_negation
from rahmen.german.negation import find_scopes

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "negation_cases.tsv").read_text(encoding="utf-8").splitlines()
]


def denied(sentence, word):
    return any(Words(sentence).forms.index(word) in places for _, places in find_scopes([sentence])[0])


def test_cases_reach_the_goal():
    right = [denied(sentence, word) == (wanted == "1") for sentence, word, wanted in CASES]
    assert len(right) >= 100
    assert sum(right) / len(right) >= 0.95


@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        ("Ich mag den Kuchen nicht.", "Kuchen", True),
        ("Das ist keineswegs Zensur.", "Zensur", True),
        ("Das ist alles andere als ein Gewinn.", "Gewinn", True),
        ("Es gab weder Protest noch Streik.", "Streik", True),
        ("Kaum jemand nutzte die Chance.", "Chance", True),
        ("Von Widerstand kann keine Rede sein.", "Widerstand", True),
        ("Die Behörde lehnte den Dialog ab.", "Dialog", True),
        ("Die Flut kam, ohne dass ein Protest begann.", "Protest", True),
        ("Die Flut kam, ohne dass ein Protest begann.", "Flut", False),
        ("Nicht nur Protest, sondern auch Streik.", "Protest", False),
        ("Niemand bestreitet den Nutzen.", "Nutzen", False),
        ("Ich kam nicht, aber der Protest begann.", "Protest", False),
        ("Es gab Protest.", "Protest", False),
    ],
)
def test_scope_on_both_sides(sentence, word, wanted):
    assert denied(sentence, word) is wanted


@given(
    st.lists(
        st.sampled_from(["nicht", "kein", "ohne", "weder", "noch", "lehnte", "ab", ",", "und", "Haus", "geht", "."])
    )
)
def test_scopes_lie_within_the_sentence(pieces):
    words = Words(" ".join(pieces))
    for cue, scope in find_scopes([words.text])[0]:
        assert 0 <= cue < len(words)
        assert scope <= set(range(len(words))) - {cue}


def test_the_table_has_offsets():
    text = "Es gab keinen Protest."
    table = find_negation(text)
    assert table["cue"].unique().tolist() == ["keinen"]
    assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["word"].tolist()
    assert find_negation("Es gab Protest.").empty
