"""Status and voice of codes: those of the clause that the evidence stands in, weighed anew for the shipped frames."""

import warnings

import pandas as pd

from ..german.words import find_words
from ..tables import STATUS, VOICE, WHOLE, TableError, categorical
from .weighing import Case, shipped_weights


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
    status, voice, speaker = ([None] * len(table) for _ in range(3))
    weights = shipped_weights() if getattr(coder, "scheme", None) == "frames" else None
    for row, column, case in cases(sentences, values, coder, clauses):
        cell = row * values.shape[1] + column
        status[cell], voice[cell], speaker[cell] = case.status, case.voice, case.clause.speaker or None
        if weights and case.label in weights.labels:
            status[cell], voice[cell] = weights.tell(case)
            if voice[cell] != case.voice:
                speaker[cell] = _speaker(case, voice[cell])
    return table.assign(
        status=pd.Categorical(status, categories=STATUS), voice=pd.Categorical(voice, categories=VOICE),
        speaker=categorical(speaker),
    )  # fmt: skip


def cases(sentences, values, coder, clauses):
    """Give each present label with its clause, and what the rules tell of it: row, column and a Case."""
    from ..german.negation import find_scopes

    labels = list(coder.classes_)
    places = evidence_places(sentences, values, coder, labels)
    docs, numbers, starts, texts = (sentences[name].tolist() for name in ("doc", "sentence", "start", "text"))
    rows, columns = values.nonzero()
    coded = list(dict.fromkeys(rows.tolist()))
    denials = dict(zip(coded, find_scopes([texts[row] for row in coded]), strict=True))
    for row, column in zip(rows, columns, strict=True):
        doc, number, start, text = docs[row], numbers[row], starts[row], texts[row]
        at = places.get((row, labels[column]))
        here = clauses[doc, number]
        clause = _clause(here, None if at is None else at + start)
        beside = clause.status == "negated" and at is not None and _beside(text, at, clause, start, denials[row])
        before = next((clause for clause in clauses.get((doc, number - 1), ()) if clause.main), None)
        status = "asserted" if beside else clause.status
        at = None if at is None else at + start
        yield (
            row,
            column,
            Case(labels[column], text, start, at, status, clause.voice, clause, here, denials[row], before),
        )


def _speaker(case, voice):
    """Find who speaks where the clause of a label does not tell it: who does beside it, or did before."""
    near = [*sorted(case.clauses, key=lambda clause: not clause.main), *([case.before] if case.before else [])]
    return next((clause.speaker for clause in near if clause.voice == voice != "own" and clause.speaker), None)


def evidence_places(sentences, values, coder, labels):
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


def _beside(text, at, clause, start, denials):
    """Tell whether evidence stands in a denied clause, but beside what its words deny."""
    spans = find_words(text) if denials else []
    inside = any(clause.start <= spans[cue][0] + start < clause.end for cue, places in denials if places)
    return inside and not any(spans[p][0] <= at < spans[p][1] for _, places in denials for p in places)


def _clause(clauses, at):
    """Give the smallest clause that holds a place, a denied one first; the main clause where there is none."""
    holding = [clause for clause in clauses if at is not None and clause.start <= at < clause.end]
    if holding:
        return min(holding, key=lambda clause: (clause.end - clause.start, clause.status != "negated"))
    return next(clause for clause in clauses if clause.main)
