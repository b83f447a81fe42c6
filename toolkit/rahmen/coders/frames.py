"""The coder that learns: codebook, n-grams and a sentence encoder, weighed by what coded sentences teach."""

from functools import partial
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from ..codebook import load_codebook
from .encoders import load_encoder, recall
from .estimator import Estimator
from .learned import Learned
from .parts import CodebookPart, EncoderPart, GramPart, HeadPart
from .store import ModelError, about, read, shipped, write
from .targets import read_targets
from .texts import check_passages


class FrameClassifier(Estimator):
    """Code sentences by what was learned from coded ones.

    Three parts look at a sentence: the indicators of a codebook, its word and character n-grams, and a sentence
    encoder; in the shipped coder also an encoder that was taught its labels. Each gives a score for each label; how
    much each counts is learned on scores that the parts gave to sentences they had not seen (stacking). A label is
    present where the weighed sum passes the label's own cut, which is chosen for the best F1 to be expected; the
    probability is calibrated apart from that, so it need not be one half at the cut.
    Where it learned from sentences with their neighbours, and is given those of a sentence, as :func:`rahmen.annotate`
    does, the decisions on them lift or lower its own; without neighbours a sentence is coded by itself.

    Parameters
    ----------
    codebook : str, pathlib.Path, rahmen.codebook.Codebook or None, default None
        The codebook whose indicators count as evidence: ``"frames"`` for the shipped one, which may also help where
        the labels are one's own; None for none.
    grams : bool, default True
        Use word and character n-grams.
    encoder : {"use", "frames"}, Encoder or None, default "use"
        The sentence encoder. Two come with the package: ``"use"``, and ``"frames"``, which was taught on the project's
        coded sentences and takes some twenty times as long; on other labels that were tried it is no better
        (``benchmarks/RESULTS.md``). See also :class:`rahmen.TransformerEncoder`.
    folds : int, default 5
        For the scores of the parts on sentences that they had not seen.
    seed : int, default 0
        Of the folds.
    cascade : bool, default False
        Ask the last encoder, which takes nearly all the time, only where the other parts leave a label open; labels
        and probabilities are then a little different (``benchmarks/RESULTS.md`` tells how often).
        :meth:`decision_function` and :meth:`evidence` always ask it.

    Attributes
    ----------
    classes_ : numpy.ndarray of str, shape (k,)
        The labels: columns of a DataFrame, codebook order where all are the codebook's, else sorted.
    name, scheme : str
        The coder's name and the scheme in the codes table.
    errors_ : pandas.DataFrame
        Errors on sentences not learned from: ``label, doc, typical, tp, fp, fn, tn``, one row for each label and
        document (two where it has sentences drawn at random, `typical`, and others). Of the shipped model on its frozen
        test part, else from the folds.

    Notes
    -----
    Stacking: Wolpert (1992), Neural Networks 5(2). Encoder part: kernel ridge regression. Sentences as units; see
    ``MODEL_CARD.md`` for how good the shipped model is, and where it is not.

    Examples
    --------
    >>> texts = ["Die Nutzer protestieren.", "Sie boykottieren die App.", "Es regnet.", "Der Zug hält."] * 5
    >>> coder = FrameClassifier(encoder=None).fit(texts, [["protest"], ["protest"], [], []] * 5)
    >>> coder.predict(["Alle protestieren."]).tolist(), coder.classes_.tolist()
    ([[1]], ['protest'])
    """

    judge_ = None  # an encoder that was taught the labels themselves, as the shipped model has

    def __init__(self, codebook=None, grams=True, encoder="use", folds=5, seed=0, cascade=False):
        self.codebook = codebook
        self.grams = grams
        self.encoder = encoder
        self.folds = folds
        self.seed = seed
        self.cascade = cascade

    # -- learning ----------------------------------------------------------------------------------------------------

    def fit(self, X, y, groups=None, typical=None, sample_weight=None, judged=None):
        """Learn from coded sentences.

        Parameters
        ----------
        X : sequence of str, length n, or DataFrame
            The sentences; a DataFrame has them in ``text``, and in ``before`` and ``after`` those that stand beside
            them in their documents ("" where none does), whose decisions then count as well.
        y : array or DataFrame of 0 and 1, shape (n, k), or sequence of lists of labels
            What each sentence bears.
        groups : sequence, length n, optional
            The document of each sentence, so that no document stands on both sides of a fold.
        typical : sequence of bool, length n, optional
            Which sentences were drawn at random from the texts to be coded; the probabilities are calibrated on
            those. By default all.
        sample_weight : sequence of float, length n, optional
            How much each sentence counts, such as less where its codes are less sure.
        judged : sequence of bool or float, length n, or array of such, shape (n, k), optional
            On which sentences the parts are weighed and the cuts set, or how much each counts for that, such as the
            real ones where others were constructed to widen the vocabulary; for each label, those that nobody had read
            while its indicators were made. By default all.

        Returns
        -------
        FrameClassifier
            Itself.

        Raises
        ------
        ValueError
            Texts and codes do not fit, or there is nothing to learn from.
        """
        passages, self.judge_ = check_passages(X), None
        target, self.classes_ = read_targets(y, len(passages), self.codebook)
        if len(passages) < 2 or not self._makers():
            raise ValueError("nothing to learn from: give two texts or more, and a codebook, grams=True or an encoder")
        groups = None if groups is None else np.asarray(groups, dtype=object)
        self.learned_ = Learned().fit(
            self._makers(), passages, target, groups, typical, sample_weight, self.folds, self.seed, judged
        )
        docs = [str(doc) for doc in (range(len(passages)) if groups is None else groups)]
        self.errors_ = error_table(target, self.learned_.held >= 0, docs, self.classes_, typical)
        return self

    def _makers(self):
        """List what makes each part, ready to learn."""
        makers = [partial(CodebookPart, self.codebook)] if self.codebook is not None else []
        makers += [GramPart] if self.grams else []
        makers += [partial(EncoderPart, self.encoder)] if self.encoder is not None else []
        return makers + ([partial(HeadPart, self.judge_, "frames")] if self.judge_ is not None else [])

    # -- coding ------------------------------------------------------------------------------------------------------

    def decision_function(self, X):
        """Give the weighed sum less the cut, shape (n, k); from 0 on a label is present."""
        return self.learned_.decisions(check_passages(X))

    def predict(self, X):
        """Code texts: an array of int8, shape (n, k), 1 where the label is present."""
        return (self.learned_.decisions(check_passages(X), self._cascades) >= 0).astype(np.int8)

    def predict_proba(self, X):
        """Give the calibrated probability of each label, shape (n, k)."""
        return self.learned_.probabilities(check_passages(X), self._cascades)

    def score(self, X, y, sample_weight=None):
        """Give the macro-F1 over all labels."""
        from sklearn.metrics import f1_score

        target = read_targets(y, len(check_passages(X)), self.codebook, self.classes_)[0]
        given = self.predict(X)
        return float(np.mean([f1_score(target[:, k], given[:, k], zero_division=0.0) for k in range(target.shape[1])]))

    def evidence(self, X):
        """Tell why: what each indicator, word and the encoder add to the decision.

        Parameters
        ----------
        X : sequence of str, or DataFrame

        Returns
        -------
        pandas.DataFrame
            ``row, label, start, end`` (code points), ``text, weight, rule``. The rule is that of the codebook,
            ``word`` for the n-grams of a word, ``encoder`` for the sentence as a whole, ``start`` for what a sentence
            brings before any of it is read, ``neighbours`` for what those beside it change. For each text and
            label the weights sum to :meth:`decision_function`.
        """
        return self.learned_.evidence(check_passages(X), self.classes_)

    @property
    def neighbours(self):
        """Whether it heeds the sentences beside one, where it is given them: :func:`rahmen.annotate` asks."""
        return self.learned_.near is not None

    @property
    def _cascades(self):
        return self.cascade and (self.encoder or self.judge_) is not None and len(self.learned_.parts) > 1

    # -- keeping -----------------------------------------------------------------------------------------------------

    def save(self, path, **notes):
        """Write the coder to a ``.safetensors`` file, with any `notes` that JSON can hold.

        A codebook of one's own is named in the file, not held: keep it beside.
        """
        book = None if self.codebook is None else load_codebook(self.codebook)
        encoder = load_encoder(self.encoder)
        facts = {
            "kind": "frames", "classes": list(self.classes_), "grams": self.grams, "folds": self.folds,
            "seed": self.seed, "codebook": book and {"source": str(self._source(book)), "sha256": book.sha256},
            "encoder": encoder and encoder.name, "judge": self.judge_ and load_encoder(self.judge_).name,
            "errors": self.errors_.to_csv(index=False), **notes,
        }  # fmt: skip
        write(path, self.learned_.tensors(), facts)

    def _source(self, book):
        return self.codebook if isinstance(self.codebook, str | Path) else book.name

    @classmethod
    def load(cls, path, codebook=None, encoder=None):
        """Read a coder from a file written by :meth:`save`.

        Parameters
        ----------
        path : str or pathlib.Path
        codebook : optional
            Where its codebook is now, if it is not where it was.
        encoder : Encoder, optional
            The encoder it was trained with, if that is not the one that comes with the package.

        Raises
        ------
        rahmen.ModelError
            No model file, or codebook or encoder are not those that it was trained with.
        """
        facts = about(path)
        wanted = facts["codebook"]
        source = codebook or (wanted and wanted["source"])
        if wanted and load_codebook(source).sha256 != wanted["sha256"]:
            raise ModelError(
                f"{Path(path).name} was trained with another version of the codebook {str(source)!r}: train it anew"
            )
        made = cls(source, facts["grams"], recall(facts["encoder"], encoder, path), facts["folds"], facts["seed"])
        made.judge_ = recall(facts.get("judge"), None, path)
        made.classes_ = np.array(facts["classes"], dtype=object)
        made.learned_ = Learned.of(made._makers(), read(path))
        made.errors_ = pd.read_csv(StringIO(facts["errors"]), dtype={"doc": str, "label": str})
        made.about_ = facts
        return made

    @classmethod
    def pretrained(cls, cascade=False, fast=False):
        """Load the coder that comes with the package, for the frames of the shipped codebook; offline.

        Parameters
        ----------
        cascade : bool, default False
            As of the class.
        fast : bool, default False
            Take the one without the taught encoder: some twenty times as fast, and more often wrong.
        """
        made = cls.load(shipped("frames_fast" if fast else "frames"))
        made.cascade = cascade
        return made

    @property
    def name(self):
        """The coder's name in the codes table."""
        return f"learned:{self.scheme}"

    @property
    def scheme(self):
        """The scheme of the codes: the codebook's where the labels are its own, else ``own``."""
        book = None if self.codebook is None else load_codebook(self.codebook)
        return book.scheme if book and set(self.classes_) <= set(book.names) else "own"

    def __sklearn_is_fitted__(self):
        return hasattr(self, "learned_")

    def __sklearn_tags__(self):
        return self._tags(multi_label=True, learns=True)


def error_table(target, given, docs, classes, typical=None):
    """Count errors for each label and document: ``label, doc, typical, tp, fp, fn, tn``."""
    target, given = target == 1, np.asarray(given, dtype=bool)
    cells = {"tp": target & given, "fp": ~target & given, "fn": target & ~given, "tn": ~target & ~given}
    typical = np.ones(len(target), dtype=bool) if typical is None else np.asarray(typical, dtype=bool)
    keys = [pd.Series(np.asarray(docs), name="doc"), pd.Series(typical, name="typical")]
    tables = [
        pd.DataFrame({name: cell[:, k] for name, cell in cells.items()}).astype(int).groupby(keys, sort=True).sum()
        for k in range(len(classes))
    ]
    return pd.concat(tables, keys=list(classes), names=["label"]).reset_index()
