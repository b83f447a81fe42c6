"""The sentences split last, kept as pieces: who asks of them next need not read them again, nor make strings of it."""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from .pieces import SHARED, Pieces, lengths_of, read_pieces, utf8

KEPT = 4
"""So many batches of sentences are kept as arrays until other texts are split."""


@dataclass(eq=False)
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
        if begin < 0 or end > len(self.length) or (self.length[begin:end] != lengths_of(texts)).any():
            return False
        _, bounds, data = self.text.buffers()
        bounds = np.frombuffer(bounds, dtype=np.int64)
        return memoryview(data).cast("B")[bounds[begin] : bounds[end]] == utf8("".join(texts))


class Stretch(Sequence):
    """Some of the sentences split last, one after the other: a sequence of str, made only where somebody asks for one.

    Parameters
    ----------
    column : pandas.Series
        The texts.
    kept : Sentences
        What they are a part of; when other texts are split, it is not kept alive.
    begin : int
        Which of them is the first.
    """

    def __init__(self, column, kept, begin):
        self.column, self.kept, self.begin = column, weakref.ref(kept), begin
        self.lengths = kept.length[begin : begin + len(column)]

    @cached_property
    def strings(self):
        """The sentences: a list of str."""
        return self.column.tolist()

    def some(self, rows):
        """Give some of the sentences, a list of str; the others are not made for it."""
        return self.column.iloc[rows].tolist()

    def may_exceed(self, words):
        """Give the places of the sentences that may have more words between white space than so many."""
        kept = self.kept()
        if kept is None:
            return np.arange(len(self))
        part = slice(self.begin, self.begin + len(self) + 1)
        size = np.diff(np.frombuffer(kept.text.buffers()[1], dtype=np.int64)[part])
        wide = size - self.lengths  # white space beyond ASCII, which divides no pieces, has two bytes or more
        return np.flatnonzero(np.diff(kept.pieces.first[part]) + wide > words)

    def pieces(self):
        """Give their pieces."""
        kept = self.kept()
        return read_pieces(self.strings) if kept is None else kept.pieces.of(self.begin, self.begin + len(self))

    def __len__(self):
        return len(self.lengths)

    def __iter__(self):
        return iter(self.strings)

    def __getitem__(self, place):
        return self.strings[place]

    def __eq__(self, other):
        if self is other or len(self) != len(other):
            return self is other
        if isinstance(other, Stretch) and (self.lengths != other.lengths).any():
            return False
        return self.strings == list(other)

    __hash__ = None

    def __reduce__(self):  # in another process it is a list
        return list, (self.strings,)


def find_pieces(texts):
    """Find what stands between white space in texts: Pieces.

    Sentences split last are known by then (:func:`keep_pieces`): a Stretch of them, and any as long as they come in
    their order.
    """
    if isinstance(texts, Stretch):
        return texts.pieces()
    kept = SHARED.kept
    for begin in (SHARED.next, 0):
        if texts and kept is not None and kept.has(texts, begin):
            SHARED.next = begin + len(texts)
            return kept.pieces.of(begin, begin + len(texts))
    return read_pieces(texts)


def texts_of(column):
    """Give a column of sentences as a list; those split last, known by their place in memory, as a Stretch."""
    kept, given = SHARED.kept, _of_arrow(column)
    if len(column) and kept is not None and given is not None and _place(given) == _place(kept.text):
        return Stretch(column, kept, given.offset)
    return column.tolist()


def exceeds(texts, words):
    """Give the place of the first text with more words between white space than so many, None where there is none."""
    places = np.flatnonzero(lengths_of(texts) > 2 * words)
    if isinstance(texts, Stretch):
        places = np.intersect1d(places, texts.may_exceed(words), assume_unique=True)
        some = texts.some(places)
    else:
        some = [texts[place] for place in places.tolist()]
    return next((n for n, text in zip(places.tolist(), some, strict=True) if len(text.split()) > words), None)


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


def keep_pieces(parts):
    """Keep the pieces of sentences (a list of Sentences), so that coders need not read them again; not of very many.

    Gives their texts, a list of arrays of Arrow, in the place in memory by which they will be known.
    """
    import pyarrow as pa

    SHARED.kept, SHARED.next = None, 0
    if not parts or len(parts) > KEPT or len({id(part.pieces.vocabulary) for part in parts}) > 1:
        return [part.text for part in parts]
    pieces = [part.pieces for part in parts]
    form, ends = np.concatenate([each.form for each in pieces]), np.cumsum([0, *(each.end for each in pieces)])
    start, texts = (_joined([getattr(each, name) for each in pieces], ends) for name in ("start", "texts"))
    first = _joined([each.first[:-1] for each in pieces], np.cumsum([0, *(len(each.form) for each in pieces)]))
    first, length = np.append(first, len(form)), np.concatenate([part.length for part in parts])
    text = pa.concat_arrays([part.text for part in parts]) if len(parts) > 1 else parts[0].text
    SHARED.kept = Sentences(text, length, Pieces(pieces[0].vocabulary, form, start, ends[-1], texts, first))
    return [text]


def _joined(arrays, more):
    """Join arrays of int, each number by so many `more` as its array has to be."""
    found = np.empty(sum(map(len, arrays)), dtype=np.int64)
    done = 0
    for array, much in zip(arrays, more, strict=False):
        np.add(array, much, out=found[done : done + len(array)])
        done += len(array)
    return found
