from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.tokens import Vocabulary, in_batches, read_tokens
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
        assert list(zip(tokens.start[begin:end], tokens.end[begin:end], strict=True)) == words.spans
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
    assert read_tokens(["a\ud800b Netz"]).end.tolist()[-1] == 8


@given(st.lists(st.text(max_size=5), max_size=9), st.integers(1, 12))
def test_batches_leave_nothing_out(texts, size):
    cuts = list(in_batches(texts, size))
    assert [n for begin, end in cuts for n in range(begin, end)] == list(range(len(texts)))
    for begin, end in cuts:
        assert sum(map(len, texts[begin : end - 1])) < size


def test_a_vocabulary_that_has_grown_too_large_is_begun_anew(monkeypatch):
    from rahmen.german import tokens

    monkeypatch.setattr(tokens, "_SHARED", tokens._Shared(cap=2))
    first = read_tokens(["eins zwei drei"]).vocabulary
    second = read_tokens(["vier"]).vocabulary
    assert isinstance(second, Vocabulary)
    assert second is not first
    assert second.forms == ["vier"]
