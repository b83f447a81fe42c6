"""What is cited in so many words, »Ich zitiere: …«, turns and headings before a colon, and what was found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.citing import leader
from rahmen.german.clauses import Sentence
from tests.clauses import main
from tests.spoken import said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ich zitiere Ute Lenz: Der Ofen bleibt kalt.", [("Der Ofen bleibt kalt", "Ute Lenz")]),
        ("Zitat von Ute Lenz: Der Ofen bleibt kalt.", [("Der Ofen bleibt kalt", "Ute Lenz")]),
        ("Lenz hat geschrieben – ich zitiere –: Der Ofen bleibt kalt.", [("Der Ofen bleibt kalt", "Lenz")]),
        ("Das Zitat ist alt, der Ofen neu.", []),
        ("Lenz: Wir backen morgen.", [("Wir backen morgen", "Lenz")]),
        ("Lenz: Der Ofen bleibt kalt.", []),  # nobody says »wir«
        ("Fazit: Wir backen morgen.", []),
        ("Mein Rat: Wir backen morgen.", []),
    ],
)
def test_what_is_cited_or_answered_behind_a_colon(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("Gewerkschaft: Streik beginnt am Montag", "named", "Gewerkschaft"),
        ("Gewerkschaft: Der Streik beginnt am Montag.", "own", ""),  # no title
        ("Ofen: Streik beginnt am Montag", "own", ""),
        ("Kritik des Försters Ole Hinz: Das Holz ist nass.", "named", "des Försters Ole Hinz"),
        ("Kritik der letzten Jahre: Das Holz ist nass.", "own", ""),
        ("Forscher der Stadt Lohne: Das Holz ist nass.", "named", "Forscher der Stadt Lohne"),
        ("Ein böser Leserbrief: Das Holz ist nass.", "named", "Ein böser Leserbrief"),
        ("Ein böser Winter: Das Holz ist nass.", "own", ""),
        ("Ich höre bei jedem Besuch: Das Holz ist nass.", "unnamed", ""),
        ("Sie hören bei jedem Besuch: Das Holz ist nass.", "own", ""),
        ("Wir haben uns sagen lassen: Das Holz ist nass.", "unnamed", ""),
        ("Wir haben den Wagen stehen lassen: Das Holz ist nass.", "own", ""),
        ("Das Holz ist nass, wie Förster mit einer Karte belegen konnten.", "named", "Förster"),
        ("Sie zeigen das Holz, wie Förster es lagern konnten.", "own", ""),
        ("Hinz hat die Fäule in einem Fachblatt beschrieben.", "named", "Hinz"),
        ("Hinz hat die Fäule in einem Brief beschrieben.", "own", ""),
    ],
)
def test_headings_hearing_and_finding_out(text, voice, speaker):
    assert main(text, "voice", "speaker") == [[voice, speaker]]


@pytest.mark.parametrize(
    ("text", "who", "cue"),
    [
        ("Ich zitiere Ute Lenz:", "Ute Lenz", "zitiere"),
        ("Der Förster sagte weiter:", "Der Förster", "sagte"),
        ("Da heißt es:", None, "heißt"),
        ("Gern zitiere ich aus dem Brief:", None, "zitiere"),
    ],
)
def test_who_leads_to_the_next_sentence(text, who, cue):
    sentence = Sentence(text)
    speaker, at = leader(sentence)
    assert (speaker and " ".join(sentence.forms[slice(*speaker)])) == who
    assert sentence.forms[slice(*at)] == [cue]
    assert leader(Sentence("Der Förster geht weiter:")) is None


def test_a_leader_holds_the_sentence_behind_its_colon_alone():
    text = "Ich zitiere Ute Lenz:\n\nDer Ofen ist kalt.\n\nDas Holz ist nass."
    assert main(text, "voice") == [["named"], ["named"], ["own"]]
    assert main(text.replace("Lenz:", "Lenz."), "voice") == [["own"], ["own"], ["own"]]


def test_a_leader_before_marks_alone_does_no_harm():
    rahmen.find_speech("Ich zitiere Anna Roth:\n\n…\n\nDas ist alles.")


WORDS = ("Ich", "zitiere", "Zitat", "Anna", "Roth", "sagte", "es", "heißt", "von", "aus", "der", "wird", ",", "–", ":")


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join) | st.text(max_size=60))
def test_a_leader_lies_in_its_sentence(text):
    sentence = Sentence(text)
    found = leader(sentence)
    if found:
        who, (first, stop) = found
        assert 0 <= first < stop <= len(sentence)
        assert who is None or 0 <= who[0] < who[1] <= len(sentence)
