"""Direct speech that no marks enclose: where the first person goes on behind who was shown to say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from tests.spoken import said, voices


def test_a_paragraph_ends_what_goes_on():
    text = "Wir bleiben, sagte Anna Roth. Ich komme vom Meer.\n\nUnser Autor war dabei."
    assert voices(text) == ["named", "named", "own"]


def test_the_first_person_goes_on_without_marks():
    text = "Wir bleiben, sagte Anna Roth. Unsere Leute wissen das. Ich habe keine Angst. Der Ort liegt am Meer."
    assert voices(text) == ["named", "named", "named", "own"]
    assert said(text) == [("Unsere Leute wissen das.", "Anna Roth"), ("Ich habe keine Angst.", "Anna Roth")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir gehen, so Wirt Jens Ruge. Das ist klar. Ich mag nicht mehr.", ["named"] * 3),  # one sentence between
        ("Wir gehen, so Wirt Jens Ruge. Der Wirt ist alt. Ich mag nicht mehr.", ["named", "own", "named"]),
        ("Wir gehen, so Wirt Jens Ruge. Das ist klar. Das Haus steht leer.", ["named", "own", "own"]),
        ("Jens Ruge will gehen. Er bleibt dabei. Das Haus steht vor unserer Zeitrechnung.", ["own"] * 3),
    ],
)
def test_how_far_it_goes_on(text, expected):
    assert voices(text) == expected


def test_an_author_in_the_first_person_speaks_for_himself():
    text = "Ich war gestern am Hafen. Der Steg ist zu. Wir bleiben, sagte Anna Roth. Ich habe genickt. Mir war kalt."
    assert voices(text) == ["own", "own", "named", "own", "own"]


def test_marks_keep_the_first_person():
    text = "Der Steg ist zu. „Wir bleiben hier am Hafen“, sagte Anna Roth. Das Holz fehlt. Ich habe genickt."
    assert voices(text)[-1] == "own"


def test_newspapers_quote_before_the_cue_too():
    text = (
        "Wirt Jens Ruge sagte, der Steg sei alt. Wir haben gewartet. Nun gehen wir, sagte Wirtin Ida Kranz. "
        "Bauer Tom Veit erklärte, das Wasser steige. Der Rat teilte mit, es gebe Geld."
    )
    assert said(text) == [("Wir haben gewartet.", "Wirtin Ida Kranz")]


def test_a_person_and_a_colon_lead_to_the_first_person():
    text = "Wir bleiben, sagte Anna Roth. Jens Ruge ist vorsichtiger: Wir sehen uns das an."
    assert said(text) == [("Wir sehen uns das an", "Jens Ruge")]
    thing = "Wir bleiben, sagte Anna Roth. Der Rat tagte. Der Mai kam. Die Zahl ist hoch: Wir haben Mai."
    assert said(thing) == []
    alone = "Im Gegenteil: Wir bleiben hier. Sie wissen das: Wir gehen nie."
    assert said(alone) == []


def test_a_person_behind_a_verb_that_trails_goes_with_a_cue_elsewhere():
    text = "Wir bleiben, sagte Anna Roth. Das Haus ist alt. Der Steg auch. Ich komme wieder, grinst Jens Ruge."
    assert said(text) == [("Ich komme wieder", "Jens Ruge")]
    assert said("Das Haus ist alt. Ich komme wieder, grinst Jens Ruge.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Wir müssen, wie Ute Lenz sagt, heim. Meine Füße tun weh.",
        "Dass wir heim müssen, sagte Ute Lenz. Meine Füße tun weh.",
        "Wir seien müde, sagte Ute Lenz. Meine Füße tun weh.",
        "Der Rucksack ist schwer, sagte Ute Lenz. Meine Füße tun weh.",
    ],
)
def test_what_quotes_nobody_in_the_first_person_opens_nothing(text):
    assert said(text) == []
    assert voices(text)[-1] == "own"


def test_the_first_person_is_whose_cue_stands_last():
    text = "Wir gehen heim, sagte Ute Lenz. Meine Füße tun weh. Ich friere, klagte Ole Hinz. Mir reicht es."
    assert said(text) == [("Meine Füße tun weh.", "Ute Lenz"), ("Mir reicht es.", "Ole Hinz")]


def test_it_goes_on_behind_the_cue_in_the_same_sentence():
    assert said("Wir gehen heim, sagte Ute Lenz, und meine Füße tun weh.") == [("und meine Füße tun weh", "Ute Lenz")]
    assert said("Wir gehen heim, sagte Ute Lenz, und alle Füße tun weh.") == []


def test_what_everybody_shares_is_nobodys_first_person():
    assert said("Wir gehen heim, sagte Ute Lenz. Unsere Galaxie ist groß.") == []
    assert said("Wir gehen heim, sagte Ute Lenz. Unsere Hütte ist groß.") == [("Unsere Hütte ist groß.", "Ute Lenz")]


PIECES = (
    *("Wir gehen heim, sagte Ute Lenz.", "Ole Hinz ist stur: Ich bleibe.", "Ich bleibe, grinst Ole Hinz."),
    *("Ich bleibe.", "Es war kalt.", "Der Weg war lang.", "Mein Hut!", "Warum ich?", "–", "\n\n"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))
def test_the_first_person_is_said_by_those_who_are_shown_to_speak(text):
    found = rahmen.find_speech(text)
    direct = found[found["kind"] == "direct"]
    assert ((direct["start"] >= 0) & (direct["start"] < direct["end"]) & (direct["end"] <= len(text))).all()
    assert set(direct["speaker"]) <= {"Ute Lenz", "Ole Hinz"}
    assert rahmen.find_speech(text).equals(found)
