"""Turns of conversations, »Roth: Wir bleiben«: who answers, who asks, and where the text goes on."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.sentences import split_text
from rahmen.german.turns import find_turns
from tests.spoken import said, voices

INTERVIEW = (
    "Die Hafenchefin im Gespräch. STANDARD: Wann öffnet der Steg wieder? Roth: Im Mai. Das Holz ist bestellt. "
    "STANDARD: Warum erst dann? Ihnen fehlt doch nur Geld. Roth: Wir warten auf den Bund. "
    "Der Bund hat Zeit. STANDARD: Und Sie? Roth: Ich nicht. (Ida Kranz, 3.5.2021) Der Hafen ist alt."
)


def test_an_interview_is_told_by_who_answers():
    assert said(INTERVIEW) == [
        ("Im Mai.", "Roth"),
        ("Das Holz ist bestellt.", "Roth"),
        ("Wir warten auf den Bund.", "Roth"),
        ("Der Bund hat Zeit.", "Roth"),
        ("Ich nicht.", "Roth"),
    ]


def test_sentences_of_a_turn_are_one_passage():
    rows = rahmen.find_speech(INTERVIEW)
    assert rows["passage"].tolist() == [0, 0, 1, 1, 2]
    assert set(rows["cue"]) == {""}


def test_who_asks_speaks_for_the_text():
    text = "Frage: Bleiben Sie hier? Roth: Ja, wir bleiben. Frage: Wir sind gespannt. Wie lange? Roth: Lange."
    assert voices(text) == ["own", "named", "own", "own", "named"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # who asks is known by the questions
        (
            "Ruge: Wie alt sind Sie? Veit: Dreißig. Ruge: Und Ihr Hof? Veit: Alt. Ruge: Und nun? Veit: Bin ich froh.",
            {"Veit"},
        ),
        # a role in brackets, in capitals, as plays have it
        (
            "DIE FRAU (nickt): Ich gehe jetzt. DER MANN: Ich bleibe. DIE FRAU (im Gehen): Wie du willst.",
            {"DIE FRAU", "DER MANN"},
        ),
        # labels in lines of their own
        ("FRAGE:\nWas nun?\n\nROTH:\nWir warten. Das ist alles.\n\nFRAGE:\nUnd dann?\n\nROTH:\nDann nicht.", {"ROTH"}),
        # the whole name first, then the last
        (
            "Frage: Was nun? Ida von Roth: Ich gehe. Frage: Wohin? Roth: Fort. Frage: Warum? Roth: Darum.",
            {"Ida von Roth", "Roth"},
        ),
        # several who answer
        ("taz: Was nun? Roth: Ich gehe. Veit: Ich auch. taz: Wohin? Roth: Heim. Veit: Zu uns.", {"Roth", "Veit"}),
    ],
)
def test_forms_of_conversations(text, speakers):
    assert {speaker for _, speaker in said(text)} == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Fazit: Wir bleiben hier. Beispiel: Ich gehe nie. Fazit: Wir bleiben doch. Beispiel: Ich gehe nun.",
        "Wien: Ich war dort. Berlin: Wir auch. Wien: Ich gehe wieder hin. Hintergrund: Uns fehlt Geld.",
        "Tore: Veit (3.), Ruge (9.). Zuschauer: 300. Tore: Ruge (7.). Zuschauer: 400. Tore: keine.",
        "Der Grund: Wir sind müde. Das Problem: Ich auch. Der Grund: Uns fehlt Schlaf. Das Problem: Wir schlafen.",
        "Frage: Wer zahlt das? Antwort: Der Bund zahlt uns das. Frage: Wer noch? Antwort: Das Land gibt uns Geld.",
        "Roth: Wir bleiben. Das Wetter war gut. Am Abend kamen viele.",
        "Sturm: Veit, Ruge. Abwehr: Kranz, Roth. Sturm: Veit, Roth. Abwehr: Ruge.",
    ],
)
def test_labels_are_no_speakers(text):
    assert find_turns(text, split_text(text)) == {} or all(t.own for t in find_turns(text, split_text(text)).values())


@pytest.mark.parametrize(
    "behind", ["Zur Person Ida Roth ist Wirtin.", "Ida Roth (50) ist Wirtin.", "(Jens Ruge, 1.2.20)"]
)
def test_what_follows_a_conversation_is_the_text(behind):
    text = f"Frage: Was nun? Roth: Ich gehe. Frage: Wohin? Roth: Heim. {behind} Sie wohnt am Meer."
    assert voices(text)[:4] == ["own", "named", "own", "named"]
    assert set(voices(text)[4:]) == {"own"}


def test_an_article_goes_on_behind_a_conversation():
    talk = "Frage: Was nun? Roth: Ich gehe. Frage: Wohin? Roth: Heim.\n\n"
    assert voices(f"{talk}Der Rat hat am Montag den Haushalt beschlossen. Das Wetter war gut.")[-2:] == ["own", "own"]
    assert voices(f"{talk}Ich mag den Ort. Das Haus ist warm.")[-2:] == ["named", "named"]


def test_an_adverb_that_looks_like_a_conjunction_begins_a_main_clause():
    assert voices("Da muss ich hin, sagte Anna Roth.") == ["named"]
    assert voices("Da ich krank war, sagte Anna Roth das Fest ab.") == ["own"]


PIECES = (
    *("Roth:", "STANDARD:", "DIE FRAU (nickt):", "Wir bleiben, sagte Anna Roth.", "Ich gehe.", "(", ")", "„", "“"),
    *("\n\n", "Warum?", "Er ist froh: Wir auch.", "Das ist so.", "…", "Zur Person", "Veit (3):", "und", ":"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=200))
def test_spans_lie_in_the_text(text):
    for row in rahmen.find_speech(text).itertuples():
        assert 0 <= row.start < row.end <= len(text)
        assert row.speaker_start == -1 or text[row.speaker_start : row.speaker_end]
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    assert len(rahmen.find_status(sentences)) >= len(sentences)
    for turn in find_turns(text, split_text(text)).values():
        assert all(0 <= start < end <= len(text) for start, end in [turn.label, *turn.spans])


def test_very_many_turns_are_read():
    text = "Frage: Wer? Roth: Ich. " * 50_000
    assert len(find_turns(text, split_text(text))) == 100_000
