import numpy as np
import pandas as pd
import pytest

import rahmen
from tests.test_correction import world


def errors(recall=0.8, alarms=0.1, docs=40, label="a"):
    """Make an error table: each document has ten sentences that bear the label and a hundred that do not."""
    rng = np.random.default_rng(0)
    tp, fp = rng.binomial(10, recall, docs), rng.binomial(100, alarms, docs)
    return pd.DataFrame({
        "label": label, "doc": [f"e{n}" for n in range(docs)], "tp": tp, "fp": fp, "fn": 10 - tp, "tn": 100 - fp,
    })  # fmt: skip


def test_the_adjusted_count_is_the_written_out_formula():
    table, person, _ = world(1, sentences=3000)
    rates = errors(0.85, 0.15)
    row = rahmen.prevalence(table, errors=rates).iloc[0]
    recall, alarms = rates["tp"].sum() / 400, rates["fp"].sum() / 4000
    assert row["share"] == pytest.approx((table["value"].mean() - alarms) / (recall - alarms), abs=1e-8)
    assert row["low"] < person["value"].mean() < row["high"]
    assert row["method"] == "adjusted"
    assert "if the coder errs here as where its errors were measured" in row["reading"]
    assert "assumed to hold in these texts too" in rahmen.prevalence(table, errors=rates).attrs["note"]


def test_false_alarms_are_those_of_typical_sentences():
    table, _, _ = world(1, sentences=3000)
    rates = errors(0.85, 0.15)
    hard = errors(0.85, 0.9).assign(tp=0, fn=0, typical=False)
    both = pd.concat([rates.assign(typical=True), hard])
    assert rahmen.prevalence(table, errors=both).equals(rahmen.prevalence(table, errors=rates))


def test_unsure_rates_make_unsure_shares():
    table, _, _ = world(2, sentences=3000)
    few, many = (rahmen.prevalence(table, errors=errors(0.85, 0.15, docs)).iloc[0] for docs in (6, 200))
    assert few["high"] - few["low"] > 1.5 * (many["high"] - many["low"])


def test_a_coder_that_hardly_tells_the_label_corrects_nothing():
    table, _, _ = world(3)
    row = rahmen.prevalence(table, errors=errors(0.2, 0.15)).iloc[0]
    assert row["method"] == "not corrected"
    assert row["share"] == row["naive"]
    assert "too little is known that holds here" in row["reading"]


def test_rates_that_cannot_hold_here_are_not_used():
    """The machine finds the label in 10 %, and is said to give it wrongly in 30 %."""
    table, _, _ = world(3, share=0.0)
    row = rahmen.prevalence(table, errors=errors(0.9, 0.3)).iloc[0]
    assert row["method"] == "not corrected"
    assert row["share"] == row["naive"] < 0.3


def test_a_label_found_nowhere_is_not_said_to_be_absent():
    table, _, _ = world(3)
    row = rahmen.prevalence(table.assign(value=0), errors=errors(0.8, 0.0)).iloc[0]
    assert row["method"] == "not corrected"
    assert row[["low", "high"]].isna().all()


def test_gold_goes_before_errors():
    table, _, gold = world(4)
    two = pd.concat([table, table.assign(doc="x" + table["doc"], group="h")])
    found = rahmen.prevalence(two, by="group", gold=gold, errors=errors(0.85, 0.15)).set_index("group")
    assert found["method"].to_dict() == {"g": "corrected", "h": "adjusted"}


def test_tables_that_do_not_fit_are_refused():
    table, _, _ = world(5)
    with pytest.raises(ValueError, match="errors lacks the column 'fp'"):
        rahmen.prevalence(table, errors=errors().drop(columns="fp"))
    with pytest.raises(ValueError, match="knows none of the labels a"):
        rahmen.prevalence(table, errors=errors(label="b"))
    with pytest.raises(ValueError, match="not of those that fulfil a condition"):
        rahmen.prevalence(table, errors=errors(), where="sentence > 3")


def test_the_errors_of_the_shipped_coder_serve():
    coder = rahmen.FrameClassifier.pretrained()
    documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Sie protestieren. Es regnet.", "Es schneit. Er zahlt."]})
    codes = rahmen.annotate(rahmen.split_sentences(documents), coder, voice=False)
    table = rahmen.prevalence(codes, errors=coder.errors_)
    assert set(table["method"]) <= {"adjusted", "not corrected"}
    assert (table["method"] == "adjusted").any()
