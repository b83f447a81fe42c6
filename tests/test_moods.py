"""What the mood of the verb alone tells as said, »Er sei krank«, and hearsay, »soll … haben«."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from tests.spoken import told

BEFORE = "Ute Lenz sagte, das Brot sei teuer."


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Der Bäcker habe Fieber.", ["Der Bäcker habe Fieber"]),
        ("Sei still!", []),
        ("Man nehme drei Eier.", []),
        ("Alle lachten, sei es aus Not, sei es aus Freude.", []),
        ("Der Laden öffnet um acht, es sei denn, der Bäcker verschläft.", []),
        ("Der Laden ist zu, der Bäcker sei krank.", ["der Bäcker sei krank"]),
    ],
)
def test_the_konjunktiv_reports_where_it_stands_for_no_wish(text, passages):
    assert told(text) == [("indirect", passage, "") for passage in passages]


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("Die Hefe wäre längst verbraucht.", True),
        ("Ich wäre lieber im Garten.", False),
        ("Wenn Hefe da wäre, würden alle backen.", False),
        ("Wer würde das Brot kaufen?", False),
    ],
)
def test_the_past_konjunktiv_reports_only_behind_what_is_told(sentence, goes_on):
    assert (sentence.rstrip(".?") in [passage for _, passage, _ in told(f"{BEFORE} {sentence}")]) is goes_on
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Die Bäckerin soll das Mehl gestohlen haben.", ["Die Bäckerin soll das Mehl gestohlen haben"]),
        ("Die Bäckerin soll das Mehl abwiegen.", []),
        ("Gesucht wird die Frau, die das Mehl gestohlen haben soll.", ["die das Mehl gestohlen haben soll"]),
        ("Gesucht wird die Frau, die das Mehl abwiegen soll.", []),
    ],
)
def test_hearsay_tells_what_is_past_and_no_plan(text, passages):
    assert told(text) == [("free_indirect", passage, "") for passage in passages]


WORDS = ["Ute", "Brot", "sei", "habe", "wäre", "sollte", "soll", "haben", "gebacken", "ich", "man", "als", "wenn", "es"]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", ", ", ". ", "! ", "? "])))


@given(TEXTS.map(lambda pairs: "".join(word + mark for word, mark in pairs)))
def test_words_without_a_cue_are_told_by_their_mood_or_by_soll(text):
    found = rahmen.find_speech(text)
    assert ((found["start"] >= 0) & (found["start"] < found["end"]) & (found["end"] <= len(text))).all()
    assert set(found["kind"]) <= {"indirect", "free_indirect"}
    assert set(found["cue"]) <= {"", "soll"}
    assert found["cue"].eq("soll").equals(found["kind"].eq("free_indirect"))
