"""One bootstrap for all claims: documents are drawn anew, with all their sentences."""

import os

import numpy as np

RESAMPLES = 2000
FEW = 10
"""Documents; with fewer a bootstrap over them is too narrow."""


def seed_of(seed):
    """Give the seed: the one named, else that of the running study (RAHMEN_SEED), else 0."""
    return int(os.environ.get("RAHMEN_SEED", "0")) if seed is None else seed


def resampled_sums(per_document, n=RESAMPLES, seed=0):
    """Draw documents with replacement and sum what each brings.

    Sentences of one document resemble each other, so the document is what is drawn (a cluster bootstrap; Davison and
    Hinkley 1997, section 3.8). One matrix product does all resamples.

    Parameters
    ----------
    per_document : array-like, shape (documents, k)
        Counts of each document.
    n : int
        Number of resamples.
    seed : int

    Returns
    -------
    numpy.ndarray, shape (n, k)
        The sums of each resample.

    Examples
    --------
    >>> resampled_sums([[1, 0], [1, 2]], n=3).shape
    (3, 2)
    """
    counts = np.asarray(per_document, dtype=float)
    documents = len(counts)
    weights = np.random.default_rng(seed).multinomial(documents, np.full(documents, 1 / documents), size=n)
    return weights @ counts


def interval(values, level=0.95):
    """Give the percentile interval of resampled values, ignoring NaN; (nan, nan) where there are none."""
    values = values[~np.isnan(values)]
    if not len(values):
        return np.nan, np.nan
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def known_mean(values, axis):
    """Average over an axis, ignoring NaN (labels that a resample did not draw); NaN where there is nothing else."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)
