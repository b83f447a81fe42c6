"""What each word form does in telling speech: its roles, asked once a form, from the lists of ``speech.toml``."""

from functools import cache

from .facts import facts
from .words import FOLDED, PerForm

_KINDS = ("say", "think", "act", "decide")
_WEAK = ("t", "te", "ten", "en", "et", "ete", "eten", "n")


def forms_of(stem):
    """Give the forms of a weak verb that can tell speech.

    >>> sorted(forms_of("sag"))[:4]
    ['gesaget', 'gesagt', 'sagen', 'saget']
    """
    return {stem + ending for ending in _WEAK} | {f"ge{stem}t", f"ge{stem}et"}


@cache
def parted():
    """Give for each first part of a parted verb its particles, each with the roles of the whole."""
    found = {}
    for kind in _KINDS:
        for stem, particle in facts("speech")[kind]["parted"]:
            for form in {stem[:-1] + ending for ending in _WEAK} if stem.endswith("*") else {stem}:
                found.setdefault(form, {}).setdefault(particle, set()).add(kind)
    return found


@cache
def _lists():
    known = facts("speech")
    lists = {kind: {f for stem in known[kind]["weak"] for f in forms_of(stem)} | set(known[kind]["strong"])
             for kind in _KINDS}  # fmt: skip
    for kind in _KINDS:
        for stem, particle in known[kind]["parted"]:
            if stem.endswith("*"):
                base = stem[:-1]
                lists[kind] |= {particle + f for f in forms_of(base)} | {f"{particle}zu{base}en"}
    ascribe = known["ascribe"]
    lists["as"] = {f for stem in ascribe["as_weak"] for f in forms_of(stem)} | set(ascribe["as_strong"])
    lists["for"] = set(ascribe["for_strong"])
    lists["counts"], lists["naming"], lists["seeing"] = map(
        set, (ascribe["counts"], ascribe["naming"], ascribe["seeing_in"])
    )
    lists["spoken_of"] = set()
    for entry in known["act"]["spoken_of"]:
        lists["spoken_of"] |= forms_of(entry[:-1]) if entry.endswith("*") else {entry}
    lists["said_to_be"] = set(known["rule"]["said_to_be"])
    lists["show"] = set(known["rule"]["showing"])
    lists["part"] = set(parted())
    konjunktiv = known["konjunktiv"]
    telling = {stem + "e" for kind in _KINDS for stem in known[kind]["weak"]}  # »er behaupte«
    lists["konjunktiv"], lists["late"] = set(konjunktiv["sure"]) | telling, set(konjunktiv["late"])
    lists["hearsay"] = set(konjunktiv["hearsay"])
    lists["claim"] = set(konjunktiv["claim"])
    return lists


@cache
def _nouns():
    known = facts("speech")
    return {
        "noun": set(known["noun"]["cues"]), "source_noun": set(known["source"]["nouns"]),
    }  # fmt: skip


@cache
def _anywhere():
    known = facts("speech")
    return {
        "alone": set(known["source"]["alone"]), "after": set(known["source"]["after"]),
        "before_noun": set(known["source"]["with_noun"]), "opener": set(known["opener"]["words"]),
        "subordinate": set(known["opener"]["subordinate"]), "relative": set(known["opener"]["relative"]),
        "determiner": set(known["phrase"]["determiners"]), "pronoun": set(known["generic"]["pronouns"]),
        "time": set(known["phrase"]["times"]), "not_first": set(known["phrase"]["not_first"]),
        "adverb": set(known["phrase"]["adverbs"]), "skipped": set(known["phrase"]["skipped"]),
        "so": {"so"}, "hence": set(known["source"]["hence"]), "wie": {"wie"}, "link": set(known["phrase"]["links"]),
        "questioning": set(known["act"]["questioning"]), "heard": set(known["rule"]["heard"]),
    }  # fmt: skip


@cache
def _by_word(small):
    """Give the roles of each listed word, with a small first letter or a capital."""
    found = {}
    for lists in (_lists() if small else _nouns(), _anywhere()):
        for role, words in lists.items():
            for word in words:
                found.setdefault(word, set()).add(role)
    return {word: frozenset(roles) for word, roles in found.items()}


def _roles(form):
    word, small = FOLDED[form], not form[:1].isupper()
    roles = set(_by_word(small).get(word, ()))
    if small and word.endswith("iere"):
        roles.add("konjunktiv")  # »basiere«
    if not small and word.endswith(tuple(facts("speech")["source"]["noun_endings"])):
        roles.add("source_noun")  # »Armeeangaben«
    if not small and word.endswith(tuple(facts("speech")["phrase"]["adverb_endings"])):
        roles.add("not_first")  # »Zusätzlich«
    return frozenset(roles)


@cache
def rule(name):
    """Give a small list of ``speech.toml`` as a set."""
    return frozenset(facts("speech")["rule"][name])


ROLES = PerForm(_roles)
