"""The titles of labels, in codebook order, or their own names where it knows none; and addresses within a page."""

import re

from ..codebook import load_codebook
from ..tables import levels


def anchor(name, *keys):
    """Give the address, within a page, of what stands behind a number.

    >>> anchor("groups", "article", "economy")
    'groups--article--economy'
    """
    return "--".join(re.sub(r"[^\w-]+", "-", str(key)) for key in (name, *keys))


def titles_of(labels, codebook="frames", language="de"):
    """Give the titles of the labels of a column: a dict of label to title.

    Parameters
    ----------
    labels : pandas.Series
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
    language : str, default "de"

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> import pandas as pd
    >>> titles_of(pd.Series(["own", "economy"]))
    {'economy': 'Wirtschaft', 'own': 'own'}
    """
    known = load_codebook(codebook).titles(language)
    present = set(labels.dropna().astype(str))
    found = {label: title for label, title in known.items() if label in present}
    return found | {label: label for label in map(str, levels(labels)) if label in present and label not in known}
