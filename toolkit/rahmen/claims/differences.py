"""Differences between two groups, with intervals that hold for all labels at once."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from .bootstrap import RESAMPLES, resampled_sums
from .correction import Sums, conservative, corrected, estimate, freedom, tuned
from .prevalence import drawn_shares


class Side(NamedTuple):
    """One group: arrays over labels, and draws of shape (draws, labels)."""

    share: np.ndarray
    draws: np.ndarray
    held: np.ndarray  # degrees of freedom
    cautious: np.ndarray  # too few coded sentences tell of the label
    low: np.ndarray  # the conservative interval of the share, where cautious
    high: np.ndarray


def machine_side(sums, seed):
    """Take the machine's codes as they are."""
    total = sums.total()
    k = len(total.f)
    nothing = np.full(k, np.nan)
    held = np.full(k, max(len(sums.f) - 1, 1))
    return Side(total.f / total.m, drawn_shares(sums, seed), held, np.zeros(k, dtype=bool), nothing, nothing)


def corrected_side(sums, level, seed):
    """Correct them by coded sentences; λ stays as tuned on all documents."""
    trust = tuned(sums.total())
    share, _, _, cautious = corrected(sums)
    parts = ("f", "m", "w", "wy", "wf")
    drawn = resampled_sums(np.hstack([getattr(sums, name) for name in parts]), RESAMPLES, seed)
    drawn = dict(zip(parts, np.split(drawn, len(parts), axis=1), strict=True))
    nothing = np.zeros_like(drawn["f"])
    draws = estimate(Sums(**{name: drawn.get(name, nothing) for name in Sums._fields}), trust)
    alone = 1 - (1 - level) / len(share)  # Bonferroni, so that these too hold for all labels at once
    low, high = conservative(sums, alone)
    return Side(share, draws, freedom(sums), cautious, np.fmin(low, share), np.fmax(high, share))


def adjusted_side(sums, rates, seed):
    """Correct them by error rates from elsewhere; both groups share the draws of the rates."""
    plain = machine_side(sums, seed)
    return plain._replace(share=rates.adjust(plain.share), draws=rates.adjust_draws(plain.draws))


def simultaneous(left, right, level):
    """Give low and high of the differences for all labels together; NaN where nothing moves.

    Notes
    -----
    The maximum of the studentised differences over labels (Westfall and Young 1993), stretched by t over normal
    quantile for few documents; where too few coded sentences tell of a label, the difference of two conservative
    intervals (Newcombe 1998, method 10).
    """
    difference, observed = left.draws - right.draws, left.share - right.share
    with np.errstate(invalid="ignore"):
        spread = np.sqrt(np.nanmean((difference - np.nanmean(difference, axis=0)) ** 2, axis=0))
    moved = (spread > 0) & ~np.isnan(observed)
    low, high = np.full(len(observed), np.nan), np.full(len(observed), np.nan)
    cautious = left.cautious | right.cautious
    used = moved & ~cautious
    if used.any():
        middle = np.nanmean(difference, axis=0)  # shares cut off at 0 and 1 may draw it away from the observed one
        reach = np.nanmax(np.abs(difference - middle)[:, used] / spread[used], axis=1)
        # the cautious ones hold for all labels by Bonferroni: they have used up their part of the error
        critical = np.nanquantile(reach, 1 - (1 - level) * (1 - cautious.mean()))
        held = np.minimum(left.held, right.held)
        stretch = stats.t.ppf((1 + level) / 2, held) / stats.norm.ppf((1 + level) / 2)
        low = np.where(used, observed - critical * stretch * spread, low)
        high = np.where(used, observed + critical * stretch * spread, high)
    return _newcombe(left, right, cautious, low, high, level)


def _newcombe(left, right, cautious, low, high, level):
    sides = [(s.share, np.where(s.cautious, s.low, _end(s, -1, level)), np.where(s.cautious, s.high, _end(s, 1, level)))
             for s in (left, right)]  # fmt: skip
    (p, p_low, p_high), (q, q_low, q_high) = sides
    below = p - q - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    above = p - q + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return np.where(cautious, below, low), np.where(cautious, above, high)


def _end(side, sign, level):
    """Give an end of the interval of a share that needs no caution, as wide as for all labels together."""
    k = len(side.share)
    spread = np.nanstd(side.draws, axis=0)
    return np.clip(side.share + sign * stats.t.ppf(1 - (1 - level) / 2 / k, side.held) * spread, 0, 1)
