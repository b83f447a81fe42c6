"""Status and voice of codes: each label takes those of the clause that its evidence stands in."""

import warnings

import pandas as pd

from ..tables import STATUS, VOICE, WHOLE, TableError


def clauses_by_sentence(sentences):
    """Give the clauses by document and sentence, or None, with a warning, where documents are not whole."""
    from ..german.status import find_status

    try:
        clauses = find_status(sentences)
    except TableError as error:
        warnings.warn(f"status and voice stay empty: {error} (voice=False leaves them out)", stacklevel=3)
        return None
    found = {}
    for row in clauses.itertuples(index=False):
        found.setdefault((row.doc, row.sentence), []).append(row)
    return found


def resolve(table, sentences, values, coder, clauses):
    """Fill ``status, voice, speaker`` of a codes table where a label is present.

    Parameters
    ----------
    table : pandas.DataFrame
        Codes of all sentences, labels in their order within each sentence.
    sentences : pandas.DataFrame
        The sentences coded.
    values : numpy.ndarray of int8, shape (n, k)
    coder : estimator
    clauses : dict
        From :func:`clauses_by_sentence`.

    Returns
    -------
    pandas.DataFrame
    """
    labels = list(coder.classes_)
    status, voice, speaker = ([None] * len(table) for _ in range(3))
    places = _evidence(sentences, values, coder, labels)
    docs, numbers, starts, texts = (sentences[name].tolist() for name in ("doc", "sentence", "start", "text"))
    for row, column in zip(*values.nonzero(), strict=True):
        at = places.get((row, labels[column]))
        clause = _clause(clauses[docs[row], numbers[row]], None if at is None else at + starts[row])
        cell = row * len(labels) + column
        status[cell], voice[cell], speaker[cell] = clause.status, clause.voice, clause.speaker or None
        if clause.status == "negated" and at is not None and _beside(texts[row], at, clause, starts[row]):
            status[cell] = "asserted"
    return table.assign(
        status=pd.Categorical(status, categories=STATUS), voice=pd.Categorical(voice, categories=VOICE),
        speaker=pd.Categorical(speaker),
    )  # fmt: skip


def _evidence(sentences, values, coder, labels):
    """Give for each present label where its weightiest word begins, in code points of the sentence."""
    if not hasattr(coder, "evidence"):
        return {}
    rows = values.any(axis=1).nonzero()[0]
    if not len(rows):
        return {}
    texts = sentences["text"].iloc[rows]
    found = coder.evidence(texts)
    lengths = texts.str.len().to_numpy()[found["row"].to_numpy(dtype=int)]
    part = ~found["rule"].isin(WHOLE) & (found["end"] - found["start"] < lengths) & (found["weight"] > 0)
    best = found[part].sort_values("weight", ascending=False, kind="stable").drop_duplicates(["row", "label"])
    return {
        (rows[row], label): start
        for row, label, start in zip(best["row"].astype(int), best["label"].astype(str), best["start"], strict=True)
    }


def _beside(text, at, clause, start):
    """Tell whether evidence stands in a denied clause, but beside what its words deny."""
    from ..german import find_negation

    denied = find_negation(text)
    cues = denied["cue_start"] + start
    inside = (cues >= clause.start) & (cues < clause.end)
    reached = (denied["start"] <= at) & (at < denied["end"])
    return bool(inside.any()) and not reached.any()


def _clause(clauses, at):
    """Give the smallest clause that holds a place; the main clause where there is none."""
    holding = [clause for clause in clauses if at is not None and clause.start <= at < clause.end]
    if holding:
        return min(holding, key=lambda clause: clause.end - clause.start)
    return next(clause for clause in clauses if clause.main)
