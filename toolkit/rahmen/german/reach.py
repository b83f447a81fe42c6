"""What a sentence denies: the denials that leave something undone, and which clauses they reach."""

from .broken import denied_behind
from .cues import rule
from .facts import facts
from .failing import find_failures


def denials(sentence, scopes):
    """Give the denials of a sentence that leave something undone: not »wie noch nie«, not »nichts anderes als«."""
    more = denied_behind(sentence) if sentence.rests else {}
    scopes = [(cue, scope | more.pop(cue, set())) for cue, scope in scopes] + list(more.items()) if more else scopes
    kept = [(cue, _of_instead(sentence, cue, scope)) for cue, scope in scopes if not _praises(sentence, cue)]
    kept = [(cue, _of_attribute(sentence, cue, scope)) for cue, scope in kept]
    wide = [(cue, _of_topic(sentence, cue, _past_particle(sentence, cue, scope))) for cue, scope in kept]
    return wide + find_failures(sentence)


def _praises(sentence, cue):
    words, known = sentence.folded, facts("status")["no_denial"]
    if words[cue] in known["agreeing"]:
        return any(word in known["agreed_with"] for word in words[slice(*sentence.chunks[sentence.chunk_of[cue]])])
    if "so" in sentence.vocabulary and "wie" in sentence.vocabulary and _surpasses(sentence, cue):
        return True
    if _more_than(sentence, cue):
        return True
    if words[cue] in known["never"]:
        behind = words[cue + 1 : cue + 2]
        return "wie" in words[max(cue - 2, 0) : cue] or (bool(behind) and behind[0].startswith(tuple(known["known"])))
    if words[cue] in known["nothing"] and _no_other(sentence, cue):
        return True
    if words[cue] not in known["first_of"]:
        return False
    if cue + 1 < len(words) and words[cue + 1] in known["even"] and _few(sentence, cue + 2):
        return True
    if _affirms(sentence, cue):
        return True
    before = next((p for p in range(cue - 1, max(cue - 5, -1), -1) if words[p] not in known["since"]), cue)
    first = words[cue + 1 : cue + 2] not in (["ein"], ["eine"], ["einen"], ["einem"])  # but »nicht ein einziges Gramm«
    return words[before] == "wie" or (first and any(word in known["first"] for word in words[cue + 2 : cue + 3]))


def _no_other(sentence, cue):
    """Tell »nichts als Lärm«, »Ihm fiel nichts anderes ein, als zu gehen« and »Nichts anderes fordern wir«."""
    words, known = sentence.folded, facts("status")["no_denial"]
    fooled = words[cue + 1 : cue + 2] == known["fooled"][:1] and known["fooled"][1] in sentence.vocabulary
    if fooled or "als" in words[cue + 1 : cue + 3]:
        return True
    if not any(word in known["other"] for word in words[cue + 1 : cue + 2]):
        return False
    at_head = cue == sentence.chunks[sentence.chunk_of[cue]][0] and cue + 2 < len(words) and sentence.finite(cue + 2)
    return at_head or "als" in words[cue + 2 : cue + 8]


def _more_than(sentence, cue):
    """Tell »es war nie leichter«, »nichts ist schöner als ein Deich«, »besser als kein Deich«: more than all else."""
    words, known = sentence.folded, facts("status")["no_denial"]
    if words[cue - 1 : cue] == ["als"] and _comparative(sentence, cue - 2):
        return True
    if words[cue] not in known["never"] + known["nothing"] + known["nobody"]:
        return False
    if words[cue] in known["never"] and _comparative(sentence, cue + 1):
        return True
    behind = range(cue + 1, min(cue + 10, len(words) - 1))
    return any(words[p + 1] == "als" and _comparative(sentence, p) for p in behind)


def _comparative(sentence, place):
    if not 0 <= place < len(sentence) or sentence.forms[place][0].isupper():
        return False
    word, known = sentence.folded[place], facts("status")["no_denial"]
    return len(word) > 5 and word.endswith(known["comparative"]) and word not in known["no_comparatives"]


def _affirms(sentence, cue):
    """Tell »nicht unerwähnt«, »lässt nicht locker«, »nicht weit entfernt«, »Man darf nicht vergessen, …«."""
    words, known = sentence.folded, facts("status")["no_denial"]
    behind = words[cue + 1 : min(cue + 3, sentence.chunks[sentence.chunk_of[cue]][1])]
    if any(word in known["affirmed"] for word in behind) or behind in known["more"]:
        return True
    (far, away), (forgotten, anybody) = known["far"], known["forgotten"]
    if behind[:1] == [far]:
        return away in words[cue + 2 : cue + 5]
    return behind[:1] == [forgotten] and anybody in words[max(cue - 4, 0) : cue]


def _few(sentence, place):
    """Tell »nicht einmal drei Tage«, »nicht einmal annähernd«: little, but not nothing."""
    if place >= len(sentence):
        return False
    return sentence.forms[place][0].isdigit() or sentence.folded[place] in facts("status")["no_denial"]["amounts"]


def _surpasses(sentence, cue):
    """Tell »kein Deich ist so hoch wie dieser«, »so viele Leute wie seit Jahren nicht«: most, or more than ever."""
    words, known = sentence.folded, facts("status")["no_denial"]
    if words[cue] in known["nobody"]:
        if any(word in known["others"] for word in words[cue + 1 : cue + 2]):
            so = words.index("so")
            return so > cue and "wie" in words[so:]  # »In keinem anderen Land ist es so schwer wie hier«
        return any(
            words[p] == "so" and "wie" in words[p + 2 : p + 4] and known["possible"] not in words[p + 2 : p + 6]
            for p in range(cue + 1, len(words) - 2)
        )
    near = range(max(cue - 7, 0), cue)
    since = next((p for p in near if words[p : p + 2] == ["wie", "seit"]), None)
    return since is not None and "so" in words[:since] and not any(map(sentence.finite, range(since, cue)))


def _of_instead(sentence, cue, scope):
    """Cut what »statt« reaches to its noun phrase, where no infinitive follows."""
    if sentence.folded[cue] not in facts("status")["no_denial"]["instead"]:
        return scope
    places = sorted(scope)
    if not places or any(sentence.folded[p] == "zu" for p in places):
        return scope
    end = next((p for p in places if sentence.forms[p][0].isupper()), places[-1])
    return {p for p in places if p <= end}


def _of_attribute(sentence, cue, scope):
    """Cut what a denial before an attribute reaches to the attribute: »Die nicht von der Stadt bezahlten Busse …«."""
    chunk, known = sentence.chunk_of[cue], facts("status")["attribute"]
    first, stop = sentence.chunks[chunk]
    if sentence.folded[cue] not in known["denials"] or cue == first or sentence.folded[cue - 1] not in rule("articles"):
        return scope
    if cue - 1 == first and sentence.opens(chunk, "relative") and sentence.subordinate(chunk):
        return scope  # »…, die nicht bezahlten«
    if cue + 1 < stop and sentence.roles[cue + 1] & {"determiner", "pronoun"}:
        return scope
    for place in range(cue + 1, stop - 1):
        adjective = sentence.forms[place].islower() and sentence.folded[place].endswith(tuple(known["endings"]))
        if adjective and sentence.forms[place + 1][0].isupper():
            return {*range(cue + 1, place), place + 1}  # without the participle, which looks like a verb
        if sentence.finite(place):
            return scope
    return scope


def _past_particle(sentence, cue, scope):
    """Let a denial reach the verb before a particle: »Dort stehen allerdings nicht …«, but not »…, aber nicht …«."""
    first, stop = sentence.chunks[sentence.chunk_of[cue]]
    begin = min(scope, default=cue)
    if not first < begin < cue:
        return scope
    joined = sentence.folded[begin] in facts("status")["hedges"]["goes_on"]  # »Der Bau und der Verkauf sind nicht …«
    joined = joined and "determiner" in sentence.roles[begin + 1]
    if not joined and sentence.folded[begin] not in facts("status")["particles"]:
        return scope
    verbs = [p for p in range(first, stop) if sentence.finite(p)]
    alone = bool(verbs) and verbs[0] < begin and not any(begin < p < stop - 1 for p in verbs if p != cue)
    return scope | set(range(first, begin)) if alone else scope


def _of_topic(sentence, cue, scope):
    """Let a denying verb deny what stands before it where its subject stands behind: »Fehler bestreitet er«."""
    begin, word = sentence.chunks[sentence.chunk_of[cue]][0], sentence.folded[cue]
    if cue == begin or word.startswith(tuple(facts("status")["denying"])) or sentence.forms[cue][0].isupper():
        return scope
    behind = (sentence.folded[cue + 1 : cue + 2] or [""])[0]
    if cue == sentence.chunks[sentence.chunk_of[cue]][1] - 1:
        return scope | _before_verb(sentence, begin, cue)
    object_first = sentence.folded[begin] in rule("accusative") or sentence.folded[begin + 1] in rule("of_noun")
    alone = object_first or not any(sentence.forms[p][0].isupper() for p in scope)
    if (behind in rule("nominative") and alone) or (behind in rule("as_article") and object_first):
        return scope | set(range(begin, cue))
    return scope


def _before_verb(sentence, begin, cue):
    """Give what a participle denies before the verb: »Den Verkauf hat der Rat untersagt«, »Der Bau wurde verboten«."""
    verb = next((p for p in range(begin + 1, cue) if sentence.finite(p)), begin)
    passive = sentence.folded[verb] in rule("becoming") and "not_first" not in sentence.roles[begin]
    object_first = sentence.folded[begin] in rule("accusative") and sentence.folded[verb] in rule("having")
    return set(range(begin, verb)) if passive or object_first else set()


def reached(scopes, pieces):
    """Give for each denial and clause that it reaches: the clause's number, the cue and the places that are denied."""
    if not scopes:
        return []
    number = [n for n, (first, stop) in enumerate(pieces) for _ in range(first, stop)]
    found = []
    for cue, scope in scopes:
        inside = {}
        for place in sorted(scope):
            inside.setdefault(number[place], []).append(place)
        found += [(n, cue, places) for n, places in inside.items()]
    return found


def own_denials(sentence, first, stop, denied):
    """Leave out the denials of a subordinate clause that stands in one piece with the clause that has it.

    Gives the denials of the clause itself, and where the first of those left out begins: what stands from there on says
    nothing of the clause.
    """
    head, kept, own_stop = sentence.chunk_of[first], [], stop
    for cue, inside in denied:
        chunk = sentence.chunk_of[cue]
        if first <= cue < stop and chunk > head and sentence.subordinate(chunk) and not sentence.subordinate(head):
            own_stop = min(own_stop, sentence.chunks[chunk][0])
        else:
            kept.append((cue, inside))
    return kept, own_stop
