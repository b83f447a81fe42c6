"""What fails, is missed or is called off: undone without a word of negation, »Der Verkauf ist geplatzt«."""

from functools import cache

from .facts import facts


def find_failures(sentence):
    """Find the words that tell a failure, and the places of what fails: list of tuple (int, set of int)."""
    if sentence.vocabulary.isdisjoint(_words()):
        return []
    found = []
    for cue, word in enumerate(sentence.folded):
        if word in _words() and sentence.forms[cue].islower():
            scope = _free_of(sentence, cue) if word in _list("of") else _failed(sentence, cue)
            found += [(cue, scope)] if scope else []
    return found


def _failed(sentence, cue):
    """Give what fails: before a word that ends its clause, else subject or object of the verb."""
    chunk = sentence.chunk_of[cue]
    first, stop = sentence.chunks[chunk]
    words = sentence.folded[first:stop]
    if not _list("not_beside").isdisjoint(words):
        return set()
    verb = next((p for p in range(first, cue) if sentence.finite(p)), None)
    ends = words[cue - first + 1 :] in ([], ["werden"], ["worden"])
    if ends and cue > first:
        if sentence.folded[cue] in _list("with_being") and _list("being").isdisjoint(words):
            return set()
        scope = set(range(first if verb != first else verb + 1, cue))
    elif sentence.folded[cue] in _list("subject") and cue > first and "not_first" not in sentence.roles[first]:
        return set(range(first, cue))
    elif sentence.folded[cue] in _list("subject") | _list("object"):
        scope = set(range(cue + 1, stop))
    else:
        return set()
    return scope | _infinitive(sentence, chunk - 1) | _infinitive(sentence, chunk + 1)


def _free_of(sentence, cue):
    """»frei von Rissen«, »Von einem Verkauf sei man weit entfernt«."""
    first, stop = sentence.chunks[sentence.chunk_of[cue]]
    if not _list("not_beside").isdisjoint(sentence.folded[first:stop]):
        return set()
    if cue + 1 < stop and sentence.folded[cue + 1] in _list("of_what"):
        return set(range(cue + 2, stop))
    far = sentence.folded[first] in _list("of_what") and sentence.folded[cue - 1] in _list("far")
    verb = next((p for p in range(first, cue) if sentence.finite(p)), cue)
    return set(range(first + 1, verb)) if far else set()


def _infinitive(sentence, chunk):
    """Give the places of an infinitive that fails: »…, misslang ihm«, »Er versäumte es, … zu …«."""
    if not 0 <= chunk < len(sentence.chunks) or sentence.has_finite(chunk):
        return set()
    first, stop = sentence.chunks[chunk]
    return set(range(first, stop)) if "zu" in sentence.folded[max(first, stop - 3) : stop] else set()


@cache
def _list(name):
    return frozenset(facts("status")["failing"][name])


@cache
def _words():
    return frozenset().union(*map(_list, ("subject", "object", "at_end", "with_being", "of")))
