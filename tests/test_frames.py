from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline

import rahmen
from rahmen.coders.parts import EncoderPart, GramPart
from rahmen.coders.texts import Passages

PROTEST = ["Die Nutzer protestieren.", "Mieter boykottieren das Haus.", "Wir wehren uns gegen den Plan."]
PLAIN = ["Es regnet in Kassel.", "Der Zug hält in Fulda.", "Um acht beginnt das Konzert."]
TEXTS = [f"{text} Nummer {n}." for n in range(6) for text in PROTEST + PLAIN]
ONE = np.array([[1]] * 3 + [[0]] * 3, dtype=np.int8)
Y = np.tile(ONE, (6, 1))


@pytest.fixture(scope="module")
def shipped():
    return rahmen.FrameClassifier.pretrained()


@pytest.fixture(scope="module")
def small():
    return rahmen.FrameClassifier(encoder=None).fit(TEXTS, Y)


def test_the_shipped_coder_codes_the_readme_sentence(shipped):
    assert shipped.classes_.tolist() == rahmen.load_codebook().names
    given_ = shipped.predict(["Viele sehen darin einen Akt des Widerstands.", "Es ist Montag."])
    assert given_.dtype == np.int8
    assert given_[0, 0] == 1
    assert given_[1].sum() == 0
    assert (shipped.name, shipped.scheme) == ("learned:frames", "frames")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=3))
def test_evidence_sums_to_the_decision_whatever_the_text(shipped, texts):
    evidence = shipped.evidence(texts)
    sums = np.zeros((len(texts), 8))
    np.add.at(sums, (evidence["row"].to_numpy(), evidence["label"].cat.codes.to_numpy()), evidence["weight"].to_numpy())
    assert np.abs(sums - shipped.decision_function(texts)).max() < 1e-6
    for row in evidence.itertuples():
        assert texts[row.row][row.start : row.end] == row.text


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=80)] * 3), min_size=1, max_size=3))
def test_evidence_sums_to_the_decision_among_any_neighbours(shipped, rows):
    passages = pd.DataFrame(rows, columns=["text", "before", "after"])
    evidence = shipped.evidence(passages)
    sums = np.zeros((len(rows), 8))
    np.add.at(sums, (evidence["row"].to_numpy(), evidence["label"].cat.codes.to_numpy()), evidence["weight"].to_numpy())
    assert np.abs(sums - shipped.decision_function(passages)).max() < 1e-6


def test_evidence_of_real_looking_sentences_names_rules_words_and_encoder(shipped):
    texts = [
        "Die Nutzer strömen in Scharen zur Konkurrenz.",
        "Die Behörden sperrten das Konto, die Nutzer protestieren.",
    ]
    evidence = shipped.evidence(texts)
    assert {"word", "encoder", "start"} < set(evidence["rule"])
    sums = evidence.groupby(["row", "label"], observed=False)["weight"].sum().to_numpy().reshape(2, 8)
    assert np.allclose(sums, shipped.decision_function(texts), atol=1e-6)


def test_probabilities_rise_with_the_decision(shipped):
    texts = ["Es regnet.", "Sie protestieren gegen das Gesetz und boykottieren die App.", "Die Preise steigen."]
    chance, decision = shipped.predict_proba(texts), shipped.decision_function(texts)
    assert ((chance >= 0) & (chance <= 1)).all()
    for column in range(8):
        assert (np.argsort(chance[:, column]) == np.argsort(decision[:, column])).all()
    assert ((decision >= 0) == (shipped.predict(texts) == 1)).all()


def test_learns_from_arrays_frames_and_lists_alike(small):
    for y in (Y[:, 0], pd.DataFrame({"0": Y[:, 0]}), Y.tolist()):
        assert (rahmen.FrameClassifier(encoder=None).fit(TEXTS, y).predict(TEXTS) == small.predict(TEXTS)).all()
    named = rahmen.FrameClassifier(encoder=None).fit(TEXTS, [["protest"] if row[0] else [] for row in Y])
    assert named.classes_.tolist() == ["protest"]
    assert small.score(TEXTS, Y) > 0.9


def test_two_labels_and_a_codebook_of_ones_own(book):
    y = np.hstack([Y, 1 - Y])
    coder = rahmen.FrameClassifier(book, encoder=None).fit(TEXTS, y)
    assert coder.classes_.tolist() == ["resistance", "opportunity"]
    assert coder.predict(["Ein Protest."]).shape == (1, 2)
    own = rahmen.FrameClassifier(book, encoder=None).fit(TEXTS, pd.DataFrame({"mine": Y[:, 0]}))
    assert (own.classes_.tolist(), own.scheme) == (["mine"], "own")


def test_a_label_that_nobody_bears_is_never_given():
    y = np.hstack([Y, np.zeros_like(Y), np.ones_like(Y)])
    coder = rahmen.FrameClassifier(encoder=None).fit(TEXTS, y)
    assert coder.predict(["Es protestieren alle."])[0, 1:].tolist() == [0, 1]


def test_works_in_scikit_learn():
    coder = rahmen.FrameClassifier(encoder=None, folds=3)
    assert len(cross_val_score(coder, TEXTS, Y, cv=3)) == 3
    search = GridSearchCV(coder, {"folds": [2, 3]}, cv=2).fit(TEXTS, Y)
    assert search.best_params_["folds"] in (2, 3)
    assert make_pipeline(clone(coder)).fit(TEXTS, Y).predict(TEXTS).shape == (36, 1)


def test_weights_and_groups_are_heeded():
    groups = [n % 9 for n in range(len(TEXTS))]
    coder = rahmen.FrameClassifier(encoder=None).fit(TEXTS, Y, groups=groups, typical=[True] * 18 + [False] * 18)
    assert sorted(coder.errors_["doc"].unique()) == [str(n) for n in range(9)]
    wrong = np.where(np.arange(36)[:, None] < 18, Y, 1 - Y)
    weight = [1.0] * 18 + [0.001] * 18
    coder = rahmen.FrameClassifier(encoder=None).fit(TEXTS, wrong, sample_weight=weight)
    assert coder.score(TEXTS[:18], Y[:18]) > 0.9


def test_errors_count_every_sentence_once(small):
    cells = small.errors_[["tp", "fp", "fn", "tn"]].to_numpy().sum()
    assert cells == len(TEXTS)
    assert small.errors_.columns.tolist() == ["label", "doc", "typical", "tp", "fp", "fn", "tn"]


def test_what_is_saved_comes_back_alike(small, tmp_path):
    small.save(tmp_path / "m.safetensors", note="mine")
    again = rahmen.FrameClassifier.load(tmp_path / "m.safetensors")
    assert (again.decision_function(TEXTS) == small.decision_function(TEXTS)).all()
    assert again.about_["note"] == "mine"
    assert again.errors_.to_csv() == small.errors_.to_csv()


def test_a_changed_codebook_or_another_encoder_is_refused(book, tmp_path):
    rahmen.FrameClassifier(book, encoder=None).fit(TEXTS, np.hstack([Y, Y])).save(tmp_path / "m.safetensors")
    with Path(book).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(rahmen.ModelError, match="another version of the codebook"):
        rahmen.FrameClassifier.load(tmp_path / "m.safetensors")
    rahmen.FrameClassifier(encoder=Tiny()).fit(TEXTS, Y).save(tmp_path / "n.safetensors")
    with pytest.raises(rahmen.ModelError, match="trained with the encoder 'tiny'"):
        rahmen.FrameClassifier.load(tmp_path / "n.safetensors")
    again = rahmen.FrameClassifier.load(tmp_path / "n.safetensors", encoder=Tiny())
    assert again.predict(TEXTS).shape == (36, 1)


class Tiny:
    """An encoder of one's own: vowels and length."""

    name = "tiny"

    def encode(self, texts):
        rows = [[text.count("e") + 1.0, text.count("r"), len(text) / 10] for text in texts]
        array = np.array(rows, dtype=np.float32).reshape(len(texts), 3)
        return array / np.linalg.norm(array, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("texts", "y", "message"),
    [
        (["a", "b"], [[1]], "2 texts, but codes for 1"),
        (["a", "b"], [[1], [2]], "0 and 1 alone"),
        (["a"], [[1]], "nothing to learn from"),
        ("a", [[1]], "bare string"),
    ],
)
def test_mistakes_are_told(texts, y, message):
    with pytest.raises((ValueError, TypeError), match=message):
        rahmen.FrameClassifier(encoder=None).fit(texts, y)


def test_annotate_gives_scores(sentences, shipped):
    codes = rahmen.annotate(sentences, shipped)
    assert codes["score"].between(0, 1).all()
    assert codes["value"].sum() == shipped.predict(sentences["text"]).sum()


def test_no_texts_give_no_codes(shipped):
    assert shipped.predict([]).shape == (0, 8)
    assert shipped.predict_proba([]).shape == (0, 8)
    assert shipped.evidence([]).empty


def test_cuts_are_set_on_the_judged_sentences():
    # constructed sentences, all of them protests without a word for it, may not lower the cut for the real ones
    hard = [f"Zimmer {n} bleibt heute zu, und zwar aus Trotz." for n in range(12)]
    texts, target = TEXTS + hard, np.vstack([Y, np.ones((12, 1), dtype=np.int8)])
    judged = [True] * len(TEXTS) + [False] * 12
    on_all = rahmen.FrameClassifier(encoder=None).fit(texts, target)
    on_real = rahmen.FrameClassifier(encoder=None).fit(texts, target, judged=judged)
    assert on_real.learned_.cuts[0] != on_all.learned_.cuts[0]
    assert on_real.score(TEXTS, Y) == 1.0


def test_a_cascade_asks_the_encoder_where_a_label_is_open(shipped):
    quick = rahmen.FrameClassifier.pretrained(cascade=True)
    texts = ["Die Behörden sperrten Konten.", "Es ist Montag.", "Der Streit über die Zölle dauert an.", "Es regnet."]
    whole, low, usual, high = shipped.decision_function(texts), *quick.learned_.reach
    assert (low <= usual).all()
    assert (usual <= high).all()
    assert (quick.predict(texts) == shipped.predict(texts)).all()
    assert 0 < quick.learned_.asked < 1
    found = quick.learned_.decisions(Passages(texts), cascade=True)
    same = np.isclose(found, whole, atol=1e-4).all(axis=1)  # single precision: a sum depends on its batch
    assert same.mean() == quick.learned_.asked
    assert np.allclose(quick.decision_function(texts), whole)
    assert ((quick.predict_proba(texts) > 0) & (quick.predict_proba(texts) < 1)).all()


def test_a_cascade_needs_to_know_the_reach(tmp_path):
    coder = rahmen.FrameClassifier(cascade=True).fit(TEXTS, Y)
    coder.learned_.reach = None
    with pytest.raises(rahmen.ModelError, match="knew no cascade: train it anew"):
        coder.predict(["Neu."])
    coder.save(tmp_path / "old.safetensors")
    assert rahmen.FrameClassifier.load(tmp_path / "old.safetensors").learned_.reach is None


def test_the_encoders_part_looks_at_very_many_sentences_through_some(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(400, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    target = np.stack([vectors[:, 0] > 0.2, vectors[:, 1] + vectors[:, 2] > 0.3], axis=1).astype(int)
    whole = EncoderPart("use").fit(vectors[:300], target[:300], np.ones(300))
    monkeypatch.setattr(EncoderPart, "most", 200)
    monkeypatch.setattr(EncoderPart, "marks", 150)
    some = EncoderPart("use").fit(vectors[:300], target[:300], np.ones(300))
    assert some.vectors.shape == (150, 16)
    assert some.dual.shape == (150, 2)
    exact, near = whole.scores(vectors[300:])[:, :, 0], some.scores(vectors[300:])[:, :, 0]
    assert all(np.corrcoef(exact[:, k], near[:, k])[0, 1] > 0.9 for k in (0, 1))


def test_labels_learned_in_several_processes_come_out_the_same(monkeypatch):
    y = np.hstack([Y, 1 - Y])
    one = GramPart().fit(np.array(TEXTS, dtype=object), y, np.ones(len(TEXTS)))
    monkeypatch.setattr(GramPart, "many", 0)
    with parallel_config(backend="loky", max_nbytes=100):  # as if it were large: shared by a file, and read-only
        several = GramPart().fit(np.array(TEXTS, dtype=object), y, np.ones(len(TEXTS)))
    assert (one.weights == several.weights).all()
    assert (one.bias == several.bias).all()


def test_vectors_kept_in_eight_bits_score_as_they_did():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(200, 24)).astype(np.float32)
    vectors[0] = 0
    part = EncoderPart("use").fit(vectors, (vectors[:, :1] > 0).astype(int), np.ones(200))
    made = EncoderPart("use")
    made.take(part.tensors())
    assert part.vectors.dtype == np.int8
    assert np.abs(part.vectors * part.scale[:, None] - vectors).max() <= np.abs(vectors).max() / 254 + 1e-6
    assert (made.scores(vectors) == part.scores(vectors)).all()


def test_a_model_of_before_with_vectors_in_sixteen_bits_is_read():
    part, vectors = EncoderPart("use"), np.eye(4, dtype=np.float16)
    part.take({"vectors": vectors, "dual": np.array([[1], [0], [0], [0]], dtype=np.float32)})
    assert np.allclose(part.scores(vectors)[:, 0, 0], [1, *np.exp([-1.5 * 2] * 3)])
