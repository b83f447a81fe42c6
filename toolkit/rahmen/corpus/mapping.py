"""The mapping of an export: a small TOML that says which column, field or path is text, id, date, outlet, group."""

import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from .decode import CorpusError

FORMATS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
           ".xlsx": "xlsx", ".xml": "xml"}  # fmt: skip
"""The formats by the endings of files."""
_TEXTS = ("format", "encoding", "separator", "quote", "records", "date_format")
_KEYS = (*_TEXTS, "header")


@dataclass
class Mapping:
    """A mapping that was checked; `fields` gives, for each column of the documents, where it is found."""

    name: str
    fields: dict = field(default_factory=dict)
    format: str | None = None
    encoding: str | None = None
    separator: str | None = None
    quote: str = '"'
    header: bool = True
    records: str | None = None
    date_format: str | None = None

    def format_of(self, file):
        """Give the format of a file: as the mapping says, else by its ending."""
        found = self.format or FORMATS.get(file.suffix.lower())
        if found is None:
            mend = f'write format = "csv" (or json, jsonl, xlsx, xml) into {self.name}'
            raise CorpusError(f"{file.name}: the ending says no format; {mend}")
        return found


def load_mapping(mapping):
    """Read a mapping from a TOML file, or take it as a dict, and check it.

    >>> load_mapping({"fields": {"text": "Volltext"}}).fields
    {'text': ['Volltext']}
    >>> load_mapping({"seperator": ";", "fields": {"text": "Volltext"}})
    Traceback (most recent call last):
    rahmen.corpus.decode.CorpusError: the mapping: unknown key 'seperator'; did you mean 'separator'?
    """
    name, table = "the mapping", mapping
    if not isinstance(mapping, dict):
        path = Path(mapping)
        if not path.is_file():
            raise CorpusError(f"no file {str(mapping)!r}")
        name = path.name
        try:
            table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CorpusError(f"{name}: no valid TOML ({error}); names stand in quotes, files are UTF-8") from None
    for key, value in table.items():
        if key not in (*_KEYS, "fields"):
            raise CorpusError(f"{name}: unknown key {key!r}; {_mend(key)}")
        if key == "header" and not isinstance(value, bool):
            raise CorpusError(f"{name}: header must be true or false, without quotes; not {value!r}")
        if key in _TEXTS and not (isinstance(value, str) and value):
            raise CorpusError(f"{name}: {key} must be a text in quotes; not {value!r}")
    return _checked(Mapping(name, _fields(table.get("fields"), name), **{k: table[k] for k in _KEYS if k in table}))


def _mend(key):
    if key in ("text", "doc", "date", "outlet", "group"):
        return "fields stand below [fields]"
    near = get_close_matches(key, (*_KEYS, "fields"), 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join((*_KEYS, '[fields]'))}"


def _fields(fields, name):
    if not isinstance(fields, dict) or "text" not in fields:
        raise CorpusError(f'{name}: does not say where the text stands; write [fields] and below it text = "…"')
    found = {}
    for target, source in fields.items():
        sources = source if isinstance(source, list) and target == "text" else [source]
        if not sources or not all(isinstance(each, str) and each for each in sources):
            allowed = "a name in quotes, or a list of these" if target == "text" else "a name in quotes"
            raise CorpusError(f"{name}: {target} in [fields] must be {allowed}; not {source!r}")
        found[target] = sources
    return found


def _checked(mapping):
    if mapping.format not in (None, *FORMATS.values()):
        raise CorpusError(f"{mapping.name}: format must be one of csv, json, jsonl, xlsx, xml; not {mapping.format!r}")
    for key in ("separator", "quote"):
        said = getattr(mapping, key)
        if said is not None and len(said) != 1:
            raise CorpusError(f'{mapping.name}: {key} must be one character (a tab is written "\\t"); not {said!r}')
    if mapping.date_format is not None and "date" not in mapping.fields:
        raise CorpusError(f'{mapping.name}: has a date_format, but [fields] names no date; write date = "…"')
    if mapping.date_format is not None and "%" not in mapping.date_format:
        raise CorpusError(f"{mapping.name}: date_format is written as '%d.%m.%Y'; not {mapping.date_format!r}")
    return mapping
