"""What every coder asks of its texts."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ..german.kept import Stretch, texts_of


def check_texts(X):
    """Give `X` as a list of str, or refuse it; a Stretch of the package's own stays one.

    Parameters
    ----------
    X : sequence of str
        A list, tuple, array or Series of sentences; it may be empty.

    Returns
    -------
    list of str

    Raises
    ------
    TypeError
        A bare string.
    ValueError
        Something that is no sequence of texts.

    Examples
    --------
    >>> check_texts("Ein Satz.")
    Traceback (most recent call last):
    TypeError: expected a list of texts; got one bare string (write ["…"])
    """
    if isinstance(X, str | bytes):
        raise TypeError('expected a list of texts; got one bare string (write ["…"])')
    if hasattr(X, "columns"):
        raise ValueError("expected one column of texts; got a DataFrame (write table['text'])")
    if isinstance(X, Stretch) or (type(X) is list and set(map(type, X)) <= {str}):  # most often, and told quickly
        return X
    array = np.asarray(X, dtype=object)
    if array.ndim == 2 and 1 in array.shape:
        array = array.ravel()
    if array.ndim != 1:
        raise ValueError(f"expected a list of texts; got an array of {array.ndim} dimensions")
    for row, text in enumerate(array):
        if not isinstance(text, str):
            raise ValueError(f"text {row} is {text!r}, no text; drop or fill it first")
    return array.tolist()


BESIDE = ("before", "after")
FAR = 100
"""Code points between two sentences from which they do not stand beside each other, though numbered so by hand."""


@dataclass
class Passages:
    """Texts, and those that stand beside them where they are known.

    Attributes
    ----------
    text : list of str, length n
        Or a Stretch of the sentences split last, for the package's own coders.
    others : list of str
        Those beside them that are not among them.
    rows : numpy.ndarray of int, shape (2, n), or None
        Where the one before each text and the one after it stand among the texts and then the others; −1 where there
        is none. None: nothing is known of them.
    """

    text: list
    others: list = field(default_factory=list)
    rows: np.ndarray | None = None

    def __len__(self):
        return len(self.text)

    @cached_property
    def known(self):
        """The texts and then the others: a list of str."""
        return [*self.text, *self.others]

    def as_lists(self):
        """Give the same with all texts as str: Passages."""
        return replace(self, text=list(self.text))

    @property
    def present(self):
        """Whether there is one before and one after: an array of bool, shape (n, 2)."""
        return np.zeros((len(self), 2), dtype=bool) if self.rows is None else self.rows.T >= 0

    @property
    def before(self):
        """The text before each, "" where there is none: a list of str."""
        return self._beside(0)

    @property
    def after(self):
        """The text after each, "" where there is none: a list of str."""
        return self._beside(1)

    def _beside(self, side):
        return [self.known[row] if row >= 0 else "" for row in self.rows[side].tolist()]


def check_passages(X):
    """Give `X` as Passages.

    Parameters
    ----------
    X : sequence of str, DataFrame or Passages
        A DataFrame has a column ``text``, and may have ``before`` and ``after``, empty where there is none.

    Raises
    ------
    TypeError, ValueError
        As :func:`check_texts`, or a DataFrame without ``text``.
    """
    if isinstance(X, Passages):
        return X
    if not hasattr(X, "columns"):
        return Passages(check_texts(X))
    if "text" not in X:
        raise ValueError("a DataFrame of texts needs the column 'text', and may have 'before' and 'after'")
    texts = check_texts(X["text"].tolist())
    if not set(BESIDE) & set(X.columns):
        return Passages(texts)
    place = dict(zip(texts, range(len(texts)), strict=True))
    place[""] = -1
    sides = [check_texts(_filled(X[name])) if name in X else [""] * len(X) for name in BESIDE]
    others = list(dict.fromkeys(text for side in sides for text in side if text not in place))
    place |= zip(others, range(len(texts), len(texts) + len(others)), strict=True)
    return Passages(texts, others, np.array([[place[text] for text in side] for side in sides], int))


def _filled(column):
    """Give texts as a list, empty where there is none."""
    return column.tolist() if not column.hasnans else column.astype(object).where(column.notna(), "").tolist()


def in_passages(sentences, begin=0, end=None):
    """Give sentences of a table, with those next in the same document, where the table has them.

    Parameters
    ----------
    sentences : pandas.DataFrame
    begin, end : int
        Which of them.

    Returns
    -------
    Passages

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"doc": ["a", "a", "b"], "sentence": [0, 1, 0], "text": ["Eins.", "Zwei.", "Drei."]})
    >>> found = in_passages(table.assign(start=[0, 6, 0], end=[5, 11, 5]))
    >>> found.text, found.before, found.after
    (['Eins.', 'Zwei.', 'Drei.'], ['', 'Eins.', ''], ['Zwei.', '', ''])
    """
    end = len(sentences) if end is None else min(end, len(sentences))
    first, last, size = max(begin - 1, 0), min(end + 1, len(sentences)), end - begin
    follows = _follows(sentences.iloc[first:last])
    if first < begin and not follows[:1].any():  # what stands beside at the ends is mostly of another document
        first, follows = begin, follows[1:]
    if last > end and not follows[-1:].any():
        last, follows = end, follows[:-1]
    texts = texts_of(sentences["text"].iloc[begin:end])
    others = [sentences["text"].iloc[row] for row in (*range(first, begin), *range(end, last))]
    place = np.arange(first - begin, last - begin)
    place[: begin - first], place[len(place) - (last - end) :] = size, size + begin - first
    before, after = np.append(-1, np.where(follows, place[:-1], -1)), np.append(np.where(follows, place[1:], -1), -1)
    return Passages(texts, others, np.stack([before, after])[:, begin - first :][:, :size])


def _follows(sentences):
    """Tell of each sentence but the first whether it stands next to the one above it in the table."""
    doc, number = sentences["doc"].array, sentences["sentence"].to_numpy()
    gap = sentences["start"].to_numpy()[1:] - sentences["end"].to_numpy()[:-1]
    return np.asarray(doc[1:] == doc[:-1], dtype=bool) & (np.diff(number) == 1) & (gap >= 0) & (gap <= FAR)
