"""Find the patterns of a codebook in sentences: what depends on a word form is looked up once a form."""

import re
from dataclasses import dataclass

from ..german.words import PerForm, fold, is_address


@dataclass(frozen=True)
class Match:
    """A pattern found: its number, and the places of its words in the sentence."""

    pattern: int
    places: tuple


class Globs:
    """All the words of a codebook's patterns, asked of a word form at once.

    Exact words, beginnings, endings and infixes are dictionaries that are asked with the pieces of the form, so that
    the number of indicators costs nothing; only stars amid a word need a regular expression each.

    Parameters
    ----------
    words : iterable of tuple of str
        For each word the globs of which one must fit.
    """

    def __init__(self, words):
        self.number = {word: n for n, word in enumerate(dict.fromkeys(words))}
        self.any_word = {n for word, n in self.number.items() if "*" in word}
        self.tables = {kind: {} for kind in ("exact", "start", "end", "inside")}
        self.expressions = []
        for word, n in self.number.items():
            for glob in word:
                if glob != "*":
                    self._add(glob, n)
        self.lengths = sorted({len(piece) for piece in self.tables["inside"]})
        self.lookup = PerForm(self._match)

    def _add(self, glob, n):
        """Note that `glob` stands for word `n`; with a capital at its front it counts for capitalised forms only."""
        entry = (n, glob[0].isupper())
        middle = glob.strip("*")
        kind = {(0, 0): "exact", (0, 1): "start", (1, 0): "end", (1, 1): "inside"}[glob[0] == "*", glob[-1] == "*"]
        if "*" in middle:
            parts = ".*".join(re.escape(fold(piece)) for piece in glob.split("*"))
            self.expressions.append((re.compile(parts), entry))
        else:
            self.tables[kind].setdefault(fold(middle), []).append(entry)

    def _match(self, form):
        """Give the numbers of the words that a form fits: a frozenset of int."""
        if is_address(form):
            return frozenset()
        parts = form.split("-")
        found = set()
        for word in {fold(form), *(fold(part) for part in parts if part)}:
            self._match_folded(word, found)
        capital = any(part[:1].isupper() for part in parts)
        return frozenset({n for n, asks in found if capital or not asks} | self.any_word)

    def _match_folded(self, word, found):
        size = len(word)
        found.update(self.tables["exact"].get(word, ()))
        for cut in range(1, size + 1):
            found.update(self.tables["start"].get(word[:cut], ()))
            found.update(self.tables["end"].get(word[size - cut :], ()))
        for length in self.lengths:
            for begin in range(size - length + 1):
                found.update(self.tables["inside"].get(word[begin : begin + length], ()))
        found.update(entry for expression, entry in self.expressions if expression.fullmatch(word))


class Matcher:
    """Finds patterns in sentences.

    Parameters
    ----------
    patterns : list of rahmen.codebook.Pattern
        Their numbers are their places in this list.
    """

    def __init__(self, patterns):
        self.globs = Globs(word for pattern in patterns for word in pattern.words)
        self.by_first = {}
        for n, pattern in enumerate(patterns):
            numbers = tuple(self.globs.number[word] for word in pattern.words)
            self.by_first.setdefault(numbers[0], []).append((n, numbers, pattern.gaps, pattern.clause_end))
        self.first = frozenset(self.by_first)

    def find(self, words):
        """Find all patterns in a sentence (Words): a list of Match, from left to right."""
        forms = [self.globs.lookup[form] for form in words.forms]
        found = []
        for place, globs in enumerate(forms):
            for first in globs & self.first:
                for n, numbers, gaps, clause_end in self.by_first[first]:
                    places = _follow(forms, words, place, numbers, gaps, clause_end)
                    if places:
                        found.append(Match(n, places))
        return found


def _follow(forms, words, place, numbers, gaps, clause_end):
    """Give the places of a pattern's words from its first word on, or None where it does not go on.

    Where a word after a gap leads nowhere, the next one that fits is tried.
    """
    if len(numbers) == 1:
        return (place,)
    if not gaps[1] and words.breaks[place]:
        return None
    last = clause_end and len(numbers) == 2
    for there in range(place + 1, min(place + 2 + gaps[1], len(forms))):
        if numbers[1] in forms[there] and (not last or words.ends_clause(there)):
            rest = _follow(forms, words, there, numbers[1:], gaps[1:], clause_end)
            if rest:
                return (place, *rest)
    return None
