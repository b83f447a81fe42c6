"""Whom a pronoun that speaks means, where its own sentence names him before: »Ida Kranz kam, dann sagte sie: …«."""

from .cues import rule
from .facts import facts
from .speakers import is_thing, subject

FAR = 60  # so many words before the pronoun are looked at: no sentence is slow, however long


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
    fitting = facts("speech")["pronoun"].get(sentence.folded[place])
    if fitting is None:
        return None
    begin = sentence.chunks[sentence.chunk_of[place]][0]
    before = range(max(begin - FAR, 0), begin)
    subjects = {subject(sentence, verb) for verb in before if sentence.finite(verb)} - {None}
    if len(subjects) != 1:
        return None
    who = subjects.pop()
    first = sentence.folded[who[0]]
    if is_thing(sentence, who) or who[1] > begin or "pronoun" in sentence.roles[who[0]] - {"determiner"}:
        return None
    if first in rule("articles"):
        return who if first in fitting else None
    capitals = [place for place in before if sentence.forms[place][0].isupper()]
    others = [place for place in capitals if place not in range(*who) and place - 1 in capitals]
    named = not others and all(place in capitals for place in range(*who))  # »Ida Kranz traf Jan Ruge, und er …«
    return who if named and (who[0] or who[1] - who[0] > 1) else None
