from collections import Counter
from math import log, log2, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.german.collocations import collocations

TEXTS = [
    "Die stille Flucht begann.",
    "Eine stille Flucht der Nutzer!",
    "Die Flucht war laut.",
    "Die Nutzer waren laut.",
]


def table(texts):
    ends = pd.Series([len(text) for text in texts], dtype=int).cumsum()
    return pd.DataFrame({
        "doc": "d", "sentence": range(len(texts)), "start": ends - [len(text) for text in texts], "end": ends,
        "text": texts, "part": "body",
    })  # fmt: skip


def log_likelihood(n, row, column, total):
    observed = [n, row - n, column - n, total - row - column + n]
    expected = [a * b / total for a in (row, total - row) for b in (column, total - column)]
    return 2 * sum(o * log(o / e) for o, e in zip(observed, expected, strict=True) if o)


def test_pairs_are_counted_and_scored_by_the_formula():
    found = collocations(table(TEXTS), least=1).set_index(["word", "collocate"])
    row = found.loc[("stille", "Flucht")]
    # 13 pairs; »stille« stands first in two, »Flucht« second in three
    assert row[["n", "n_word", "n_collocate"]].tolist() == [2, 2, 3]
    assert row["expected"] == pytest.approx(2 * 3 / 13)
    assert row["score"] == pytest.approx(log_likelihood(2, 2, 3, 13))
    assert row["reading"] == "2 times together, 0.5 expected by chance"
    assert ("begann", "Eine") not in found.index


@pytest.mark.parametrize(
    ("measure", "score"),
    [
        ("pmi", log2(2 * 13 / (2 * 3))),
        ("t_score", (2 - 6 / 13) / sqrt(2)),
        ("dice", 2 * 2 / (2 + 3)),
        ("log_likelihood", log_likelihood(2, 2, 3, 13)),
    ],
)
def test_each_measure(measure, score):
    found = collocations(table(TEXTS), least=2, measure=measure).set_index(["word", "collocate"])
    assert found.loc[("stille", "Flucht"), "score"] == pytest.approx(score)


def test_a_word_and_what_stands_near_it():
    found = collocations(table(TEXTS), "flucht", span=1, least=1, skip=()).set_index("collocate")
    # near: stille, begann, stille, der, Die, war; 14 words are no hit
    assert found["n"].to_dict() == {"stille": 2, "begann": 1, "der": 1, "Die": 1, "war": 1}
    assert found.loc["Die", ["n_word", "n_collocate"]].tolist() == [3, 3]
    assert found.loc["stille", "expected"] == pytest.approx(6 * 2 / 14)
    assert found.loc["stille", "score"] == pytest.approx(log_likelihood(2, 6, 2, 14))


def test_what_is_rarer_than_chance_sinks_to_the_end():
    texts = ["Netz gut."] * 5 + ["Netz nie."] + ["nie nie nie nie nie."] * 4
    found = collocations(table(texts), "netz", least=1)
    assert found["collocate"].tolist() == ["gut", "nie"]
    assert found["score"].iloc[1] == pytest.approx(-log_likelihood(1, 6, 21, 26))


def test_a_token_between_two_hits_counts_once():
    found = collocations(table(["Netz mein Netz."]), "Netz", least=1, skip=())
    assert found[["collocate", "n", "n_word", "n_collocate"]].values.tolist() == [["mein", 1, 2, 1]]


def test_skipped_words_keep_their_place():
    texts = table(["Netz der 5 Leute."] * 3)
    assert collocations(texts, skip=())[["word", "collocate"]].values.tolist() == [["Netz", "der"]]
    assert collocations(texts).empty  # function words are not told unless asked
    assert collocations(texts, skip=["der"]).empty
    assert collocations(texts, "netz", span=2, skip="d*").empty
    assert collocations(texts, "netz", span=3, skip=["DER"])["collocate"].tolist() == ["Leute"]


def test_spellings_fold_and_the_star_opens_a_word():
    texts = table(["Ihre Maßnahme wirkt.", "Ihre Massnahme wirkt.", "Manche Maßnahmen wirken, die Maßnahme wirkt."])
    found = collocations(texts, "massnahme*", span=1, least=3)
    assert found[["word", "collocate", "n", "n_word"]].values.tolist() == [["massnahme*", "wirkt", 3, 4]]
    assert collocations(texts, least=3)["word"].tolist() == ["Maßnahme"]


def test_uncounted_parts_are_left_out():
    texts = table(["stille Flucht."] * 4).assign(part=["body", "body", "other", "repeat"])
    assert collocations(texts, least=1)["n"].tolist() == [2]


def test_nothing_found_and_mistakes():
    nothing = collocations(table(["Es regnet."]), "Schnee")
    assert nothing.empty and nothing.columns.tolist()[:2] == ["word", "collocate"]
    assert collocations(table([])).empty and collocations(table(["Netz."]), "Netz", least=1).empty
    for word in ("", "*", "zwei Wörter", ["Netz"]):
        with pytest.raises(ValueError, match=r"single word|is no word"):
            collocations(table(TEXTS), word)
    with pytest.raises(ValueError, match="`span` parameter must be 1 or more; not 0"):
        collocations(table(TEXTS), "Netz", span=0)
    with pytest.raises(ValueError, match="`least` parameter must be 1 or more"):
        collocations(table(TEXTS), least=0)
    with pytest.raises(ValueError, match="`measure` parameter must be one of"):
        collocations(table(TEXTS), measure="chi")
    with pytest.raises(rahmen.TableError):
        collocations(pd.DataFrame({"doc": ["a"]}))


WORDS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=9), max_size=8)


@settings(max_examples=50, deadline=None)
@given(WORDS, st.integers(1, 4))
def test_counts_near_a_word_are_those_of_brute_force(sentences, span):
    found = collocations(table([" ".join(words) for words in sentences]), "a", span=span, least=1)
    near = Counter(
        word
        for words in sentences
        for place, word in enumerate(words)
        if word != "a" and any(w == "a" and abs(place - p) <= span for p, w in enumerate(words))
    )
    assert dict(zip(found["collocate"], found["n"], strict=True)) == near
    others = Counter(word for words in sentences for word in words if word != "a")
    assert found["n_collocate"].tolist() == [others[word] for word in found["collocate"]]
    assert found["score"].is_monotonic_decreasing
    room, total = near.total(), others.total()
    for row in found.itertuples():
        sign = 1 if row.n >= room * row.n_collocate / total else -1
        written = sign * log_likelihood(row.n, room, row.n_collocate, total)
        assert row.score == pytest.approx(written, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_pairs_are_those_of_brute_force(sentences):
    found = collocations(table([" ".join(words) for words in sentences]), least=1)
    pairs = Counter((words[n - 1], words[n]) for words in sentences for n in range(1, len(words)))
    assert {(row.word, row.collocate): row.n for row in found.itertuples()} == pairs
    if len(found):
        assert found.groupby("word")["n"].sum().to_dict() == found.groupby("word")["n_word"].first().to_dict()
