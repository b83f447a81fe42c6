"""The coder that needs no training: it finds the indicators of a codebook."""

import warnings

import numpy as np
import pandas as pd

from ..codebook import load_codebook
from ..german.kept import exceeds
from .estimator import Estimator
from .indicators import Indicators
from .texts import check_texts

LONG = 80
"""Words from which a text is no sentence."""


class CodebookClassifier(Estimator):
    """Code sentences by the indicators of a codebook.

    A label is present where the weights of its indicators in the sentence reach the threshold. An indicator does not
    count where an exclusion of its label touches it, or where the sentence lacks the words it needs, or has those it
    bars. Of indicators of one label that share a word the heaviest counts, then the longest; one that weighs less than
    1 counts once in a sentence.

    Parameters
    ----------
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
        A TOML file, the name of a codebook that ships with the package, or one already read.
    threshold : float, optional
        The sum of weights from which a label is present; without it the codebook's own.

    Attributes
    ----------
    classes_ : numpy.ndarray of str, shape (k,)
        The labels in codebook order: the columns of what :meth:`predict` gives.
    name : str
        The coder's name in the codes table.
    scheme : str
        The scheme of its codes.

    Notes
    -----
    Needs no training: :meth:`fit` only checks its input, so that the coder works in pipelines and searches. With a
    multi-label codebook :meth:`predict` gives an indicator array, with an exclusive one labels.

    Examples
    --------
    >>> coder = CodebookClassifier()
    >>> texts = ["Die Behörden sperrten das Konto.", "Es regnet."]
    >>> coder.predict(texts)[:, 2].tolist()
    [1, 0]
    >>> coder.evidence(texts)[["row", "label", "text"]].values.tolist()
    [[0, 'censorship_risk', 'sperrten das Konto']]
    """

    def __init__(self, codebook="frames", threshold=None):
        self.codebook = codebook
        self.threshold = threshold

    # -- what scikit-learn asks of an estimator ------------------------------------------------------------------

    def fit(self, X, y=None):
        """Check the texts; nothing is learned.

        Parameters
        ----------
        X : sequence of str
        y : ignored

        Returns
        -------
        CodebookClassifier
            Itself.
        """
        check_texts(X)
        return self

    def predict(self, X):
        """Code texts.

        Parameters
        ----------
        X : sequence of str, length n

        Returns
        -------
        numpy.ndarray
            Shape (n, k) of int8, 1 where the label is present; for an exclusive codebook shape (n,) of labels.
        """
        totals = self.totals(X)
        present = (totals >= self.limit - 1e-9).astype(np.int8)
        if not self._book.exclusive:
            return present
        single = (totals == totals.max(axis=1, initial=0.0)[:, None]).sum(axis=1) == 1  # a tie decides nothing
        decided = present.any(axis=1) & single
        best = np.where(decided, totals.argmax(axis=1), self._book.names.index(self._book.default))
        return self.classes_[best]

    def decision_function(self, X):
        """Give the sum of the indicators' weights less the threshold, shape (n, k); from 0 on a label is present."""
        return self.totals(X) - self.limit

    def score(self, X, y, sample_weight=None):
        """Give the macro-F1 over the labels of the codebook, against `y` in the shape that :meth:`predict` gives."""
        from sklearn.metrics import f1_score

        labels = list(range(len(self.classes_))) if not self._book.exclusive else list(self.classes_)
        return float(f1_score(np.asarray(y), self.predict(X), labels=labels, average="macro", zero_division=0.0))

    def evidence(self, X):
        """Tell why: the indicators that count, one row each.

        Parameters
        ----------
        X : sequence of str

        Returns
        -------
        pandas.DataFrame
            ``row`` (of `X`), ``label, start, end`` (code points), ``text, weight, rule``. For each text and label the
            weights sum to :meth:`decision_function` plus the threshold.
        """
        texts, made = self._checked(X), self._compiled
        found = made.find(texts)
        spans = zip(found.row.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
        rules = zip(found.rule.tolist(), found.denied.tolist(), strict=True)
        return pd.DataFrame({
            "row": found.row, "label": pd.Categorical.from_codes(found.label, self._book.names),
            "start": found.start.astype(int), "end": found.end.astype(int),
            "text": pd.Series([texts[row][start:end] for row, start, end in spans], dtype=object),
            "weight": made.weight[found.rule],
            "rule": pd.Series([f"{'not ' * denied}{made.rules[n].source}" for n, denied in rules], dtype=object),
        })  # fmt: skip

    def __sklearn_is_fitted__(self):
        return True

    def __sklearn_tags__(self):
        return self._tags(multi_label=not self._book.exclusive, learns=False)

    def __getstate__(self):
        return self.get_params()

    # -- what the rest of the package asks of a coder --------------------------------------------------------------

    @property
    def classes_(self):
        """The labels in codebook order: an array of str, shape (k,)."""
        return np.array(self._book.names, dtype=object)

    @property
    def name(self):
        """The coder's name in the codes table, such as ``codebook:frames``."""
        return f"codebook:{self._book.name}"

    @property
    def scheme(self):
        """The scheme of the codes."""
        return self._book.scheme

    # -- inside ----------------------------------------------------------------------------------------------------

    @property
    def _book(self):
        return self._compiled.book

    @property
    def limit(self):
        """The sum of weights from which a label is present."""
        return self._book.threshold if self.threshold is None else self.threshold

    @property
    def _compiled(self):
        """The compiled codebook, kept until the parameter changes."""
        kept = self.__dict__.get("_kept")
        if kept is None or kept[0] is not self.codebook:
            self.__dict__["_kept"] = kept = (self.codebook, Indicators(load_codebook(self.codebook)))
        return kept[1]

    def totals(self, X):
        """Give the sums of the indicators' weights, shape (n, k)."""
        texts, k = self._checked(X), len(self._book.names)
        found = self._compiled.find(texts, places=False)
        sums = np.bincount(found.row * k + found.label, self._compiled.weight[found.rule], len(texts) * k)
        return sums.reshape(len(texts), k)

    def _checked(self, X):
        texts = check_texts(X)
        long = exceeds(texts, LONG)
        if long is not None:
            warnings.warn(
                f"text {long} has over {LONG} words: this coder codes sentences; see rahmen.split_sentences",
                stacklevel=4,
            )
        return texts
