"""What a clause makes of the clause that it takes: open, denied or asked, »Es ist unklar, ob …«."""

from functools import cache

from .cues import rule
from .facts import facts


def taken_as(sentence, pieces):
    """Give for each clause what the clause that takes it makes of it: asked, hedged, negated or None."""
    lists = facts("status")["open"]
    taken = [None] * len(pieces)
    for number, (first, stop) in enumerate(pieces):
        for other in (number + 1, 0 if number and sentence.folded[0] in lists["openers"] else None):
            if other is None or other >= len(pieces) or other == number or taken[other]:
                continue
            begin, end = pieces[other]
            opener = sentence.folded[begin + (sentence.folded[begin + 1 : begin + 2] == ["ob"])]
            if opener == "als" and _seems(sentence, first, stop):
                taken[other] = "hedged"  # »Es hat den Anschein, als sei …«
            elif opener in lists["openers"]:
                taken[other] = _makes(sentence.folded[first:stop], opener, lists, leading=other < number)
            elif _infinitive(sentence, begin, end) and _denying(sentence.folded[first:stop]):
                taken[other] = "negated"
            elif _suspects(sentence.folded[first:stop], lists) and _infinitive(
                sentence, begin, sentence.chunks[sentence.chunk_of[begin]][1]
            ):
                taken[other] = "hedged"
    for told, found in (("asked", _asked), ("negated", _untrue), ("negated", _rejected), ("hedged", _rumours)):
        for number in found(sentence, pieces, lists):
            taken[number] = taken[number] or told
    _go_on(sentence, pieces, taken, lists)
    return taken


def _asked(sentence, pieces, lists):
    """Find questions before who puts them: »Wem gehört das Haus, fragt X«, »Kann sie bleiben, fragten …«."""
    if sentence.vocabulary.isdisjoint(lists["trailing"]):
        return
    for number, (first, stop) in enumerate(pieces[:-1]):
        asks = sentence.folded[first] in rule("asks_first") and not sentence.finite(stop - 1)
        if sentence.folded[stop] in lists["trailing"] and (asks or sentence.finite(first)):
            yield number


def _seems(sentence, first, stop):
    """Tell what only seems so: »Es hat den Anschein, als …«, »Der Brief wirkt, als wäre er alt«."""
    words = sentence.folded[first:stop]
    unreal = not sentence.roles[stop + 1].isdisjoint({"konjunktiv", "late"}) if stop + 1 < len(sentence) else False
    looks = unreal and any(word in facts("status")["open"]["seeming_verbs"] for word in words)
    return looks or runs(words, "seeming")


def _suspects(words, lists):
    """Tell »Er steht im Verdacht, … zu haben«."""
    if "verdacht" not in words and "verdaechtigt" not in words:
        return False
    suspected = any(word in lists["suspected"] for word in words)
    return "nicht" not in words and ("verdaechtigt" in words or suspected)


def _go_on(sentence, pieces, taken, lists):
    """Take a clause that goes on behind what is put in for what its beginning is taken as."""
    for number in range(2, len(pieces)):
        first, stop = pieces[number]
        at_end = sentence.finite(stop - 1) and not sentence.finite(first)  # »ob der Zoll, der …, sie gestoppt hat«
        goes_on = at_end and sentence.folded[first] not in lists["openers"]
        if goes_on and sentence.subordinate(sentence.chunk_of[pieces[number - 1][0]]):
            taken[number] = taken[number] or taken[number - 2]


def _rejected(sentence, pieces, lists):
    """Find what is told to be rejected: »X weist den Vorwurf zurück, …«, »Den Vorwurf, dass …, weist X zurück«."""
    if sentence.vocabulary.isdisjoint(lists["claims"]):
        return
    for number, (first, stop) in enumerate(pieces[:-1]):
        claim = next((p for p in range(first, stop) if sentence.folded[p] in lists["claims"]), None)
        if claim is None:
            continue
        if sentence.verb_second(sentence.chunk_of[stop]) and _denying(sentence.folded[first:stop]):
            yield number + 1
        for claimed in range(number, min(number + 2, len(pieces) - 1)):  # it may stand in one piece with its clause
            begin, end = pieces[claimed + 1]
            words = sentence.folded[begin:end]
            rejected = sentence.finite(begin) and _denying(words) and _claims(sentence, *pieces[claimed])
            if rejected and not any(word in lists["denied"] for word in words):
                yield claimed
                break


def _claims(sentence, first, stop):
    """Tell a clause that says what is claimed, »…, dass er fehle«, from one on the claim, »…, den X schrieb«."""
    opened = not rule("clause_openers").isdisjoint(sentence.folded[first:stop])
    return opened or any(sentence.roles[place] & {"konjunktiv", "late"} for place in range(first, stop))


def _rumours(sentence, pieces, lists):
    """Find what is told as a rumour: »Es wird gemunkelt, er habe …«, »Es steht im Raum, dass …«."""
    if sentence.vocabulary.isdisjoint(lists["rumour"]):
        return
    for number, (first, stop) in enumerate(pieces[:-1]):
        words, begin = sentence.folded[first:stop], pieces[number + 1][0]
        told = any(word in lists["rumour"] for word in words) and ("raum" not in words or runs(words, "runs"))
        if told and (sentence.folded[begin] == "dass" or sentence.verb_second(sentence.chunk_of[begin])):
            yield number + 1


def _makes(words, opener, lists, leading=False):
    asks = any(word in lists["asking"] for word in words) or ("wissen" in words and _unknown(words, opener, lists))
    if asks and opener in lists["asking_openers"]:
        return "asked"
    if _denying(words) or (opener in lists["that"] and _untrue_that(words, lists, leading)):
        return "negated"
    parted = any(first in words and last in words for first, last in lists["excluding_parted"])
    if parted and opener in lists["that"]:
        return "hedged" if any(word in lists["denied"] for word in words) else "negated"
    if any(word in lists["excluding"] for word in words) and not any(word in lists["denied"] for word in words):
        return "negated" if opener in lists["that"] else None
    opens = (n for n, word in enumerate(words) if word in _open_words())
    hinted = None if _signs().isdisjoint(words) else _hints(words, opener, lists)
    if hinted == "negated":
        return hinted if opener in lists["that"] else None
    may_be = hinted or words in lists["whole"] or runs(words, "runs") or words[-2:] in lists["whole"]
    return "hedged" if may_be or any(n == 0 or words[n - 1] not in lists["no"] for n in opens) else None


def _hints(words, opener, lists):
    """Tell »deutet darauf hin, dass«, »ist nicht erwiesen« from »Es gibt keinen Beleg dafür, dass«."""
    hinted = any(first in words and last in words for first, last in lists["hinting"])
    no = [n for n, word in enumerate(words) if word in lists["no"]]
    if (hinted and no) or any(word in lists["evidence"] for n in no for word in words[n + 1 : n + 3]):
        return "negated"
    unproved = opener in lists["that"] and any(word in lists["unproved"] for word in words)
    unproved = unproved and any(word in lists["denied"] for word in words)
    return "hedged" if unproved or (hinted and "nicht" not in words) else None


@cache
def _signs():
    """Give the words of which one stands where something is hinted at or proved."""
    known = facts("status")["open"]
    return frozenset([*known["evidence"], *known["unproved"], *(last for _, last in known["hinting"])])


def _untrue_that(words, lists, leading):
    """Tell »Es stimmt nicht, dass …«, »nannte es ein Märchen, dass …«, »hat sich als falsch erwiesen«."""
    if "nicht" in words or not {"kein", "keine"}.isdisjoint(words):
        return any(word in lists["true"] for word in words) and "nicht" in words
    proving = lists["proving"] + (lists["being"] if leading else [])  # »Es ist falsch, dass …« judges
    proved = any(word in proving for word in words) and any(word in lists["proved"] for word in words)
    return proved or any(word in lists["nonsense"] for word in words)


def runs(words, name):
    """Tell whether words stand there in a row: »unter Umständen«, »dem Anschein nach«."""
    begins = _runs(name)
    if begins.keys().isdisjoint(words):
        return False
    return any(words[n : n + len(run)] == run for n, word in enumerate(words) for run in begins.get(word, ()))


def _untrue(sentence, pieces, lists):
    """Find clauses with a claim that is none: »Die Behauptung, …, ist frei erfunden«."""
    if sentence.vocabulary.isdisjoint(_untrue_words()):
        return
    for number, (first, stop) in enumerate(pieces):
        claim = next((p for p in range(first, stop) if sentence.folded[p] in lists["claims"]), None)
        claimed = number + (claim is not None and claim >= stop - 3)  # or the noun stands in one piece with its clause
        if claim is None or claimed == len(pieces):
            continue
        behind = sentence.folded[max(claim, pieces[claimed][1] - 3) : pieces[min(claimed + 1, len(pieces) - 1)][1]]
        if any(word in lists["untrue"] for word in behind) and not any(word in lists["denied"] for word in behind):
            yield claimed


def _unknown(words, opener, lists):
    """Tell »wir wollen wissen, wie …« from »wir wissen, wie …«."""
    return opener == "ob" or any(word in lists["not_known"] for word in words)


def leaves_open(sentence, first, stop):
    """Tell a clause that leaves open what it takes: »Es ist möglich, dass …«, »Ob …, ist nicht klar«."""
    words, known = sentence.folded[first:stop], facts("status")["open"]
    if leaves_open_alone(sentence, first, stop):
        return True
    if sentence.folded[stop : stop + 1] == ["dass"] and (_not_excluded(words, known) or _supposes(words, known)):
        return True  # »Er wollte nicht ausschließen, dass …«
    open_ = any(word in known["predicates"] for word in words) and any(word in known["being"] for word in words)
    unknown = any(word in known["settled"] for word in words) and any(word in known["denied"] for word in words)
    settling = sentence.folded[0] == "ob" and first > 0
    if not open_ and not unknown and not settling:
        return False
    behind = sentence.folded[stop] if stop < len(sentence) else ""
    if behind == "wie" and _says(sentence, stop):
        behind = ""  # »Das ist möglich, wie die Stadt mitteilte«
    takes = [behind] if first == 0 or sentence.folded[0] not in known["openers"] else [behind, sentence.folded[0]]
    stated = "ob" in takes or any(word in known["stands"] for word in words)
    if unknown and stated and any(word in known["asking_openers"] for word in takes):
        return True
    if takes[-1] == "ob" and len(takes) > 1 and any(word in known["settling"] for word in words):
        return any(word in known["still"] for word in words)  # »Ob …, muss die Polizei klären«
    asked = open_ and any(word in known["asking_openers"] for word in takes)
    return asked or (open_ and behind == "dass" and not any(word in known["denied"] for word in words))


def _says(sentence, first):
    """Tell a clause with »wie« that names a source."""
    begin, end = sentence.chunks[sentence.chunk_of[first]]
    return any(sentence.roles[place] & {"say", "think", "said_to_be"} for place in range(begin, end))


def _not_excluded(words, known):
    excluded = any(word in known["excluding"] for word in words)
    excluded |= any(first in words and last in words for first, last in known["excluding_parted"])
    return excluded and any(word in known["denied"] for word in words)


def _supposes(words, known):
    """Tell »Meine Vermutung ist, dass …«, and so »Daher ist meine Vermutung, dass …«."""
    nouns = [place for place, word in enumerate(words) if word in known["supposed"]]
    mine = any(word in rule("mine") for place in nouns for word in words[max(place - 2, 0) : place])
    return mine and any(word in known["being"] for word in words)


def leaves_open_alone(sentence, first, stop):
    """Tell what leaves open without a verb: »Gut möglich, dass …«, »Unklar, wann …«."""
    known, words = facts("status")["open"], sentence.folded[first:stop]
    if not any(word in known["openers"] for word in sentence.folded[stop : stop + 1]):
        return False
    return stop - first < 4 and (words[-1] in known["predicates"] or words[-1] in known["unsaid"])


def _denying(words):
    """Tell a verb that denies what it takes, not denied itself: »bestreitet, dass …«."""
    known = facts("status")["open"]
    denies = any(word.startswith(tuple(known["denying_verbs"])) for word in words)
    parted = any(first in words and last in words for first, last in known["denying_parted"])
    return (denies or parted) and "nicht" not in words


def _infinitive(sentence, first, stop):
    return "zu" in sentence.folded[max(first, stop - 3) : stop] or "zu" in sentence.folded[stop - 1][2:8]


@cache
def _runs(name):
    found = {}
    for run in facts("status")["open"][name]:
        found.setdefault(run[0], []).append(run)
    return found


@cache
def _untrue_words():
    return frozenset(facts("status")["open"]["untrue"])


@cache
def _open_words():
    return frozenset(facts("status")["open"]["words"])
