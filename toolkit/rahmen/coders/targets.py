"""What a coder learns: an indicator array, whatever shape a user has."""

import numpy as np

from ..codebook import load_codebook
from ..tables import indicator


def read_targets(y, n, codebook=None, classes=None):
    """Read what n sentences bear.

    Parameters
    ----------
    y : array or DataFrame of 0 and 1, shape (n, k), array of shape (n,), or sequence of lists of labels
    n : int
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, optional
        Gives the names and the order of the labels where they fit.
    classes : array of str, optional
        The labels, where they are known.

    Returns
    -------
    target : numpy.ndarray of int8, shape (n, k)
    classes : numpy.ndarray of str, shape (k,)

    Raises
    ------
    ValueError
        Length or values do not fit.

    Examples
    --------
    >>> read_targets([["b"], [], ["a", "b"]], 3)
    (array([[0, 1],
           [0, 0],
           [1, 1]], dtype=int8), array(['a', 'b'], dtype=object))
    """
    known = [] if codebook is None else load_codebook(codebook).names
    if hasattr(y, "columns"):
        values, named = y.to_numpy(), [str(column) for column in y.columns]
    elif _lists_of_labels(y):
        found = {label for labels in y for label in labels}
        named = list(classes) if classes is not None else known if known and found <= set(known) else sorted(found)
        values = indicator(y, named)
    else:
        values = np.asarray(y)
        values = values[:, None] if values.ndim == 1 else values
        named = known if len(known) == values.shape[1] else [str(column) for column in range(values.shape[1])]
    if len(values) != n:
        raise ValueError(f"{n} texts, but codes for {len(values)}")
    if not values.shape[1]:
        raise ValueError("no label at all in y")
    if not np.isin(values, (0, 1)).all():
        raise ValueError("y must hold 0 and 1 alone; turn lists of labels with rahmen.indicator")
    if classes is not None and len(classes) != values.shape[1]:
        raise ValueError(f"y has {values.shape[1]} columns; the coder knows {len(classes)} labels")
    return values.astype(np.int8), np.array(named if classes is None else classes, dtype=object)


def _lists_of_labels(y):
    """Tell whether `y` holds lists of labels rather than numbers; an empty list is one."""
    if isinstance(y, np.ndarray) and y.dtype != object:
        return False
    whole = [item for item in y if not np.isscalar(item)]
    return bool(whole) and all(isinstance(value, str) for item in whole for value in item)
