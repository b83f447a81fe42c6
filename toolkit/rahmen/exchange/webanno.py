"""WebAnno TSV 3, the format of INCEpTION and WebAnno: its parser, its marks, and sheets written in it."""

import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from .coded import CodedError
from .grids import NONE, decode, mark, marks_table, placed

LAYER = "custom.Span|label"
"""The layer and feature of written sheets: those that a new project of INCEpTION brings along."""

_GRAMMAR = re.compile(r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(segmentation|lexmorph|syntax|coref|transform)\b")
_POINTER = re.compile(r"[^:]+:\d+:\d+:[0-9a-f]{16}:[^:]*")
_ROW = re.compile(r"\d+-\d+(\.\d+)?\t(\d+)-(\d+)\t")
_PIECE = re.compile(r"(?:\\.|[^|])+", re.DOTALL)
_STACKED = re.compile(r"((?:\\.|[^\\])*?)\[(\d+)\]", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_LONG = {value: f"\\{key}" for key, value in _SHORT.items()}
_SPECIAL = frozenset({"->", *r"\[]|_;*"})
_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad]+|[^\w\s]")


@dataclass
class Sentence:
    """A sentence of the file; offsets are code points in the text of the file."""

    id: str
    start: int
    end: int
    where: str


@dataclass
class Span:
    """A mark on a stretch of text; the value is None where the feature is empty."""

    layer: str
    feature: str
    value: str | None
    start: int
    end: int
    where: str


@dataclass
class Tsv:
    """A parsed file: its text as far as it tells it, sentences and spans; chains and relations are left out."""

    name: str
    text: str = ""
    sentences: list = field(default_factory=list)
    spans: list = field(default_factory=list)


def parse_tsv(path):
    """Parse a file in WebAnno TSV 3.

    Parameters
    ----------
    path : str or pathlib.Path
        Versions 3.0 to 3.x.

    Returns
    -------
    Tsv

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
    tsv, places, spans = Tsv(name), [], {}
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
    tsv = parse_tsv(path)
    spans, sheet = _labelled(tsv, labels), is_sheet(tsv)
    if not (spans or sheet):
        warnings.warn(f"{tsv.name} holds no mark: its sentences count as coded, each label as absent", stacklevel=2)
    if sheet:
        rows = [(each.start, each.end, each.where, _pointer(each, tsv.name)) for each in tsv.sentences]
    elif units is None:
        rows = [(each.start, each.end, each.where, {"doc": doc, "start": each.start, "end": each.end})
                for each in tsv.sentences]  # fmt: skip
    else:
        rows = [(start, end, f"{start}–{end}", {"doc": doc, "start": start, "end": end}) for start, end in units]
    found = []
    for start, end, where, known in rows:
        given = dict.fromkeys(label for label, span in spans if _overlap(span, start, end))
        found.append(mark(where, given, given or not sheet, **{**known, "text": tsv.text[start:end]}))
    return marks_table(found)


def is_sheet(tsv):
    """Tell whether the sentences of a file say where they come from, as those of a sheet do."""
    return any(_POINTER.fullmatch(sentence.id) for sentence in tsv.sentences)


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
    out, offset, used = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={LAYER}", ""], 0, 0
    for number, record in enumerate(records, start=1):
        text = (record["text"] or "").strip()  # INCEpTION trims sentences
        tokens = [(found.start(), found.end()) for found in _TOKEN.finditer(text)]
        if not tokens:
            raise CodedError(f"{record['where']}: a sentence without a word cannot be written as TSV")
        labels = record["labels"] or [NONE] * bool(record.get("done"))
        ids = [f"[{used + place}]" if len(tokens) + len(labels) > 2 else "" for place, _ in enumerate(labels, start=1)]
        cell = "|".join(map("{}{}".format, map(_escape, labels), ids)) or "_"
        pointer = (record["doc"], record["start"], record["end"], record["sha1"], record["scheme"] or "")
        out += ["", "#Sentence.id=" + ":".join(quote(str(part), safe="") for part in pointer)]
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


def _labelled(tsv, labels):
    """Choose the layer and feature that hold the labels; give (label, span) of its marks."""
    spans = [span for span in tsv.spans if not _GRAMMAR.match(span.layer)]
    kinds = {}
    for span in spans:
        kinds.setdefault((span.layer, span.feature), set()).add(span.value if span.feature else _last(span.layer))
    kinds = {kind: values for kind, values in kinds.items() if values != {None}} or kinds
    if labels is not None and len(kinds) > 1:
        kinds = {kind: values for kind, values in kinds.items() if values & {*labels}}
    elif len(kinds) > 1 and {None} not in kinds.values():
        listed = ", ".join(f"{layer}|{feature}" for layer, feature in kinds)
        raise CodedError(f"{tsv.name}: several layers could hold the labels ({listed}); name the labels in labels=")
    found = []
    for span in spans:
        if (span.layer, span.feature) in kinds:
            if span.value is None and span.feature:
                raise CodedError(f"{tsv.name}, {span.where}: a mark of {span.layer} without a label; give it one")
            found.append((span.value if span.feature else _last(span.layer), span))
    return found


def _last(layer):
    return layer.rpartition(".")[2]


def _overlap(span, start, end):
    return (span.start < end and span.end > start) or start <= span.start == span.end <= end


def _pointer(sentence, file):
    """Take apart the id of a sentence of a sheet."""
    if not _POINTER.fullmatch(sentence.id):
        raise CodedError(f"{file}, {sentence.where}: the id {sentence.id!r} is not that of a sentence of a sheet")
    parts = map(unquote, sentence.id.split(":"))
    return placed(dict(zip(("doc", "start", "end", "sha1", "scheme"), parts, strict=True)), file, sentence.where)


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
