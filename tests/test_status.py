"""Status and voice of clauses: written pairs, the article, whole documents."""

import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from benchmarks.cases import clause_at, voice_pairs, voice_sentences
from benchmarks.status import DOUBTED, main_clauses
from tests.clauses import at, clauses, main


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("voice_pairs.tsv", 0.97),
        ("voice_pairs_second.tsv", 0.94),
        ("voice_pairs_third.tsv", 0.9),
        ("voice_pairs_fourth.tsv", 0.94),
    ],
)
def test_written_pairs(name, share):
    """Most of the written sentences are told right; benchmarks/RESULTS.md has the shares."""
    rows = voice_pairs(name)
    found = [at(row["text"], row["focus"]) for row in rows]
    right = [(f.status, f.voice) == (row["status"], row["voice"]) for f, row in zip(found, rows, strict=True)]
    assert sum(right) / len(right) >= share


def test_written_sentences_between_their_neighbours():
    rows = voice_sentences()
    found = main_clauses(rows)
    attributed = [(f.voice != "own") == row["attributed"] for f, row in zip(found, rows, strict=True)]
    doubted = [(f.status in DOUBTED) == row["hedged"] for f, row in zip(found, rows, strict=True)]
    assert sum(attributed) / len(rows) >= 0.94
    assert sum(doubted) / len(rows) >= 0.98


@pytest.fixture(scope="module")
def article():
    documents = rahmen.load_corpus().query("group == 'article'")
    text = documents["text"].iloc[0]
    found = rahmen.find_status(rahmen.split_sentences(documents))

    def clause(words):
        row = clause_at(found, text.rindex(words))
        return row.status, row.voice, row.speaker

    return clause


@pytest.mark.parametrize(
    ("words", "status", "voice", "speaker"),
    [
        ("Akt des Widerstands", "asserted", "unnamed", "vielen"),
        ("historische Chance", "asserted", "named", "Einige chinesische Nutzer"),
        ("Zensoren", "asked", "own", ""),
        ("Verbindung zur chinesischen Regierung", "asserted", "named", "die US-Regierung"),
        ("nationale Sicherheit", "hedged", "named", "die US-Regierung"),
        ("App-Version", "hedged", "named", "Rich Bishop von AppInChina"),
        ("Digitale Flucht", "asserted", "own", ""),
        ("stürmen", "asserted", "own", ""),
        ("neue Möglichkeiten", "hedged", "own", ""),
        ("blockiert", "asserted", "own", ""),
    ],
)
def test_the_article(article, words, status, voice, speaker):
    assert article(words) == (status, voice, speaker)


def test_one_main_clause_a_sentence():
    found = clauses("Anna Roth, die gern lacht, sagte, dass es regnet. Und nun? Nein.")
    assert found.groupby("sentence")["main"].sum().tolist() == [1, 1, 1]


def test_a_conjunction_behind_and_opens_no_main_clause():
    assert main("Und wenn Anna Roth sagt, der Plan sei gut, dann irrt sie.", "voice") == [["own"]]


def test_missing_sentences_are_told():
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Eins ist da. Zwei auch. Drei nicht."]}))
    with pytest.raises(rahmen.TableError, match="lacks sentences"):
        rahmen.find_status(sentences.drop(index=1))
    with pytest.raises(rahmen.TableError, match="offsets do not fit"):
        rahmen.find_status(sentences.assign(start=0))


WORDS = [
    "Anna",
    "sagte",
    "dass",
    "er",
    "nicht",
    "kein",
    "Ruhm",
    "könnte",
    "kommt",
    "ob",
    "soll",
    "haben",
    "bestreitet",
    "zu",
    "gehen",
]
MARKS = [" ", " ", ", ", ". ", ": ", "? ", " „", "“ ", "\n\n"]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=25)


@given(TEXTS.map(lambda pairs: "".join(word + mark for word, mark in pairs)))
def test_clauses_lie_within_their_sentence(text):
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    found = rahmen.find_status(sentences).merge(sentences, on="sentence", suffixes=("", "_of"))
    assert ((found["start"] >= found["start_of"]) & (found["end"] <= found["end_of"])).all()
    assert found.groupby("sentence")["main"].sum().eq(1).all()
    assert set(found["sentence"]) == set(sentences["sentence"])


def calls_a_word(text):
    """Count the calls of functions in telling status, by word: a measure of time that no other program disturbs."""
    sentences, count = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]})), [0]

    def counted(frame, event, arg):
        count[0] += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        rahmen.find_status(sentences)
    finally:
        sys.setprofile(None)
    return count[0] / len(text.split())


def test_an_endless_sentence_takes_no_longer_by_word():
    said = "Anna Roth sagte, der Deich könnte nicht halten, Jens Ruge teilte im Mai mit, das sei keine Frage"
    assert calls_a_word(f"{said}. ")  # the first time, word forms are new
    assert calls_a_word(", ".join([said] * 200) + ".") < 1.2 * calls_a_word(f"{said}. " * 200)
