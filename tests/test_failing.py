"""What fails, is missed or called off, though no word denies it: »Der Ausflug ist geplatzt«."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.clauses import Sentence
from rahmen.german.failing import find_failures
from tests.clauses import at


def fails(text):
    """Give what fails, by the word that tells it."""
    sentence = Sentence(text)
    return {sentence.forms[cue]: [sentence.forms[p] for p in sorted(scope)] for cue, scope in find_failures(sentence)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Verkauf des Stegs ist geplatzt.", "Verkauf"),
        ("Im Rat scheiterte der Neubau.", "Neubau"),
        ("Den Aufstieg hat der Verein knapp verfehlt.", "Aufstieg"),
        ("Den Steg zu retten, ist dem Rat misslungen.", "retten"),
        ("Der Deich ist frei von Rissen.", "Rissen"),
        ("Von einem Verkauf ist man weit entfernt.", "Verkauf"),
        ("Die Pleite ist im letzten Moment abgewendet worden.", "Pleite"),
        ("Der Streik konnte abgewendet werden.", "Streik"),
        ("Die Pleite ist verhindert worden.", "Pleite"),
    ],
)
def test_what_fails_or_is_averted_is_denied(text, words):
    assert at(text, words).status == "negated"


def test_what_does_not_fail_is_not_denied():
    assert at("Der Verkauf ist nicht gescheitert.", "gescheitert").status == "negated"
    assert at("Der geplatzte Reifen liegt am Deich.", "Reifen").status == "asserted"


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("Die Reise scheitert am Geld.", {"scheitert": ["Die", "Reise"]}),
        ("Der Läufer verfehlt das Ziel, müde vom Weg.", {"verfehlt": ["das", "Ziel"]}),
        ("Sie versäumte es, den Brief zu öffnen.", {"versäumte": ["es", "den", "Brief", "zu", "öffnen"]}),
        ("Sie versäumte den Bus, weil sie zu spät kam.", {"versäumte": ["den", "Bus"]}),
        ("Von einem Sieg ist der Wirt weit entfernt.", {"entfernt": ["einem", "Sieg"]}),
        ("Das Konzert ist abgesagt.", {"abgesagt": ["Das", "Konzert", "ist"]}),
    ],
)
def test_how_far_a_failure_reaches(text, failed):
    assert fails(text) == failed


@pytest.mark.parametrize(
    "text",
    [
        "Fast scheiterte die Reise.",  # it did not
        "Der Sänger hat abgesagt.",  # nothing is told to be off
        "Das Zimmer ist frei.",
        "Vom Dorf liegt der Hof zwei Meilen entfernt.",
        "Das Scheitern war teuer.",  # a noun
    ],
)
def test_what_only_sounds_like_failing(text):
    assert fails(text) == {}


WORDS = ("scheitert", "verfehlt", "versäumte", "abgesagt", "ist", "worden", "frei", "von", "weit", "entfernt", "nicht")
PIECES = (*WORDS, "der", "Weg", "zu", "gehen", ",", ".", "–", "(")


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=60))
def test_scopes_lie_in_the_sentence_beside_their_word(text):
    sentence = Sentence(text)
    for cue, scope in find_failures(sentence):
        assert scope
        assert scope <= set(range(len(sentence))) - {cue}
