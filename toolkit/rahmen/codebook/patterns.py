"""The little language of indicators, written by people and read by the codebook coder.

====================================  ==================================================================================
``protest*``  ``*zensur*``            a star stands for any letters: at the front, at the end, within
``akt des widerstands``               a phrase: these words one behind the other
``akt * widerstands``                 a star alone: any one word
``wehr* … gegen``                     a gap: up to six words between (``...`` does as well)
``{ruft,rief} … auf``                 braces: one of these, or of ``protest{,e,en}``
``gegen {,die,den} pläne``            a word that may be missing
``ab|lehn*``                          a separable verb: ablehnt, abgelehnt, abzulehnen, and »lehnt das Gesetz … ab«
``Macht*``                            a capital at the front asks for one: »Macht«, not »macht« (»MACHT« is both)
====================================  ==================================================================================

Case, ä/ae, ß/ss and gender forms (Nutzer:innen) tell nothing apart otherwise.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

GAP = 6
"""Words that a gap may span."""
VERB_GAP = 14
"""Words that may stand between a verb and its particle at the end of the clause."""
_FORBIDDEN = re.compile(r"[^\w*'’.&-]|_")
_LETTERS = re.compile(r"\*?[^\W_]{3,}\*?")
_BRACE = re.compile(r"\{([^{}]*)\}")
_PHRASE_BRACE = re.compile(r"\{([^{}]*\s[^{}]*)\}")  # of phrases, not of words


class PatternError(ValueError):
    """An indicator that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which an indicator may stand in a text.

    Attributes
    ----------
    words : tuple of tuple of str
        For each word the globs of which one must fit it.
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
    [(('ruft', 'rief'), ('auf',))]
    >>> [pattern.words for pattern in parse("ab|lehn*")]
    [(('ablehn*', 'abgelehn*', 'abzulehn*'),), (('lehn*',), ('ab',))]
    """
    if not isinstance(source, str) or not source.strip():
        raise PatternError("an indicator must be a text that is not empty")
    source = source.replace("...", "…")
    if "{" not in source and "}" not in source:  # most often
        return tuple(_patterns(source.split()))
    found = {}
    for plain in _write_out(source.strip(), _PHRASE_BRACE):
        for words in _with_and_without(re.findall(r"(?:\{[^{}]*\}|[^\s{}]|[{}])+", plain)):
            found.update(dict.fromkeys(_patterns(words)))
    return tuple(found)


def _with_and_without(words):
    """Write out the words that may be missing, ``{,die,den}``: a list of lists of words."""
    choices = []
    for word in words:
        inside = _BRACE.fullmatch(word)
        given = [alternative for alternative in inside[1].split(",") if alternative] if inside else []
        optional = inside is not None and len(given) <= inside[1].count(",")
        choices.append([["{" + ",".join(given) + "}"], []] if optional else [[word]])
    return [list(chain.from_iterable(chosen)) for chosen in product(*choices)]


def _write_out(source, brace):
    """Write out the alternatives in braces: a list of str."""
    if "{" not in source:
        return [source]
    pieces = brace.split(source)
    choices = [[piece] if place % 2 == 0 else piece.split(",") for place, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


def _patterns(words):
    """Give the pattern of these words; a separable verb has two: joined, and parted with the particle at the end."""
    if not any("|" in word for word in words):
        return [_pattern(words)]
    if len(words) > 1 or words[0].count("|") > 1:
        raise PatternError("a separable verb (ab|lehn*) stands alone")
    particles, stems = (_globs(part) for part in words[0].split("|"))
    joined = [glob for p in particles for s in stems for glob in (p + s, f"{p}ge{s}", f"{p}zu{s}")]
    return [Pattern((tuple(joined),), (0,)), Pattern((stems, particles), (0, VERB_GAP), clause_end=True)]


def _pattern(words):
    globs, gaps, gap = [], [], 0
    for word in words:
        if word == "…":
            if not globs or gap:
                raise PatternError("a gap (…) stands between two words")
            gap = GAP
            continue
        globs.append(_globs(word))
        gaps.append(gap)
        gap = 0
    if gap or not globs:
        raise PatternError("a gap (…) stands between two words")
    if ("*",) in (globs[0], globs[-1]):
        raise PatternError("a star alone stands for one word between two others")
    return Pattern(tuple(globs), tuple(gaps))


@cache
def _globs(word):
    """Give the globs of a word that may hold braces."""
    if "{" not in word:
        return (_check(word),)
    return tuple(dict.fromkeys(_check(glob) for glob in _write_out(word, _BRACE)))


def _check(glob):
    if _LETTERS.fullmatch(glob):  # most often
        return glob
    if mark := _FORBIDDEN.search(glob):
        if mark[0] in "{}":
            raise PatternError("braces must come in pairs and hold no others")
        raise PatternError(f"the character {mark[0]!r} means nothing in an indicator")
    letters = glob.replace("*", "")
    if not any(letter.isalnum() for letter in letters) and glob != "*":
        raise PatternError(f"{glob!r} holds no letter")
    if glob != "*" and len(letters) < (3 if glob.startswith("*") else 2) and "*" in glob:
        raise PatternError(f"{glob!r} is too general: give it more letters")
    return glob
