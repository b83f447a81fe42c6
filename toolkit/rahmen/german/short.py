"""Short pieces of text as numbers of 64 bits: known ones are looked up by array operations, without Python objects.

Nearly all pieces are known and short. Each is mixed into a place of a table, where its own bytes stand if it is known:
what is found is compared whole, so that no two pieces are ever taken for one another.
"""

import numpy as np

from .forms import pick

_WORDS = 3  # of eight bytes
_FIRST = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)  # the bits of the first n bytes
_ODD = np.array([  # large odd numbers without a pattern: to mix bits in two ways
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9],
    [0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53],
], dtype=np.uint64)  # fmt: skip


def eight_bytes(raw):
    """Give the eight bytes from each place on as a number: an array over places, not in memory."""
    raw += bytes(8 * _WORDS)
    return np.ndarray(len(raw) - 7, "<u8", raw, strides=(1,))


class Short:
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


class Numbers:
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


class ShortPieces:
    """Numbers of short pieces in two tables: the second one for those whose place in the first is taken."""

    def __init__(self):
        self.tables = Numbers(14), Numbers(13)

    def look_up(self, eight, start, length):
        """Give the numbers of pieces, and the places of those that are not known here: their numbers mean nothing."""
        found, missed = self.tables[0].look_up(Short(eight, start, length, _ODD[0]))
        if len(missed):
            found[missed], left = self.tables[1].look_up(Short(eight, start[missed], length[missed], _ODD[1]))
            missed = missed[left]
        return found, missed

    def keep(self, eight, start, length, number, known):
        """Keep the numbers of pieces; where `known` are too many, the tables are begun anew, twice as large."""
        while 2 * known > len(self.tables[0].number):
            self.tables = tuple(Numbers(table.power + 1) for table in self.tables)
        for table, odd in zip(self.tables, _ODD, strict=True):
            left = table.keep(Short(eight, start, length, odd), number)
            start, length, number = start[left], length[left], number[left]
