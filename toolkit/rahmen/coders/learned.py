"""What learned coders share: parts that look at a text, their weights, cuts and probabilities; how to store them."""

import numpy as np
import pandas as pd

from .neighbours import Neighbours
from .stacking import Calibration, Mix, best_cuts, out_of_fold
from .store import ModelError
from .texts import Passages


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
        What the last part adds to typical sentences, held out: little (the 4th percentile), the mean, and much (96th).
    held : numpy.ndarray, shape (n, k)
        Decisions on the sentences learned from, each by parts that had not seen it.
    near : Neighbours or None
        What the sentences beside count, where they were known.
    """

    last, lifted, asked, near = (None, None), (None, None, None), 1.0, None

    def fit(self, makers, passages, target, groups=None, typical=None, weight=None, folds=5, seed=0, judged=None):
        """Learn from Passages and an indicator array; `makers` are called to make each part, untaught.

        Parts learn from all sentences; how much each counts, and the cuts, are set on those that are `judged`: true, or
        by how much.
        """
        size = len(passages)
        weight = np.ones(size) if weight is None else np.asarray(weight, dtype=float)
        rows = [np.arange(size), *(() if passages.rows is None else passages.rows)]
        self.parts, self.last, scores = [], (None, None), []
        for make in makers:
            part = make()
            seen = part.read(passages.known)
            scores.append(out_of_fold(make, seen, rows, target, weight, groups, folds, seed))
            self.parts.append(part.fit(seen[:size], target, weight))
        own, *others = [list(part) for part in zip(*scores, strict=True)]
        on = np.ones(size) if judged is None else np.asarray(judged, dtype=float)
        on = on if on.ndim == 2 else np.repeat(on[:, None], target.shape[1], axis=1)
        self.mix = Mix().fit(own, target, weight, on)
        sums = self.mix.sums(own)
        natural = _mask(typical, size)
        self.cuts = best_cuts(sums, target, weight, on)
        self.held = sums - self.cuts
        self.calibration = Calibration().fit(self.held[natural], target[natural])
        added = self.mix.last(own)[natural]
        low, high = np.quantile(added, (0.04, 0.96), axis=0)
        self.reach = np.stack([low, added.mean(axis=0), high])
        self._heed([self.mix.sums(part) - self.cuts for part in others], passages.present, target, weight, on, natural)
        return self

    def _heed(self, others, present, target, weight, on, natural):
        """Learn what the sentences beside count, where there are any."""
        self.near = None
        if present.any():
            given = np.stack(others, axis=1), present
            self.near = Neighbours().fit(self.held, *given, target, weight, on, natural)
            self.held = self.near.decisions(self.held, *given)

    def decisions(self, passages, cascade=False):
        """Give the weighed sum less the cut, shape (n, k); lifted by the decisions on the texts beside, where known.

        With `cascade` the last part is asked only of texts for which it could, within its usual reach, change a label;
        elsewhere what it usually adds stands in for it.
        """
        if self._alone(passages):
            return self._sums(Passages(passages.text), cascade).copy()
        return self._lifted(passages, cascade).copy()

    def _alone(self, passages):
        """Tell whether each text is decided by itself."""
        return self.near is None or passages.rows is None

    def _lifted(self, passages, cascade=False):
        """Give the decisions on texts, lifted by those on the texts beside them."""
        found = self._sums(passages, cascade)
        if self.lifted[0] is not found or self.lifted[1] is not passages.rows:  # not just asked of the same
            self.lifted = found, passages.rows, self.near.among(found, passages.rows)
        return self.lifted[2]

    def _sums(self, passages, cascade):
        """Give the decisions on texts, and on those beside them, by themselves."""
        if not len(passages):
            return np.zeros((0, len(self.cuts)))
        beside = passages.rows.tobytes() if cascade and passages.rows is not None else None
        asked = passages.text, passages.others, cascade, beside
        if self.last[0] != asked:  # labels and probabilities are asked one after the other
            self.last = asked, (self._in_cascade if cascade else self._apart)(passages)
        return self.last[1]

    def _apart(self, passages):
        """Ask of the texts by themselves, which other coders are asked of as well; first of others beside them."""
        others = [self._whole(passages.others)] if passages.others else []
        own = self._whole(passages.text)
        return np.concatenate([own, *others]) if others else own

    def _whole(self, texts):
        sums = self.mix.sums([part.scores(part.read(texts)) for part in self.parts])
        sums -= self.cuts
        return sums

    def _in_cascade(self, passages):
        texts = passages.known
        if self.reach is None:
            raise ModelError("this model was stored by a version that knew no cascade: train it anew")
        cheap = self.mix.sums([part.scores(part.read(texts)) for part in self.parts[:-1]]) - self.cuts
        low, usual, high = self.reach
        found, costly, lifted = cheap + usual, self.parts[-1], cheap
        if passages.rows is not None:
            lifted, own = cheap.copy(), slice(len(passages))
            lifted[own] += self.near.among(found, passages.rows) - found[own]
        left = np.flatnonzero(((lifted + low < 0) & (lifted + high >= 0)).any(axis=1))
        if len(left):
            asked = costly.scores(costly.read([texts[n] for n in left.tolist()]))
            found[left] = cheap[left] + self.mix.last([asked])
        self.asked = len(left) / len(texts)
        return found

    def probabilities(self, passages, cascade=False):
        """Give the calibrated probabilities, shape (n, k)."""
        if self._alone(passages):
            return self.calibration.probabilities(self.decisions(passages, cascade))
        decisions, alone = self._lifted(passages, cascade), ~passages.present.any(axis=1)
        chances = self.near.calibration.probabilities(decisions)
        chances[alone] = self.calibration.probabilities(decisions[alone])
        return chances

    def evidence(self, passages, classes):
        """Spread the decisions over the texts: a table whose weights sum to them."""
        texts, rows = passages.text, self._evidence(passages.text)
        if not self._alone(passages):
            own = self._sums(passages, False)[: len(texts)]
            for n, shares in enumerate(self._lifted(passages) - own):
                rows += [(n, k, 0, len(texts[n]), share, "neighbours") for k, share in enumerate(shares) if share]
        table = pd.DataFrame(rows, columns=["row", "label", "start", "end", "weight", "rule"])
        spans = zip(table["row"], table["start"], table["end"], strict=True)
        table.insert(4, "text", [texts[row][start:end] for row, start, end in spans])
        table["label"] = pd.Categorical.from_codes(table["label"].astype(int), classes)
        return table.sort_values(["row", "label", "start"], kind="stable", ignore_index=True)

    def _evidence(self, texts):
        """List what start and parts add: (row, number of the label, start, end, weight, rule)."""
        start = self.mix.bias - self.cuts
        for part, weights in zip(self.parts, self.mix.weights, strict=True):
            start = start + part.constant(weights)
        rows = [(n, k, 0, len(text), share, "start") for n, text in enumerate(texts) for k, share in enumerate(start)]
        whole = {}  # what encoders say of a sentence is one row, however many there are
        for part, weights in zip(self.parts, self.mix.weights, strict=True):
            for n, k, begin, end, share, rule in part.shares(texts, weights):
                if rule == "encoder":
                    whole[n, k] = whole.get((n, k), 0.0) + share
                else:
                    rows.append((n, k, begin, end, share, rule))
        return rows + [(n, k, 0, len(texts[n]), share, "encoder") for (n, k), share in whole.items()]

    def tensors(self):
        """Give all that was learned as named arrays."""
        arrays = {
            "bias": self.mix.bias, "cuts": self.cuts, "slope": self.calibration.slope, "shift": self.calibration.shift,
        } | ({} if self.reach is None else {"reach": self.reach})  # fmt: skip
        for n, (part, weights) in enumerate(zip(self.parts, self.mix.weights, strict=True)):
            arrays[f"{n}.weights"] = weights
            arrays |= {f"{n}.{name}": array for name, array in part.tensors().items()}
        return arrays | ({} if self.near is None else {f"near.{k}": array for k, array in self.near.tensors().items()})

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
            part.take(_of(f"{n}.", arrays))
        made.near = Neighbours().take(_of("near.", arrays)) if "near.pull" in arrays else None
        return made


def _of(prefix, arrays):
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}


def _mask(chosen, size):
    return np.ones(size, dtype=bool) if chosen is None else np.asarray(chosen, dtype=bool)
