"""How common each label is, by group, with intervals clustered by document."""

import re

import numpy as np
import pandas as pd

from ..tables import UNCOUNTED, counted, levels, require
from .bootstrap import FEW, interval, resampled_sums, seed_of


def prevalence(codes, by=None, where=None, level=0.95, seed=None):
    """Estimate the share of sentences that bear each label.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table; parts ``other`` and ``repeat`` (date line, rubric, a headline printed twice) are left out.
    by : str or list of str, optional
        Columns of `codes` that make groups, such as ``"group"``.
    where : str, optional
        A condition on the columns of `codes`, such as ``"voice == 'own'"``. A code that fails it counts as absent;
        all sentences stay in the base.
    level : float, default 0.95
        Of the interval.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

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
        if column not in codes.columns or column in ("label", "value"):
            free = ", ".join(name for name in codes.columns if name not in ("label", "value"))
            raise ValueError(f"no column {column!r} to group the codes by; there are {free}")
    groups += [c for c in ("scheme", "coder") if c not in groups and codes[c].nunique() > 1]
    used = counted(fulfilling(codes, where))
    keyed = used.groupby(groups, observed=True, sort=True, dropna=False) if groups else [((), used)]
    rows = [row for key, part in keyed for row in _group(groups, key, part, level, seed_of(seed))]
    columns = [*groups, "label", "share", "low", "high", "n", "docs", "method", "reading"]
    table = pd.DataFrame(rows, columns=columns)
    table["label"] = pd.Categorical(table["label"], categories=levels(codes["label"]))
    for column in groups:
        if isinstance(codes[column].dtype, pd.CategoricalDtype):
            table[column] = pd.Categorical(table[column], categories=codes[column].cat.categories)
    table.attrs["note"] = left_out(codes)
    return table


def left_out(codes):
    """Say how many units of parts that are not counted the codes hold; "" where there are none."""
    if "part" not in codes:
        return ""
    left = codes.loc[codes["part"].isin(UNCOUNTED), ["doc", "sentence"]].drop_duplicates()
    return f"{len(left)} units of the parts {' and '.join(UNCOUNTED)} are left out." if len(left) else ""


def fulfilling(codes, where):
    """Let the codes that fail the condition count as absent; no row is dropped.

    >>> codes = pd.DataFrame({"value": [1, 1], "voice": ["own", None]})
    >>> fulfilling(codes, "voice == 'own'")["value"].tolist()
    [1, 0]
    """
    if where is None:
        return codes
    try:
        holds = codes.eval(where)
    except Exception as error:
        raise ValueError(f"where={where!r} is no condition on the columns of the codes: {error}") from None
    _check_resolved(codes, where)
    if not pd.api.types.is_bool_dtype(holds):
        raise ValueError(f"where={where!r} must be true or false for each code; it gives {holds.dtype}")
    return codes.assign(value=codes["value"].where(holds.fillna(False).astype(bool), 0).astype("int8"))


def _check_resolved(codes, where):
    """Refuse a condition on status, voice or speaker where no code has it: 0 % would be no finding."""
    present = codes[codes["value"] == 1]
    for column in ("status", "voice", "speaker"):
        if column in codes and re.search(rf"\b{column}\b", where) and len(present) and present[column].isna().all():
            raise ValueError(f"where={where!r} asks for {column!r}, which no code has: it is not resolved yet")


def per_document(codes):
    """Count codes by document: a table of documents with the positives and the coded units of each label.

    Returns
    -------
    tuple of pandas.DataFrame
        Positives and units, rows documents, columns labels.
    """
    if codes.empty:
        return pd.DataFrame(), pd.DataFrame()
    wide = codes.pivot_table(index="doc", columns="label", values="value", aggfunc=["sum", "count"], observed=True)
    return wide["sum"].fillna(0), wide["count"].fillna(0)


def _group(groups, key, part, level, seed):
    counts, coded = per_document(part)
    labels, documents = list(counts.columns), len(counts)
    draws = resampled_sums(np.hstack([counts, coded]), seed=seed) if documents > 1 else None
    for place, label in enumerate(labels):
        with_label, n = int(counts[label].sum()), int(coded[label].sum())
        low, high = np.nan, np.nan
        if draws is not None and with_label:
            base = draws[:, len(labels) + place]
            shares = np.divide(draws[:, place], base, out=np.full(len(base), np.nan), where=base > 0)
            low, high = interval(shares, level)
        share = with_label / n
        if low == high:  # documents that do not differ tell nothing of how others might
            low, high = np.nan, np.nan
        method = "described" if documents == 1 else "none found" if not with_label else "document bootstrap"
        method = "no spread" if method == "document bootstrap" and low != low else method
        yield (*key, label, share, low, high, n, documents, method, _reading(with_label, n, documents, low, high))


def _reading(with_label, n, documents, low, high):
    said = f"{with_label} of {n} sentences ({with_label / n:.1%})"
    if documents == 1:
        return f"{said} in one document: described, no interval can be given"
    if not with_label:
        return f"none in {n} sentences of {documents} documents, which does not show that there is none: no interval"
    if low != low:
        return f"{said}, alike in all {documents} documents: no interval can be given"
    said += f" in {documents} documents; interval {low:.1%} to {high:.1%}"
    return said + ("; few documents, so it may be too narrow" if documents < FEW else "")
