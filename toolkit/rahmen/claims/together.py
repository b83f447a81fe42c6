"""Which labels stand in the same sentences."""

import pandas as pd

from ..tables import counted, require


def cooccurrence(codes):
    """Count the sentences that bear two labels.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder and scheme; parts ``other`` and ``repeat`` are left out.

    Returns
    -------
    pandas.DataFrame
        One row a pair of labels (each with itself too): ``label_a, label_b, n, jaccard`` (sentences with both, over
        those with either; NaN where there are none), ``reading``.

    Raises
    ------
    ValueError
        There are several coders or schemes.

    Examples
    --------
    >>> import rahmen
    >>> texts = {"text": ["Viele protestieren gegen die Zensur.", "Es regnet.", "Viele protestieren."]}
    >>> sentences = rahmen.split_sentences(rahmen.documents(pd.DataFrame(texts)))
    >>> table = cooccurrence(rahmen.annotate(sentences, rahmen.CodebookClassifier()))
    >>> table[(table["label_a"] == "resistance") & (table["label_b"] == "censorship_risk")]["n"].tolist()
    [1]
    """
    require(codes, "codes")
    for column in ("scheme", "coder"):
        if codes[column].nunique() > 1:
            raise ValueError(f"cooccurrence takes one {column}; filter the codes first")
    wide = counted(codes).pivot_table(index=["doc", "sentence"], columns="label", values="value", observed=True)
    counts = wide.T.dot(wide)
    labels, rows = list(wide.columns), []
    for place, a in enumerate(labels):
        for b in labels[place:]:
            both = int(counts.loc[a, b])
            either = int(counts.loc[a, a] + counts.loc[b, b]) - both
            said = f"{both} of {either} sentences with either bear both" if a != b else f"{both} sentences"
            rows.append((a, b, both, both / either if either else float("nan"), said))
    return pd.DataFrame(rows, columns=["label_a", "label_b", "n", "jaccard", "reading"])
