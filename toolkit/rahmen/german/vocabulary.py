"""The vocabulary of all pieces and word forms met so far: only what was never met before is taken apart into words."""

from itertools import repeat

import numpy as np

from .forms import pick
from .words import UNBROKEN, find_words

_BREAKS = np.ones(0x110000, dtype=bool)  # for each code point: does it break the flow from word to word?
_BREAKS[[ord(mark) for mark in UNBROKEN] + [point for point in range(0x3001) if chr(point).isspace()]] = False
SPACES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
"""White space (ASCII): what stands between pieces."""


class Vocabulary:
    """All pieces and word forms met so far, numbered.

    Attributes
    ----------
    keys : list of bytes
        The distinct pieces; their places are their numbers.
    forms : list of str
        The distinct word forms; their places are their numbers.
    length, behind, count, first : numpy.ndarray of int32
        For each piece: its code points, how many of them are white space behind it, its words, the place of its first
        word in the arrays of words.
    lead : numpy.ndarray of bool
        Whether the flow breaks before the first word of a piece; where it has none, whether it breaks there.
    form, start, end, broken : numpy.ndarray
        For each word of a piece: its form, its place in the piece, and whether the flow breaks behind it there.
    short : tuple of _Numbers
        Where the numbers of short pieces are looked up, first and second.
    """

    _ARRAYS = ("length", "behind", "count", "first", "form", "start", "end")

    def __init__(self):
        self.pieces, self.numbers, self.keys, self.forms = {}, {}, [], []
        for name in self._ARRAYS:
            setattr(self, name, np.zeros(0, dtype=np.int32))
        self.lead, self.broken = (np.zeros(0, dtype=bool) for _ in range(2))
        self.short = _Numbers(14), _Numbers(13)

    def number_cut(self, raw, bounds):
        """Give the numbers of the pieces into which bytes are cut at `bounds` (int32, from 0 to the end)."""
        import pyarrow as pa

        eight, start, length = _eight(raw), bounds[:-1], np.diff(bounds)
        found, missed = self.short[0].look_up(_Short(eight, start, length, _ODD[0]))
        if len(missed):
            found[missed], left = self.short[1].look_up(_Short(eight, start[missed], length[missed], _ODD[1]))
            missed = missed[left]
        if len(missed):
            buffers = [None, pa.py_buffer(bounds), pa.py_buffer(raw)]
            pieces = pa.BinaryArray.from_buffers(pa.binary(), len(found), buffers)
            pieces = pieces.take(pa.array(missed)).dictionary_encode()
            found[missed] = pick(self.number(pieces.dictionary.to_pylist()), pieces.indices.to_numpy())
            self._keep(eight, start[missed], length[missed], found[missed])
        return found

    def _keep(self, eight, start, length, number):
        """Keep the numbers of short pieces; where there are too many, the tables are begun anew, twice as large."""
        while 2 * len(self.keys) > len(self.short[0].number):
            self.short = tuple(_Numbers(table.power + 1) for table in self.short)
        for table, odd in zip(self.short, _ODD, strict=True):
            left = table.keep(_Short(eight, start, length, odd), number)
            start, length, number = start[left], length[left], number[left]

    def number(self, pieces):
        """Give the numbers of pieces (bytes); those not met before are taken apart."""
        found = self._known(pieces)
        if (found < 0).any():
            new = list(dict.fromkeys(pieces[n] for n in np.flatnonzero(found < 0).tolist()))
            numbers = range(len(self.pieces), len(self.pieces) + len(new))
            self._learn([text_of(piece) for piece in new])
            self.pieces.update(zip(new, numbers, strict=True))
            self.keys += new
            found = self._known(pieces)
        return found

    def _known(self, pieces):
        return np.fromiter(map(self.pieces.get, pieces, repeat(-1)), np.int32, len(pieces))

    def _learn(self, pieces):
        """Take pieces apart, all of them as one text."""
        text = "\n".join(pieces)
        length = np.fromiter(map(len, pieces), np.int32, len(pieces))
        shown = np.fromiter((len(piece.rstrip(SPACES)) for piece in pieces), np.int32, len(pieces))
        begins = np.cumsum(length + 1) - length - 1
        stops = np.cumsum(np.append(False, _BREAKS[_code_points(text)]))  # marks that break the flow, up to each place
        spans = find_words(text)
        start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
        owner = np.searchsorted(begins, start, side="right") - 1
        count = np.bincount(owner, minlength=len(pieces))
        behind = np.minimum(np.append(start[1:], len(text))[: len(start)], (begins + length)[owner])
        opens = begins + length  # where the first word of each piece begins; without a word, its end
        opens[count > 0] = start[(np.cumsum(count) - count)[count > 0]]
        grown = {
            "length": length, "behind": length - shown, "count": count,
            "first": np.cumsum(count) - count + len(self.form),
            "form": self._number_forms([text[a:b] for a, b in spans]),
            "start": start - begins[owner], "end": end - begins[owner], "broken": stops[behind] > stops[end],
            "lead": stops[opens] > stops[begins],
        }  # fmt: skip
        for name, new in grown.items():
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old, new.astype(old.dtype)]))

    def _number_forms(self, forms):
        for form in forms:
            if form not in self.numbers:
                self.numbers[form] = len(self.forms)
                self.forms.append(form)
        return np.array([self.numbers[form] for form in forms], dtype=np.int32)


_WORDS = 3  # of eight bytes
_FIRST = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)  # the bits of the first n bytes
_ODD = np.array([  # large odd numbers without a pattern: to mix bits in two ways
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9],
    [0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53],
], dtype=np.uint64)  # fmt: skip


def _eight(raw):
    """Give the eight bytes from each place on as a number: an array over places, not in memory."""
    raw += bytes(8 * _WORDS)
    return np.ndarray(len(raw) - 7, "<u8", raw, strides=(1,))


class _Short:
    """Pieces as numbers of 64 bits, eight bytes each, of which array operations tell whether they are the same.

    Attributes
    ----------
    length : numpy.ndarray of int32
        The bytes of each piece.
    words : list of (numpy.ndarray, numpy.ndarray of uint64)
        For the first eight bytes, the second and the third: which pieces have them (None: all), and what they are.
    mixed : numpy.ndarray of uint64
        The words mixed, so that the highest bits depend on every other.
    """

    def __init__(self, eight, start, length, odd):
        word = eight[start]
        word &= pick(_FIRST, length)
        self.length, self.words, self.mixed = length, [(None, word)], word * odd[0]
        for n in range(1, _WORDS):
            which = np.flatnonzero(length > 8 * n)  # few
            word = eight[pick(start, which) + 8 * n]
            word &= pick(_FIRST, pick(length, which) - 8 * n)
            self.mixed[which] ^= word * odd[n]
            self.words.append((which, word))


class _Numbers:
    """The numbers of pieces of up to 24 bytes, looked up by array operations: no Python object for each piece.

    A piece is kept in the one place that its mixed bits name, unless another one is there already. What is not found
    in its place (a new piece, a longer one, the second of two) is left to others.
    """

    def __init__(self, power):
        self.power, size = power, 1 << power
        self.number, self.length = np.full(size, -1, dtype=np.int32), np.full(size, -1, dtype=np.int8)
        self.words = np.zeros((_WORDS, size), dtype=np.uint64)

    def look_up(self, short):
        """Give the numbers of pieces, and the places of those that are not known: their numbers mean nothing."""
        place = self._place(short)
        same = pick(self.length, place) == short.length
        for known, (which, word) in zip(self.words, short.words, strict=True):
            if which is None:
                same &= pick(known, place) == word
            else:
                same[which[pick(known, pick(place, which)) != word]] = False
        return pick(self.number, place), np.flatnonzero(~same)

    def keep(self, short, number):
        """Keep the numbers of pieces where their places are free; give the places of the others."""
        place, kept = self._place(short), short.length <= 8 * _WORDS
        kept &= self.number[place] < 0
        self.number[place[kept]] = number[kept]
        kept &= self.number[place] == number  # one of those that go to the same place
        self.length[place[kept]] = short.length[kept]
        for known, (which, word) in zip(self.words, short.words, strict=True):
            words = np.zeros(len(number), dtype=np.uint64)
            words[slice(None) if which is None else which] = word
            known[place[kept]] = words[kept]
        return np.flatnonzero(~kept)

    def _place(self, short):
        return (short.mixed >> np.uint64(64 - self.power)).view(np.int64)


def text_of(piece):
    """Give the text of a piece (bytes)."""
    return piece.decode("utf-8", "surrogatepass")


def _code_points(text):
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
