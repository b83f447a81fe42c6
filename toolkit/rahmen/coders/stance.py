"""Stance towards a target: how texts stand to a question, a measure or a move, in the user's own labels."""

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.svm import SVC

from ..tables import one_of
from .encoders import load_encoder, recall
from .pairs import Pairs, likeness
from .store import about, read, shipped, write
from .texts import check_texts

LARGEST = 15_000
"""Texts to learn from; beyond that the likeness of all pairs no longer fits into memory."""
ENOUGH = 10
"""Texts of the rarest label from which a shift of its decisions is learned; with fewer it would be chance."""


class StanceClassifier(ClassifierMixin, BaseEstimator):
    """Tell how texts stand towards a target.

    Learns from texts with known stance. What was learned from one target carries over to another as far as the targets
    are alike, and as texts agree or disagree in the same words. Negation and polarity are features of their own.

    Parameters
    ----------
    target : str, optional
        What all texts speak of, as a question (»Sollen …?«) or a name. Without it :meth:`fit` and :meth:`predict` take
        ``targets``, or `X` is a DataFrame with the columns ``text`` and ``target``.
    abstain : float, default 0
        Below this probability of the likeliest label :meth:`predict` gives None: the coder does not know.
    encoder : {"use", "frames"}, Encoder or None, default "use"
        The sentence encoder, for the meaning of texts and targets.
    codebook : str, pathlib.Path, rahmen.codebook.Codebook or None, default None
        A codebook whose indicators count as evidence too, such as ``"stance"`` for moves between platforms.
    strength : float, default 1
        How closely the training texts are followed (C of the support vector machine).
    scheme : str, default "stance"
        The scheme in the codes table.
    seed : int, default 0
        Of the folds on which the probabilities are calibrated.

    Attributes
    ----------
    classes_ : numpy.ndarray of str, shape (k,)

    Notes
    -----
    Support vector machines over the product of a text kernel and a target kernel; probabilities from held-out
    decisions (Platt 1999). For up to about 15,000 texts.

    Examples
    --------
    >>> texts = ["Ja, sehr gut.", "Nein, das ist Unsinn.", "Dafür, ganz klar.", "Auf keinen Fall!"] * 3
    >>> coder = StanceClassifier("Soll das Tempo begrenzt werden?", encoder=None)
    >>> coder.fit(texts, ["favour", "against"] * 6).predict(["Nein, Unsinn."]).tolist()
    ['against']
    """

    def __init__(self, target=None, abstain=0.0, encoder="use", codebook=None, strength=1.0, scheme="stance", seed=0):
        self.target = target
        self.abstain = abstain
        self.encoder = encoder
        self.codebook = codebook
        self.strength = strength
        self.scheme = scheme
        self.seed = seed

    # -- learning ----------------------------------------------------------------------------------------------------

    def fit(self, X, y, targets=None, groups=None):
        """Learn from texts whose stance is known.

        Parameters
        ----------
        X : sequence of str, or DataFrame with ``text`` and ``target``, length n
        y : sequence of str, length n
        targets : sequence of str, length n, or str, optional
        groups : sequence, length n, optional
            Author or document of each text, kept on one side of the folds that calibrate.

        Returns
        -------
        StanceClassifier
            Itself.

        Raises
        ------
        ValueError
            No target is known, lengths differ, one label only, or more texts than fit into memory.
        """
        texts, goals = self._pairs(X, targets)
        known = np.asarray(y, dtype=object)
        if len(known) != len(texts):
            raise ValueError(f"{len(texts)} texts, but {len(known)} labels")
        if len(texts) > LARGEST:
            raise ValueError(f"{len(texts)} texts; this coder learns from at most {LARGEST}: draw a sample")
        self.classes_ = np.array(sorted(set(known)), dtype=object)
        if len(self.classes_) < 2:
            raise ValueError("y holds one label only; there is nothing to tell apart")
        self.pairs_ = Pairs(self.encoder, self.codebook).fit(texts, goals)
        self.seen_ = self.pairs_.read(texts, goals)
        alike = likeness(self.seen_, self.seen_)
        self.dual_, self.bias_ = _learn(alike, known, self.classes_, self.strength)
        held = self._held_out(alike, known, groups)
        shift = _shifts(held, known, self.classes_)
        self.bias_ = self.bias_ + shift
        self.curve_ = LogisticRegression(max_iter=1000).fit(held + shift, known)
        return self

    def _held_out(self, alike, known, groups):
        """Give decisions on texts that were not learned from."""
        held = np.zeros((len(known), len(self.classes_)))
        fewest = min(5, np.unique(known, return_counts=True)[1].min())
        if fewest < 2:
            return alike @ self.dual_ + self.bias_
        if groups is not None and len(set(groups)) >= fewest:
            splits = GroupKFold(fewest, shuffle=True, random_state=self.seed).split(held, known, groups)
        else:
            splits = StratifiedKFold(fewest, shuffle=True, random_state=self.seed).split(held, known)
        for train, test in splits:
            dual, bias = _learn(alike[np.ix_(train, train)], known[train], self.classes_, self.strength)
            held[test] = alike[np.ix_(test, train)] @ dual + bias
        return held

    def _pairs(self, X, targets):
        if hasattr(X, "columns"):
            if "text" not in X.columns or not ({"target"} & set(X.columns) or self.target or targets is not None):
                raise ValueError("a DataFrame of texts needs the columns 'text' and 'target'")
            targets = X["target"] if targets is None and "target" in X.columns else targets
            X = X["text"]
        texts = check_texts(X)
        targets = self.target if targets is None else targets
        if targets is None:
            raise ValueError("towards what? give StanceClassifier(target=…), targets=…, or a DataFrame with 'target'")
        goals = [targets] * len(texts) if isinstance(targets, str) else check_texts(targets)
        if len(goals) != len(texts):
            raise ValueError(f"{len(texts)} texts, but {len(goals)} targets")
        return texts, goals

    # -- coding ------------------------------------------------------------------------------------------------------

    def decision_function(self, X, targets=None):
        """Give how strongly each label is favoured, shape (n, k)."""
        texts, goals = self._pairs(X, targets)
        if not texts:
            return np.zeros((0, len(self.classes_)))
        return likeness(self.pairs_.read(texts, goals), self.seen_) @ self.dual_ + self.bias_

    def predict_proba(self, X, targets=None):
        """Give the probability of each label, shape (n, k)."""
        decisions = self.decision_function(X, targets)
        return self.curve_.predict_proba(decisions) if len(decisions) else decisions

    def predict(self, X, targets=None):
        """Tell the stance: labels, shape (n,); None where the coder abstains."""
        decisions = self.decision_function(X, targets)
        labels = self.classes_[decisions.argmax(axis=1)] if len(decisions) else np.array([], dtype=object)
        if self.abstain and len(decisions):
            chances = self.curve_.predict_proba(decisions)
            labels = np.where(chances[np.arange(len(labels)), decisions.argmax(axis=1)] >= self.abstain, labels, None)
        return labels

    def score(self, X, y, targets=None, sample_weight=None):
        """Give the macro-F1 over all labels."""
        given = self.predict(X, targets)
        return float(
            f1_score(
                np.asarray(y, dtype=object).astype(str),
                given.astype(str),
                labels=list(self.classes_),
                average="macro",
                zero_division=0.0,
            )
        )

    def coverage(self, X, y, targets=None):
        """Tell what abstaining brings: how many texts are still decided, and how often rightly.

        Parameters
        ----------
        X, y, targets
            Texts that were not learned from, their stance and targets.

        Returns
        -------
        pandas.DataFrame
            One row for each threshold from the lowest probability up: ``abstain, coverage`` (share decided),
            ``accuracy, macro_f1`` among those decided, ``n``.
        """
        decisions, known = self.decision_function(X, targets), np.asarray(y, dtype=object)
        best = decisions.argmax(axis=1)
        given = self.classes_[best]
        chance = self.curve_.predict_proba(decisions)[np.arange(len(best)), best]
        rows = []
        for least in np.round(np.arange(0.0, 1.0, 0.05), 2):
            kept = chance >= least
            if kept.any():
                macro = f1_score(known[kept].astype(str), given[kept].astype(str), average="macro", zero_division=0.0)
                rows.append((least, kept.mean(), (known == given)[kept].mean(), macro, int(kept.sum())))
        return pd.DataFrame(rows, columns=["abstain", "coverage", "accuracy", "macro_f1", "n"])

    def save(self, path, **notes):
        """Write the coder to a ``.safetensors`` file, with any `notes` that JSON can hold."""
        grams, texts, targets = self.seen_
        arrays = {
            "data": grams.data, "indices": grams.indices, "indptr": grams.indptr, "texts": texts, "targets": targets,
            "dual": self.dual_, "bias": self.bias_, "curve": self.curve_.coef_, "shift": self.curve_.intercept_,
        } | {f"idf.{name}": array for name, array in self.pairs_.idf_.items()}  # fmt: skip
        encoder = load_encoder(self.encoder)
        facts = self.get_params() | {"encoder": encoder and encoder.name}
        write(path, arrays, {"kind": "stance", "classes": list(self.classes_), "params": facts, **notes})

    @classmethod
    def load(cls, path, encoder=None):
        """Read a coder from a file written by :meth:`save`.

        Parameters
        ----------
        path : str or pathlib.Path
        encoder : Encoder, optional
            The encoder it was trained with, if that is not the one that comes with the package.
        """
        facts, arrays = about(path), read(path)
        made = cls(**facts["params"] | {"encoder": recall(facts["params"]["encoder"], encoder, path)})
        made.classes_, made.about_ = np.array(facts["classes"], dtype=object), facts
        made.pairs_ = Pairs(made.encoder, made.codebook)
        made.pairs_.idf_ = {key[4:]: array for key, array in arrays.items() if key.startswith("idf.")}
        shape = (len(arrays["indptr"]) - 1, made.pairs_.width)
        grams = sparse.csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
        made.seen_ = grams, arrays["texts"], arrays["targets"]
        made.dual_, made.bias_ = arrays["dual"], arrays["bias"]
        made.curve_ = LogisticRegression()
        made.curve_.classes_ = made.classes_
        made.curve_.coef_, made.curve_.intercept_ = arrays["curve"], arrays["shift"]
        return made

    @classmethod
    def pretrained(cls, target="migration"):
        """Load the coder that comes with the package: stance towards a move between platforms.

        Parameters
        ----------
        target : {"migration"}
        """
        return cls.load(shipped(f"stance_{one_of('target', target, ('migration',))}"))

    @property
    def name(self):
        """The coder's name in the codes table."""
        return f"learned:{self.scheme}"


def _shifts(held, known, classes):
    """Give each label the shift with which held-out macro-F1 is best: rare labels would else never be given."""
    shifts, steps = np.zeros(len(classes)), np.linspace(-1, 1, 41)
    right = known[:, None] == classes[None]
    if right.sum(axis=0).min() < ENOUGH:
        return shifts

    def macro(shift):
        given = (held + shift).argmax(axis=1)[:, None] == np.arange(len(classes))
        return np.mean(2 * (given & right).sum(axis=0) / np.maximum(given.sum(axis=0) + right.sum(axis=0), 1))

    for place in np.argsort(right.sum(axis=0))[:-1]:  # one label stays where it is
        tried = [macro(shifts + step * np.eye(len(classes))[place]) for step in steps]
        smooth = np.convolve(np.pad(tried, 2, mode="edge"), np.ones(5) / 5, mode="valid")
        shifts[place] = steps[smooth.argmax()]
    return shifts


def _learn(alike, known, classes, strength):
    """Learn one support vector machine a label (one for two): dual coefficients, shape (n, k), and biases."""
    dual, bias = np.zeros((len(known), len(classes)), dtype=np.float32), np.zeros(len(classes))
    for place, label in enumerate(classes):
        if len(classes) == 2 and place == 1:
            dual[:, 1], bias[1] = -dual[:, 0], -bias[0]
            break
        machine = SVC(C=strength, kernel="precomputed", class_weight="balanced").fit(alike, known == label)
        dual[machine.support_, place], bias[place] = machine.dual_coef_[0], machine.intercept_[0]
    return dual, bias
