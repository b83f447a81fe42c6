import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

import rahmen

FOR = ["Ja, unbedingt.", "Dafür, das ist sinnvoll.", "Das Verbot hilft allen.", "Eine gute Idee."]
AGAINST = ["Nein, auf keinen Fall.", "Dagegen, das ist Unsinn.", "Das Verbot schadet allen.", "Eine schlechte Idee."]
TEXTS = [f"{text} {n}" for n in range(4) for text in FOR + AGAINST]
Y = (["FAVOR"] * 4 + ["AGAINST"] * 4) * 4
TARGETS = [f"Soll man {thing} verbieten?" for thing in ("Feuerwerk", "Plastik", "Lärm", "Motorboote") for _ in range(8)]


@pytest.fixture(scope="module")
def coder():
    return rahmen.StanceClassifier(encoder=None).fit(TEXTS, Y, targets=TARGETS)


def test_learns_towards_targets_and_carries_over(coder):
    assert coder.classes_.tolist() == ["AGAINST", "FAVOR"]
    assert coder.score(TEXTS, Y, targets=TARGETS) > 0.9
    new = coder.predict(["Dagegen, Unsinn.", "Ja, sinnvoll."], targets="Soll man Werbung verbieten?")
    assert new.tolist() == ["AGAINST", "FAVOR"]


def test_a_table_works_in_cross_validation():
    table = pd.DataFrame({"text": TEXTS, "target": TARGETS})
    scores = cross_val_score(rahmen.StanceClassifier(encoder=None), table, Y, cv=4)
    assert scores.mean() > 0.8


def test_three_labels_and_a_fixed_target():
    texts, y = [*TEXTS, *(f"Es ist {n} Uhr." for n in range(12))], [*Y, *["NONE"] * 12]
    coder = rahmen.StanceClassifier("ein Verbot", encoder=None).fit(texts, y)
    chance = coder.predict_proba(texts)
    assert chance.shape == (44, 3)
    assert np.allclose(chance.sum(axis=1), 1)
    assert coder.predict(["Es ist 30 Uhr."]).tolist() == ["NONE"]


def test_negation_is_seen(coder):
    target = "Soll man Lärm verbieten?"
    good, denied = coder.decision_function(["Das ist sinnvoll.", "Das ist nicht sinnvoll."], targets=target)[:, 1]
    assert denied < good


def test_abstaining_gives_none_and_is_not_coded(sentences):
    shy = rahmen.StanceClassifier("ein Verbot", abstain=0.999, encoder=None).fit(TEXTS, Y)
    given = shy.predict([*TEXTS, "Es regnet."])
    assert None in given.tolist()
    codes = rahmen.annotate(sentences, shy)
    assert len(codes) < len(sentences) * 2


def test_coverage_falls_as_abstaining_grows(coder):
    table = coder.coverage(TEXTS, Y, targets=TARGETS)
    assert table["coverage"].iloc[0] == 1
    assert table["coverage"].is_monotonic_decreasing
    assert set(table) == {"abstain", "coverage", "accuracy", "macro_f1", "n"}


def test_what_is_saved_comes_back_alike(coder, tmp_path):
    coder.save(tmp_path / "s.safetensors")
    again = rahmen.StanceClassifier.load(tmp_path / "s.safetensors")
    assert np.allclose(again.predict_proba(TEXTS, TARGETS), coder.predict_proba(TEXTS, TARGETS))
    assert again.get_params() == coder.get_params()


def test_the_shipped_coder_tells_welcome_from_doubt():
    coder = rahmen.StanceClassifier.pretrained("migration")
    assert coder.classes_.tolist() == ["neutral", "sceptical", "welcoming"]
    assert (coder.name, coder.scheme) == ("learned:stance:migration", "stance:migration")
    assert coder.predict(["Seit dem Umzug bin ich froh, endlich ist es hier freundlich."]).tolist() == ["welcoming"]
    with pytest.raises(ValueError, match="must be one of 'migration'"):
        rahmen.StanceClassifier.pretrained("peace")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": TEXTS, "y": Y}, "towards what"),
        ({"X": TEXTS, "y": Y[:3], "targets": "x"}, "32 texts, but 3 labels"),
        ({"X": TEXTS, "y": ["a"] * 32, "targets": "x"}, "one label only"),
        ({"X": TEXTS, "y": Y, "targets": ["x"]}, "32 texts, but 1 targets"),
        ({"X": pd.DataFrame({"text": TEXTS}), "y": Y}, "'text' and 'target'"),
    ],
)
def test_mistakes_are_told(arguments, message):
    with pytest.raises(ValueError, match=message):
        rahmen.StanceClassifier(encoder=None).fit(**arguments)


def test_too_many_texts_are_refused(monkeypatch):
    monkeypatch.setattr("rahmen.coders.stance.LARGEST", 5)
    with pytest.raises(ValueError, match="at most 5"):
        rahmen.StanceClassifier("x", encoder=None).fit(TEXTS, Y)


def test_it_can_be_cloned(coder):
    assert clone(coder).get_params() == coder.get_params()
    assert coder.predict([], targets="x").tolist() == []
