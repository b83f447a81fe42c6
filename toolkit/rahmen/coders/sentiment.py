"""Sentiment: how a sentence evaluates what it is about, learned from coded sentences or by lexicon."""

from functools import cache, partial

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import f1_score
from sklearn.utils.metaestimators import available_if

from ..tables import one_of
from .learned import Learned
from .lexicon import Lexicon
from .parts import EncoderPart, GramPart, HeadPart, LexiconPart
from .store import read, shipped
from .texts import Passages, check_texts

LABELS = ("negative", "neutral", "positive")
_HALF = 2.0  # a sum of two full words gives a polarity of .71


class SentimentClassifier(ClassifierMixin, BaseEstimator):
    """Tell whether sentences evaluate negatively, neutrally or positively.

    Parameters
    ----------
    method : {"learned", "lexicon"}, default "learned"
        ``"learned"`` weighs the lexicon, n-grams, a sentence encoder and one that was taught sentiment by what coded
        sentences taught; it works at once with the shipped model, :meth:`fit` learns anew. ``"lexicon"`` sums the words
        of the lexicon that textblob-de ships, turned where negated, strengthened or weakened by intensifiers; it needs
        no training.
    negative, positive : float
        Only for the lexicon: polarity up to which a sentence is negative, and from which it is positive. The defaults
        were chosen on coded sentences of parliament and Wikinews.
    turned, eased : float
        Only for the lexicon: how much of its polarity a negated positive, and a negated negative, word keeps.

    Attributes
    ----------
    classes_ : numpy.ndarray of str, shape (3,)
        ``negative, neutral, positive``.

    Notes
    -----
    Polarity by lexicon of a sentence with the sum s of its words: s / √(s² + 4), in (−1, 1). How good both methods are
    is in ``benchmarks/RESULTS.md``; neither sees irony, or what a sentence takes for granted.

    Examples
    --------
    >>> coder = SentimentClassifier("lexicon")
    >>> coder.predict(["Eine wunderbare Idee!", "Das ist ein katastrophaler Fehler.", "Es ist Montag."]).tolist()
    ['positive', 'negative', 'neutral']
    """

    scheme = "sentiment"

    def __init__(self, method="learned", negative=-0.1, positive=0.1, turned=0.7, eased=0.2):
        self.method = method
        self.negative = negative
        self.positive = positive
        self.turned = turned
        self.eased = eased

    def fit(self, X, y=None, groups=None, sample_weight=None):
        """Learn from sentences whose sentiment is known; the lexicon learns nothing.

        Parameters
        ----------
        X : sequence of str, length n
        y : sequence of {"negative", "neutral", "positive"}, length n
            Not needed by the lexicon.
        groups : sequence, length n, optional
            The document of each sentence.
        sample_weight : sequence of float, length n, optional
            How much each sentence counts.

        Returns
        -------
        SentimentClassifier
            Itself.
        """
        texts = check_texts(X)
        if one_of("method", self.method, ("learned", "lexicon")) == "lexicon":
            return self
        known = np.asarray(y, dtype=object)
        if len(known) != len(texts) or not np.isin(known.astype(str), LABELS).all():
            raise ValueError(f"y must hold one of {', '.join(LABELS)} for each of the {len(texts)} texts")
        target = (known[:, None] == self.classes_[None]).astype(np.int8)
        self.learned_ = Learned().fit(makers(), Passages(texts), target, groups, weight=sample_weight)
        return self

    def predict(self, X):
        """Tell the sentiment of texts: labels, shape (n,)."""
        if self.method == "learned":
            return self.classes_[self.decision_function(X).argmax(axis=1)]
        values = self.polarity(X)
        chosen = np.where(values <= self.negative, 0, np.where(values >= self.positive, 2, 1))
        return self.classes_[chosen]

    def decision_function(self, X):
        """Give how strongly each label is favoured, shape (n, 3); with the lexicon the polarity, shape (n,)."""
        return self.polarity(X) if self.method == "lexicon" else self._learned.decisions(Passages(check_texts(X)))

    @available_if(lambda self: self.method == "learned")
    def predict_proba(self, X):
        """Give the probability of each label, shape (n, 3); the lexicon knows none, and lacks this method."""
        chances = self._learned.probabilities(Passages(check_texts(X)))
        return chances / chances.sum(axis=1, keepdims=True)

    def polarity(self, X):
        """Give the polarity of texts by lexicon, in (−1, 1): an array of float, shape (n,)."""
        good, bad = Lexicon(self.turned, self.eased).sums(check_texts(X)).T
        sums = good - bad
        return sums / np.sqrt(sums**2 + _HALF**2)

    def score(self, X, y, sample_weight=None):
        """Give the macro-F1 over the three labels."""
        return float(f1_score(y, self.predict(X), labels=list(LABELS), average="macro", zero_division=0.0))

    def evidence(self, X):
        """Tell why: what the words, and with the learned method the sentence as a whole, add.

        Parameters
        ----------
        X : sequence of str

        Returns
        -------
        pandas.DataFrame
            ``row, label, start, end, text, weight, rule``. By lexicon the label towards which a word pulls, its weight
            after negation and intensifier, and in `rule` what was done to it; learned as in
            :meth:`rahmen.FrameClassifier.evidence`.
        """
        if self.method == "learned":
            return self._learned.evidence(Passages(check_texts(X)), self.classes_)
        texts = check_texts(X)
        rows = [
            (row, LABELS[2] if weight > 0 else LABELS[0], start, end, texts[row][start:end], weight, rule)
            for row, start, end, weight, rule in Lexicon(self.turned, self.eased).hits(texts)
        ]
        table = pd.DataFrame(rows, columns=["row", "label", "start", "end", "text", "weight", "rule"])
        table["label"] = pd.Categorical(table["label"], categories=LABELS)
        return table.astype({"row": int, "start": int, "end": int, "weight": float})

    @property
    def classes_(self):
        """The labels: an array of str, shape (3,)."""
        return np.array(LABELS, dtype=object)

    @property
    def name(self):
        """The coder's name in the codes table."""
        return f"{self.method}:sentiment"

    @property
    def _learned(self):
        """What :meth:`fit` learned, else the shipped model."""
        return self.learned_ if hasattr(self, "learned_") else _shipped()

    def __sklearn_is_fitted__(self):
        return True

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array, tags.input_tags.string = False, True
        tags.requires_fit = False
        return tags


def makers():
    """List what makes each part of the learned method."""
    return [LexiconPart, GramPart, partial(EncoderPart, "use"), partial(HeadPart, "frames", "sentiment")]


@cache
def _shipped():
    return Learned.of(makers(), read(shipped("sentiment")))
