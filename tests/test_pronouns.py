"""Pronouns that speak, and whom their own sentence names before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.clauses import Sentence
from rahmen.german.pronouns import meant
from tests.spoken import told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ida Kranz kam spät, dann sagte sie: „Wir bleiben alle hier im Haus.“", "Ida Kranz"),
        ("Am Abend kam der Wirt: Er erklärte, dass die Gäste schuld seien.", "der Wirt"),
        ("Die Wirtin kam spät, dann sagte sie, das Bier sei warm.", "Die Wirtin"),
        ("Die Wirtin kam spät, dann sagte er, das Bier sei warm.", "er"),  # no article of his
        ("Ida Kranz hat Jan Ruge besucht, dann sagte er, das Bier sei warm.", "er"),  # which of the two?
        ("Die Lieferung kam spät, dann sagte sie, das Bier sei warm.", "sie"),  # no person
    ],
)
def test_a_pronoun_means_the_only_person_its_sentence_names_before(text, speaker):
    assert [who for _, _, who in told(text)] == [speaker]


WORDS = ["Ida", "Kranz", "der", "Wirt", "kam", ",", "sagte", "er", "sie", "und", "hat", "Die", ":", "„", "“"]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_whoever_is_meant_stands_before_the_pronoun(words):
    sentence = Sentence(" ".join(words))
    for place in range(len(sentence)):
        who = meant(sentence, place)
        assert who is None or 0 <= who[0] < who[1] <= place
