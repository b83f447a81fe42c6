"""What a stance coder sees of a text and of the target it speaks of, and how alike two such pairs are."""

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.preprocessing import normalize

from ..german.negation import find_scopes
from ..german.polarity import polarity
from ..german.words import Words, fold
from .codebook import CodebookClassifier
from .encoders import load_encoder

_BITS = 17
_SHARES = {"words": 1 / 3, "denied": 1 / 3, "characters": 1 / 3, "opening": 0.2, "agreement": 0.3}
_ENCODER, _INDICATORS = 0.2, 1.0
_COMMON = 0.5  # what texts about unlike targets still share
_WIDTH = 2.0


class Pairs:
    """Texts with their targets, as five blocks of n-grams and the vectors of an encoder.

    *words* (one and two), *denied* (the same, words in the scope of a negation marked), *characters* (2–5 within a
    word), *opening* (the first three words) and *agreement*: the words, with those that the target uses too replaced by
    one mark and the polar ones by two others, up to three together, negation marked. The last is what carries over to
    targets never seen.

    Parameters
    ----------
    encoder : {"use", "frames"}, Encoder or None
    codebook : str, pathlib.Path, rahmen.codebook.Codebook or None
        Its indicators are a sixth block.
    """

    def __init__(self, encoder, codebook=None):
        self.encoder = load_encoder(encoder)
        self.coder = None if codebook is None else CodebookClassifier(codebook)

    @property
    def width(self):
        """The number of hashed n-grams of all blocks, and of the labels of the codebook."""
        return len(_SHARES) * 2**_BITS + (0 if self.coder is None else len(self.coder.classes_))

    def fit(self, texts, targets):
        """Learn how rare each n-gram is."""
        blocks = self._blocks(texts, targets)
        self.idf_ = {
            name: (np.log((1 + len(texts)) / (1 + np.bincount(b.indices, minlength=2**_BITS))) + 1).astype(np.float32)
            for name, b in blocks.items()
        }
        return self

    def read(self, texts, targets):
        """Turn n pairs into (n-grams, text vectors, target vectors)."""
        blocks = self._blocks(texts, targets)
        rows = [normalize(b @ sparse.diags_array(self.idf_[n])) * np.sqrt(_SHARES[n]) for n, b in blocks.items()]
        if self.coder is not None:
            rows.append(sparse.csr_matrix(np.clip(self.coder.totals(texts), -2, 2) * np.sqrt(_INDICATORS)))
        return sparse.hstack(rows).tocsr().astype(np.float32), *self._vectors(texts, targets)

    def _vectors(self, texts, targets):
        if self.encoder is None:
            return np.zeros((len(texts), 1), np.float32), np.zeros((len(texts), 1), np.float32)
        distinct = list(dict.fromkeys(targets))
        place = {target: n for n, target in enumerate(distinct)}
        return self.encoder.encode(texts), self.encoder.encode(distinct)[[place[target] for target in targets]]

    def _blocks(self, texts, targets):
        stems = {target: _stems(target) for target in set(targets)}
        seen = [_Seen(text, stems[target], scopes)
                for text, target, scopes in zip(texts, targets, find_scopes(texts), strict=True)]  # fmt: skip
        hashing = HashingVectorizer(analyzer=lambda given: given, n_features=2**_BITS, norm=None, alternate_sign=False)
        blocks = {name: hashing.transform([getattr(s, name)() for s in seen]) for name in _SHARES}
        for block in blocks.values():
            block.data = 1 + np.log(block.data)
        return blocks


def likeness(some, others):
    """Tell how alike pairs are: texts' likeness times (a constant plus their targets' likeness), shape (n, m).

    A product of kernels compares pairs (Basilico & Hofmann 2004, Unifying collaborative and content-based filtering).
    """
    grams, texts, targets = some
    grams2, texts2, targets2 = others
    text = (grams @ grams2.T).toarray() + _ENCODER * rbf_kernel(texts, texts2, gamma=1.0)
    return text * (_COMMON + rbf_kernel(targets, targets2, gamma=_WIDTH))


class _Seen:
    """One text, taken apart."""

    def __init__(self, text, target, scopes):
        words = Words(text)
        denied = set().union(*(places for _, places in scopes))
        self.forms = [fold(form) for form in words.forms]
        self.marks = ["!" if place in denied else "" for place in range(len(words))]
        self.polar = [polarity[form] for form in words.forms]
        self.target = target

    def words(self):
        return _grams(self.forms, 2)

    def denied(self):
        return _grams([mark + form for mark, form in zip(self.marks, self.forms, strict=True)], 2)

    def characters(self):
        padded = [f" {form} " for form in self.forms]
        return [f[n : n + size] for f in padded for size in range(2, 6) for n in range(max(1, len(f) - size + 1))]

    def opening(self):
        return [" ".join(self.forms[:n]) for n in (1, 2, 3)]

    def agreement(self):
        return _grams([self._place(n) for n in range(len(self.forms))], 3)

    def _place(self, n):
        form, value = self.forms[n], self.polar[n]
        if any(stem in form if len(stem) > 5 else _stem(form) == stem for stem in self.target):
            return f"{self.marks[n]}TARGET"
        sign = "" if abs(value) < 0.2 else "+" if value > 0 else "-"
        return f"{self.marks[n]}{sign or form}"


def _stems(target):
    """Give the stems of the content words of a target."""
    forms = [fold(form) for form in Words(target).forms]
    return {_stem(form) for form in forms if len(form) > 3}


def _stem(form):
    return form[: max(4, int(len(form) * 0.7))] if len(form) > 5 else form


def _grams(forms, longest):
    return [" ".join(forms[n : n + size]) for size in range(1, longest + 1) for n in range(len(forms) - size + 1)]
