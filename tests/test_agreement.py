import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

import rahmen
from rahmen.claims.agreement import alpha, coincidences, kappa

LABELS = ("negative", "neutral", "positive")


def make(values, coder, scheme="frames", labels=("a",), score=np.nan):
    """Make codes of one coder: {(doc, sentence): {label: value}}, or values 0 and 1 of one label."""
    rows = [(doc, n, label, value) for (doc, n), given in values.items() for label, value in given.items()]
    table = pd.DataFrame(rows, columns=["doc", "sentence", "label", "value"])
    return table.assign(
        start=0, end=1, scheme=scheme, coder=coder, score=score, status=None, voice=None, speaker=None,
        label=pd.Categorical(table["label"], categories=labels), value=table["value"].astype("int8"),
    )  # fmt: skip


def one(values, coder, per_doc=5, **options):
    units = {(f"d{n // per_doc}", n): {"a": v} for n, v in enumerate(values) if v is not None}
    return make(units, coder, **options)


def value(table, measure, label="a", coders=None):
    found = table[(table["measure"] == measure) & (table["label"].astype(str) == label)]
    return found[found["coders"] == coders].iloc[0] if coders else found.iloc[0]


@given(st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=4, max_size=30))
@settings(max_examples=60, deadline=None)
def test_alpha_is_that_of_nltk(codes):
    wide = np.array([[np.nan if v is None else v for v in row] for row in codes], dtype=float)
    paired = (~np.isnan(wide)).sum(axis=1) >= 2
    _, tables = coincidences(["d"] * len(wide), wide, 3)
    total = tables.sum(axis=0)
    rows = [(f"c{c}", n, int(wide[n, c])) for n in np.flatnonzero(paired) for c in range(3) if not np.isnan(wide[n, c])]
    if (total.sum(axis=1) > 0).sum() < 2:
        assert np.isnan(alpha(total))
        return
    assert alpha(total) == pytest.approx(AnnotationTask(rows).alpha(), abs=1e-8)
    marks = total.sum(axis=1)

    def rank_distance(a, b):
        low, high = min(a, b), max(a, b)
        return (marks[low : high + 1].sum() - (marks[low] + marks[high]) / 2) ** 2

    assert alpha(total, ordinal=True) == pytest.approx(AnnotationTask(rows, distance=rank_distance).alpha(), abs=1e-8)


def test_alpha_is_that_of_the_package_krippendorff():
    other = pytest.importorskip(
        "krippendorff", reason="an independent implementation under GPL: installed by hand only"
    )
    rng = np.random.default_rng(0)
    wide = rng.integers(0, 4, size=(60, 3)).astype(float)
    wide[rng.random(wide.shape) < 0.2] = np.nan
    total = coincidences(["d"] * 60, wide, 4)[1].sum(axis=0)
    for name, ordinal in (("nominal", False), ("ordinal", True)):
        assert alpha(total, ordinal) == pytest.approx(other.alpha(wide.T, level_of_measurement=name), abs=1e-8)


def test_kappa_and_scores_are_those_of_scikit_learn():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 2, 200)
    other = np.where(rng.random(200) < 0.2, 1 - truth, truth)
    found = rahmen.agreement(one(truth, "p"), one(other, "m", score=np.float32(0.5)))
    assert value(found, "kappa")["value"] == pytest.approx(cohen_kappa_score(truth, other), abs=1e-8)
    scores = precision_recall_fscore_support(truth, other, average="binary")[:3]
    for measure, expected in zip(("precision", "recall", "f1"), scores, strict=True):
        row = value(found, measure)
        assert row["value"] == pytest.approx(expected, abs=1e-8)
        assert row["low"] < expected < row["high"]
        assert row["coders"] == "m / p"
    assert value(found, "agreement")["value"] == pytest.approx((truth == other).mean())
    assert value(found, "average precision")["value"] == pytest.approx(truth.mean())  # one score for all: chance


def test_the_interval_draws_documents():
    """Two codes that differ in whole documents agree less surely than those that differ anywhere."""
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 2, 400)
    lumped = np.where(np.repeat(rng.random(40) < 0.2, 10), 1 - truth, truth)
    spread = np.where(rng.random(400) < 0.2, 1 - truth, truth)
    width = []
    for other in (lumped, spread):
        row = value(rahmen.agreement(one(truth, "p", 10), one(other, "q", 10)), "alpha")
        assert row["low"] < row["value"] < row["high"]
        width.append(row["high"] - row["low"])
    assert width[0] > 1.5 * width[1]


def test_three_coders_with_missing_codes():
    p, q, r = [1, 0, 1, None, 0, 1, 0, 0], [1, 0, 0, 1, 0, 1, None, 0], [None, 0, 1, 1, 0, 0, 0, 0]
    found = rahmen.agreement(one(p, "p"), one(q, "q"), one(r, "r"))
    row = value(found, "alpha")
    assert row["coders"] == "p / q / r"
    assert row["n"] == 8
    rows = [(c, n, v) for c, codes in zip("pqr", (p, q, r), strict=True) for n, v in enumerate(codes) if v is not None]
    assert row["value"] == pytest.approx(AnnotationTask(rows).alpha())
    pairs = found[found["measure"] == "kappa"].set_index("coders")
    assert pairs["n"].to_dict() == {"p / q": 6, "p / r": 6, "q / r": 6}


def test_ordinal_for_sentiment_and_nominal_for_other_choices():
    chosen = {"p": "negative neutral positive neutral positive", "q": "negative positive positive neutral positive"}
    tables = {
        scheme: [
            make({("d", n): {x: int(x == own) for x in LABELS} for n, own in enumerate(given.split())}, coder,
                 scheme, LABELS)
            for coder, given in chosen.items()
        ]
        for scheme in ("sentiment", "stance:x")
    }  # fmt: skip
    ordinal, nominal = (value(rahmen.agreement(*tables[s]), "alpha", "all")["value"] for s in tables)
    rows = [(c, n, LABELS.index(own)) for c, given in chosen.items() for n, own in enumerate(given.split())]
    assert nominal == pytest.approx(AnnotationTask(rows).alpha())
    assert ordinal > nominal  # the one difference is between neighbours


def test_what_is_not_defined_is_said():
    never = rahmen.agreement(one([0] * 6, "p"), one([0] * 6, "q"))
    assert np.isnan(value(never, "alpha")["value"])
    assert "never given in 6 sentences" in value(never, "alpha")["reading"]
    assert value(never, "agreement")["value"] == 1
    assert "never given" in value(never, "agreement")["reading"]
    always = value(rahmen.agreement(one([1] * 6, "p"), one([1] * 6, "q")), "kappa")
    assert np.isnan(always["value"])
    assert "always given" in always["reading"]
    apart = rahmen.agreement(one([1, 0, None, None], "p"), one([None, None, 0, 1], "q", score=np.float32(0.5)))
    assert apart["value"].isna().all()
    assert "no sentence has two codes" in value(apart, "alpha")["reading"]
    assert "no sentence in common" in value(apart, "kappa")["reading"]
    empty = rahmen.agreement(one([0, 0, 0], "p"), one([1, 0, 0], "m", score=np.float32(0.5)))
    assert "the person gave it to no sentence" in value(empty, "recall")["reading"]
    assert "the person gave it to no sentence" in value(empty, "average precision")["reading"]
    assert empty["reading"].str.len().min() > 10


def test_one_coder_and_unknown_machines_are_refused():
    with pytest.raises(ValueError, match="two coders or more; there is only 'p'"):
        rahmen.agreement(one([1, 0], "p"))
    with pytest.raises(ValueError, match="no coder 'x'; there are 'p', 'q'"):
        rahmen.agreement(one([1, 0], "p"), one([1, 0], "q"), machine="x")


def test_a_machine_without_scores_may_be_named():
    found = rahmen.agreement(one([1, 0, 1], "p"), one([1, 0, 0], "rules"), machine="rules")
    assert value(found, "recall")["value"] == 0.5
    assert "average precision" not in set(found["measure"])


def test_kappa_by_hand():
    assert kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.4)
