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
    owner, value = _hashes(words, low, high)
    pairs = distinct(owner * size + np.abs(value.view(np.int32).astype(np.int64)) % size)
    return pairs // size, pairs % size


def _hashes(words, low, high):
    """Hash the n-grams of words, and these: word and hash of each."""
    raw = np.frombuffer("".join(words).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    byte = np.append(np.flatnonzero((raw & 0xC0) != 0x80), len(raw))  # where each letter begins
    length = np.fromiter(map(len, words), np.int64, len(words))
    begin = np.cumsum(length) - length
    room = np.repeat(begin + length, length) - np.arange(length.sum())  # from each letter to the end of its word
    owner = np.repeat(np.arange(len(words)), length)
    spans = [(np.arange(len(words)), byte[begin], byte[begin + length])]
    for n in range(low, high + 1):
        at = np.flatnonzero((room >= n) & (length[owner] > n))
        spans.append((owner[at], byte[at], byte[at + n]))
    owner, at, stop = (np.concatenate(parts) for parts in zip(*spans, strict=True))
    size, value = stop - at, np.zeros(len(at), dtype=np.uint32)
    for n in np.flatnonzero(np.bincount(size)).tolist():
        some = np.flatnonzero(size == n)
        value[some] = _murmur(raw, at[some], n)
    return owner, value


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
