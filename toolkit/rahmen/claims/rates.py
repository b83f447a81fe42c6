"""Shares corrected by error rates measured elsewhere: the adjusted count."""

import numpy as np
import pandas as pd

from .bootstrap import RESAMPLES, resampled_sums

_CELLS = ["tp", "fp", "fn", "tn"]
TELLS = 0.1
"""How far recall must lie above the rate of false alarms, at the low end of its interval, for a correction."""


def check_errors(errors, where):
    """Refuse error rates for a condition: they were measured without one."""
    if errors is not None and where is not None:
        raise ValueError("errors tell of the codes as they are, not of those that fulfil a condition; give gold=")


class Rates:
    """Recall and false-alarm rate of a coder, label by label, with draws that tell how unsure they are.

    Parameters
    ----------
    errors : pandas.DataFrame
        ``label, doc, tp, fp, fn, tn``: what :attr:`rahmen.FrameClassifier.errors_` holds. Where it has a column
        ``typical``, false alarms are counted on the sentences drawn at random alone: those drawn by keyword are full of
        words that mislead, and would make the coder look rasher than it is.
    labels : list of str
    seed : int

    Attributes
    ----------
    recall, alarms : numpy.ndarray, shape (labels,)
        NaN where the table does not have the label, or no sentence that bears it.
    usable : numpy.ndarray of bool
        Where the coder tells the label well enough for a correction.

    Raises
    ------
    ValueError
        A column is missing, or no label is in the table.
    """

    def __init__(self, errors, labels, seed=0):
        missing = [name for name in ("label", "doc", *_CELLS) if name not in getattr(errors, "columns", ())]
        if missing:
            raise ValueError(f"errors lacks the column {missing[0]!r}; it needs label, doc, {', '.join(_CELLS)}")
        if not set(errors["label"].astype(str)) & set(map(str, labels)):
            raise ValueError(f"errors knows none of the labels {', '.join(map(str, labels))}")
        wide = (
            _typical_alarms(errors)
            .astype({"label": str})
            .pivot_table(index="doc", columns="label", values=_CELLS, aggfunc="sum")
        )
        columns = pd.MultiIndex.from_product([_CELLS, map(str, labels)])
        counts = wide.reindex(columns=columns).fillna(0).to_numpy(dtype=float)
        self.recall, self.alarms = _rates(counts.sum(axis=0), len(labels))
        draws = resampled_sums(counts, RESAMPLES, seed)
        self.drawn = _rates(draws, len(labels))
        with np.errstate(invalid="ignore"):
            least = np.nan_to_num(np.quantile(np.nan_to_num(self.drawn[0] - self.drawn[1]), 0.025, axis=0))
        self.usable = ~np.isnan(self.recall) & (least > TELLS)

    def adjust(self, share):
        """Turn the machine's shares into true ones: (share − alarms) / (recall − alarms).

        NaN where that is below 0 or above 1: there the rates cannot hold, such as where the machine finds a label more
        rarely than it is said to give it wrongly.
        """
        found = _adjusted(share, self.recall, self.alarms, self.usable)
        return np.where((found >= 0) & (found <= 1), found, np.nan)

    def adjust_draws(self, shares):
        """Turn draws of the machine's shares, shape (draws, labels), into draws of true ones, cut off at 0 and 1."""
        return np.clip(_adjusted(shares, *self.drawn, self.usable), 0, 1)


def _typical_alarms(errors):
    if "typical" not in errors:
        return errors
    kept = errors["typical"].astype(bool).astype(int)
    return errors.assign(fp=errors["fp"] * kept, tn=errors["tn"] * kept)


def _rates(counts, k):
    tp, fp, fn, tn = np.split(counts, 4, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return tp / (tp + fn), fp / (fp + tn)


def _adjusted(share, recall, alarms, usable):
    """Correct shares: the adjusted count (Rogan and Gladen 1978; Forman 2008)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (share - alarms) / np.where(recall > alarms, recall - alarms, np.nan)
    return np.where(usable, found, np.nan)
