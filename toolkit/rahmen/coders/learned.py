"""What learned coders share: parts that look at a text, their weights, cuts and probabilities; how to store them."""

import numpy as np
import pandas as pd

from .stacking import Calibration, Mix, best_cuts, out_of_fold


class Learned:
    """Parts, and what was learned about how much each counts.

    Attributes
    ----------
    parts : list
        See :mod:`rahmen.coders.parts`.
    mix : Mix
    cuts : numpy.ndarray, shape (k,)
    calibration : Calibration
    held : numpy.ndarray, shape (n, k)
        Decisions on the sentences learned from, each by parts that had not seen it.
    """

    last = (None, None)

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
        self.mix = Mix().fit([s[on] if len(s) == len(texts) else s for s in scores], target[on], weight[on])
        sums = self.mix.sums(scores)
        natural = _mask(typical, len(texts))
        self.cuts = best_cuts(sums[on], target[on], weight[on])
        self.held = sums - self.cuts
        self.calibration = Calibration().fit(self.held[natural], target[natural])
        return self

    def decisions(self, texts):
        """Give the weighed sum less the cut, shape (n, k)."""
        if not texts:
            return np.zeros((0, len(self.cuts)))
        if self.last[0] != texts:  # labels and probabilities of the same texts are asked one after the other
            sums = self.mix.sums([part.scores(part.read(texts)) for part in self.parts])
            self.last = list(texts), sums - self.cuts
        return self.last[1].copy()

    def probabilities(self, texts):
        """Give the calibrated probabilities, shape (n, k)."""
        return self.calibration.probabilities(self.decisions(texts))

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
        }  # fmt: skip
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
        made.mix.bias, made.mix.weights = arrays["bias"], [arrays[f"{n}.weights"] for n in range(len(made.parts))]
        made.calibration.slope, made.calibration.shift = arrays["slope"], arrays["shift"]
        for n, part in enumerate(made.parts):
            part.take({key.split(".", 1)[1]: a for key, a in arrays.items() if key.startswith(f"{n}.")})
        return made


def _mask(chosen, size):
    return np.ones(size, dtype=bool) if chosen is None else np.asarray(chosen, dtype=bool)
