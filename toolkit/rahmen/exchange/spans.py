"""Documents as INCEpTION annotates them, text, sentences and marks on stretches of it; and the codes they stand for."""

import re
import warnings
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from .coded import CodedError
from .grids import NONE, mark, marks_table, placed

LAYER = ("custom.Span", "label")
"""The layer and feature of written sheets: those that a new project of INCEpTION brings along."""

_GRAMMAR = re.compile(r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(segmentation|lexmorph|syntax|coref|transform)\b")
_POINTER = re.compile(r"[^:]+:\d+:\d+:[0-9a-f]{16}:[^:]*")
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
class Annotated:
    """A parsed file: its text as far as it tells it, sentences and spans; chains and relations are left out."""

    name: str
    text: str = ""
    sentences: list = field(default_factory=list)
    spans: list = field(default_factory=list)


def marks_of(annotated, labels=None, doc=None, units=None):
    """Turn an annotated document into a table of marks.

    Parameters
    ----------
    annotated : Annotated
        A sheet that came back (its sentences tell ``doc, start, end, sha1``), or any document.
    labels, doc, units
        As for :func:`rahmen.exchange.webanno.read_webanno`.

    Returns
    -------
    pandas.DataFrame
        The marks, with the columns :data:`rahmen.exchange.grids.MARKS`.

    Raises
    ------
    CodedError
        Several layers could hold the labels, or a mark has no label.
    """
    spans, sheet = _labelled(annotated, labels), is_sheet(annotated)
    if not (spans or sheet):
        warnings.warn(
            f"{annotated.name} holds no mark: its sentences count as coded, each label as absent", stacklevel=3
        )
    if sheet:
        rows = [(each.start, each.end, each.where, _place_of(each, annotated.name)) for each in annotated.sentences]
    elif units is None:
        rows = [(each.start, each.end, each.where, {"doc": doc, "start": each.start, "end": each.end})
                for each in annotated.sentences]  # fmt: skip
    else:
        rows = [(start, end, f"{start}–{end}", {"doc": doc, "start": start, "end": end}) for start, end in units]
    found = []
    for start, end, where, known in rows:
        given = dict.fromkeys(label for label, span in spans if _overlap(span, start, end))
        found.append(mark(where, given, given or not sheet, **{**known, "text": annotated.text[start:end]}))
    return marks_table(found)


def is_sheet(annotated):
    """Tell whether the sentences of a file say where they come from, as those of a sheet do."""
    return any(_POINTER.fullmatch(sentence.id) for sentence in annotated.sentences)


def pointer_of(record):
    """Write where a sentence of a sheet comes from, as the id of the sentence.

    >>> pointer_of({"doc": "a b", "start": 0, "end": 3, "sha1": "0" * 16, "scheme": None})
    'a%20b:0:3:0000000000000000:'
    """
    pointer = (record["doc"], record["start"], record["end"], record["sha1"], record["scheme"] or "")
    return ":".join(quote(str(part), safe="") for part in pointer)


def tokens_of(record):
    """Give the text of a record as INCEpTION trims it, and its tokens as (start, end)."""
    text = (record["text"] or "").strip()
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    if not tokens:
        raise CodedError(f"{record['where']}: a sentence without a word cannot be written for INCEpTION")
    return text, tokens


def given_labels(record):
    """Give the labels of a record; of one that was looked at and bears none, the label ``none``."""
    return record["labels"] or [NONE] * bool(record.get("done"))


def _labelled(annotated, labels):
    """Choose the layer and feature that hold the labels; give (label, span) of its marks."""
    spans = [span for span in annotated.spans if not _GRAMMAR.match(span.layer)]
    kinds = {}
    for span in spans:
        kinds.setdefault((span.layer, span.feature), set()).add(span.value if span.feature else _last(span.layer))
    kinds = {kind: values for kind, values in kinds.items() if values != {None}} or kinds
    if labels is not None and len(kinds) > 1:
        kinds = {kind: values for kind, values in kinds.items() if values & {*labels}}
    elif len(kinds) > 1 and {None} not in kinds.values():
        listed = ", ".join(f"{layer}|{feature}" for layer, feature in kinds)
        raise CodedError(
            f"{annotated.name}: several layers could hold the labels ({listed}); name the labels in labels="
        )
    found = []
    for span in spans:
        if (span.layer, span.feature) in kinds:
            if span.value is None and span.feature:
                raise CodedError(f"{annotated.name}, {span.where}: a mark of {span.layer} without a label; give it one")
            found.append((span.value if span.feature else _last(span.layer), span))
    return found


def _last(layer):
    return layer.rpartition(".")[2]


def _overlap(span, start, end):
    return (span.start < end and span.end > start) or start <= span.start == span.end <= end


def _place_of(sentence, file):
    """Take apart the id of a sentence of a sheet."""
    if not _POINTER.fullmatch(sentence.id):
        raise CodedError(f"{file}, {sentence.where}: the id {sentence.id!r} is not that of a sentence of a sheet")
    parts = map(unquote, sentence.id.split(":"))
    return placed(dict(zip(("doc", "start", "end", "sha1", "scheme"), parts, strict=True)), file, sentence.where)
