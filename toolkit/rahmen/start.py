"""A folder to start a study of one's own, made from the templates that come with the package."""

import shutil
from importlib.resources import files
from pathlib import Path

from .corpus import read_folder
from .corpus.study import COLUMNS
from .study import StudyError


def new_study(folder, texts=None):
    """Make a folder with a small corpus, a codebook and a notebook, ready to run.

    Parameters
    ----------
    folder : str or pathlib.Path
        A folder that is not there yet.
    texts : str or pathlib.Path, optional
        A folder of one's own ``.txt`` files, each subfolder a group: they are copied into the corpus as UTF-8, with a
        row each in ``metadata.csv``, instead of the two example texts.

    Returns
    -------
    pathlib.Path
        The folder: ``corpus/`` (two example texts and ``metadata.csv``), ``codebook.toml``, ``notebooks/``,
        ``README.md``.

    Raises
    ------
    StudyError
        It is there already.
    rahmen.CorpusError
        The texts cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> made = new_study(Path(tempfile.mkdtemp()) / "mine")
    >>> sorted(path.name for path in made.iterdir())
    ['README.md', 'codebook.toml', 'corpus', 'notebooks']
    """
    folder = Path(folder)
    if folder.exists():
        raise StudyError(f"{str(folder)!r} is there already; name a new folder")
    own = None if texts is None else read_folder(texts, duplicates=False)
    _copy(files(__package__) / "templates" / "study", folder)
    if own is not None:
        _take(own, folder / "corpus")
    return folder


def _take(documents, corpus):
    """Put texts into a corpus in place of what it holds."""
    for group in [entry for entry in corpus.iterdir() if entry.is_dir()]:
        shutil.rmtree(group)  # of the templates, just copied
    names = documents["doc"].str.rpartition("/")[2]
    if names.str.casefold().duplicated().any():
        names = documents["doc"].str.replace("/", "-")
    for name, group, text in zip(names, documents["group"], documents["text"], strict=True):
        (corpus / group).mkdir(exist_ok=True)
        (corpus / group / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    rows = documents[["group"]].assign(doc=names, language="de").reindex(columns=list(COLUMNS), fill_value="")
    rows.to_csv(corpus / "metadata.csv", index=False, encoding="utf-8", lineterminator="\n")


def _copy(source, target):
    target.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
