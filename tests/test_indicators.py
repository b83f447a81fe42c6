import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.codebook import load_codebook
from rahmen.coders.indicators import Indicators
from rahmen.german import tokens
from tests import oracle

BOOK = """
name = "small"
version = "1"
scheme = "own"
negation = "{negation}"

[groups]
near = ["netz*", "haus"]

[[label]]
name = "one"
title = {{ de = "Eins", en = "One" }}
definition = {{ de = "Eins.", en = "One." }}
opposite = "two"
indicators = [
  "alt* … neu", "neu", {{ find = ["weg", "alt weg"], weight = 0.5 }}, {{ find = ["gut*"], with = "near" }}, "ab|leg*",
]
exclude = ["neu jahr"]

[[label]]
name = "two"
title = {{ de = "Zwei", en = "Two" }}
definition = {{ de = "Zwei.", en = "Two." }}
opposite = "one"
indicators = ["schlecht*", "neu … netz", {{ find = ["alt"], without = "near" }},
  {{ find = ["alt neu", "neu alt"], weight = 2 }}]
"""
WORDS = st.sampled_from([
    "alt", "alte", "neu", "neu,", "jahr", "weg", "gut", "guter", "netz", "haus", "schlecht", "legt", "ab", "ab.",
    "nicht", "kein", "und", "aber", "sondern", "legt,",
])  # fmt: skip
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=5)


@pytest.fixture(scope="module", params=["keep", "drop", "turn"])
def book(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "small.toml"
    path.write_text(BOOK.format(negation=request.param), encoding="utf-8")
    return load_codebook(path)


@settings(max_examples=60)
@given(texts=TEXTS)
def test_evidence_is_that_of_a_plain_reading(book, texts):
    table = rahmen.CodebookClassifier(book).evidence(texts)
    mine = [tuple(row) for row in table.astype({"label": str}).itertuples(index=False)]
    assert mine == [(n, *found) for n, text in enumerate(texts) for found in oracle.evidence(book, text)]


@settings(max_examples=30)
@given(texts=TEXTS)
def test_totals_are_the_sums_of_the_evidence(book, texts):
    coder = rahmen.CodebookClassifier(book)
    table = coder.evidence(texts)
    for row, sums in enumerate(coder.totals(texts)):
        for name, total in zip(coder.classes_, sums, strict=True):
            found = table[(table["row"] == row) & (table["label"] == name)]
            assert total == pytest.approx(found["weight"].sum(), abs=1e-9)


def test_the_shipped_codebooks_read_the_article_as_plainly(corpus):
    sentences = rahmen.split_sentences(corpus.query("group == 'article'"))["text"].tolist()[1:7]
    for name in ("frames", "stance"):
        table = rahmen.CodebookClassifier(name).evidence(sentences).astype({"label": str})
        mine = [tuple(row) for row in table.itertuples(index=False)]
        wanted = [(n, *found) for n, t in enumerate(sentences) for found in oracle.evidence(load_codebook(name), t)]
        assert mine == wanted


def test_batches_change_nothing(monkeypatch):
    texts = ["Sie protestieren.", "Es regnet.", "Die Behörden sperrten das Konto.", "Der Exodus der Nutzer."] * 3
    whole = Indicators(load_codebook()).find(texts)
    monkeypatch.setattr(tokens, "in_batches", lambda texts: ((n, n + 1) for n in range(len(texts))))
    monkeypatch.setattr(tokens.SHARED, "last", None)
    pieces = Indicators(load_codebook()).find(texts)
    assert all((a == b).all() for a, b in zip(vars(whole).values(), vars(pieces).values(), strict=True))
