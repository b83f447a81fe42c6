"""Sources to code, and runs over them: what the tests of the engine share."""

import gzip

import numpy as np
import pandas as pd
import pyarrow as pa

import rahmen

SENTENCE = "Nutzer protestieren gegen die Sperre der App und Händler hoffen auf gute Geschäfte nicht mehr"
WORDS = SENTENCE.split()
CODER = rahmen.CodebookClassifier()
BOOK = """
name = "small"
version = "1"
[[label]]
name = "protest"
title = { de = "Protest", en = "Protest" }
definition = { de = "Protest", en = "Protest" }
indicators = ["protest*", "sperre"]
examples = []
counter_examples = []
"""
KINDS = ["parquet", "dataset", "jsonl", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "texts"]


def texts(n, seed=0):
    """Make texts of a few sentences from a few words."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(n):
        sentences = [" ".join(rng.choice(WORDS, rng.integers(3, 9))).capitalize() + "." for _ in range(1 + number % 4)]
        made.append(" ".join(sentences))
    return made


def frame(n=60, seed=0):
    return pd.DataFrame({
        "doc": [f"d{number:03d}" for number in range(n)], "text": texts(n, seed),
        "party": [("A", "B", None)[number % 3] for number in range(n)],
    })  # fmt: skip


def jsonl(table):
    return "".join(row.dropna().to_json(force_ascii=False) + "\n" for _, row in table.iterrows()).encode()


def write(table, kind, path):
    """Write a table as a source of this kind, and give its path."""
    if kind == "texts":
        path.mkdir()
        for doc, text in zip(table["doc"], table["text"], strict=True):
            (path / f"{doc}.txt").write_text(text, encoding="utf-8")
        return path
    if kind == "dataset":
        path.mkdir()
        for number, rows in enumerate((table.iloc[:20], table.iloc[20:])):
            rows.to_parquet(path / f"{number}.parquet", row_group_size=7)
        return path
    path = path.with_name(f"source.{kind}")
    if kind == "parquet":
        table.to_parquet(path, row_group_size=7)
    elif kind.startswith("csv"):
        table.to_csv(path, index=False)
    elif kind == "jsonl.gz":
        path.write_bytes(gzip.compress(jsonl(table)))
    elif kind == "jsonl.zst":
        path.write_bytes(pa.compress(jsonl(table), "zstd", asbytes=True))
    else:
        path.write_bytes(jsonl(table))
    return path


def run(source, out, **options):
    coder = options.pop("coder", CODER)
    return rahmen.annotate_corpus(source, out, coder, **{"progress": False, **options})


def table_of(out, kind="codes"):
    return pd.read_parquet(out / kind)


def content(out):
    """Give all parts of a run: name to bytes."""
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*.parquet"))}


def rejects(out):
    return table_of(out, "rejects").astype(object).where(lambda t: t.notna(), None).values.tolist()


def small_coder(folder):
    """Give a coder with a small codebook of one's own, which processes take in at once."""
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    return rahmen.CodebookClassifier(folder / "book.toml")
