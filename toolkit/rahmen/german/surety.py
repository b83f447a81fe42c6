"""How surely a clause speaks: the rules on questions, denials and hedges."""

from functools import cache

from .cues import rule
from .facts import facts
from .reach import own_denials
from .taken import leaves_open, runs


def status_of(sentence, first, stop, denied, taken, doubtful=True):
    """Give the status of a clause: the first that fits of asked, negated, hedged and asserted.

    `denied` are the denials that reach it, each with the places denied; `doubtful` is what :func:`may_doubt` tells.
    """
    if taken == "asked" or (sentence.asks[stop] and not _before_question(sentence, first, stop)):
        return "asked"
    if leaves_open(sentence, first, stop):
        return "hedged"
    denied, own_stop = own_denials(sentence, first, stop, denied) if denied else ((), stop)
    if taken == "negated" or _denies(sentence, first, stop, denied):
        return "negated"
    return "hedged" if taken or (doubtful and _doubts(sentence, first, own_stop)) else "asserted"


def _before_question(sentence, first, stop):
    """Tell a statement that a question is joined to: »Das Bad wird verkauft, aber wo lernen die Kinder schwimmen?«."""
    if stop + 1 >= len(sentence) or sentence.folded[stop] not in rule("against"):
        return False
    asked = sentence.folded[stop + 1] in rule("asks_first") or sentence.finite(stop + 1)
    return asked and sentence.folded[first] not in rule("asks_first") and sentence.verb_second(sentence.chunk_of[first])


def may_doubt(sentence):
    """Tell a sentence that has a word which may mark one of its clauses as uncertain."""
    words, known = sentence.vocabulary, facts("status")["hedges"]
    if not words.isdisjoint(_doubting()):
        return True
    return not words.isdisjoint(known["claim_ends"]) and not words.isdisjoint(known["claim"])


@cache
def _doubting():
    """Give the words of which one stands wherever something is doubted, but for »will getan haben«."""
    known = facts("status")
    listed = known["hedges"]["hearsay"] + known["open"]["maybe"] + known["open"]["of_itself"]
    listed += [first for first, _ in known["open"]["excluding_parted"]]
    return _hedges().union(listed, _open_phrases(), known["happening"]["can"])


def _doubts(sentence, first, stop):
    words = sentence.folded[first:stop]
    known = frozenset(words).difference(_degree(sentence, first, stop))
    if words in facts("status")["open"]["whole"] or (
        "mag" in known and "zu" not in known and words[-1] in facts("status")["open"]["with_mag"]
    ):
        return True  # »Kann sein, dass …«, »Das mag stimmen«
    if runs(words, "runs") or _held_possible(known) or _left_possible(known) or _may_happen(sentence, first, stop):
        return True
    of_itself = not known.isdisjoint(facts("status")["open"]["of_itself"])
    return of_itself or _stands_open(known) or _hedged(sentence, first, words)


def hedges_alone(sentence, first, stop):
    """Tell what only hedges, before what is put in: »Vermutlich, so X, …«, »Unter Umständen, …«."""
    words = sentence.folded[first:stop]
    return words[-1] in facts("status")["hedges"]["adverbs"] or runs(words, "runs")


def _stands_open(words):
    phrases = _open_phrases()
    return any(words.issuperset(phrase) for key in words.intersection(phrases) for phrase in phrases[key])


def _degree(sentence, first, stop):
    """Give what tells a degree, »denkbar knapp«, where it might mark something as possible."""
    return [
        sentence.folded[place]
        for place in range(first, stop - 1)
        if sentence.folded[place] in facts("status")["open"]["degree"]
        and sentence.forms[place + 1].islower()
        and not sentence.finite(place + 1)
        and not sentence.roles[place + 1]
    ]


def _left_possible(words):
    """Tell »Die Polizei schließt einen Anschlag nicht aus«."""
    known = facts("status")["open"]
    parted = any(words.issuperset(pair) for pair in known["excluding_parted"])
    return parted and not words.isdisjoint(known["denied"])


def _held_possible(words):
    """Tell »gilt als möglich«, »hält einen Verkauf für denkbar«."""
    known = facts("status")["open"]
    holds = not words.isdisjoint(known["holding"]) and not words.isdisjoint(known["held"])
    return holds and not words.isdisjoint(known["possible"]) and words.isdisjoint(known["denied"])


def _may_happen(sentence, first, stop):
    """Tell what may come about, »Das könne zu Staus führen«, from what somebody can do."""
    known = facts("status")["happening"]
    end = min(stop, sentence.chunks[sentence.chunk_of[first]][1])
    can = any(word in known["can"] for word in sentence.folded[first:end])
    if not can or sentence.subordinate(sentence.chunk_of[first]):
        return False
    return sentence.folded[end - 1] in known["effects"] or not sentence.vocabulary.isdisjoint(known["warning"])


def _denies(sentence, first, stop, denied):
    """Tell whether a denial reaches the verb of a clause, or most of its words."""
    if not denied:
        return False
    finite = [p for p in range(first, stop) if sentence.finite(p)]
    known = facts("status")
    for cue, inside in denied:
        word = sentence.folded[cue]
        if not first <= cue < stop:  # a denial in the clause that takes this one
            if len(inside) * 2 > stop - first:
                return True
            continue
        if word in known["denying_first"]:
            return True  # »auf keinen Fall«
        if not word.startswith(tuple(known["denying"])):
            if word in known["disputing"]:
                return True
            continue  # other verbs that deny, »lehnt … ab«, deny their object, not themselves
        reaches_verb = any(p in inside for p in finite) or (not finite and _whole(sentence, first, cue))
        if reaches_verb and not _constituent(sentence, first, cue):
            return True
        behind = sentence.folded[min(cue + 1, len(sentence) - 1)]
        undone = word.startswith("kein") and behind in facts("negation")["undone"]["after_no"]
        undone = undone and known["of_it"] not in sentence.folded[first:stop]  # »Daran darf es keinen Zweifel geben«
        if word.startswith(tuple(known["whole_clause"])) and not undone and not _apposed(sentence, cue):
            return True
    return False


def _apposed(sentence, cue):
    """Tell a phrase that is added to a whole clause: »Der Zug hielt, keinen Schritt vor dem Prellbock«."""
    chunk = sentence.chunk_of[cue]
    begin, stop = sentence.chunks[chunk]
    added = cue == begin or (cue == begin + 1 and sentence.folded[begin] in rule("focus"))
    if not chunk or not added or sentence.has_finite(chunk) or chunk in sentence.rests:
        return False
    behind = stop < len(sentence) and sentence.finite(stop)  # »Ruge, selbst kein Freund des Deichs, lobte ihn«
    return "," in sentence.gap(begin) and (behind or sentence.has_finite(chunk - 1))


def _whole(sentence, first, cue):
    """Tell a word that denies its clause, though no verb is known in it: »Das ersetzt nicht …«."""
    return sentence.folded[cue] in facts("status")["whole_cues"] and any(
        sentence.forms[p][0].islower() and sentence.folded[p].endswith(("t", "n", "e")) for p in range(first, cue)
    )


def _constituent(sentence, first, cue):
    """Tell »nicht« at the head of its clause, which denies one phrase only: »Nicht erst seit gestern …«."""
    beside, behind = (min(cue + n, len(sentence) - 1) for n in (1, 2))
    endings = tuple(facts("status")["participle_endings"])
    participle = sentence.folded[beside].endswith(endings) and sentence.forms[beside].islower()
    verbal = sentence.finite(beside) or (participle and sentence.folded[behind] in rule("passive") | rule("having"))
    return cue == first and sentence.folded[cue] in facts("status")["at_head"] and not verbal


def _hedged(sentence, first, words):
    known = facts("status")["hedges"]
    for place, word in enumerate(words):
        if word in _hedges() and not (word in known["verbs"] and _shines(words)):
            in_phrase = (place > 1 and words[place - 1] in known["in_phrase"]) or _of_noun(sentence, first + place)
            of_phrase = word not in known["verbs"] and (in_phrase or _added(sentence, first, first + place))
            around = (*words[max(place - 1, 0) : place], *words[place + 1 : place + 2])
            said = "man" in around and (words[-1] in known["say"] or "doch" in words)
            of_phrase |= word in known["open_to"] and (said or words[0] in known["if"])
            of_phrase |= word == "wahrscheinlichkeit" and not any(
                w in known["likelihood"] for w in words[max(place - 3, 0) : place]
            )
            if not of_phrase and (word != "wohl" or not _well(words, place, known)):
                return True
        elif (
            word in known["hearsay"]
            and (is_hearsay(sentence, first + place) or (place and words[place - 1] in known["hearsay_ends"]))
        ) or (word in known["claim"] and is_claim(sentence, first + place)):
            return True
    return False


def _shines(words):
    """Tell »Der Mond schien hell« from »Der Mond schien zu schlafen«."""
    seems = "zu" in words or "zu" in words[-1][2:8]  # »scheint auszugehen«
    return not seems and any(word in facts("status")["hedges"]["shining"] for word in words)


def _of_noun(sentence, place):
    """Tell an adverb that hedges what stands before a noun, behind a preposition: »mit angeblich guten Mitteln«."""
    known, words, begin = facts("status")["hedges"], sentence.folded, sentence.chunks[sentence.chunk_of[place]][0]
    before = place - 1 - (words[place - 1] in known["of_the"])
    noun = next((p for p in range(place + 1, min(place + 4, len(sentence))) if sentence.forms[p][0].isupper()), place)
    adjectives = words[place + 1 : noun]
    inflected = all(word.endswith(("e", "en", "er", "es", "em")) for word in adjectives)
    within = bool(adjectives) and (inflected or before == place - 1)  # »nach wohl drei Tagen«
    return within and before >= begin and words[before] in known["behind"]


def _added(sentence, first, place):
    """Tell an adverb that hedges what is added to its clause: »…, vielleicht auch wegen des Regens«."""
    begin, stop = sentence.chunks[sentence.chunk_of[place]]
    known, words = facts("status")["hedges"], sentence.folded
    if begin <= first or set(words[begin:place]) - rule("coordinating"):
        return place > first and words[place - 1] in known["goes_on"] and words[place + 1 : place + 2] == ["auch"]
    host = sentence.chunks[sentence.chunk_of[first]]
    waits = begin >= host[1] and sentence.finite(host[1] - 1)  # »Der Zoll prüft, so Ruge, wohl bald«
    alone = any(map(sentence.finite, range(first, begin))) and not any(map(sentence.finite, range(begin, stop)))
    alone = alone and not waits and sentence.chunk_of[place] not in sentence.rests
    return alone or not rule("behind_focus").isdisjoint(words[place + 1 : place + 3])


def is_hearsay(sentence, place):
    """Tell »soll … getan haben«, of what is past, from a plan or a duty, »soll sicher sein«."""
    here = sentence.chunk_of[place]
    for chunk in range(here, min(here + 6, len(sentence.chunks))):  # »soll sich, wie X schrieb, verletzt haben«
        first, stop = sentence.chunks[chunk]
        taken = chunk > here and (sentence.subordinate(chunk) or any(map(sentence.finite, range(first, stop - 1))))
        taken = taken and chunk not in sentence.rests
        if _past(sentence, place + 2 if chunk == here else first, stop, taken):
            return True
        put_in = chunk == here + 1 and chunk + 1 in sentence.rests
        if put_in and not sentence.roles[first].isdisjoint({"heard", "said_to_be"}) and stop - first < 6:
            return True  # »Er soll, heißt es, bald gehen«
    return False


def is_claim(sentence, place):
    """Tell »will getan haben«, which somebody says of himself, from what is wanted."""
    known, chunk = facts("status")["hedges"], sentence.chunk_of[place]
    first, stop = sentence.chunks[chunk]
    words = sentence.folded[first:stop]
    if words[-1] not in known["claim_ends"] or any(word in known["by_then"] for word in words):
        return False
    return (words[-1] == "haben" or words[-2] == "gewesen") and _past(sentence, place + 2, stop, False)


def _past(sentence, first, stop, taken):
    """Tell words that end with an infinitive of what is past, or of how things stand."""
    known, adjectives = facts("status")["hedges"], facts("negation")["clause_start"]["adjectives_in_t"]
    for place in range(first, stop):
        word, before = sentence.folded[place], sentence.folded[place - 1]
        if sentence.forms[place][0].isupper() or (
            place + 1 < stop and sentence.folded[place + 1] not in known["goes_on"]
        ):
            continue
        participle = before.endswith(("t", "en")) and before not in adjectives and sentence.forms[place - 1].islower()
        past = word in known["hearsay_ends"] and participle and (word == "sein" or not taken)
        begin = sentence.chunks[sentence.chunk_of[place]][0]
        past = past and not _due(sentence.folded[begin:stop], word, before)
        if past or (word in known["states"] and not taken):
            return True  # »soll sich im Haus befinden«
    return False


def _due(words, end, done):
    """Tell a plan by when it is to be done: »soll Ende Mai fertiggestellt sein«."""
    known = facts("status")["hedges"]
    when = any(word in known["due"] or (word[:2] == "20" and word.isdigit()) for word in words)
    return end == "sein" and done in known["finished"] and when


def _well(words, place, known):
    """Tell »wohl« that is no hedge: »zum Wohl«, »sich wohl fühlen«."""
    around = [*words[max(place - 1, 0) : place], *words[place + 1 : place + 2]]
    return any(word in known["not_wohl"] for word in around) or any(word.startswith(known["feeling"]) for word in words)


@cache
def _hedges():
    known = facts("status")["hedges"]
    return frozenset(known["verbs"] + known["adverbs"])


@cache
def _open_phrases():
    """Give the phrases by their longest word, which is rare."""
    found = {}
    for words in facts("status")["open"]["of_itself_parted"]:
        found.setdefault(max(words, key=len), []).append(frozenset(words))
    return found
