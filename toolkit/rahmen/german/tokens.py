"""The words of many texts as arrays: no loop over tokens, and what depends on a form alone is asked once a form."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .forms import pick
from .kept import Stretch, find_pieces
from .pieces import SHARED, Pieces, in_batches
from .vocabulary import Vocabulary


@dataclass
class Tokens:
    """The words of texts, in their order.

    Attributes
    ----------
    vocabulary : Vocabulary
    form : numpy.ndarray of int64, shape (words,)
        The number of each word's form in ``vocabulary.forms``.
    row : numpy.ndarray of int32
        The text it stands in.
    pieces : rahmen.german.pieces.Pieces
        The pieces they stand in: whence :meth:`spans`.
    upto : numpy.ndarray of int64
        How many words there are up to the end of each piece.
    broken : numpy.ndarray of bool
        Whether punctuation breaks the flow behind it, or the text ends.
    bounds : numpy.ndarray of int64, shape (texts + 1,)
        The words of text n are ``bounds[n]:bounds[n + 1]``.
    """

    vocabulary: Vocabulary
    form: np.ndarray
    row: np.ndarray
    pieces: Pieces
    upto: np.ndarray
    broken: np.ndarray
    bounds: np.ndarray

    def __len__(self):
        return len(self.form)

    @property
    def names(self):
        """The distinct word forms, by number."""
        return self.vocabulary.forms

    def spans(self, places=slice(None)):
        """Give where words stand, in code points of their texts: start and end, arrays of int32."""
        return self.starts(places), self.ends(places)

    def starts(self, places):
        """Give where words start."""
        return self._within(self.vocabulary.start, places)

    def ends(self, places):
        """Give where they end."""
        return self._within(self.vocabulary.end, places)

    def _within(self, bounds, places):
        place = np.arange(len(self))[places] if isinstance(places, slice) else places
        piece = np.searchsorted(self.upto, place, side="right")
        form = self.pieces.form[piece]
        word = self.vocabulary.first[form] + place - (self.upto[piece] - self.vocabulary.count[form])
        return (self.pieces.start[piece] - self.pieces.texts[self.row[place]] + bounds[word]).astype(np.int32)

    def of_kind(self, forms):
        """Give the places of the words whose form is of a kind, told by a bool for each form: quick to look up."""
        return np.flatnonzero(pick(forms, self.form))

    @cached_property
    def counts(self):
        """How often each form of the vocabulary occurs."""
        return np.bincount(self.form, minlength=len(self.names))

    @cached_property
    def used(self):
        """The numbers of the forms that occur, ascending."""
        return np.flatnonzero(self.counts > 0)


def read_tokens(texts):
    """Find the words of texts.

    Parameters
    ----------
    texts : list of str, or Stretch
        At most about ``BATCH`` characters: see :func:`token_batches`.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> tokens = read_tokens(["Ja, das Netz.", "Das Netz!"])
    >>> [tokens.vocabulary.forms[n] for n in tokens.form], tokens.row.tolist(), tokens.broken.tolist()
    (['Ja', 'das', 'Netz', 'Das', 'Netz'], [0, 0, 0, 1, 1], [True, False, True, False, True])
    """
    last = SHARED.last
    if last is not None and last[0] == texts:  # coders are asked of the same texts one after the other
        return last[1]
    tokens = _spread(find_pieces(texts), texts)
    SHARED.last = texts if isinstance(texts, Stretch) else list(texts), tokens
    return tokens


def token_batches(texts):
    """Read any number of texts, in stretches that fit into memory: yields (begin, end, tokens)."""
    last = SHARED.last
    if len(texts) and last is not None and last[0] == texts:  # no need to measure them again
        yield 0, len(texts), last[1]
        return
    for begin, end in in_batches(texts):
        yield begin, end, read_tokens(texts if end - begin == len(texts) else texts[begin:end])


def _spread(pieces, texts):
    """Spread pieces into words, and tell for each its text and place there."""
    known, piece = pieces.vocabulary, pieces.form
    count = pick(known.count, piece)
    upto = np.cumsum(count)
    first = upto - count
    word = np.repeat(pick(known.first, piece) - first, count)
    word += np.arange(len(word))
    bounds = np.append(first, len(word))[pieces.first]
    row = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(bounds))
    broken = pick(known.broken, word)
    if len(word):
        leading = np.flatnonzero(pick(known.lead, piece))
        broken[pick(first, leading) - 1] = True  # the word before; before the first one stands none
        broken[bounds[1:] - 1] = True  # the last one ends its text
    return Tokens(known, pick(known.form, word), row, pieces, upto, broken, bounds)
