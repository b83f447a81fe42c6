"""How good a coder's probabilities are: do they rank well, and do they mean what they say."""

import numpy as np
import pandas as pd

from ..tables import levels, require
from .bootstrap import interval, known_mean, resampled_sums, seed_of

DRAWS = 500


def ranking(gold, codes, level=0.95, seed=None):
    """Tell how well the scores of a coder rank sentences: average precision, label by label.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences; `codes` holds scores.
    level : float, default 0.95
        Of the intervals.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        ``label, positives, n, average_precision, low, high``, and ``macro`` over the labels with a positive; the share
        of positives is what chance would give.

    Raises
    ------
    ValueError
        The coder gave no scores, or the tables share no unit.
    """
    joined = _scored(gold, codes)
    labels = [label for label in levels(gold["label"]) if label in set(joined["label"])]
    docs, place = np.unique(joined["doc"].astype(str), return_inverse=True)
    generator = np.random.default_rng(seed_of(seed))
    weights = generator.multinomial(len(docs), np.full(len(docs), 1 / len(docs)), size=DRAWS)
    rows, draws = [], []
    for label in labels:
        part = (joined["label"] == label).to_numpy()
        y, score, doc = joined["gold"].to_numpy(float)[part], joined["score"].to_numpy(float)[part], place[part]
        drawn = _average_precision(y, score, weights[:, doc].astype(float))
        point = _average_precision(y, score, np.ones((1, len(y))))[0]
        rows.append((label, int(y.sum()), len(y), point, *interval(drawn, level)))
        if y.sum():
            draws.append(drawn)
    known = [row[3] for row in rows if row[1]]
    if known:
        means = known_mean(np.array(draws), axis=0)
        rows.append(("macro", sum(row[1] for row in rows), rows[0][2], float(np.mean(known)), *interval(means, level)))
    return pd.DataFrame(rows, columns=["label", "positives", "n", "average_precision", "low", "high"])


def calibration(gold, codes, bins=10, level=0.95, seed=None):
    """Tell whether the scores of a coder are probabilities: of sentences with score .3, 30 % should bear the label.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences, best drawn at random from the texts to be coded; `codes` holds scores.
    bins : int, default 10
        Bins of equal size for the calibration error.
    level : float, default 0.95
        Of the interval of the skill.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        ``label, positives, n, brier, skill`` (1 − Brier score / that of the plain share) with its interval
        ``skill_low, skill_high``, ``error`` (mean distance of score and share over the bins), ``slope, intercept`` (of
        a logistic regression on the log-odds of the score; 1 and 0 are right). With fewer than five sentences that bear
        the label, skill and slope are NaN: too few to tell.

    Notes
    -----
    Cox (1958), Two further applications of a model for binary regression, Biometrika 45; Brier (1950).
    """
    joined = _scored(gold, codes)
    rows = []
    for label in [label for label in levels(gold["label"]) if label in set(joined["label"])]:
        part = joined[joined["label"] == label]
        y, score = part["gold"].to_numpy(float), part["score"].to_numpy(float)
        brier, share = float(np.mean((score - y) ** 2)), y.mean()
        enough = min(y.sum(), len(y) - y.sum()) >= 5
        skill = 1 - brier / (share * (1 - share)) if enough else np.nan
        bounds = interval(_skills(part["doc"], y, score, seed_of(seed)), level) if enough else (np.nan, np.nan)
        told = skill, *bounds, _error(y, score, bins), *_line(y, score, enough)
        rows.append((label, int(y.sum()), len(y), brier, *told))
    names = ["label", "positives", "n", "brier", "skill", "skill_low", "skill_high", "error", "slope", "intercept"]
    return pd.DataFrame(rows, columns=names)


def _skills(docs, y, score, seed):
    """Give the skill in each of many resamples of documents; NaN where one has no sentence of one kind."""
    lines = pd.DataFrame({"n": 1.0, "positives": y, "square": (score - y) ** 2})
    n, positives, square = resampled_sums(lines.groupby(docs.astype(str).to_numpy()).sum(), seed=seed).T
    plain = positives * (n - positives) / n
    return 1 - np.divide(square, plain, out=np.full(len(n), np.nan), where=plain > 0)


def _scored(gold, codes):
    key = ["doc", "sentence", "scheme", "label"]
    right = require(codes, "codes")[[*key, "score"]].astype({"scheme": str, "label": str})
    left = require(gold, "codes")[[*key, "value"]].rename(columns={"value": "gold"})
    joined = left.astype({"scheme": str, "label": str}).merge(right, on=key)
    if joined.empty:
        raise ValueError("the two codes tables share no unit (doc, sentence, scheme, label)")
    if joined["score"].isna().any():
        raise ValueError("the coder gave no scores; only coders with predict_proba do")
    return joined


def _average_precision(y, score, weights):
    """Give the average precision under each row of weights, sentences with one score taken together."""
    order = np.argsort(-score, kind="stable")
    last = np.flatnonzero(np.append(np.diff(score[order]) != 0, True))
    found = np.cumsum(weights[:, order] * y[order], axis=1)[:, last]
    given = np.cumsum(weights[:, order], axis=1)[:, last]
    precision = np.divide(found, given, out=np.zeros_like(found), where=given > 0)
    gained = np.diff(found, axis=1, prepend=0.0)
    total = found[:, -1]
    return np.divide((precision * gained).sum(axis=1), total, out=np.full(len(total), np.nan), where=total > 0)


def _error(y, score, bins):
    parts = [part for part in np.array_split(np.argsort(score, kind="stable"), bins) if len(part)]
    return float(sum(len(part) * abs(score[part].mean() - y[part].mean()) for part in parts) / len(y))


def _line(y, score, enough):
    if not enough:
        return np.nan, np.nan
    from sklearn.linear_model import LogisticRegression

    odds = np.log(np.clip(score, 1e-6, 1 - 1e-6) / (1 - np.clip(score, 1e-6, 1 - 1e-6)))
    model = LogisticRegression(C=np.inf, max_iter=1000).fit(odds[:, None], y)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
