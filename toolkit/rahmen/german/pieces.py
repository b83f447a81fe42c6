"""Texts cut at white space into pieces: read once, numbered, and kept for who asks of the same sentences next.

Running text repeats itself: between white space stand few distinct *pieces* (»Netz,« »Netz.«), and in them fewer
distinct word forms. So texts are cut at white space by array operations, pieces met before are known by their bytes in
the same way, the others are told apart by Arrow's dictionary encoding, and only a piece never met before is taken apart
into words (:mod:`rahmen.german.vocabulary`).
"""

import threading
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .forms import distinct, pick
from .vocabulary import Vocabulary, text_of

BATCH = 4_000_000
"""Characters a batch: so much is held as arrays at once."""


@dataclass
class Pieces:
    """What stands between white space (ASCII) in texts, in its order.

    Attributes
    ----------
    vocabulary : Vocabulary
    form : numpy.ndarray of int32, shape (pieces,)
        The number of each piece in ``vocabulary.keys``.
    start : numpy.ndarray of int64
        Where it begins, in code points of all texts joined by one character; white space belongs to the piece before.
    end : int
        Where the last one ends.
    texts : numpy.ndarray of int64, shape (texts,)
        Where each text begins there.
    first : numpy.ndarray of int64, shape (texts + 1,)
        The piece with which each text begins, and how many there are.
    raw : bytes
        All texts joined, as UTF-8; known only of pieces that were just read.
    bounds : numpy.ndarray of int32, shape (pieces + 1,)
        Where each piece begins there, and the end.
    """

    vocabulary: "Vocabulary"
    form: np.ndarray
    start: np.ndarray
    end: int
    texts: np.ndarray
    first: np.ndarray
    raw: bytes = b""
    bounds: np.ndarray | None = None

    @property
    def names(self):
        """The distinct pieces, by number: bytes."""
        return self.vocabulary.keys

    @cached_property
    def used(self):
        """The numbers of the pieces that occur, ascending."""
        return np.flatnonzero(np.bincount(self.form) > 0)

    def owner(self, places):
        """Give the pieces within which places lie, or at whose beginning."""
        return np.searchsorted(self.start, places, side="right") - 1

    def stops(self, at):
        """Give where pieces end, the white space behind them left out."""
        return self._begins(at + 1) - pick(self.vocabulary.behind, self.form[at])

    def _begins(self, at):
        found = pick(self.start, at)
        found[at == len(self.start)] = self.end
        return found

    def cut(self, places, owner):
        """Cut in two the pieces within which one of the `places` lies (ascending), their `owner`: texts begin there."""
        texts, inside = places, self.start[owner] < places
        first = np.append(owner + np.cumsum(inside), len(self.form) + inside.sum())
        places, owner = places[inside], owner[inside]
        if not len(places):
            return Pieces(self.vocabulary, self.form, self.start, self.end, texts, first)
        start, form = np.insert(self.start, owner + 1, places), np.insert(self.form, owner + 1, self.form[owner])
        found = Pieces(self.vocabulary, form, start, self.end, texts, first)
        added = owner + 1 + np.arange(len(owner))
        touched = distinct(np.concatenate([added - 1, added]))
        source = self.start[touched - np.searchsorted(added, touched, side="right")]
        begin, end = start[touched] - source, found._begins(touched + 1) - source
        whole = [text_of(self.vocabulary.keys[n]) for n in form[touched].tolist()]
        new = [utf8(text[a:b]) for text, a, b in zip(whole, begin, end, strict=True)]
        with SHARED.lock:
            form[touched] = self.vocabulary.number(new)
        return found

    def stretches(self, starts, stops, owner):
        """Give what stands from each start (in its `owner`) to its stop, in code points: an array of Arrow, UTF-8."""
        import pyarrow as pa

        bounds = [self._bytes_at(starts, owner), self._bytes_at(stops, self._owner_of_stops(stops, owner))]
        buffers = [None, pa.py_buffer(np.stack(bounds, axis=1)), pa.py_buffer(self.raw)]
        both = pa.LargeBinaryArray.from_buffers(pa.large_binary(), max(2 * len(starts) - 1, 0), buffers)
        return both.take(pa.array(np.arange(0, len(both), 2)))

    def _owner_of_stops(self, stops, owner):
        """Give the pieces in which stretches stop: nearly always those before the ones in which the next begin."""
        before = np.append(owner[1:], len(self.form))[: len(owner)] - 1
        other = np.flatnonzero((stops <= self.start[before]) | (stops > self._begins(before + 1)))
        before[other] = self.owner(stops[other])
        return before

    def _bytes_at(self, places, owner):
        """Tell where code points stand in `raw`: counted from the end of their piece, white space having one byte."""
        rest = self._begins(owner + 1) - places
        found = self.bounds[owner + 1] - rest
        first = places == self.start[owner]
        found[first] = self.bounds[owner[first]]
        for n in np.flatnonzero(~first & (rest > pick(self.vocabulary.behind, self.form[owner]))).tolist():  # few
            text = text_of(self.vocabulary.keys[self.form[owner[n]]])
            found[n] = self.bounds[owner[n]] + len(utf8(text[: places[n] - self.start[owner[n]]]))
        return found

    def of(self, begin, end):
        """Give the pieces of some of the texts."""
        stop = self.texts[end] if end < len(self.texts) else self.end
        first = self.first[begin : end + 1]
        a, b = first[[0, -1]]
        return Pieces(self.vocabulary, self.form[a:b], self.start[a:b], stop, self.texts[begin:end], first - a)


class Shared:
    """What all coders of a process share: the vocabulary, begun anew when it has grown too large, and what was read."""

    def __init__(self, cap=1_000_000):
        self.cap, self.lock, self.vocabulary = cap, threading.Lock(), Vocabulary()
        self.last = self.kept = None  # the tokens of the texts read last; the sentences split last
        self.next = 0  # which of them come next


SHARED = Shared()


def read_pieces(texts, known_bytes=None):
    """Find them in any case, and the bytes in which they stand; the texts may be given as UTF-8 besides."""
    raw = utf8("\n".join(texts)) if known_bytes is None else b"\n".join(known_bytes)
    bounds = _bounds(raw)
    with SHARED.lock:
        if len(SHARED.vocabulary.pieces) > SHARED.cap:
            SHARED.vocabulary, SHARED.kept = Vocabulary(), None
        known = SHARED.vocabulary
        form = known.number_cut(raw, bounds)
    length = pick(known.length, form)
    ends, lengths = np.cumsum(length, dtype=np.int64), lengths_of(texts)
    start, begins = ends - length, np.cumsum(lengths + 1) - lengths - 1
    first = np.append(np.searchsorted(start, begins), len(form))
    return Pieces(known, form, start, ends[-1], begins, first, raw, bounds)


def in_batches(texts, size=BATCH):
    """Cut a list of texts into stretches of about so many characters: yields (begin, end).

    >>> list(in_batches(["abc", "de", "f"], size=4))
    [(0, 2), (2, 3)]
    """
    ends = np.cumsum(lengths_of(texts))
    begin, done = 0, 0
    while begin < len(texts):
        end = min(int(np.searchsorted(ends, done + size)) + 1, len(texts))
        yield begin, end
        begin, done = end, ends[end - 1]


def _bounds(raw):
    """Cut bytes behind white space: where each piece begins, and the end (int32)."""
    byte = np.frombuffer(raw, dtype=np.uint8)
    space = byte - np.uint8(9) < 5  # SPACES are 9 to 13 and 28 to 32; what is below either wraps around
    space |= byte - np.uint8(28) < 5
    last = np.flatnonzero(space[:-1] > space[1:]).astype(np.int32)
    return np.concatenate([[0], last + 1, [len(raw)]], dtype=np.int32)


def lengths_of(texts):
    """Give the code points of texts: an array of int64; those of sentences split last are known."""
    known = getattr(texts, "lengths", None)
    return known if known is not None else np.fromiter(map(len, texts), np.int64, len(texts))


def utf8(text):
    """Give a text as UTF-8, lone surrogates as they are."""
    return text.encode("utf-8", "surrogatepass")
