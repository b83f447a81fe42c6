"""Which words of many texts are denied, told for all words that deny at once: the rules, over arrays of words.

``tests/oracle_denial.py`` reads the same rules one sentence and word after the other, and tests hold the two together.
"""

import numpy as np

from .denying import ALONE, ANY_RARE, ANY_ROLE, BIT, FLAGS, LONGEST_CUE, RARE, phrase_of
from .forms import pick, spread
from .words import FOLDED


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
    found = np.zeros(len(tokens), dtype=bool)
    asked = np.zeros(len(tokens.bounds) - 1, dtype=bool)
    asked[rows] = True
    part = _read(tokens, asked)
    if part is not None:
        found[part.at] = part.denied()
    return found


def scopes(tokens):
    """Give each word that denies and the places that it denies: yields (int, set of int), in the order of the words.

    Examples
    --------
    >>> from .tokens import read_tokens
    >>> list(scopes(read_tokens(["Das ist gut.", "Das ist nicht gut."])))
    [(5, {3, 4, 6})]
    """
    part = _read(tokens, np.ones(len(tokens.bounds) - 1, dtype=bool))
    return iter(()) if part is None else part.scopes()


def _read(tokens, asked):
    """Look at those of the texts asked for, a bool each, that hold a denial: _Scopes, or None where none does."""
    cued, flags = np.zeros(len(asked), dtype=bool), FLAGS(tokens)
    at = tokens.of_kind((flags & (ALONE | BIT["part"] | BIT["particle"])) != 0)
    told = pick(flags, pick(tokens.form, at))
    cued[tokens.row[at[(told & ALONE) != 0]]] = True
    cued[_parted(tokens, flags, at, told)] = True
    rows = np.flatnonzero(asked & cued)
    at = spread(tokens.bounds[rows], tokens.bounds[rows + 1] - tokens.bounds[rows])
    return _Scopes(tokens, at, pick(flags, pick(tokens.form, at))) if len(at) else None


def _parted(tokens, flags, at, told):
    """Give the texts with a first part of a cue, and what may be the second one: few first parts are followed by it."""
    first, particles = (at[(told & BIT[name]) != 0] for name in ("part", "particle"))
    parted = np.zeros(len(tokens.bounds) - 1, dtype=bool)
    parted[tokens.row[particles]] = True
    behind = flags[tokens.form[np.minimum(first + 1, len(tokens) - 1)]]
    return tokens.row[first[parted[tokens.row[first]] | ((behind & BIT["second"]) != 0)]]


FAR = 200  # so many words to either side a denial reaches at most: no clause has more, and lists stay quick


class _Scopes:
    """Words of some texts, one after the other, with their clauses; and the scopes of those that deny."""

    def __init__(self, tokens, at, flags):
        self.tokens, self.at, self.flags, self.size = tokens, at, flags, len(at)
        self.spoken = []  # where cues of several words begin and end
        self.rare = np.flatnonzero(flags & ANY_RARE)
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
        return (self.flags[at] & BIT[name]) != 0

    def places(self, name):
        """Give the places of the words of a kind: most words are of no rare one, which is told once."""
        if name not in RARE:
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
        """Tell for each word whether it is denied: bool."""
        cue, a, b, c, d = self._kept()
        ends = np.zeros(self.size + 1, dtype=np.int64)
        for begin, end in ((a, b), (c, d)):
            some = begin < end
            np.add.at(ends, begin[some], 1)
            np.add.at(ends, end[some], -1)
        count = np.cumsum(ends)[:-1]
        itself = (a <= cue) & (cue < b)
        np.add.at(count, cue[itself], -1)
        un = self._before_un(cue) & (a <= cue + 1) & (cue + 1 < b)
        np.add.at(count, cue[un] + 1, -1)
        return (count > 0) & ~self._excepted()

    def scopes(self):
        """Give the place of each cue and the places that it denies, in the tokens."""
        cue, *bounds = self._kept()
        un, excepted = self._before_un(cue).tolist(), set(np.flatnonzero(self._excepted()).tolist())
        for before_un, t, a, b, c, d in zip(un, *(v.tolist() for v in (cue, *bounds)), strict=True):
            places = {*range(a, b), *range(c, d)} - excepted - ({t, t + 1} if before_un else {t})
            yield int(self.at[t]), set(self.at[sorted(places)].tolist())

    def _kept(self):
        """Give the cues that no other undoes, and the stretches that they deny: t, a, b, c, d."""
        cue = np.flatnonzero(self.flags & ANY_ROLE)
        a, b, c, d = self._intervals(cue)
        real = (a < b) | (c < d)
        cue, a, b, c, d = (values[real] for values in (cue, a, b, c, d))
        kept = ~self._undone(cue)
        cue, a, b, c, d = (values[kept] for values in (cue, a, b, c, d))
        a, b = np.maximum(a, cue - FAR), np.minimum(b, cue + FAR)
        return cue, a, b, c, np.minimum(d, c + FAR)

    def _before_un(self, cue):
        """Tell which cues are a »nicht« before un-: »nicht unwahrscheinlich«."""
        return self.has("nicht", cue) & self.next_has("un", cue)

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
        that = self.next_has("dass", t)  # »ohne dass es regnet«: all that »dass« opens
        end = np.where(that, self.end(np.minimum(t + 1, self.size - 1)), self.end(t))
        whole = self.has_between("zu", t, end) | that
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
        roles = self.flags[cue] & ANY_ROLE
        verb = self.has("object", cue) | self.has("lack", cue) | ((roles & ~BIT["part"]) == 0)
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
