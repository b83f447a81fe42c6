"""Texts cut at white space into pieces, and the vocabulary of all pieces and word forms met so far.

Running text repeats itself: between white space stand few distinct *pieces* (»Netz,« »Netz.«), and in them fewer
distinct word forms. So texts are cut at white space by array operations, pieces are told apart by Arrow's dictionary
encoding, and only a piece never met before is taken apart into words, by the rules of :mod:`rahmen.german.words`.
"""

import threading
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .words import UNBROKEN, find_words

BATCH = 4_000_000
"""Characters a batch: so much is held as arrays at once."""
KEPT = 4
"""So many batches of sentences are kept as arrays until other texts are split."""
_SPACES = bytes([9, 10, 11, 12, 13, 28, 29, 30, 31, 32])
_IS_SPACE = bytes(byte in _SPACES for byte in range(256))
_BREAKS = np.ones(0x110000, dtype=bool)  # for each code point: does it break the flow from word to word?
_BREAKS[[ord(mark) for mark in UNBROKEN] + [point for point in range(0x3001) if chr(point).isspace()]] = False


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
    """

    vocabulary: "Vocabulary"
    form: np.ndarray
    start: np.ndarray
    end: int
    texts: np.ndarray

    @property
    def names(self):
        """The distinct pieces, by number: bytes."""
        return self.vocabulary.keys

    @cached_property
    def used(self):
        """The numbers of the pieces that occur, ascending."""
        return np.flatnonzero(np.bincount(self.form))

    def cut(self, places):
        """Cut in two the pieces within which one of the `places` lies (ascending)."""
        owner = np.searchsorted(self.start, places, side="right") - 1
        inside = self.start[owner] < places
        places, owner = places[inside], owner[inside]
        if not len(places):
            return self
        source = np.insert(np.arange(len(self.form)), owner + 1, owner)
        start, form = np.insert(self.start, owner + 1, places), self.form[source]
        touched = np.flatnonzero(np.isin(source, owner))
        begin = start[touched] - self.start[source[touched]]
        end = np.append(start, self.end)[touched + 1] - self.start[source[touched]]
        whole = [_text(self.vocabulary.keys[n]) for n in form[touched].tolist()]
        new = [text[a:b].encode("utf-8", "surrogatepass") for text, a, b in zip(whole, begin, end, strict=True)]
        with SHARED.lock:
            form[touched] = self.vocabulary.number(new)
        return Pieces(self.vocabulary, form, start, self.end, self.texts)

    def of(self, begin, end):
        """Give the pieces of some of the texts."""
        stop = self.texts[end] if end < len(self.texts) else self.end
        a, b = np.searchsorted(self.start, [self.texts[begin], stop])
        return Pieces(self.vocabulary, self.form[a:b], self.start[a:b], stop, self.texts[begin:end])


class Vocabulary:
    """All pieces and word forms met so far, numbered.

    Attributes
    ----------
    keys : list of bytes
        The distinct pieces; their places are their numbers.
    forms : list of str
        The distinct word forms; their places are their numbers.
    length, count, first : numpy.ndarray of int32
        For each piece: its code points, its words, the place of its first word in the arrays of words.
    lead : numpy.ndarray of bool
        Whether the flow breaks before the first word of a piece; where it has none, whether it breaks there.
    form, start, end, broken : numpy.ndarray
        For each word of a piece: its form, its place in the piece, and whether the flow breaks behind it there.
    """

    _ARRAYS = ("length", "count", "first", "form", "start", "end")

    def __init__(self):
        self.pieces, self.numbers, self.keys, self.forms = {}, {}, [], []
        for name in self._ARRAYS:
            setattr(self, name, np.zeros(0, dtype=np.int32))
        self.lead, self.broken = (np.zeros(0, dtype=bool) for _ in range(2))

    def number(self, pieces):
        """Give the numbers of pieces (bytes); those not met before are taken apart."""
        found = list(map(self.pieces.get, pieces))
        if None in found:
            new = list(dict.fromkeys(piece for piece, number in zip(pieces, found, strict=True) if number is None))
            numbers = range(len(self.pieces), len(self.pieces) + len(new))
            self._learn([_text(piece) for piece in new])
            self.pieces.update(zip(new, numbers, strict=True))
            self.keys += new
            found = list(map(self.pieces.get, pieces))
        return np.array(found, dtype=np.int32)

    def _learn(self, pieces):
        """Take pieces apart, all of them as one text."""
        text = "\n".join(pieces)
        length = np.fromiter(map(len, pieces), np.int32, len(pieces))
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
            "length": length, "count": count, "first": np.cumsum(count) - count + len(self.form),
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


class Shared:
    """What all coders of a process share: the vocabulary, begun anew when it has grown too large, and what was read."""

    def __init__(self, cap=1_000_000):
        self.cap, self.lock, self.vocabulary = cap, threading.Lock(), Vocabulary()
        self.last = self.kept = None  # the tokens of the texts read last; the sentences split last
        self.next = 0


SHARED = Shared()


def read_pieces(texts):
    """Find what stands between white space in texts: Pieces.

    Sentences split last are known by then (:func:`keep_pieces`), and looked up as long as they come in their order.
    """
    kept = SHARED.kept
    for begin in (SHARED.next, 0):
        if texts and kept is not None and kept[0][begin : begin + len(texts)] == texts:
            SHARED.next = begin + len(texts)
            return kept[1].of(begin, begin + len(texts))
    numbers, distinct = _pieces("\n".join(texts).encode("utf-8", "surrogatepass"))
    with SHARED.lock:
        if len(SHARED.vocabulary.pieces) > SHARED.cap:
            SHARED.vocabulary, SHARED.kept = Vocabulary(), None
        known = SHARED.vocabulary
        form = known.number(distinct)[numbers]
    length = known.length[form]
    ends = np.cumsum(length, dtype=np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    return Pieces(known, form, ends - length, ends[-1], np.cumsum(lengths) - lengths)


def keep_pieces(parts):
    """Keep the pieces of sentences, so that coders need not read them again; of very many none are kept.

    Parameters
    ----------
    parts : list of tuple
        Sentences (list of str) and the pieces in which they stand, ``texts`` telling where each sentence begins.
    """
    SHARED.kept, SHARED.next = None, 0
    if not parts or len(parts) > KEPT or len({id(pieces.vocabulary) for _, pieces in parts}) > 1:
        return
    form, ends = np.concatenate([pieces.form for _, pieces in parts]), np.cumsum([0, *(p.end for _, p in parts)])
    start, texts = (
        np.concatenate([getattr(pieces, name) + end for (_, pieces), end in zip(parts, ends, strict=False)])
        for name in ("start", "texts")
    )
    texts_of = [sentence for sentences, _ in parts for sentence in sentences]
    SHARED.kept = texts_of, Pieces(parts[0][1].vocabulary, form, start, ends[-1], texts)


def in_batches(texts, size=BATCH):
    """Cut a list of texts into stretches of about so many characters: yields (begin, end).

    >>> list(in_batches(["abc", "de", "f"], size=4))
    [(0, 2), (2, 3)]
    """
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    begin, done = 0, 0
    while begin < len(texts):
        end = min(int(np.searchsorted(ends, done + size)) + 1, len(texts))
        yield begin, end
        begin, done = end, ends[end - 1]


def _pieces(raw):
    """Cut bytes behind white space: the number of each piece among the distinct ones, and these (list of bytes)."""
    import pyarrow as pa

    space = np.frombuffer(raw.translate(_IS_SPACE), dtype=bool)
    begins = np.flatnonzero(space[:-1] & ~space[1:]) + 1
    offsets = np.concatenate([[0], begins, [len(raw)]]).astype(np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(raw)]
    found = pa.BinaryArray.from_buffers(pa.binary(), len(offsets) - 1, buffers).dictionary_encode()
    return found.indices.to_numpy(), found.dictionary.to_pylist()


def _text(piece):
    return piece.decode("utf-8", "surrogatepass")


def _code_points(text):
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
