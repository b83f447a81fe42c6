"""Whom a pronoun that speaks means, where its own sentence names him before: »Ida Kranz kam, dann sagte sie: …«."""

from .cues import rule
from .speakers import is_thing, subject

_FITS = {"er": ("der", "ein"), "sie": ("die", "eine")}


def meant(sentence, place):
    """Find the person whom the sentence names before a pronoun.

    Only the subject of a clause before is taken, and only where it is the sole one: a name, or a noun whose article
    fits the pronoun.

    Parameters
    ----------
    sentence : rahmen.german.clauses.Sentence
    place : int
        The place of »er« or »sie«.

    Returns
    -------
    tuple (int, int) or None
        First word of the phrase and the first behind it.
    """
    pronoun, begin = sentence.folded[place], sentence.chunks[sentence.chunk_of[place]][0]
    if pronoun not in _FITS:
        return None
    subjects = {subject(sentence, verb) for verb in range(begin) if sentence.finite(verb)} - {None}
    if len(subjects) != 1:
        return None
    who = subjects.pop()
    first = sentence.folded[who[0]]
    if is_thing(sentence, who) or who[1] > begin or "pronoun" in sentence.roles[who[0]] - {"determiner"}:
        return None
    if first in rule("articles"):
        return who if first in _FITS[pronoun] else None
    capitals = [place for place in range(begin) if sentence.forms[place][0].isupper()]
    others = [place for place in capitals if place not in range(*who) and place - 1 in capitals]
    named = not others and all(place in capitals for place in range(*who))  # »Ida Kranz traf Jan Ruge, und er …«
    return who if named and (who[0] or who[1] - who[0] > 1) else None
