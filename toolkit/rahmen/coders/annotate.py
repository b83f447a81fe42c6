"""From sentences to the codes table and its evidence."""

from itertools import pairwise, repeat

import numpy as np
import pandas as pd

from ..german.forms import pick
from ..tables import (
    SENTENCES,
    STATUS,
    VOICE,
    TableError,
    categorical,
    free_names,
    join,
    metadata,
    require,
    require_coders,
)
from .texts import in_passages
from .voice import clauses_by_sentence, resolve

BATCH = 20_000
"""Sentences a batch, or a little more so that a document ends there; with several batches a bar shows the progress."""


def annotate(sentences, *coders, voice=True):
    """Code sentences with one or several coders.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table; coders that learned to heed the sentences beside one are given those of the same document.
    *coders : estimator
        Any that have ``predict``, ``classes_``, ``name`` and ``scheme``.
    voice : bool, default True
        Tell for each present label status, voice and speaker as well; it takes whole documents.

    Returns
    -------
    pandas.DataFrame
        The codes table: one row for each sentence, label and coder; ``value`` 1 or 0 (int8), ``score`` a probability
        or NaN, ``status, voice, speaker`` of the clause that bears the evidence (:func:`rahmen.find_status`; NA where
        the label is absent), and the metadata as Categoricals, without the text.

    Raises
    ------
    rahmen.TableError
        No sentences table, or two coders of one name.
    TypeError
        No coder was given.

    Notes
    -----
    Long work shows its progress on standard error. Where sentences of a document are missing, status and voice stay
    empty, and a warning says so.

    Examples
    --------
    >>> import rahmen
    >>> documents = pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren. Es regnet."]})
    >>> codes = annotate(rahmen.split_sentences(documents), rahmen.CodebookClassifier())
    >>> codes.query("value == 1")[["doc", "sentence", "label"]].values.tolist()
    [['a', 0, 'resistance']]
    """
    sentences = _freed(require(sentences, "sentences"))
    require_coders(coders, "annotate")
    clauses = clauses_by_sentence(sentences) if voice else None
    names = [(coder.scheme, coder.name) for coder in coders]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise TableError(
            f"two coders bear the name {twice[1]!r}; annotate with one after the other, and tell them apart"
        )
    found = []
    for begin, end in _watched(_batches(sentences), coders):
        batch, passages = sentences.iloc[begin:end], in_passages(sentences, begin, end)
        found.append([_code(batch, _seen_by(c, passages), c, clauses) for c in coders])
    return _table(sentences, coders, [_whole(parts) for parts in zip(*found, strict=True)])


def explain(sentences, *coders, absent=False):
    """Tell why coders code sentences as they do.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table.
    *coders : estimator
        Any that have ``predict`` and ``evidence``.
    absent : bool, default False
        Give also the evidence for labels that were not given, because it did not suffice.

    Returns
    -------
    pandas.DataFrame
        The evidence table: ``doc, sentence, scheme, label, coder, start, end`` (code points in the text of the
        document), ``text, weight, rule``.
    """
    require(sentences, "sentences")
    require_coders(coders, "explain")
    return pd.concat([_evidence(sentences, coder, absent) for coder in coders], ignore_index=True)


def _batches(sentences):
    """Give begin and end of each batch: of an empty table one as well."""
    ends = np.append(np.flatnonzero(sentences["sentence"].to_numpy()[1:] == 0) + 1, len(sentences))
    bounds = [0]
    while bounds[-1] < len(sentences) or len(bounds) == 1:
        full = bounds[-1] + BATCH
        end = int(ends[min(np.searchsorted(ends, full), len(ends) - 1)])
        bounds.append(end if end < full + BATCH // 2 else full)
    return list(pairwise(bounds))


def _seen_by(coder, passages):
    """Give what a coder is shown: with the sentences beside one where it heeds them; lists if it is a user's own."""
    if type(coder).__module__.partition(".")[0] != __name__.partition(".")[0]:
        passages = passages.as_lists()
    return passages if getattr(coder, "neighbours", False) else passages.text


def _freed(sentences):
    """Rename metadata that bears a name of the codes' own, in sentences tables made by hand."""
    kept = list(SENTENCES)
    return pd.concat([sentences[kept], free_names(sentences.drop(columns=kept))], axis=1)


def _evidence(sentences, coder, absent):
    seen = _seen_by(coder, in_passages(sentences))
    found = coder.evidence(seen)
    row = found["row"].to_numpy(dtype=int)
    table = sentences[["doc", "sentence"]].iloc[row].reset_index(drop=True)
    offset = sentences["start"].to_numpy()[row]
    table = table.assign(
        scheme=coder.scheme, label=found["label"], coder=coder.name, start=found["start"] + offset,
        end=found["end"] + offset, text=found["text"], weight=found["weight"], rule=found["rule"],
    )  # fmt: skip
    if absent:
        return table
    labels = list(coder.classes_)
    given = _one_hot(_asked(coder, coder.predict, seen), labels)
    column = found["label"].astype(object).map({label: n for n, label in enumerate(labels)}).to_numpy(dtype=int)
    return table[given[row, column] == 1].reset_index(drop=True)


def _code(sentences, texts, coder, clauses):
    """Ask one coder of one batch: which sentences it decided, their values, scores, and status, voice and speaker."""
    labels = list(coder.classes_)
    predicted = _asked(coder, coder.predict, texts)
    decided = _decided(predicted)
    scores = _scores(coder, texts, (len(texts), len(labels)))
    if not decided.all():  # what a coder abstains from is not coded
        sentences, predicted, scores = sentences[decided], predicted[decided], scores[decided]
    values = _one_hot(predicted, labels)
    told = None if clauses is None else resolve(_untold(values.size), sentences, values, coder, clauses)
    return decided, values, scores.astype(np.float32), told


def _untold(n):
    """Give status, voice and speaker of n codes where nobody asked for them."""
    levels = {"status": STATUS, "voice": VOICE, "speaker": pd.Index([], dtype=object)}
    unknown = np.full(n, -1, dtype=np.int8)
    return pd.DataFrame({
        name: pd.Categorical.from_codes(unknown, known, validate=False) for name, known in levels.items()
    })  # fmt: skip


def _whole(parts):
    """Put what a coder gave for each batch under one another."""
    *arrays, told = zip(*parts, strict=True)
    return *map(np.concatenate, arrays), None if told[0] is None else join(told)


def _table(sentences, coders, given):
    """Make the codes table of what all coders gave: its columns are long, so each is made only once."""
    decided, values, scores, told = zip(*given, strict=True)
    sizes = [each.size for each in values]
    at = np.concatenate([_each(np.flatnonzero(d), v.shape) for d, v in zip(decided, values, strict=True)])
    labels = dict.fromkeys(label for coder in coders for label in coder.classes_)
    places = {label: place for place, label in enumerate(labels)}
    of_coders = [np.array([places[label] for label in coder.classes_], dtype=np.int16) for coder in coders]
    label = np.concatenate([np.tile(own, len(v)) for own, v in zip(of_coders, values, strict=True)])
    table = pd.DataFrame({
        "doc": sentences["doc"].array.take(at),
        **{name: pick(sentences[name].to_numpy(), at) for name in ("sentence", "start", "end")},
        "scheme": _repeated([coder.scheme for coder in coders], sizes),
        "label": pd.Categorical.from_codes(label, list(labels), validate=False),
        "coder": _repeated([coder.name for coder in coders], sizes),
        "value": np.concatenate([each.ravel() for each in values]),
        "score": np.concatenate([each.ravel() for each in scores]),
        **(_untold(len(at)) if told[0] is None else join(told)),
    }, copy=False)  # fmt: skip
    for column in metadata(sentences, "sentences"):
        table[column] = categorical(sentences[column]).take(at)
    table["part"] = pd.Categorical(sentences["part"]).take(at)
    return table


def _each(numbers, shape):
    """Repeat each number over a row of such a shape, one row after the other."""
    return np.broadcast_to(numbers[:, None], shape).ravel()


def _repeated(names, sizes):
    """Give each name so many times, as a Categorical."""
    known = list(dict.fromkeys(names))
    codes = np.repeat(np.array([known.index(name) for name in names], np.int16), sizes)
    return pd.Categorical.from_codes(codes, known, validate=False)


def _decided(predicted):
    """Tell which sentences a coder decided: one of labels may give None for those that it abstains from."""
    if predicted.ndim == 2:
        return np.ones(len(predicted), dtype=bool)
    return np.not_equal(predicted, None).astype(bool)


def _scores(coder, texts, shape):
    """Give probabilities where the coder knows them, else NaN."""
    if not hasattr(coder, "predict_proba"):
        return np.full(shape, np.nan)
    return _asked(coder, coder.predict_proba, texts).astype(float).reshape(shape)


def _watched(batches, coders):
    """Go through batches, with a bar on standard error where there are several."""
    if len(batches) < 2:
        return batches
    from rich.console import Console
    from rich.progress import track

    names = ", ".join(coder.name for coder in coders)  # a batch takes a while, and to draw takes time as well
    return track(batches, description=names, console=Console(stderr=True), refresh_per_second=2)


def _asked(coder, ask, texts):
    """Ask a coder, and see that it answers for each text."""
    given = np.asarray(ask(texts))
    if len(given) != len(texts):
        raise ValueError(f"the coder {coder.name!r} gave {len(given)} codes for {len(texts)} sentences")
    return given


def _one_hot(predicted, labels):
    if predicted.ndim == 2:
        if predicted.shape[1] != len(labels) or not _all_binary(predicted):
            raise ValueError(f"a coder must give 0 or 1 for each of its {len(labels)} labels")
        return predicted.astype(np.int8, copy=False)
    place = {label: n for n, label in enumerate(labels)}
    number = np.fromiter(map(place.get, predicted.tolist(), repeat(-1)), np.int64, len(predicted))
    return (number[:, None] == np.arange(len(labels))).astype(np.int8)


def _all_binary(values):
    if values.dtype == np.int8:  # as coders of the package give them, and told quickly
        return not (values >> 1).any()
    return ((values == 0) | (values == 1)).all()
