"""Status: whether a clause asserts, denies, doubts or asks, and in whose voice it stands: the clauses table."""

from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from ..tables import CLAUSES, TableError, require
from .clausal import find_main, find_pieces, join
from .clauses import FINITENESS, NEVER
from .cues import ROLES, rule
from .facts import facts
from .generic import is_generic
from .leading import led
from .negation import find_scopes
from .reach import denials, reached
from .speech import read_speech
from .surety import may_doubt, status_of
from .taken import taken_as
from .words import fold

NEAR = 20  # so many passages before and behind a clause may tell its voice


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
    rows, scopes = [], find_scopes(sentences["text"].tolist())
    for doc, group in _by_document(sentences, scopes):
        for line, clauses in zip(group, _document(doc, group), strict=True):
            rows += [(doc, line[0], *clause) for clause in clauses]
    return pd.DataFrame(rows, columns=CLAUSES).astype({"start": "int32", "end": "int32", "main": bool})


class Clause(NamedTuple):
    """A clause, in offsets of its document."""

    start: int
    end: int
    main: bool
    status: str
    voice: str
    speaker: str


def _by_document(sentences, scopes):
    """Give the rows of each document, in order: number, start, end, part, text, scopes of denials."""
    columns = [sentences[name].tolist() for name in ("doc", "sentence", "start", "end", "part", "text")]
    found = {}
    for doc, *line in zip(*columns, scopes, strict=True):
        found.setdefault(doc, []).append(line)
    return ((doc, sorted(group, key=itemgetter(0))) for doc, group in found.items())


def _document(doc, group):
    numbers = [line[0] for line in group]
    if numbers != list(range(len(numbers))):
        raise TableError(
            f"the document {doc!r} lacks sentences ({len(numbers)} given, the last is number {numbers[-1]}): "
            "voice and status need whole documents, so filter the codes, not the sentences"
        )
    pieces, at = [], 0
    for _, start, end, _, text, _ in group:
        if start < at or end - start != len(text):
            raise TableError(f"the document {doc!r} has sentences whose offsets do not fit their text, from {start} on")
        pieces += [("\n" if start - at > 1 else " ") * (start - at), text]
        at = end
    return _read("".join(pieces), [line[1:4] for line in group], [line[5] for line in group])


def _read(text, spans, scopes):
    """Give for each sentence of a text its clauses."""
    found, parsed = read_speech(text, spans, agentless=True)
    found = sorted(((a, b, p) for p in found for a, b in p.spans), key=lambda span: span[0])
    first = 0
    for (start, end, _), sentence, denied in zip(spans, parsed, scopes, strict=True):
        while first < len(found) and found[first][1] <= start and first < len(found) - 1:
            first += 1
        here = []
        for n in range(first, len(found)):
            if found[n][0] >= end:
                break
            if found[n][1] > start:
                here.append(found[n])
        yield _clauses(text, sentence, here, start, end, denied)


def _clauses(text, sentence, spoken, start, end, scopes):
    if not len(sentence):
        return [Clause(start, end, True, "asserted", *_voice(text, spoken, start, end, sentence))]
    pieces = find_pieces(sentence)
    denied = reached(denials(sentence, scopes), pieces)
    by_clause = {}
    for number, *denial in denied:
        by_clause.setdefault(number, []).append(denial)
    main, taken, doubtful = find_main(sentence, pieces), taken_as(sentence, pieces), may_doubt(sentence)
    clauses, begins = [], [a for a, _, _ in spoken]
    for number, (first, stop) in enumerate(pieces):
        a, b = sentence.span(first, stop)
        behind = bisect_right(begins, b)
        near = spoken[max(behind - NEAR, 0) : behind + NEAR]
        status = status_of(sentence, first, stop, by_clause.get(number, ()), taken[number], doubtful)
        voice, speaker = _cued(text, near, a, b, sentence) or _voice(text, near, a, b, sentence)
        clauses.append(Clause(a, b, number == main, status, voice, speaker))
    join(sentence, pieces, clauses)
    if len(clauses) == 1:
        clauses[0] = clauses[0]._replace(start=start, end=end)
    alone = len(pieces) == 1 or clauses[main].status != "asserted"
    cued = not alone and _cued(text, spoken, *sentence.span(*pieces[main]), sentence) is not None
    clauses[main] = led(sentence, pieces, clauses, main, cued)
    return clauses + _denied(sentence, denied, clauses)


def _voice(text, spoken, start, end, sentence):
    """Give voice and speaker of a stretch: of the innermost passage that holds at least half of it."""
    best, size = None, None
    covered = {}
    for a, b, passage in spoken:
        if a >= end or b <= start:
            continue
        covered[passage] = both = covered.get(passage, 0) + min(end, b) - max(start, a)
        if both * 2 >= end - start and (best is None or b - a <= size):
            best, size = passage, b - a
    if best is None:
        return "own", ""
    return _who(text, best, sentence)


def _who(text, passage, sentence):
    """Give voice and speaker: a pronoun with a name in reach is named, but stands as it is in its own sentence."""
    words = text[slice(*passage.speaker)] if passage.speaker else ""
    name = passage.name or words
    if name.casefold() in facts("speech")["generic"]["own"]:
        return "own", ""
    resolved = name.casefold() in rule("persons") and sentence.offset > 0  # somebody whom the sentences before name
    here = passage.speaker and sentence.offset <= passage.speaker[0] < sentence.offset + len(sentence.text)
    beside = passage.name and passage.name in sentence.text  # »Frau Roth, Sie haben …«, »Als Roth kam, sagte er: …«
    shown = words if here and not beside else name
    return ("named" if name and (resolved or not is_generic(name.split())) else "unnamed"), shown


def _cued(text, spoken, start, end, sentence):
    """Give voice and speaker of a clause that leads to what somebody says: those of what it leads to."""
    source = None
    for a, b, passage in spoken:
        leads = passage.cue and start <= passage.cue[0][0] < end and passage.kind != "reported"
        if leads and not (a <= start and end <= b):
            noun = text[passage.cue[0][0]].isupper() and passage.kind != "direct"
            if noun and _beside_view(text, passage, start, end):
                continue
            if not _by_source(text, passage):
                return _who(text, passage, sentence)
            source = source or passage
        if passage.cue and passage.kind == "indirect" and _parted(text, passage, sentence, start, end):
            return _who(text, passage, sentence)
        here = passage.speaker and sentence.offset <= passage.speaker[0] < end
        if (
            end <= a <= end + 3
            and passage.kind == "direct"
            and ((":" in text[end:a] and (passage.cue or passage.speaker)) or here)
        ):
            return _who(text, passage, sentence)  # »X bringt es auf den Punkt: „…“«
    return _who(text, source, sentence) if source else None


def _parted(text, passage, sentence, start, end):
    """Tell a clause whose participle stands behind what is put in: »Ruge hat, wie ich finde, darauf hingewiesen, …«."""
    cue = passage.cue[0][0]
    if not passage.speaker or not start <= passage.speaker[0] < end < cue < sentence.offset + len(sentence.text):
        return False
    participle = FINITENESS[text[slice(*passage.cue[0])]] == NEVER
    return participle and not rule("having").isdisjoint(map(fold, text[start:end].split()))


def _by_source(text, passage):
    """Tell »laut X« from verbs, which tell more of who speaks: »Anna Roth sagte laut Zeitung, …«."""
    word = text[slice(*passage.cue[0])].split()[0]
    return not ROLES[word].isdisjoint({"alone", "after", "before_noun"})


def _beside_view(text, passage, start, end):
    """Tell what is stated on or beside a view: »Die Sorge, …, ist falsch«, »Er geht in der Hoffnung, …«."""
    begin = passage.cue[0][0]
    if passage.speaker:
        before = text[max(start, begin - 12) : begin].split()
        return len(before) > 1 and fold(before[-2]) in rule("beside_view")
    forms = text[start:end].split()
    words = [fold(form) for form in forms]
    held = text[start:begin].endswith(" der ") and not rule("being").isdisjoint(words)  # »80 Prozent sind der Ansicht«
    held = held and "Sie" not in forms
    return not held and rule("existing").isdisjoint(words)  # but »Es gibt die Sorge, …«


def _denied(sentence, denied, clauses):
    """Give denied phrases that do not deny their clause as clauses of their own."""
    phrases = []
    for number, _, inside in denied:
        if clauses[number].status in ("asserted", "hedged"):
            a, b = sentence.span(inside[0], inside[-1] + 1)
            phrases.append(clauses[number]._replace(start=a, end=b, main=False, status="negated"))
    return phrases
