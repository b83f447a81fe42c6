"""Texts on disk into the documents table; near-duplicates and other languages are told, never dropped."""

from .decode import CorpusError, Notes, ReadingNote, decode
from .duplicates import mark_duplicates
from .language import guess_language
from .mapped import read_mapped
from .protocols import read_protocols
from .readers import documents, read_csv, read_folder, read_jsonl, read_parquet
from .study import corpus_hash, find_corpus, load_corpus
from .web import read_web

__all__ = [
    "CorpusError", "Notes", "ReadingNote", "corpus_hash", "decode", "documents", "find_corpus", "guess_language",
    "load_corpus", "mark_duplicates", "read_csv", "read_folder", "read_jsonl", "read_mapped", "read_parquet",
    "read_protocols", "read_web",
]  # fmt: skip
