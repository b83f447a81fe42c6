"""The sentence encoder that was taught on the coded sentences: multilingual E5, small, for German alone."""

import hashlib
from functools import cache, lru_cache

import numpy as np

from .encoders import EncoderError, calm
from .store import about, read, shipped

HEADS, BLOCK, EPSILON = 12, 32, np.float32(1e-12)
MOST = 128
"""Pieces of a sentence that are read, the first and the last mark included: about ninety words."""


class FrameEncoder:
    """The encoder that was taught what frames, sentiment, status and voice are.

    384 dimensions, German, NumPy alone, offline. Some twenty times as slow as
    :class:`rahmen.coders.encoders.UseEncoder`: 25 to 35 sentences a second on one core.

    Attributes
    ----------
    name : str
        Tells training as well: a classifier stored with another one is refused.
    heads : dict of str to tuple
        What it was taught to judge: for each task the values, their weights, shape (384, k), and what is added,
        shape (k,). Vectors times weights, and that, are log-odds (``frames``) or go into a softmax (the others).

    Notes
    -----
    Multilingual E5 small (Wang et al. 2024, https://arxiv.org/abs/2402.05672; MIT licence), twelve layers of attention,
    cut down to the word pieces that German needs, and its upper eight layers trained further on the coded sentences of
    the project for four tasks at once (``make encoder``); stored in 8 bits, the word pieces in 4. Each sentence is read
    by itself, so that its vector does not depend on what else is read.

    Examples
    --------
    >>> vectors = FrameEncoder().encode(["Die Nutzer fliehen.", "Die Anwender laufen davon.", "Es gibt Kuchen."])
    >>> vectors.shape, bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
    ((3, 384), True)
    """

    def __init__(self):
        known = _known()
        self.name, self.weights, self.heads = known["name"], known["sha256"], known["heads"]

    def encode(self, texts):
        """Turn texts into vectors, shape (n, 384)."""
        with _blas().limit(limits=1):  # a second thread costs more than it gives where matrices are this small
            found = [_vector(calm(text)) for text in texts]
        return np.array(found, dtype=np.float32).reshape(len(found), _known()["dimensions"])


def pack(matrix):
    """Store a matrix in 8 bits: integers, and for each block of 32 in a row what they are to be multiplied by.

    Parameters
    ----------
    matrix : numpy.ndarray, shape (n, d)

    Returns
    -------
    tuple of numpy.ndarray
        int8, shape (n, d), and float16, shape (n, d / 32).
    """
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scale = np.maximum(np.abs(blocks).max(axis=2) / 127, 1e-6).astype(np.float16)
    numbers = np.round(blocks / scale[:, :, None].astype(np.float32)).clip(-127, 127)
    return numbers.reshape(matrix.shape).astype(np.int8), scale


def digest(arrays):
    """Give the SHA-256 over all arrays, in the order of their names."""
    found = hashlib.sha256()
    for name in sorted(arrays):
        found.update(arrays[name].tobytes())
    return found.hexdigest()


def _unpack(numbers, scale):
    """Undo :func:`pack`, also for numbers of another kind."""
    blocks = numbers.reshape(len(numbers), -1, BLOCK) * scale.astype(np.float32)[:, :, None]
    return blocks.reshape(len(numbers), -1)


@lru_cache(maxsize=20_000)  # 30 MB: neighbours come up again, and who codes a sentence asks for the evidence next
def _vector(text):
    """Read one sentence: a vector of length 1."""
    first, layers = _network()
    ids = _pieces().encode(text)[: MOST - 2]
    ids = [_pieces().bos_id(), *ids, _pieces().eos_id()]
    x = _even(_embedded(ids) + first["place"][: len(ids)], first["norm"])
    for layer in layers:
        x = _even(x + _attention(x, layer), layer["norm1"])
        wide = x @ layer["wide"]
        wide += layer["wide.bias"]
        back = _gelu(wide) @ layer["back"]
        back += layer["back.bias"]
        back += x
        x = _even(back, layer["norm2"])
    mean = x.mean(axis=0)
    return mean / np.sqrt(mean @ mean)


def _attention(x, layer):
    """Let each piece look at all others: softmax of queries times keys, weighing values (Vaswani et al. 2017)."""
    each = x.shape[1] // HEADS
    query, key, value = (x @ layer["look"] + layer["look.bias"]).reshape(len(x), 3, HEADS, each).transpose(1, 2, 0, 3)
    weights = query @ key.transpose(0, 2, 1) / np.float32(each**0.5)
    weights -= weights.max(axis=2, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=2, keepdims=True)
    return (weights @ value).transpose(1, 0, 2).reshape(x.shape) @ layer["join"] + layer["join.bias"]


def _even(x, norm):
    """Bring each row to mean 0 and deviation 1, then to what was learned."""
    x -= x.mean(axis=1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1]) + EPSILON)
    x *= norm[0]
    x += norm[1]
    return x


def _gelu(x):
    """Let through what is large, and little of what is small (Hendrycks & Gimpel 2016, with tanh)."""
    y = x * x
    y *= np.float32(0.044715 * 0.7978845608)
    y += np.float32(0.7978845608)
    y *= x
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= np.float32(0.5)
    return y


def _embedded(ids):
    """Look up pieces: blocks of 32 numbers of 4 bits, the lower halves of the bytes first."""
    arrays = _arrays()
    scale = arrays["pieces.scale"][ids]
    bits = arrays["pieces.bits"][ids].reshape(len(ids), -1, BLOCK // 2)
    return _unpack(np.concatenate([bits & 15, bits >> 4], axis=2).astype(np.float32) - 8, scale)


@cache
def _known():
    """Read what has to be known about the encoder; its file is checked by hash once a process."""
    path = shipped("encoder")
    facts, arrays = about(path), _arrays()
    heads = {
        task: (tuple(values), arrays[f"head.{task}"], arrays[f"head.{task}.bias"])
        for task, values in facts["heads"].items()
    }
    if digest(arrays) != facts["sha256"]:
        raise EncoderError(f"{path.name} is not what was trained: install the package anew")
    return {**facts, "heads": heads}


@cache
def _arrays():
    return read(shipped("encoder"))


@cache
def _network():
    """Unpack the weights once a process: what comes first, and the layers."""
    arrays, layers = _arrays(), []
    while f"{len(layers)}.norm1" in arrays:
        own = {k.split(".", 1)[1]: v for k, v in arrays.items() if k.startswith(f"{len(layers)}.")}
        whole = {
            k: np.ascontiguousarray(_unpack(own[k], own[f"{k}.scale"]).T) for k in ("look", "join", "wide", "back")
        }
        layers.append(own | whole)
    return {"place": arrays["place"], "norm": arrays["norm"]}, layers


@cache
def _blas():
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


@cache
def _pieces():
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_proto=_arrays()["pieces"].tobytes())
