"""Doccano: one JSON object a sentence, in lines (JSONL) or in a list."""

import json

from .coded import CodedError
from .grids import decode, mark, marks_table, placed

_META = ("doc", "start", "end", "sha1", "probability", "stratum", "scheme", "before", "after", "offered")
_GIVEN = ("label", "labels", "cats", "entities")
_CODER = ("annotator", "user", "username", "coder")


def write(records):
    r"""Give the records of a sheet as JSONL for doccano, the task »text classification«.

    Examples
    --------
    >>> write([{"text": "Ja.", "labels": [], "doc": "a", "start": 0, "end": 3, "done": False}])
    '{"text": "Ja.", "label": [], "doc": "a", "start": 0, "end": 3}\n'
    """
    lines = []
    for record in records:
        meta = {name: record[name] for name in _META if record.get(name) is not None}
        done = {"done": "1"} if record["done"] else {}
        coder = {"annotator": record["coder"]} if record.get("coder") else {}
        lines.append(json.dumps({"text": record["text"], "label": record["labels"], **meta, **coder, **done}))
    return "".join(f"{line}\n" for line in lines)


def read_doccano(path, documents=None):
    r"""Read an export of doccano.

    Parameters
    ----------
    path : str or pathlib.Path
        JSONL or JSON; the labels under ``label``, ``labels``, ``cats`` or ``entities``, as strings or spans, or under
        ``annotations`` with their ``user``.
    documents : dict of str to list of (int, int), optional
        The sentences, start and end, of each document. A record with spans that is a whole document, by its field
        ``doc`` or else the file's name, gives one mark a sentence: each label of which a span overlaps it.

    Returns
    -------
    pandas.DataFrame
        The marks, with the columns :data:`rahmen.exchange.grids.MARKS`. A sentence without any label is not coded: it
        bears the label ``none`` where no other applies.

    Raises
    ------
    CodedError
        A line is no JSON object, or has no text.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "anna.jsonl"
    >>> _ = file.write_text('{"text": "Es regnet.", "label": ["weather"]}\n')
    >>> read_doccano(file)[["text", "labels", "where"]].values.tolist()
    [['Es regnet.', ['weather'], 'line 1']]
    """
    rows, name = [], getattr(path, "name", str(path))
    for where, record in _records(decode(path), name):
        if not isinstance(record, dict):
            raise CodedError(f"{name}, {where}: no JSON object, but {json.dumps(record)[:40]}")
        if "annotation_id" in record or "lead_time" in record:
            raise CodedError(f"{name}, {where}: looks like JSON-MIN of Label Studio; export it as JSON")
        doc = str(record.get("doc") or getattr(path, "stem", ""))
        units = (documents or {}).get(doc, [])
        if _whole(record, units):
            rows += _parts({**record, "doc": doc}, units, name, where)
        else:
            rows += _marks(record, name, where)
    return marks_table(rows)


def _records(text, name):
    if text.lstrip()[:1] == "[":
        whole = json_of(text, name)
        return [(f"entry {number}", record) for number, record in enumerate(whole, start=1)]
    lines = [(f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return [(where, json_of(line, f"{name}, {where}")) for where, line in lines]


def json_of(text, where):
    """Parse JSON, or raise CodedError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CodedError(f"{where}: broken as JSON ({error})") from None


def offered(record, where):
    """Give the labels that could have been given, where the record tells."""
    labels = record.get("offered")
    if labels is not None and not (isinstance(labels, list) and all(isinstance(label, str) for label in labels)):
        raise CodedError(f"{where}: 'offered' is no list of labels, but {json.dumps(labels)[:40]}")
    return labels


def _whole(record, units):
    """Tell whether a record is a whole document with spans."""
    spans = [span for key in _GIVEN for span in record.get(key) or [] if _edges(span)]
    long = isinstance(record.get("text"), str) and bool(units) and len(record["text"]) >= max(end for _, end in units)
    return long and record.get("start") is None and (bool(spans) or len(units) > 1)


def _edges(span):
    """Give start and end of a span; None where it is none."""
    edges = span[:2] if isinstance(span, list) else (
        [span.get("start_offset"), span.get("end_offset")] if isinstance(span, dict) else []
    )  # fmt: skip
    return edges if len(edges) == 2 and all(type(edge) is int for edge in edges) else None


def _parts(record, units, name, where):
    """Give one mark for each sentence of a whole document."""
    place = f"{name}, {where}"
    given = [span for key in (*_GIVEN, "annotations") for span in _listed(record, key, place)]
    for span in given:
        if not _edges(span):
            raise CodedError(f"{place}: {json.dumps(span)[:40]} is no span; in a whole document a label has its place")
    spans = [(*_edges(span), _label(span, place)) for span in given]
    coder = next((str(record[key]) for key in _CODER if record.get(key)), None)
    rows = []
    for start, end in units:
        labels = dict.fromkeys(label for first, last, label in spans if first < end and last > start)
        known = {"doc": record["doc"], "start": start, "end": end, "text": record["text"][start:end], "coder": coder}
        rows.append(mark(where, labels, True, **known))
    return rows


def _marks(record, name, where):
    """Give one mark, or, where the annotations tell their users, one a user."""
    known = {**placed(record, name, where), "offered": offered(record, f"{name}, {where}")}
    coder = next((str(record[key]) for key in _CODER if record.get(key)), None)
    by = {}
    for given in _listed(record, "annotations", f"{name}, {where}"):
        user = str(given["user"]) if isinstance(given, dict) and given.get("user") is not None else coder
        by.setdefault(user, []).append(_label(given, f"{name}, {where}"))
    given = [_label(label, f"{name}, {where}") for key in _GIVEN for label in _listed(record, key, f"{name}, {where}")]
    if given or not by:
        by.setdefault(coder, []).extend(given)
    return [
        mark(where, dict.fromkeys(labels), labels or record.get("done"), **{**known, "coder": user})
        for user, labels in by.items()
    ]


def _listed(record, key, where):
    value = record.get(key)
    if isinstance(value, str):
        return [value] if value else []
    if value is not None and not isinstance(value, list):
        raise CodedError(f"{where}: {key!r} is no list of labels, but {json.dumps(value)[:40]}")
    return value or []


def _label(given, where):
    """Give the label of a string, of a span [start, end, label], or of an object with a label."""
    if isinstance(given, list) and len(given) == 3:
        given = given[2]
    elif isinstance(given, dict):
        given = given.get("label")
    if not isinstance(given, str) or not given.strip():
        raise CodedError(f"{where}: {json.dumps(given)[:40]} is no label; export with the names of labels")
    return given
