"""Negation and how far it reaches: to both sides of the word that denies, within its clause.

Rules over clauses, whose word lists stand in ``negation.toml``. Clauses are told by punctuation and conjunctions, not
by parsing; the measured share of right scopes is in ``benchmarks/RESULTS.md``.
"""

import pandas as pd

from .denial import scopes
from .tokens import token_batches


def find_negation(text):
    """Find the words that deny in a text, and what they deny.

    Parameters
    ----------
    text : str
        A sentence.

    Returns
    -------
    pandas.DataFrame
        One row for each word in the scope of a negation: ``cue`` (the word that denies), ``cue_start, cue_end, word,
        start, end``, all in code points of `text`.

    Examples
    --------
    >>> find_negation("Ich mag den Kuchen nicht, aber den Tee.")["word"].tolist()
    ['Ich', 'mag', 'den', 'Kuchen']
    """
    rows = []
    for _, _, tokens in token_batches([text]):
        spans = list(zip(*(bound.tolist() for bound in tokens.spans()), strict=True))
        for cue, denied in scopes(tokens):
            for place in sorted(denied):
                rows.append(tuple(v for a, b in (spans[cue], spans[place]) for v in (text[a:b], a, b)))
    return pd.DataFrame(rows, columns=["cue", "cue_start", "cue_end", "word", "start", "end"])


def find_scopes(texts):
    """Find in each of many texts the words that deny, and what each denies.

    Parameters
    ----------
    texts : list of str

    Returns
    -------
    list of list of tuple (int, set of int)
        For each text the place of each cue among its words, and the places of the words in its scope.

    Examples
    --------
    >>> find_scopes(["Das ist gut.", "Das ist nicht gut."])
    [[], [(2, {0, 1, 3})]]
    """
    found = [[] for _ in texts]
    for offset, _, tokens in token_batches(texts):
        for cue, denied in scopes(tokens):
            row = int(tokens.row[cue])
            begin = int(tokens.bounds[row])
            found[offset + row].append((cue - begin, {place - begin for place in denied}))
    return found
