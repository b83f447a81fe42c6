"""The clauses of a sentence that have a status, as ranges of words, and which of them is the main clause."""

from .cues import rule
from .surety import hedges_alone
from .taken import leaves_open_alone

_ORDER = ("asked", "negated", "hedged", "asserted")
NEAR = 3  # so many chunks more a relative clause behind a first phrase may have
_STRONG = frozenset(":;?!…–—")  # marks behind which a clause begins, whatever stands in it


def find_pieces(sentence):
    """Join chunks without a verb of their own to the one before, but for the rest of a clause behind what is put in."""
    pieces = []
    for number, (first, stop) in enumerate(sentence.chunks):
        gap = sentence.gap(first)
        whole = sentence.has_finite(number) or sentence.opens(number, "opener") or sentence.opens(number, "subordinate")
        infinitive = "zu" in sentence.folded[first:stop] and stop - first > 2
        strong = number == 0 or not _STRONG.isdisjoint(gap) or sentence.then(first)
        after = pieces and sentence.subordinate(sentence.chunk_of[pieces[-1][0]]) and sentence.forms[first].islower()
        verb_first = after and (sentence.folded[first].endswith("t") or sentence.likely(first))  # »Obwohl …, fällt …«
        joined = sentence.folded[first] in rule("against") and stop - first > 3  # »…, doch bald räumt er das Feld«
        if strong or whole or infinitive or verb_first or joined or (number in sentence.rests and len(pieces) > 1):
            pieces.append((first, stop))
        else:
            pieces[-1] = (pieces[-1][0], stop)
    if (
        len(pieces) > 1
        and not sentence.verbal(0)
        and not sentence.subordinate(0)
        and not any(mark in sentence.gap(pieces[0][1]) for mark in ":?!")
        and not leaves_open_alone(sentence, *pieces[0])
    ):
        pieces[:2] = [(pieces[0][0], pieces[1][1])]  # a subject and what is put in behind it
    return pieces


def find_main(sentence, pieces):
    """Find the main clause: the first that no conjunction opens, and that is not put in between dashes."""
    main = _first_main(sentence, pieces)
    if not main or not _put_in(sentence, pieces, main):
        return main
    return next((n for n in range(main + 1, len(pieces)) if _may_be_main(sentence, *pieces[n])), main)


def _put_in(sentence, pieces, number):
    """Tell what stands between dashes or brackets: »Wenn er fragt – das tut er oft –, schweigen wir«."""
    if number + 1 >= len(pieces):
        return False
    before, behind = (sentence.gap(place) for place in pieces[number])
    dashes = all(any(dash in gap for dash in ("–", "—", " - ")) for gap in (before, behind))
    return dashes or ("(" in before and ")" in behind)


def _may_be_main(sentence, first, stop):
    chunks = range(sentence.chunk_of[first], sentence.chunk_of[stop - 1] + 1)
    return not sentence.subordinate(chunks[0]) and any(map(sentence.verbal, chunks))


def _first_main(sentence, pieces):
    if not sentence.verbal(0) and not sentence.subordinate(0):  # »Merkel, die …, sagte«
        for number, (first, stop) in enumerate(pieces):
            if number and (sentence.finite(first) or (sentence.likely(first) and stop - first > 2)):
                return number
    if (behind := _behind_condition(sentence, pieces)) is not None:
        return behind
    for number, (first, stop) in enumerate(pieces):
        if _may_be_main(sentence, first, stop):
            return number
    return next((n for n, (first, _) in enumerate(pieces) if n and ":" in sentence.gap(first)), 0)


def _behind_condition(sentence, pieces):
    """Find the main clause behind clauses that it depends on: »Sollte es regnen, was gut wäre, kommen wir«."""
    opened, condition = sentence.subordinate(0), verb_first(sentence)
    for number, (first, _) in enumerate(pieces[1:] if opened or condition else (), 1):
        then = sentence.folded[first] in rule("then") if condition else sentence.then(first)
        if sentence.finite(first) or then:
            return number  # »Wenn X sagt, der Plan sei gut, ist das falsch«
        if not opened and not sentence.subordinate(sentence.chunk_of[first]):
            break
    return None


def verb_first(sentence):
    """Tell a sentence that begins with its verb and asks nothing: »Sollte es regnen, …«, »Und regnet es, …«."""
    first = sentence.folded[0]
    if first in rule("coordinating") and len(sentence) > 1:
        first = sentence.folded[1]
    return (first in rule("finite") or first in rule("provided")) and "?" not in sentence.text[-2:]


def join(sentence, pieces, clauses):
    """Give the parts of a broken clause one status and one voice."""
    if len(sentence.chunks) < 3:
        return
    starts = {first: n for n, (first, _) in enumerate(pieces)} if sentence.rests else {}
    for number, host in sentence.rests.items():
        rest = starts.get(sentence.chunks[number][0])
        first = sentence.chunks[host][0]
        of = next((n for n, (a, b) in enumerate(pieces) if a <= first < b), None)
        if rest is not None and of is not None and rest != of:
            status = min(clauses[rest].status, clauses[of].status, key=_ORDER.index)
            clauses[of] = clauses[of]._replace(status=status)
            clauses[rest] = clauses[rest]._replace(status=status, voice=clauses[of].voice, speaker=clauses[of].speaker)
    if _fronted(sentence, pieces):
        first, stop = sentence.chunks[0]
        if clauses[1].status == "asserted" and hedges_alone(sentence, first, stop):
            clauses[1] = clauses[1]._replace(status="hedged")  # »Angeblich, so raunt man, hat er verkauft«
        if not sentence.subordinate(1):
            clauses[0] = clauses[1]._replace(start=clauses[0].start, end=clauses[0].end, main=clauses[0].main)


def _fronted(sentence, pieces):
    """Tell a main clause whose verb follows what is put in behind its first phrase: »Verkauft, so X, hat er nie«."""
    if len(pieces) < 2 or sentence.verbal(0) or sentence.subordinate(0):
        return False
    verb, first = pieces[1][0], sentence.chunks[1][0]
    near = sentence.chunk_of[verb] < (2 + NEAR if sentence.subordinate(1) else 3)
    between = first < verb and {sentence.gap(first), sentence.gap(verb)} <= {", ", " – "}
    return near and between and sentence.finite(verb)
