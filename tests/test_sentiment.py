import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

import rahmen
from rahmen.german.polarity import lexicon, polarity


@pytest.fixture
def coder():
    return rahmen.SentimentClassifier("lexicon")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Das ist eine wunderbare Idee.", "Das ist keine wunderbare Idee."),
        ("Der Vorschlag überzeugt.", "Der Vorschlag überzeugt nicht."),
        ("Das ist kein Skandal.", "Das ist ein Skandal."),
        ("Das ist gut.", "Das ist schlecht."),
        ("Das ist sehr gut.", "Das ist gut."),
        ("Das ist alles andere als schlecht.", "Das ist schlecht."),
    ],
)
def test_negation_on_both_sides_and_intensifiers(coder, better, worse):
    first, second = coder.polarity([better, worse])
    assert first > second


def test_the_rule_says_what_was_done_to_a_word(coder):
    rules = coder.evidence(["Das ist „sehr gut“.", "Das ist nicht gut.", "Sehr, gut."])["rule"].tolist()
    assert rules[0].startswith("lexicon, sehr × ")
    assert rules[1:] == ["lexicon, negated", "lexicon"]


def test_nouns_match_although_they_are_capitalised(coder):
    assert polarity["Katastrophe"] < 0
    assert polarity["KATASTROPHE"] == polarity["katastrophe"] == polarity["Katastrophen"]
    assert coder.predict(["Was für eine Katastrophe!"]).tolist() == ["negative"]


def test_inflected_and_compound_forms_are_found():
    assert polarity["wunderbaren"] == polarity["wunderbare"] == polarity["wunderbar"] > 0
    assert polarity["Naturkatastrophe"] == polarity["Katastrophe"]
    assert polarity["www.katastrophe.de"] == 0


def test_the_mended_values_hold():
    assert lexicon()["propaganda"] < 0


def test_polarity_is_bounded_and_evidence_explains_it(coder):
    texts = ["Katastrophe, Skandal, Lüge, Betrug, Schande!", "Es ist Montag.", "", "Wunderbar, aber auch schlecht."]
    values = coder.polarity(texts)
    assert (np.abs(values) < 1).all()
    evidence = coder.evidence(texts)
    sums = evidence.groupby("row")["weight"].sum().reindex(range(4), fill_value=0).to_numpy()
    assert np.allclose(values, sums / np.sqrt(sums**2 + 4))
    for row in evidence.itertuples():
        assert texts[row.row][row.start : row.end] == row.text
        assert row.label == ("positive" if row.weight > 0 else "negative")


def test_the_rule_tells_what_was_done(coder):
    rules = coder.evidence(["Das ist nicht sehr gut."])["rule"].tolist()
    assert "negated" in rules[-1]
    assert "sehr ×" in rules[-1]


def test_the_estimator_contract(coder):
    assert coder.predict([]).shape == (0,)
    with pytest.raises(TypeError, match="bare string"):
        coder.predict("gut")
    assert clone(coder).get_params() == coder.get_params()
    assert set(coder.get_params()) == {"method", "negative", "positive", "turned", "eased"}
    assert pickle.loads(pickle.dumps(coder)).predict(["gut"]).tolist() == coder.predict(["gut"]).tolist()
    texts, y = ["Wunderbar!", "Schrecklich!", "Montag."] * 4, ["positive", "negative", "neutral"] * 4
    assert coder.fit(texts, y).score(texts, y) == 1.0
    assert cross_val_score(coder, texts, y, cv=2).tolist() == [1.0, 1.0]


def test_codes_are_one_hot(sentences, coder):
    codes = rahmen.annotate(sentences, coder)
    assert codes["scheme"].unique().tolist() == ["sentiment"]
    assert (codes.groupby(["doc", "sentence"])["value"].sum() == 1).all()


def test_the_learned_method_is_the_default_and_works_at_once():
    coder = rahmen.SentimentClassifier()
    texts = [
        "Das ist ein wunderbarer Erfolg!",
        "Das ist eine Katastrophe und eine Schande.",
        "Die Sitzung beginnt um acht.",
    ]
    assert coder.predict(texts).tolist() == ["positive", "negative", "neutral"]
    chance = coder.predict_proba(texts)
    assert np.allclose(chance.sum(axis=1), 1)
    evidence = coder.evidence(texts)
    sums = evidence.groupby(["row", "label"], observed=False)["weight"].sum().to_numpy().reshape(3, 3)
    assert np.allclose(sums, coder.decision_function(texts), atol=1e-6)
    assert {"lexicon", "word", "encoder", "start"} <= set(evidence["rule"])
    assert (coder.name, coder.scheme) == ("learned:sentiment", "sentiment")


def test_it_learns_from_ones_own_sentences():
    texts = [f"{text} {n}" for n in range(6) for text in ("Zing!", "Boff.", "Hm?")]
    y = ["positive", "negative", "neutral"] * 6
    coder = rahmen.SentimentClassifier().fit(texts, y)
    assert coder.predict(["Zing! 9", "Boff. 9", "Hm? 9"]).tolist() == ["positive", "negative", "neutral"]
    with pytest.raises(ValueError, match="y must hold one of negative, neutral, positive"):
        rahmen.SentimentClassifier().fit(texts, ["good"] * 18)
    with pytest.raises(ValueError, match="`method` parameter must be one of"):
        rahmen.SentimentClassifier("bert").fit(texts, y)


def test_the_lexicon_has_no_probabilities(coder):
    assert not hasattr(coder, "predict_proba")
    assert coder.name == "lexicon:sentiment"
