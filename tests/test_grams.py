import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rahmen.coders.grams import FormGrams, normed, take_apart


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_sentence_is_the_sum_of_its_forms(texts):
    grams = FormGrams(bits=10).fit(["Nutzer protestieren.", "Es regnet."])
    whole = grams.transform(texts).toarray()
    counts, forms = take_apart(texts)
    rows = grams.forms(forms).toarray()
    for n in range(len(texts)):
        squares = (counts[[n]].toarray()[0] * (rows**2).sum(axis=1)).sum()
        expected = counts[[n]].toarray()[0] @ rows / np.sqrt(max(squares, 1))
        assert np.allclose(whole[n], expected)


def test_case_umlauts_and_numbers_fold():
    grams = FormGrams().fit(["a"])
    first, second = grams.forms(["ÖFFNUNG", "12"]), grams.forms(["oeffnung", "99"])
    assert (first != second).nnz == 0


def test_rare_features_weigh_more():
    texts = ["Nutzer gehen.", "Nutzer bleiben.", "Nutzer warten."]
    grams = FormGrams().fit(texts)
    common, rare = grams.forms(["Nutzer"]).max(), grams.forms(["warten"]).max()
    assert rare > common


def test_the_norm_bounds_a_sentence():
    texts = ["Nutzer protestieren gegen das Gesetz.", "Nutzer"]
    grams = FormGrams().fit(texts)
    lengths = np.sqrt(np.asarray(grams.transform(texts).multiply(grams.transform(texts)).sum(axis=1)).ravel())
    assert np.isclose(lengths[1], 1)
    counts, forms = take_apart(texts)
    assert normed(counts, grams.forms(forms)).shape == (2, len(forms))
