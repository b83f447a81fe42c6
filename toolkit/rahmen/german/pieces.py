"""Texts cut at white space into pieces: read once, numbered, and kept for who asks of the same sentences next.

Running text repeats itself: between white space stand few distinct *pieces* (»Netz,« »Netz.«), and in them fewer
distinct word forms. So texts are cut at white space by array operations, pieces met before are known by their bytes in
the same way, the others are told apart by Arrow's dictionary encoding, and only a piece never met before is taken apart
into words (:mod:`rahmen.german.vocabulary`).
"""

import threading
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import is_

import numpy as np

from .forms import distinct, pick
from .vocabulary import Vocabulary, text_of

BATCH = 4_000_000
"""Characters a batch: so much is held as arrays at once."""
KEPT = 4
"""So many batches of sentences are kept as arrays until other texts are split."""


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
    raw: bytes = b""
    bounds: np.ndarray | None = None

    @property
    def names(self):
        """The distinct pieces, by number: bytes."""
        return self.vocabulary.keys

    @cached_property
    def used(self):
        """The numbers of the pieces that occur, ascending."""
        return np.flatnonzero(np.bincount(self.form))

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
        """Cut in two the pieces within which one of the `places` lies (ascending), their `owner`."""
        inside = self.start[owner] < places
        places, owner = places[inside], owner[inside]
        if not len(places):
            return self
        start, form = np.insert(self.start, owner + 1, places), np.insert(self.form, owner + 1, self.form[owner])
        found = Pieces(self.vocabulary, form, start, self.end, self.texts)
        added = owner + 1 + np.arange(len(owner))
        touched = distinct(np.concatenate([added - 1, added]))
        source = self.start[touched - np.searchsorted(added, touched, side="right")]
        begin, end = start[touched] - source, found._begins(touched + 1) - source
        whole = [text_of(self.vocabulary.keys[n]) for n in form[touched].tolist()]
        new = [_bytes(text[a:b]) for text, a, b in zip(whole, begin, end, strict=True)]
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
            found[n] = self.bounds[owner[n]] + len(_bytes(text[: places[n] - self.start[owner[n]]]))
        return found

    def of(self, begin, end):
        """Give the pieces of some of the texts."""
        stop = self.texts[end] if end < len(self.texts) else self.end
        a, b = np.searchsorted(self.start, [self.texts[begin], stop])
        return Pieces(self.vocabulary, self.form[a:b], self.start[a:b], stop, self.texts[begin:end])


class Shared:
    """What all coders of a process share: the vocabulary, begun anew when it has grown too large, and what was read."""

    def __init__(self, cap=1_000_000):
        self.cap, self.lock, self.vocabulary = cap, threading.Lock(), Vocabulary()
        self.last = self.kept = None  # the tokens of the texts read last; the sentences split last
        self.next, self.told = 0, ([], 0, None)  # which of them come next; some of them, where the first, of what


SHARED = Shared()


def find_pieces(texts):
    """Find what stands between white space in texts: Pieces.

    Sentences split last are known by then (:func:`keep_pieces`), and looked up as long as they come in their order.
    """
    kept, (told, at, of) = SHARED.kept, SHARED.told
    if kept is not None and kept is of and len(told) == len(texts) and all(map(is_, told, texts)):
        return kept.pieces.of(at, at + len(texts))
    for begin in (SHARED.next, 0):
        if texts and kept is not None and kept.has(texts, begin):
            SHARED.next = begin + len(texts)
            return kept.pieces.of(begin, begin + len(texts))
    return read_pieces(texts)


def texts_of(column):
    """Give a column of sentences as a list; sentences split last are known by the place in memory where they stand."""
    texts, kept, given = column.tolist(), SHARED.kept, _of_arrow(column)
    if texts and kept is not None and given is not None and _place(given) == _place(kept.text):
        SHARED.told = texts, given.offset, kept
    return texts


def encoded(column):
    """Give the texts of a column as UTF-8 where Arrow holds them, else None: a list of memoryview."""
    given = _of_arrow(column)
    if given is None or given.null_count:
        return None
    _, bounds, data = given.buffers()
    bounds = np.frombuffer(bounds, dtype=np.int64)[given.offset :][: len(given) + 1].tolist()
    data = memoryview(data or b"")
    return [data[begin:end] for begin, end in pairwise(bounds)]


def _of_arrow(column):
    """Give the array of Arrow (64-bit offsets) in which a column stands, else None."""
    import pyarrow as pa

    given = getattr(column.array, "__arrow_array__", list)()
    given = given.chunk(0) if isinstance(given, pa.ChunkedArray) and given.num_chunks == 1 else given
    return given if isinstance(given, pa.LargeStringArray) else None


def _place(array):
    return [None if buffer is None else buffer.address for buffer in array.buffers()[1:]]


def read_pieces(texts, known_bytes=None):
    """Find them in any case, and the bytes in which they stand; the texts may be given as UTF-8 besides."""
    raw = _bytes("\n".join(texts)) if known_bytes is None else b"\n".join(known_bytes)
    bounds = _bounds(raw)
    with SHARED.lock:
        if len(SHARED.vocabulary.pieces) > SHARED.cap:
            SHARED.vocabulary, SHARED.kept = Vocabulary(), None
        known = SHARED.vocabulary
        form = known.number_cut(raw, bounds)
    length = pick(known.length, form)
    ends, lengths = np.cumsum(length, dtype=np.int64), _lengths(texts)
    return Pieces(known, form, ends - length, ends[-1], np.cumsum(lengths + 1) - lengths - 1, raw, bounds)


@dataclass
class Sentences:
    """Sentences and their pieces, ``texts`` telling where each sentence begins.

    Attributes
    ----------
    text : pyarrow.LargeBinaryArray
        What they say, UTF-8.
    length : numpy.ndarray of int64
        Their code points.
    pieces : Pieces
    """

    text: object
    length: np.ndarray
    pieces: Pieces

    def has(self, texts, begin):
        """Tell whether `texts` are the sentences from one on."""
        end = begin + len(texts)
        if begin < 0 or end > len(self.length) or (self.length[begin:end] != _lengths(texts)).any():
            return False
        _, bounds, data = self.text.buffers()
        bounds = np.frombuffer(bounds, dtype=np.int64)
        return memoryview(data).cast("B")[bounds[begin] : bounds[end]] == _bytes("".join(texts))


def keep_pieces(parts):
    """Keep the pieces of sentences (a list of Sentences), so that coders need not read them again; not of very many.

    Gives their texts, a list of arrays of Arrow, in the place in memory by which they will be known.
    """
    import pyarrow as pa

    SHARED.kept, SHARED.next, SHARED.told = None, 0, ([], 0, None)
    if not parts or len(parts) > KEPT or len({id(part.pieces.vocabulary) for part in parts}) > 1:
        return [part.text for part in parts]
    pieces = [part.pieces for part in parts]
    form, ends = np.concatenate([each.form for each in pieces]), np.cumsum([0, *(each.end for each in pieces)])
    start, texts = (_joined([getattr(each, name) for each in pieces], ends) for name in ("start", "texts"))
    length = np.concatenate([part.length for part in parts])
    text = pa.concat_arrays([part.text for part in parts]) if len(parts) > 1 else parts[0].text
    SHARED.kept = Sentences(text, length, Pieces(pieces[0].vocabulary, form, start, ends[-1], texts))
    return [text]


def _joined(arrays, more):
    """Join arrays of int, each number by so many `more` as its array has to be."""
    found = np.empty(sum(map(len, arrays)), dtype=np.int64)
    done = 0
    for array, much in zip(arrays, more, strict=False):
        np.add(array, much, out=found[done : done + len(array)])
        done += len(array)
    return found


def in_batches(texts, size=BATCH):
    """Cut a list of texts into stretches of about so many characters: yields (begin, end).

    >>> list(in_batches(["abc", "de", "f"], size=4))
    [(0, 2), (2, 3)]
    """
    ends = np.cumsum(_lengths(texts))
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


def _lengths(texts):
    return np.fromiter(map(len, texts), np.int64, len(texts))


def _bytes(text):
    return text.encode("utf-8", "surrogatepass")
