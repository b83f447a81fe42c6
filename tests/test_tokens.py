import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.pieces import SHARED, in_batches, texts_of
from rahmen.german.splitting import split_texts
from rahmen.german.tokens import read_tokens
from rahmen.german.vocabulary import Vocabulary, _Numbers
from rahmen.german.words import Words, fold, fold_all

LIKELY = st.text(alphabet="abÄß.,:-' \n\t\u00a0»„\u00ad\u0301/*()@1Iinen", max_size=30)
TEXTS = st.lists(LIKELY | st.text(max_size=20), max_size=6)


@given(TEXTS)
def test_the_arrays_hold_what_each_text_alone_holds(texts):
    tokens = read_tokens(texts)
    assert len(tokens.bounds) == len(texts) + 1
    for n, text in enumerate(texts):
        words, (begin, end) = Words(text), tokens.bounds[n : n + 2]
        assert [tokens.vocabulary.forms[form] for form in tokens.form[begin:end]] == words.forms
        assert list(zip(*tokens.spans(slice(begin, end)), strict=True)) == words.spans
        assert tokens.broken[begin:end].tolist() == words.breaks
        assert (tokens.row[begin:end] == n).all()


@given(st.lists(LIKELY | st.text(max_size=12), max_size=5))
def test_many_forms_are_folded_as_each_alone(forms):
    forms = [form.replace("\n", "") for form in forms]
    assert fold_all(forms) == [fold(form) for form in forms]


def test_a_text_without_words_is_one():
    tokens = read_tokens(["", " \n", "...", "Netz"])
    assert tokens.bounds.tolist() == [0, 0, 0, 0, 1]
    assert len(read_tokens([])) == 0


def test_lone_surrogates_are_characters():
    assert read_tokens(["a\ud800b Netz"]).spans()[1].tolist()[-1] == 8


@given(st.lists(st.text(max_size=5), max_size=9), st.integers(1, 12))
def test_batches_leave_nothing_out(texts, size):
    cuts = list(in_batches(texts, size))
    assert [n for begin, end in cuts for n in range(begin, end)] == list(range(len(texts)))
    for begin, end in cuts:
        assert sum(map(len, texts[begin : end - 1])) < size


def test_a_vocabulary_that_has_grown_too_large_is_begun_anew(monkeypatch):
    monkeypatch.setattr(SHARED, "cap", 2)
    monkeypatch.setattr(SHARED, "vocabulary", Vocabulary())
    first = read_tokens(["eins zwei drei"]).vocabulary
    second = read_tokens(["vier"]).vocabulary
    assert isinstance(second, Vocabulary)
    assert second is not first
    assert second.forms == ["vier"]


@given(st.lists(st.lists(st.text(alphabet="\0aä€ ", max_size=12) | st.text(max_size=30), max_size=9), max_size=4))
def test_pieces_that_share_a_place_keep_their_numbers(lists):
    known = Vocabulary()
    known.short = _Numbers(2), _Numbers(1)  # so few places that many pieces want the same
    for texts in [*lists, *lists]:
        pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
        bounds = np.cumsum([0, *map(len, pieces)], dtype=np.int32)
        assert [known.keys[n] for n in known.number_cut(b"".join(pieces), bounds)] == pieces
    assert len(set(known.keys)) == len(known.keys)


def split(texts):
    """Give the sentences of texts."""
    found = split_texts(texts, [None] * len(texts))[-1]
    return [raw.decode("utf-8", "surrogatepass") for array in found for raw in array.to_pylist()]


@given(st.lists(LIKELY | st.text(max_size=20) | st.just("Ende.Neu 😀 Er kam. Sie ging."), max_size=5))
def test_sentences_just_split_are_read_like_any_texts(texts):
    sentences, SHARED.last = split(texts), None
    known, SHARED.last = read_tokens(sentences), None
    assert sentences == [] or SHARED.next == len(sentences)  # they were not read anew
    SHARED.kept = None
    anew = read_tokens(list(sentences))
    for name in ("row", "broken", "bounds"):
        assert getattr(known, name).tolist() == getattr(anew, name).tolist()
    assert [side.tolist() for side in known.spans()] == [side.tolist() for side in anew.spans()]
    assert [known.names[n] for n in known.form] == [anew.names[n] for n in anew.form]


def test_some_of_the_sentences_are_found_again():
    sentences = split(["Eins kam. Zwei kam. Drei kam."])
    read_tokens(sentences[:1])
    tokens = read_tokens(sentences[1:])
    assert SHARED.next == 3
    assert [tokens.names[n] for n in tokens.form] == ["Zwei", "kam", "Drei", "kam"]
    assert tokens.spans()[0].tolist() == [0, 5, 0, 5]


def test_sentences_just_split_may_be_split_again():
    sentences = split(["Größe zählt. Übel war’s.", "Nö."])
    assert split(sentences) == sentences == ["Größe zählt.", "Übel war’s.", "Nö."]


def test_other_texts_of_the_same_letters_are_not_taken_for_the_sentences():
    sentences = split(["Eins kam. Zwei kam."])
    assert sentences == ["Eins kam.", "Zwei kam."]
    tokens = read_tokens(["Eins kam.Z", "wei kam."])
    assert [tokens.names[n] for n in tokens.form] == ["Eins", "kam", "Z", "wei", "kam"]


def test_sentences_are_known_by_their_place_in_memory_and_no_others():
    documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Eins kam. Zwei kam. Öl floss.", "Drei kam. Vier."]})
    column = rahmen.split_sentences(documents)["text"]
    for some in (
        column,
        column.iloc[2:4],
        column.iloc[[3, 1]],
        column.iloc[::2],
        column.astype(object),
        column.iloc[:0],
    ):
        SHARED.last, SHARED.next = None, -1
        tokens = read_tokens(texts_of(some))
        assert [tokens.names[n] for n in tokens.form] == [word for text in some for word in Words(text).forms]
    texts_of(column.iloc[3:])
    rahmen.split_sentences(documents[::-1])
    tokens = read_tokens(column.iloc[3:].tolist())
    assert [tokens.names[n] for n in tokens.form] == ["Drei", "kam", "Vier"]
