"""What word forms do where something is denied, from the lists of ``negation.toml``: asked once a form."""

import re
from functools import cache

import numpy as np

from .facts import facts
from .forms import FormRows
from .words import PerForm, fold_all


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
        if particle not in words[1:end]:
            continue
        place = words.index(particle, 1)
        if kind == "object":
            return "object", place
        if place + 1 == end or words[place + 1] in facts("negation")["lack_verbs"]["behind"]:
            return "inside", place  # but »blieb aus Versehen liegen«
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


_ROLES = ("clause", "following", "noun", "object", "lack", "raising", "part")
_WORDS = {
    "nicht": ("nicht",), "not": ("nicht", "nich"), "never": ("nicht", "nie", "niemals", "nich"), "kaum": ("kaum",),
    "noch": ("noch",), "weder": ("weder",), "rede": ("rede",), "zu": ("zu",), "dass": ("dass",),
    "before_noun": ("nicht", "nie"),
}  # fmt: skip
_MORE = (
    "opens", "joins", "begins", "kein", "capital", "un", "after_not", "kaum_at", "after_no", "contrast", "except",
    "verb", "second", "particle", "passive",
)  # fmt: skip
BIT = {name: np.uint32(1 << n) for n, name in enumerate((*_ROLES, *_WORDS, *_MORE))}  # narrow: many passes over them


@cache
def _bits():
    """Give the bits of the words that the rules name."""
    undone, bits = facts("negation")["undone"], {}
    lists = _WORDS | {
        "after_not": undone["after_not"], "kaum_at": undone["temporal_kaum"], "after_no": undone["after_no"],
        "contrast": undone["contrast"], "except": undone["except"], "verb": facts("negation")["clause_start"]["verbs"],
        "passive": facts("negation")["object_verbs"]["passive"],
        **second_parts(),
    }  # fmt: skip
    for name, words in lists.items():
        for word in words:
            bits[word] = bits.get(word, 0) | int(BIT[name])
    return bits


def _flags(forms):
    """Give all that the rules ask of word forms, as bits."""
    bits, roles, opens, joins, begins = _bits(), roles_of(), *(int(BIT[n]) for n in ("opens", "joins", "begins"))
    kein, capital, un = (int(BIT[name]) for name in ("kein", "capital", "un"))
    found = []
    for form, word in zip(forms, fold_all(forms), strict=True):
        upper = form[0].isupper()
        does = at_clauses(word, upper)
        told = bits.get(word, 0) | capital * upper | opens * does[0] | joins * does[1] | begins * does[2]
        told |= kein * word.startswith("kein") | un * (word.startswith("un") and UN.match(word) is not None)
        for role in roles(word):
            told |= int(BIT[role])
        found.append(told)
    return np.array(found, dtype=np.uint32)


FLAGS = FormRows(_flags)
ANY_ROLE = sum(int(BIT[name]) for name in _ROLES)
RARE = ("joins", "raising", "weder", "zu", "particle", "verb", "except")  # kinds of words that are searched
ANY_RARE = sum(int(BIT[name]) for name in RARE)
ALONE = ANY_ROLE & ~int(BIT["part"] | BIT["raising"])  # what denies by itself
