"""Read a researcher's own texts into the documents table: folders, CSV, JSONL, Parquet, or a DataFrame at hand."""

import io
import json
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ..tables import free_names, one_of, require
from .decode import CorpusError, Notes, decode, separator
from .duplicates import mark_duplicates
from .language import warn_of_others


def documents(table, text="text", doc=None, empty="raise", duplicates=True, language=True):
    """Turn a DataFrame into a documents table.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a document; all its columns but the text are kept as metadata. A column that bears a name of the
        tables' own (``speaker``, ``status``, ``label`` …) is kept as ``doc_speaker`` and so on.
    text : str, default "text"
        The column that holds the text.
    doc : str, optional
        The column that holds the id; without it a column ``doc`` serves, or the rows are numbered.
    empty : {"raise", "drop"}
        What to do with documents without text.
    duplicates : bool, default True
        Mark near-duplicates in the column ``duplicate_of`` (they are kept).
    language : bool, default True
        Warn of documents that are hardly German (they are kept); see :func:`guess_language`.

    Returns
    -------
    pandas.DataFrame
        ``doc, text`` and the metadata.

    Raises
    ------
    CorpusError
        A column is missing, an id stands twice, or a text is empty; the message names it.

    Examples
    --------
    >>> table = pd.DataFrame({"id": [7, 8], "body": ["Ein Satz.", "Noch einer."], "party": ["A", "B"]})
    >>> documents(table, text="body", doc="id")[["doc", "text", "party"]].values.tolist()
    [['7', 'Ein Satz.', 'A'], ['8', 'Noch einer.', 'B']]
    """
    one_of("empty", empty, ("raise", "drop"))
    if not len(table):
        raise CorpusError("there is no document in it")
    for column in filter(None, (text, doc)):
        if column not in table.columns:
            raise CorpusError(
                f"no column {column!r}; there are {', '.join(map(str, table.columns)) or 'none'}: name another "
                f"({'doc=' if column == doc else 'text=, on the shell --text'})"
            )
    id_column = doc or ("doc" if "doc" in table.columns else None)
    ids = _ids(table, id_column)
    texts = [_as_text(value) for value in table[text]]
    rest = table.drop(columns=[text, *([id_column] if id_column else [])]).reset_index(drop=True)
    described = free_names(rest, taken=("doc", "text"))
    chosen = _without_empty(pd.concat([pd.DataFrame({"doc": ids, "text": texts}), described], axis=1), empty)
    twice = chosen["doc"][chosen["doc"].duplicated()]
    if len(twice):
        raise CorpusError(
            f"the id {twice.iloc[0]!r} stands more than once; ids must be unique (doc= names another column)"
        )
    require(chosen, "documents")
    if language:
        warn_of_others(chosen)
    return mark_duplicates(chosen) if duplicates else chosen


def read_folder(path, pattern="*.txt", encoding=None, empty="raise", duplicates=True, language=True):
    """Read all text files below a folder.

    Parameters
    ----------
    path : str or pathlib.Path
    pattern : str, default "*.txt"
        Which files, at any depth; hidden ones and those in hidden folders are passed over.
    encoding : str, optional
        Without it: by byte-order mark, then UTF-8, then Windows-1252 (and a warning says which files).
    empty, duplicates, language
        As for :func:`documents`.

    Returns
    -------
    pandas.DataFrame
        ``doc`` (the path below the folder, without its ending), ``text``, ``group`` (the subfolder, if any), ``file``.

    Raises
    ------
    CorpusError
        No such folder or no such file, or a file that is no text.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.txt").write_text("Ein Satz.", encoding="utf-8")
    ...     read_folder(folder)[["doc", "text"]].values.tolist()
    [['a', 'Ein Satz.']]
    """
    folder = Path(path)
    if not folder.is_dir():
        raise CorpusError(f"no folder {str(path)!r}")
    found = (file for file in folder.rglob(pattern) if file.is_file())
    files = sorted(file for file in found if not any(p.startswith(".") for p in file.relative_to(folder).parts))
    if not files:
        raise CorpusError(f"no file {pattern!r} in {str(path)!r}")
    notes, rows = Notes(), []
    for file in files:
        below = file.relative_to(folder)
        text = decode(file.read_bytes(), below.as_posix(), notes, encoding)
        group = below.parts[0] if len(below.parts) > 1 else folder.resolve().name
        rows.append((below.with_suffix("").as_posix(), text, group, below.as_posix()))
    notes.tell()
    table = pd.DataFrame(rows, columns=["doc", "text", "group", "file"])
    return documents(table, empty=empty, duplicates=duplicates, language=language)


def read_csv(path, text="text", doc=None, encoding=None, empty="raise", duplicates=True, language=True, **options):
    r"""Read a CSV file, one document a row.

    Parameters
    ----------
    path : str or pathlib.Path
    text, doc, empty, duplicates, language
        As for :func:`documents`.
    encoding : str, optional
        As for :func:`read_folder`.
    **options
        For :func:`pandas.read_csv`, such as ``names=[…]``; without ``sep`` the first line tells whether comma,
        semicolon or tab divides the fields.

    Returns
    -------
    pandas.DataFrame
        A documents table.

    Raises
    ------
    CorpusError
        As for :func:`documents`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "press.csv").write_text("id;body\n1;Ein Satz.", encoding="utf-8")
    ...     read_csv(Path(folder) / "press.csv", text="body", doc="id")[["doc", "text"]].values.tolist()
    [['1', 'Ein Satz.']]
    """
    content = _content(path, encoding)
    if not {"sep", "delimiter", "names", "header"} & set(options):
        options["sep"] = separator(content)
    try:
        table = pd.read_csv(io.StringIO(content), **{"dtype": {name: str for name in ("doc", doc) if name}, **options})
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CorpusError(f"{Path(path).name}: {str(error).strip()}; is the separator right (sep=)?") from None
    if not isinstance(table.index, pd.RangeIndex) and "index_col" not in options:
        raise CorpusError(f"{Path(path).name}: rows have more fields than the header; quote texts, or is sep= right?")
    with _named(path):
        return documents(table, text, doc, empty, duplicates, language)


def read_jsonl(path, text="text", doc=None, encoding=None, empty="raise", duplicates=True, language=True):
    """Read a file of one JSON object a line, one document each.

    Parameters
    ----------
    path : str or pathlib.Path
    text, doc, empty, duplicates, language
        As for :func:`documents`.
    encoding : str, optional
        As for :func:`read_folder`.

    Returns
    -------
    pandas.DataFrame
        A documents table.

    Raises
    ------
    CorpusError
        A line is no JSON object (it is named), or as for :func:`documents`.
    """
    rows = []
    for number, line in enumerate(_content(path, encoding).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(f"{Path(path).name}, line {number}: no JSON ({error.msg})") from None
        if not isinstance(row, dict):
            raise CorpusError(f"{Path(path).name}, line {number}: expected an object {{…}}; got {type(row).__name__}")
        rows.append(row)
    with _named(path):
        return documents(pd.DataFrame(rows), text, doc, empty, duplicates, language)


def read_parquet(path, text="text", doc=None, empty="raise", duplicates=True, language=True):
    """Read a Parquet file, one document a row.

    Parameters
    ----------
    path : str or pathlib.Path
    text, doc, empty, duplicates, language
        As for :func:`documents`.

    Returns
    -------
    pandas.DataFrame
        A documents table.

    Raises
    ------
    CorpusError
        No Parquet file, or as for :func:`documents`.
    """
    _existing(path)
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{Path(path).name}: no Parquet file ({str(error).splitlines()[0]})") from None
    with _named(path):
        return documents(table, text, doc, empty, duplicates, language)


@contextmanager
def _named(path):
    """Put the name of the file before what is said of its table."""
    try:
        yield
    except CorpusError as error:
        raise CorpusError(f"{Path(path).name}: {error}") from None


def _ids(table, column):
    if column is None:
        return table.reset_index(drop=True).index.astype(str)
    if table[column].isna().any():
        row = int(table[column].isna().to_numpy().argmax())
        raise CorpusError(f"row {row} has no id in the column {column!r}; fill it, or name another column (doc=)")
    return table[column].astype(str).to_numpy()


def _as_text(value):
    """Give a cell as text: a missing one is empty, a number is written out, line ends are LF."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return "" if value is None or value != value else str(value)


def _existing(path):
    if not Path(path).is_file():
        raise CorpusError(f"no file {str(path)!r}")
    return Path(path)


def _content(path, encoding):
    file, notes = _existing(path), Notes()
    content = decode(file.read_bytes(), file.name, notes, encoding)
    notes.tell()
    return content


def _without_empty(table, empty):
    bare = table["text"].str.strip() == ""
    if bare.any() and empty == "raise":
        raise CorpusError(
            f"the text of document {table.loc[bare, 'doc'].iloc[0]!r} is empty ({bare.sum()} of {len(table)}); "
            'mend it, or leave such out (empty="drop", on the shell --drop-empty)'
        )
    return table[~bare].reset_index(drop=True)
