"""The indicators of a codebook at work: which of them count in which text, and for which label."""

from dataclasses import dataclass

import numpy as np

from ..german.denial import denied
from ..german.forms import pick
from ..german.tokens import token_batches
from .matching import Matcher, bits_of

_RULE, _EXCLUDE, _GROUP = 0, 1, 2


@dataclass
class Found:
    """Indicators found in texts, as arrays.

    Attributes
    ----------
    row : numpy.ndarray of int
        The text.
    label : numpy.ndarray of int
        The number of the label that it counts for; where a denial turned it, the opposite one.
    start, end : numpy.ndarray of int
        Where it stands, in code points of the text; empty where nobody asked.
    rule : numpy.ndarray of int
        Its number among :attr:`Indicators.rules`.
    denied : numpy.ndarray of bool
    """

    row: np.ndarray
    label: np.ndarray
    start: np.ndarray
    end: np.ndarray
    rule: np.ndarray
    denied: np.ndarray


@dataclass
class _Hits:
    """Patterns found: text, pattern, rule, its label (or group), and the places of its words (−1: no more)."""

    row: np.ndarray
    pattern: np.ndarray
    rule: np.ndarray
    label: np.ndarray
    places: np.ndarray

    def __getitem__(self, chosen):
        chosen = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        return _Hits(*(pick(values, chosen) for values in vars(self).values()))

    def by_place(self):
        """Give the places as keys to sort by, the first of them last."""
        return [self.places[:, n] for n in range(self.places.shape[1] - 1, -1, -1)]


class Indicators:
    """A codebook made ready: one matcher over the patterns of all its rules, exclusions and word groups.

    Parameters
    ----------
    book : rahmen.codebook.Codebook

    Attributes
    ----------
    rules : list of rahmen.codebook.Rule
    weight : numpy.ndarray of float, shape (rules,)
    """

    def __init__(self, book):
        self.book, self.rules, owners, patterns = book, [], [], []
        for kind, owner, rule in _all_rules(book):
            owners += [(kind, owner, len(self.rules))] * len(rule.patterns)
            patterns += rule.patterns
            self.rules.append(rule)
        self.kind, self.owner, self.rule = np.array(owners, dtype=np.int64).reshape(-1, 3).T
        self.matcher = Matcher(patterns, np.where(self.kind == _GROUP, self.owner, -1), len(book.groups))
        self.weight = np.array([rule.weight for rule in self.rules], dtype=float)
        sources = {source: n for n, source in enumerate(dict.fromkeys(rule.source for rule in self.rules))}
        self.source = np.array([sources[rule.source] for rule in self.rules], dtype=np.int64)
        words, weight = np.array([len(pattern.words) for pattern in patterns], np.int64), self.weight[self.rule]
        length = np.array([len(rule.source) for rule in self.rules], dtype=np.int64)[self.rule]
        self.rank = np.stack([_rank(-words, -weight), _rank(np.arange(len(words)), -length)])
        groups = {name: n for n, name in enumerate(book.groups)}
        for conditions in ("needs", "bars"):
            asked = [(n, groups[name]) for n, rule in enumerate(self.rules) for name in getattr(rule, conditions)]
            rule, group = np.array(asked, dtype=np.int64).reshape(-1, 2).T
            setattr(self, conditions, bits_of(rule, group, (len(self.rules), len(groups))))
        self.asking = (self.needs | self.bars).any(axis=1)
        place = {name: n for n, name in enumerate(book.names)}
        turned = [place.get(label.opposite, -1) if book.negation == "turn" else -1 for label in book.labels]
        self.turned = np.array(turned, dtype=np.int64)

    def find(self, texts, places=True):
        """Find the indicators that count in texts, ordered by text, label as written, and place: Found.

        The places are told only where asked for.
        """
        parts = [self._find(tokens, begin, places) for begin, _, tokens in token_batches(texts)]
        parts = parts or [Found(*np.zeros((5, 0), dtype=np.int64), np.zeros(0, dtype=bool))]
        return Found(*(np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])))

    def _find(self, tokens, offset, places):
        found = self.matcher.find(tokens)
        pattern = found.pattern
        row = tokens.row[found.places[:, 0]].astype(np.int64)
        hits = _Hits(row, pattern, self.rule[pattern], self.owner[pattern], found.places)
        hits = self._count_once(hits[self._fitting(hits, found, tokens)])
        hits = hits[np.argsort(self._owner(hits) * len(tokens) + hits.places[:, 0])]  # each label has a word once
        label, negated = self._turned(hits, tokens)
        if (label < 0).any():
            kept = label >= 0
            hits, label, negated = hits[kept], label[kept], negated[kept]
        asked = hits.places if places else hits.places[:0]
        start, end = tokens.starts(asked[:, 0]), tokens.ends(asked.max(axis=1, initial=-1))
        return Found(hits.row + offset, label, start, end, hits.rule, negated)

    def _turned(self, hits, tokens):
        """Tell the labels for which hits count (−1: for none), and which of them are denied."""
        if self.book.negation == "keep":
            return hits.label, np.zeros(len(hits.row), dtype=bool)
        inside = denied(tokens, hits.row)
        negated = (inside[hits.places] & (hits.places >= 0)).any(axis=1)
        return np.where(negated, self.turned[hits.label], hits.label), negated

    def _fitting(self, hits, found, tokens):
        """Choose the rules whose conditions hold: no exclusion touches them, words that they need or bar are heeded."""
        kind = self.kind[hits.pattern]
        chosen, out = np.flatnonzero(kind == _RULE), hits[kind == _EXCLUDE]
        some, fits = hits[chosen], np.ones(len(chosen), dtype=bool)
        barred = np.zeros((len(self.book.names), len(tokens) + 1), dtype=bool)  # the last: no more words, −1
        barred[out.label[:, None], out.places] = True
        barred[:, -1] = False
        near = np.flatnonzero(pick(_among(out.row, tokens), some.row))  # few
        fits[near] = ~barred[some.label[near, None], some.places[near]].any(axis=1)
        asking = np.flatnonzero(self.asking[some.rule])
        rule, here = some.rule[asking], self._groups(hits[kind == _GROUP], found, tokens, some.row[asking])
        needs, bars = pick(self.needs, rule), pick(self.bars, rule)
        fits[asking] &= ~_any(needs) | _any(needs & here)
        fits[asking] &= ~_any(bars & here)
        return chosen[fits]

    def _owner(self, hits):
        """Give one number for text and label of each hit."""
        return hits.row * len(self.book.names) + hits.label

    def _groups(self, hits, found, tokens, row):
        """Tell the word groups in texts as bits: those of one word, and the hits of those of several."""
        asked = _among(row, tokens)
        hits = hits[pick(asked, hits.row)]
        bits = found.groups(tokens) | bits_of(hits.row, hits.label, (len(asked), self.matcher.groups))
        return pick(bits, row)

    def _count_once(self, hits):
        """Keep, of hits of one label that share a word, the heaviest, then the longest; weak ones count once a text.

        In rounds: the best hit of each text and label is kept, and those that it rules out go. Most hits neither touch
        another one of their label nor repeat it, so that they are kept at once.
        """
        alone = self._alone(hits)
        kept, hits = [hits[alone]], hits[~alone]
        heavy, long = self.rank[:, hits.pattern]
        left = hits[np.lexsort([long, *hits.by_place(), self._owner(hits) * len(self.kind) + heavy])]
        while len(left.row):
            owner = self._owner(left)
            first = np.append(True, owner[1:] != owner[:-1])
            kept.append(left[first])
            best = np.flatnonzero(first)[np.cumsum(first) - 1]
            same = (self.source[left.rule] == self.source[left.rule[best]]) & (self.weight[left.rule] < 1)
            left = left[~(first | same | _share_a_word(left.places, best))]
        return _Hits(*(np.concatenate([vars(part)[name] for part in kept]) for name in vars(left)))

    def _alone(self, hits):
        """Tell which hits stand apart from all others of their text and label, and are the only ones of their rule."""
        owner, first, last = self._owner(hits), hits.places[:, 0], hits.places.max(axis=1, initial=-1)
        size = int(last.max(initial=0)) + 1
        begin, end = owner * size + first, owner * size + last
        order = np.argsort(begin)
        begin, end = pick(begin, order), pick(end, order)
        apart = np.ones(len(order), dtype=bool)
        meet = begin[1:] <= np.maximum.accumulate(end)[:-1]  # one that began before ends here or later
        apart[1:] &= ~meet
        apart[:-1] &= ~meet
        found = np.empty(len(order), dtype=bool)
        found[order] = apart
        return found & self._single(owner, hits.rule)

    def _single(self, owner, rule):
        """Tell which rules are the only ones of their source for a text and label."""
        key = owner * len(self.rules) + self.source[rule]
        order = np.argsort(key)
        key = pick(key, order)
        again = key[1:] == key[:-1]
        found = np.ones(len(order), dtype=bool)
        found[order[1:][again]] = found[order[:-1][again]] = False
        return found


def _rank(*keys):
    """Rank by keys, the last of them first: equal ones have the same rank."""
    order = np.lexsort(keys)
    differs = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.append(0, np.cumsum(differs))[: len(order)]
    return rank


def _any(bits):
    """Tell of rows of bits whether any is set."""
    return np.bitwise_or.reduce(list(bits.T)) != 0  # of columns, which are few: along the rows it takes longer


def _among(rows, tokens):
    """Tell for each text whether its number is among `rows`."""
    found = np.zeros(len(tokens.bounds) - 1, dtype=bool)
    found[rows] = True
    return found


def _share_a_word(places, other):
    """Tell which rows of places share one with another row, whose number is given for each."""
    last, found = places.max(axis=1), np.zeros(len(places), dtype=bool)
    near = np.flatnonzero((places[:, 0] <= last[other]) & (places[other, 0] <= last))  # else they share none
    own, others = pick(places, near), pick(places, other[near])
    own, others = np.where(own < 0, -2, own).T.copy(), others.T.copy()  # to compare columns is quick
    found[near] = np.any([mine == theirs for mine in own for theirs in others], axis=0)
    return found


def _all_rules(book):
    """Give kind, number of its label or group, and rule, one after the other."""
    for n, label in enumerate(book.labels):
        yield from ((_RULE, n, rule) for rule in label.rules)
        yield from ((_EXCLUDE, n, rule) for rule in label.exclude)
    for n, rules in enumerate(book.groups.values()):
        yield from ((_GROUP, n, rule) for rule in rules)
