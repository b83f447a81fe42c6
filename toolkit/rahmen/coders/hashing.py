"""Character n-grams of many words, hashed at once: the numbers that scikit-learn's HashingVectorizer gives."""

import numpy as np

from ..german.forms import distinct

_C1, _C2, _M1, _M2 = (np.uint32(n) for n in (0xCC9E2D51, 0x1B873593, 0x85EBCA6B, 0xC2B2AE35))


def hashed_grams(words, low, high, size):
    """Hash the character n-grams within words, and the whole words.

    Parameters
    ----------
    words : list of str
    low, high : int
        Lengths of the n-grams, shorter than the word.
    size : int
        How many features there are: a power of two.

    Returns
    -------
    tuple of numpy.ndarray
        Word and feature of each n-gram, ordered, each pair once.

    Examples
    --------
    >>> word, feature = hashed_grams(["<ja>"], 3, 5, 2**17)
    >>> word.tolist(), feature.tolist()
    ([0, 0, 0], [5987, 39171, 94071])
    """
    pairs = []
    for plain in (True, False):
        at = np.array([n for n, word in enumerate(words) if word.isascii() == plain], dtype=np.int64)
        chosen = [words[n] for n in at.tolist()]
        word, value = (_of_bytes if plain else _one_by_one)(chosen, low, high)
        pairs.append(at[word] * size + np.abs(value.view(np.int32).astype(np.int64)) % size)
    pairs = distinct(np.concatenate(pairs))
    return pairs // size, pairs % size


def _of_bytes(words, low, high):
    """Hash the n-grams of words in ASCII: word and hash of each."""
    raw = np.frombuffer("".join(words).encode(), dtype=np.uint8)
    length = np.fromiter(map(len, words), np.int64, len(words))
    begin = np.cumsum(length) - length
    room = np.repeat(begin + length, length) - np.arange(len(raw))  # from each place to the end of its word
    owner = np.repeat(np.arange(len(words)), length)
    found = []
    for n in range(low, high + 1):
        at = np.flatnonzero((room >= n) & (length[owner] > n))
        found.append((owner[at], _murmur(raw, at, n)))
    for n in np.unique(length).tolist():
        at = np.flatnonzero(length == n)
        found.append((at, _murmur(raw, begin[at], n)))
    return tuple(np.concatenate(parts) for parts in zip(*found, strict=True)) if found else _one_by_one([], low, high)


def _one_by_one(words, low, high):
    """Hash the n-grams of any words."""
    owner, values = [], []
    for n, word in enumerate(words):
        for gram in (word, *(word[a : a + k] for k in range(low, high + 1) for a in range(len(word) - k + 1))):
            if len(gram) < len(word) or gram is word:
                raw = np.frombuffer(gram.encode("utf-8", "surrogatepass"), dtype=np.uint8)
                owner.append(n)
                values.append(_murmur(raw, np.zeros(1, dtype=np.int64), len(raw))[0])
    return np.array(owner, dtype=np.int64), np.array(values, dtype=np.uint32)


def _murmur(raw, at, n):
    """Hash the n bytes from each place on: MurmurHash3 (Appleby 2011), 32 bits, seed 0."""
    value = np.zeros(len(at), dtype=np.uint32)
    for begin in range(0, n - n % 4, 4):
        value = _rotated(value ^ _scrambled(_block(raw, at + begin, 4)), 13) * np.uint32(5) + np.uint32(0xE6546B64)
    if n % 4:
        value ^= _scrambled(_block(raw, at + n - n % 4, n % 4))
    value ^= np.uint32(n)
    value = (value ^ (value >> np.uint32(16))) * _M1
    value = (value ^ (value >> np.uint32(13))) * _M2
    return value ^ (value >> np.uint32(16))


def _block(raw, at, n):
    return sum(raw[at + k].astype(np.uint32) << np.uint32(8 * k) for k in range(n))


def _scrambled(block):
    return _rotated(block * _C1, 15) * _C2


def _rotated(value, by):
    return (value << np.uint32(by)) | (value >> np.uint32(32 - by))
