"""The coded sentences of the project with their texts, as the learned coders take them."""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

import rahmen
from rahmen.coders.texts import BESIDE
from rahmen.corpus import find_corpus

LABELS = rahmen.load_codebook().names


def coded(folder):
    """Read real and constructed codes, settled, with texts: one row a sentence; columns as in the files."""
    tables = [constructed()]
    pool = Path(folder or ".") / "train_pool.jsonl"
    if pool.is_file():
        tables.insert(0, real(pool))
    else:
        print(f"NOTE: {pool.name} is not in {folder or 'the folder named by --data'}: constructed sentences alone are "
              "used, and the model will not be the shipped one", file=sys.stderr)  # fmt: skip
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def real(pool):
    with warnings.catch_warnings(action="error"):  # a sentence of the codes that the pool lacks ends it
        codes = rahmen.settle(rahmen.read_coded(find_corpus() / "codes" / "real.csv"))
        table = rahmen.recover_texts(codes, pool)
    sides = beside(pool)
    return table.assign(kind="real", **{
        side: [sides[side].get(key, "") for key in zip(table["doc"], table[edge], strict=True)]
        for side, edge in zip(BESIDE, ("start", "end"), strict=True)
    })  # fmt: skip


def beside(pool):
    """Tell what stands before and after the sentences of the pool, and those beside them: by document and place.

    Of a sentence that is itself known only as standing beside one, one side is known.
    """
    rows = [json.loads(line) for line in pool.open(encoding="utf-8")]
    before = {(row["doc"], row["start"]): row["before"] or "" for row in rows}
    after = {(row["doc"], row["end"]): row["after"] or "" for row in rows}
    for row in rows:
        before.setdefault((row["doc"], row["end"] + 1), row["text"])
        after.setdefault((row["doc"], row["start"] - 1), row["text"])
    return {"before": before, "after": after}


def constructed():
    file = find_corpus() / "codes" / "constructed.csv"
    if not file.is_file():
        return pd.DataFrame()
    table = rahmen.settle(rahmen.read_coded(file))
    return table.assign(
        kind="constructed", source="constructed", drawn_by="written", doc=table["writer"], before="", after=""
    )


def parts(table):
    """Give what is trained on, and the frozen part: of that only what was coded twice."""
    return table[table["part"] == "train"], table[(table["part"] == "frozen") & (table["codings"] >= 2)]


PUT_ASIDE = {
    "resistance": ("md5", ""), "censorship_risk": ("md5", ""), "security_threat": ("sha1", ""), "economy": ("sha1", ""),
    "opportunity": ("sha256", "cb"), "dialogue": ("sha256", "cb"), "power_rivalry": ("sha256", "cb"),
}  # fmt: skip
"""By which hash of the document a third of the real sentences was put aside while a label's indicators were widened."""


def unread(table):
    """Tell for each label which real sentences nobody read when its indicators were last widened: bool, shape (n, k).

    On the others the codebook looks better than it is, so that it would be trusted too much.
    """
    real = (table["kind"] == "real").to_numpy()
    columns = []
    for label in LABELS:
        name, salt = PUT_ASIDE.get(label, (None, ""))
        aside = [name is None or int(hashlib.new(name, f"{salt}{doc}".encode()).hexdigest(), 16) % 3 == 0
                 for doc in table["doc"]]  # fmt: skip
        columns.append(real & np.array(aside, dtype=bool))
    return np.stack(columns, axis=1)


MADE = 0.25
"""How much constructed sentences count when the parts are weighed, the taught encoder among them."""


CHOSEN = "beside"
"""How sentences were drawn that stand beside others, most of them because a coder gave them a frame."""


def how(table, made=0.0):
    """Tell how to learn from such sentences, as arguments of ``FrameClassifier.fit``.

    Sentences coded once count a third. Probabilities are calibrated on random draws; the parts are weighed and the cuts
    set on real sentences where there are some; of them on those unread, and not on those a coder chose. Constructed
    ones, which were written to be hard, count as much for that as `made` tells.
    """
    real = unread(table).astype(float)
    real[(table["drawn_by"] == CHOSEN).to_numpy()] = 0
    if real.any():
        real[(table["kind"] == "constructed").to_numpy()] = made
    drawn = (table["drawn_by"] == "random").to_numpy()
    return {
        "sample_weight": np.where(table["codings"] >= 2, 1.0, 1 / 3),
        "typical": drawn if drawn.any() else None,
        "judged": real if real.any() else None,
    }


def passages(table):
    """Give the sentences with those beside them, as coders take them."""
    return table[["text", *BESIDE]]


def targets(table):
    return rahmen.indicator(table["labels"].tolist(), LABELS)
