"""Find the patterns of a codebook in many sentences at once: arrays over words, no loop over tokens.

A pattern of several words is looked for where the rarest of them stands, and followed from there to both sides. So the
many patterns that begin with »die« or »nicht« cost nothing where their other words are missing.
"""

from dataclasses import dataclass

import numpy as np

from ..german.forms import FormLists, pick, run_starts, spread_owned
from .globs import Globs

_JOINING = ("und", "oder", "sowie", "aber")  # a clause ends before them


@dataclass
class Matches:
    """What was found in texts.

    Attributes
    ----------
    pattern : numpy.ndarray of int
        The number of each pattern found.
    places : numpy.ndarray of int32, shape (found, words of the longest one)
        The places of its words among the tokens, −1 where there are no more.
    grouped : list of numpy.ndarray of uint64, shape (forms,)
        The word groups of which each form is a single word, as bits: the columns of :func:`bits_of`.
    """

    pattern: np.ndarray
    places: np.ndarray
    grouped: list

    def groups(self, tokens):
        """Tell the word groups of which a single word stands in each text."""
        found = np.zeros((len(tokens.bounds) - 1, len(self.grouped)), dtype=np.uint64)
        at = tokens.of_kind(np.bitwise_or.reduce(self.grouped) != 0)  # few
        form, row = pick(tokens.form, at), pick(tokens.row, at)
        begins = run_starts(row)
        for n, column in enumerate(self.grouped):
            found[row[begins], n] = np.bitwise_or.reduceat(pick(column, form), begins)
        return found


class Matcher:
    """Finds patterns in texts.

    Parameters
    ----------
    patterns : list of rahmen.codebook.Pattern
        Their numbers are their places in this list.
    group : numpy.ndarray of int, optional
        For each pattern the word group that it belongs to, else −1. Of a word group counts only whether it stands in
        a text: those of its patterns that are one word, the most frequent of all, get no places.
    groups : int, default 0
        How many word groups there are.
    """

    def __init__(self, patterns, group=None, groups=0):
        self.globs = Globs(word for pattern in patterns for word in pattern.words)
        numbers = [[self.globs.number[word] for word in pattern.words] for pattern in patterns]
        group = np.full(len(patterns), -1) if group is None else group
        alone = np.array([n for n, found in enumerate(numbers) if len(found) == 1], dtype=np.int64)
        glob = np.array([numbers[n][0] for n in alone.tolist()], dtype=np.int64)
        free, self.groups = group[alone] < 0, groups
        self.alone = _ByGlob(glob[free], alone[free], len(self.globs.number))
        self.grouped = _ByGlob(glob[~free], group[alone[~free]], len(self.globs.number))
        self.many = np.array([n for n, found in enumerate(numbers) if len(found) > 1], dtype=np.int64)
        self.size = np.array([len(numbers[n]) for n in self.many], dtype=np.int64)
        self.longest = int(self.size.max(initial=1))
        self.glob = _padded([numbers[n] for n in self.many], self.longest, -1)
        self.gap = _padded([patterns[n].gaps for n in self.many], self.longest, 0)
        self.widths = np.unique(self.gap).tolist()
        number = np.arange(len(self.globs.number) + 1, dtype=np.uint64)
        self.bits = [np.uint64(1) << (each % np.uint64(61)) for each in (number, number // np.uint64(61))]
        self.ends = np.array([patterns[n].clause_end for n in self.many], dtype=bool)
        self.in_many = np.zeros(len(self.globs.number) + 1, dtype=bool)
        self.in_many[self.glob[self.glob >= 0]] = True
        self.several, self.single = FormLists(self._several, self._noted), FormLists(self._single)
        self.told = None, None

    def find(self, tokens):
        """Find all patterns in texts (Tokens).

        Of the ways in which a pattern goes on from one first word, the one whose next word comes first counts.
        """
        place, pattern = self.single.onto(tokens)
        form, glob, (*grouped, first, second) = self.several(tokens)
        paths, row = _Search(self, tokens, form, glob, (first, second)).run()
        paths = paths[:, : self.size[row].max(initial=1)]
        places = np.full((len(place) + len(row), paths.shape[1]), -1, dtype=np.int32)
        places[: len(place), 0], places[len(place) :] = place, paths
        return Matches(np.concatenate([pattern, self.many[row]]), places, grouped)

    def _globs_of(self, forms):
        """Tell which globs forms are: the place of the form and the number of each; the last answer is kept."""
        if self.told[0] != forms:
            count, glob = self.globs.of(forms)
            self.told = forms, (np.repeat(np.arange(len(count)), count), glob)
        return self.told[1]

    def _single(self, forms):
        """List the patterns of one word that forms are."""
        form, glob = self._globs_of(forms)
        each, pattern = self.alone.of(glob)
        return np.bincount(form[each], minlength=len(forms)), pattern

    def _several(self, forms):
        """List the words of longer patterns that they are."""
        form, glob = self._globs_of(forms)
        several = np.flatnonzero(pick(self.in_many, glob))
        return np.bincount(form[several], minlength=len(forms)), glob[several]

    def _noted(self, forms, count, glob):
        """Note in bits the word groups that forms are, and the words of longer patterns."""
        form = np.repeat(np.arange(len(count)), count)
        words = [noted(form, glob, bits, len(count)) for bits in self.bits]
        form, glob = self._globs_of(forms)  # all of them
        each, group = self.grouped.of(glob)
        return [*bits_of(form[each], group, (len(forms), self.groups)).T.copy(), *words]


def _padded(rows, width, filling):
    """Put lists of numbers under one another, shorter ones filled up: an array of int."""
    return np.array([[*row, *[filling] * (width - len(row))] for row in rows], dtype=np.int64).reshape(-1, width)


class _ByGlob:
    """What belongs to globs: a list of numbers for each."""

    def __init__(self, glob, value, globs):
        self.value = value[np.argsort(glob, kind="stable")]
        self.count = np.bincount(glob, minlength=globs)
        self.first = np.cumsum(self.count) - self.count

    def of(self, glob):
        """Give the numbers of globs: for each number the place of its glob in `glob`, and itself."""
        owner, places = spread_owned(pick(self.first, glob), pick(self.count, glob))
        return owner, self.value[places]


def bits_of(row, number, shape):
    """Note numbers in the bits of rows: an array of uint64, 64 bits a column.

    >>> bits_of(np.array([0, 0, 1]), np.array([1, 65, 0]), (2, 70)).tolist()
    [[2, 2], [1, 0]]
    """
    bits = np.zeros((shape[0], shape[1] // 64 + 1), dtype=np.uint64)
    np.bitwise_or.at(bits, (row, number // 64), np.uint64(1) << (number % 64).astype(np.uint64))
    return bits


def noted(form, glob, bits, forms):
    """Note in bits which words each of so many forms is (ascending, a pair for each word): numbers of 64 bits."""
    found, begins = np.zeros(forms, dtype=np.uint64), run_starts(form)
    found[form[begins]] = np.bitwise_or.reduceat(pick(bits, glob), begins)
    return found


class _Search:
    """The search for patterns of several words in one batch of tokens."""

    def __init__(self, matcher, tokens, form, glob, bits):
        self.matcher, self.tokens, self.form, self.glob = matcher, tokens, form, glob
        self.width = len(matcher.in_many)
        self.keys = form * self.width + glob  # ascending: which form is which word
        self.bits = bits  # of each form: two quick looks, which never miss
        self.joining = np.zeros(len(tokens.names), dtype=bool)
        self.joining[[tokens.vocabulary.numbers[word] for word in _JOINING if word in tokens.vocabulary.numbers]] = True

    def run(self):
        """Give the places of the words of each pattern found, and its row among those of several words."""
        place, row, at = self._anchors()
        paths = np.full((len(place), self.matcher.longest), -1, dtype=np.int32)
        paths[np.arange(len(place)), at] = place
        if len(place):
            right = self._grow(paths, row, at, 1)
            paths, row = self._grow(right[0], right[1], at[right[2]], -1)[:2]
        keys = [*(paths[:, n] for n in range(paths.shape[1] - 1, -1, -1)), row]
        order = np.lexsort(keys)
        paths, row = paths[order], row[order]
        again = (row[1:] == row[:-1]) & (paths[1:, 0] == paths[:-1, 0])
        first = np.append(True, ~again)[: len(row)]
        return paths[first], row[first]

    def _anchors(self):
        """Give where the rarest word of each pattern stands: place, row of the pattern, place of the word in it."""
        m, tokens = self.matcher, self.tokens
        often = np.bincount(self.glob, weights=tokens.counts[self.form], minlength=self.width).astype(np.int64)
        counts = np.where(m.glob >= 0, often[m.glob], np.iinfo(np.int64).max)
        rows = np.arange(len(counts))
        at = counts.argmin(axis=1) if len(counts) else rows
        live = rows[counts[rows, at] > 0]
        anchors = _ByGlob(m.glob[live, at[live]], live, self.width)
        pair, row = anchors.of(self.glob)
        place, row = self._likely(self.form[pair], row, at)
        last = np.flatnonzero(pick(m.ends & (at == m.size - 1), row))
        wrong = last[~self._ends_clause(place[last])]
        place, row = np.delete(place, wrong), np.delete(row, wrong)
        return place, row, at[row]

    def _likely(self, form, row, at):
        """Give place and row of the anchors beside which the pattern's next word may stand: of forms and their rows."""
        m, tokens, rows = self.matcher, self.tokens, np.arange(len(at))
        step = np.where(at + 1 < m.size, 1, -1)
        far, wanted = m.gap[rows, np.maximum(at, at + step)] > 0, m.glob[rows, at + step]
        place = tokens.of_kind(np.bincount(form, minlength=len(tokens.names)) > 0)
        beside = [pick(tokens.form, place + side) for side in (1, -1)]
        texts = pick(self._in_texts(wanted[far]), pick(tokens.row, place))
        kind = np.where(far, 2, np.where(step == 1, 0, 1))[row] * len(place)
        owner, entry = _onto(pick(tokens.form, place), form)
        look = pick(kind, entry) + owner
        for bits, of_glob, of_text in zip(self.bits, m.bits, (texts, ~np.zeros_like(texts)), strict=True):
            seen = np.concatenate([*(pick(bits, each) for each in beside), of_text])
            likely = np.flatnonzero((pick(seen, look) & pick(of_glob[wanted[row]], entry)) != 0)
            owner, entry, look = (pick(values, likely) for values in (owner, entry, look))
        return pick(place, owner), pick(row, entry)

    def _in_texts(self, globs):
        """Note in bits which of some words each text has: numbers of 64 bits."""
        tokens, among = self.tokens, np.zeros(self.width, dtype=bool)
        among[globs] = True
        some = np.flatnonzero(pick(among, self.glob))
        texts, found = np.flatnonzero(np.diff(tokens.bounds)), np.zeros(len(tokens.bounds) - 1, dtype=np.uint64)
        bits = pick(noted(self.form[some], self.glob[some], self.matcher.bits[0], len(tokens.names)), tokens.form)
        found[texts] = np.bitwise_or.reduceat(bits, tokens.bounds[texts])
        return found

    def _grow(self, paths, row, at, step):
        """Follow patterns from the word at hand to their end (step 1) or beginning (−1); tells whence each comes."""
        m, source, done = self.matcher, np.arange(len(row)), []
        while len(row):
            over = at == (m.size[row] - 1 if step == 1 else 0)
            over, left = np.flatnonzero(over), np.flatnonzero(~over)
            done.append(tuple(pick(values, over) for values in (paths, row, source)))
            paths, row, at, source = (pick(values, left) for values in (paths, row, at, source))
            here = paths[np.arange(len(row)), at]
            each, there = self._follow(here, row, at, step)
            if len(done) > 1:  # else each comes from a word of its own
                best = _best(
                    source[each] * len(self.tokens) + there, here[each] if step == -1 else np.arange(len(each))
                )
                each, there = each[best], there[best]
            paths, row, source, at = (pick(values, each) for values in (paths, row, source, at + step))
            paths[np.arange(len(row)), at] = there
        empty = [(paths[:0], row[:0], source[:0])]
        return tuple(np.concatenate(parts) for parts in zip(*(done or empty), strict=True))

    def _follow(self, here, row, at, step):
        """Find where the next word of each pattern stands: number of the pattern at hand, and place."""
        m, tokens = self.matcher, self.tokens
        cell = row * m.longest + at + step
        gap, wanted = m.gap.take(cell + (step == -1)), m.glob.take(cell)
        found = [np.zeros((2, 0), dtype=np.int64)]
        for width in m.widths:  # few
            some = np.flatnonzero(gap == width)
            there = here[some, None] + step * np.arange(1, width + 2)
            found.append(np.stack([np.broadcast_to(some[:, None], there.shape).ravel(), there.ravel()]))
        each, there = np.concatenate(found, axis=1)
        fits = self._is(pick(tokens.form, there), pick(wanted, each))  # first what most are not
        each, there = each[fits], there[fits]
        fits = (there >= 0) & (there < len(tokens)) & (pick(tokens.row, there) == tokens.row[here[each]])
        fits &= (gap[each] > 0) | ~pick(tokens.broken, np.minimum(here[each], there))
        last = fits & m.ends[row[each]] & (step == 1) & (at[each] + 2 == m.size[row[each]])
        fits[last] = self._ends_clause(there[last])
        return each[fits], there[fits]

    def _may_be(self, form, glob):
        """Give the places where forms may be words: most are not, which is told quickly."""
        fits = np.flatnonzero((pick(self.bits[0], form) & pick(self.matcher.bits[0], glob)) != 0)
        again = pick(self.bits[1], pick(form, fits)) & pick(self.matcher.bits[1], pick(glob, fits))
        return fits[again != 0]

    def _is(self, form, glob):
        """Give the places where forms are words."""
        fits = self._may_be(form, glob)
        key = pick(form, fits) * self.width + pick(glob, fits)
        order = np.argsort(key)  # what is in order is found far more quickly
        key, known = pick(key, order), np.zeros(len(fits), dtype=bool)
        known[order] = pick(self.keys, np.searchsorted(self.keys, key)) == key
        return pick(fits, np.flatnonzero(known))

    def _ends_clause(self, place):
        """Tell whether words are the last of their clause: punctuation follows, or »und«."""
        tokens = self.tokens
        return tokens.broken[place] | self.joining[tokens.form[np.minimum(place + 1, len(tokens) - 1)]]


def _best(key, order):
    """Choose one of those with the same key, the lowest in order, so that paths which meet do not multiply."""
    sorted_ = np.lexsort([order, key])
    return np.sort(sorted_[run_starts(key[sorted_])])


def _onto(form, entries):
    """Spread entries, the forms of which ascend, over words: the number of a word and of an entry of its form, each."""
    count = np.bincount(entries, minlength=form.max(initial=-1) + 1)
    return spread_owned(pick(np.cumsum(count) - count, form), pick(count, form))
