"""A batch of raw records into the bytes of its Parquet files: what a worker does."""

import hashlib
import io
import tempfile
import threading
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..codebook import load_codebook
from ..coders import CodebookClassifier, annotate, explain
from ..corpus import documents
from ..german import split_sentences
from ..tables import free_names
from .parsing import Bad, Fields, name_of, parse

SENTENCES = 10_000
"""Sentences that are coded at a time, give or take a document: bounds the memory, and `annotate` shows no bar."""
WORDS = pa.dictionary(pa.int32(), pa.string())
CODES = [
    ("doc", pa.string()), ("sentence", pa.int32()), ("start", pa.int32()), ("end", pa.int32()), ("scheme", WORDS),
    ("label", WORDS), ("coder", WORDS), ("value", pa.int8()), ("score", pa.float32()), ("status", WORDS),
    ("voice", WORDS), ("speaker", WORDS), ("part", WORDS),
]  # fmt: skip
EVIDENCE = [
    ("doc", pa.string()), ("sentence", pa.int32()), ("scheme", WORDS), ("label", WORDS), ("coder", WORDS),
    ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()), ("weight", pa.float32()), ("rule", WORDS),
]  # fmt: skip
REJECTS = [("position", pa.string()), ("doc", pa.string()), ("reason", pa.string())]
_ONE = threading.Lock()
"""Coders keep what they saw last, so threads of one worker take turns."""


@dataclass(frozen=True)
class Coded:
    """What became of a batch: the bytes of its files, and how many of what."""

    number: int
    files: dict
    counts: dict
    size: int
    span: int


@dataclass(frozen=True)
class Job:
    """All that a worker has to know; sent to each once."""

    kind: str
    fields: Fields
    coders: tuple
    voice: bool = False
    evidence: bool = False
    limit: int = 10_000_000
    encoding: str | None = None
    schemas: dict = field(init=False)

    def __post_init__(self):
        named = free_names(pd.DataFrame(columns=list(self.fields.metadata)), taken=("doc", "text")).columns
        codes = CODES + [(name, WORDS) for name in named]
        schemas = {"codes": codes, "rejects": REJECTS} | ({"evidence": EVIDENCE} if self.evidence else {})
        object.__setattr__(self, "schemas", {kind: pa.schema(columns) for kind, columns in schemas.items()})

    def code(self, batch):
        """Code a batch; the same batch gives the same bytes anywhere."""
        rows, rejects = self._parse(batch)
        with _ONE, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # they name rows of the batch, which nobody has seen
            tables, sentences, failed = self._coded(rows)
        tables["rejects"] = pd.DataFrame(rejects + failed, columns=["position", "doc", "reason"])
        files = {kind: parquet(tables[kind], schema) for kind, schema in self.schemas.items()}
        counts = {
            "documents": len(rows) - len(failed), "sentences": sentences,
            **{kind: len(tables[kind]) for kind in self.schemas},
        }  # fmt: skip
        return Coded(batch.number, files, counts, batch.size, batch.span)

    def _parse(self, batch):
        """Part the records into rows (position, doc, text, title, metadata …) and rejects (position, doc, reason)."""
        rows, rejects, seen = [], [], {}
        for number, (position, raw) in enumerate(batch.records, start=batch.first):
            try:
                row = parse(self.kind, raw, self.fields, number, self.limit, self.encoding)
                if row[0] in seen:
                    raise Bad(f"the id stands twice in this batch, first at {seen[row[0]]}")
            except Bad as bad:
                rejects.append((position, name_of(self.kind, raw, self.fields), bad.reason))
                continue
            seen[row[0]] = position
            rows.append((position, *row))
        return rows, rejects

    def _coded(self, rows):
        """Code documents together; where that fails, one by one, so that a single one does not stop the run."""
        try:
            return *self._tables(rows), []
        except Exception as error:
            parts, failed = [], []
            for row in rows:
                try:
                    parts.append(self._tables([row]))
                except Exception as own:
                    failed.append((row[0], row[1], f"coding failed: {type(own).__name__}: {own}"))
            if len(rows) > 1 and not parts:
                raise error  # no document is at fault then, but a coder
        found = {kind: [tables[kind] for tables, _ in parts] for kind in self.schemas if kind != "rejects"}
        return self._joined(found), sum(n for _, n in parts), failed

    def _tables(self, rows):
        """Give the codes, the evidence if asked for, and the number of sentences."""
        names = ["doc", "text", "title", *self.fields.metadata]
        table = pd.DataFrame([row[1:] for row in rows], columns=names)
        table = table.loc[:, ~table.columns.duplicated()]  # the title helps to tell the headline, and may be metadata
        found = {kind: [] for kind in self.schemas if kind != "rejects"}
        sentences = split_sentences(documents(table, duplicates=False, language=False)) if rows else ()
        for piece in _pieces(sentences):
            found["codes"].append(annotate(piece, *self.coders, voice=self.voice))
            if self.evidence:
                found["evidence"].append(explain(piece, *self.coders))
        return self._joined(found), len(sentences)

    def _joined(self, found):
        """Put the pieces of each table under one another; a table of no piece is empty."""
        return {
            kind: pd.concat(pieces) if pieces else self.schemas[kind].empty_table().to_pandas()
            for kind, pieces in found.items()
        }


def _pieces(sentences):
    """Cut a sentences table where a document ends, every :data:`SENTENCES` or so."""
    if not len(sentences):
        return
    begins = np.flatnonzero(sentences["sentence"].to_numpy() == 0)
    cuts = [0]
    for begin in begins:
        if begin - cuts[-1] >= SENTENCES:
            cuts.append(begin)
    for a, b in zip(cuts, [*cuts[1:], len(sentences)], strict=True):
        yield sentences.iloc[a:b].reset_index(drop=True)


def parquet(table, schema):
    """Write a table as the bytes of a Parquet file."""
    columns = [_column(table[name], schema.field(name).type) for name in schema.names]
    sink = io.BytesIO()
    table = pa.Table.from_arrays(columns, schema=schema)
    pq.write_table(table, sink, compression="zstd", write_statistics=["doc"])  # by which queries skip; others cost time
    return sink.getvalue()


def _column(series, kind):
    if not pa.types.is_dictionary(kind):
        return pa.array(series, kind, from_pandas=True)
    if not isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("category")
    places = series.cat.codes.to_numpy().astype(np.int32)
    levels = pa.array([str(level) for level in series.cat.categories], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), levels)


def portable(coder):
    """Give a coder that can be sent: a codebook of one's own goes along, its file need not be there."""
    if type(coder) is CodebookClassifier:
        return CodebookClassifier(load_codebook(coder.codebook), coder.threshold)
    return coder


def describe(coder):
    """Tell which coder this is, so that a run is not continued with another: hashes, labels, simple parameters."""
    facts = {
        "name": coder.name, "scheme": coder.scheme, "class": type(coder).__qualname__,
        "labels": [str(label) for label in coder.classes_],
    }  # fmt: skip
    given = coder.get_params(deep=False) if hasattr(coder, "get_params") else {}
    facts["parameters"] = {k: v for k, v in given.items() if v is None or isinstance(v, bool | int | float | str)}
    book = getattr(coder, "codebook", None)
    if book is not None:
        facts["parameters"].pop("codebook", None)
        facts["codebook_sha256"] = load_codebook(book).sha256
    if hasattr(coder, "save"):  # a learned one
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.safetensors"
            coder.save(file)
            facts["model_sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    return facts
