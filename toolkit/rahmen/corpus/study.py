"""The study's own corpus: text files in folders by group, described one row each in metadata.csv."""

import hashlib
import os
from io import StringIO
from pathlib import Path

import pandas as pd

from .decode import CorpusError, Notes, decode, separator
from .readers import documents

COLUMNS = ("doc", "group", "event", "outlet_type", "date", "title", "language", "licence", "origin")
GROUPS = ("article", "comparison", "baseline")


def find_corpus(path=None):
    """Find the folder of the study's corpus: one that holds ``metadata.csv``.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        The folder; without it the one a running study names, else ``corpus/`` in the working directory or above, or
        beside the package.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    CorpusError
        It is not there.
    """
    path = path or os.environ.get("RAHMEN_CORPUS")
    if path is not None:
        if not (Path(path) / "metadata.csv").is_file():
            raise CorpusError(
                f"{str(path)!r} holds no metadata.csv; a plain folder of texts is read by read_folder, "
                "and `rahmen new FOLDER --texts` makes a study of it"
            )
        return Path(path)
    here, package = Path.cwd(), Path(__file__).resolve().parent
    for folder in (here, *here.parents, *package.parents):
        if (folder / "corpus" / "metadata.csv").is_file():
            return folder / "corpus"
    raise CorpusError(
        "no corpus/metadata.csv here or above, and the package comes without it: run inside the study's folder, or "
        "name the corpus (load_corpus(path), --corpus)"
    )


def load_corpus(path=None):
    """Load the study's corpus.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        The corpus folder; by default that of the repository, found from anywhere in it: the package comes without.

    Returns
    -------
    pandas.DataFrame
        The documents table: ``doc, text, group, event, outlet_type, date, title, language, licence, origin, …``.

    Raises
    ------
    CorpusError
        A file without a row, a row without a file, a wrong encoding, an empty text, a duplicate id: it is named.

    Examples
    --------
    >>> import tempfile
    >>> import rahmen
    >>> folder = rahmen.new_study(Path(tempfile.mkdtemp()) / "mine")
    >>> load_corpus(folder / "corpus")["group"].unique().tolist()
    ['gazette', 'herald']
    """
    folder = find_corpus(path)
    table = _metadata(folder)
    files = _files(folder)
    _agree(table, files)
    notes = Notes()
    table["text"] = [
        decode(files[doc].read_bytes(), files[doc].relative_to(folder).as_posix(), notes, "utf-8")
        for doc in table["doc"]
    ]
    notes.tell()
    return documents(table)


def corpus_hash(path=None):
    """Give the SHA-256 over names and contents of the corpus: metadata and texts, in the order of their names."""
    folder, digest = find_corpus(path), hashlib.sha256()
    for file in [folder / "metadata.csv", *sorted(_files(folder).values())]:
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _metadata(folder):
    notes = Notes()
    content = decode((folder / "metadata.csv").read_bytes(), "metadata.csv", notes)
    table = pd.read_csv(StringIO(content), dtype=str, keep_default_na=False, sep=separator(content))
    for column in COLUMNS:
        if column not in table.columns:
            raise CorpusError(f"metadata.csv lacks the column {column!r}; it needs {', '.join(COLUMNS)}")
    twice = table["doc"][table["doc"].duplicated()]
    if len(twice):
        raise CorpusError(f"metadata.csv: the id {twice.iloc[0]!r} stands more than once")
    return table


def _files(folder):
    files = {}
    for group in sorted(entry for entry in folder.iterdir() if entry.is_dir()):
        for file in sorted(group.glob("*.txt")):
            if file.stem in files:
                raise CorpusError(
                    f"two files are named {file.name}: in {files[file.stem].parent.name}/ and {group.name}/"
                )
            files[file.stem] = file
    return files


def _agree(table, files):
    """Check that each row has its file, in the folder of its group, and each file its row."""
    for doc, group in zip(table["doc"], table["group"], strict=True):
        if doc not in files:
            raise CorpusError(f"metadata.csv: the row {doc!r} has no file {group}/{doc}.txt")
        if files[doc].parent.name != group:
            raise CorpusError(f"metadata.csv: {doc!r} is in group {group!r}, its file in {files[doc].parent.name}/")
    orphans = sorted(set(files) - set(table["doc"]))
    if orphans:
        raise CorpusError(f"{files[orphans[0]].parent.name}/{orphans[0]}.txt has no row in metadata.csv")
