"""How the parts of a learned coder are weighed, cut and calibrated.

scikit-learn is imported where something is learned: to code an article takes less time than its import.
"""

import warnings

import numpy as np


def out_of_fold(make, seen, rows, target, weight, groups, folds, seed):
    """Give the scores of a part for sentences that it had not learned from: a list of arrays of shape (n, k, c).

    `seen` holds what the part sees of all texts; the first of `rows` tells which of them are the sentences, others
    which stand beside each, so that they are scored by what has not seen its document either.
    """
    part = make()
    if not part.learns:
        scores = part.scores(seen)
        return [scores[places] for places in rows]
    scores = None
    for train, test in splits(target, groups, folds, seed):
        part = make().fit(seen[rows[0][train]], target[train], weight[train])
        for n, places in enumerate(rows):
            given = part.scores(seen[places[test]])
            scores = [np.zeros((len(target), *given.shape[1:])) for _ in rows] if scores is None else scores
            scores[n][test] = given
    return scores


def splits(target, groups, folds, seed):
    """Divide sentences into folds: by document where known, else so that each has its share of the rarest labels."""
    from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold

    if groups is not None and len(set(groups)) >= 2:
        yield from GroupKFold(min(folds, len(set(groups))), shuffle=True, random_state=seed).split(
            target, groups=groups
        )
        return
    rarity = np.where(target == 1, target.sum(axis=0), np.inf)
    rarest = np.where(target.any(axis=1), rarity.argmin(axis=1), -1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of labels with fewer sentences than folds
        most = np.unique(rarest, return_counts=True)[1].max()
        kind = StratifiedKFold if most >= 2 else KFold
        size = min(folds, most) if most >= 2 else min(folds, len(target))
        yield from kind(size, shuffle=True, random_state=seed).split(target, rarest)


class Mix:
    """Weighs the scores of the parts for each label: logistic regression (stacking, Wolpert 1992).

    Attributes
    ----------
    weights : list of numpy.ndarray, shape (k, c) for each part
    bias : numpy.ndarray, shape (k,)
    """

    def fit(self, scores, target, weight, on=None):
        """Learn from the parts' scores, a list of arrays of shape (n, k, c), and the indicator array.

        `on` tells for each sentence and label whether, or how much, it is learned from: shape (n, k).
        """
        from sklearn.linear_model import LogisticRegression

        k = target.shape[1]
        wide = [np.broadcast_to(s, (len(target), k, s.shape[2])) for s in scores]
        on = np.ones(target.shape) if on is None else on
        sizes = [s.shape[2] for s in wide]
        coefficients, self.bias = np.zeros((k, sum(sizes))), np.full(k, -5.0)
        for label in range(k):
            some = on[:, label] > 0
            columns, y = np.hstack([s[some, label] for s in wide]), target[some, label]
            if y.min() == y.max():
                self.bias[label] = 5.0 if y.max() else -5.0
                continue
            middle, spread = columns.mean(axis=0), columns.std(axis=0)
            spread[spread < 1e-9] = np.inf
            model = LogisticRegression(C=0.03, max_iter=1000).fit(
                (columns - middle) / spread, y, (weight * on[:, label])[some]
            )  # fmt: skip
            coefficients[label] = model.coef_[0] / spread
            self.bias[label] = model.intercept_[0] - coefficients[label] @ middle
        self.weights = np.split(coefficients, np.cumsum(sizes)[:-1], axis=1)
        return self

    def sums(self, scores):
        """Give the weighed sums, log-odds on the sentences learned from: shape (n, k); or those of the first parts."""
        first, *others = (_weighed(s, w) for s, w in zip(scores, self.weights, strict=False))
        for each in (*others, self.bias):
            first += each
        return first

    def last(self, scores):
        """Give what the last part alone adds: shape (n, k)."""
        return _weighed(scores[-1], self.weights[-1])


def _weighed(scores, weights):
    """Give weights times scores, summed over the columns; most texts may have no score but 0, as by a codebook."""
    if weights.shape[1] == 1:  # nothing to be summed
        return scores[:, :, 0] * weights[:, 0]
    found, some = np.zeros((len(scores), len(weights))), np.flatnonzero(np.einsum("nkc,nkc->n", scores, scores))
    scores = scores[some] if len(some) < len(scores) else scores
    found[some] = np.einsum("nkc,kc->nk", np.broadcast_to(scores, (len(some), *weights.shape)), weights)
    return found


def best_cuts(sums, target, weight, on=None):
    """Give for each label the cut with the best F1 to be expected, midway between two sums.

    What is expected is told by a logistic curve through sums and labels (a plug-in rule; Lipton et al. 2014): the cut
    that is best on just these sentences follows their chance, where F1 changes little over many sentences. `on` as in
    :meth:`Mix.fit`.
    """
    cuts = np.zeros(target.shape[1])
    on = np.ones(target.shape) if on is None else on
    for label in range(target.shape[1]):
        some = on[:, label] > 0
        cuts[label] = _best_cut(sums[some, label], target[some, label], (weight * on[:, label])[some])
    return cuts


def _best_cut(sums, y, weight):
    from sklearn.linear_model import LogisticRegression

    if not len(y) or y.min() == y.max():
        return 0.0
    chance = LogisticRegression(C=1000.0).fit(sums[:, None], y, weight).predict_proba(sums[:, None])[:, 1]
    order = np.argsort(-sums, kind="stable")
    found, given = np.cumsum((weight * chance)[order]), np.cumsum(weight[order])
    best = int((2 * found / (given + found[-1])).argmax())
    following = order[min(best + 1, len(y) - 1)]
    return (sums[order[best]] + sums[following]) / 2


class Calibration:
    """Turns decisions into probabilities: one logistic curve, shifted and stretched a little for each label.

    All labels are fitted together, and what is a label's own is held small (L2), so that rare labels borrow the curve
    of the others (after Platt 1999).

    Attributes
    ----------
    slope, shift : numpy.ndarray, shape (k,)
    """

    def fit(self, decisions, target):
        """Learn from decisions and the indicator array, both of shape (n, k)."""
        from sklearn.linear_model import LogisticRegression

        n, k = target.shape
        label = np.tile(np.arange(k), n)
        own = np.eye(k)[label]
        z, y = decisions.ravel(), target.ravel()
        if y.min() == y.max():
            self.slope, self.shift = np.ones(k), np.full(k, 5.0 if y.max() else -5.0)
            return self
        columns = np.hstack([z[:, None] * 3, np.full((n * k, 1), 3.0), own, own * z[:, None]])
        model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000).fit(columns, y)
        a, b = model.coef_[0][:2] * 3
        self.shift = b + model.coef_[0][2 : 2 + k]
        self.slope = np.maximum(a + model.coef_[0][2 + k :], 0.05)
        return self

    def probabilities(self, decisions):
        """Give probabilities, the same shape."""
        return 1 / (1 + np.exp(-np.clip(decisions * self.slope + self.shift, -40, 40)))
