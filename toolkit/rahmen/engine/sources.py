"""A corpus on disk as a stream of raw records, in bounded batches that are the same at every run.

Reading is cheap and happens in one place; what costs (parsing, coding) happens where the batch is sent. So a run that
goes on where it stopped reads the source from its beginning and passes over the batches that are done.
"""

import csv
import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..corpus import CorpusError
from .parsing import Bad, Fields, json_object

LINES = (".jsonl", ".ndjson", ".csv")
PACKED = {".gz": "gzip", ".zst": "zstd"}
PEEK = 100
"""Lines of a JSONL file that tell which fields there are."""
ROWS = 64
"""Rows of a Parquet file that are decoded at a time: a row may be large."""
REST = 1 << 20
BROKEN = (OSError, EOFError, ValueError, csv.Error)
"""What Python, Arrow and the packings raise for a file that is not what it says it is."""


@dataclass(frozen=True)
class Batch:
    """A piece of a source: raw records and where each of them stood."""

    number: int
    first: int
    """The number of its first record in the source, from 0."""
    records: list
    """Of (position, raw)."""
    size: int
    """About how many bytes of text."""
    span: int
    """Bytes of the source that were read for it."""


class Source:
    """What all kinds of source share: their files, their size, and how records become batches."""

    def __init__(self, files, root):
        self.files, self.root = files, root
        self.read = 0
        stats = [(file, file.stat()) for file in files]
        self.total = sum(stat.st_size for _, stat in stats)
        listed = "\n".join(f"{self._below(file)}\t{stat.st_size}\t{stat.st_mtime_ns}" for file, stat in stats)
        self.sha256 = hashlib.sha256(listed.encode("utf-8", "surrogateescape")).hexdigest()

    def facts(self):
        """Tell which source this is: another size or time of change makes it another."""
        about = {"name": self.root.name, "kind": self.kind, "files": len(self.files), "bytes": self.total}
        return {**about, "names_sizes_times_sha256": self.sha256}

    def batches(self, size):
        """Give :class:`Batch` after :class:`Batch`; each is closed once it holds `size` bytes of text."""
        self.read = 0
        number, first, records, held, since = 0, 0, [], 0, 0
        for position, raw, weight in self._steadily():
            records.append((position, raw))
            held += weight
            if held >= size:
                yield Batch(number, first, records, held, self.read - since)
                number, first, records, held, since = number + 1, first + len(records), [], 0, self.read
        if records or not number:  # a source without records makes one empty part, so that there is something to read
            yield Batch(number, first, records, held, self.total - since)

    def _steadily(self):
        """Give the records; where the source cannot be read on, say so in one line."""
        last = "its beginning"
        try:
            for record in self._records():
                last = record[0]
                yield record
        except BROKEN as error:
            raise _told(error, f"{self.root.name}: cannot be read on after {last}") from None

    def fields(self, names):
        """Settle which fields hold what: :class:`~rahmen.engine.parsing.Fields` with id and title."""
        try:
            return self._fields(names)
        except BROKEN as error:
            raise _told(error, f"{self.root.name}: cannot be read") from None

    def _below(self, file):
        return file.relative_to(self.root).as_posix() if file != self.root else file.name


class _Text(Source):
    """A file of lines, packed or not. Bytes that are no text become surrogates, and are found when parsed."""

    def __init__(self, path, encoding, limit):
        super().__init__([path], path)
        self.encoding, self.limit = encoding or "utf-8-sig", limit

    def _open(self):
        import pyarrow as pa

        self._file = self.root.open("rb")
        packing = PACKED.get(self.root.suffix.lower())
        stream = io.BufferedReader(pa.CompressedInputStream(self._file, packing)) if packing else self._file
        try:
            return io.TextIOWrapper(stream, self.encoding, errors="surrogateescape", newline=self.newline)
        except LookupError:
            raise CorpusError(f"no encoding {self.encoding!r}; say encoding='cp1252', for example") from None


class Jsonl(_Text):
    """One JSON object a line."""

    kind, newline = "jsonl", "\n"

    def _fields(self, names):
        """Look at the first lines."""
        found = {}
        for _, raw, _ in islice(self._records(), PEEK):
            try:
                found |= dict.fromkeys(json_object(raw))
            except Bad:
                continue
        return names.settle(list(found), "" if found else ": no line is a JSON object; is encoding= right?")

    def _records(self):
        cap = 4 * self.limit
        with self._open() as stream:
            number = 0
            while line := stream.readline(cap):
                number, raw = number + 1, line
                if len(line) == cap and line[-1] != "\n":
                    raw = Bad(f"a line of over {cap} characters")
                    while (rest := stream.readline(REST)) and rest[-1] != "\n":
                        pass
                if line.isspace():
                    continue
                self.read = self._file.tell()
                yield f"line {number}", raw, len(line)


class Csv(_Text):
    """One document a row. Python's own reader: it can go on after a broken row, Arrow's faster one cannot."""

    kind, newline = "csv", ""

    def __init__(self, path, encoding, limit, sep):
        super().__init__(path, encoding, limit)
        self.sep, self.wanted, self.width = sep, None, 0

    def _fields(self, names):
        with self._open() as stream:
            header = next(csv.reader(stream, delimiter=self.sep), [])
        fields = names.settle(header, mend="; is the separator right (sep=, --sep)?")
        self.wanted = [None if name is None else header.index(name) for name in fields.names()]
        self.width = len(header)
        return fields

    def _records(self):
        before = csv.field_size_limit(4 * self.limit)
        try:
            with self._open() as stream:
                reader = csv.reader(stream, delimiter=self.sep)
                next(reader, None)
                for line, row in _rows(reader):
                    self.read = self._file.tell()
                    raw = row if isinstance(row, Bad) else self._cells(row)
                    yield f"line {line}", raw, 1 if isinstance(raw, Bad) else len(raw[1] or "")
        finally:
            csv.field_size_limit(before)

    def _cells(self, row):
        if len(row) != self.width:
            return Bad(f"a row of {len(row)} fields; the header has {self.width}")
        return [None if place is None else row[place] or None for place in self.wanted]


class Parquet(Source):
    """A Parquet file, or all those below a folder in the order of their names."""

    kind = "parquet"

    def _fields(self, names):
        import pyarrow.parquet as pq

        fields = names.settle(pq.read_schema(self.files[0]).names)
        self.wanted = fields.names()
        return fields

    def _records(self):
        import pyarrow.parquet as pq

        columns, row, read = [name for name in dict.fromkeys(self.wanted) if name is not None], 0, 0
        for path in self.files:
            with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as file:  # else it holds what was read
                missing = set(columns) - set(file.schema_arrow.names)
                if missing:
                    raise CorpusError(f"{path.name}: no column {min(missing)!r}, which other files of it have")
                size, rows, begun = path.stat().st_size, max(file.metadata.num_rows, 1), row
                for piece in file.iter_batches(ROWS, columns=columns):
                    for raw in zip(*(self._values(piece, name) for name in self.wanted), strict=True):
                        self.read = read + size * (row + 1 - begun) // rows
                        yield f"row {row}", list(raw), len(raw[1] or b"")
                        row += 1
            read += size

    def _values(self, piece, name):
        """Give a column as Python's values, text as bytes: broken encoding is then that document's own matter."""
        import pyarrow as pa

        if name is None:
            return [None] * len(piece)
        column = piece.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.large_binary())
        values = column.to_pylist()
        return values if name != self.wanted[1] else [v if isinstance(v, bytes) else _bytes(v) for v in values]


class Texts(Source):
    """The text files below a folder: one document each, the path its id."""

    kind = "texts"

    def __init__(self, files, root, limit):
        super().__init__(files, root)
        self.limit = limit

    def _fields(self, names):
        """Take what a file has: a path, a group (its folder) and a text."""
        return Fields("text", "doc", names.metadata).settle(["doc", "text", "group", "file"])

    def _records(self):
        for path in self.files:
            size = path.stat().st_size
            self.read += size
            try:
                raw = Bad(f"a file of {size} bytes") if size > 4 * self.limit else path.read_bytes()
            except OSError as error:
                raw = Bad(f"cannot be read ({error.strerror})")
            name = self._below(path)
            yield name, raw if isinstance(raw, Bad) else (name, self.root.resolve().name, raw), size


def open_source(path, encoding=None, limit=10_000_000, sep=","):
    """Find out what kind of source stands at `path`."""
    path = Path(path)
    if path.is_dir():
        tables = _below(path, "*.parquet")
        if tables:
            return Parquet(tables, path)
        texts = _below(path, "*.txt")
        if not texts:
            raise CorpusError(f"no file '*.parquet' or '*.txt' in {str(path)!r}")
        return Texts(texts, path, limit)
    if not path.is_file():
        raise CorpusError(f"no file or folder {str(path)!r}")
    name = path.with_suffix("") if path.suffix.lower() in PACKED else path
    ending = name.suffix.lower()
    if ending == ".parquet" and name == path:
        return Parquet([path], path)
    if ending not in LINES:
        known = "a folder of .txt, or a file .parquet, .jsonl, .ndjson, .csv (these also .gz, .zst)"
        raise CorpusError(f"{path.name}: the source must be {known}")
    return Csv(path, encoding, limit, sep) if ending == ".csv" else Jsonl(path, encoding, limit)


def _below(folder, pattern):
    found = (file for file in folder.rglob(pattern) if file.is_file())
    return sorted(file for file in found if not any(p.startswith(".") for p in file.relative_to(folder).parts))


def _rows(reader):
    """Give (line, row) for each row that is not empty, and go on after one that cannot be read."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = Bad(f"no row of CSV ({error}); a quote that is never closed?")
        if row:
            yield line, row


def _told(error, what):
    """Give an error that says in one line what could not be read; the package's own stay as they are."""
    if isinstance(error, CorpusError):
        return error
    return CorpusError(f"{what} ({(str(error).splitlines() or [type(error).__name__])[0]})")


def _bytes(value):
    return None if value is None or value != value else str(value).encode("utf-8", "surrogatepass")
