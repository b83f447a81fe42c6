import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen.claims.bootstrap import interval, resampled_sums


def make(counts, part="body"):
    """Make codes of one label from {document: (positive, sentences)}."""
    rows = [(doc, n, int(n < k)) for doc, (k, size) in counts.items() for n in range(size)]
    table = pd.DataFrame(rows, columns=["doc", "sentence", "value"])
    return table.assign(
        start=0, end=1, scheme=pd.Categorical(["frames"] * len(table)), label=pd.Categorical(["a"] * len(table)),
        coder=pd.Categorical(["c"] * len(table)), score=np.nan, status=None, voice=None, speaker=None, part=part,
    )  # fmt: skip


def test_shares_are_hand_countable():
    codes = make({"x": (1, 4), "y": (3, 6), "z": (0, 2)})
    row = rahmen.prevalence(codes).iloc[0]
    assert row["share"] == pytest.approx(4 / 12)
    assert (row["n"], row["docs"]) == (12, 3)
    assert 0 <= row["low"] < row["share"] < row["high"] <= 1
    assert "few documents" in row["reading"]


def test_one_document_is_described_without_an_interval():
    row = rahmen.prevalence(make({"x": (1, 4)})).iloc[0]
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])
    assert row["method"] == "described"
    assert "no interval can be given" in row["reading"]


def test_documents_not_sentences_are_drawn():
    """The interval must match the closed form of the ratio estimator's spread over documents, not the binomial one."""
    rng = np.random.default_rng(3)
    shares = rng.beta(0.5, 0.5, size=150)
    codes = make({f"d{n}": (round(20 * p), 20) for n, p in enumerate(shares)})
    row = rahmen.prevalence(codes).iloc[0]
    per_document = np.array([round(20 * p) / 20 for p in shares])
    error = per_document.std() / np.sqrt(150)
    assert (row["high"] - row["low"]) / (2 * 1.96 * error) == pytest.approx(1, abs=0.06)


def test_uncounted_parts_are_left_out_and_told():
    codes = pd.concat([make({"x": (1, 4)}), make({"y": (5, 5)}, part="repeat")])
    codes["label"] = pd.Categorical(codes["label"])
    table = rahmen.prevalence(codes)
    assert table["n"].tolist() == [4]
    assert "Not counted: 5 sentences of the parts other and repeat" in table.attrs["note"]


def test_groups_coders_and_order(sentences, coder, codes):
    table = rahmen.prevalence(codes, by="group")
    assert table[["group", "label"]].astype(str).values.tolist() == [
        ["x", "resistance"], ["x", "opportunity"], ["y", "resistance"], ["y", "opportunity"],
    ]  # fmt: skip
    other = rahmen.annotate(sentences, coder, rahmen.CodebookClassifier())
    assert set(rahmen.prevalence(other)["coder"]) == {"codebook:small", "codebook:frames"}
    with pytest.raises(ValueError, match="no column 'party' to group the codes"):
        rahmen.prevalence(codes, by="party")


def test_the_seed_makes_it_repeatable(codes):
    pd.testing.assert_frame_equal(rahmen.prevalence(codes, seed=1), rahmen.prevalence(codes, seed=1))


def test_resampling_keeps_the_number_of_documents():
    sums = resampled_sums(np.ones((7, 1)), n=50, seed=2)
    assert (sums == 7).all()
    assert np.isnan(interval(np.array([np.nan]))).all()
    assert interval(np.arange(101.0)) == pytest.approx((2.5, 97.5))


def test_none_found_has_no_interval():
    row = rahmen.prevalence(make({"x": (0, 4), "y": (0, 9)})).iloc[0]
    assert row["share"] == 0
    assert np.isnan(row["high"])
    assert row["reading"].startswith("none in 13 sentences of 2 documents")


def test_level_and_seed_move_the_interval_only():
    codes = make({f"d{n}": (n % 4, 6) for n in range(12)})
    wide, narrow, other = (rahmen.prevalence(codes, **options).iloc[0] for options in ({}, {"level": 0.5}, {"seed": 9}))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]
    assert (wide["low"], wide["high"]) != (other["low"], other["high"])
    assert wide["share"] == narrow["share"] == other["share"]
    assert "few documents" not in wide["reading"]


def test_schemes_are_told_apart():
    codes = pd.concat([make({"x": (1, 4), "y": (1, 4)}), make({"x": (3, 4), "y": (3, 4)}).assign(scheme="own")])
    codes[["label", "scheme"]] = codes[["label", "scheme"]].astype("category")
    assert rahmen.prevalence(codes).set_index("scheme")["share"].to_dict() == {"frames": 0.25, "own": 0.75}


def test_codes_from_a_file_without_categories_and_no_codes_at_all(codes, tmp_path):
    codes.to_csv(tmp_path / "codes.csv", index=False)
    again = pd.read_csv(tmp_path / "codes.csv")
    shares = [rahmen.prevalence(table).astype({"label": str}).set_index("label")["share"] for table in (again, codes)]
    assert shares[0].to_dict() == shares[1].to_dict()
    assert rahmen.prevalence(codes.iloc[:0]).empty
    with pytest.raises(ValueError, match="no column 'label' to group"):
        rahmen.prevalence(codes, by="label")


def test_missing_metadata_make_a_group_of_their_own(codes):
    codes["party"] = pd.Categorical(["A" if doc == "a" else None for doc in codes["doc"]])
    assert rahmen.prevalence(codes, by="party")["n"].sum() == 2 * 6


def test_documents_that_are_all_alike_give_no_interval():
    row = rahmen.prevalence(make({f"d{n}": (2, 4) for n in range(12)})).iloc[0]
    assert row["method"] == "no spread"
    assert np.isnan(row["low"])
    assert "alike in all 12 documents" in row["reading"]


def test_the_seed_of_a_running_study_reaches_the_bootstrap(monkeypatch):
    codes = make({f"d{n}": (n % 4, 6) for n in range(12)})
    plain = rahmen.prevalence(codes)
    monkeypatch.setenv("RAHMEN_SEED", "7")
    pd.testing.assert_frame_equal(rahmen.prevalence(codes), rahmen.prevalence(codes, seed=7))
    assert not rahmen.prevalence(codes)["low"].equals(plain["low"])
    pd.testing.assert_frame_equal(rahmen.prevalence(codes, seed=0), plain)


def test_a_condition_on_what_no_code_has_is_refused(codes):
    codes = codes.assign(voice=None)
    with pytest.raises(ValueError, match="asks for 'voice', which no code has"):
        rahmen.prevalence(codes, where="voice == 'own'")
