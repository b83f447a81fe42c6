"""The sentences of many texts at once: what a piece such as »Netz.« decides alone is asked once, the rest by the rules.

Nine of ten sentence ends are plain: a word that is no abbreviation, with its mark, and a capital behind it. These, and
the blank lines, are told by array operations over the distinct pieces; only where a number, an abbreviation or a
bracket stands do the rules of :mod:`rahmen.german.boundaries` look at the text, and only in texts with emoji or without
capitals at all of it.
"""

import re
from itertools import groupby

import numpy as np

from ..tables import PARTS
from .boundaries import (
    ENDING,
    GLUED,
    find_boundaries,
    is_crowded,
    is_end,
    is_plain,
    is_starter,
    may_begin,
    may_hold_emoji,
    waits,
)
from .forms import FormRows, distinct, pick
from .kept import Sentences, keep_pieces
from .parts import (
    BLANK,
    BYLINE,
    LONGEST_DATE,
    find_blocks,
    find_lines,
    longest_heading,
    may_ask,
    tell_parts,
    tell_piece,
)
from .pieces import in_batches, read_pieces
from .vocabulary import SPACES

_ENDS, _PLAIN, _WAITS, _BEGINS, _STARTS, _PASSED, _ODD, _BROKEN, _BLANK, _EMOJI, _FULL, _ASKS, _DIGIT, _SIGNS = (
    1 << n for n in range(14)
)
_SKIPPED = "\"„“”»«‚‘›‹'([–—-"
WHOLE = ("headline", "repeat")
"""Parts that count as one sentence, however many they make."""
_LAST = ".!?…\"'“”»«’‘‹›)]"
_SPACE, _LETTER = re.compile(r"\s"), re.compile(r"\S")


def _of_pieces(pieces):
    """Give the flags of pieces: narrow numbers, since many passes go over them."""
    found = []
    for piece in pieces:
        whole = piece.decode("utf-8", "surrogatepass")
        text = whole.rstrip(SPACES)
        behind = whole[len(text) :]
        line = 0 if "\n" not in behind else _BLANK if BLANK.search(behind) else _BROKEN
        found.append(_of_piece(text) | line)
    return np.array(found, dtype=np.uint16)


def _of_piece(text):
    """Tell of a piece whether it ends a sentence, surely or perhaps, and whether one may begin with it."""
    emoji = _EMOJI * (not text.isascii() and may_hold_emoji(text))
    if text.removesuffix(",").isalpha():  # most often
        return emoji | _first(text) | _SIGNS * (text in BYLINE)
    found = emoji
    if text[-1:] in _LAST and ENDING.search(text) is not None:
        found |= _ENDS | (_PLAIN if is_plain(text) else _WAITS * waits(text))
    opened = text.lstrip(_SKIPPED)
    found |= _first(opened) if opened else _PASSED
    if not text or (not text.isalnum() and (_SPACE.search(text) or GLUED.search(text))):
        found |= _ODD  # white space, or an end, within a piece; or white space alone
    about = tell_piece(text)
    return found | sum(flag for flag, told in zip((_FULL, _ASKS, _DIGIT, _SIGNS), about, strict=True) if told)


def _first(word):
    return _BEGINS | _STARTS * is_starter(word) if may_begin(word, False) else 0


_ABOUT = FormRows(_of_pieces)


def split_texts(texts, titles, known_bytes=None):
    """Split texts into sentences.

    Parameters
    ----------
    texts : list of str
    titles : list of str or None
    known_bytes : list of bytes or memoryview, optional
        The texts as UTF-8 (:func:`rahmen.german.kept.encoded`), which spares encoding them.

    Returns
    -------
    tuple
        Of each sentence the number of its text, start and end (code points there), and the number of its part in
        ``PARTS``: arrays of int; and the sentences themselves, a list of arrays of Arrow (UTF-8).
    """
    found, kept = [], []
    for begin, end in in_batches(texts):
        batch = _Batch(texts[begin:end], titles[begin:end], known_bytes and known_bytes[begin:end])
        row, *rest = batch.sentences()
        found.append((row + begin, *rest))
        kept.append(batch.found)
    chunks = keep_pieces(kept)
    if not found:
        return *(np.zeros(0, dtype=np.int64) for _ in range(4)), []
    return *(np.concatenate(column) for column in zip(*found, strict=True)), chunks


class _Batch:
    """Some texts, cut into pieces, blocks and sentences; places are code points of the texts joined."""

    def __init__(self, texts, titles, known_bytes):
        self.texts, self.titles, self.pieces = texts, titles, read_pieces(texts, known_bytes)
        self.flags = pick(_ABOUT(self.pieces), self.pieces.form)
        self.crowded = np.array([is_crowded(text) for text in texts], dtype=bool)
        self.emoji = self._bearing(_EMOJI)
        self.slow = self.crowded | self.emoji | self._bearing(_ODD)

    def sentences(self):
        """Find the sentences: number of the text, start and end in it, number of the part."""
        self.row, self.begin, self.end = self._blocks()
        part = self._parts()
        self.closed = np.isin(part, [PARTS.index(name) for name in WHOLE])
        stops, starts = self._plain_ends()
        for n in np.flatnonzero(self.slow[self.row] & ~self.closed).tolist():
            text, block = self.row[n], self._text(n)
            cuts = find_boundaries(block, self.crowded[text], self.emoji[text])
            stops.append(self.begin[n] + np.array(cuts, dtype=np.int64))
            first = [_LETTER.search(block, cut).start() for cut in cuts]
            starts.append(self.begin[n] + np.array(first, dtype=np.int64))
        starts = np.sort(np.concatenate([self.begin, *starts]))
        stops = np.sort(np.concatenate([self.end, *stops]))
        block = _last_before(self.begin, starts)
        row = self.row[block]
        at = self.pieces.texts[row]
        owner = self.pieces.owner(starts)
        pieces = self.pieces.cut(starts, owner)
        self.found = Sentences(self.pieces.stretches(starts, stops, owner), stops - starts, pieces)
        return row, starts - at, stops - at, part[block]

    def _bearing(self, flag):
        """Tell which texts have a piece of a kind."""
        found = np.zeros(len(self.texts), dtype=bool)
        found[_last_before(self.pieces.texts, self.pieces.start[self._of_kind(flag)])] = True
        return found

    def _of_kind(self, flag):
        """Give the places of the pieces of a kind."""
        return np.flatnonzero((self.flags & flag) != 0)

    def _among(self, flag, first, stop):
        """Tell of stretches of pieces whether one of a kind is among them."""
        before, behind = np.searchsorted(self._of_kind(flag), [first, stop])
        return before < behind

    def _blocks(self):
        """Find the blocks: number of the text, begin and end."""
        p, size = self.pieces, len(self.pieces.form)
        begins = distinct(np.concatenate([p.first[:-1], self._of_kind(_BLANK) + 1]))
        begins = begins[begins < size]
        last = np.append(begins[1:], size) - 1
        row = _last_before(p.texts, p.start[begins])
        left = ~self.slow[row]
        row, begins, last = row[left], begins[left], last[left]
        whole = ~self._among(_BROKEN, begins, last)
        stop = p.stops(last)
        spans = [(row[whole], p.start[begins[whole]], stop[whole])]
        for n in np.flatnonzero(~whole).tolist():
            at = p.texts[row[n]]
            a, b = p.start[begins[n]] - at, stop[n] - at
            spans.append(_of_text(row[n], find_lines(self.texts[row[n]][a:b], a), at))
        spans += [_of_text(n, find_blocks(self.texts[n]), p.texts[n]) for n in np.flatnonzero(self.slow).tolist()]
        row, begin, end = (np.concatenate(column) for column in zip(*spans, strict=True))
        order = np.argsort(begin, kind="stable")
        return row[order], begin[order], end[order]

    def _parts(self):
        """Tell the parts of the blocks: an array of int."""
        part = np.full(len(self.row), PARTS.index("body"), dtype=np.int64)
        longest = np.array([longest_heading(title) for title in self.titles], dtype=np.int64)
        pieces = np.searchsorted(self.pieces.start, [self.begin, self.end])
        words = np.diff(pieces, axis=0)[0]  # or more: NBSP
        short = np.flatnonzero(self._may_be_part(words <= longest[self.row], *pieces))
        blocks = np.stack([self.begin, self.end], axis=1) - self.pieces.texts[self.row, None]
        bounds = np.searchsorted(self.row, np.arange(len(self.texts) + 1)).tolist()
        for n, places in groupby(short.tolist(), self.row.tolist().__getitem__):
            first, last = bounds[n : n + 2]
            of_text, asked = blocks[first:last].tolist(), [place - first for place in places]
            told = tell_parts(self.texts[n], of_text, self.titles[n], asked)
            for place, name in told.items():
                part[first + place] = PARTS.index(name)
        return part

    def _may_be_part(self, short, first, stop):
        """Tell of which blocks, by their first and last piece, the part has to be looked at: few of the short ones."""
        long = np.append(0, np.cumsum(~short))
        leading = long[1:] == long[np.searchsorted(self.row, self.row)]
        titled = np.array([title is not None for title in self.titles], dtype=bool)[self.row]
        dated = self._among(_DIGIT, first, stop) & (self.end - self.begin < LONGEST_DATE)
        signed = (self.flags[np.minimum(first, len(self.flags) - 1)] & _SIGNS) != 0
        length, asks = self.end - self.begin, (self.flags[stop - 1] & _ASKS) != 0
        following = np.append(np.where(self.row[1:] == self.row[:-1], length[1:], 0), 0)[: len(length)]
        full = ((self.flags[stop - 1] & _FULL) != 0) | (asks & ~may_ask(length, following))
        return short & (leading | titled | dated | signed | ~full | self.slow[self.row])

    def _plain_ends(self):
        """Find the ends within blocks of texts that are not slow, and where the next sentence begins."""
        p, flags = self.pieces, self.flags
        at = np.flatnonzero((flags[:-1] & _ENDS) != 0)
        at = pick(at, np.flatnonzero((pick(flags, at + 1) & (_BEGINS | _PASSED)) != 0))
        block = _last_before(self.begin, pick(p.start, at))  # a block before the first one there is not: white space
        there = (block >= 0) & (pick(p.start, at + 1) < np.append(self.end, 0)[block])
        there &= ~(self.slow[self.row] | self.closed)[block]
        at, block = (pick(values, np.flatnonzero(there)) for values in (at, block))
        follows, plain = flags[at + 1], (flags[at] & _PLAIN) != 0
        ends = plain & ((follows & _BEGINS) != 0)
        dash = np.flatnonzero(plain & ((follows & _PASSED) != 0))  # or a quotation mark that stands alone
        behind = np.minimum(at[dash] + 2, len(flags) - 1)
        ends[dash] = ((flags[behind] & _BEGINS) != 0) & (p.start[behind] < self.end[block[dash]])
        never = ((flags[at] & _WAITS) != 0) & ((follows & (_STARTS | _PASSED)) == 0)
        perhaps = np.flatnonzero(~ends & ~never)
        within = block[perhaps]
        row, offset = self.row[within], p.texts[self.row[within]]
        spans = (places - offset for places in (self.begin[within], self.end[within], p.start[at[perhaps]]))
        for n, text, begin, end, place in zip(*(a.tolist() for a in (perhaps, row, *spans)), strict=True):
            text = self.texts[text][begin:end]
            ends[n] = is_end(text, ENDING.search(text, place - begin), False)
        at = at[ends]
        return [p.stops(at)], [p.start[at + 1]]

    def _text(self, block):
        n, at = self.row[block], self.pieces.texts[self.row[block]]
        return self.texts[n][self.begin[block] - at : self.end[block] - at]


def _of_text(row, spans, at):
    """Give spans of one text as arrays: its number, begin and end among the joined texts."""
    begin, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T + at
    return np.full(len(begin), row), begin, end


def _last_before(ascending, values):
    """Give for each value the place of the last of ascending numbers that is not above it; −1 where there is none."""
    return np.searchsorted(ascending, values, side="right") - 1
