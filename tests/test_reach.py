"""What a sentence denies, and how far: beside particles, phrases, comparisons and subordinate clauses."""

import pytest

from tests.clauses import at


def test_instead_denies_its_noun_alone():
    text = "Statt neuer Verbote sind jetzt Gespräche nötig."
    assert at(text, "Verbote").status == "negated"
    assert at(text, "Gespräche").status == "asserted"


@pytest.mark.parametrize("text", ["Fehler bei der Vergabe bestreitet er.", "Einen Streit verhinderte sie gerade noch."])
def test_a_verb_that_denies_reaches_its_object_before_it(text):
    assert at(text, "Fehler" if "Fehler" in text else "Streit").status == "negated"
