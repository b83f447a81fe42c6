import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rahmen.claims.sampling import draw


def units(sizes):
    rows = [(doc, n, group) for group, docs in sizes.items() for doc, size in docs.items() for n in range(size)]
    return pd.DataFrame(rows, columns=["doc", "sentence", "group"])


def scores(table, high, label="a"):
    return pd.DataFrame({
        "doc": table["doc"], "sentence": table["sentence"], "start": 0, "end": 1, "scheme": "frames", "label": label,
        "coder": "m", "value": 0, "score": np.where(high, 0.9, 0.01), "status": None, "voice": None, "speaker": None,
    })  # fmt: skip


UNITS = units({"x": {"a": 5}, "y": {"b": 30, "c": 25}})


@given(st.integers(1, 60), st.integers(0, 10_000), st.sampled_from(["random", "stratified", "enriched"]))
@settings(max_examples=60, deadline=None)
def test_as_many_as_wanted_each_once_with_its_probability(n, seed, design):
    if design == "stratified" and n < 2:
        return
    codes = scores(UNITS, UNITS["sentence"] % 7 == 0)
    drawn = draw(UNITS, n, design, codes=codes, seed=seed)
    assert len(drawn) == n
    assert not drawn.duplicated(["doc", "sentence"]).any()
    assert drawn["probability"].between(0, 1, inclusive="right").all()


@pytest.mark.parametrize("design", ["random", "stratified", "enriched"])
def test_the_probabilities_are_those_of_being_drawn(design):
    codes = scores(UNITS, UNITS["sentence"] % 7 == 0)
    times = pd.Series(0, index=pd.MultiIndex.from_frame(UNITS[["doc", "sentence"]]))
    told = {}
    for seed in range(2000):
        drawn = draw(UNITS, 12, design, codes=codes, seed=seed)
        times[pd.MultiIndex.from_frame(drawn[["doc", "sentence"]])] += 1
        told.update(zip(zip(drawn["doc"], drawn["sentence"], strict=True), drawn["probability"], strict=True))
    seen = times / 2000
    for unit, probability in told.items():
        assert seen[unit] == pytest.approx(
            probability, abs=4.5 * np.sqrt(probability * (1 - probability) / 2000) + 1e-9
        )
    assert len(told) == len(UNITS)


def test_strata_get_equally_many_and_small_ones_all_they_have():
    drawn = draw(UNITS, 20, "stratified", seed=1)
    assert drawn["stratum"].value_counts().to_dict() == {"y": 15, "x": 5}
    assert set(drawn.loc[drawn["stratum"] == "x", "probability"]) == {1.0}
    assert set(drawn.loc[drawn["stratum"] == "y", "probability"]) == {15 / 55}


def test_an_enriched_draw_prefers_high_scores_and_each_label_alike():
    table = units({"y": {"b": 400}})
    common, rare = table["sentence"] < 100, table["sentence"] >= 395
    codes = pd.concat([scores(table, common, "a"), scores(table, rare, "b")])
    drawn = pd.concat([draw(table, 40, "enriched", codes=codes, seed=seed) for seed in range(30)])
    assert (drawn["sentence"] >= 395).sum() / 30 > 3  # a tenth would come by chance
    assert (drawn["sentence"] < 100).mean() > 0.3
    assert drawn["probability"].min() >= 0.5 * 40 / 400 * 0.99


def test_uncounted_parts_are_not_drawn_and_the_order_is_kept():
    table = UNITS.assign(part=np.where(UNITS["sentence"] == 0, "other", "body"))
    drawn = draw(table, 40, seed=3)
    assert (drawn["sentence"] > 0).all()
    places = pd.MultiIndex.from_frame(UNITS[["doc", "sentence"]]).get_indexer(
        pd.MultiIndex.from_frame(drawn[["doc", "sentence"]])
    )
    assert (np.diff(places) > 0).all()
    pd.testing.assert_frame_equal(drawn, draw(table, 40, seed=3))


def test_mistakes_are_named():
    with pytest.raises(ValueError, match="cannot draw 61 of 60 units"):
        draw(UNITS, 61)
    with pytest.raises(ValueError, match="no column 'party' to stratify by"):
        draw(UNITS, 5, "stratified", by="party")
    with pytest.raises(ValueError, match="do not reach for the 2 strata"):
        draw(UNITS, 1, "stratified")
    with pytest.raises(ValueError, match="needs codes="):
        draw(UNITS, 5, "enriched")
    with pytest.raises(ValueError, match="code all that is drawn from"):
        draw(UNITS, 5, "enriched", codes=scores(UNITS.iloc[:10], UNITS["sentence"].iloc[:10] == 0))
    with pytest.raises(ValueError, match="must be one of 'random'"):
        draw(UNITS, 5, "quota")
