"""What every coder asks of its texts."""

from operator import is_

import numpy as np
import pandas as pd

_known = []  # the texts checked last: coders are asked of the same ones one after the other


def check_texts(X):
    """Give `X` as a list of str, or refuse it.

    Parameters
    ----------
    X : sequence of str
        A list, tuple, array or Series of sentences; it may be empty.

    Returns
    -------
    list of str

    Raises
    ------
    TypeError
        A bare string.
    ValueError
        Something that is no sequence of texts.

    Examples
    --------
    >>> check_texts("Ein Satz.")
    Traceback (most recent call last):
    TypeError: expected a list of texts; got one bare string (write ["…"])
    """
    if isinstance(X, str | bytes):
        raise TypeError('expected a list of texts; got one bare string (write ["…"])')
    if hasattr(X, "columns"):
        raise ValueError("expected one column of texts; got a DataFrame (write table['text'])")
    if type(X) is list:  # most often, and told quickly
        if len(X) == len(_known) and all(map(is_, X, _known)):
            return X
        if set(map(type, X)) <= {str}:
            _known[:] = X
            return X
    array = np.asarray(X, dtype=object)
    if array.ndim == 2 and 1 in array.shape:
        array = array.ravel()
    if array.ndim != 1:
        raise ValueError(f"expected a list of texts; got an array of {array.ndim} dimensions")
    for row, text in enumerate(array):
        if not isinstance(text, str):
            raise ValueError(f"text {row} is {text!r}, no text; drop or fill it first")
    return array.tolist()


BESIDE = ("before", "after")
FAR = 100
"""Code points between two sentences from which they do not stand beside each other, though numbered so by hand."""


def check_passages(X):
    """Give `X` as a list of str, and what stands beside each: a list of those before and one of those after, or None.

    Parameters
    ----------
    X : sequence of str, or DataFrame
        A DataFrame has a column ``text``, and may have ``before`` and ``after``, empty where there is none.

    Raises
    ------
    TypeError, ValueError
        As :func:`check_texts`, or a DataFrame without ``text``.
    """
    if not hasattr(X, "columns"):
        return check_texts(X), None
    if "text" not in X:
        raise ValueError("a DataFrame of texts needs the column 'text', and may have 'before' and 'after'")
    if not set(BESIDE) & set(X.columns):
        return check_texts(X["text"]), None
    beside = tuple(check_texts(_filled(X[name])) if name in X else [""] * len(X) for name in BESIDE)
    return check_texts(X["text"].tolist()), beside


def _filled(column):
    """Give texts as a list, empty where there is none."""
    return column.tolist() if not column.hasnans else column.astype(object).where(column.notna(), "").tolist()


def in_passages(sentences):
    """Give a sentences table as texts with those beside them: those next in the same document, where they are known.

    Parameters
    ----------
    sentences : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        ``text, before, after``, an index of its own.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"doc": ["a", "a", "b"], "sentence": [0, 1, 0], "text": ["Eins.", "Zwei.", "Drei."]})
    >>> in_passages(table.assign(start=[0, 6, 0], end=[5, 11, 5])).values.tolist()
    [['Eins.', '', 'Zwei.'], ['Zwei.', 'Eins.', ''], ['Drei.', '', '']]
    """
    texts = np.asarray(sentences["text"], dtype=object)
    doc, number = np.asarray(sentences["doc"], dtype=object), sentences["sentence"].to_numpy()
    gap = sentences["start"].to_numpy()[1:] - sentences["end"].to_numpy()[:-1]
    follows = (doc[1:] == doc[:-1]) & (number[1:] == number[:-1] + 1) & (gap >= 0) & (gap <= FAR)
    before, after = np.full((2, len(texts)), "", dtype=object)
    before[1:], after[:-1] = np.where(follows, texts[:-1], ""), np.where(follows, texts[1:], "")
    return pd.DataFrame({"text": texts, "before": before, "after": after}, dtype=object)
