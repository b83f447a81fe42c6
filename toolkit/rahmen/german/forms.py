"""What word forms are, as arrays over the numbers of a vocabulary: computed once for each distinct form."""

import threading

import numpy as np

_LOCK = threading.RLock()


class FormRows:
    """One row of numbers for each word form, or each piece of text (:class:`rahmen.german.pieces.Pieces`).

    Parameters
    ----------
    compute : callable
        Takes a list of n distinct forms, gives an array of n rows.

    Examples
    --------
    >>> from .tokens import read_tokens
    >>> lengths = FormRows(lambda forms: np.array([len(form) for form in forms]))
    >>> tokens = read_tokens(["Das Netz, das Netz."])
    >>> lengths(tokens)[tokens.form].tolist()
    [3, 4, 3, 4]
    """

    def __init__(self, compute):
        self.compute, self.vocabulary = compute, None

    def __call__(self, tokens):
        """Give the rows, by number of form; those of the forms in `tokens` are known."""
        with _LOCK:
            new = _unknown(self, tokens)
            if len(new) or self.rows is None:
                found = np.asarray(self.compute(_named(tokens, new)))
                if self.rows is None:
                    self.rows = np.zeros((0, *found.shape[1:]), dtype=found.dtype)
                self.rows = _grown(self.rows, len(self.known))
                self.rows[new] = found
            return self.rows

    def __reduce__(self):  # what is known need not travel with a copied coder
        return type(self), (self.compute,)


class FormLists:
    """A list of numbers for each word form.

    Parameters
    ----------
    compute : callable
        Takes a list of n distinct forms, gives how many numbers each has, shape (n,), and all of them, one form after
        the other.
    derive : callable, optional
        Takes the forms and the same two arrays, gives a list of arrays of n rows: what else is to be known of each.
    """

    def __init__(self, compute, derive=None):
        self.compute, self.derive, self.vocabulary = compute, derive, None

    def __call__(self, tokens):
        """Give (form, number) for each number of the forms that occur, two arrays, and what else is known, by form.

        The rows of forms that do not occur mean nothing.
        """
        with _LOCK:
            self._learn(tokens)
            owner, places = spread_owned(*self.rows[tokens.used].T)
            return pick(tokens.used, owner), pick(self.values, places), self.derived

    def onto(self, tokens):
        """Give (place, number) for each number of each word: two arrays."""
        with _LOCK:
            self._learn(tokens)
            at = tokens.of_kind(self.rows[:, 1] > 0)
            owner, places = spread_owned(*pick(self.rows, pick(tokens.form, at)).T)
            return pick(at, owner), pick(self.values, places)

    def _learn(self, tokens):
        new = _unknown(self, tokens)
        if self.rows is None:
            self.rows, self.values, self.derived = np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.int64), None
        if len(new) or self.derived is None:
            forms = _named(tokens, new)
            count, values = self.compute(forms)
            self.rows = _grown(self.rows, len(self.known))
            self.rows[new] = np.stack([len(self.values) + np.cumsum(count) - count, count], axis=1)
            self.values = np.concatenate([self.values, values])
            found = self.derive(forms, count, values) if self.derive else []
            derived = [array[:0] for array in found] if self.derived is None else self.derived
            self.derived = [_grown(array, len(self.known)) for array in derived]
            for array, rows in zip(self.derived, found, strict=True):
                array[new] = rows

    def __reduce__(self):
        return type(self), (self.compute, self.derive)


def spread(first, count):
    """Give the places of stretches, one after the other: ``first[n] … first[n] + count[n] - 1`` for each n.

    >>> spread(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    return spread_owned(first, count)[1]


def spread_owned(first, count):
    """Give for each place of such stretches the number of its stretch, and the place: ascending numbers repeat slowly.

    >>> [found.tolist() for found in spread_owned(np.array([5, 0]), np.array([2, 3]))]
    [[0, 0, 1, 1, 1], [5, 6, 0, 1, 2]]
    """
    owner = np.repeat(np.arange(len(count)), count)
    places = pick(first - np.cumsum(count) + count, owner) if len(owner) else owner.copy()
    places += np.arange(len(owner))
    return owner, places


def pick(values, places):
    """Give ``values[places]``, twice as quick since no place is checked: one outside counts as the nearest within.

    >>> pick(np.array([5, 6, 7]), np.array([2, 0, 3])).tolist()
    [7, 5, 7]
    """
    return values.take(places, axis=0, mode="clip")


def distinct(values):
    """Sort numbers and leave out those that stand twice; for many it is far quicker than ``numpy.unique``.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    values = np.sort(values)
    return values[run_starts(values)]


def run_starts(values):
    """Give where each run of equal numbers begins.

    >>> run_starts(np.array([3, 3, 5])).tolist()
    [0, 2]
    """
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])


def _unknown(table, tokens):
    """Note the forms of `tokens` as known, and give the numbers of those that were not; begin anew where need be."""
    if table.vocabulary is not tokens.vocabulary:
        table.vocabulary, table.known, table.rows = tokens.vocabulary, np.zeros(0, dtype=bool), None
    table.known = _grown(table.known, len(tokens.names))
    new = pick(tokens.used, np.flatnonzero(~pick(table.known, tokens.used)))
    table.known[new] = True
    return new


def _named(tokens, numbers):
    names = tokens.names
    return [names[n] for n in numbers.tolist()]


def _grown(array, size):
    if len(array) >= size:
        return array
    more = np.zeros((max(size, len(array) * 3 // 2) - len(array), *array.shape[1:]), dtype=array.dtype)
    return np.concatenate([array, more])
