"""The words of many texts as arrays: no loop over tokens, and what depends on a form alone is asked once a form.

Running text repeats itself: between white space stand few distinct *pieces* (»Netz,« »Netz.«), and in them fewer
distinct word forms. So texts are cut at white space by array operations, pieces are told apart by Arrow's dictionary
encoding, and only a piece never met before is taken apart into words, by the rules of :mod:`rahmen.german.words`.
"""

import threading
from dataclasses import dataclass

import numpy as np

from .forms import spread
from .words import UNBROKEN, find_words

BATCH = 4_000_000
"""Characters a batch: so much is held as arrays at once."""
_SPACES = bytes([9, 10, 11, 12, 13, 28, 29, 30, 31, 32])
_IS_SPACE = bytes(byte in _SPACES for byte in range(256))
_BREAKS = np.ones(0x110000, dtype=bool)  # for each code point: does it break the flow from word to word?
_BREAKS[[ord(mark) for mark in UNBROKEN] + [point for point in range(0x3001) if chr(point).isspace()]] = False


@dataclass
class Tokens:
    """The words of texts, in their order.

    Attributes
    ----------
    vocabulary : Vocabulary
    form : numpy.ndarray of int32, shape (words,)
        The number of each word's form in ``vocabulary.forms``.
    row : numpy.ndarray of int32
        The text it stands in.
    start, end : numpy.ndarray of int32
        Where, in code points of that text.
    broken : numpy.ndarray of bool
        Whether punctuation breaks the flow behind it, or the text ends.
    bounds : numpy.ndarray of int64, shape (texts + 1,)
        The words of text n are ``bounds[n]:bounds[n + 1]``.
    """

    vocabulary: "Vocabulary"
    form: np.ndarray
    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    broken: np.ndarray
    bounds: np.ndarray

    def __len__(self):
        return len(self.form)

    @property
    def names(self):
        """The distinct word forms, by number."""
        return self.vocabulary.forms


@dataclass
class Pieces:
    """What stands between white space (ASCII) in texts, in its order.

    Attributes
    ----------
    vocabulary : Vocabulary
    form : numpy.ndarray of int32, shape (pieces,)
        The number of each piece in ``vocabulary.keys``.
    start, length : numpy.ndarray of int64
        Where it begins, in code points of all texts joined by one character; with the white space behind it.
    texts : numpy.ndarray of int64, shape (texts,)
        Where each text begins there.
    """

    vocabulary: "Vocabulary"
    form: np.ndarray
    start: np.ndarray
    length: np.ndarray
    texts: np.ndarray

    @property
    def names(self):
        """The distinct pieces, by number: bytes."""
        return self.vocabulary.keys


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
    lead, tail : numpy.ndarray of bool
        Whether the flow breaks before the first and behind the last word of a piece; both, where a piece has none.
    form, start, end, broken : numpy.ndarray
        For each word of a piece: its form, its place in the piece, and whether the flow breaks behind it there.
    """

    _ARRAYS = ("length", "count", "first", "form", "start", "end")

    def __init__(self):
        self.pieces, self.numbers, self.keys, self.forms = {}, {}, [], []
        for name in self._ARRAYS:
            setattr(self, name, np.zeros(0, dtype=np.int32))
        self.lead, self.tail, self.broken = (np.zeros(0, dtype=bool) for _ in range(3))

    def number(self, pieces):
        """Give the numbers of pieces (bytes); those not met before are taken apart."""
        found = list(map(self.pieces.get, pieces))
        if None in found:
            new = [piece for piece, number in zip(pieces, found, strict=True) if number is None]
            numbers = range(len(self.pieces), len(self.pieces) + len(new))
            self._learn([piece.decode("utf-8", "surrogatepass") for piece in new])
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
        first, last = _outermost(start, end, begins, begins + length, count)
        grown = {
            "length": length, "count": count, "first": np.cumsum(count) - count + len(self.form),
            "form": self._number_forms([text[a:b] for a, b in spans]),
            "start": start - begins[owner], "end": end - begins[owner], "broken": stops[behind] > stops[end],
            "lead": stops[first] > stops[begins], "tail": stops[begins + length] > stops[last],
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


def _outermost(start, end, begins, ends, count):
    """Give where the first word of each piece begins and the last one ends; without a word, its own end and begin."""
    if not len(start):
        return ends, begins
    place = np.minimum(np.cumsum(count) - count, len(start) - 1)
    last = np.maximum(np.cumsum(count) - 1, 0)
    return np.where(count > 0, start[place], ends), np.where(count > 0, end[last], begins)


class _Shared:
    """The vocabulary that all coders of a process share, begun anew when it has grown too large."""

    def __init__(self, cap=1_000_000):
        self.cap, self.lock, self.vocabulary, self.last = cap, threading.Lock(), Vocabulary(), None


_SHARED = _Shared()


def read_tokens(texts):
    """Find the words of texts.

    Parameters
    ----------
    texts : list of str
        At most about ``BATCH`` characters: see :func:`in_batches`.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> tokens = read_tokens(["Ja, das Netz.", "Das Netz!"])
    >>> [tokens.vocabulary.forms[n] for n in tokens.form], tokens.row.tolist(), tokens.broken.tolist()
    (['Ja', 'das', 'Netz', 'Das', 'Netz'], [0, 0, 0, 1, 1], [True, False, True, False, True])
    """
    last = _SHARED.last
    if last is not None and last[0] == texts:  # coders are asked of the same texts one after the other
        return last[1]
    tokens = _spread(read_pieces(texts), texts)
    _SHARED.last = list(texts), tokens
    return tokens


def read_pieces(texts):
    """Find what stands between white space in texts: Pieces."""
    numbers, distinct = _pieces("\n".join(texts).encode("utf-8", "surrogatepass"))
    with _SHARED.lock:
        if len(_SHARED.vocabulary.pieces) > _SHARED.cap:
            _SHARED.vocabulary = Vocabulary()
        known = _SHARED.vocabulary
        form = known.number(distinct)[numbers]
    length = known.length[form].astype(np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    return Pieces(known, form, np.cumsum(length) - length, length, np.cumsum(lengths) - lengths)


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


def _spread(pieces, texts):
    """Spread pieces into words, and tell for each its text and place there."""
    known, piece, at_text = pieces.vocabulary, pieces.form, pieces.texts
    count = known.count[piece]
    at = np.repeat(np.arange(len(piece)), count)
    word = spread(known.first[piece], count)
    begins = pieces.start[at]
    start = begins + known.start[word]
    bounds = np.append(np.searchsorted(start, at_text), len(start))
    row = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(bounds))
    broken = known.broken[word]
    if len(at):
        passed = np.cumsum(known.lead[piece] & (count == 0))[at]
        apart = at[1:] != at[:-1]
        broken[:-1] |= apart & (known.lead[piece[at[1:]]] | known.tail[piece[at[:-1]]] | (passed[1:] > passed[:-1]))
        broken[bounds[1:][np.diff(bounds) > 0] - 1] = True
    return Tokens(
        known, known.form[word], row, (start - at_text[row]).astype(np.int32),
        (begins + known.end[word] - at_text[row]).astype(np.int32), broken, bounds,
    )  # fmt: skip


def _code_points(text):
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
