"""The polarity lexicon at work in a sentence: which words count, and how much after negation and intensifier."""

from ..german.negation import negated_places
from ..german.polarity import intensifiers, polarity
from ..german.words import PerForm, Words, fold

_FOLD = PerForm(fold)


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
    >>> Lexicon().hits("Das ist nicht gut.")
    [(14, 17, 'lexicon, negated', -0.42)]
    """

    def __init__(self, turned=0.7, eased=0.2):
        self.turned, self.eased = turned, eased

    def hits(self, text):
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
