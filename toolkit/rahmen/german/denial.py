"""Which words of many texts are denied: the rules of :mod:`rahmen.german.negation`, asked only where a word denies."""

import numpy as np

from .forms import FormRows
from .negation import may_deny, negated_places
from .words import Words

_DENYING = FormRows(lambda forms: np.array([may_deny(form) for form in forms], dtype=bool))


def denied(tokens, texts, rows):
    """Tell which tokens stand in the scope of a negation.

    Parameters
    ----------
    tokens : rahmen.german.tokens.Tokens
    texts : list of str
        What the tokens were read from.
    rows : numpy.ndarray of int
        The texts to be looked at.

    Returns
    -------
    numpy.ndarray of bool, shape (words,)

    Examples
    --------
    >>> from .tokens import read_tokens
    >>> texts = ["Das ist nicht gut.", "Das ist gut."]
    >>> denied(read_tokens(texts), texts, np.array([0, 1])).tolist()
    [True, True, False, True, False, False, False]
    """
    found = np.zeros(len(tokens), dtype=bool)
    asked, forms = np.zeros(len(texts), dtype=bool), tokens.vocabulary.forms
    asked[rows] = True
    asked[asked] = np.isin(np.flatnonzero(asked), tokens.row[_DENYING(tokens)[tokens.form]])
    for row in np.flatnonzero(asked).tolist():
        begin, end = tokens.bounds[row : row + 2].tolist()
        known = [forms[n] for n in tokens.form[begin:end].tolist()]
        words = Words.known(texts[row], None, known, tokens.broken[begin:end].tolist())
        found[[begin + place for place in negated_places(words)]] = True
    return found
