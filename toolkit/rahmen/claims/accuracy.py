"""How well a coder does against reference codes, and which of its rules do it."""

import numpy as np
import pandas as pd

from ..tables import levels, require
from .bootstrap import interval, known_mean, resampled_sums, seed_of

_CELLS = ("tp", "fp", "fn", "tn")
_ENDS = ["precision_low", "precision_high", "recall_low", "recall_high"]


def accuracy(gold, codes, by=None, level=0.95, seed=None):
    """Compare the codes of one coder with reference codes.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences; units that only one of them codes are left out.
    by : str, optional
        A column of `gold` for which all figures are given separately too, such as ``"source"``.
    level : float, default 0.95
        Of the intervals.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        One row a label, and ``macro`` over the labels with a positive reference code: the `by` column, ``label, tp,
        fp, fn, tn, precision, recall, f1, low, high`` (of F1), ``n, docs, precision_low, precision_high, recall_low,
        recall_high``. Figures without a denominator are NaN.

    Raises
    ------
    rahmen.TableError
        No codes tables, or they share no unit.
    """
    joined = _join(gold, codes, by)
    parts = [(None, joined)] if by is None else [("all", joined), *joined.groupby(by, observed=True)]
    rows = []
    for key, part in parts:
        found = _scores(part, level, seed)
        rows.append(found if by is None else found.assign(**{by: key}))
    table = pd.concat(rows, ignore_index=True)
    return table if by is None else table[[by, *table.columns.drop(by)]]


def rule_table(evidence, gold=None):
    """List the rules that fired: how often, and how often the label was right.

    Parameters
    ----------
    evidence : pandas.DataFrame
        An evidence table.
    gold : pandas.DataFrame, optional
        Reference codes of the same sentences.

    Returns
    -------
    pandas.DataFrame
        ``label, rule, hits`` (sentences in which it fired), ``coded`` (those of them with a reference code), ``right,
        precision``; the last three only with `gold`. The most frequent come first.
    """
    require(evidence, "evidence")
    fired = evidence.drop_duplicates(["doc", "sentence", "label", "rule"])
    if gold is None:
        table = fired.groupby(["label", "rule"], observed=True).size().rename("hits").reset_index()
    else:
        known = require(gold, "codes")[["doc", "sentence", "label", "value"]]
        merged = _plain_labels(fired).merge(_plain_labels(known), on=["doc", "sentence", "label"], how="left")
        grouped = merged.groupby(["label", "rule"])["value"]
        table = grouped.agg(hits="size", coded="count", right="sum").reset_index()
        table["precision"] = table["right"] / table["coded"].where(table["coded"] > 0)
    return table.sort_values(["hits", "rule"], ascending=[False, True], ignore_index=True)


def _plain_labels(table):
    return table.assign(label=table["label"].astype(str))


def _join(gold, codes, by):
    key = ["doc", "sentence", "scheme", "label"]
    for table in (require(gold, "codes"), require(codes, "codes")):
        if table["coder"].nunique() > 1:
            raise ValueError("accuracy compares one coder with one reference; filter the tables by coder first")
    left = gold[[*key, "value", *([by] if by else [])]]
    joined = left.astype({"scheme": str, "label": str}).merge(
        codes[[*key, "value"]].astype({"scheme": str, "label": str}), on=key, suffixes=("_gold", "_codes")
    )
    if joined.empty:
        raise ValueError("the two codes tables share no unit (doc, sentence, scheme, label)")
    joined["label"] = pd.Categorical(joined["label"], categories=levels(gold["label"]))
    return joined


def _scores(joined, level, seed):
    g, c = joined["value_gold"] == 1, joined["value_codes"] == 1
    cells = pd.DataFrame({"tp": g & c, "fp": ~g & c, "fn": g & ~c, "tn": ~g & ~c}).astype(int)
    cells[["doc", "label"]] = joined[["doc", "label"]]
    table = cells.pivot_table(index="doc", columns="label", values=list(_CELLS), aggfunc="sum", observed=True)
    labels = [label for label in joined["label"].cat.categories if label in set(joined["label"])]
    counts = table[[(cell, label) for cell in _CELLS for label in labels]].fillna(0).to_numpy(dtype=float)
    total = counts.sum(axis=0).reshape(4, len(labels))
    draws = resampled_sums(counts, seed=seed_of(seed)).reshape(-1, 4, len(labels))
    rows = []
    for place, label in enumerate(labels):
        tp, fp, fn, tn = total[:, place].astype(int)
        scores = _over(tp, tp + fp), _over(tp, tp + fn), _over(2 * tp, 2 * tp + fp + fn)
        ends = interval(_f1(*draws[:, :3, place].T), level)
        rows.append((label, tp, fp, fn, tn, *scores, *ends, *_ends(draws[:, :, [place]], level)))
    known = np.flatnonzero(total[0] + total[2])
    if len(known):
        means = np.nan_to_num(np.array([rows[place][5:8] for place in known], dtype=float)).mean(axis=0)
        each = known_mean(_f1(draws[:, 0], draws[:, 1], draws[:, 2])[:, known], axis=1)  # without labels never drawn
        ends = (*interval(each, level), *_ends(draws[:, :, known], level))
        rows.append(("macro", *total[:, known].sum(axis=1).astype(int), *means, *ends))
    columns = ["label", "tp", "fp", "fn", "tn", "precision", "recall", "f1", "low", "high", *_ENDS]
    units = joined.drop_duplicates(["doc", "sentence"])
    table = pd.DataFrame(rows, columns=columns).assign(n=len(units), docs=units["doc"].nunique())
    return table[[*columns[:-4], "n", "docs", *_ENDS]]


def _ends(draws, level):
    """Give the intervals of precision and recall, averaged over the labels drawn: draws of shape (n, 4, labels)."""
    tp, fp, fn = draws[:, 0], draws[:, 1], draws[:, 2]
    found = []
    for below in (tp + fp, tp + fn):
        each = np.divide(tp, below, out=np.full(tp.shape, np.nan), where=below > 0)
        found += interval(known_mean(each, axis=1), level)
    return found


def _f1(tp, fp, fn):
    below = 2 * tp + fp + fn
    return np.divide(2 * tp, below, out=np.full(np.shape(tp), np.nan), where=below > 0)


def _over(a, b):
    return a / b if b else np.nan
