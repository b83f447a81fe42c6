"""Coding sheets as grids, CSV and XLSX; and what all formats share: marks, places and decoding."""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ..tables import CODES
from .coded import CodedError

COLUMNS = (
    "scheme", "doc", "start", "end", "sha1", "probability", "stratum", "before", "text", "after", "coder", "done",
)  # fmt: skip
"""The columns of a coding sheet, before one column a label."""
MARKS = (
    "doc", "start", "end", "sha1", "text", "coder", "labels", "offered", "done", "where",
    "scheme", "probability", "stratum",
)  # fmt: skip
"""The columns of a table of marks: what every reader gives; ``offered`` are the labels that could have been given."""
NONE = "none"
"""A label that says: looked at, and none of the labels applies."""
NOTES = frozenset({"comment", "comments", "note", "notes", "kommentar", "notiz", "bemerkung", "id", "sentence", "part"})
KNOWN = frozenset({*COLUMNS, *CODES, *NOTES})
"""Names of columns that are no labels."""

_PRESENT = frozenset({"1", "x", "ja", "yes", "true", "wahr"})
_ABSENT = frozenset({"0", "nein", "no", "false", "falsch", "-"})
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TEXTS = ("scheme", "doc", "sha1", "stratum", "before", "text", "after", "coder")


def read_csv(path, labels=None):
    r"""Read a sheet or a codes table from CSV, as Excel or another program may have left it.

    Parameters
    ----------
    path : str or pathlib.Path
        Separated by »,«, »;« or tabs; UTF-8, UTF-16 or Windows-1252.
    labels : collection of str, optional
        Which columns are labels; without it all that are not the sheet's own.

    Returns
    -------
    pandas.DataFrame
        The marks, with the columns :data:`MARKS`.

    Raises
    ------
    CodedError
        The file is no such table, or a cell is no mark.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "anna.csv"
    >>> _ = file.write_text("text;economy;dialogue\nEs regnet.;;x\n")
    >>> read_csv(file)[["text", "labels", "where"]].values.tolist()
    [['Es regnet.', ['dialogue'], 'row 2']]
    """
    path = Path(path)
    text = decode(path)
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r"sep=(.)\r?", first)
    try:
        if said:
            rows = list(csv.reader(io.StringIO(rest, newline=""), delimiter=said[1]))
        else:
            heads = {sep: next(csv.reader(io.StringIO(text, newline=""), delimiter=sep), []) for sep in ",;\t"}
            separator = max(heads, key=lambda sep: len(heads[sep]))
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CodedError(f"{path.name}: broken as CSV ({error})") from None
    return _read([[_unguard(cell) for cell in row] for row in rows], path.name, labels)


def read_xlsx(path, labels=None):
    """Read a sheet or a codes table from the first sheet of an XLSX file; see :func:`read_csv`."""
    import openpyxl

    path = Path(path)
    if not path.is_file():
        raise CodedError(f"no file {str(path)!r}")
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        rows = [[_excel(plain(value)) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # openpyxl lets through whatever zip and XML raise
        raise CodedError(f"{path.name}: no readable XLSX file ({error}); save it as .xlsx anew") from None
    return _read(rows, path.name, labels)


def write_csv(sheet, path):
    """Write a sheet as CSV: UTF-8 with byte-order mark, and nothing in it that Excel takes for a formula or number."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_guard(str(column)) for column in sheet.columns])
        for row in sheet.itertuples(index=False):
            cells = zip(sheet.columns, map(plain, row), strict=True)
            writer.writerow([_guard(cell) if column in _TEXTS else cell for column, cell in cells])


def decode(path):
    """Give the text of a file in UTF-8, UTF-16 (with its mark) or Windows-1252."""
    path = Path(path)
    if not path.is_file():
        raise CodedError(f"no file {str(path)!r}")
    data = path.read_bytes()
    codecs = [codec for mark, codec in _MARKS.items() if data.startswith(mark)] or ["utf-8", "cp1252"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.removeprefix("\ufeff")
    raise CodedError(f"{path.name}: is no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8")


def sheet_marks(sheet, name="the sheet", labels=None):
    """Give the marks in a sheet that is a DataFrame."""
    return _read([list(sheet.columns), *(list(map(plain, row)) for row in sheet.itertuples(index=False))], name, labels)


def mark(where, labels, done, **known):
    """Make one row of a table of marks."""
    return {**dict.fromkeys(MARKS), **known, "labels": list(labels), "done": bool(done), "where": where}


def marks_table(rows):
    """Put rows of :func:`mark` into a table."""
    return pd.DataFrame(rows, columns=list(MARKS), dtype=object)


def placed(record, file, where):
    """Take from a record what tells which sentence it is, and what is known of the draw.

    >>> placed({"text": "Es regnet.", "start": "12.0", "probability": "0,5"}, "a.csv", "row 2")["probability"]
    0.5
    """
    names = ("doc", "start", "end", "sha1", "text", "scheme", "probability", "stratum", "coder")
    known = {name: _filled(record.get(name)) for name in names}
    for name in ("start", "end", "probability"):
        if known[name] is not None:
            known[name] = _number(known[name], name, f"{file}, {where}")
    if known["sha1"] is not None:
        known["sha1"] = known["sha1"].strip().lower()
        if not re.fullmatch("[0-9a-f]{16}", known["sha1"]) and known["text"] is not None:
            known["sha1"] = None  # Excel turned it into a number; offsets and text still tell
    if known["text"] is known["sha1"] is None and None in (known["doc"], known["start"], known["end"]):
        raise CodedError(f"{file}, {where}: neither a text nor doc, start and end; one of them must say which sentence")
    for name in ("scheme", "stratum", "coder"):
        known[name] = known[name] and known[name].strip()
    return known


def marked(cell, column, place):
    """Tell whether a cell says present (True), absent (False) or nothing (None).

    >>> marked(" X ", "economy", "a.csv, row 2"), marked("0.0", "economy", "a.csv, row 2")
    (True, False)
    """
    word = re.sub(r"^([01])[.,]0+$", r"\1", str(cell).strip().casefold())
    if not word:
        return None
    if word not in _PRESENT | _ABSENT:
        raise CodedError(
            f"{place}, column {column!r}: {str(cell)!r} says neither present (1, x, ja) nor absent (0, nein, empty); "
            "if the column is no label, name the labels in labels="
        )
    return word in _PRESENT


def alike(given, own, lossy=False):
    """Compare texts but for white space; `lossy`: also with what Windows-1252 lacks turned into question marks."""
    given, own = " ".join(given.split()), " ".join(own.split())
    if given == own or not lossy:
        return given == own
    bare = own.encode("cp1252", "replace").decode("cp1252")
    return re.sub(r"\?+", "?", given) == re.sub(r"\?+", "?", bare)


def _read(rows, name, labels):
    header, rows = _header(rows, name)
    if "label" in header:
        return marks_table(_long(rows, name) if "value" in header else _joined(rows, name))
    columns = [column for column in header if column and (column not in KNOWN if labels is None else column in labels)]
    if not columns:
        raise CodedError(f"{name}: no column is a label; it has {_named(header)}")
    return marks_table([_wide(cells, columns, name, where) for where, cells in rows])


def _header(rows, name):
    """Give the names of the columns and the rows as (where, dict), without those that are blank."""
    header = [cell.strip() for cell in rows[0]] if rows else []
    header = [cell.casefold() if cell.casefold() in KNOWN else cell for cell in header]
    twice = [column for column in header if column and header.count(column) > 1]
    if twice:
        raise CodedError(f"{name}: the column {twice[0]!r} stands there twice")
    if not ({"doc", "start", "end"} <= set(header) or "text" in header):
        raise CodedError(f"{name}: needs the columns doc, start, end or text; it has {_named(header)}")
    kept = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row[len(header) :]):
            raise CodedError(f"{name}, row {number}: {len(row)} cells, but {len(header)} columns")
        if any(cell.strip() for cell in row):
            kept.append((f"row {number}", {**dict.fromkeys(header, ""), **dict(zip(header, row, strict=False))}))
    return header, kept


def _named(header):
    return " ".join(", ".join(filter(None, header)).split())[:120] or "none"


def _wide(cells, columns, name, where):
    given = {column: marked(cells[column], column, f"{name}, {where}") for column in columns}
    done = cells.get("done", "").strip()
    done = (bool(done) and done.casefold() not in _ABSENT) or any(value is not None for value in given.values())
    labels = [column for column, value in given.items() if value]
    return mark(where, labels, done, **placed(cells, name, where), offered=columns)


def _joined(rows, name):
    """Read one row a sentence, its labels in one cell, joined by »#« as doccano does."""
    given = [[label.strip() for label in cells["label"].split("#") if label.strip()] for _, cells in rows]
    return [
        mark(at, labels, labels, **placed(cells, name, at)) for (at, cells), labels in zip(rows, given, strict=True)
    ]


def _long(rows, name):
    """Read one row a sentence, label and coder: a codes table."""
    units = {}
    for where, cells in rows:
        value, label = marked(cells["value"], "value", f"{name}, {where}"), cells["label"].strip()
        if value is None:
            continue
        known = placed(cells, name, where)
        unit = units.setdefault(tuple(known.values()), mark(where, [], True, **known, offered=[]))
        if not label or label in unit["offered"]:
            raise CodedError(f"{name}, {where}: the label {label!r} is empty or stands twice for this sentence")
        unit["offered"].append(label)
        unit["labels"] += [label] * value
    return list(units.values())


def _filled(value):
    return None if value is None or not str(value).strip() else str(value)


def _number(cell, column, place):
    likely = column == "probability"
    try:
        number = float(cell.strip().replace(",", "."))
        if not (0 < number <= 1 if likely else number == int(number)):
            raise ValueError
        return number if likely else int(number)
    except (ValueError, OverflowError):
        what = "number above 0 and at most 1" if likely else "whole number"
        raise CodedError(f"{place}, column {column!r}: {cell!r} is no {what}") from None


def _mangled(text):
    """Tell whether Excel would take the cell for a formula, a number or a date: by its start, and as it is short."""
    core = re.sub(r"^[\s']+", "", text)
    return core[:1] in tuple("=+-@") or (core[:1].isdigit() and len(core) <= 40)


def _guard(text):
    return f"'{text}" if text and _mangled(text) else text


def _unguard(cell):
    """Take off the apostrophe of :func:`_guard`, and only that: the hash is that of the text itself."""
    return cell[1:] if cell.startswith("'") and _mangled(cell[1:]) else cell


def plain(value):
    """Give a value as the text of a cell; nothing for NaN and None, and no fraction for whole numbers."""
    if value is None or value is pd.NA or value != value:
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _excel(text):
    """Undo the escapes of Excel for what XML cannot hold."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
