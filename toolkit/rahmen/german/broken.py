"""Clauses that something put in breaks: »In Betrieb ist die Fähre, die der Rat getauft hat, noch immer nicht«."""

from .cues import rule
from .facts import facts

FAR = 4  # so many chunks at most make up a relative clause that is put in
_JOINS = frozenset(",–)")
LONG = 12  # so many words at most a main clause that is put in


def find_rests(sentence):
    """Find the chunks that go on with a clause behind what is put in: dict of chunk: chunk of the clause's verb."""
    some = (n for n in range(2, len(sentence.chunks)) if not sentence.has_finite(n) or _infinitive(sentence, n))
    hosts = ((number, _host(sentence, number)) for number in some)
    return {number: host for number, host in hosts if host is not None}


def denied_behind(sentence):
    """Give the denials that stand in the rest of a clause, and the words before it that they deny as well."""
    found = {}
    for number, host in sentence.rests.items():
        first, stop = sentence.chunks[number]
        cue = next((p for p in range(first, stop) if sentence.folded[p] in facts("status")["rest_cues"]), None)
        if cue is not None:
            found[cue] = set(range(*sentence.chunks[host])) | set(range(first, stop)) - {cue}
    return found


def _host(sentence, number):
    """Find the chunk with whose verb a chunk without one goes on, or None."""
    first, stop = sentence.chunks[number]
    if not sentence.forms[stop - 1][0].islower() and not _adverbial(sentence, first):
        return None
    if _JOINS.isdisjoint(sentence.gap(first)) or _set_against(sentence, first, stop):
        return None
    inside, host = _put_in(sentence, number)
    if host is None or sentence.subordinate(host) or not sentence.has_finite(host):
        return None
    if ":" in sentence.gap(sentence.chunks[host][1]):
        return None
    if _denies_at_end(sentence, first, stop):
        return host
    if _infinitive(sentence, number):
        return host if _waits(sentence, host, rule("wanting")) else None
    if _begins(sentence, number):
        return None
    if (
        _open(sentence, host)
        and sentence.forms[stop - 1][0].islower()
        and sentence.folded[stop - 1].endswith(("t", "en", "n"))
    ):
        return host
    return host if inside == "clause" and _inverted(sentence, host) and _adverbial(sentence, first) else None


def _set_against(sentence, first, stop):
    """Tell a phrase that is set against another, »…, nicht der Rat«, or an infinitive."""
    words = sentence.folded[first:stop]
    phrase = words[0] == "nicht" and len(words) > 1 and words[1] in facts("status")["no_rest"]
    return phrase or words[0] in rule("coordinating") or "zu" in words


def _infinitive(sentence, number):
    """Tell a chunk that ends with the infinitive of a verb before what is put in: »Er soll …, Korn gestohlen haben«."""
    first, stop = sentence.chunks[number]
    ends = sentence.folded[stop - 1] in facts("status")["hedges"]["hearsay_ends"] and stop - first > 1
    return (
        ends
        and sentence.folded[stop - 2].endswith(("t", "en"))
        and not any(map(sentence.finite, range(first, stop - 1)))
    )


def _begins(sentence, number):
    return sentence.opens(number, "opener") or sentence.subordinate(number)


def _put_in(sentence, number):
    """Tell what stands before a chunk, and the chunk before that: a relative clause, a main clause or a phrase."""
    begin, stop = sentence.chunks[number - 1]
    if sentence.finite(stop - 1) or (sentence.subordinate(number - 1) and sentence.verbal(number - 1)):
        for opening in range(number - 1, max(number - 1 - FAR, 0), -1):
            if sentence.subordinate(opening):
                return "relative", opening - 1
            if sentence.has_finite(opening - 1) and not sentence.subordinate(opening - 1):
                break
    if sentence.subordinate(number - 1):
        return "", None
    if sentence.has_finite(number - 1) or sentence.verbal(number - 1):
        whole = stop - begin <= LONG and sentence.folded[begin] not in rule("coordinating")
        return ("clause", number - 2) if whole else ("", None)
    return "phrase", number - 2


def _denies_at_end(sentence, first, stop):
    """Tell a rest that does no more than deny: »…, bis heute nicht«."""
    known = facts("status")
    return sentence.folded[stop - 1] in known["rest_cues"] and all(
        word in known["until_now"] for word in sentence.folded[first : stop - 1]
    )


def _open(sentence, host):
    """Tell a clause that waits for its participle or infinitive: »Die Stadt hat den Weg, …«."""
    return _waits(sentence, host, rule("passive") | rule("having") | rule("wanting") | rule("clear"))


def _waits(sentence, host, verbs):
    first, stop = sentence.chunks[host]
    verb = next(p for p in range(first, stop) if sentence.finite(p))
    last = sentence.forms[stop - 1]
    return sentence.folded[verb] in verbs and (
        verb == stop - 1 or not last[0].islower() or not last.endswith(("t", "en"))
    )


def _inverted(sentence, host):
    """Tell a clause that ends with the subject behind its verb: »Im Mai zieht der Zirkus, …«."""
    first, stop = sentence.chunks[host]
    verb = next((p for p in range(first + 1, stop) if sentence.finite(p)), stop)
    article = verb + 1 < stop and sentence.folded[verb + 1] in ("der", "die", "das")
    return article and stop - verb <= 4 and not sentence.forms[verb - 1][0].isdigit()


def _adverbial(sentence, place):
    return "not_first" in sentence.roles[place] and sentence.forms[place].islower()
