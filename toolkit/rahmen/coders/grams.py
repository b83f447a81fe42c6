"""Word and character n-grams that add up: a sentence's features are the sum of those of its word forms."""

import re

import numpy as np
from scipy import sparse

from ..german.tokens import token_batches
from ..german.words import fold_all
from .hashing import hashed_grams
from .texts import check_texts

_DIGITS = re.compile(r"\d+")


class FormGrams:
    """Turn sentences into hashed n-grams, weighted by rarity and normed by the length of the sentence.

    Each distinct word form is taken apart once; a sentence is the sum of its forms over the root of the sum of their
    squared lengths (that is nearly its Euclidean length, but adds up). So a form's share in a linear decision is one
    number, computed once for each form, over the norm of the sentence.

    Parameters
    ----------
    low, high : int, default 3 and 5
        Length of the character n-grams within a word; the whole word is a feature too.
    bits : int, default 17
        2 to this power is the number of hashed features.

    Attributes
    ----------
    idf_ : numpy.ndarray of float32, shape (2 ** bits,)
        Inverse document frequency of each feature: log((1 + n) / (1 + df)) + 1.

    Examples
    --------
    >>> grams = FormGrams().fit(["Nutzer protestieren.", "Es regnet."])
    >>> grams.transform(["Nutzer!", "Nutzer protestieren.", ""]).shape
    (3, 131072)
    """

    def __init__(self, low=3, high=5, bits=17):
        self.low = low
        self.high = high
        self.bits = bits

    def fit(self, X, y=None):
        """Learn how rare each feature is."""
        texts = check_texts(X)
        counts, forms = take_apart(texts)
        present = counts @ self.forms(forms, weighted=False)
        seen = np.bincount(present.indices, minlength=2**self.bits)
        self.idf_ = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)
        return self

    def transform(self, X):
        """Turn texts into features: a sparse array, shape (n, 2 ** bits)."""
        counts, forms = take_apart(check_texts(X))
        rows = self.forms(forms)
        return (normed(counts, rows) @ rows).tocsr()

    def forms(self, forms, weighted=True):
        """Give the features of word forms, shape (n forms, 2 ** bits); sentences are sums of these rows."""
        plain = [f"<{word}>" for word in _DIGITS.sub("0", "\n".join(fold_all(forms))).split("\n")] if forms else []
        word, feature = hashed_grams(plain, self.low, self.high, 2**self.bits)
        values = self.idf_[feature].astype(float) if weighted else np.ones(len(feature))
        begins = np.searchsorted(word, np.arange(len(forms) + 1))
        return sparse.csr_matrix((values, feature, begins), shape=(len(forms), 2**self.bits))


def take_apart(texts):
    """Count word forms: a sparse array, shape (n texts, n forms), and the list of distinct forms.

    >>> counts, forms = take_apart(["Ja, ja", "Nein"])
    >>> forms, counts.toarray().tolist()
    (['Ja', 'ja', 'Nein'], [[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    """
    parts, forms = [], {}
    for _, _, tokens in token_batches(texts):
        used = tokens.form[np.sort(np.unique(tokens.form, return_index=True)[1])]  # in the order in which they come
        number = np.zeros(len(tokens.vocabulary.forms), dtype=np.int64)
        number[used] = [forms.setdefault(tokens.vocabulary.forms[n], len(forms)) for n in used.tolist()]
        parts.append((number[tokens.form], np.diff(tokens.bounds)))
    columns, sizes = (np.concatenate(part) for part in zip(*parts, strict=True)) if parts else (np.zeros(0, int),) * 2
    bounds = np.append(0, np.cumsum(sizes))
    counts = sparse.csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(texts), len(forms)))
    counts.sum_duplicates()
    return counts, list(forms)


def normed(counts, rows):
    """Divide each sentence's counts by its norm: the root of the sum of its forms' squared lengths."""
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    return sparse.diags_array(1 / np.sqrt(np.maximum(counts @ squares, 1))) @ counts
