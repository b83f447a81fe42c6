"""WebAnno TSV 3, the format of INCEpTION and WebAnno: its parser, and sheets written in it."""

import re
from pathlib import Path

from .coded import CodedError
from .grids import decode
from .spans import LAYER, Annotated, Sentence, Span, given_labels, marks_of, pointer_of, tokens_of

_ROW = re.compile(r"\d+-\d+(\.\d+)?\t(\d+)-(\d+)\t")
_PIECE = re.compile(r"(?:\\.|[^|])+", re.DOTALL)
_STACKED = re.compile(r"((?:\\.|[^\\])*?)\[(\d+)\]", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_LONG = {value: f"\\{key}" for key, value in _SHORT.items()}
_SPECIAL = frozenset({"->", *r"\[]|_;*"})


def parse_tsv(path):
    """Parse a file in WebAnno TSV 3.

    Parameters
    ----------
    path : str or pathlib.Path
        Versions 3.0 to 3.x.

    Returns
    -------
    rahmen.exchange.spans.Annotated

    Raises
    ------
    CodedError
        The file is no such TSV; the message names the line.
    """
    name = Path(path).name
    lines = [line.removesuffix("\r") for line in decode(path).split("\n")]
    if not re.fullmatch(r"#FORMAT=WebAnno TSV 3(\.\d+)?\s*", lines[0]):
        raise CodedError(f"{name}: does not begin with '#FORMAT=WebAnno TSV 3', but with {lines[0][:40]!r}")
    columns = [column for line in lines if line.startswith("#T_") for column in _columns(line)]
    tsv, places, spans = Annotated(name), [], {}
    for block in _blocks(lines, name):
        _add_text(tsv, places, block)
        for where, start, end, form, cells in block["rows"]:
            if not start <= end <= len(places):
                raise CodedError(f"{name}, {where}: the offsets {start}-{end} lie outside the text")
            span = tuple(places[at] if at < len(places) else len(tsv.text) for at in (start, end))
            if tsv.text[span[0] : span[1]] != _unescape(form):
                raise CodedError(f"{name}, {where}: {form!r}, but the text has {tsv.text[span[0] : span[1]]!r} there")
            if len(cells) < len(columns):
                raise CodedError(f"{name}, {where}: {len(cells)} columns of {len(columns)} that the header names")
            _add_spans(spans, columns, cells, span, where)
    tsv.spans = list(spans.values())
    return tsv


def read_webanno(path, labels=None, doc=None, units=None):
    """Read the marks of a file in WebAnno TSV 3.

    Parameters
    ----------
    path : str or pathlib.Path
        A sheet that came back (its sentences tell ``doc, start, end, sha1``), or any document.
    labels : collection of str, optional
        Which values are labels, where several layers hold some.
    doc : str, optional
        The document, where the file is a whole one.
    units : list of (int, int), optional
        The sentences of that document, start and end in code points; without it those of the file.

    Returns
    -------
    pandas.DataFrame
        The marks, with the columns :data:`rahmen.exchange.grids.MARKS`: a sentence has each label of which a mark
        overlaps it. Of a whole document all sentences are coded, of a sheet those that bear a label or ``none``.

    Raises
    ------
    CodedError
        The file is broken, several layers could hold the labels, or a mark has no label.
    """
    return marks_of(parse_tsv(path), labels, doc, units)


def write(records):
    r"""Give the records of a sheet as one document in WebAnno TSV 3.3, each sentence with its place and hash.

    Examples
    --------
    >>> record = {"text": "Ja!", "doc": "a", "start": 0, "end": 3, "sha1": "0" * 16, "scheme": "s", "labels": ["x"]}
    >>> print(write([{**record, "where": "row 2"}]).replace("\t", " ").strip())
    #FORMAT=WebAnno TSV 3.3
    #T_SP=custom.Span|label
    <BLANKLINE>
    <BLANKLINE>
    #Sentence.id=a:0:3:0000000000000000:s
    #Text=Ja!
    1-1 0-2 Ja x[1]
    1-2 2-3 ! x[1]
    """
    out, offset, used = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={'|'.join(LAYER)}", ""], 0, 0
    for number, record in enumerate(records, start=1):
        text, tokens = tokens_of(record)
        labels = given_labels(record)
        ids = [f"[{used + place}]" if len(tokens) + len(labels) > 2 else "" for place, _ in enumerate(labels, start=1)]
        cell = "|".join(map("{}{}".format, map(_escape, labels), ids)) or "_"
        out += ["", f"#Sentence.id={pointer_of(record)}"]
        out += [f"#Text={_controls(line)}" for line in text.split("\n")]
        for place, (start, end) in enumerate(tokens, start=1):
            span = f"{offset + _units(text[:start])}-{offset + _units(text[:end])}"
            out.append(f"{number}-{place}\t{span}\t{_controls(text[start:end])}\t{cell}\t")
        offset += _units(text) + 1
        used += len(labels)
    return "\n".join([*out, ""])


def _columns(line):
    """Name the (layer, feature) of each column that a line of the header stands for; None where it holds no label."""
    kind, _, rest = line.partition("=")
    layer, *features = rest.split("|")
    if kind != "#T_SP":
        return [None] * len(features)
    roles = [place for place, feature in enumerate(features) if feature.startswith("ROLE_")]
    return [None if {place, place - 1} & {*roles} else (layer, name) for place, name in enumerate(features)]


def _blocks(lines, name):
    """Give the sentences: their id, text lines and rows."""
    block = {"id": "", "text": [], "rows": []}
    for number, line in enumerate(lines, start=1):
        where = f"line {number}"
        if block["rows"] and (not line or line.startswith("#")):
            yield block
            block = {"id": "", "text": [], "rows": []}
        if line.startswith("#Text="):
            block |= {"text": [*block["text"], line.removeprefix("#Text=")], "where": block.get("where", where)}
        elif line.startswith("#Sentence.id="):
            block["id"] = line.removeprefix("#Sentence.id=")
        elif found := _ROW.match(line):
            form, *cells = line[found.end() :].removesuffix("\t").split("\t")
            if not block["text"]:
                raise CodedError(f"{name}, {where}: a token before any '#Text='")
            block["rows"].append((where, int(found[2]), int(found[3]), form, cells))
        elif line and not line.startswith("#"):
            raise CodedError(f"{name}, {where}: {line[:40]!r} is neither a token nor a '#' line")
    if block["rows"]:
        yield block


def _add_text(tsv, places, block):
    """Add a sentence to the text; `places` turns offsets of the file, UTF-16 units, into code points."""
    text = _unescape("\n".join(block["text"]))
    begin = block["rows"][0][1] - (len(text) - len(text.lstrip()))
    gap = begin - len(places)
    if gap < 0 or gap > 10_000_000:
        raise CodedError(f"{tsv.name}, {block['where']}: the sentence begins at {begin}, the one before ends at "
                         f"{len(places)}")  # fmt: skip
    tsv.text += " " * gap + text
    start = len(tsv.text) - len(text)
    places.extend(range(start - gap, start))
    for place, letter in enumerate(text, start=start):
        places.extend([place] * (1 + (ord(letter) > 0xFFFF)))
    tsv.sentences.append(Sentence(block["id"], start, len(tsv.text), block["where"]))


def _add_spans(spans, columns, cells, span, where):
    for column, cell in zip(columns, cells, strict=False):
        for place, piece in enumerate(_PIECE.findall(cell) if column else ()):
            stacked = _STACKED.fullmatch(piece)
            raw = stacked[1] if stacked else piece
            if raw == "_":
                continue
            key = (column, stacked[2]) if stacked else (column, where, place)
            value = None if raw == "*" else _unescape(raw)
            found = spans.setdefault(key, Span(*column, value, *span, where))
            found.start, found.end = min(found.start, span[0]), max(found.end, span[1])


def _units(text):
    """Count UTF-16 units: the format counts as Java does."""
    return len(text.encode("utf-16-le")) // 2


def _unescape(text):
    """Undo escapes; a backslash before anything else stays, as older writers did not escape it."""

    def letter(found):
        return _SHORT.get(found[1]) or (found[1] if found[1] in _SPECIAL else found[0])

    return re.sub(r"\\(->|.)", letter, text, flags=re.DOTALL)


def _controls(text):
    return re.sub(r"[\\\n\t\r\f\b]", lambda found: _LONG.get(found[0], "\\\\"), text)


def _escape(value):
    return re.sub(r"->|[\\\[\]|_;*\n\t\r\f\b]", lambda found: _LONG.get(found[0], f"\\{found[0]}"), value)
