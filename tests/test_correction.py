import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

import rahmen
from rahmen.claims.correction import corrected, document_sums, estimate, tuned, variance
from rahmen.claims.sampling import draw


def world(seed, sentences=1000, coded=200, share=0.3, per_doc=1):
    """Make a machine's codes and a person's of some of the sentences: one label."""
    rng = np.random.default_rng(seed)
    true = rng.random(sentences) < share
    machine = np.where(rng.random(sentences) < 0.15, ~true, true)
    table = pd.DataFrame({"sentence": range(sentences), "value": machine.astype("int8")})
    table["doc"] = [f"d{n // per_doc}" for n in range(sentences)]
    table = table.assign(
        start=0, end=1, scheme=pd.Categorical(["frames"] * sentences), label=pd.Categorical(["a"] * sentences),
        coder=pd.Categorical(["m"] * sentences), score=np.nan, status=None, voice=None, speaker=None, group="g",
    )  # fmt: skip
    person = table.assign(value=true.astype("int8"), coder=pd.Categorical(["p"] * sentences))
    taken = np.sort(rng.choice(sentences, coded, replace=False))
    return table, person, person.iloc[taken].assign(probability=coded / sentences)


def test_it_is_ppi_plus_plus_where_sentences_stand_alone():
    """Point, λ and variance against the formulas of the paper, labelled and unlabelled sentences apart."""
    table, _, gold = world(1)
    _, _, sums = document_sums(table, gold)
    y, f = gold["value"].to_numpy(float), table["value"].to_numpy(float)
    at = gold["sentence"].to_numpy()
    rest = np.delete(f, at)
    n, size = len(y), len(rest)
    tuning = np.mean((y - y.mean()) * (f[at] - f[at].mean())) / ((1 + n / size) * f.var())
    point = tuning * rest.mean() + (y - tuning * f[at]).mean()
    total = sums.total()
    assert tuned(total)[0] == pytest.approx(tuning * (1 + n / size), abs=1e-8)
    assert estimate(total, tuned(total))[0] == pytest.approx(point, abs=1e-8)
    spread = tuning**2 * rest.var() / size + (y - tuning * f[at]).var() / n
    assert variance(sums, tuned(total))[0] == pytest.approx(spread, rel=0.01)  # documents drawn, not exactly n labelled


def test_all_coded_gives_the_true_share_and_a_perfect_machine_hardly_needs_correction():
    table, person, gold = world(2)
    row = rahmen.prevalence(table, gold=person.assign(probability=1.0)).iloc[0]
    assert row["share"] == pytest.approx(person["value"].mean(), abs=1e-12)
    perfect = rahmen.prevalence(person.assign(coder="m"), gold=gold).iloc[0]
    assert perfect["share"] == pytest.approx(perfect["naive"], abs=0.005)


def test_naive_and_corrected_stand_side_by_side():
    table, person, gold = world(3, sentences=4000, coded=400, share=0.1)
    row = rahmen.prevalence(table, gold=gold).iloc[0]
    truth = person["value"].mean()
    assert not row["naive_low"] < truth < row["naive_high"]  # false alarms: the machine says about 22 %
    assert row["low"] < truth < row["high"]
    assert (row["method"], row["coded"]) == ("corrected", 400)
    assert "corrected by 400 coded ones; the machine alone says" in row["reading"]


def test_weights_undo_an_enriched_draw():
    """Averaged over many draws that prefer what the machine marks, the corrected share is the true one."""
    table, person, _ = world(4, sentences=2000, share=0.1)
    codes = table.assign(score=np.where(table["value"] == 1, 0.9, 0.1).astype("float32"))
    found, plain = [], []
    for seed in range(60):
        drawn = draw(table, 300, "enriched", codes=codes, seed=seed)
        gold = person.merge(drawn[["doc", "sentence", "probability"]], on=["doc", "sentence"])
        found.append(rahmen.prevalence(codes, gold=gold).loc[0, "share"])
        plain.append(gold["value"].mean())
    assert np.mean(found) == pytest.approx(person["value"].mean(), abs=0.008)
    assert abs(np.mean(plain) - person["value"].mean()) > 0.05


def test_few_positives_take_the_conservative_interval_of_clopper_and_pearson():
    table, _, gold = world(5, sentences=1000, coded=60, share=0.03)
    row = rahmen.prevalence(table, gold=gold).iloc[0]
    assert row["method"] == "cautious"
    low, high = proportion_confint(gold["value"].sum(), 60, method="beta")
    assert row["high"] == pytest.approx(high, abs=2e-3)  # every document has one sentence: no design effect to speak of
    assert row["low"] <= low + 2e-3
    assert "cautious" in row["reading"]


def test_one_document_gets_the_interval_of_its_own_draw():
    table, person, gold = world(6, sentences=200, coded=100, per_doc=200)
    row = rahmen.prevalence(table, gold=gold).iloc[0]
    assert row["method"] == "within the document"
    assert row["low"] < row["share"] < row["high"]
    assert "described" in row["reading"]
    y, f = gold["value"].to_numpy(float), table["value"].to_numpy(float)[gold["sentence"]]
    _, _, sums = document_sums(table, gold)
    trust = tuned(sums.total())
    expected = (1 - 100 / 200) * np.var(y - trust[0] * f, ddof=1) / 100  # a simple draw without replacement
    assert variance(sums, trust)[0] == pytest.approx(expected, abs=1e-8)
    whole = rahmen.prevalence(table, gold=person.assign(probability=1.0)).iloc[0]
    assert whole["method"] == "all coded"
    assert whole["low"] == whole["share"] == whole["high"]


@given(st.integers(0, 10_000), st.integers(2, 60), st.sampled_from([0.02, 0.3, 0.9]), st.sampled_from([1, 7, 60]))
@settings(max_examples=40, deadline=None)
def test_the_interval_holds_its_share_and_stays_within_0_and_1(seed, coded, share, per_doc):
    table, _, gold = world(seed, 60, coded, share, per_doc)
    _, _, sums = document_sums(table, gold)
    point, low, high, _ = corrected(sums)
    assert (low >= 0) & (low <= point) & (point <= high) & (high <= 1)


def test_the_condition_holds_for_gold_too():
    table, _, gold = world(7)
    voiced = table.assign(voice=np.where(table["sentence"] % 2 == 0, "own", "named"))
    human = gold.assign(voice=np.where(gold["sentence"] % 2 == 0, "own", "named"))
    all_, own = (rahmen.prevalence(voiced, where=w, gold=human).iloc[0] for w in (None, "voice == 'own'"))
    assert own["share"] == pytest.approx(all_["share"] / 2, abs=0.05)
    assert own["n"] == all_["n"]
    with pytest.raises(ValueError, match="asks for 'voice', which no code has"):
        rahmen.prevalence(voiced, where="voice == 'own'", gold=gold)


def test_gold_that_does_not_fit_is_refused():
    table, _, gold = world(8)
    with pytest.raises(ValueError, match="gold takes one coder"):
        rahmen.prevalence(table, gold=pd.concat([gold, gold.assign(coder="q")]))
    with pytest.raises(ValueError, match="share no unit"):
        rahmen.prevalence(table, gold=gold.assign(doc="elsewhere" + gold["doc"]))
    with pytest.raises(ValueError, match=r"probability of being drawn must be above 0 and at most 1; not 0\.0"):
        rahmen.prevalence(table, gold=gold.assign(probability=0.0))


def test_without_probabilities_it_says_what_it_takes_for_granted():
    table, _, gold = world(9)
    plain = rahmen.prevalence(table, gold=gold.drop(columns="probability"))
    assert plain.loc[0, "share"] == pytest.approx(rahmen.prevalence(table, gold=gold).loc[0, "share"])
    assert "taken as drawn with equal chance" in plain.attrs["note"]


def test_a_group_without_coded_sentences_is_not_corrected():
    table, _, gold = world(10)
    two = pd.concat([table, table.assign(doc="x" + table["doc"], group="h")])
    found = rahmen.prevalence(two, by="group", gold=gold).set_index("group")
    assert found.loc["h", "method"] == "not corrected"
    assert found.loc["h", "share"] == found.loc["h", "naive"]
    assert found.loc["g", "method"] == "corrected"


def test_the_level_moves_the_conservative_interval_as_well():
    table, _, gold = world(5, sentences=1000, coded=60, share=0.03)
    narrow, wide = (rahmen.prevalence(table, gold=gold, level=level).iloc[0] for level in (0.8, 0.99))
    assert narrow["method"] == wide["method"] == "cautious"
    assert wide["low"] <= narrow["low"] < narrow["high"] < wide["high"]
