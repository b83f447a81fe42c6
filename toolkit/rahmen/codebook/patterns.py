"""The little language of indicators, written by people and read by the codebook coder.

====================================  ==================================================================================
``protest*``  ``*zensur*``            a star stands for any letters: at the front, at the end, within
``akt des widerstands``               a phrase: these words one behind the other
``akt * widerstands``                 a star alone: any one word
``wehr* … gegen``                     a gap: up to six words between (``...`` does as well)
``{ruft,rief} … auf``                 braces: one of these, or of ``protest{,e,en}``
``ab|lehn*``                          a separable verb: ablehnt, abgelehnt, abzulehnen, and »lehnt das Gesetz … ab«
``Macht*``                            a capital at the front asks for one: »Macht«, not »macht« (»MACHT« is both)
====================================  ==================================================================================

Case, ä/ae, ß/ss and gender forms (Nutzer:innen) tell nothing apart otherwise.
"""

import re
from dataclasses import dataclass
from itertools import product

GAP = 6
"""Words that a gap may span."""
VERB_GAP = 14
"""Words that may stand between a verb and its particle at the end of the clause."""
_ALLOWED = re.compile(r"[^\W_]|[-*'’.&]")
_BRACE = re.compile(r"\{([^{}]*)\}")


class PatternError(ValueError):
    """An indicator that cannot be read; the message says why."""


@dataclass(frozen=True)
class Pattern:
    """One way in which an indicator may stand in a text.

    Attributes
    ----------
    words : tuple of str
        Globs, one a word.
    gaps : tuple of int
        How many words may stand before each of them (0 for the first, and within a phrase).
    clause_end : bool
        The last word must end its clause, as the particle of a separable verb does.
    """

    words: tuple
    gaps: tuple
    clause_end: bool = False


def parse(source):
    """Read an indicator.

    Parameters
    ----------
    source : str
        The indicator as it stands in the codebook.

    Returns
    -------
    tuple of Pattern
        All the ways in which it may stand in a text.

    Raises
    ------
    PatternError
        It is empty, unbalanced, too general, or holds a character that means nothing here.

    Examples
    --------
    >>> [pattern.words for pattern in parse("{ruft,rief} … auf")]
    [('ruft', 'auf'), ('rief', 'auf')]
    >>> [pattern.words for pattern in parse("ab|lehn*")]
    [('ablehn*',), ('abgelehn*',), ('abzulehn*',), ('lehn*', 'ab')]
    """
    if not isinstance(source, str) or not source.strip():
        raise PatternError("an indicator must be a text that is not empty")
    found = {}
    for plain in _expand(source.replace("...", "…").strip()):
        for pattern in _separable(plain.split()):
            found[pattern] = None
    return tuple(found)


def _expand(source):
    """Write out the alternatives in braces."""
    pieces = _BRACE.split(source)
    if any(mark in piece for piece in pieces[::2] for mark in "{}"):
        raise PatternError("braces must come in pairs and hold no others")
    choices = [[piece] if place % 2 == 0 else piece.split(",") for place, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


def _separable(words):
    """Write out a separable verb: joined in three forms, and parted, with the particle at the end of the clause."""
    if not any("|" in word for word in words):
        return [_pattern(words)]
    if len(words) > 1 or words[0].count("|") > 1:
        raise PatternError("a separable verb (ab|lehn*) stands alone")
    particle, stem = words[0].split("|")
    joined = (particle + stem, f"{particle}ge{stem}", f"{particle}zu{stem}")
    parted = Pattern((_check(stem), _check(particle)), (0, VERB_GAP), clause_end=True)
    return [*(_pattern([verb]) for verb in joined), parted]


def _pattern(words):
    globs, gaps, gap = [], [], 0
    for word in words:
        if word == "…":
            if not globs or gap:
                raise PatternError("a gap (…) stands between two words")
            gap = GAP
            continue
        globs.append(_check(word))
        gaps.append(gap)
        gap = 0
    if gap or not globs:
        raise PatternError("a gap (…) stands between two words")
    if globs[0] == "*" or globs[-1] == "*":
        raise PatternError("a star alone stands for one word between two others")
    return Pattern(tuple(globs), tuple(gaps))


def _check(glob):
    for mark in glob:
        if not _ALLOWED.match(mark):
            raise PatternError(f"the character {mark!r} means nothing in an indicator")
    letters = glob.replace("*", "")
    if glob != "*" and len(letters) < (3 if glob.startswith("*") else 2) and "*" in glob:
        raise PatternError(f"{glob!r} is too general: give it more letters")
    return glob
