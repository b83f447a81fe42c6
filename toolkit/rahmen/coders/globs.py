"""Which words of a codebook a word form is: asked for many forms at once, in one pass over all of them."""

import re

import numpy as np

from ..german.forms import distinct, spread
from ..german.words import fold, fold_all, is_address


class Globs:
    """All the words of a codebook's patterns, asked of many word forms at once.

    Exact words, beginnings, endings and infixes are found by an Aho-Corasick automaton in one pass over all the forms,
    so that the number of indicators costs nothing; only stars amid a word need a regular expression each.

    Parameters
    ----------
    words : iterable of tuple of str
        For each word the globs of which one must fit.

    Attributes
    ----------
    number : dict
        The number of each of these words.
    """

    def __init__(self, words):
        self.number = {word: n for n, word in enumerate(dict.fromkeys(words))}
        self.any_word = [n for word, n in self.number.items() if "*" in word]
        self.expressions, strings = [], {}
        each = [(glob, n) for word, n in self.number.items() for glob in word if glob != "*"]
        for (glob, n), middle in zip(each, fold_all([glob.strip("*") for glob, _ in each]), strict=True):
            self._add(glob, middle, n, strings)
        self.strings = list(strings)
        entries = list(strings.values())
        self.opened = np.array([string[0] == "\n" for string in strings], dtype=np.int64)
        self.count = np.array([len(found) for found in entries], dtype=np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.entries = np.array([entry for found in entries for entry in found], dtype=np.int64).reshape(-1, 2)
        self.automaton = None

    def _add(self, glob, middle, n, strings):
        """Note that `glob` stands for word `n`; with a capital at its front it counts for capitalised forms only."""
        entry = (n, glob[0].isupper())
        if "*" in glob.strip("*"):
            parts = ".*".join(re.escape(fold(piece)) for piece in glob.split("*"))
            self.expressions.append((re.compile(f"^{parts}$", re.MULTILINE), entry))
        else:
            begin, end = "" if glob[0] == "*" else "\n", "" if glob[-1] == "*" else "\n"
            strings.setdefault(f"{begin}{middle}{end}", []).append(entry)

    def of(self, forms):
        """Tell which words each form is: how many, shape (n,), and their numbers, ascending, one form after the other.

        The parts of a form with hyphens count as well; an address is no word.
        """
        parts = [form.split("-") for form in forms]
        owners = [n for n, pieces in enumerate(parts) for piece in pieces if piece and len(pieces) > 1]
        folded = fold_all([*forms, *(piece for n in dict.fromkeys(owners) for piece in parts[n] if piece)])
        owner = np.concatenate([np.arange(len(forms)), np.array(owners, dtype=np.int64)])
        capital = np.array([any(piece[:1].isupper() for piece in pieces) for pieces in parts], dtype=bool)
        word = np.array([not is_address(form) for form in forms], dtype=bool)
        place, entry = self._search(folded)
        form = owner[place]
        fits = word[form] & (capital[form] | (entry[:, 1] == 0))
        whole = np.flatnonzero(word)
        key = np.concatenate([
            form[fits] * len(self.number) + entry[fits, 0],
            *(whole * len(self.number) + n for n in self.any_word),
        ])  # fmt: skip
        key = distinct(key)
        return np.bincount(key // max(len(self.number), 1), minlength=len(forms)), key % max(len(self.number), 1)

    def _search(self, folded):
        """Search folded words, all as one text: the place of the word and (number, asks for a capital) of each find."""
        text = "\n" + "\n".join(folded) + "\n"
        begins = np.cumsum([1, *(len(word) + 1 for word in folded)])[:-1]
        found = np.array(self._automaton().find_matches_as_indexes(text, overlapping=True), dtype=np.int64)
        string, at = found.reshape(-1, 3)[:, :2].T
        at = at + self.opened[string]
        count = self.count[string]
        entry = self.entries[spread(self.first[string], count)]
        at = np.repeat(at, count)
        more = [(match.start(), *asked) for regex, asked in self.expressions for match in regex.finditer(text)]
        if more:
            more = np.array(more, dtype=np.int64)
            at, entry = np.concatenate([at, more[:, 0]]), np.concatenate([entry, more[:, 1:]])
        return np.searchsorted(begins, at, side="right") - 1, entry

    def _automaton(self):
        if self.automaton is None:
            from ahocorasick_rs import AhoCorasick

            self.automaton = AhoCorasick(self.strings or ["\n\n\n"])
        return self.automaton

    def __getstate__(self):  # the automaton is made again where it is asked
        return {**self.__dict__, "automaton": None}
