"""Find the patterns of a codebook in many sentences at once: arrays over words, no loop over tokens.

A pattern of several words is looked for where the rarest of them stands, and followed from there to both sides. So the
many patterns that begin with »die« or »nicht« cost nothing where their other words are missing.
"""

from dataclasses import dataclass

import numpy as np

from ..german.forms import FormLists, spread
from .globs import Globs


@dataclass
class Matches:
    """Patterns found: their numbers, and the places of their words among the tokens, −1 where there are no more."""

    pattern: np.ndarray
    places: np.ndarray


class Matcher:
    """Finds patterns in texts.

    Parameters
    ----------
    patterns : list of rahmen.codebook.Pattern
        Their numbers are their places in this list.
    """

    def __init__(self, patterns):
        self.globs = Globs(word for pattern in patterns for word in pattern.words)
        numbers = [[self.globs.number[word] for word in pattern.words] for pattern in patterns]
        alone = [(found[0], n) for n, found in enumerate(numbers) if len(found) == 1]
        self.alone = np.array(sorted(alone), dtype=np.int64).reshape(-1, 2)
        self.many = np.array([n for n, found in enumerate(numbers) if len(found) > 1], dtype=np.int64)
        self.size = np.array([len(numbers[n]) for n in self.many], dtype=np.int64)
        self.longest = int(self.size.max(initial=1))
        shape = (len(self.many), self.longest)
        self.glob, self.gap = np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, n in enumerate(self.many):
            self.glob[row, : self.size[row]], self.gap[row, : self.size[row]] = numbers[n], patterns[n].gaps
        self.ends = np.array([patterns[n].clause_end for n in self.many], dtype=bool)
        self.in_many = np.zeros(len(self.globs.number) + 1, dtype=bool)
        self.in_many[self.glob[self.glob >= 0]] = True
        self.table = FormLists(self.globs.of)

    def find(self, tokens):
        """Find all patterns in texts (Tokens).

        Of the ways in which a pattern goes on from one first word, the one whose next word comes first counts.
        """
        used = np.flatnonzero(np.bincount(tokens.form, minlength=1))
        form, glob = self.table(tokens, used)
        place, pattern = self._alone(tokens, form, glob)
        several = self.in_many[glob]
        paths, row = _Search(self, tokens, form[several], glob[several]).run()
        places = np.full((len(place) + len(row), self.longest), -1, dtype=np.int32)
        places[: len(place), 0], places[len(place) :] = place, paths
        return Matches(np.concatenate([pattern, self.many[row]]), places)

    def _alone(self, tokens, form, glob):
        """Find the patterns of one word: place and pattern of each find."""
        first, count = _stretches(self.alone[:, 0], glob)
        return _onto_tokens(tokens, np.repeat(form, count), self.alone[spread(first, count), 1])


class _Search:
    """The search for patterns of several words in one batch of tokens."""

    def __init__(self, matcher, tokens, form, glob):
        self.matcher, self.tokens, self.form, self.glob = matcher, tokens, form, glob
        width = len(matcher.in_many)
        self.keys = form * width + glob  # ascending: which form is which word
        self.width = width
        sizes = len(tokens.vocabulary.forms)
        bits = np.zeros(sizes, dtype=np.uint64)
        if len(form):
            begins = np.flatnonzero(np.append(True, form[1:] != form[:-1]))
            bits[form[begins]] = np.bitwise_or.reduceat(_bit(glob), begins)
        self.bits = bits[tokens.form]  # a first look at the same, word by word, that never misses

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
        each = np.bincount(tokens.form, minlength=len(tokens.vocabulary.forms))
        often = np.bincount(self.glob, weights=each[self.form], minlength=self.width).astype(np.int64)
        missing = np.iinfo(np.int64).max
        counts = np.where(m.glob >= 0, often[m.glob], missing)
        at = counts.argmin(axis=1) if len(counts) else np.zeros(0, dtype=np.int64)
        live = np.flatnonzero(counts[np.arange(len(at)), at] > 0)
        anchor = m.glob[live, at[live]]
        live, anchor = live[np.argsort(anchor, kind="stable")], np.sort(anchor, kind="stable")
        first, count = _stretches(anchor, self.glob)
        place, row = _onto_tokens(tokens, np.repeat(self.form, count), live[spread(first, count)])
        at = at[row]
        fits = ~(m.ends[row] & (at == m.size[row] - 1)) | self._ends_clause(place)
        return place[fits], row[fits], at[fits]

    def _grow(self, paths, row, at, step):
        """Follow patterns from the word at hand to their end (step 1) or beginning (−1); tells whence each comes."""
        m, source, done = self.matcher, np.arange(len(row)), []
        while len(row):
            over = at == (m.size[row] - 1 if step == 1 else 0)
            done.append((paths[over], row[over], source[over]))
            paths, row, at, source = (values[~over] for values in (paths, row, at, source))
            here = paths[np.arange(len(row)), at]
            each, there = self._follow(here, row, at, step)
            if len(done) > 1:  # else each comes from a word of its own
                best = _best(
                    source[each] * len(self.tokens) + there, here[each] if step == -1 else np.arange(len(each))
                )
                each, there = each[best], there[best]
            paths, row, source, at = paths[each], row[each], source[each], at[each] + step
            paths[np.arange(len(row)), at] = there
        empty = [(paths[:0], row[:0], source[:0])]
        return tuple(np.concatenate(parts) for parts in zip(*(done or empty), strict=True))

    def _follow(self, here, row, at, step):
        """Find where the next word of each pattern stands: number of the pattern at hand, and place."""
        m, tokens = self.matcher, self.tokens
        gap, wanted = m.gap[row, at + (step == 1)], m.glob[row, at + step]
        each = np.repeat(np.arange(len(row)), gap + 1)
        there = here[each] + step * (1 + spread(np.zeros(len(gap), dtype=np.int64), gap + 1))
        likely = self.bits[np.clip(there, 0, len(tokens) - 1)] & _bit(wanted)[each]  # far quicker than to be sure
        likely = np.flatnonzero(likely)
        each, there = each[likely], there[likely]
        fits = (there >= 0) & (there < len(tokens))
        each, there = each[fits], there[fits]
        fits = self._is(tokens.form[there], wanted[each]) & (tokens.row[there] == tokens.row[here[each]])
        fits &= (gap[each] > 0) | ~tokens.broken[np.minimum(here[each], there)]
        last = fits & m.ends[row[each]] & (step == 1) & (at[each] + 2 == m.size[row[each]])
        fits[last] = self._ends_clause(there[last])
        return each[fits], there[fits]

    def _is(self, form, glob):
        key = form * self.width + glob
        at = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        return self.keys[at] == key

    def _ends_clause(self, place):
        """Tell whether words are the last of their clause: punctuation follows, or »und«."""
        tokens = self.tokens
        joining = [tokens.vocabulary.numbers.get(word, -1) for word in ("und", "oder", "sowie", "aber")]
        behind = tokens.form[np.minimum(place + 1, len(tokens) - 1)]
        return tokens.broken[place] | np.isin(behind, joining)


def _best(key, order):
    """Choose one of those with the same key, the lowest in order, so that paths which meet do not multiply."""
    sorted_ = np.lexsort([order, key])
    return np.sort(sorted_[np.append(True, np.diff(key[sorted_]) != 0)[: len(key)]])


def _bit(glob):
    return np.uint64(1) << (glob.astype(np.uint64) % np.uint64(61))


def _stretches(ascending, wanted):
    """Give where each wanted value stands among ascending ones: first and count."""
    first = np.searchsorted(ascending, wanted)
    return first, np.searchsorted(ascending, wanted, side="right") - first


def _onto_tokens(tokens, form, value):
    """Spread values of forms (ascending) over the tokens that have these forms: places and values."""
    sizes = len(tokens.vocabulary.forms)
    count = np.bincount(form, minlength=sizes)
    first = np.cumsum(count) - count
    each = count[tokens.form]
    place = np.flatnonzero(each)
    each = each[place]
    return np.repeat(place, each), value[spread(first[tokens.form[place]], each)]
