"""Status: whether a clause asserts, denies, doubts or asks, and in whose voice it stands: the clauses table."""

from typing import NamedTuple

import pandas as pd

from ..tables import CLAUSES, TableError, require
from .cues import rule
from .facts import facts
from .negation import find_scopes
from .speakers import is_generic
from .speech import read_speech
from .surety import denials, status_of, taken_as
from .words import fold


def find_status(sentences):
    """Tell for each clause its status and its voice.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table of whole documents: who speaks is often said a sentence before.

    Returns
    -------
    pandas.DataFrame
        The clauses table, one row a clause: ``doc, sentence, start, end`` (code points in the text of the document),
        ``main`` (True for one clause of each sentence), ``status`` (asked, negated, hedged or asserted: the first that
        fits), ``voice`` (own, named, unnamed) and ``speaker``, the words that name the source. A denied phrase within
        a clause, »ohne Streit«, has a row of its own.

    Raises
    ------
    rahmen.TableError
        No sentences table, or sentences of a document are missing.

    Examples
    --------
    >>> import rahmen
    >>> text = "Laut Anna Roth ist das keine Zensur. Aber könnte es Widerstand geben?"
    >>> sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    >>> find_status(sentences)[["sentence", "status", "voice", "speaker"]].values.tolist()
    [[0, 'negated', 'named', 'Anna Roth'], [1, 'asked', 'own', '']]
    """
    require(sentences, "sentences")
    rows = []
    for doc, group in sentences.groupby("doc", sort=False, observed=True):
        group = group.sort_values("sentence")
        for number, clauses in zip(group["sentence"], _document(doc, group), strict=True):
            rows += [(doc, number, *clause) for clause in clauses]
    return pd.DataFrame(rows, columns=CLAUSES).astype({"start": "int32", "end": "int32", "main": bool})


class Clause(NamedTuple):
    """A clause, in offsets of its document."""

    start: int
    end: int
    main: bool
    status: str
    voice: str
    speaker: str


def _document(doc, group):
    numbers, starts, ends = (group[name].tolist() for name in ("sentence", "start", "end"))
    if numbers != list(range(len(numbers))):
        raise TableError(
            f"the document {doc!r} lacks sentences ({len(numbers)} given, the last is number {numbers[-1]}): "
            "voice and status need whole documents, so filter the codes, not the sentences"
        )
    pieces, at = [], 0
    for start, end, text in zip(starts, ends, group["text"], strict=True):
        if start < at or end - start != len(text):
            raise TableError(f"the document {doc!r} has sentences whose offsets do not fit their text, from {start} on")
        pieces += [("\n" if start - at > 1 else " ") * (start - at), text]
        at = end
    spans = list(zip(starts, ends, group["part"], strict=True))
    return _read("".join(pieces), spans)


def _read(text, spans):
    """Give for each sentence of a text its clauses."""
    found, parsed = read_speech(text, spans, agentless=True)
    found = sorted(((a, b, p) for p in found for a, b in p.spans), key=lambda span: span[0])
    first = 0
    for (start, end, _), sentence in zip(spans, parsed, strict=True):
        while first < len(found) and found[first][1] <= start and first < len(found) - 1:
            first += 1
        here = []
        for n in range(first, len(found)):
            if found[n][0] >= end:
                break
            if found[n][1] > start:
                here.append(found[n])
        yield _clauses(text, sentence, here, start, end)


def _clauses(text, sentence, spoken, start, end):
    if not len(sentence):
        return [Clause(start, end, True, "asserted", *_voice(text, spoken, start, end))]
    scopes, pieces = denials(sentence, find_scopes(sentence.words)), _pieces(sentence)
    main, taken = _main(sentence, pieces), taken_as(sentence, pieces)
    clauses = []
    for number, (first, stop) in enumerate(pieces):
        a, b = sentence.span(first, stop)
        status = status_of(sentence, first, stop, scopes, taken[number])
        voice, speaker = _cued(text, spoken, a, b) or _voice(text, spoken, a, b)
        clauses.append(Clause(a, b, number == main, status, voice, speaker))
    if len(clauses) == 1:
        clauses[0] = clauses[0]._replace(start=start, end=end)
    if clauses[main].status == "asserted" and _leads(sentence, pieces, main, text, spoken):
        taken_status = clauses[main + 1].status  # »X sagte, es könnte …«: as sure as what it leads to
        if taken_status != "negated":
            clauses[main] = clauses[main]._replace(status=taken_status)
    return clauses + _denied(sentence, pieces, scopes, clauses)


def _pieces(sentence):
    """Join chunks without a verb of their own to the one before."""
    pieces = []
    for number, (first, stop) in enumerate(sentence.chunks):
        gap = sentence.gap(first)
        whole = sentence.has_finite(number) or sentence.opens(number, "opener") or sentence.opens(number, "subordinate")
        infinitive = "zu" in sentence.folded[first:stop] and stop - first > 2
        strong = any(mark in gap for mark in ":;?!…–—") or number == 0 or sentence.then(first)
        after = pieces and sentence.subordinate(sentence.chunk_of[pieces[-1][0]]) and sentence.forms[first].islower()
        verb_first = after and sentence.folded[first].endswith("t")  # »Obwohl …, eröffnet der …«
        if strong or whole or infinitive or verb_first:
            pieces.append((first, stop))
        else:
            pieces[-1] = (pieces[-1][0], stop)
    if (
        len(pieces) > 1
        and not sentence.verbal(0)
        and not sentence.subordinate(0)
        and not any(mark in sentence.gap(pieces[0][1]) for mark in ":?!")
    ):
        pieces[:2] = [(pieces[0][0], pieces[1][1])]  # a subject and what is put in behind it
    return pieces


def _main(sentence, pieces):
    """Find the main clause: the first that no conjunction opens."""
    if not sentence.verbal(0) and not sentence.subordinate(0):  # »Merkel, die …, sagte«
        for number, (first, _) in enumerate(pieces):
            if number and sentence.finite(first):
                return number
    if sentence.subordinate(0):
        for number, (first, _) in enumerate(pieces):
            if number and (sentence.finite(first) or sentence.then(first)):
                return number  # »Wenn X sagt, der Plan sei gut, ist das falsch«
    opened = sentence.folded[0] in rule("finite") and "?" not in sentence.text[-2:]
    if opened and len(pieces) > 1 and sentence.finite(pieces[1][0]):
        return 1  # »Sollte es regnen, kommen wir«
    for number, (first, stop) in enumerate(pieces):
        chunks = range(sentence.chunk_of[first], sentence.chunk_of[stop - 1] + 1)
        if not sentence.subordinate(chunks[0]) and any(sentence.verbal(chunk) for chunk in chunks):
            return number
    return next((n for n, (first, _) in enumerate(pieces) if n and ":" in sentence.gap(first)), 0)


def _voice(text, spoken, start, end):
    """Give voice and speaker of a stretch: of the innermost passage that holds at least half of it."""
    best, size = None, None
    covered = {}
    for a, b, passage in spoken:
        both = min(end, b) - max(start, a)
        if both > 0:
            covered[id(passage)] = covered.get(id(passage), 0) + both
            if covered[id(passage)] * 2 >= end - start and (best is None or b - a <= size):
                best, size = passage, b - a
    if best is None:
        return "own", ""
    return _who(text, best)


def _who(text, passage):
    name = passage.name or (text[slice(*passage.speaker)] if passage.speaker else "")
    if name.casefold() in facts("speech")["generic"]["own"]:
        return "own", ""
    return ("named" if name and not is_generic(name.split()) else "unnamed"), name


def _cued(text, spoken, start, end):
    """Give voice and speaker of a clause that leads to what somebody says: those of what it leads to."""
    for a, b, passage in spoken:
        inside = a <= start and end <= b
        if passage.cue and passage.kind != "reported" and start <= passage.cue[0][0] < end and not inside:
            if text[passage.cue[0][0]].isupper() and _beside_view(text, passage, start, end):
                continue
            return _who(text, passage)
        if passage.kind == "direct" and end <= a <= end + 3 and ":" in text[end:a]:
            return _who(text, passage)  # »X bringt es auf den Punkt: „…“«
    return None


def _beside_view(text, passage, start, end):
    """Tell what is stated on or beside a view: »Die Sorge, …, ist falsch«, »Er geht in der Hoffnung, …«."""
    begin = passage.cue[0][0]
    if passage.speaker:
        before = text[max(start, begin - 12) : begin].split()
        return len(before) > 1 and fold(before[-2]) in rule("beside_view")
    return rule("existing").isdisjoint(map(fold, text[start:end].split()))  # but »Es gibt die Sorge, …«


def _leads(sentence, pieces, main, text, spoken):
    """Tell whether the main clause does no more than lead to what is said behind it."""
    if main + 1 >= len(pieces):
        return False
    a, b = sentence.span(*pieces[main])
    colon = ":" in sentence.gap(pieces[main][1])
    nouns = facts("status")["open"]["asking_nouns"]
    first, stop = pieces[main]
    spoken_of = [_beside_asking(sentence, first, p) for p in range(first, stop) if sentence.folded[p] in nouns]
    if spoken_of:
        return not all(spoken_of)
    return _cued(text, spoken, a, b) is not None or (colon and "?" in sentence.text[-2:])


def _beside_asking(sentence, first, place):
    """Tell a question that is spoken of, not put: »auf die Frage, …«, »die Frage beantworten: …«."""
    known = facts("status")["open"]
    before, behind = sentence.folded[max(first, place - 3) : place], sentence.folded[place + 1 : place + 4]
    return any(word in known["not_asking"] for word in (*before, *behind))


def _denied(sentence, pieces, scopes, clauses):
    """Give denied phrases that do not deny their clause as clauses of their own."""
    phrases = []
    for _, scope in scopes:
        for clause, (first, stop) in zip(clauses, pieces, strict=True):
            inside = sorted(p for p in scope if first <= p < stop)
            if inside and clause.status in ("asserted", "hedged"):
                a, b = sentence.span(inside[0], inside[-1] + 1)
                phrases.append(clause._replace(start=a, end=b, main=False, status="negated"))
    return phrases
