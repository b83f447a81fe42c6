"""Sentiment by lexicon: how a sentence evaluates what it is about."""

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import f1_score

from ..german.negation import negated_places
from ..german.polarity import intensifiers, polarity
from ..german.words import PerForm, Words, fold
from .texts import check_texts

LABELS = ("negative", "neutral", "positive")
_HALF = 2.0  # a sum of two full words gives a polarity of .71
_FOLD = PerForm(fold)


class SentimentClassifier(ClassifierMixin, BaseEstimator):
    """Tell whether sentences evaluate negatively, neutrally or positively, by a German polarity lexicon.

    The words of the lexicon that textblob-de ships are summed, turned where negated (on both sides of the negation),
    strengthened or weakened by intensifiers; a sentence whose polarity passes a threshold is positive or negative.

    Parameters
    ----------
    negative, positive : float
        Polarity up to which a sentence is negative, and from which it is positive. The defaults were chosen on coded
        sentences of parliament and Wikinews.
    turned : float, default 0.7
        How much of its polarity a negated positive word keeps, with the other sign.
    eased : float, default 0.2
        The same for a negated negative word, since »not bad« praises less than »not good« blames.

    Attributes
    ----------
    classes_ : numpy.ndarray of str, shape (3,)
        ``negative, neutral, positive``.

    Notes
    -----
    Polarity of a sentence with the sum s of its words: s / √(s² + 4), in (−1, 1). Needs no training; works offline.
    How good it is, is in ``benchmarks/RESULTS.md``; a lexicon does not see irony or what a sentence takes for granted.

    Examples
    --------
    >>> coder = SentimentClassifier()
    >>> coder.predict(["Eine wunderbare Idee!", "Das ist ein katastrophaler Fehler.", "Es ist Montag."]).tolist()
    ['positive', 'negative', 'neutral']
    """

    name, scheme = "lexicon:sentiment", "sentiment"

    def __init__(self, negative=-0.1, positive=0.1, turned=0.7, eased=0.2):
        self.negative = negative
        self.positive = positive
        self.turned = turned
        self.eased = eased

    def fit(self, X, y=None):
        """Check the texts; nothing is learned."""
        check_texts(X)
        return self

    def predict(self, X):
        """Tell the sentiment of texts: labels, shape (n,)."""
        values = self.polarity(X)
        chosen = np.where(values <= self.negative, 0, np.where(values >= self.positive, 2, 1))
        return self.classes_[chosen]

    def polarity(self, X):
        """Give the polarity of texts, in (−1, 1): an array of float, shape (n,)."""
        sums = np.array([sum(hit[-1] for hit in self._hits(text)) for text in check_texts(X)], dtype=float)
        return sums / np.sqrt(sums**2 + _HALF**2)

    def decision_function(self, X):
        """Give the polarity: below `negative` and above `positive` it decides."""
        return self.polarity(X)

    def score(self, X, y, sample_weight=None):
        """Give the macro-F1 over the three labels."""
        return float(f1_score(y, self.predict(X), labels=list(LABELS), average="macro", zero_division=0.0))

    def evidence(self, X):
        """Tell why: the words that count.

        Parameters
        ----------
        X : sequence of str

        Returns
        -------
        pandas.DataFrame
            ``row, label, start, end, text, weight, rule``: the label towards which the word pulls, its weight after
            negation and intensifier, and in `rule` what was done to it.
        """
        rows = []
        for row, text in enumerate(check_texts(X)):
            for start, end, rule, weight in self._hits(text):
                rows.append((row, LABELS[2] if weight > 0 else LABELS[0], start, end, text[start:end], weight, rule))
        table = pd.DataFrame(rows, columns=["row", "label", "start", "end", "text", "weight", "rule"])
        table["label"] = pd.Categorical(table["label"], categories=LABELS)
        return table.astype({"row": int, "start": int, "end": int, "weight": float})

    @property
    def classes_(self):
        """The labels: an array of str, shape (3,)."""
        return np.array(LABELS, dtype=object)

    def __sklearn_is_fitted__(self):
        return True

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array, tags.input_tags.string, tags.requires_fit = False, True, False
        return tags

    def _hits(self, text):
        """Give start, end, rule and weight of each word that has polarity."""
        words = Words(text)
        values = [polarity[form] for form in words.forms]
        if not any(values):
            return []
        denied = negated_places(words)
        return [
            (*words.spans[n], *self._weigh(words, n, value, n in denied)) for n, value in enumerate(values) if value
        ]

    def _weigh(self, words, place, value, denied):
        rule = "lexicon"
        before = _FOLD[words.forms[place - 1]] if place and not words.breaks[place - 1] else ""
        factor = intensifiers().get(before)
        if factor is not None:
            value, rule = value * factor, f"{rule}, {words.forms[place - 1]} × {factor:g}"
        if denied:
            value, rule = -value * (self.turned if value > 0 else self.eased), f"{rule}, negated"
        return rule, value
