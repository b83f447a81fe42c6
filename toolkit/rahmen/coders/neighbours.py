"""What the sentences before and after one say of its labels."""

import numpy as np

from .stacking import Calibration, best_cuts


class Neighbours:
    """Lifts the decision on a sentence by those on its neighbours: who goes on about a thing frames it alike.

    One number tells how much they count, the same for all labels, so that rare ones are not learned by heart. A
    neighbour that is about as frame-like as most lifts nothing. Cuts and probabilities are those of sentences that
    have neighbours.

    Attributes
    ----------
    pull : numpy.ndarray, shape (1,)
        What a neighbour's decision counts beside the sentence's own.
    middle : numpy.ndarray, shape (k,)
        The mean decision on the neighbours of typical sentences.
    cuts : numpy.ndarray, shape (k,)
    calibration : Calibration
    """

    def fit(self, own, beside, present, target, weight, on, natural):
        """Learn from held-out decisions.

        Parameters
        ----------
        own : array of float, shape (n, k)
            Decisions on the sentences.
        beside : array of float, shape (n, 2, k)
            Decisions on those before and after.
        present : array of bool, shape (n, 2)
            Whether there are such.
        target, weight, on, natural
            As in :class:`rahmen.coders.learned.Learned`, arrays of shape (n, k), (n,), (n, k) and (n,).
        """
        some = present.any(axis=1)
        typical = present & (natural if (natural & some).any() else some)[:, None]
        self.middle = beside[typical].mean(axis=0)
        on = on * some[:, None]
        self.pull = _pull(own, self._lift(beside, present), target, weight, on)
        sums = own + self.lift(beside, present)
        self.cuts = best_cuts(sums, target, weight, on)
        chosen = natural & some if (natural & some).any() else some
        self.calibration = Calibration().fit((sums - self.cuts)[chosen], target[chosen])
        return self

    def _lift(self, beside, present):
        before, after = (np.where(present[:, n, None], beside[:, n] - self.middle, 0.0) for n in (0, 1))
        return before + after

    def lift(self, beside, present):
        """Give what the neighbours add to each decision, shape (n, k)."""
        return self.pull * self._lift(beside, present)

    def decisions(self, own, beside, present):
        """Give the lifted decisions less their cuts; the own ones of sentences that have no neighbours."""
        places = np.arange(len(own)) + len(own) * np.array([[1], [2]])
        return self.among(np.concatenate([own, *beside.swapaxes(0, 1)]), np.where(present.T, places, -1))

    def among(self, found, rows):
        """Give the same of texts whose decisions are `found`, and those of others beside them after theirs.

        `rows` tells where the one before each text and the one after it stand there, −1 where there is none.
        """
        beyond = np.append(found - self.middle, np.zeros((1, found.shape[1])), axis=0)  # the last row: nobody
        lifted = beyond.take(rows[0], axis=0, mode="wrap")
        lifted += beyond.take(rows[1], axis=0, mode="wrap")
        lifted *= self.pull
        own, alone = found[: rows.shape[1]], (rows < 0).all(axis=0)
        lifted += own
        lifted -= self.cuts
        lifted[alone] = own[alone]
        return lifted

    def tensors(self):
        """Give all that was learned as named arrays."""
        return {"pull": self.pull, "middle": self.middle, "cuts": self.cuts,
                "slope": self.calibration.slope, "shift": self.calibration.shift}  # fmt: skip

    def take(self, arrays):
        """Make it again from such arrays."""
        self.pull, self.middle, self.cuts = arrays["pull"], arrays["middle"], arrays["cuts"]
        self.calibration = Calibration()
        self.calibration.slope, self.calibration.shift = arrays["slope"], arrays["shift"]
        return self


def _pull(own, lift, target, weight, on):
    """Weigh the neighbours against the sentence itself, by one logistic regression over all labels."""
    from sklearn.linear_model import LogisticRegression

    row, label = np.nonzero(on)
    y = target[row, label]
    if not len(y) or y.min() == y.max():
        return np.zeros(1)
    columns = np.column_stack([own[row, label], lift[row, label], np.eye(target.shape[1])[label]])
    found = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000).fit(
        columns, y, weight[row] * on[row, label]
    ).coef_[0]  # fmt: skip
    return np.maximum(found[1:2] / max(found[0], 0.05), 0.0)
