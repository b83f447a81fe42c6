"""A coding sheet: sentences drawn for a person to code, without a word of what a machine thinks of them."""

from ..claims import draw
from ..tables import levels, require
from .sheets import make_sheet


def coding_sheet(sentences, n, labels=None, design="random", by="group", codes=None, scheme="frames", seed=None):
    """Draw sentences for coding and lay them out as a blind sheet.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table; parts ``other`` and ``repeat`` are not drawn.
    n : int
        How many sentences.
    labels : sequence of str or dict, optional
        The labels to be coded, a dict with their titles; by default those of `codes`.
    design : {"random", "stratified", "enriched"}
        Each sentence as likely as another; equally many from each value of `by`; or sentences with high scores in
        `codes` more often (:func:`rahmen.draw`). The probability of being drawn stands in each row, and
        :func:`rahmen.prevalence` weights by it.
    by : str, default "group"
    codes : pandas.DataFrame, optional
        A machine's codes. They name the labels and steer an enriched draw; nothing of them enters the sheet.
    scheme : str, default "frames"
    seed : int, optional
        By default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        ``scheme, doc, start, end, sha1, probability, stratum, before, text, after, coder, done`` and an empty column a
        label; :func:`rahmen.write_sheet` writes it.

    Raises
    ------
    ValueError
        Neither `labels` nor `codes` name labels, or so many cannot be drawn.

    Examples
    --------
    >>> import pandas as pd
    >>> import rahmen
    >>> texts = pd.DataFrame({"text": [f"Zug {n} kommt um {n} Uhr." for n in range(40)]})
    >>> sentences = rahmen.split_sentences(rahmen.documents(texts, duplicates=False))
    >>> sheet = coding_sheet(sentences, 20, labels=["resistance", "economy"], seed=1)
    >>> len(sheet), sheet["probability"].nunique()
    (20, 1)
    """
    require(sentences, "sentences")
    if labels is None:
        if codes is None:
            raise ValueError("a coding sheet needs labels=, or codes= whose labels it takes")
        labels = levels(codes["label"])
    return make_sheet(sentences, draw(sentences, n, design, by, codes, seed), labels, scheme)
