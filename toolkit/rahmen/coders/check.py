"""Whether a codebook does what its examples say."""

import numpy as np
import pandas as pd

from ..codebook import load_codebook
from .codebook import CodebookClassifier


def check_codebook(codebook="frames"):
    """Code the examples and counter-examples of a codebook and list those that come out wrong.

    Parameters
    ----------
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"

    Returns
    -------
    pandas.DataFrame
        ``label, text, wrong``: ``silent`` for an example that does not bear its label, ``fires`` for a
        counter-example that does. Empty where all is well.

    Raises
    ------
    rahmen.CodebookError
        The codebook cannot be read.

    Examples
    --------
    >>> len(check_codebook())
    0
    """
    book = load_codebook(codebook)
    coder = CodebookClassifier(book)
    rows = []
    for column, label in enumerate(book.labels):
        for texts, wanted, wrong in ((label.examples, True, "silent"), (label.counter_examples, False, "fires")):
            given = coder.predict(list(texts))
            bears = given == label.name if book.exclusive else given[:, column] == 1
            rows += [(label.name, texts[n], wrong) for n in np.flatnonzero(bears != wanted)]
    return pd.DataFrame(rows, columns=["label", "text", "wrong"])
