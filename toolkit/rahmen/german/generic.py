"""Generic sources: words that leave open who speaks, »viele Beobachter«, »Passanten«."""

from functools import cache

from .cues import FOLDED, rule
from .facts import facts


def is_generic(forms):
    """Tell whether words leave open who speaks: a generic source, a quantifier, a pronoun.

    >>> is_generic(["viele", "Beobachter"]), is_generic(["einige", "chinesische", "Nutzer"])
    (True, False)
    """
    words, endings, quantifiers = _generic()
    if len(forms) == 1 and forms[0][0].isupper() and FOLDED[forms[0]].endswith(_bare()):
        return True  # »Pendler«, but »die Pendler«, who are known from before
    if len(forms) == 2 and FOLDED[forms[0]] in _lists("definite") and FOLDED[forms[1]] in _lists("known"):
        return False  # »die Forscher«, »dieser Umfrage«: of whom or of which something was told
    content = [word for word in map(FOLDED.__getitem__, forms) if word not in rule("articles_and_by")]
    some = len(content) == 2 and content[0] in quantifiers  # »viele Halter«
    near = len(content) > 1 and content[0] in facts("speech")["generic"]["circles"]  # »dem Umfeld der Mannschaft«
    return some or near or all(word in words or word.endswith(endings) for word in content)


@cache
def _bare():
    return tuple(facts("speech")["generic"]["bare"])


@cache
def _lists(name):
    return frozenset(facts("speech")["generic"][name])


@cache
def _generic():
    known = facts("speech")["generic"]
    return frozenset(known["words"]), tuple(known["endings"]), frozenset(known["quantifiers"])
