"""How common each label is, by group, with intervals clustered by document."""

import numpy as np
import pandas as pd

from ..tables import UNCOUNTED, counted, require
from .bootstrap import interval, resampled_sums

_FEW = 10  # documents; with fewer a bootstrap interval is too narrow, and the reading says so


def prevalence(codes, by=None, level=0.95, seed=0):
    """Estimate the share of sentences that bear each label.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table; parts ``other`` and ``repeat`` (date line, rubric, a headline printed twice) are left out.
    by : str or list of str, optional
        Columns of `codes` that make groups, such as ``"group"``.
    level : float, default 0.95
        Of the interval.
    seed : int, default 0
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row a group and label: the `by` columns, ``label, share, low, high`` (shares of sentences, 0 to 1)``, n``
        (sentences)``, docs, method, reading``. With one document, or where none was found, there is no interval: it
        is described.

    Raises
    ------
    rahmen.TableError
        No codes table.
    ValueError
        A column of `by` is missing.

    Notes
    -----
    Where the table holds several coders or schemes, each is a group of its own.

    Examples
    --------
    >>> import rahmen
    >>> documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Nutzer protestieren. Es regnet.", "Es schneit."]})
    >>> codes = rahmen.annotate(rahmen.split_sentences(documents), rahmen.CodebookClassifier())
    >>> prevalence(codes).query("label == 'resistance'")[["n", "docs"]].values.tolist()
    [[3, 2]]
    """
    require(codes, "codes")
    groups = [by] if isinstance(by, str) else list(by or [])
    for column in groups:
        if column not in codes.columns:
            raise ValueError(f"no column {column!r} in the codes; there are {', '.join(codes.columns)}")
    groups += [c for c in ("scheme", "coder") if c not in groups and codes[c].nunique() > 1]
    used = counted(codes)
    keyed = used.groupby(groups, observed=True, sort=True) if groups else [((), used)]
    rows = [row for key, part in keyed for row in _group(groups, key, part, level, seed)]
    columns = [*groups, "label", "share", "low", "high", "n", "docs", "method", "reading"]
    table = pd.DataFrame(rows, columns=columns)
    table["label"] = pd.Categorical(table["label"], categories=codes["label"].cat.categories)
    for column in groups:
        if isinstance(codes[column].dtype, pd.CategoricalDtype):
            table[column] = pd.Categorical(table[column], categories=codes[column].cat.categories)
    if "part" in codes and len(used) < len(codes):
        left = codes.loc[codes["part"].isin(UNCOUNTED), ["doc", "sentence"]].drop_duplicates()
        table.attrs["note"] = f"{len(left)} units of the parts {' and '.join(UNCOUNTED)} are left out"
    return table


def _group(groups, key, part, level, seed):
    counts = part.pivot_table(index="doc", columns="label", values="value", aggfunc="sum", observed=True)
    coded = part.pivot_table(index="doc", columns="label", values="value", aggfunc="count", observed=True)
    labels, documents = list(counts.columns), len(counts)
    draws = resampled_sums(np.hstack([counts.fillna(0), coded.fillna(0)]), seed=seed) if documents > 1 else None
    for place, label in enumerate(labels):
        with_label, n = int(counts[label].sum()), int(coded[label].sum())
        low, high = np.nan, np.nan
        if draws is not None and with_label:
            base = draws[:, len(labels) + place]
            shares = np.divide(draws[:, place], base, out=np.full(len(base), np.nan), where=base > 0)
            low, high = interval(shares, level)
        share = with_label / n
        method = "described" if documents == 1 else "document bootstrap" if with_label else "none found"
        yield (*key, label, share, low, high, n, documents, method, _reading(with_label, n, documents, low, high))


def _reading(with_label, n, documents, low, high):
    said = f"{with_label} of {n} sentences ({with_label / n:.1%})"
    if documents == 1:
        return f"{said} in one document: described, no interval can be given"
    if not with_label:
        return f"none in {n} sentences of {documents} documents, which does not show that there is none: no interval"
    said += f" in {documents} documents; interval {low:.1%} to {high:.1%}"
    return said + ("; few documents, so it may be too narrow" if documents < _FEW else "")
