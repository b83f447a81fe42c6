"""The codebook coder on coded real sentences of the pool that no indicator was judged on."""

from pathlib import Path

import pandas as pd

import rahmen
from benchmarks.coded import parts, real
from benchmarks.common import arguments, markdown, write_section
from benchmarks.gold import Given


def main():
    options = arguments(__doc__)
    _, frozen = parts(real(Path(options.data or ".") / "train_pool.jsonl"))
    coder = rahmen.CodebookClassifier()
    sentences = frozen[["doc", "text", "source"]].assign(sentence=range(len(frozen)), start=0, part="body")
    sentences["end"] = sentences["text"].str.len()
    sentences["draw"] = ["random" if drawn == "random" else "keyword" for drawn in frozen["drawn_by"]]
    given = rahmen.indicator(frozen["labels"].tolist(), coder.classes_)
    gold = rahmen.annotate(sentences, Given(given, coder), voice=False)
    codes = rahmen.annotate(sentences, coder, voice=False)
    tables = []
    for by in ("source", "draw"):
        table = rahmen.accuracy(gold, codes, by=by).rename(columns={by: "part"})
        tables.append(table if by == "source" else table[table["part"] != "all"])
    table = pd.concat(tables)[["part", "label", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high", "n"]]
    print(table.to_string(index=False))
    write_section(
        "Frames: the codebook coder on unseen sentences of the pool",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/pool.py`. {len(frozen)} sentences of parliament and "
        "Wikinews, the frozen part of `corpus/codes/real.csv`: coded twice by language-model coders and adjudicated, "
        "in whole documents that nobody read who wrote or mended indicators. 95 % intervals from a bootstrap over "
        "documents.\n\n" + markdown(table),
    )


if __name__ == "__main__":
    main()
