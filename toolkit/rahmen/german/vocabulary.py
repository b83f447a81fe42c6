"""The vocabulary of all pieces and word forms met so far: only what was never met before is taken apart into words."""

from itertools import repeat

import numpy as np

from .forms import pick
from .short import ShortPieces, eight_bytes
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
    length, behind, count, first : numpy.ndarray of int64
        For each piece: its code points, how many of them are white space behind it, its words, the place of its first
        word in the arrays of words.
    lead : numpy.ndarray of bool
        Whether the flow breaks before the first word of a piece; where it has none, whether it breaks there.
    form, start, end, broken : numpy.ndarray
        For each word of a piece: its form, its place in the piece, and whether the flow breaks behind it there.
    short : ShortPieces
        Where the numbers of short pieces are looked up first.
    """

    _ARRAYS = ("length", "behind", "count", "first", "form", "start", "end")

    def __init__(self):
        self.pieces, self.numbers, self.keys, self.forms = {}, {}, [], []
        for name in self._ARRAYS:
            setattr(self, name, np.zeros(0, dtype=np.int64))
        self.lead, self.broken = (np.zeros(0, dtype=bool) for _ in range(2))
        self.short = ShortPieces()

    def number_cut(self, raw, bounds):
        """Give the numbers of the pieces into which bytes are cut at `bounds` (int32, from 0 to the end)."""
        import pyarrow as pa

        eight, start, length = eight_bytes(raw), bounds[:-1], np.diff(bounds)
        found, missed = self.short.look_up(eight, start, length)
        if len(missed):
            buffers = [None, pa.py_buffer(bounds), pa.py_buffer(raw)]
            pieces = pa.BinaryArray.from_buffers(pa.binary(), len(found), buffers)
            pieces = pieces.take(pa.array(missed)).dictionary_encode()
            found[missed] = pick(self.number(pieces.dictionary.to_pylist()), pieces.indices.to_numpy())
            self.short.keep(eight, start[missed], length[missed], found[missed], len(self.keys))
        return found

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
        return np.fromiter(map(self.pieces.get, pieces, repeat(-1)), np.int64, len(pieces))

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
        return np.array([self.numbers[form] for form in forms], dtype=np.int64)


def text_of(piece):
    """Give the text of a piece (bytes)."""
    return piece.decode("utf-8", "surrogatepass")


def _code_points(text):
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
