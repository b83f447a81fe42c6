"""What word forms do where something is denied, from the lists of ``negation.toml``: asked once a form."""

import re
from functools import cache

from .facts import facts
from .words import FOLDED, PerForm


def at_clauses(word, capital):
    """Tell of a folded form whether it opens a clause, joins two with »und«, and may begin one behind »und«."""
    conjunctions, begins, endings, no_verbs = _clause_lists()
    verb = len(word) > 3 and word.endswith(endings) and not capital and word not in no_verbs
    return word in conjunctions, word in ("und", "oder"), verb or word in begins


@cache
def _clause_lists():
    lists = facts("negation")["clause_start"]
    begins = frozenset([*lists["after_and"], *lists["verbs"]])
    return frozenset(lists["conjunctions"]), begins, tuple(lists["verb_endings"]), frozenset(lists["adjectives_in_t"])


AT_CLAUSES = PerForm(lambda form: at_clauses(FOLDED[form], form[0].isupper()))
"""What ``at_clauses`` tells of a form."""
ROLES = PerForm(lambda form: roles_of()(FOLDED[form]))
UN = re.compile(r"un(?!ter|s|d|ion|i)\w{4}")  # »nicht unwahrscheinlich«, but »nicht unterschrieben«


@cache
def roles_of():
    """Give the roles of folded forms in denials: ``roles_of()("nicht")`` is a frozenset of str."""
    known = facts("negation")
    lists = {
        "clause": known["clause"]["cues"],
        "following": known["following"]["cues"],
        "noun": known["noun"]["cues"],
        "object": known["object_verbs"]["cues"],
        "lack": known["lack_verbs"]["cues"],
        "raising": known["raising"]["verbs"],
        "part": [cue.split()[0] for cue, _ in _spoken()]
        + [stem for kind in ("object_verbs", "lack_verbs") for stem, _ in known[kind]["parted"]],
    }
    whole = {role: frozenset(cues) for role, cues in lists.items()}
    begins = {role: tuple(cue[:-1] for cue in cues if cue.endswith("*")) for role, cues in lists.items()}

    first = tuple(begin for some in begins.values() for begin in some)
    known = frozenset(word for words in whole.values() for word in words)

    def roles(word):
        if word not in known and not word.startswith(first):
            return frozenset()
        return frozenset(role for role in lists if word in whole[role] or word.startswith(begins[role]))

    return roles


LONGEST_CUE = 6
"""Words of the longest cue at most."""


def phrase_of(words, end):
    """Tell what a cue of several words denies: »alles andere als«, and parted verbs, »lehnte … ab«.

    `words` are folded, from the cue on; `end` tells where its clause ends. Gives the kind and the place behind what
    denies: ``following`` or ``spoken`` of a cue of several words, ``object`` (what stands between the parts) or
    ``inside`` of a parted verb, or None.
    """
    for cue, kind in _phrases().get(words[0], ()):
        if tuple(words[: len(cue)]) == cue:
            return ("following" if kind == "following" else "spoken"), len(cue)
    for kind, particle in _PARTED[words[0]]:
        if particle in words[1:end]:
            return ("object" if kind == "object" else "inside"), 1 + words[1:end].index(particle)
    return None, 0


@cache
def second_parts():
    """Give the words that stand second in a cue of several words, and the particles of parted verbs."""
    verbs = (facts("negation")[f"{kind}_verbs"]["parted"] for kind in ("object", "lack"))
    return {
        "second": frozenset(cue.split()[1] for cue, _ in _spoken()),
        "particle": frozenset(particle for parted in verbs for _, particle in parted),
    }


def _spoken():
    known = facts("negation")
    return [(cue, kind) for kind in ("clause", "following") for cue in known[kind]["cues"] if " " in cue]


@cache
def _phrases():
    found = {}
    for cue, kind in _spoken():
        found.setdefault(cue.split()[0], []).append((tuple(cue.split()), kind))
    return found


def _particles(word):
    """Give the particles of the parted verbs that deny of which a word may be the first part."""
    known = facts("negation")
    return [
        (kind, particle)
        for kind in ("object", "lack") for stem, particle in known[f"{kind}_verbs"]["parted"] if _fits(stem, word)
    ]  # fmt: skip


_PARTED = PerForm(_particles)


def _fits(cue, word):
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue
