"""Coding sheets for people: blind, with the probability with which each sentence was drawn; written in six formats."""

import re
from pathlib import Path

from ..tables import TableError, require
from . import cas, doccano, grids, labelstudio, webanno
from .coded import CodedError, sha1_of
from .grids import COLUMNS, KNOWN, NONE, plain

FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "doccano", ".json": "labelstudio", ".tsv": "webanno",
           **dict.fromkeys(cas.ENDINGS, "cas")}  # fmt: skip
"""The formats by the endings of files."""
_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_WIDTHS = {"doc": 16, "before": 40, "text": 70, "after": 40, "sha1": 18}


def make_sheet(sentences, drawn, labels, scheme="frames"):
    """Make a blind coding sheet of the sentences that were drawn.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table: whole documents, for the sentences before and after.
    drawn : pandas.DataFrame
        ``doc, sentence, probability, stratum``: what to code, in this order, and how likely each was to be drawn.
    labels : sequence of str or dict of str to str
        The labels, or the labels and their titles.
    scheme : str, default "frames"
        The name of this set of labels; of schemes ``stance:…`` and ``sentiment`` exactly one label is given.

    Returns
    -------
    pandas.DataFrame
        ``scheme, doc, start, end, sha1, probability, stratum, before, text, after, coder, done`` and one empty column
        a label; titles are in ``attrs["titles"]``. `sha1` are the first 16 hexadecimal digits of that of the text.

    Raises
    ------
    rahmen.TableError
        No sentences table, or a drawn sentence is not in it.
    ValueError
        A label cannot be the name of a column, or a probability is none.

    Examples
    --------
    >>> import pandas as pd
    >>> sentences = pd.DataFrame({"doc": "a", "sentence": [0, 1], "start": [0, 11], "end": [10, 18], "part": "body",
    ...                           "text": ["Es regnet.", "Endlich"]})
    >>> drawn = pd.DataFrame({"doc": ["a"], "sentence": [1], "probability": [0.5], "stratum": ["all"]})
    >>> make_sheet(sentences, drawn, ["economy"])[["before", "text", "probability", "economy"]].values.tolist()
    [['Es regnet.', 'Endlich', 0.5, '']]
    """
    titles = dict(labels) if isinstance(labels, dict) else {}
    labels = _checked_labels(labels)
    lacking = {"doc", "sentence", "probability", "stratum"} - set(drawn.columns)
    if lacking:
        raise TableError(f"drawn lacks the column {min(lacking)!r}; rahmen.coding_sheet draws and gives it")
    wrong = ~drawn["probability"].between(0, 1, inclusive="right")
    if wrong.any():
        raise ValueError(
            f"the probability of being drawn is above 0, at most 1; not {drawn['probability'][wrong].iloc[0]}"
        )
    table = _neighbours(require(sentences, "sentences"))
    table = drawn[["doc", "sentence", "probability", "stratum"]].merge(
        table, "left", ["doc", "sentence"], indicator=True
    )
    missing = table[table["_merge"] != "both"]
    if len(missing):
        row = missing.iloc[0]
        raise TableError(f"drawn: doc {row['doc']!r}, sentence {row['sentence']} is not in the sentences table")
    texts = table["text"]
    table = table.assign(scheme=scheme, sha1=[sha1_of(text) for text in texts], coder="", done="")
    table = table.astype({"start": int, "end": int}).assign(**dict.fromkeys(labels, ""))
    sheet = table[[*COLUMNS, *labels]]
    sheet.attrs["titles"] = titles
    return sheet


def write_sheet(sheet, path, format=None, force=False):
    """Write a coding sheet.

    Parameters
    ----------
    sheet : pandas.DataFrame
        Of :func:`make_sheet`; labels that are filled in are written too.
    path : str or pathlib.Path
        The ending says the format: ``.csv``, ``.xlsx``, ``.jsonl`` (doccano), ``.json`` (Label Studio), ``.tsv``
        (WebAnno TSV 3, for INCEpTION), ``.xmi`` or ``.zip`` (UIMA CAS, for INCEpTION, the latter with its types; extra
        ``rahmen[cas]``).
    format : {"csv", "xlsx", "doccano", "labelstudio", "webanno", "cas"}, optional
        For other endings; ``"cas"`` with the ending ``.json`` writes the CAS as JSON.
    force : bool, default False
        Write over a file that is there.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    CodedError
        The ending is unknown, the file is there already, a text cannot be written, or the extra is missing.

    Notes
    -----
    CSV is divided by commas, and an apostrophe stands before what Excel would take for a formula, a number or a date;
    the reader takes it off. For a German Excel take XLSX. In doccano and INCEpTION, give the label ``none`` where no
    label applies: they know no other mark for a sentence that was looked at.
    """
    path = Path(path)
    format = format_of(path, format)
    if path.exists() and not force:
        raise CodedError(f"{path.name} is there already; choose another name, or say force=True")
    titles = sheet.attrs.get("titles") or {}
    if format == "xlsx":
        _write_xlsx(sheet, path, titles)
    elif format == "csv":
        grids.write_csv(sheet, path)
    elif format == "cas":
        path.write_bytes(cas.write(_records(sheet), path.suffix.lower()))
    else:
        writer = {"doccano": doccano.write, "labelstudio": labelstudio.write, "webanno": webanno.write}[format]
        path.write_bytes(writer(_records(sheet)).encode())
    return path


def format_of(path, format=None):
    """Give the format of a file by its ending, unless `format` says it."""
    if format is None and Path(path).suffix.lower() in FORMATS:
        return FORMATS[Path(path).suffix.lower()]
    if format not in FORMATS.values():
        what = f"the format {format!r}" if format else f"the ending {Path(path).suffix!r}"
        endings = ", ".join(f"{ending} ({name})" for ending, name in FORMATS.items())
        raise CodedError(f"{Path(path).name}: {what} is unknown; there are {endings}")
    return format


def files_of(path, format):
    """List the files meant by a path, a folder or a list of these."""
    if isinstance(path, list | tuple):
        return [file for each in path for file in files_of(each, format)]
    path = Path(path)
    if not path.is_dir():
        if not path.is_file():
            raise CodedError(f"no file {str(path)!r}")
        return [path]
    endings = FORMATS if format is None else {ending for ending, name in FORMATS.items() if name == format}
    files = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in endings and file.name[0] not in "~."]
    if not files:
        raise CodedError(f"the folder {path.name!r} holds no file of codes; they end in {', '.join(endings)}")
    return files


def _checked_labels(labels):
    labels = list(labels)
    if not labels or len(set(labels)) < len(labels):
        raise ValueError("a sheet needs at least one label, and each once")
    for label in labels:
        if not isinstance(label, str) or not label or label != label.strip() or not label.isprintable():
            raise ValueError(f"a label is printable text without spaces around it; not {label!r}")
        if label.casefold() in KNOWN or label == NONE:
            raise ValueError(f"a label cannot be called {label!r}: the sheet uses that name")
    return labels


def _neighbours(sentences):
    ordered = sentences.sort_values(["doc", "sentence"], kind="stable")
    texts = ordered.groupby("doc", sort=False, observed=True)["text"]
    ordered = ordered.assign(before=texts.shift(1), after=texts.shift(-1)).fillna({"before": "", "after": ""})
    return ordered[["doc", "sentence", "start", "end", "before", "text", "after"]]


def _records(sheet):
    """Give each row of a sheet as a dict: its place, text and neighbours, and the labels given and offered."""
    texts = sheet[["before", "text", "after"]].to_dict("records")
    marks = grids.sheet_marks(sheet).to_dict("records")
    return [{**record, **text} for record, text in zip(marks, texts, strict=True)]


def _write_xlsx(sheet, path, titles):
    """Write a sheet as XLSX, its titles on a second one."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "coding"
    _fill(page, [list(sheet.columns), *sheet.itertuples(index=False)])
    for place, column in enumerate(sheet.columns, start=1):
        width = _WIDTHS.get(column, 11 if column in COLUMNS else max(11, min(24, len(str(column)) + 2)))
        page.column_dimensions[openpyxl.utils.get_column_letter(place)].width = width
    if titles:
        page = book.create_sheet("labels")
        _fill(page, [("label", "title"), *titles.items()])
        page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 90
    book.save(path)


def _fill(page, rows):
    """Write rows as text, the header bold and frozen."""
    from openpyxl.styles import Alignment, Font

    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = page.cell(number, place)
            cell.number_format = "@"  # else Excel turns what coders see as text into numbers and dates
            if plain(value):
                cell.value = _escape(plain(value), f"row {number}")
                cell.data_type = "s"  # else a text that begins with = is a formula
            cell.alignment = wrap
            if number == 1:
                cell.font = bold
    page.freeze_panes = "A2"


def _escape(text, where):
    """Escape what XML cannot hold, and what looks like such an escape, as Excel does."""
    if len(text) > _LONGEST:
        raise CodedError(f"{where}: a text of {len(text)} characters; a cell of Excel holds {_LONGEST}, write CSV")
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", text)
