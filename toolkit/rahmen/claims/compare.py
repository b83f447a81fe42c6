"""What may be said of the difference between two groups, and what one document cannot tell."""

import numpy as np
import pandas as pd

from ..tables import counted, levels, require
from . import readings
from .bootstrap import FEW, seed_of
from .correction import check_gold, corrected, document_sums
from .differences import adjusted_side, corrected_side, machine_side, simultaneous
from .prevalence import fulfilling, left_out
from .rates import Rates, check_errors


def compare(codes, a, b, by="group", where=None, gold=None, errors=None, level=0.95, seed=None):
    """Compare how common each label is in two groups.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder and scheme; parts ``other`` and ``repeat`` are left out.
    a, b : str
        The two groups, values of the column `by`.
    by : str, default "group"
        The column that holds the groups.
    where : str, optional
        As for :func:`rahmen.prevalence`: a code that fails it counts as absent, the base stays.
    gold, errors : pandas.DataFrame, optional
        As for :func:`rahmen.prevalence`: the machine's errors are corrected by a person's codes of sentences of both
        groups, or by error rates measured elsewhere.
    level : float, default 0.95
        Of the simultaneous intervals.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        One row a label: ``label, share_a, share_b, difference, low, high`` (simultaneous over the labels), ``naive,
        naive_low, naive_high`` (the difference of the machine's own counts), ``effect`` (Cohen's h), ``rank,
        percentile, n_a, n_b, docs_a, docs_b, method, verdict, reading``. ``attrs["note"]`` states what may and may not
        be said. With fewer than ten documents in a group there is no interval and no verdict. If `a` is one document,
        ``low, high`` are NaN, and ``percentile`` is the share of the documents of `b` in which the machine finds the
        label more rarely (half of those where it is as common).

    Raises
    ------
    rahmen.TableError
        No codes table.
    ValueError
        A group or column is missing, there are several coders or schemes, or `gold` or `errors` do not fit.

    Notes
    -----
    Simultaneous intervals by the maximum of the studentised differences over labels (Westfall and Young 1993), with
    documents drawn anew within each group. Cohen's h (Cohen 1988): 2 arcsin √p − 2 arcsin √q. ``method`` is
    ``machine``, ``corrected``, ``cautious`` (too few coded sentences bear the label: the difference of two
    conservative intervals, Newcombe 1998), ``adjusted`` or ``not corrected``.

    Examples
    --------
    >>> import rahmen
    >>> texts = {"text": ["Sie protestieren."] * 11 + ["Es regnet."] * 13, "group": ["town"] * 12 + ["state"] * 12}
    >>> sentences = rahmen.split_sentences(rahmen.documents(pd.DataFrame(texts)))
    >>> result = compare(rahmen.annotate(sentences, rahmen.CodebookClassifier()), "town", "state")
    >>> result.loc[0, ["label", "verdict"]].tolist()
    ['resistance', 'higher']
    """
    _check(codes, by, where, errors)
    if a == b:
        raise ValueError(f"a and b are the same, {a!r}; name two groups")
    used = counted(fulfilling(codes, where))
    coded = None if gold is None else check_gold(fulfilling(gold, where), used)
    parts = [_part(used, by, group, coded) for group in (a, b)]
    labels = [label for label in parts[0][0] if label in parts[1][0]]
    sums = [_only(found, own, labels) for own, found in parts]
    fewest = min(len(each.f) for each in sums)
    corrections = _corrections(sums, coded, errors, labels, (a, b), seed_of(seed))
    table = _shares(sums, labels, corrections)
    if fewest < FEW:
        table = _described(table, *sums) if fewest == 1 else table.assign(verdict="described")
    else:
        table = _estimated(table, sums, corrections, level, seed_of(seed))
    table["reading"] = [readings.difference(row, a, b) for row in table.itertuples()]
    table["label"] = pd.Categorical(table["label"], categories=levels(codes["label"]))
    left = left_out(codes[codes[by].isin([a, b])])
    table.attrs["note"] = readings.comparison(fewest, level, gold, errors, left)
    table.attrs["groups"] = (a, b)
    return table


def _check(codes, by, where, errors):
    require(codes, "codes")
    for column in ("scheme", "coder"):
        if codes[column].nunique() > 1:
            raise ValueError(f"compare takes one {column}; filter the codes, e.g. codes[codes[{column!r}] == …]")
    if by not in codes.columns:
        raise ValueError(f"no column {by!r} in the codes; there are {', '.join(codes.columns)}")
    check_errors(errors, where)


def _part(used, by, group, gold):
    part = used[used[by] == group]
    if part.empty:
        have = ", ".join(map(repr, used[by].dropna().unique()))
        raise ValueError(f"no codes with {by} {group!r}; there are {have}")
    _, labels, sums = document_sums(part, gold)
    return labels, sums


def _only(sums, own, labels):
    place = [own.index(label) for label in labels]
    return type(sums)(*(each[:, place] for each in sums))


def _corrections(sums, gold, errors, labels, groups, seed):
    """Tell for each group how it is corrected: ``"gold"``, rates, or None."""
    if gold is None and errors is None:
        return [None, None]
    rates = None if errors is None else Rates(errors, labels, seed + 2)
    found = []
    for each, group in zip(sums, groups, strict=True):
        enough = (each.total().n >= 2).all()
        if not enough and rates is None:
            raise ValueError(f"gold codes fewer than two sentences of {group!r}: code some of it, or give errors=")
        found.append("gold" if enough else rates)
    return found


def _shares(sums, labels, corrections):
    shares = []
    for each, how in zip(sums, corrections, strict=True):
        total = each.total()
        plain = total.f / total.m
        shares.append(plain if how is None else corrected(each)[0] if how == "gold" else how.adjust(plain))
    p, q = (np.where(np.isnan(sum(shares)), each.total().f / each.total().m, share)
            for each, share in zip(sums, shares, strict=True))  # fmt: skip
    naive = [each.total().f / each.total().m for each in sums]
    units = [each.total().m.astype(int) for each in sums]
    method = "machine" if corrections == [None, None] else "corrected" if "gold" in corrections else "adjusted"
    return pd.DataFrame({
        "label": labels, "share_a": p, "share_b": q, "difference": p - q, "low": np.nan, "high": np.nan,
        "naive": naive[0] - naive[1], "naive_low": np.nan, "naive_high": np.nan,
        "effect": 2 * np.arcsin(np.sqrt(p)) - 2 * np.arcsin(np.sqrt(q)), "rank": np.nan, "percentile": np.nan,
        "n_a": units[0], "n_b": units[1], "docs_a": len(sums[0].f), "docs_b": len(sums[1].f),
        "method": np.where(np.isnan(sum(shares)), "not corrected", method).astype(object),
    })  # fmt: skip


def _described(table, left, right):
    """Put the single document's place among the documents of the other group, by the machine's codes."""
    one, others = (left, right) if len(left.f) == 1 else (right, left)
    for row in range(len(table)):
        have = others.m[:, row] > 0
        own, rest = one.f[0, row] / one.m[0, row], others.f[have, row] / others.m[have, row]
        table.loc[row, "rank"] = 1 + (rest > own).sum()
        table.loc[row, "percentile"] = ((rest < own).mean() + (rest == own).mean() / 2) if len(rest) else np.nan
    return table.assign(verdict="described")


def _estimated(table, sums, corrections, level, seed):
    """Put simultaneous intervals for the differences, from documents drawn anew within each group."""
    plain = [machine_side(each, seed + n) for n, each in enumerate(sums)]
    table["naive_low"], table["naive_high"] = simultaneous(*plain, level)
    sides = [
        side if how is None else corrected_side(each, level, seed + n) if how == "gold"
        else adjusted_side(each, how, seed + n)
        for n, (each, how, side) in enumerate(zip(sums, corrections, plain, strict=True))
    ]  # fmt: skip
    low, high = simultaneous(*sides, level)
    open_ = table["method"] == "not corrected"
    table["low"] = np.where(open_, table["naive_low"], low)
    table["high"] = np.where(open_, table["naive_high"], high)
    table.loc[(sides[0].cautious | sides[1].cautious) & ~open_, "method"] = "cautious"
    found = (table["share_a"] > 0) | (table["share_b"] > 0)
    conditions = [table["low"] > 0, table["high"] < 0, table["low"].notna(), found]
    verdicts = ["higher", "lower", "no difference shown", "no spread"]
    return table.assign(verdict=np.select(conditions, verdicts, "none found"))
