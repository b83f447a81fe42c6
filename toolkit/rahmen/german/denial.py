"""Which words of many texts are denied: the rules of :mod:`rahmen.german.negation` over arrays of words.

The same scopes, in the same order of rules, told for all words that deny at once; ``tests/test_denial.py`` holds the
two to one another.
"""

from functools import cache

import numpy as np

from .denying import FOLDED, LONGEST_CUE, UN, at_clauses, phrase_of, roles_of, second_parts
from .facts import facts
from .forms import FormRows, pick, spread
from .words import fold_all

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
_BIT = {name: np.uint32(1 << n) for n, name in enumerate((*_ROLES, *_WORDS, *_MORE))}  # narrow: many passes over them


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
            bits[word] = bits.get(word, 0) | int(_BIT[name])
    return bits


def _flags(forms):
    """Give all that the rules ask of word forms, as bits."""
    bits, roles, opens, joins, begins = _bits(), roles_of(), *(int(_BIT[n]) for n in ("opens", "joins", "begins"))
    kein, capital, un = (int(_BIT[name]) for name in ("kein", "capital", "un"))
    found = []
    for form, word in zip(forms, fold_all(forms), strict=True):
        upper = form[0].isupper()
        does = at_clauses(word, upper)
        told = bits.get(word, 0) | capital * upper | opens * does[0] | joins * does[1] | begins * does[2]
        told |= kein * word.startswith("kein") | un * (word.startswith("un") and UN.match(word) is not None)
        for role in roles(word):
            told |= int(_BIT[role])
        found.append(told)
    return np.array(found, dtype=np.uint32)


_FLAGS = FormRows(_flags)
_ANY_ROLE = sum(int(_BIT[name]) for name in _ROLES)
_RARE = ("joins", "raising", "weder", "zu", "particle", "verb", "except")  # kinds of words that are searched
_ANY_RARE = sum(int(_BIT[name]) for name in _RARE)
_ALONE = _ANY_ROLE & ~int(_BIT["part"] | _BIT["raising"])  # what denies by itself


def denied(tokens, rows):
    """Tell which tokens stand in the scope of a negation.

    Parameters
    ----------
    tokens : rahmen.german.tokens.Tokens
    rows : numpy.ndarray of int
        The texts to be looked at.

    Returns
    -------
    numpy.ndarray of bool, shape (words,)

    Examples
    --------
    >>> from .tokens import read_tokens
    >>> denied(read_tokens(["Das ist nicht gut.", "Das ist gut."]), np.array([0, 1])).tolist()
    [True, True, False, True, False, False, False]
    """
    found, flags = np.zeros(len(tokens), dtype=bool), _FLAGS(tokens)
    texts = len(tokens.bounds) - 1
    asked, cued = np.zeros(texts, dtype=bool), np.zeros(texts, dtype=bool)
    asked[rows] = True
    at = tokens.of_kind((flags & (_ALONE | _BIT["part"] | _BIT["particle"])) != 0)
    told = pick(flags, pick(tokens.form, at))
    cued[tokens.row[at[(told & _ALONE) != 0]]] = True
    cued[_parted(tokens, flags, at, told)] = True
    rows = np.flatnonzero(asked & cued)
    at = spread(tokens.bounds[rows], tokens.bounds[rows + 1] - tokens.bounds[rows])
    if len(at):
        found[at] = _Scopes(tokens, at, pick(flags, pick(tokens.form, at))).denied()
    return found


def _parted(tokens, flags, at, told):
    """Give the texts with a first part of a cue, and what may be the second one: few first parts are followed by it."""
    first, particles = (at[(told & _BIT[name]) != 0] for name in ("part", "particle"))
    parted = np.zeros(len(tokens.bounds) - 1, dtype=bool)
    parted[tokens.row[particles]] = True
    behind = flags[tokens.form[np.minimum(first + 1, len(tokens) - 1)]]
    return tokens.row[first[parted[tokens.row[first]] | ((behind & _BIT["second"]) != 0)]]


class _Scopes:
    """Words of some texts, one after the other, with their clauses; and the scopes of those that deny."""

    def __init__(self, tokens, at, flags):
        self.tokens, self.at, self.flags, self.size = tokens, at, flags, len(at)
        self.spoken = []  # where cues of several words begin and end
        self.rare = np.flatnonzero(flags & _ANY_RARE)
        row = pick(tokens.row, at)
        self.more = np.append(row[1:] == row[:-1], False)  # another word of the text follows
        starts = np.append(True, ~self.more[:-1])
        first = np.append(True, pick(tokens.broken, at)[:-1])
        first[1:] |= self.has("opens")[1:] & ~self.has("joins")[:-1]
        joins = self.places("joins")
        first[joins[self.next_has("begins", joins)]] = True
        first |= starts
        self.clauses, self.texts = (np.append(np.flatnonzero(places), self.size) for places in (first, starts))
        self.number = np.cumsum(first) - 1

    def clause(self, t):
        """Give the number of the clause in which words stand."""
        return self.number[t]

    def begin(self, t):
        """Give where their clause begins."""
        return self.clauses[self.clause(t)]

    def end(self, t):
        """Give where it ends."""
        return self.clauses[self.clause(t) + 1]

    def text(self, t):
        """Give where their text begins, and where it ends."""
        n = np.searchsorted(self.texts, t, side="right") - 1
        return self.texts[n], self.texts[n + 1]

    def has(self, name, at=slice(None)):
        return (self.flags[at] & _BIT[name]) != 0

    def places(self, name):
        """Give the places of the words of a kind: most words are of no rare one, which is told once."""
        if name not in _RARE:
            return np.flatnonzero(self.has(name))
        return pick(self.rare, np.flatnonzero(self.has(name, self.rare)))

    def has_between(self, name, begin, end):
        """Tell of stretches whether a word of a kind stands there; few words are, so that they are searched."""
        places = self.places(name)
        return np.searchsorted(places, end) > np.searchsorted(places, begin)

    def next_has(self, name, t):
        """Tell whether the next word of the text is of a kind."""
        return self.more[t] & self.has(name, np.minimum(t + 1, self.size - 1))

    def denied(self):
        """Give a bool for each word."""
        cue = np.flatnonzero(self.flags & _ANY_ROLE)
        a, b, c, d = self._intervals(cue)
        real = (a < b) | (c < d)
        cue, a, b, c, d = (values[real] for values in (cue, a, b, c, d))
        kept = ~self._undone(cue)
        cue, a, b, c, d = (values[kept] for values in (cue, a, b, c, d))
        ends = np.zeros(self.size + 1, dtype=np.int64)
        for begin, end in ((a, b), (c, d)):
            some = begin < end
            np.add.at(ends, begin[some], 1)
            np.add.at(ends, end[some], -1)
        count = np.cumsum(ends)[:-1]
        itself = (a <= cue) & (cue < b)
        np.add.at(count, cue[itself], -1)
        un = self.has("nicht", cue) & (a <= cue + 1) & (cue + 1 < b)
        un[un] = self.has("un", cue[un] + 1)  # »nicht unwahrscheinlich«
        np.add.at(count, cue[un] + 1, -1)
        return (count > 0) & ~self._excepted()

    def _intervals(self, cue):
        """Give for each cue the stretch that it denies, and that of a clause which follows: a, b, c, d."""
        bounds = np.zeros((4, len(cue)), dtype=np.int64)
        left = np.ones(len(cue), dtype=bool)
        for name in ("clause", "following", "noun", "object", "lack"):
            mine = left & self.has(name, cue)
            left &= ~mine
            bounds[:, mine] = getattr(self, f"_of_{name}")(cue[mine])
        likely = self.next_has("second", cue) | self.has_between("particle", cue + 1, self.end(cue))
        some = np.flatnonzero(left & self.has("part", cue) & likely)
        t = cue[some]
        for n, *places in np.stack([some, t, self.end(t), self.text(t)[1]], axis=1).tolist():
            bounds[:2, n] = self._of_phrase(*places)
        return bounds

    def _of_clause(self, t):
        a, b = self.begin(t), self.end(t)
        contrast = self._after_clause("contrast", t)
        a[contrast] = t[contrast] + 1
        nothing = self.has("not", t) & self.next_has("after_not", t)
        nothing |= self.has("kaum", t) & self.next_has("kaum_at", t) & (self.begin(t) == t)
        b[nothing] = a[nothing]
        raises = self.has("never", t) & self.has_between("raising", self.begin(t), self.end(t)) & ~contrast & ~nothing
        return a, b, *self._dass(t, raises)

    def _of_following(self, t):
        a, b = t + 1, self.end(t)
        no = self.has("kein", t)
        whole = no & (self.next_has("rede", t) | (b == t + 1))
        one = no & self.next_has("after_no", t)
        nothing = self.has("noch", t) & ~self.has_between("weder", self.text(t)[0], t)
        a = np.where(whole & ~one, self.begin(t), a)
        b = np.where(one, t + 2, b)
        return a, np.where(nothing, a, b), np.zeros_like(t), np.zeros_like(t)

    def _of_noun(self, t):
        end = self.end(t)
        whole = self.has_between("zu", t, end) | self.next_has("dass", t)
        capital = self.places("capital")
        there = np.append(capital, self.size + 3)[np.searchsorted(capital, t + 1)]
        inside = there < end
        here = np.where(inside, there, 0)
        two = self.next_has("joins", here) & self.more[np.minimum(here + 1, self.size - 1)]
        two &= self.has("capital", np.minimum(here + 2, self.size - 1))
        near = np.where(inside, here + np.where(two, 3, 1), t + 3)
        return t + 1, np.where(whole, end, np.minimum(end, near)), np.zeros_like(t), np.zeros_like(t)

    def _of_object(self, t):
        verb = self.places("verb")
        first = np.append(verb, self.size)[np.searchsorted(verb, self.begin(t))]
        before = np.where(first < self.end(t), first + 1, self.begin(t))
        last = (self.end(t) == t + 1) | ((self.end(t) == t + 2) & self.next_has("passive", t))
        return np.where(last, before, t + 1), np.where(last, t, self.end(t)), *self._dass(t, np.ones(len(t), bool))

    def _of_lack(self, t):
        return self.begin(t), self.end(t), np.zeros_like(t), np.zeros_like(t)

    def _of_phrase(self, t, end, last):
        forms, rest = self.tokens.vocabulary.forms, slice(t, min(max(end, t + LONGEST_CUE), last))
        words = [FOLDED[forms[n]] for n in self.tokens.form[self.at[rest]].tolist()]
        kind, stop = phrase_of(words, end - t)
        if kind is None:
            return 0, 0
        if kind in ("following", "spoken"):
            self.spoken.append((t, t + stop))
        if kind == "following":
            return t + stop, self.end(t + stop - 1)
        return (t + 1, t + stop) if kind == "object" else (self.begin(t), end)

    def _after_clause(self, name, t):
        """Tell whether the next clause of the text begins with a word of a kind."""
        end = np.minimum(self.end(t), self.size - 1)
        return self.more[self.end(t) - 1] & self.has(name, end)

    def _dass(self, t, wanted):
        """Give the clause with »dass« that follows, where one is wanted."""
        there = wanted & self._after_clause("dass", t)
        end = np.minimum(self.end(t), self.size - 1)
        return np.where(there, end + 1, 0), np.where(there, self.end(end), 0)

    def _undone(self, cue):
        """Tell which denials undo one another: a verb that denies and another cue in its clause; »nicht ohne«."""
        roles = self.flags[cue] & _ANY_ROLE
        verb = self.has("object", cue) | self.has("lack", cue) | ((roles & ~_BIT["part"]) == 0)
        within = np.zeros(len(cue), dtype=bool)  # »auf keinen Fall« is one denial, and no verb
        for begin, end in self.spoken:
            verb &= cue != begin
            within |= (begin < cue) & (cue < end)
        clause, size = self.clause(cue), len(self.clauses)
        verbs, rest = (np.bincount(clause[some & ~within], minlength=size) for some in (verb, ~verb))
        both = (verbs > 0) & (rest > 0)
        before = self.has("before_noun", np.maximum(cue - 1, 0)) & (self.text(cue)[0] < cue)
        return both[clause] | within | (self.has("noun", cue) & before)

    def _excepted(self):
        """Tell which words stand up to three places behind »außer« in its clause."""
        found = np.zeros(self.size, dtype=bool)
        for begin in self.places("except").tolist():
            found[begin + 1 : min(begin + 4, int(self.end(begin)))] = True
        return found
