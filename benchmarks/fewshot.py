"""How far forty labelled sentences carry: own frames on German headlines about gun violence."""

import warnings

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

import rahmen
from benchmarks.common import arguments, lines, markdown, write_section
from rahmen.coders.stacking import splits

REPEATS = 10


def read(folder):
    from pathlib import Path

    file = Path(folder or ".") / "gvfc_de_40.tsv"
    if not file.is_file():
        lines(folder, file.name)  # tells that it is absent, and ends
    table = pd.read_csv(file, sep="\t", header=None)
    y = (table.iloc[:, 3:].to_numpy() > 0).astype(int)
    return table[1].astype(str).to_numpy(dtype=object), y[:, y.sum(axis=0) >= 5]


def main():
    options = arguments(__doc__)
    texts, y = read(options.data)
    makers = {
        "learned (default)": lambda: rahmen.FrameClassifier(),
        "with the shipped codebook": lambda: rahmen.FrameClassifier("frames"),
        "n-grams alone": lambda: rahmen.FrameClassifier(encoder=None),
        "encoder alone": lambda: rahmen.FrameClassifier(grams=False),
        "with the taught encoder": lambda: rahmen.FrameClassifier(encoder="frames"),
    }
    rows = []
    for name, make in makers.items():
        scores = []
        for seed in range(REPEATS):
            given = np.zeros_like(y)
            for train, test in splits(y, None, 5, seed):
                with warnings.catch_warnings(action="ignore"):
                    given[test] = make().fit(texts[train], y[train]).predict(texts[test])
            scores.append(f1_score(y, given, average="macro"))
        rows.append((name, np.mean(scores), *np.quantile(scores, [0.025, 0.975])))
    always = np.mean([f1_score(y[:, k], np.ones(len(y))) for k in range(y.shape[1])])
    rows.append(("all labels, always", always, np.nan, np.nan))
    table = pd.DataFrame(rows, columns=["coder", "macro_f1", "low", "high"])
    print(table.to_string(index=False))
    write_section(
        "Own frames from forty sentences",
        f"`make evaluate DATA=… WHY=…`, part `benchmarks/fewshot.py`. {len(texts)} German headlines about gun violence "
        f"(Akyürek et al. 2020), the {y.shape[1]} frames with at least five positives; five folds, so about 32 "
        f"sentences to learn from, repeated {REPEATS} times. Intervals: 2.5 and 97.5 % of the repeats; with 40 "
        "sentences the true uncertainty is larger.\n\n" + markdown(table),
    )


if __name__ == "__main__":
    main()
