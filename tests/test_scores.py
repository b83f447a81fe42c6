import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, brier_score_loss

import rahmen


def tables(y, score, label="x"):
    n = len(y)
    base = pd.DataFrame({
        "doc": [f"d{i % 20}" for i in range(n)], "sentence": range(n), "start": 0, "end": 1, "scheme": "s",
        "label": pd.Categorical([label] * n), "coder": "gold", "value": np.asarray(y, dtype=np.int8), "score": np.nan,
        "status": None, "voice": None, "speaker": None,
    })  # fmt: skip
    return base, base.assign(coder="m", score=score, value=(np.asarray(score) > 0.5).astype(np.int8))


@pytest.fixture
def drawn():
    generator = np.random.default_rng(0)
    chance = generator.random(800) ** 2
    return (generator.random(800) < chance).astype(int), chance


def test_average_precision_is_that_of_scikit_learn_with_ties(drawn):
    y, chance = drawn
    for score in (chance, np.round(chance, 1)):
        found = rahmen.ranking(*tables(y, score)).iloc[0]
        assert np.isclose(found["average_precision"], average_precision_score(y, score), atol=1e-10)
        assert found["low"] < found["average_precision"] < found["high"]
        assert found["positives"] == y.sum()


def test_calibrated_scores_are_told_from_overconfident_ones(drawn):
    y, chance = drawn
    right = rahmen.calibration(*tables(y, chance)).iloc[0]
    assert np.isclose(right["brier"], brier_score_loss(y, chance))
    assert 0.7 < right["slope"] < 1.4
    assert right["error"] < 0.06
    assert 0 < right["skill_low"] < right["skill"] < right["skill_high"] < 1
    odds = np.log(chance / (1 - chance)) * 3
    wrong = rahmen.calibration(*tables(y, 1 / (1 + np.exp(-odds)))).iloc[0]
    assert wrong["slope"] < 0.5
    assert wrong["error"] > right["error"]


def test_too_few_positives_give_no_slope():
    y = np.zeros(50, dtype=int)
    y[:3] = 1
    found = rahmen.calibration(*tables(y, np.linspace(0.1, 0.9, 50))).iloc[0]
    assert found[["skill", "skill_low", "skill_high", "slope"]].isna().all()


def test_no_positive_gives_no_figure():
    found = rahmen.ranking(*tables([0] * 30, np.linspace(0, 1, 30)))
    assert found["label"].tolist() == ["x"]
    assert np.isnan(found["average_precision"]).all()


def test_mistakes_are_told():
    gold, codes = tables([0, 1] * 10, np.linspace(0, 1, 20))
    with pytest.raises(ValueError, match="gave no scores"):
        rahmen.ranking(gold, codes.assign(score=np.nan))
    with pytest.raises(ValueError, match="share no unit"):
        rahmen.calibration(gold, codes.assign(sentence=99 + codes["sentence"]))
