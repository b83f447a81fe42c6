import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.forms import FormLists, FormRows, spread
from rahmen.german.pieces import SHARED
from rahmen.german.tokens import read_tokens
from rahmen.german.vocabulary import Vocabulary


def lengths(forms):
    return np.array([len(form) for form in forms], dtype=np.int64)


def letters(forms):
    return lengths(forms), np.array([ord(letter) for form in forms for letter in form], dtype=np.int64)


def sums(forms, count, values):
    ends = np.cumsum(np.append(0, values))
    return [np.diff(ends[np.append(0, np.cumsum(count))])]


TEXTS = st.lists(st.text(alphabet="ab äé", max_size=9), max_size=4)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_rows_and_lists_are_those_of_each_form(batches):
    rows, lists = FormRows(lengths), FormLists(letters, sums)
    for texts in batches:
        tokens = read_tokens(texts)
        forms = [tokens.vocabulary.forms[n] for n in tokens.form]
        assert rows(tokens)[tokens.form].tolist() == [len(form) for form in forms]
        used = np.unique(tokens.form)
        form, value, (summed,) = lists(tokens)
        spread_out = [(n, ord(letter)) for n, form in enumerate(forms) for letter in form]
        assert list(zip(*lists.onto(tokens), strict=True)) == spread_out
        wanted = [(n, ord(letter)) for n in used for letter in tokens.vocabulary.forms[n]]
        assert list(zip(form, value, strict=True)) == wanted
        assert summed[used].tolist() == [sum(map(ord, tokens.vocabulary.forms[n])) for n in used]


def test_each_form_is_asked_once():
    asked = []

    def compute(forms):
        asked.extend(forms)
        return lengths(forms)

    rows = FormRows(compute)
    rows(read_tokens(["Netz Netz Haus"]))
    rows(read_tokens(["Haus Netz"]))
    assert sorted(asked) == ["Haus", "Netz"]


def test_a_new_vocabulary_begins_anew(monkeypatch):
    rows = FormRows(lengths)
    rows(read_tokens(["eins zwei"]))
    monkeypatch.setattr(SHARED, "vocabulary", Vocabulary())
    tokens = read_tokens(["drei"])
    assert rows(tokens)[tokens.form].tolist() == [4]


def test_a_copy_knows_the_question_alone():
    rows = FormRows(lengths)
    rows(read_tokens(["eins zwei"]))
    assert pickle.loads(pickle.dumps(rows)).vocabulary is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=6))
def test_spread(stretches):
    first, count = np.array(stretches, dtype=np.int64).reshape(-1, 2).T
    assert spread(first, count).tolist() == [n for a, k in stretches for n in range(a, a + k)]
