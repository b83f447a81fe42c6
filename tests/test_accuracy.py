import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import precision_recall_fscore_support

import rahmen


def make(values, coder, labels=("a", "b"), source=None):
    """Make codes from an array, one document for every two sentences."""
    n, k = values.shape
    at = np.repeat(np.arange(n), k)
    return pd.DataFrame({
        "doc": [f"d{row // 2}" for row in at], "sentence": at, "start": 0, "end": 1,
        "scheme": pd.Categorical(["frames"] * (n * k)),
        "label": pd.Categorical.from_codes(np.tile(np.arange(k), n), list(labels)),
        "coder": pd.Categorical([coder] * (n * k)), "value": values.ravel().astype(np.int8),
        "score": np.nan, "status": None, "voice": None, "speaker": None,
        "source": np.repeat(source if source is not None else ["s"] * n, k),
    })  # fmt: skip


@pytest.fixture
def pair():
    rng = np.random.default_rng(0)
    return (rng.random((60, 2)) < 0.4).astype(int), (rng.random((60, 2)) < 0.4).astype(int)


def test_it_equals_scikit_learn(pair):
    gold, found = pair
    table = rahmen.accuracy(make(gold, "gold"), make(found, "machine")).set_index("label")
    precision, recall, f1, _ = precision_recall_fscore_support(gold, found)
    assert np.allclose(
        table.loc[["a", "b"], ["precision", "recall", "f1"]].to_numpy(), np.array([precision, recall, f1]).T
    )
    assert table.loc["macro", "f1"] == pytest.approx(f1.mean())
    assert (table["low"] <= table["f1"]).all()
    assert (table["f1"] <= table["high"]).all()
    assert table.loc["a", ["n", "docs"]].tolist() == [60, 30]


def test_level_and_seed_move_the_interval_only(pair):
    gold, found = (make(values, name) for values, name in zip(pair, ("gold", "machine"), strict=True))
    wide, narrow, other = (
        rahmen.accuracy(gold, found, **options).set_index("label") for options in ({}, {"level": 0.5}, {"seed": 9})
    )
    for label in ("a", "macro"):
        assert wide.loc[label, "low"] < narrow.loc[label, "low"] <= narrow.loc[label, "high"] < wide.loc[label, "high"]
        assert wide.loc[label, "low"] != other.loc[label, "low"]
    assert (wide["f1"] == other["f1"]).all()


def test_by_source_adds_up(pair):
    gold, found = pair
    table = rahmen.accuracy(make(gold, "gold", source=["s", "t"] * 30), make(found, "machine"), by="source")
    cells = table[table["label"] == "a"].set_index("source")[["tp", "fp", "fn", "tn"]]
    assert (cells.loc["s"] + cells.loc["t"]).tolist() == cells.loc["all"].tolist()


def test_a_label_without_positives_is_nan_and_outside_the_macro():
    gold = np.array([[1, 0], [0, 0], [1, 0]])
    table = rahmen.accuracy(make(gold, "gold"), make(gold, "machine")).set_index("label")
    assert np.isnan(table.loc["b", "f1"])
    assert table.loc["macro", "f1"] == 1.0


def test_disjoint_units_and_two_coders_are_refused(pair):
    gold, _ = pair
    one = make(gold, "gold")
    with pytest.raises(ValueError, match="share no unit"):
        rahmen.accuracy(one, one.assign(doc="other-" + one["doc"]))
    two = pd.concat([one, one.assign(coder="second")])
    with pytest.raises(ValueError, match="one coder with one reference"):
        rahmen.accuracy(one, two)


def test_rules_are_listed_with_hits_and_precision(sentences, coder, codes):
    evidence = rahmen.explain(sentences, coder)
    plain = rahmen.rule_table(evidence)
    assert plain.iloc[0][["label", "rule", "hits"]].tolist() == ["resistance", "protest*", 2]
    gold = codes.assign(coder=pd.Categorical(["human"] * len(codes)))
    gold.loc[gold["doc"] == "c", "value"] = 0
    row = rahmen.rule_table(evidence, gold).iloc[0]
    assert row[["hits", "coded", "right"]].tolist() == [2, 2, 1]
    assert row["precision"] == 0.5


def test_a_rule_counts_once_a_sentence(coder):
    texts = pd.DataFrame({"doc": ["a", "b"], "text": ["Protest, Proteste! Ein Protest.", "Protest."]})
    evidence = rahmen.explain(rahmen.split_sentences(texts), coder)
    assert len(evidence) == 4
    assert rahmen.rule_table(evidence)["hits"].tolist() == [3]
