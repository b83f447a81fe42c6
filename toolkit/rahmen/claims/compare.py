"""What may be said of the difference between two groups, and what one document cannot tell."""

import numpy as np
import pandas as pd

from ..tables import counted, levels, require
from .bootstrap import FEW, RESAMPLES, resampled_sums, seed_of
from .prevalence import fulfilling, left_out, per_document

ONE = (
    "One document stands against the others: its shares and its place among them are described. Nothing may be said "
    "about whether its outlet, its author or texts like it use a frame more often."
)
SOME = (
    "A group has fewer than {few} documents: its shares are described. With so few a bootstrap of documents would "
    "claim differences that are none far too often, so no verdict is given."
)
MANY = (
    "The intervals hold for all labels together ({level:.0%}, max-t over a bootstrap of documents), so that several "
    "may be read at once. They tell of these documents as a sample; if they are none, they describe."
)


def compare(codes, a, b, by="group", where=None, level=0.95, seed=None):
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
    level : float, default 0.95
        Of the simultaneous intervals.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        One row a label: ``label, share_a, share_b, difference, low, high`` (simultaneous over the labels)``, effect``
        (Cohen's h)``, rank, percentile, n_a, n_b, docs_a, docs_b, verdict, reading``. ``attrs["note"]`` states what
        may and may not be said. With fewer than ten documents in a group there is no interval and no
        verdict. If `a` is one document, ``low, high`` are NaN, and ``percentile`` is the share of
        the documents of `b` in which the label is rarer (half of those where it is as common).

    Raises
    ------
    rahmen.TableError
        No codes table.
    ValueError
        A group or column is missing, or there are several coders or schemes.

    Notes
    -----
    Simultaneous intervals by the maximum of the studentised differences over labels (Westfall and Young 1993), with
    documents drawn anew within each group. Cohen's h (Cohen 1988): 2 arcsin √p − 2 arcsin √q.

    Examples
    --------
    >>> import rahmen
    >>> codes = rahmen.annotate(rahmen.split_sentences(rahmen.load_corpus()), rahmen.CodebookClassifier())
    >>> result = compare(codes, "article", "comparison")
    >>> result["verdict"].unique().tolist()
    ['described']
    """
    require(codes, "codes")
    for column in ("scheme", "coder"):
        if codes[column].nunique() > 1:
            raise ValueError(f"compare takes one {column}; filter the codes, e.g. codes[codes[{column!r}] == …]")
    if by not in codes.columns:
        raise ValueError(f"no column {by!r} in the codes; there are {', '.join(codes.columns)}")
    used = counted(fulfilling(codes, where))
    sides = []
    for group in (a, b):
        part = used[used[by] == group]
        if part.empty:
            have = ", ".join(map(repr, used[by].dropna().unique()))
            raise ValueError(f"no codes with {by} {group!r}; there are {have}")
        sides.append(per_document(part))
    fewest = min(len(positives) for positives, _ in sides)
    described = fewest < FEW
    table = _frame(*sides)
    if described:
        table = _described(table, *sides) if fewest == 1 else table.assign(verdict="described")
    else:
        table = _estimated(table, *sides, level, seed_of(seed))
    table["reading"] = [_reading(row, a, b) for row in table.itertuples()]
    table["label"] = pd.Categorical(table["label"], categories=levels(codes["label"]))
    said = (ONE if fewest == 1 else SOME.format(few=FEW)) if described else MANY.format(level=level)
    table.attrs["note"] = f"{said} {left_out(codes[codes[by].isin([a, b])])}".strip()
    table.attrs["groups"] = (a, b)
    return table


def _frame(left, right):
    labels = [label for label in left[0].columns if label in right[0].columns]
    rows = []
    for label in labels:
        (k_a, n_a), (k_b, n_b) = ((int(k[label].sum()), int(n[label].sum())) for k, n in (left, right))
        p, q = k_a / n_a, k_b / n_b
        effect = 2 * np.arcsin(np.sqrt(p)) - 2 * np.arcsin(np.sqrt(q))
        rows.append((label, p, q, p - q, np.nan, np.nan, effect, np.nan, np.nan, n_a, n_b, len(left[0]), len(right[0])))
    columns = ["label", "share_a", "share_b", "difference", "low", "high", "effect", "rank", "percentile"]
    return pd.DataFrame(rows, columns=[*columns, "n_a", "n_b", "docs_a", "docs_b"])


def _described(table, left, right):
    """Put the single document's place among the documents of the other group."""
    one, others = (left, right) if len(left[0]) == 1 else (right, left)
    shares = others[0] / others[1].where(others[1] > 0)
    for row, label in enumerate(table["label"]):
        own = (one[0][label] / one[1][label]).iloc[0]
        rest = shares[label].dropna()
        table.loc[row, "rank"] = 1 + (rest > own).sum()
        table.loc[row, "percentile"] = ((rest < own).mean() + (rest == own).mean() / 2) if len(rest) else np.nan
    return table.assign(verdict="described")


def _estimated(table, left, right, level, seed):
    """Put simultaneous intervals for the differences, from documents drawn anew within each group."""
    draws = []
    for (positives, units), part_seed in ((left, seed), (right, seed + 1)):
        labels = list(table["label"])
        sums = resampled_sums(np.hstack([positives[labels], units[labels]]), RESAMPLES, part_seed)
        base = sums[:, len(labels) :]
        draws.append(np.divide(sums[:, : len(labels)], base, out=np.full(base.shape, np.nan), where=base > 0))
    difference = draws[0] - draws[1]
    observed = table["difference"].to_numpy()
    spread = np.nanstd(difference, axis=0, ddof=1)
    moved = spread > 0
    reach = np.nanmax(np.abs(difference - observed)[:, moved] / spread[moved], axis=1) if moved.any() else np.zeros(1)
    critical = np.quantile(reach, level)
    table["low"] = np.where(moved, observed - critical * spread, np.nan)
    table["high"] = np.where(moved, observed + critical * spread, np.nan)
    found = (table["share_a"] > 0) | (table["share_b"] > 0)
    conditions = [table["low"] > 0, table["high"] < 0, moved, found]
    verdicts = ["higher", "lower", "no difference shown", "no spread"]
    return table.assign(verdict=np.select(conditions, verdicts, "none found"))


def _reading(row, a, b):
    if row.verdict == "described" and row.docs_a > 1 and row.docs_b > 1:
        return f"{a} {row.share_a:.1%}, {b} {row.share_b:.1%}: described, too few documents for a verdict"
    if row.verdict == "described":
        single, others, docs = (a, b, row.docs_b) if row.docs_a == 1 else (b, a, row.docs_a)
        own, theirs = (row.share_a, row.share_b) if row.docs_a == 1 else (row.share_b, row.share_a)
        place = f"place {row.rank:.0f} among {docs + 1} documents" if row.rank == row.rank else "no place"
        return f"{single} {own:.1%}, {others} {theirs:.1%}; {place}: described, no claim beyond these documents"
    if row.verdict == "none found":
        return f"in no document of {a} or {b}"
    said = f"{a} {row.share_a:.1%}, {b} {row.share_b:.1%}: difference {row.difference * 100:+.1f} points"
    if row.verdict == "no spread":
        return f"{said}; the documents of each group do not differ, so no interval can be given"
    return f"{said} ({row.low * 100:+.1f} to {row.high * 100:+.1f}), {row.verdict}"
