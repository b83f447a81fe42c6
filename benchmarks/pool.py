"""The codebook coder on coded real sentences of the pool that no indicator was judged on."""

import csv
import hashlib

import pandas as pd

import rahmen
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.gold import Given
from rahmen.corpus import find_corpus

SEEN = {"a0", "a1", "a2", "a3"}  # coders of the sentences on which indicators were judged


def units(folder):
    """Join the codes of the first pass to their texts, checked by hash; those seen before are left out."""
    pool = {(row["doc"], row["start"], row["end"]): row["text"] for row in lines(folder, "train_pool.jsonl")}
    with (find_corpus() / "codes" / "real.csv").open(encoding="utf-8", newline="") as file:
        first = [row for row in csv.DictReader(file) if row["pass"] == "1" and row["coder"].startswith("a")]
    rows = [row for row in first if row["coder"] not in SEEN]
    for row in rows:
        row["text"] = pool[row["doc"], int(row["start"]), int(row["end"])]
        if hashlib.sha1(row["text"].encode()).hexdigest()[:16] != row["sha1"]:
            raise SystemExit(f"{row['doc']}, {row['start']}: the text is not the one that was coded")
    return rows


def main():
    options = arguments(__doc__)
    rows = units(options.data)
    coder = rahmen.CodebookClassifier()
    sentences = pd.DataFrame(rows)[["doc", "text", "source"]].assign(sentence=range(len(rows)), start=0, part="body")
    sentences["end"] = sentences["text"].str.len()
    sentences["draw"] = ["random" if row["drawn_by"] == "random" else "keyword" for row in rows]
    given = [[entry.split(":")[0] for entry in row["frames"].split("; ") if entry] for row in rows]
    gold = rahmen.annotate(sentences, Given(rahmen.indicator(given, coder.classes_), coder), voice=False)
    codes = rahmen.annotate(sentences, coder, voice=False)
    parts = []
    for by in ("source", "draw"):
        table = rahmen.accuracy(gold, codes, by=by).rename(columns={by: "part"})
        parts.append(table if by == "source" else table[table["part"] != "all"])
    table = pd.concat(parts)[["part", "label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high", "n"]]
    print(table.to_string(index=False))
    write_section(
        "Frames: the codebook coder on unseen sentences of the pool",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/pool.py`. {len(rows)} sentences of parliament and Wikinews, "
        "coded by language-model coders after the codebook was written (first pass of `corpus/codes/real.csv`); nobody "
        "who wrote or mended indicators saw these codes. 95 % intervals from a bootstrap over documents.\n\n"
        + markdown(table),
    )


if __name__ == "__main__":
    main()
