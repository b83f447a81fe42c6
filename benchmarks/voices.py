"""Status and voice of labels, weighed: what the weights learn from, and how right they are on sentences held out."""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

import rahmen
from benchmarks.coded import LABELS, constructed, passages, real
from benchmarks.common import arguments, lines, markdown, write_section
from benchmarks.status import documents, f1
from rahmen.coders.voice import cases, clauses_by_sentence
from rahmen.coders.weighing import TOLD, Weights, learn


def training(folder, coder):
    """Give the labels coded present in the training part, real ones where there is a pool: a row for each case."""
    written = _framed(constructed())
    found = [_labels(written, coder, np.ones(len(written)))]
    file = Path(folder or ".") / "train_pool.jsonl"
    if file.is_file():
        table = _framed(real(file))
        found.insert(0, _labels(table, coder, np.where(table["codings"] >= 2, 1.0, 1 / 3)))
    return pd.concat(found, ignore_index=True)


def _framed(table):
    return table[(table["part"] == "train") & (table["frames"] != "")].reset_index(drop=True)


def _labels(table, coder, weight):
    sentences, numbers = documents(passages(table).to_dict("records"))
    here = sentences.set_index(["doc", "sentence"]).loc[list(enumerate(numbers))].reset_index()
    values = rahmen.indicator(table["labels"].tolist(), LABELS)
    codes = [dict(_entry(entry) for entry in frames.split("; ")) for frames in table["frames"]]
    found = []
    for row, column, case in cases(here, values, coder, clauses_by_sentence(sentences)):
        told = codes[row].get(LABELS[column])
        if told and all(told):
            found.append((table["kind"][row], table["doc"][row], case, weight[row], *told))
    return pd.DataFrame(found, columns=["kind", "doc", "case", "weight", *TOLD])


def _entry(entry):
    label, status, voice, _ = (entry + ":::").split(":")[:4]
    return label, (status, voice)


def fit(table):
    return learn(table["case"].tolist(), *(table[what].to_numpy() for what in TOLD), table["weight"].to_numpy())


def held_out(table, folds=5):
    """Tell status and voice of each real label by weights that its document had no part in."""
    judged = np.flatnonzero(table["kind"] == "real")
    told = np.full((len(judged), len(TOLD)), "", dtype=object)
    for _, out in GroupKFold(folds).split(judged, groups=table["doc"].iloc[judged]):
        weights = Weights(*fit(table.drop(index=judged[out])))
        told[out] = [weights.tell(case) for case in table["case"].iloc[judged[out]]]
    return table.iloc[judged], told


def main():
    options = arguments(__doc__)
    lines(options.data, "train_pool.jsonl")
    part, told = held_out(training(options.data, rahmen.FrameClassifier.pretrained()))
    rows = []
    for n, what in enumerate(TOLD):
        values = sorted(set(part[what]))
        for who, found in (("rules", [getattr(case, what) for case in part["case"]]), ("weighed", told[:, n])):
            right = (part[what].to_numpy() == np.asarray(found)).mean()
            rows.append((what, who, len(part), right, *f1(part[what], found, part["doc"], values)))
        most = (part[what] == part[what].mode()[0]).mean()
        rows.append((what, "most frequent value", len(part), most, np.nan, np.nan, np.nan))
    result = pd.DataFrame(rows, columns=["what", "by", "n", "right", "macro_f1", "low", "high"])
    print(result.to_string(index=False))
    write_section(
        "Status and voice of labels, weighed",
        "`make evaluate DATA=… WHY=…`, part `benchmarks/voices.py`. Labels coded present in the real training "
        "sentences: what the rules tell of the clause of the evidence, and what weights that learned from the other "
        f"documents make of it (five folds). 95 % intervals from a bootstrap over documents.\n\n{markdown(result)}",
    )


if __name__ == "__main__":
    main()
