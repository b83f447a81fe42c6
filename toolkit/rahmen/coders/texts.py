"""What every coder asks of its texts."""

from operator import is_

import numpy as np

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
