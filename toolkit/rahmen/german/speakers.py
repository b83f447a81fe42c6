"""Who speaks: the noun phrase that names the source of a cue, found by position and word lists."""

from .cues import rule
from .facts import facts
from .words import PerForm

_NO_NOUN = frozenset({"determiner", "not_first", "so", "skipped", "opener", "subordinate"})
_TIME = frozenset({"time"})
_PASSED = frozenset({"skipped", "opener", "subordinate", "wie"})


def subject(sentence, verb, before=True):
    """Find the speaker of a cue verb: what stands before it in its clause, else what follows it.

    Parameters
    ----------
    sentence : rahmen.german.clauses.Sentence
    verb : int
        The place of the verb.
    before : bool, default True
        Look before the verb too; a verb behind its content has its subject behind it.

    Returns
    -------
    tuple (int, int) or None
        First word of the phrase and the first behind it.
    """
    chunk = sentence.chunk_of[verb]
    first, stop = sentence.chunks[chunk]
    if (auxiliary := auxiliary_before(sentence, verb)) is not None:
        return subject(sentence, auxiliary)
    if before:
        if verb + 1 < stop and (_pronoun(sentence, verb + 1) or _address(sentence, first, verb)):
            viewed = sentence.folded[first : verb + 2 : verb + 1 - first] == ["der", "sie"]
            if viewed and not sentence.roles[verb].isdisjoint({"as", "for", "naming"}):
                return phrase(sentence, first, verb)  # »Der Kanzler hielt sie für …«
            return verb + 1, verb + 2  # »… nannte er«
        joined = verb > first and sentence.folded[verb - 1] == "und"
        other = next((p for p in range(first, verb - 1) if sentence.finite(p)), None) if joined else None
        if other is not None and not sentence.subordinate(chunk):
            return subject(sentence, other)  # »X lobte den Plan und nannte Y …«
        found = _before(sentence, first, verb)
        if found:
            return found
    return _behind(sentence, verb + 1, stop)


def auxiliary_before(sentence, verb):
    """Find the auxiliary of a participle behind what is put in: »hat Anna Roth (SPD) gefordert, …«."""
    chunk = sentence.chunk_of[verb]
    if verb != sentence.chunks[chunk][1] - 1 or not chunk or sentence.has_finite(chunk) or sentence.subordinate(chunk):
        return None
    for there in range(chunk - 1, max(chunk - 4, -1), -1):
        if sentence.has_finite(there) and not sentence.opens(there, "wie"):
            begin, end = sentence.chunks[there]
            main = not sentence.subordinate(there) and not (there and sentence.opens(there, "relative"))
            return next((p for p in range(begin, end) if main and sentence.folded[p] in rule("auxiliary")), None)
    return None


def subject_of(sentence, places):
    """Find the subject of the first finite verb among these places, or None."""
    return next((subject(sentence, place) for place in places if sentence.finite(place)), None)


def _before(sentence, first, verb):
    chunk = sentence.chunk_of[verb]
    if chunk and sentence.opens(chunk, "relative") and not sentence.verb_second(chunk) and first < verb:
        return _antecedent(sentence, chunk - 1)
    while (
        first < verb
        and sentence.roles[first] & _PASSED
        and sentence.folded[first] != "um"
        and not _before_phrase(sentence, first, chunk)
        and not (sentence.folded[first] == "als" and verb < sentence.chunks[chunk][1] - 1)  # »Als Ziel nannte X …«
        and not _is_name(sentence, first)
    ):
        first += 1
    auxiliary = next((place for place in range(first, verb) if sentence.finite(place)), verb)
    if auxiliary == first:  # »Merkel, Kanzlerin, sagte«, »X dankte und sagte«
        if (
            chunk
            and not sentence.has_finite(0)
            and not sentence.subordinate(0)
            and "not_first" not in sentence.roles[0]
            and (
                "determiner" in sentence.roles[0]
                or rule("address").isdisjoint(sentence.folded[: sentence.chunks[0][1]])
            )
        ):
            return phrase(sentence, *sentence.chunks[0])
        return _behind(sentence, auxiliary + 1, verb) if auxiliary < verb else None
    if "not_first" in sentence.roles[first] or _no_subject(sentence, first, auxiliary):
        return (
            _behind(sentence, auxiliary + 1, verb)
            if auxiliary < verb
            else (_behind(sentence, first + 1, verb) if _opened(sentence, chunk, verb) else None)
        )
    if auxiliary < verb and sentence.folded[first] == "der" and sentence.folded[auxiliary + 1] == "sie":
        return phrase(sentence, first, auxiliary)  # »Der Rat hat sie gerügt«
    if auxiliary < verb and (_pronoun(sentence, auxiliary + 1) or _address(sentence, first, auxiliary)):
        return auxiliary + 1, auxiliary + 2
    bare = auxiliary - first == 2 and sentence.forms[first + 1].islower() and not sentence.roles[first + 1]
    if bare and sentence.folded[first] in rule("articles"):
        return first, auxiliary  # »Die taz berichtet«
    found = phrase(sentence, first, auxiliary)
    if found and auxiliary == verb and is_thing(sentence, found):  # »Die Zahl der Toten bezifferte X mit …«
        return _person_behind(sentence, verb + 1, sentence.chunks[chunk][1]) or found
    return found or _behind(sentence, auxiliary + 1, verb)


def is_thing(sentence, who):
    """Tell a noun that does not speak by how it ends: »die Verschiebung«, but »die Regierung«."""
    head = next((sentence.folded[p] for p in range(*who) if sentence.forms[p][0].isupper() and p), "")
    return _THINGS[head]


def _thing(noun):
    return noun.endswith(tuple(rule("things"))) and not noun.endswith(tuple(rule("speaking_things")))


_THINGS = PerForm(_thing)


def _person_behind(sentence, place, stop):
    """Give a name that follows a verb at once, or a noun with an article that may be its subject."""
    if place >= stop:
        return None
    if sentence.forms[place][0].isupper() and not is_thing(sentence, (place, place + 1)):
        return phrase(sentence, place, stop)
    articled = sentence.folded[place] in rule("as_article") and not sentence.finite(place)
    return phrase(sentence, place, stop) if articled and sentence.folded[place] == "der" else None


def _before_phrase(sentence, place, chunk):
    """Tell a preposition from a conjunction that looks like it: »Seit Jahren fordert X …«."""
    return sentence.folded[place] in rule("preposition_too") and not sentence.subordinate(chunk)


def _no_subject(sentence, first, verb):
    """Tell an object before its verb by its article, »Einen Plan lobte X«, and a bare time, »Ende Mai lobte X«."""
    bare_time = all("time" in sentence.roles[place] for place in range(first, verb))
    return bare_time or (first + 1 < verb and sentence.folded[first] in rule("no_nominative"))


def _pronoun(sentence, place):
    return sentence.folded[place] in rule("nominative") and sentence.forms[place].islower()


def _address(sentence, first, verb):
    """Tell »Stattdessen fordern Sie …« from »Die Gegner nennen Sie …«."""
    plural = sentence.forms[verb].endswith("n") and sentence.forms[verb + 1] == "Sie"
    return plural and sentence.folded[first] not in rule("plural")


def _opened(sentence, chunk, verb):
    """Tell »Als Anna Roth sagte, …« from »Als Ziel nannte Anna Roth …«."""
    ends = verb == sentence.chunks[chunk][1] - 1 or sentence.folded[sentence.chunks[chunk][0]] not in ("als", "um")
    return ends and sentence.subordinate(chunk)


def _antecedent(sentence, chunk):
    """Find the noun phrase before a relative clause: the last nouns of the chunk before, with their determiner."""
    first, stop = sentence.chunks[chunk]
    place = stop
    while place > first and stop - place < 8:
        place -= 1
        if ("determiner" in sentence.roles[place] and sentence.folded[place] not in ("des",)) or sentence.finite(place):
            break
    place += sentence.finite(place)
    while place < stop and sentence.folded[place] in rule("relative_after"):
        place += 1  # »erinnert an Anna Roth, die …«
    return phrase(sentence, place, stop)


def _is_name(sentence, place):
    return place > 0 and sentence.forms[place][0].isupper()


def _behind(sentence, place, stop):
    """Find the first noun phrase from `place` on, adverbs and phrases of time left aside."""
    while place < stop:
        roles, form = sentence.roles[place], sentence.forms[place]
        if (
            "pronoun" in roles
            and form.islower()
            and not (place + 1 < stop and _noun_follows(sentence, place + 1, stop))
        ):
            if "adverb" in roles:
                place += 1
                continue
            return place, place + 1
        if "adverb" in roles and form.islower():
            prepositional = form in rule("prepositional")
            if " ".join(sentence.folded[place : place + 2]) in rule("above_all"):
                place += 2  # »So hatte sich vor allem Anna Roth beschwert«
            else:
                place = _over_phrase(sentence, place + 1, stop) if prepositional else place + 1
            continue
        found = phrase(sentence, place, stop)
        if found and (form[0].isupper() or "determiner" in roles or _noun_follows(sentence, place, stop)):
            return found
        place += 1
    return None


def _noun_follows(sentence, place, stop):
    for there in range(place, min(place + 4, stop)):
        form = sentence.forms[there]
        if form[0].isupper() or (form[0].isdigit() and not form.islower() and "-" in form):  # »der 58-Jährige«
            return True
        if "adverb" in sentence.roles[there] or sentence.finite(there):
            return False
    return False


def _over_phrase(sentence, place, stop):
    """Give the place behind a phrase that a preposition opens."""
    while place < stop and not sentence.forms[place][0].isupper() and not sentence.forms[place][0].isdigit():
        place += 1
    while place < stop and (sentence.forms[place][0].isupper() or sentence.forms[place][0].isdigit()):
        place += 1
        over = place < stop and "time" in sentence.roles[place - 1] and sentence.roles[place].isdisjoint(_TIME)
        if over or (place < stop and "determiner" in sentence.roles[place]):
            break  # »am Abend Anna Roth«
    return place


def phrase(sentence, place, stop):
    """Give the noun phrase that begins at `place`: determiners, adjectives, nouns, and genitives or »von …« behind."""
    start, noun = place, None
    if place + 1 < stop and sentence.folded[place] in rule("articles"):
        place = _past_attribute(sentence, place, stop)
    while place < stop:
        form, roles = sentence.forms[place], sentence.roles[place]
        if place > start and "(" in sentence.gap(place):
            break
        if (form[0].isupper() and (place or roles.isdisjoint(_NO_NOUN))) or form[0].isdigit():
            if noun is not None and "time" in roles and sentence.folded[place - 1] in rule("at_time"):
                break
            if noun == place - 1 and sentence.folded[noun].endswith(tuple(rule("stands_alone"))):
                break  # »die US-Regierung TikTok«: two phrases
            noun = place
        elif noun is None:
            ends, found = _before_noun(sentence, start, place, stop)
            if ends:
                return found
        elif not _links(sentence, place, stop):
            break
        place += 1
    return (start, noun + 1) if noun is not None else None


def _past_attribute(sentence, article, stop):
    """Pass over what an adjective brings with it: from »die« to »ansässige« in »die in Kiel ansässige Stelle«."""
    behind = sentence.folded[article + 1]
    if behind not in rule("prepositional") and behind not in rule("breaks_phrase"):
        return article
    endings = tuple(facts("status")["attribute"]["endings"])
    for place in range(article + 3, min(article + 9, stop - 1)):
        before, adjective, noun = sentence.forms[place - 1 : place + 2]
        if before[0].isupper() and adjective.islower() and adjective.endswith(endings) and noun[0].isupper():
            return place
    return article


def _before_noun(sentence, start, place, stop):
    """Tell whether a phrase that has no noun yet ends at a word, and what it is then."""
    roles = sentence.roles[place]
    if place > start and sentence.folded[place] in rule("breaks_phrase"):
        return True, (start, place) if "determiner" in sentence.roles[start] and sentence.folded[start] not in rule(
            "articles"
        ) else None
    behind = sentence.folded[min(place + 1, stop - 1)]
    alone = not _noun_follows(sentence, place + 1, stop) or behind in rule("breaks_phrase")
    alone = alone or ("determiner" in roles and behind in rule("articles"))  # »So werten viele den Umzug«
    inner = sentence.folded[start] in rule("articles") and sentence.folded[place] in rule("prepositional")
    if "adverb" in roles and "determiner" not in roles and place > start and not inner:
        return True, None
    if "pronoun" in roles and alone:
        return True, (place, place + 1)
    if "determiner" in roles and alone:
        return True, (start, place + 1) if sentence.folded[place] not in rule("articles") else None
    return place - start > 6, None


def _links(sentence, place, stop):
    """Tell a word that goes on with a phrase behind its noun: »von«, »der«, or an adjective behind one of these."""
    if "link" in sentence.roles[place] and _linked(sentence, place, stop):
        return True
    return place + 1 < stop and "link" in sentence.roles[place - 1] and _noun_follows(sentence, place, stop)


def _linked(sentence, place, stop):
    for there in range(place + 1, min(place + 4, stop)):
        if sentence.forms[there][0].isupper():
            return "time" not in sentence.roles[there]
        if sentence.finite(there) or sentence.forms[there][0].isdigit():
            return False  # »sprach die Agentur von 50.000 Menschen«
    return False
