import pickle

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.german.kept import Stretch, exceeds, texts_of
from rahmen.german.pieces import SHARED, in_batches
from rahmen.german.splitting import split_texts
from rahmen.german.tokens import read_tokens
from rahmen.german.vocabulary import Vocabulary
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
    late = texts_of(column.iloc[3:])
    rahmen.split_sentences(documents[::-1])
    for texts in (column.iloc[3:].tolist(), late):
        SHARED.last = None
        tokens = read_tokens(texts)
        assert [tokens.names[n] for n in tokens.form] == ["Drei", "kam", "Vier"]


def test_a_stretch_of_sentences_is_like_a_list_of_them():
    documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Eins kam. Zwei kam. Öl floss.", "Eins kam. Drei kam."]})
    column = rahmen.split_sentences(documents)["text"]
    texts, known = texts_of(column), column.tolist()
    assert isinstance(texts, Stretch)
    assert (list(texts), len(texts), texts[2], texts[1:3]) == (known, 5, known[2], known[1:3])
    assert texts.lengths.tolist() == list(map(len, known))
    assert texts.some([0, 4]) == ["Eins kam.", "Drei kam."]
    assert texts == known
    assert texts == texts_of(column)
    assert texts_of(column.iloc[:1]) == texts_of(column.iloc[3:4])
    assert texts_of(column.iloc[:1]) != texts_of(column.iloc[1:2])
    assert texts != known[:4]
    again = pickle.loads(pickle.dumps(texts))
    assert (type(again), again) == (list, known)


@given(st.lists(LIKELY, max_size=4), st.integers(0, 6))
def test_long_sentences_are_told_whatever_divides_their_words(texts, words):
    column = rahmen.split_sentences(pd.DataFrame({"doc": range(len(texts)), "text": texts}, dtype="str"))["text"]
    longer = [n for n, text in enumerate(column) if len(text.split()) > words and len(text) > 2 * words]
    assert exceeds(texts_of(column), words) == exceeds(column.tolist(), words) == next(iter(longer), None)
