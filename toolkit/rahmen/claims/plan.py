"""How many sentences must be coded."""

import numpy as np
import pandas as pd
from scipy import stats

from .correction import SURE

MOST = 1_000_000
SAFE = 1.5 * SURE
"""Coded sentences that are expected to bear the label, so that there will hardly be fewer than the rule asks for."""


def sample_plan(
    share, width=None, difference=None, precision=None, recall=None, power=0.8, labels=1, docs=None, length=25,
    icc=0.05, level=0.95,
):  # fmt: skip
    """Tell how many sentences a person must code for an interval, or for a difference to be shown.

    Parameters
    ----------
    share : float
        The share of sentences that bear the label, as expected (0 to 1).
    width : float, optional
        The wanted width of the interval, from low to high: .04 for ±2 points.
    difference : float, optional
        The difference to be shown between a group with this `share` and one with `share` + `difference`.
    precision, recall : float, optional
        Of the machine whose codes are corrected; left out, the coded sentences stand alone.
    power : float, default 0.8
        The chance to show the difference where there is one.
    labels : int, default 1
        How many labels are compared at once; the intervals hold for all together.
    docs : int, optional
        Documents of the corpus, in each group; left out, there are as many as one likes.
    length : float, default 25
        Sentences a document.
    icc : float, default 0.05
        How much alike sentences of one document are (intraclass correlation).
    level : float, default 0.95

    Returns
    -------
    pandas.DataFrame
        One row: ``share, wanted, kind, n`` (sentences to be coded; in each group, where a difference is wanted; NA
        where no number suffices), ``method`` (``corrected`` or ``cautious``, as :func:`rahmen.prevalence` will
        say), ``reading``.

    Raises
    ------
    ValueError
        Not exactly one of `width` and `difference`, or a number out of its range.

    Notes
    -----
    Variance: (1 − ρ²) p (1 − p) (1 + (c − 1) icc) / n for n coded sentences, c of them in a document, plus
    ρ² p (1 − p) (1 + (length − 1) icc) / (docs · length) for the corpus itself, with ρ the correlation of the
    machine's and a person's codes. Where fewer than about 22 coded sentences would bear the label, the conservative
    interval's width (Korn and Graubard 1998) is planned with.

    Examples
    --------
    >>> sample_plan(0.1, width=0.06)["n"].tolist()
    [387]
    """
    _check(share, width, difference, precision, recall)
    shares = [share] if difference is None else [share, share + difference]
    machine = [_alike(p, precision, recall) for p in shares]

    def reaches(n):
        spread = [_variance(p, r, n, docs, length, icc) for p, r in zip(shares, machine, strict=True)]
        half = _half(shares, spread, n, docs, icc, 1 - (1 - level) / labels)
        if difference is None:
            return 2 * half <= width
        return half + stats.norm.ppf(power) * np.sqrt(sum(spread)) <= abs(difference)

    most = MOST if docs is None else int(docs * length)
    n = _least(reaches, most)
    method = "none" if n is None else "corrected" if _sure(shares, n) else "cautious"
    kind = "width" if difference is None else "difference"
    wanted = width if difference is None else difference
    row = {"share": share, "wanted": wanted, "kind": kind, "n": n, "method": method,
           "reading": _reading(kind, wanted, share, n, method, docs, power)}  # fmt: skip
    return pd.DataFrame([row]).astype({"n": "Int64"})


def _check(share, width, difference, precision, recall):
    if (width is None) == (difference is None):
        raise ValueError("give either width= or difference=")
    if not 0 < share < 1:
        raise ValueError(f"share must lie between 0 and 1; not {share}")
    if width is not None and width <= 0:
        raise ValueError(f"width must be above 0; not {width}")
    if difference is not None and (difference == 0 or not 0 < share + difference < 1):
        raise ValueError(f"share + difference must lie between 0 and 1, and not be the share; not {share + difference}")
    if (precision is None) != (recall is None):
        raise ValueError("give both precision= and recall= of the machine, or neither")
    for name, value in {"precision": precision, "recall": recall}.items():
        if value is not None and not 0 < value <= 1:
            raise ValueError(f"{name} must be above 0 and at most 1; not {value}")


def _alike(p, precision, recall):
    """Give ρ², how much of the variance of a person's codes the machine's explain."""
    if precision is None:
        return 0.0
    q = min(p * recall / precision, 0.999)
    return min(p * (recall - q) ** 2 / ((1 - p) * q * (1 - q)), 1.0)


def _variance(p, machine, n, docs, length, icc):
    each = p * (1 - p)
    coded = each * (1 - machine) * _effect(n, docs, icc) / n
    corpus = 0 if docs is None else each * machine * (1 + (length - 1) * icc) / (docs * length)
    return coded + corpus


def _effect(n, docs, icc):
    return 1 if docs is None else 1 + max(n / docs - 1, 0) * icc


def _sure(shares, n):
    return all(n * min(p, 1 - p) >= SAFE for p in shares)


def _half(shares, spread, n, docs, icc, level):
    """Give half the width that the interval will have: of a share, or of a difference."""
    held = (n if docs is None else min(n, docs)) - 1
    z = stats.t.ppf((1 + level) / 2, max(held, 1))
    if _sure(shares, n):
        return z * np.sqrt(sum(spread))
    size, tail = n / _effect(n, docs, icc), (1 - level) / 2
    ends = [(stats.beta.ppf(tail, p * size, size * (1 - p) + 1), stats.beta.ppf(1 - tail, p * size + 1, size * (1 - p)))
            for p in shares]  # fmt: skip
    if len(ends) == 1:
        return (ends[0][1] - ends[0][0]) / 2
    (p_low, p_high), (q_low, q_high) = ends
    p, q = shares
    return float(np.hypot(p_high - p, q - q_low) if q > p else np.hypot(p - p_low, q_high - q))


def _least(reaches, most):
    """Find the least n from which on the wish holds; what holds for few may fail in between, so go down from above."""
    low, high = 1, 2
    while not reaches(high):
        low, high = high, min(high * 2, most)
        if low == most:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def _reading(kind, wanted, share, n, method, docs, power):
    if n is None:
        why = f"the {docs} documents alone are too unlike" if docs else "it is too narrow a wish"
        return f"no number of coded sentences suffices for this {kind} of {wanted:.1%}: {why}"
    few = "; few of them will bear the label, so a cautious interval is planned with" if method == "cautious" else ""
    if kind == "width":
        return (
            f"{n} sentences coded give an interval at most about {wanted:.1%} wide around a share of {share:.1%}{few}"
        )
    said = f"{n} sentences coded in each group show a difference of {wanted:+.1%} with {power:.0%} power{few}"
    return said
