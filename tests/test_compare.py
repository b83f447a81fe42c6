import numpy as np
import pandas as pd
import pytest

import rahmen


def make(groups, labels=("a",), seed=0, sentences=20):
    """Make codes: {group: (documents, share)}; every document has its own chance around the share."""
    rng = np.random.default_rng(seed)
    rows = []
    for group, (documents, share) in groups.items():
        for doc in range(documents):
            for label in labels:
                hit = rng.random(sentences) < share
                rows += [(f"{group}{doc}", n, label, int(value), group) for n, value in enumerate(hit)]
    table = pd.DataFrame(rows, columns=["doc", "sentence", "label", "value", "group"])
    return table.assign(
        start=0, end=1, scheme=pd.Categorical(["frames"] * len(table)), coder=pd.Categorical(["c"] * len(table)),
        label=pd.Categorical(table["label"], categories=labels), score=np.nan, status=None, voice="own", speaker=None,
    )  # fmt: skip


def test_a_clear_difference_is_told_and_the_interval_holds_it():
    row = rahmen.compare(make({"x": (40, 0.5), "y": (40, 0.2)}), "x", "y").iloc[0]
    assert row["low"] < 0.3 < row["high"]
    assert row["verdict"] == "higher"
    assert row["difference"] == pytest.approx(row["share_a"] - row["share_b"])
    assert rahmen.compare(make({"x": (40, 0.5), "y": (40, 0.2)}), "y", "x").iloc[0]["verdict"] == "lower"


def test_under_no_difference_false_claims_over_all_labels_stay_rare():
    labels = tuple("abcdefgh")
    false = [
        (
            rahmen.compare(make({"x": (25, 0.2), "y": (25, 0.2)}, labels, seed), "x", "y")["verdict"]
            != "no difference shown"
        ).any()
        for seed in range(60)
    ]
    # 5 % of 60 are 3; eight separate 95 % intervals would give about 20
    assert sum(false) <= 10


def test_one_document_is_described_with_its_place():
    codes = make({"x": (1, 0.9), "y": (10, 0.1)})
    table = rahmen.compare(codes, "x", "y")
    row = table.iloc[0]
    assert row["verdict"] == "described"
    assert np.isnan(row["low"])
    assert (row["rank"], row["percentile"]) == (1, 1.0)
    assert "no claim beyond" in row["reading"]
    assert "higher" not in row["reading"]
    assert "Nothing may be said" in table.attrs["note"]
    assert "left out" not in table.attrs["note"]
    parts = codes.assign(part=["other" if n == 0 else "body" for n in codes["sentence"]])
    assert "Not counted: 11 sentences of the parts other and repeat" in rahmen.compare(parts, "x", "y").attrs["note"]
    other = rahmen.compare(codes, "y", "x").iloc[0]
    assert (other["rank"], other["percentile"]) == (1, 1.0)


def test_ties_count_half():
    codes = make({"x": (1, 0.0), "y": (4, 0.0)})
    row = rahmen.compare(codes, "x", "y").iloc[0]
    assert (row["rank"], row["percentile"]) == (1, 0.5)


def test_where_keeps_all_sentences_in_the_base():
    """Counted by hand: 10 sentences, 4 with the frame, 1 of them in the text's own voice: .1, not 1 of 1."""
    codes = make({"x": (2, 0.0), "y": (2, 0.0)}, sentences=5)
    x = codes.index[codes["group"] == "x"]
    codes.loc[x[:4], "value"] = 1
    codes["voice"] = pd.Categorical(["named"] * len(codes), categories=["own", "named", "unnamed"])
    codes.loc[x[0], "voice"] = "own"
    codes.loc[x[1], "voice"] = None
    row = rahmen.compare(codes, "x", "y", where="voice == 'own'").iloc[0]
    assert (row["share_a"], row["n_a"]) == (0.1, 10)
    shares = rahmen.prevalence(codes, by="group", where="voice == 'own'").set_index("group")
    assert shares.loc["x", ["share", "n"]].tolist() == [0.1, 10]


def test_a_label_nowhere_found_is_said_so():
    row = rahmen.compare(make({"x": (12, 0.0), "y": (12, 0.0)}), "x", "y").iloc[0]
    assert row["verdict"] == "none found"
    assert row["reading"] == "in no document of x or y"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"a": "x", "b": "z"}, "no codes with group 'z'; there are 'x', 'y'"),
        ({"a": "x", "b": "y", "by": "event"}, "no column 'event'"),
        ({"a": "x", "b": "y", "where": "nothing ==="}, "is no condition"),
        ({"a": "x", "b": "y", "where": "sentence"}, "must be true or false"),
    ],
)
def test_mistakes_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        rahmen.compare(make({"x": (2, 0.5), "y": (2, 0.5)}), **arguments)


def test_several_coders_are_refused():
    codes = make({"x": (2, 0.5), "y": (2, 0.5)})
    two = pd.concat([codes, codes.assign(coder="d")])
    with pytest.raises(ValueError, match="takes one coder"):
        rahmen.compare(two, "x", "y")


def test_documents_that_do_not_differ_are_not_said_to_lack_the_label():
    codes = make({"x": (12, 1.1), "y": (12, 0.0)})
    row = rahmen.compare(codes, "x", "y").iloc[0]
    assert (row["share_a"], row["share_b"]) == (1, 0)
    assert row["verdict"] == "no spread"
    assert "no interval can be given" in row["reading"]
    assert "in no document" not in row["reading"]


def test_few_documents_get_no_verdict():
    table = rahmen.compare(make({"x": (9, 0.9), "y": (40, 0.1)}), "x", "y")
    assert table["verdict"].tolist() == ["described"]
    assert table["low"].isna().all()
    assert "fewer than 10 documents" in table.attrs["note"]
    assert "too few documents for a verdict" in table["reading"][0]
