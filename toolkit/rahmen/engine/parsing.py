"""One raw record of a source into id, text, title and metadata, or the reason why it is none."""

import json
from dataclasses import dataclass, replace

from ..corpus import CorpusError, Notes, decode

MISSING = frozenset({"NA", "NaN", "nan", "null", "NULL", "None"})
"""What other programs write into a CSV file where there is no text."""
WORD = 10_000
"""Characters without white space from which it is data, not text: no word is so long, and coders look at words."""


class Bad(Exception):  # noqa: N818  # not an error of the program: a document that goes to the rejects
    """A record that is no document, and why."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Fields:
    """Which fields of a source hold what."""

    text: str = "text"
    doc: str | None = None
    """None numbers the records."""
    metadata: tuple = ()
    title: str | None = None

    def settle(self, found, mend=""):
        """Check that there are such fields, and see whether there are an id and a title."""
        for name in filter(None, (self.text, self.doc, *self.metadata)):
            if name not in found:
                raise CorpusError(f"no column {name!r}; there are {', '.join(map(str, found)) or 'none'}{mend}")
        doc = self.doc or ("doc" if "doc" in found else None)
        return replace(self, doc=doc, title="title" if "title" in found else None)

    def names(self):
        """List the fields in the order of a row: id, text, title, metadata."""
        return [self.doc, self.text, self.title, *self.metadata]


def parse(kind, raw, fields, number, limit, encoding=None):
    """Turn a raw record into (doc, text, title, metadata …), or raise :class:`Bad`."""
    if isinstance(raw, Bad):
        raise raw
    if kind == "texts":
        row = _file(raw, fields, encoding)
    elif kind == "jsonl":
        found = json_object(raw)
        row = [found.get(name) if name is not None else None for name in fields.names()]
    else:
        row = raw
    text = _text(row[1], limit, missing=MISSING if kind == "csv" else ())
    doc = str(number) if fields.doc is None else _id(row[0], fields.doc)
    return doc, text, *map(_plain, row[2:])


def json_object(raw):
    """Read a line of JSON Lines: a dict, or :class:`Bad`."""
    if isinstance(raw, Bad):
        raise raw
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Bad(f"no JSON ({getattr(error, 'msg', error)})") from None
    if not isinstance(found, dict):
        raise Bad(f"expected an object {{…}}; got {type(found).__name__}")
    return found


def name_of(kind, raw, fields):
    """Give the id of a record that was refused, as far as it can be told."""
    try:
        if kind == "texts":
            return raw[0]
        row = json_object(raw) if kind == "jsonl" else dict(zip(fields.names(), raw, strict=True))
        return _plain(row.get(fields.doc)) if fields.doc is not None else None
    except (Bad, TypeError):
        return None


def _file(raw, fields, encoding):
    """Give the row of a text file: as the readers of small corpora give it."""
    name, root, data = raw
    try:
        text = decode(data, name, Notes(), encoding)
    except CorpusError as error:
        raise Bad(str(error).removeprefix(f"{name}: ")) from None
    known = {"doc": name.rpartition(".")[0], "text": text, "file": name, "group": name.split("/")[0]}
    if "/" not in name:
        known["group"] = root
    return [known.get(field) for field in fields.names()]


def _text(value, limit, missing):
    if isinstance(value, list | dict):
        raise Bad(f"the text is a {type(value).__name__}, not a string")
    if value is None or value != value or value in missing:
        raise Bad("no text")
    text = _sound(value)
    if not text or text.isspace():
        raise Bad("empty text")
    if len(text) > limit:
        raise Bad(f"a text of {len(text)} characters; the limit is {limit}")
    if _holds_long_word(text):
        raise Bad(f"over {WORD} characters without a space: no text")
    return text


def _holds_long_word(text):
    """Look for a space every so many characters: where there is one, no word is so long."""
    place = 0
    while len(text) - place > WORD:
        space = text.rfind(" ", place, place + WORD + 1)
        if space < 0:  # another kind of white space, perhaps
            return max(map(len, text.split()), default=0) > WORD
        place = space + 1
    return False


def _id(value, field):
    if value is None or value != value or not str(value).strip():
        raise Bad(f"no id in the field {field!r}")
    return _sound(value)


def _sound(value):
    """Give a value as text, or raise :class:`Bad` where it holds a byte that was no text, or a broken escape."""
    try:
        if isinstance(value, bytes):
            return value.decode("utf-8")
        text = str(value)
        text.encode("utf-8")
    except UnicodeError as error:
        raise Bad(f"broken encoding at place {error.start}; mend it or say encoding=") from None
    return text


def _plain(value):
    """Give a cell of id, title or metadata as text that can be written; None where there is none."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or value != value:
        return None
    return str(value).encode("utf-8", "replace").decode("utf-8")
