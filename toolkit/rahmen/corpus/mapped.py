"""Exports of any archive or tool, read by a mapping that says where text, id, date, outlet and group stand."""

import csv
import datetime
import io
import json
from pathlib import Path

import pandas as pd

from .decode import CorpusError, Notes, decode
from .mapping import FORMATS, load_mapping
from .markup import parse_xml, words_of
from .readers import documents


def read_mapped(path, mapping, empty="raise", duplicates=True, language=True):
    r"""Read an export whose columns or fields a mapping names.

    Parameters
    ----------
    path : str or pathlib.Path
        A file (CSV, JSON, JSONL, XLSX, XML), or a folder of such files.
    mapping : str, pathlib.Path or dict
        A TOML file, or the same as a dict; see Notes.
    empty, duplicates, language
        As for :func:`documents`.

    Returns
    -------
    pandas.DataFrame
        ``doc, text``, the other columns that the mapping names, and ``file``.

    Raises
    ------
    CorpusError
        The mapping is wrong, the file is broken, or a record does not hold what the mapping says; the message names
        file, line and column.

    Notes
    -----
    A mapping has the table ``[fields]`` and, before it, what the reader cannot see for itself::

        format = "csv"             # csv, json, jsonl, xlsx, xml; by default the ending says it
        encoding = "windows-1252"  # by default byte-order mark, UTF-8, Windows-1252
        separator = ";"            # of CSV; by default the one that gives most columns: , ; or tab
        quote = "'"                # of CSV: what stands around texts; by default "
        header = false             # of CSV, where the first row is a document: columns are called "1", "2", …
        records = "response.docs"  # where the documents stand: a path in JSON, in XML such as ".//article"
        date_format = "%d.%m.%Y"   # dates become ISO 8601; without it they are kept as they stand

        [fields]
        text = ["Titel", "Text"]   # a column or field; several become paragraphs
        doc = "ID"                 # by default documents are numbered
        date = "Datum"
        outlet = "source.name"     # in JSON points lead into objects; in XML "meta/name", attributes "meta/@id"
        group = "Ressort"
        author = "Autor"           # any other column

    Names of months in a date are English.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "export.csv").write_text("Nr;Datum;Volltext\n7;03.02.2024;Es regnet.\n", encoding="utf-8")
    >>> _ = (folder / "archive.toml").write_text('''date_format = "%d.%m.%Y"
    ... [fields]
    ... text = "Volltext"
    ... doc = "Nr"
    ... date = "Datum"
    ... ''')
    >>> read_mapped(folder / "export.csv", folder / "archive.toml")[["doc", "text", "date"]].values.tolist()
    [['7', 'Es regnet.', '2024-02-03']]
    """
    mapping = load_mapping(mapping)
    notes, rows = Notes(), []
    for file in _files(Path(path), mapping):
        rows += _rows(file, mapping, notes)
    notes.tell()
    return documents(pd.DataFrame(rows), empty=empty, duplicates=duplicates, language=language)


def _files(path, mapping):
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CorpusError(f"no file or folder {str(path)!r}")
    endings = [ending for ending, format in FORMATS.items() if mapping.format in (None, format)]
    found = [file for file in sorted(path.rglob("*")) if file.suffix.lower() in endings and file.name[0] not in ".~"]
    if not found:
        raise CorpusError(f"no file of an export ({', '.join(endings)}) in {str(path)!r}")
    return found


def _rows(file, mapping, notes):
    """Give the documents of a file as rows."""
    format = mapping.format_of(file)
    reader = {"csv": _csv, "json": _json, "jsonl": _jsonl, "xlsx": _xlsx, "xml": _xml}[format]
    look = _in_xml if format == "xml" else _in_object
    rows, seen, first = [], set(), None
    for where, record in reader(file, mapping, notes):
        first = record if first is None else first
        row = {"file": file.name}
        for target, sources in mapping.fields.items():
            place = f"{file.name}, {where}"
            found = [(source, _written(look(record, source), place, source)) for source in sources]
            seen.update(source for source, value in found if value is not None)
            row[target] = "\n\n".join(value for _, value in found if value)
            if target == "doc" and not row["doc"]:
                raise CorpusError(f"{place}, column {sources[0]!r}: no id; fill it, or leave doc out of {mapping.name}")
        if row.get("date") and mapping.date_format:
            row["date"] = _date(row["date"], mapping, f"{file.name}, {where}")
        rows.append(row)
    if not rows:
        raise CorpusError(f"{file.name}: holds no record; is records= in {mapping.name} right, or the file empty?")
    _all_there(seen, first, file, mapping)
    return rows


def _all_there(seen, first, file, mapping):
    """Refuse a mapping that names what no record has."""
    for target, sources in mapping.fields.items():
        for source in sources:
            if source not in seen and not (isinstance(first, dict) and source in first):
                have = first if isinstance(first, dict) else dict.fromkeys(child.tag for child in first)
                raise CorpusError(f"{file.name}: no record has {source!r}, which {mapping.name} names as {target}; "
                                  f"there are {', '.join(map(str, have)) or 'none'}")  # fmt: skip


def _written(value, place, source):
    """Give a value as text, None where there is none."""
    if value is None or value != value:
        return None
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return "\n\n".join(map(str, value))
    if isinstance(value, dict | list):
        inner = ", ".join(value) if isinstance(value, dict) else "0, 1, …"
        raise CorpusError(f"{place}, field {source!r}: is no text but holds {inner}; name one of these, '{source}.…'")
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).replace("\r\n", "\n")


def _date(said, mapping, place):
    for form in (mapping.date_format, "%Y-%m-%d"):  # the second: a cell of Excel that is a date already
        try:
            return datetime.datetime.strptime(said.strip(), form).date().isoformat()
        except ValueError:
            continue
    raise CorpusError(f"{place}, column {mapping.fields['date'][0]!r}: {said!r} is no date as date_format in "
                      f"{mapping.name} has it, {mapping.date_format!r}; mend either")  # fmt: skip


def _csv(file, mapping, notes):
    """Give the rows of a CSV file with the line on which each begins."""
    text = decode(file.read_bytes(), file.name, notes, mapping.encoding)
    before = csv.field_size_limit(2**31 - 1)  # whole newspapers fit into a cell
    try:
        separator = mapping.separator or max(",;\t", key=lambda sep: len(next(_cells(text, sep, mapping, file))[1]))
        rows = [(begin, cells) for begin, cells in _cells(text, separator, mapping, file) if any(cells)]
    finally:
        csv.field_size_limit(before)
    if not rows:
        return []
    header = (
        [name.strip() for name in rows.pop(0)[1]] if mapping.header else list(map(str, range(1, len(rows[0][1]) + 1)))
    )
    for name in (source for sources in mapping.fields.values() for source in sources):
        if header.count(name) > 1:
            raise CorpusError(f"{file.name}, line 1: the column {name!r} stands there twice; rename one")
    for begin, cells in rows:
        if len(cells) != len(header):
            raise CorpusError(f"{file.name}, line {begin}: {len(cells)} cells, but {len(header)} columns; is the "
                              f"separator {separator!r} right, and do texts stand in {mapping.quote}?")  # fmt: skip
    return [(f"line {begin}", dict(zip(header, cells, strict=True))) for begin, cells in rows]


def _cells(text, separator, mapping, file):
    """Give the line on which each row begins, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=mapping.quote, strict=True)
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CorpusError(f"{file.name}, line {begin}: broken as CSV ({error}); do texts stand in {mapping.quote}, "
                          "doubled within them?") from None  # fmt: skip
    yield begin, []


def _json(file, mapping, notes):
    text = decode(file.read_bytes(), file.name, notes, mapping.encoding)
    whole = _parsed(text, f"{file.name}, line {{}}", 1)
    found = whole if mapping.records is None else _in_object(whole, mapping.records)
    if not isinstance(found, list):
        have = f"an object with {', '.join(whole)}" if isinstance(whole, dict) else type(whole).__name__
        said = f"{mapping.records!r} is no list" if mapping.records else "is no list"
        raise CorpusError(f'{file.name}: {said}; it holds {have}; name the list in {mapping.name}: records = "…"')
    return [(f"record {n}", _an_object(record, f"{file.name}, record {n}")) for n, record in enumerate(found, start=1)]


def _jsonl(file, mapping, notes):
    text, rows = decode(file.read_bytes(), file.name, notes, mapping.encoding), []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            record = _parsed(line, f"{file.name}, line {{}}", number)
            rows.append((f"line {number}", _an_object(record, f"{file.name}, line {number}")))
    return rows


def _parsed(text, place, line):
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = place.format(line + error.lineno - 1)
        raise CorpusError(f"{place}, column {error.colno}: no JSON ({error.msg}); mend it there") from None
    except RecursionError:
        raise CorpusError(f"{place.format(line)}: nested without end, no export of documents") from None


def _an_object(record, place):
    if not isinstance(record, dict):
        raise CorpusError(f"{place}: expected an object {{…}}; got {type(record).__name__}")
    return record


def _xlsx(file, mapping, notes):
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, data_only=True, read_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # openpyxl lets through whatever zip and XML raise
        raise CorpusError(f"{file.name}: no readable XLSX file ({error}); save it as .xlsx anew") from None
    header = [str(cell).strip() if cell is not None else "" for cell in rows[0]] if rows else []
    filled = [(n, row) for n, row in enumerate(rows[1:], start=2) if any(cell is not None for cell in row)]
    return [(f"row {n}", dict(zip(header, row, strict=False))) for n, row in filled]


def _xml(file, mapping, notes):
    if mapping.records is None:
        raise CorpusError(f'{mapping.name}: XML needs the path of the documents; write records = ".//article"')
    nodes = _nodes(parse_xml(file.read_bytes(), file.name), mapping.records)
    return [(f"record {n}", record) for n, record in enumerate(nodes, start=1)]


def _in_object(record, path):
    """Find a value by its name, else by points that lead into objects and lists."""
    if isinstance(record, dict) and path in record:
        return record[path]
    for name in path.split("."):
        if isinstance(record, list) and name.isdigit() and int(name) < len(record):
            record = record[int(name)]
        elif isinstance(record, dict) and name in record:
            record = record[name]
        else:
            return None
    return record


def _in_xml(record, path):
    """Find the words of the elements at a path, one a paragraph, or an attribute behind »@«."""
    inner, at, attribute = path.rpartition("@")
    inner = inner.rstrip("/") if at else path
    nodes = _nodes(record, inner) if inner and inner != "." else [record]
    found = [node.get(attribute) if at else words_of(node) for node in nodes]
    found = [value for value in found if value is not None]
    return found or None


def _nodes(node, path):
    """Find the elements at a path; the module for it raises all kinds of errors where the path is none."""
    try:
        return list(node.iterfind(path))
    except (SyntaxError, KeyError, TypeError) as error:
        raise CorpusError(f"the mapping: {path!r} is no path of XML ({error}); write such as './/item/date'") from None
