"""What learned coders share: parts that look at a text, their weights, cuts and probabilities; how to store them."""

import numpy as np
import pandas as pd

from .stacking import Calibration, Mix, best_cuts, out_of_fold
from .store import ModelError


class Learned:
    """Parts, and what was learned about how much each counts.

    Attributes
    ----------
    parts : list
        See :mod:`rahmen.coders.parts`.
    mix : Mix
    cuts : numpy.ndarray, shape (k,)
    calibration : Calibration
    reach : numpy.ndarray, shape (3, k)
        What the last part adds to typical sentences, held out: little (the 4th percentile), middling, and much (96th).
    held : numpy.ndarray, shape (n, k)
        Decisions on the sentences learned from, each by parts that had not seen it.
    """

    last, asked = (None, None), 1.0

    def fit(self, makers, texts, target, groups=None, typical=None, weight=None, folds=5, seed=0, judged=None):
        """Learn from texts and an indicator array; `makers` are called to make each part, untaught.

        Parts learn from all sentences; how much each counts, and the cuts, are set on the `judged` ones.
        """
        weight = np.ones(len(texts)) if weight is None else np.asarray(weight, dtype=float)
        self.parts, scores, self.last = [], [], (None, None)
        for make in makers:
            part = make()
            seen = part.read(texts)
            scores.append(out_of_fold(make, seen, target, weight, groups, folds, seed))
            self.parts.append(part.fit(seen, target, weight))
        on = _mask(judged, len(texts))
        on = on if on.ndim == 2 else np.repeat(on[:, None], target.shape[1], axis=1)
        self.mix = Mix().fit(scores, target, weight, on)
        sums = self.mix.sums(scores)
        natural = _mask(typical, len(texts))
        self.cuts = best_cuts(sums, target, weight, on)
        self.held = sums - self.cuts
        self.calibration = Calibration().fit(self.held[natural], target[natural])
        self.reach = np.quantile(self.mix.last(scores)[natural], (0.04, 0.5, 0.96), axis=0)
        return self

    def decisions(self, texts, cascade=False):
        """Give the weighed sum less the cut, shape (n, k).

        With `cascade` the last part is asked only of texts for which it could, within its usual reach, change a label;
        elsewhere what it usually adds stands in for it.
        """
        if not texts:
            return np.zeros((0, len(self.cuts)))
        if self.last[0] != (texts, cascade):  # labels and probabilities of the same texts are asked one after the other
            self.last = (list(texts), cascade), (self._in_cascade if cascade else self._whole)(texts)
        return self.last[1].copy()

    def _whole(self, texts):
        return self.mix.sums([part.scores(part.read(texts)) for part in self.parts]) - self.cuts

    def _in_cascade(self, texts):
        if self.reach is None:
            raise ModelError("this model was stored by a version that knew no cascade: train it anew")
        cheap = self.mix.sums([part.scores(part.read(texts)) for part in self.parts[:-1]]) - self.cuts
        low, usual, high = self.reach
        left = np.flatnonzero(((cheap + low < 0) & (cheap + high >= 0)).any(axis=1))
        found, costly = cheap + usual, self.parts[-1]
        if len(left):
            asked = costly.scores(costly.read([texts[n] for n in left.tolist()]))
            found[left] = cheap[left] + self.mix.last([asked])
        self.asked = len(left) / len(texts)
        return found

    def probabilities(self, texts, cascade=False):
        """Give the calibrated probabilities, shape (n, k)."""
        return self.calibration.probabilities(self.decisions(texts, cascade))

    def evidence(self, texts, classes):
        """Spread the decisions over the texts: a table whose weights sum to them."""
        start = self.mix.bias - self.cuts
        for part, weights in zip(self.parts, self.mix.weights, strict=True):
            start = start + part.constant(weights)
        rows = [(n, k, 0, len(text), share, "start") for n, text in enumerate(texts) for k, share in enumerate(start)]
        for part, weights in zip(self.parts, self.mix.weights, strict=True):
            rows += part.shares(texts, weights)
        table = pd.DataFrame(rows, columns=["row", "label", "start", "end", "weight", "rule"])
        spans = zip(table["row"], table["start"], table["end"], strict=True)
        table.insert(4, "text", [texts[row][start:end] for row, start, end in spans])
        table["label"] = pd.Categorical.from_codes(table["label"].astype(int), classes)
        return table.sort_values(["row", "label", "start"], kind="stable", ignore_index=True)

    def tensors(self):
        """Give all that was learned as named arrays."""
        arrays = {
            "bias": self.mix.bias, "cuts": self.cuts, "slope": self.calibration.slope, "shift": self.calibration.shift,
        } | ({} if self.reach is None else {"reach": self.reach})  # fmt: skip
        for n, (part, weights) in enumerate(zip(self.parts, self.mix.weights, strict=True)):
            arrays[f"{n}.weights"] = weights
            arrays |= {f"{n}.{name}": array for name, array in part.tensors().items()}
        return arrays

    @classmethod
    def of(cls, makers, arrays):
        """Make it again from such arrays."""
        made = cls()
        made.parts = [make() for make in makers]
        made.mix, made.calibration, made.cuts = Mix(), Calibration(), arrays["cuts"]
        made.reach = arrays.get("reach")
        made.mix.bias, made.mix.weights = arrays["bias"], [arrays[f"{n}.weights"] for n in range(len(made.parts))]
        made.calibration.slope, made.calibration.shift = arrays["slope"], arrays["shift"]
        for n, part in enumerate(made.parts):
            part.take({key.split(".", 1)[1]: a for key, a in arrays.items() if key.startswith(f"{n}.")})
        return made


def _mask(chosen, size):
    return np.ones(size, dtype=bool) if chosen is None else np.asarray(chosen, dtype=bool)
