"""Shares with the machine's errors corrected by coded sentences of the same texts.

All of it rests on sums over documents (:class:`Sums`), so that one matrix product draws them anew.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from ..tables import require

SURE = 15
"""Coded sentences that bear the label (or lack it, whichever is rarer); with fewer the interval is conservative.
Chosen by simulation (``make coverage``): at 20 the intervals are too wide where 20 are expected, at 12 too narrow."""
_KEY = ["doc", "sentence", "scheme", "label"]


class Sums(NamedTuple):
    """What each document brings, label by label: arrays of shape (documents, labels), or their totals, (labels,).

    With f the machine's value, y the coded one, π the inclusion probability and w = 1/π; all but the first two run over
    the coded sentences alone.
    """

    f: np.ndarray  # Σ f over all sentences
    m: np.ndarray  # all sentences
    n: np.ndarray  # coded sentences
    w: np.ndarray  # Σ w
    wy: np.ndarray  # Σ wy
    wf: np.ndarray  # Σ wf
    wyf: np.ndarray  # Σ wyf
    w2: np.ndarray  # Σ w²
    q: np.ndarray  # Σ (w² − w), and its sums with y, f and yf: the spread of the draw within a document
    qy: np.ndarray
    qf: np.ndarray
    qyf: np.ndarray

    def total(self):
        """Sum over the documents."""
        return Sums(*(part.sum(axis=0) for part in self))


def document_sums(codes, gold=None):
    """Count what each document brings.

    Parameters
    ----------
    codes : pandas.DataFrame
        Codes of one coder and scheme.
    gold : pandas.DataFrame, optional
        Codes of a person for some of these sentences, with ``probability``, that of being drawn, where it is known;
        else each sentence is taken as equally likely.

    Returns
    -------
    documents, labels : list
    sums : Sums
    """
    joined = codes[[*_KEY, "value"]].rename(columns={"value": "f"})
    joined["f"] = joined["f"].astype(float)
    joined["y"], joined["w"] = np.nan, 0.0
    if gold is not None and len(gold):
        joined = _with_gold(joined, gold)
    known = joined["y"].notna().to_numpy()
    w, f, y = joined["w"].to_numpy() * known, joined["f"].to_numpy(), np.nan_to_num(joined["y"].to_numpy(float))
    q = w * w - w
    columns = [f, np.ones(len(f)), known, w, w * y, w * f, w * y * f, w * w, q, q * y, q * f, q * y * f]
    docs, rows = np.unique(joined["doc"].astype(str), return_inverse=True)
    label = joined["label"]
    order = list(label.cat.categories) if isinstance(label.dtype, pd.CategoricalDtype) else list(label.unique())
    present = set(label)
    labels = [name for name in order if name in present]
    place = label.map({name: n for n, name in enumerate(labels)}).to_numpy(dtype=int)
    flat, shape = rows * len(labels) + place, (len(docs), len(labels))
    size = shape[0] * shape[1]
    return list(docs), labels, Sums(*(np.bincount(flat, c, size).reshape(shape) for c in columns))


def _with_gold(joined, gold):
    keep = [*_KEY, "value", *(["probability"] if "probability" in gold else [])]
    given = gold[keep].rename(columns={"value": "gold"})
    order = joined["label"].dtype
    plain = {"scheme": str, "label": str}
    found = joined.astype(plain).merge(given.astype(plain), on=_KEY, how="left")
    found["label"] = found["label"].astype(order)
    found["y"] = found["gold"]
    if "probability" not in found:
        coded = found.groupby("label", observed=True)["y"].transform("count")
        found["probability"] = coded / found.groupby("label", observed=True)["y"].transform("size")
    found["w"] = 1 / found["probability"].where(found["y"].notna(), 1.0).astype(float)
    return found


def check_gold(gold, codes):
    """Refuse reference codes that cannot correct these codes; give those of the same sentences.

    Raises
    ------
    ValueError
        Several coders, no sentence in common, or inclusion probabilities that are none.
    """
    require(gold, "codes")
    if gold["coder"].nunique() > 1:
        raise ValueError("gold takes one coder; filter it, e.g. gold[gold['coder'] == …], or settle the codes first")
    plain = {"doc": str, "scheme": str, "label": str}
    units = pd.MultiIndex.from_frame(codes[_KEY].astype(plain))
    used = gold[pd.MultiIndex.from_frame(gold[_KEY].astype(plain)).isin(units)]
    if used.empty:
        raise ValueError("gold and codes share no unit (doc, sentence, scheme, label)")
    if "probability" in used:
        wrong = ~used["probability"].between(0, 1, inclusive="right")
        if wrong.any():
            row = used[wrong].iloc[0]
            raise ValueError(
                f"gold: doc {row['doc']!r}, sentence {row['sentence']}: the probability of being drawn must be above 0 "
                f"and at most 1; not {row['probability']}"
            )
    return used


def tuned(total):
    """Give λ, how far the machine is trusted: cov(y, f) in the coded sentences over var(f) in all (PPI++).

    0 tells that the machine's codes do not help, 1 that they differ from the coded ones only by noise.
    """
    share = _over(total.f, total.m)
    shared = _over(total.wyf, total.w) - _over(total.wy, total.w) * _over(total.wf, total.w)
    return np.clip(np.nan_to_num(_over(shared, share * (1 - share))), 0, 1)


def estimate(total, trust):
    """Estimate shares: λ · mean of f over all + weighted mean of y − λf over the coded; within 0 and 1."""
    return np.clip(trust * _over(total.f, total.m) + _over(total.wy - trust * total.wf, total.w), 0, 1)


def variance(sums, trust):
    """Give the variance of :func:`estimate`, linearised, with documents as the units drawn (ultimate clusters).

    For one document it is the variance of the draw of its sentences alone.
    """
    total = sums.total()
    rest = _over(total.wy - trust * total.wf, total.w)
    if len(sums.f) == 1:
        square = total.qy - 2 * trust * total.qyf + trust**2 * total.qf  # y² = y, f² = f
        square = square - 2 * rest * (total.qy - trust * total.qf) + rest**2 * total.q
        return _over(square, total.w**2) * _over(total.n, total.n - 1)
    each = trust * _over(sums.f - _over(total.f, total.m) * sums.m, total.m)
    each = each + _over(sums.wy - trust * sums.wf - rest * sums.w, total.w)
    return (each**2).sum(axis=0) * len(sums.f) / (len(sums.f) - 1)


def corrected(sums, level=0.95):
    """Estimate shares with intervals.

    Returns
    -------
    share, low, high : numpy.ndarray, shape (labels,)
        NaN where no sentence is coded; without width where all of a single document's are.
    cautious : numpy.ndarray of bool
        Where too few coded sentences bear (or lack) the label: the interval is the conservative one.

    Notes
    -----
    PPI++: Angelopoulos, Duchi and Zrnic (2023); weights as in Hájek's ratio. The interval is Wilson's (1927) with the
    effective size share · (1 − share) / variance and a t quantile; the conservative one is Korn and Graubard's (1998):
    Clopper and Pearson's on the coded sentences alone, at their effective size.
    """
    total = sums.total()
    trust = tuned(total)
    share, spread = estimate(total, trust), variance(sums, trust)
    complete = (len(sums.f) == 1) & (total.n == total.m)
    cautious = (total.n > 0) & ~complete & (~(_rarer(total, share) >= SURE) | ~(spread > 0))
    low, high = wilson(share, spread, freedom(sums), level)
    safe_low, safe_high = conservative(sums, level)
    low = np.where(cautious, np.fmin(safe_low, share), np.where(complete, share, low))
    high = np.where(cautious, np.fmax(safe_high, share), np.where(complete, share, high))
    return share, low, high, cautious


def freedom(sums):
    """Give the degrees of freedom: documents with coded sentences (in one document: its coded sentences), less one."""
    units = sums.n[0] if len(sums.f) == 1 else (sums.n > 0).sum(axis=0)
    return np.maximum(units - 1, 1)


def wilson(share, spread, held, level):
    """Give Wilson's interval at the effective size that a variance tells; NaN where there is no variance."""
    square = stats.t.ppf((1 + level) / 2, held) ** 2
    size = _over(share * (1 - share), spread)
    added = _over(square, size)
    middle = (share + added / 2) / (1 + added)
    reach = np.sqrt(square * spread + added**2 / 4) / (1 + added)
    return np.maximum(middle - reach, 0), np.minimum(middle + reach, 1)


def conservative(sums, level):
    """Give Korn and Graubard's interval for the coded sentences alone."""
    total = sums.total()
    share = _over(total.wy, total.w)
    # what a draw without replacement from a single document spares (finite population correction)
    spared = 1 - _over(total.n, total.m) if len(sums.f) == 1 else np.ones_like(share)
    kish = spared * _over(total.w2 * total.n, total.w**2)
    seen = _over(variance(sums, np.zeros_like(share)), _over(share * (1 - share), total.n))
    at = (1 + level) / 2
    by_t = stats.t.ppf(at, freedom(sums)) / stats.t.ppf(at, np.maximum(total.n - 1, 1))
    inflation = np.fmax(np.fmax(seen, kish), spared) * by_t**2
    size = _over(total.n, inflation)
    found, tail = share * size, (1 - level) / 2
    low = np.where(found > 0, stats.beta.ppf(tail, found, size - found + 1), 0.0)
    high = np.where(found < size, stats.beta.ppf(1 - tail, found + 1, size - found), 1.0)
    return low, high


def _rarer(total, share):
    """Give how many coded sentences, at their effective size, bear the label or lack it, whichever is rarer."""
    return _over(total.w**2, total.w2) * np.minimum(share, 1 - share)


def _over(a, b):
    a, b = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
    return np.divide(a, b, out=np.full(a.shape, np.nan), where=b > 0)
