"""The estimator contract, written out: scikit-learn's check_estimator skips text estimators almost whole."""

import pickle
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone, is_classifier
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import get_tags

import rahmen
from rahmen.codebook import load_codebook

TEXTS = ["Nutzer protestieren.", "Das ist eine Chance.", "Es regnet.", "Sie wehren sich gegen die Chance."] * 3
Y = np.array([[1, 0], [0, 1], [0, 0], [1, 1]] * 3)
STANCE = """
scheme = "stance:test"
exclusive = true
default = "neutral"
negation = "turn"
[[label]]
name = "good"
indicators = ["gut*"]
opposite = "bad"
[[label]]
name = "bad"
indicators = ["schlecht*"]
opposite = "good"
[[label]]
name = "neutral"
indicators = ["mittelmäßig*"]
"""


def test_predict_and_decision_agree(coder):
    predicted, decided = coder.predict(TEXTS), coder.decision_function(TEXTS)
    assert predicted.shape == decided.shape == (12, 2)
    assert predicted.dtype == np.int8
    assert ((decided >= 0) == (predicted == 1)).all()
    assert coder.classes_.tolist() == ["resistance", "opportunity"]


def test_inputs_of_every_kind(coder):
    wanted = coder.predict(TEXTS).tolist()
    for given in (
        tuple(TEXTS),
        np.array(TEXTS),
        np.array(TEXTS, dtype=object),
        pd.Series(TEXTS),
        pd.Series(TEXTS, dtype="string"),
    ):
        assert coder.predict(given).tolist() == wanted
    assert coder.predict([]).shape == (0, 2)
    assert coder.evidence([]).empty
    with pytest.raises(TypeError, match="one bare string"):
        coder.predict("Nutzer protestieren.")
    with pytest.raises(ValueError, match="text 1 is nan"):
        coder.predict(["a", np.nan])
    with pytest.raises(ValueError, match="DataFrame"):
        coder.predict(pd.DataFrame({"text": TEXTS}))


def test_parameters_clone_and_pickle(coder):
    assert is_classifier(coder)
    assert clone(coder).get_params() == coder.get_params()
    assert set(coder.get_params()) == {"codebook", "threshold"}
    coder.predict(TEXTS)
    again = pickle.loads(pickle.dumps(coder))
    assert again.predict(TEXTS).tolist() == coder.predict(TEXTS).tolist()
    book = load_codebook(coder.codebook)
    assert clone(rahmen.CodebookClassifier(book)).predict(TEXTS).tolist() == coder.predict(TEXTS).tolist()
    assert rahmen.CodebookClassifier(threshold=0.5).set_params(threshold=2.0).threshold == 2.0


def test_parameters_are_told_and_checked(coder):
    assert repr(rahmen.CodebookClassifier()) == "CodebookClassifier()"
    assert repr(rahmen.CodebookClassifier(threshold=2)) == "CodebookClassifier(threshold=2)"
    assert repr(rahmen.CodebookClassifier(load_codebook(coder.codebook))) == "CodebookClassifier(codebook='small')"
    with pytest.raises(ValueError, match="no parameter 'strength'; there are codebook, threshold"):
        coder.set_params(strength=2)
    tags = get_tags(coder)
    assert (tags.classifier_tags.multi_label, tags.requires_fit, tags.input_tags.string) == (True, False, True)


def test_it_is_quick_to_start_since_it_does_without_scikit_learn():
    code = (
        "import sys, pandas, rahmen; d = pandas.DataFrame({'doc': ['a'], 'text': ['Nutzer protestieren.']});"
        "rahmen.annotate(rahmen.split_sentences(d), rahmen.CodebookClassifier()); print('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_a_changed_codebook_parameter_takes_effect(coder, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('[[label]]\nname = "rain"\nindicators = ["regnet"]\n', encoding="utf-8")
    coder.predict(TEXTS)
    coder.set_params(codebook=str(other))
    assert coder.predict(["Es regnet."]).tolist() == [[1]]


def test_fit_score_pipeline_and_search(coder):
    assert coder.fit(TEXTS) is coder
    assert coder.score(TEXTS, Y) == 1.0
    assert coder.score(TEXTS, 1 - Y) < 0.5
    pipe = Pipeline([("same", FunctionTransformer()), ("code", clone(coder))]).fit(TEXTS, Y)
    assert pipe.predict(TEXTS).shape == (12, 2)
    assert cross_val_score(coder, TEXTS, Y, cv=3).shape == (3,)
    search = GridSearchCV(coder, {"threshold": [0.5, 1.0, 99.0]}, cv=2).fit(TEXTS, Y)
    assert search.best_params_["threshold"] in (0.5, 1.0)


def test_one_label_is_two_dimensional(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text('[[label]]\nname = "a"\nindicators = ["gut*"]\n', encoding="utf-8")
    one = rahmen.CodebookClassifier(path)
    assert one.predict(["gut", "nein"]).tolist() == [[1], [0]]
    assert one.score(["gut", "nein"], [[1], [0]]) == 1.0


def test_an_exclusive_codebook_gives_labels_and_turns_denied_ones(tmp_path):
    path = tmp_path / "stance.toml"
    path.write_text(STANCE, encoding="utf-8")
    stance = rahmen.CodebookClassifier(path)
    texts = ["Das ist gut.", "Das ist nicht gut.", "Das ist schlecht.", "Es regnet."]
    assert stance.predict(texts).tolist() == ["good", "bad", "bad", "neutral"]
    assert stance.evidence(texts)["rule"].tolist() == ["gut*", "not gut*", "schlecht*"]
    assert stance.score(texts, ["good", "bad", "bad", "neutral"]) == 1.0
    path.write_text(STANCE.replace('"turn"', '"drop"'), encoding="utf-8")
    assert rahmen.CodebookClassifier(path).predict(texts[:2]).tolist() == ["good", "neutral"]


def test_negation_never_changes_a_frame(coder):
    assert coder.predict(["Es gab keinen Protest."])[0, 0] == 1


def test_evidence_sums_to_the_decision(coder):
    texts = [*TEXTS, "Hoffnung und Nutzen und Hoffnung, ein Protest, noch ein Protest."]
    evidence = coder.evidence(texts)
    sums = np.zeros((len(texts), 2))
    for row in evidence.itertuples():
        assert texts[row.row][row.start : row.end] == row.text
        sums[row.row, coder.classes_.tolist().index(row.label)] += row.weight
    assert np.allclose(sums - 1.0, coder.decision_function(texts), atol=1e-9)
    assert evidence.columns.tolist() == ["row", "label", "start", "end", "text", "weight", "rule"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Eine Protestantin kam.", 0),
        ("China macht Druck.", 1),
        ("Der Reifen hat zu wenig Druck.", 0),
        ("Sie lehnen ab.", 1),
    ],
)
def test_exclusions_and_needed_groups(coder, text, wanted):
    assert coder.predict([text])[0, 0] == wanted


def test_barred_groups_and_weak_indicators(coder):
    column = coder.predict(
        [
            "Der Trainer sah eine Chance.",
            "Hoffnung.",
            "Hoffnung und Hoffen.",
            "Hoffnung auf Nutzen.",
            "Hoffnung, Hoffnung!",
        ]
    )[:, 1]
    assert column.tolist() == [0, 0, 0, 1, 0]


def test_a_long_text_is_warned_of(coder):
    with pytest.warns(UserWarning, match="over 80 words: this coder codes sentences"):
        coder.predict(["Wort " * 81])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        coder.predict(["Wort " * 80])


def test_of_hits_that_share_a_word_the_heaviest_then_the_longest_counts(tmp_path):
    path = tmp_path / "o.toml"
    path.write_text(
        '[[label]]\nname = "a"\nindicators = ["neue chance", "chance", { find = "neue * offen", weight = 0.5 }]\n',
        encoding="utf-8",
    )
    coder = rahmen.CodebookClassifier(path)
    assert coder.evidence(["Eine neue Chance."])["rule"].tolist() == ["neue chance"]
    assert coder.evidence(["neue Chance offen"])["rule"].tolist() == ["neue chance"]


def test_examples_are_checked(tmp_path):
    path = tmp_path / "e.toml"
    path.write_text(
        '[[label]]\nname = "a"\nindicators = ["gut"]\nexamples = ["gut", "fein"]\n'
        'counter_examples = ["gut so", "nein"]\n',
        encoding="utf-8",
    )
    assert rahmen.check_codebook(path).values.tolist() == [["a", "fein", "silent"], ["a", "gut so", "fires"]]
    assert rahmen.check_codebook("stance").empty
