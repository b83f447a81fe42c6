"""How common each label is, by group, with intervals clustered by document, and with the machine's errors corrected."""

import re

import numpy as np
import pandas as pd

from ..tables import UNCOUNTED, counted, levels, require
from . import readings
from .bootstrap import RESAMPLES, interval, resampled_sums, seed_of
from .correction import check_gold, corrected, document_sums
from .rates import Rates, check_errors

_COLUMNS = [
    "label", "share", "low", "high", "n", "docs", "naive", "naive_low", "naive_high", "coded", "method", "reading",
]  # fmt: skip


def prevalence(codes, by=None, where=None, gold=None, errors=None, level=0.95, seed=None):
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
    gold : pandas.DataFrame, optional
        A person's codes of some of the same sentences (:func:`rahmen.read_codes`): the machine's errors are corrected
        by them. Its column ``probability`` tells how likely each sentence was to be drawn; without it all are taken
        as equally likely.
    errors : pandas.DataFrame, optional
        Error rates measured elsewhere, ``label, doc, tp, fp, fn, tn``, such as ``errors_`` of a learned coder; they
        correct the groups for which there is no `gold`.
    level : float, default 0.95
        Of the interval.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        One row a group and label: the `by` columns, ``label, share, low, high`` (shares of sentences, 0 to 1), ``n``
        (sentences), ``docs, naive, naive_low, naive_high`` (the machine's own count), ``coded`` (sentences of
        `gold`), ``method, reading``. Without `gold` and `errors` the share is the naive one. With one document, or
        where none was found, the machine's count has no interval: it is described. ``attrs["note"]`` states what may
        and may not be said.

    Raises
    ------
    rahmen.TableError
        No codes table.
    ValueError
        A column of `by` is missing, or `gold` or `errors` do not fit the codes.

    Notes
    -----
    Where the table holds several coders or schemes, each is a group of its own. ``method`` is one of: ``document
    bootstrap``, ``described`` (one document), ``none found``, ``no spread``; ``corrected`` (prediction-powered
    inference, PPI++: Angelopoulos, Duchi and Zrnic 2023, weighted, clustered by document, Wilson's interval),
    ``cautious`` (fewer than 15 coded sentences bear the label: Korn and Graubard's interval (1998)), ``within the
    document`` (of a single document; the interval is that of the draw of its sentences), ``all coded``; ``adjusted``
    (adjusted count: Rogan and Gladen 1978), ``not corrected``.

    Examples
    --------
    >>> import rahmen
    >>> documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Nutzer protestieren. Es regnet.", "Es schneit."]})
    >>> codes = rahmen.annotate(rahmen.split_sentences(documents), rahmen.CodebookClassifier())
    >>> prevalence(codes).query("label == 'resistance'")[["n", "docs"]].values.tolist()
    [[3, 2]]
    """
    require(codes, "codes")
    check_errors(errors, where)
    groups = _groups(codes, by)
    used = counted(fulfilling(codes, where))
    coded = None if gold is None else check_gold(fulfilling(gold, where), used)
    keyed = used.groupby(groups, observed=True, sort=True, dropna=False) if groups else [((), used)]
    parts = [_group(part, coded, errors, level, seed_of(seed)).assign(**dict(zip(groups, key, strict=True)))
             for key, part in keyed if len(part)]  # fmt: skip
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*groups, *_COLUMNS])
    table = table[[*groups, *_COLUMNS]]
    table["label"] = pd.Categorical(table["label"], categories=levels(codes["label"]))
    for column in groups:
        if isinstance(codes[column].dtype, pd.CategoricalDtype):
            table[column] = pd.Categorical(table[column], categories=codes[column].cat.categories)
    table.attrs["note"] = readings.note(table, gold, errors, left_out(codes))
    return table


def _groups(codes, by):
    groups = [by] if isinstance(by, str) else list(by or [])
    for column in groups:
        if column not in codes.columns or column in ("label", "value"):
            free = ", ".join(name for name in codes.columns if name not in ("label", "value"))
            raise ValueError(f"no column {column!r} to group the codes by; there are {free}")
    return groups + [c for c in ("scheme", "coder") if c not in groups and codes[c].nunique() > 1]


def left_out(codes):
    """Say how many sentences of parts that are not counted the codes hold; "" where there are none."""
    if "part" not in codes:
        return ""
    left = codes.loc[codes["part"].isin(UNCOUNTED), ["doc", "sentence"]].drop_duplicates()
    told = f"of the parts {' and '.join(UNCOUNTED)} (date lines, rubrics, headlines printed twice)"
    return f"Not counted: {len(left)} sentence{'s' * (len(left) != 1)} {told}." if len(left) else ""


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


def _group(part, gold, errors, level, seed):
    """Give the rows of one group, all labels at once."""
    _, labels, sums = document_sums(part, gold)
    total, docs = sums.total(), len(sums.f)
    naive = total.f / total.m
    low, high = _naive_interval(sums, level, seed)
    method = np.select(
        [np.full(len(labels), docs == 1), total.f == 0, np.isnan(low)], ["described", "none found", "no spread"],
        "document bootstrap",
    ).astype(object)  # fmt: skip
    table = pd.DataFrame({
        "label": labels, "share": naive, "low": low, "high": high, "n": total.m.astype(int), "docs": docs,
        "naive": naive, "naive_low": low, "naive_high": high, "coded": total.n.astype(int), "method": method,
    })  # fmt: skip
    known = total.n >= 2
    if known.any():
        _correct(table, sums, known, level)
    if errors is not None and not known.all():
        _adjust(table, sums, ~known, Rates(errors, labels, seed + 1), level, seed)
    elif gold is not None:
        table.loc[~known, "method"] = "not corrected"
    return table.assign(reading=[readings.share(row) for row in table.itertuples()])


def _naive_interval(sums, level, seed):
    """Give percentile intervals of the machine's shares; NaN for one document, or where none or all are alike."""
    k = sums.f.shape[1]
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    if len(sums.f) == 1:
        return low, high
    shares = drawn_shares(sums, seed)
    for place in np.flatnonzero(sums.f.sum(axis=0)):
        ends = interval(shares[:, place], level)
        if ends[0] != ends[1]:  # documents that do not differ tell nothing of how others might
            low[place], high[place] = ends
    return low, high


def drawn_shares(sums, seed):
    """Draw documents anew and give the machine's shares, shape (draws, labels)."""
    k = sums.f.shape[1]
    draws = resampled_sums(np.hstack([sums.f, sums.m]), RESAMPLES, seed)
    return np.divide(draws[:, :k], draws[:, k:], out=np.full((RESAMPLES, k), np.nan), where=draws[:, k:] > 0)


def _correct(table, sums, known, level):
    share, low, high, cautious = corrected(sums, level)
    method = np.where(cautious, "cautious", "corrected").astype(object)
    if len(sums.f) == 1:
        method = np.where(table["coded"] == table["n"], "all coded", "within the document").astype(object)
    for column, values in {"share": share, "low": low, "high": high, "method": method}.items():
        table.loc[known, column] = values[known]


def _adjust(table, sums, wanted, rates, level, seed):
    naive = table["naive"].to_numpy()
    share = rates.adjust(naive)
    drawn = np.broadcast_to(naive, (RESAMPLES, len(naive))) if len(sums.f) == 1 else drawn_shares(sums, seed)
    draws = rates.adjust_draws(drawn)
    for place in np.flatnonzero(wanted):
        ends = interval(draws[:, place], level)
        if np.isnan(share[place]) or ends[0] == ends[1]:  # found nowhere, by a coder never seen to raise a false alarm
            table.loc[place, "method"] = "not corrected"
            continue
        table.loc[place, ["share", "low", "high"]] = share[place], *ends
        table.loc[place, "method"] = "adjusted"
