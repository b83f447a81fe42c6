"""What single word forms do where something is denied, and cues of several words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.denying import BIT, FLAGS, LONGEST_CUE, at_clauses, phrase_of, roles_of
from rahmen.german.facts import facts
from rahmen.german.tokens import read_tokens
from rahmen.german.words import fold_all


def denied(text):
    return set(rahmen.find_negation(text)["word"])


def test_no_cue_is_longer_than_is_looked_for():
    known = facts("negation")
    cues = [cue for kind in ("clause", "following") for cue in known[kind]["cues"]]
    assert max(len(cue.split()) for cue in cues) <= LONGEST_CUE


@pytest.mark.parametrize(
    ("text", "word", "near"),
    [
        ("Sie kauft das Rad auf keinen Fall.", "Rad", "Sie kauft das Rad auf jeden Fall."),
        ("Das Rad ist alles andere als neu.", "neu", "Alles andere am Rad ist neu."),
        ("Sie lehnte das Rad ab.", "Rad", "Sie lehnte das Rad an die Wand."),
        ("Das Amt spricht dem Verein jeden Nutzen ab.", "Nutzen", "Das Amt spricht dem Verein jeden Nutzen zu."),
        ("Das Licht blieb im Mai aus.", "Licht", "Das Licht blieb aus Versehen an."),
        ("Das Licht fehlt.", "Licht", "Die Fehler am Licht bleiben."),
        ("Sie fuhr ohne Licht.", "Licht", "Sie fuhr bei Licht."),
    ],
)
def test_a_cue_denies_and_what_looks_like_it_does_not(text, word, near):
    assert word in denied(text)
    assert word not in denied(near)


@pytest.mark.parametrize(
    ("words", "end", "found"),
    [
        ("alles andere als neu", 4, ("following", 3)),
        ("alles andere ist neu", 4, (None, 0)),
        ("lehnte das rad ab", 4, ("object", 3)),
        ("lehnte das rad ab", 3, (None, 0)),  # its clause ends before the particle
        ("bleibt das brot aus", 4, ("inside", 3)),
    ],
)
def test_cues_of_several_words(words, end, found):
    assert phrase_of(words.split(), end) == found


@pytest.mark.parametrize(
    ("word", "capital", "does"),
    [
        ("weil", False, (True, False, False)),
        ("und", False, (False, True, False)),
        ("kaufte", False, (False, False, True)),
        ("kaufte", True, (False, False, False)),  # a name
        ("bunt", False, (False, False, False)),  # no verb
        ("tat", False, (False, False, False)),  # too short to tell
    ],
)
def test_what_opens_joins_and_begins_clauses(word, capital, does):
    assert at_clauses(word, capital) == does


@pytest.mark.parametrize(
    ("word", "reached"),
    [("unwahrscheinlich", False), ("ungewohnt", False), ("unterschrieben", True), ("unstet", True), ("neu", True)],
)
def test_what_begins_with_un_is_denied_twice(word, reached):
    assert (word in denied(f"Das ist nicht {word}.")) is reached


ROLES = ("clause", "following", "noun", "object", "lack", "raising", "part")
FORMS = ["nicht", "Kein", "lehnte", "ab", "Haus", "ohne", "fehlt", "Fehler", "glaubt", "verhindert", "nimmer"]


@given(st.lists(st.sampled_from(FORMS) | st.text("abefhiklnotuü", min_size=1, max_size=8)))
def test_bits_tell_what_the_roles_tell(forms):
    tokens = read_tokens([" ".join(forms)])
    for number in tokens.used.tolist():
        bits, word = FLAGS(tokens)[number], fold_all([tokens.vocabulary.forms[number]])[0]
        assert {role for role in ROLES if bits & BIT[role]} == roles_of()(word)
