"""Vectors kept on disk, so that no sentence is encoded twice."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from .encoders import load_encoder

_ASKED = 500  # keys in one question to the file


class CachedEncoder:
    """An encoder that keeps its vectors in a file and looks there first.

    Parameters
    ----------
    path : str or pathlib.Path
        A file (SQLite); made where there is none.
    encoder : {"use", "frames"} or Encoder, default "use"
    limit : int, default 200_000
        So many vectors are kept (of 512 dimensions: 2 KB each); beyond that the oldest go.

    Attributes
    ----------
    name : str
        That of the encoder, so that classifiers trained with it accept this one.

    Notes
    -----
    Vectors are kept by a hash of the encoder's name, its weights and the text; the texts themselves are not kept. Two
    processes may share a file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     encoder = CachedEncoder(Path(folder) / "vectors.sqlite")
    ...     first = encoder.encode(["Ein Satz.", "Noch einer."])
    ...     again = encoder.encode(["Noch einer."])
    ...     encoder.close()
    >>> bool((again[0] == first[1]).all())
    True
    """

    def __init__(self, path, encoder="use", limit=200_000):
        if limit < 1:
            raise ValueError(f"the `limit` parameter must be 1 or more; not {limit}")
        self.path, self.encoder, self.limit, self._file = Path(path), load_encoder(encoder), limit, None

    @property
    def name(self):
        """The name of the encoder behind it."""
        return self.encoder.name

    def encode(self, texts):
        """Turn texts into vectors, shape (n, d)."""
        texts = list(texts)
        keys = {text: self._key(text) for text in dict.fromkeys(texts)}
        known = self._known(list(keys.values()))
        new = [text for text, key in keys.items() if key not in known]
        if new:
            vectors = np.asarray(self.encoder.encode(new), dtype=np.float32)
            self._keep([keys[text] for text in new], vectors)
            known |= {keys[text]: vector for text, vector in zip(new, vectors, strict=True)}
        return np.stack([known[keys[text]] for text in texts]) if texts else self.encoder.encode([])

    def close(self):
        """Close the file; it is opened again where it is needed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _key(self, text):
        told = "\0".join((self.name, getattr(self.encoder, "weights", ""), text))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:16]

    def _known(self, keys):
        found = {}
        with closing(self._open().cursor()) as cursor:
            for begin in range(0, len(keys), _ASKED):
                some = keys[begin : begin + _ASKED]
                marks = ",".join("?" * len(some))
                rows = cursor.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)
                found |= {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}
        return found

    def _keep(self, keys, vectors):
        file = self._open()
        with file:
            rows = zip(keys, (vector.tobytes() for vector in vectors), strict=True)
            file.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", rows)
            newest = "SELECT n FROM vectors ORDER BY n DESC LIMIT 1 OFFSET ?"
            file.execute(f"DELETE FROM vectors WHERE n <= ({newest})", (self.limit,))

    def _open(self):
        if self._file is None:
            try:
                self._file = sqlite3.connect(self.path, timeout=60)
                self._file.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (n INTEGER PRIMARY KEY, key BLOB UNIQUE, vector BLOB)"
                )
            except sqlite3.DatabaseError as error:
                self._file = None
                raise ValueError(f"{str(self.path)!r} is no file of vectors, or cannot be written ({error})") from None
        return self._file

    def __getstate__(self):  # each process opens the file itself
        return {**self.__dict__, "_file": None}
