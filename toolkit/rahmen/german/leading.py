"""Main clauses that do no more than lead to what stands behind or before them, and are as sure as that."""

from .cues import rule
from .facts import facts


def led(sentence, pieces, clauses, main, cued):
    """Give the main clause with the status and voice that it has from what it leads to; `cued`: somebody says it."""
    clause, colon = clauses[main], _behind_colon(sentence, pieces, main)
    if clause.status == "asserted" and _leads(sentence, pieces, main, colon, cued):
        taken_status = clauses[colon or main + 1].status  # »X sagte, es könnte …«: as sure as what it leads to
        if taken_status != "negated" or clause.voice == "own" or _passes_on(sentence, *pieces[main], colon):
            clause = clause._replace(status=taken_status)
    elif clause.status == "asserted" and main and _trails(sentence, pieces[main]):
        clause = clause._replace(status=clauses[0].status)  # »Möglich, dass …, meint er«
    elif clauses[0].status == "negated" and main and _identifies(sentence, pieces[main][0]):
        clause = clause._replace(status="negated")  # »Was nicht geht, ist …«
    if clause.voice == "own" and (_names_who_says(sentence, pieces, main) or _reacts(sentence, pieces, main)):
        told = clauses[main + 1]  # »Ich erinnere an Anna Roth, die sagte: …«
        clause = clause._replace(voice=told.voice, speaker=told.speaker)
    return clause


def _behind_colon(sentence, pieces, main):
    """Give the number of the main clause behind the colon that ends a main clause, or None: »Wir wissen: Wenn …, …«."""
    last = main
    if main + 2 < len(pieces) and "–" in sentence.gap(pieces[main][1]) and "–" in sentence.gap(pieces[main + 1][1]):
        last += 1  # »Hinzu kommt – das wissen Sie –: …«
    if last + 1 >= len(pieces) or ":" not in sentence.gap(pieces[last][1]):
        return None
    mains = (n for n in range(last + 1, len(pieces)) if not sentence.subordinate(sentence.chunk_of[pieces[n][0]]))
    return next(mains, last + 1)


def _leads(sentence, pieces, main, colon, cued):
    """Tell whether the main clause does no more than lead to what is said behind it."""
    if main + 1 >= len(pieces) or (not colon and _relative(sentence, pieces[main + 1][0])):
        return False
    nouns = facts("status")["open"]["asking_nouns"]
    first, stop = pieces[main]
    spoken_of = [_beside_asking(sentence, first, p) for p in range(first, stop) if sentence.folded[p] in nouns]
    if spoken_of:
        verbs = any(sentence.forms[p].islower() for p in range(first, stop) if sentence.folded[p] in nouns)
        put = verbs or colon or "?" in sentence.text[-2:] or not rule("putting").isdisjoint(sentence.folded[first:stop])
        put = put or _is_the_question(sentence.folded[first:stop])
        return bool(put) and not all(spoken_of)  # »Es stellt sich die Frage, …«, but »Dazu gehört die Frage, …«
    own = colon and any(sentence.roles[p] & {"say"} for p in range(first, stop))  # »Ich sage offen: …«
    own = own or (colon and _announces(sentence, first, stop)) or _thinks(sentence, first, stop)
    return own or cued or (colon and "?" in sentence.text[-2:])


def _is_the_question(words):
    """Tell »Die Frage ist, ob …«, not »Er ist mit der Frage beschäftigt, ob …«."""
    known = facts("status")["open"]
    place = next((place for place, word in enumerate(words) if word in known["asking_nouns"]), 0)
    return any(word in known["putting"] for word in (*words[:1], *words[place + 1 : place + 2]))


def _announces(sentence, first, stop):
    """Tell what only announces that something follows: »Klar ist: …«, »Wir wissen: …«, »Hinzu kommt: …«."""
    return any(word in facts("status")["leading"]["words"] for word in sentence.folded[first:stop])


def _passes_on(sentence, first, stop, colon):
    """Tell what passes on a denial as it stands, »Roth sagte: Das geht nicht«, from what does more: »Roth rügte: …«."""
    roles = frozenset().union(*sentence.roles[first:stop])
    return _thinks(sentence, first, stop) or (colon and "say" in roles and "act" not in roles)


def _thinks(sentence, first, stop):
    """Tell »Ich glaube, das wird nichts«, which is as sure as what is thought."""
    alone = sentence.folded[first:stop] in facts("status")["open"]["i_think"] and stop < len(sentence)
    return alone and sentence.verb_second(sentence.chunk_of[stop])


def _trails(sentence, piece):
    """Tell a main clause behind what it tells: »Dass …, sei möglich, meint er«."""
    known = sentence.folded[piece[0]] in rule("pointing") and sentence.folded[0] in rule("that")
    behind = sentence.folded[piece[0] + 1 : piece[0] + 2]
    known = known and any(word in facts("status")["leading"]["known"] for word in behind)  # »Dass …, das wissen wir«
    return (known or sentence.roles[piece[0]] & {"say", "think"}) and piece[1] == len(sentence)


def _identifies(sentence, first):
    """Tell a main clause that says what the clause before it means: »Was fehlt, ist …«."""
    return sentence.folded[0] == "was" and sentence.folded[first] in rule("being")


def _relative(sentence, first):
    """Tell a relative clause: »Er nannte den Bau, der gebrochen sein soll, …«."""
    chunk = sentence.chunk_of[first]
    return sentence.opens(chunk, "relative") and sentence.subordinate(chunk)


def _names_who_says(sentence, pieces, main):
    """Tell whether the main clause recalls who says what follows a colon: »Sie wissen, dass X sagte: …«."""
    if main + 2 >= len(pieces):
        return False
    (begin, end), (first, stop) = pieces[main : main + 2]
    cleft = "es" in sentence.folded[begin : begin + 2] and not rule("being").isdisjoint(sentence.folded[begin:end])
    if cleft and _relative(sentence, first):
        return True  # »Es ist doch Anna Roth, die sagt, dass …«
    if ":" not in sentence.gap(stop) or not sentence.subordinate(sentence.chunk_of[first]):
        return False
    known = not rule("recalling").isdisjoint(sentence.folded[begin:end])
    return known or "relative" in sentence.roles[first] or sentence.folded[first] == "was"


def _reacts(sentence, pieces, main):
    """Tell a main clause that announces that its subject speaks: »Nun hat Anna Roth reagiert: Sie sagte, …«."""
    if main + 1 >= len(pieces) or ":" not in sentence.gap(pieces[main + 1][0]):
        return False
    first, stop = pieces[main]
    goes_on = sentence.folded[pieces[main + 1][0]] in rule("persons")
    return goes_on and any(word in facts("status")["leading"]["reacting"] for word in sentence.folded[first:stop])


def _beside_asking(sentence, first, place):
    """Tell a question that is spoken of, not put: »auf die Frage, …«, »die Frage beantworten: …«."""
    known = facts("status")["open"]
    before, behind = sentence.folded[max(first, place - 3) : place], sentence.folded[place + 1 : place + 4]
    answered = any(word in known["answering"] for word in (*before, *behind))
    return answered or any(word in known["beside_question"] for word in before)
