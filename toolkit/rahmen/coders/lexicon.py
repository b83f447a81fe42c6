"""The polarity lexicon at work in sentences: which words count, and how much after negation and intensifier."""

from dataclasses import dataclass

import numpy as np

from ..german.denial import denied
from ..german.forms import FormRows, pick
from ..german.polarity import intensifiers, polarities
from ..german.tokens import read_tokens, token_batches
from ..german.words import find_words, fold_all

_POLARITY = FormRows(lambda forms: np.array(polarities(forms), dtype=float))
_FACTOR = FormRows(lambda forms: np.array([intensifiers().get(word, np.nan) for word in fold_all(forms)], dtype=float))


@dataclass
class Polar:
    """Words of polarity in texts, as arrays.

    Attributes
    ----------
    row, start, end : numpy.ndarray of int
        The text, and where in it, in code points.
    weight : numpy.ndarray of float
        The polarity after intensifier and negation.
    factor : numpy.ndarray of float
        What an intensifier before it did; NaN where there is none.
    denied : numpy.ndarray of bool
    """

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    weight: np.ndarray
    factor: np.ndarray
    denied: np.ndarray


class Lexicon:
    """The words of the lexicon that textblob-de ships, turned where negated, strengthened or weakened.

    Parameters
    ----------
    turned : float, default 0.7
        How much of its polarity a negated positive word keeps, with the other sign.
    eased : float, default 0.2
        The same for a negated negative word, since »not bad« praises less than »not good« blames.

    Examples
    --------
    >>> found = Lexicon().find(["Das ist gut.", "Das ist nicht gut."])
    >>> found.row.tolist(), found.weight.round(2).tolist(), found.denied.tolist()
    ([0, 1], [0.6, -0.42], [False, True])
    """

    def __init__(self, turned=0.7, eased=0.2):
        self.turned, self.eased = turned, eased

    def find(self, texts, places=True):
        """Find the words of polarity in texts: Polar, ordered by text and place; the places only where asked for."""
        parts = [self._find(tokens, begin, places) for begin, _, tokens in token_batches(texts)]
        parts = parts or [self._find(read_tokens([]), 0, places)]
        return Polar(*(np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])))

    def _find(self, tokens, offset, places):
        polarity = _POLARITY(tokens)
        at = tokens.of_kind(polarity != 0)
        value, row = pick(polarity, pick(tokens.form, at)), pick(tokens.row, at)
        before = np.maximum(at - 1, 0)
        factor = pick(_FACTOR(tokens), pick(tokens.form, before))
        factor[(at == before) | (pick(tokens.row, before) != row) | pick(tokens.broken, before)] = np.nan
        negated = pick(denied(tokens, row), at)
        value = value * np.where(np.isnan(factor), 1.0, factor)
        kept = np.where(value > 0, self.turned, self.eased)
        weight = np.where(negated, -value * kept, value)
        start, end = tokens.spans(at if places else at[:0])
        return Polar(row + offset, start, end, weight, factor, negated)

    def sums(self, texts):
        """Give the sums of good and of bad words, each at least 0: an array of float, shape (n, 2)."""
        found = self.find(texts, places=False)
        sides = (np.maximum(found.weight, 0), np.maximum(-found.weight, 0))
        return np.stack([np.bincount(found.row, side, len(texts)) for side in sides], axis=1)

    def hits(self, texts):
        """Give row, start, end, weight and rule of each word of polarity: a list of tuples."""
        found = self.find(texts)
        columns = (found.row, found.start, found.end, found.weight, found.factor, found.denied)
        return [
            (row, start, end, weight, _rule(texts[row][:start], factor, negated))
            for row, start, end, weight, factor, negated in zip(*(c.tolist() for c in columns), strict=True)
        ]


def _rule(before, factor, negated):
    """Say what was done to a word: »lexicon, sehr × 1.5, negated«."""
    if np.isnan(factor):
        return f"lexicon{', negated' * negated}"
    start, end = find_words(before)[-1]
    return f"lexicon, {before[start:end]} × {factor:g}{', negated' * negated}"
