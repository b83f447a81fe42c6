"""The parts of a learned coder: each reads texts, learns scores for the labels, and tells its shares.

A part has ``read(texts)`` (what it sees of them, rows in an array), ``fit(seen, target, weight)``, ``scores(seen)``
(shape (n, k, c): c columns for each of k labels, or (n, 1, c) where they are the same for all), ``constant(weights)``
(what weights times scores bring whatever the text), ``shares(texts, weights)``, which spreads the rest over the texts
in rows of (row, number of the label, start, end, weight, rule), and ``tensors()`` and ``take(arrays)``, to be stored
and made again.
"""

import numpy as np
from scipy import sparse

from ..german.forms import FormRows
from ..german.kept import Stretch
from ..german.tokens import token_batches
from ..german.words import find_words
from .codebook import CodebookClassifier
from .encoders import load_encoder
from .grams import FormGrams, normed, take_apart
from .lexicon import Lexicon

CAP = 2.5
"""A sum of indicator weights counts up to here: ten hits say no more than two or three."""


class Part:
    """What parts that learn nothing of their own share."""

    learns = False

    def fit(self, seen, target, weight):
        return self

    def constant(self, weights):
        return 0.0

    def tensors(self):
        return {}

    def take(self, arrays):
        pass


class CodebookPart(Part):
    """The indicators of a codebook: for each of its labels the capped sum of weights, and whether it suffices."""

    def __init__(self, codebook):
        self.coder = CodebookClassifier(codebook)

    def read(self, texts):
        return self._columns(self.coder.totals(texts))

    def scores(self, seen):
        return seen[:, None, :]

    def _columns(self, totals):
        return np.hstack([np.clip(totals, -CAP, CAP), totals >= self.coder.limit - 1e-9])

    def shares(self, texts, weights):
        found = self.coder.evidence(texts)
        own, m = found["label"].cat.codes.to_numpy(), len(self.coder.classes_)
        totals = np.zeros((len(texts), m))
        np.add.at(totals, (found["row"].to_numpy(), own), found["weight"].to_numpy())
        columns = self._columns(totals)
        for n, hit in enumerate(found.itertuples()):
            whole = totals[hit.row, own[n]]
            both = [own[n], m + own[n]]
            share = weights[:, both] @ columns[hit.row, both] * (hit.weight / whole if whole else 0.0)
            yield from ((hit.row, k, hit.start, hit.end, s, hit.rule) for k, s in enumerate(share) if s)


class LexiconPart(Part):
    """The polarity lexicon: the sums of good and of bad words, negation and intensifiers heeded."""

    def __init__(self):
        self.lexicon = Lexicon()

    def read(self, texts):
        return self.lexicon.sums(texts)

    def scores(self, seen):
        return np.hstack([seen, seen / np.sqrt(1 + seen**2)])[:, None, :]

    def shares(self, texts, weights):
        whole = self.read(texts)
        for row, start, end, weight, rule in self.lexicon.hits(list(texts)):
            sums, side = whole[row], 0 if weight > 0 else 1
            share = sums * weights[:, :2] + sums / np.sqrt(1 + sums**2) * weights[:, 2:]
            share = share[:, side] * abs(weight) / sums[side] if sums[side] else share[:, side] * 0
            yield from ((row, k, start, end, s, rule) for k, s in enumerate(share) if s)


class GramPart(Part):
    """Word and character n-grams: one logistic regression for each label.

    From `many` features in all sentences on, the labels are learned in several processes; the result is the same.
    """

    learns, strength, many = True, 5.0, 10_000_000

    def __init__(self):
        self.table = FormRows(self._rows)

    def read(self, texts):
        return texts if isinstance(texts, Stretch) else np.asarray(texts, dtype=object)

    def fit(self, seen, target, weight):
        from joblib import Parallel, delayed

        self.grams = FormGrams().fit(seen)
        rows = self.grams.transform(seen)
        rows.sum_duplicates()  # other processes see it read-only, and could not put it in order
        self.weights, self.bias = np.zeros((rows.shape[1], target.shape[1])), np.zeros(target.shape[1])
        some = np.flatnonzero((target.min(axis=0) == 0) & (target.max(axis=0) == 1))
        fit_one, processes = delayed(_logistic), 1 if rows.nnz < self.many else -1
        fitted = Parallel(processes)(fit_one(rows, target[:, k], weight, self.strength) for k in some)
        for k, (weights, bias) in zip(some, fitted, strict=True):
            self.weights[:, k], self.bias[k] = weights, bias
        self.weights = self.weights.astype(np.float16)  # as it is stored, so that nothing changes by storing
        self.table = FormRows(self._rows)
        return self

    def scores(self, seen):
        texts, found = seen if isinstance(seen, Stretch) else list(seen), []
        for begin, end, tokens in token_batches(texts):
            rows = self.table(tokens)
            ones, shape = np.ones(len(tokens)), (end - begin, len(rows))
            sums = sparse.csr_matrix((ones, tokens.form, tokens.bounds), shape=shape) @ rows
            found.append(sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1)))
            found[-1] += self.bias
        found = found or [np.zeros((0, len(self.bias)))]
        return (np.concatenate(found) if len(found) > 1 else found[0])[:, :, None]

    def _rows(self, forms):
        """Give for each form its part of each label's sum, and its squared length: shape (forms, k + 1)."""
        rows = self.grams.forms(forms)
        squares = np.asarray(rows.multiply(rows).sum(axis=1)).reshape(-1, 1)
        return np.hstack([rows @ self.weights.astype(np.float64), squares])

    def constant(self, weights):
        return self.bias * weights[:, 0]

    def shares(self, texts, weights):
        counts, forms = take_apart(texts)
        rows = self.grams.forms(forms)
        each, norm = self._rows(forms), normed(counts, rows).tocsr()
        place = {form: n for n, form in enumerate(forms)}
        for row, text in enumerate(texts):
            for start, end in find_words(text):
                form = place[text[start:end]]
                share = each[form, :-1] * weights[:, 0] * (norm[row, form] / counts[row, form])
                yield from ((row, k, start, end, s, "word") for k, s in enumerate(share) if s)

    def tensors(self):
        return {"idf": self.grams.idf_, "grams": self.weights, "bias": self.bias}

    def take(self, arrays):
        self.grams = FormGrams()
        self.grams.idf_, self.weights, self.bias = arrays["idf"], arrays["grams"], arrays["bias"]
        self.table = FormRows(self._rows)


def _logistic(rows, target, weight, strength):
    """Fit one label: weights and intercept."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", dual=True, tol=1e-2, max_iter=1000, random_state=0
    ).fit(rows, target, weight)
    return model.coef_[0], model.intercept_[0]


class EncoderPart(Part):
    """The meaning of the whole sentence: kernel ridge regression on the vectors of an encoder.

    Its time and memory grow with the square of the sentences and more, so that from `most` on it looks at them through
    `marks` of them, drawn at random (Nyström's method; Williams & Seeger 2001). It keeps the vectors it learned from,
    in 8 bits.
    """

    learns, gamma, alpha, most, marks, rows = True, 1.5, 0.3, 25_000, 2_000, 1_000

    def __init__(self, encoder):
        self.encoder = load_encoder(encoder)

    def read(self, texts):
        return self.encoder.encode(list(texts))

    def fit(self, seen, target, weight):
        from sklearn.kernel_approximation import Nystroem
        from sklearn.kernel_ridge import KernelRidge
        from sklearn.linear_model import Ridge

        if len(seen) <= self.most:
            self._keep(seen)
            ridge = KernelRidge(alpha=self.alpha, kernel="rbf", gamma=self.gamma)
            dual = ridge.fit(self._kept(np.float32), target, weight).dual_coef_
        else:
            near = Nystroem(kernel="rbf", gamma=self.gamma, n_components=self.marks, random_state=0).fit(seen)
            ridge = Ridge(alpha=self.alpha, fit_intercept=False).fit(near.transform(seen), target, weight)
            self._keep(near.components_)
            dual = near.normalization_.T @ ridge.coef_.reshape(target.shape[1], -1).T
        self.dual = dual.astype(np.float32)
        return self

    def _keep(self, vectors):
        """Keep vectors as they are stored, so that nothing changes by storing: integers, and a factor for each row."""
        scale = np.maximum(np.abs(vectors).max(axis=1, initial=0) / 127, 1e-12).astype(np.float32)
        self.vectors, self.scale = np.round(vectors / scale[:, None]).astype(np.int8), scale

    def _kept(self, dtype):
        return self.vectors.astype(dtype) * self.scale[:, None].astype(dtype)

    def scores(self, seen):
        # The Gaussian kernel of what is seen and what was learned from, written out: importing scikit-learn for its
        # rbf_kernel takes longer than to code an article. In blocks, so that it needs little memory; in double
        # precision, so that the score of a text does not depend on its place in the list.
        known = self._kept(np.float64)
        squares, found = (known**2).sum(axis=1), [np.zeros((0, self.dual.shape[1]))]
        for start in range(0, len(seen), self.rows):
            some = seen[start : start + self.rows].astype(np.float64)
            far = (some**2).sum(axis=1)[:, None] + squares - 2 * (some @ known.T)
            found.append(np.exp(-self.gamma * np.maximum(far, 0)) @ self.dual)
        return np.concatenate(found)[:, :, None]

    def shares(self, texts, weights):
        for row, share in enumerate(self.scores(self.read(texts))[:, :, 0] * weights[:, 0]):
            yield from ((row, k, 0, len(texts[row]), s, "encoder") for k, s in enumerate(share))

    def tensors(self):
        return {"vectors": self.vectors, "scale": self.scale, "dual": self.dual}

    def take(self, arrays):
        self.vectors, self.dual = arrays["vectors"], arrays["dual"]
        self.scale = arrays.get("scale", np.ones(len(self.vectors), dtype=np.float32))  # models of before kept 16 bits


class HeadPart(EncoderPart):
    """What an encoder was taught to judge itself: log-odds, linear in its vectors; nothing is left to learn."""

    learns = False

    def __init__(self, encoder, task):
        super().__init__(encoder)
        _, self.head, self.bias = self.encoder.heads[task]

    def fit(self, seen, target, weight):
        return self

    def scores(self, seen):
        return (seen.astype(np.float64) @ self.head + self.bias)[:, :, None]

    def tensors(self):
        return {}

    def take(self, arrays):
        pass
