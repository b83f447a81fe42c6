import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.coders.neighbours import Neighbours
from rahmen.coders.texts import Passages, check_passages, in_passages


def drawn(seed, pull, n=600, k=2):
    """Draw decisions of sentences whose labels run through their neighbourhood as strongly as `pull` says."""
    generator = np.random.default_rng(seed)
    target = (generator.random((n, k)) < 0.3).astype(np.int8)
    own = target - 0.5 + generator.normal(0, 1, (n, k))
    beside = pull * (target[:, None] - 0.3) + generator.normal(0, 1, (n, 2, k))
    return own, beside, target


def fitted(own, beside, target, present=None):
    present = np.ones((len(own), 2), dtype=bool) if present is None else present
    on, natural = np.ones(target.shape, dtype=bool), np.ones(len(own), dtype=bool)
    return Neighbours().fit(own, beside, present, target, np.ones(len(own)), on, natural)


def test_neighbours_count_as_much_as_they_tell():
    assert fitted(*drawn(0, 1.5)).pull[0] > 0.5
    assert fitted(*drawn(0, 0.0)).pull[0] < 0.1


def test_neighbours_that_mislead_count_nothing():
    assert fitted(*drawn(0, -1.5)).pull[0] == 0


def test_a_lone_sentence_is_decided_by_itself():
    own, beside, target = drawn(1, 1.0)
    present = np.zeros((len(own), 2), dtype=bool)
    present[:500] = True
    near = fitted(own, beside, target, present)
    decisions = near.decisions(own, beside, present)
    assert (decisions[500:] == own[500:]).all()
    assert not np.allclose(decisions[:500], own[:500])


def test_a_middling_neighbour_lifts_nothing():
    own, beside, target = drawn(2, 1.0)
    near = fitted(own, beside, target)
    middle = np.broadcast_to(near.middle, beside.shape)
    assert np.allclose(near.lift(middle, np.ones((len(own), 2), dtype=bool)), 0)


def test_it_is_the_same_when_stored():
    own, beside, target = drawn(3, 1.0)
    near = fitted(own, beside, target)
    again, present = Neighbours().take(near.tensors()), np.ones((len(own), 2), dtype=bool)
    assert (near.decisions(own, beside, present) == again.decisions(own, beside, present)).all()
    assert (near.calibration.probabilities(own) == again.calibration.probabilities(own)).all()


# -- passages ----------------------------------------------------------------------------------------------------------


def test_neighbours_are_of_the_same_document_and_next():
    table = pd.DataFrame({
        "doc": ["a", "a", "a", "a", "b"], "sentence": [0, 1, 3, 4, 5], "text": list("vwxyz"),
        "start": [0, 2, 4, 200, 202], "end": [1, 3, 5, 201, 203],
    }, index=[5, 6, 7, 8, 9])  # fmt: skip
    found = in_passages(table)
    assert found.before == ["", "v", "", "", ""]
    assert found.after == ["w", "", "", "", ""]
    assert found.present.tolist() == [[False, True], [True, False]] + [[False, False]] * 3
    assert len(in_passages(table.iloc[:0])) == 0


@given(st.lists(st.sampled_from(["a", "a", "b"]), max_size=9), st.data())
def test_a_stretch_of_sentences_has_the_neighbours_of_the_whole_table(docs, data):
    number = [docs[:n].count(doc) for n, doc in enumerate(docs)]
    table = pd.DataFrame({"doc": docs, "sentence": number, "text": [f"{doc}{n}" for n, doc in enumerate(docs)]})
    table = table.assign(start=np.array(number, dtype=int) * 5, end=np.array(number, dtype=int) * 5 + 3)
    begin = data.draw(st.integers(0, len(docs)))
    end = data.draw(st.integers(begin, len(docs) + 3))
    whole, some = in_passages(table), in_passages(table, begin, end)
    assert whole.others == []
    for side in ("text", "before", "after"):
        assert getattr(some, side) == getattr(whole, side)[begin:end]
    follows = [n > 0 and docs[n] == docs[n - 1] for n in range(len(docs))]
    assert whole.before == [whole.text[n - 1] if yes else "" for n, yes in enumerate(follows)]


def test_passages_are_read_from_a_table():
    table = pd.DataFrame({"text": ["a", "b", "a"], "before": [None, "a", "x"]})
    found = check_passages(table)
    assert (found.text, found.before, found.after) == (["a", "b", "a"], ["", "a", "x"], ["", "", ""])
    assert found.others == ["x"]
    assert check_passages(found) is found
    assert check_passages(table[["text"]]).rows is None
    assert check_passages(["a"]) == Passages(["a"])
    with pytest.raises(ValueError, match="column 'text'"):
        check_passages(table[["before"]])


# -- the coder ---------------------------------------------------------------------------------------------------------

TOPICS = ["Die Menge zieht mit Plakaten los.", "Der Zug hält in Bonn.", "Alle rufen laut.", "Es wird wohl regnen."]


@pytest.fixture(scope="module")
def coder():
    generator = np.random.default_rng(4)
    rows = []
    for n in range(160):
        yes = n % 4 == 0
        beside = ["Sie protestieren weiter." if yes else "Das Wetter bleibt mild."] * 2
        rows.append((TOPICS[generator.integers(4)] if generator.random() < 0.6 else
                     ("Nutzer protestieren." if yes else "Nutzer essen."), *beside, int(yes)))  # fmt: skip
    table = pd.DataFrame(rows, columns=["text", "before", "after", "resistance"])
    made = rahmen.FrameClassifier(encoder=None).fit(table[["text", "before", "after"]], table[["resistance"]])
    assert made.neighbours
    return made, table


def test_a_sentence_among_such_is_told_by_them(coder):
    made, _ = coder
    among = pd.DataFrame({
        "text": ["Alle rufen laut."] * 2, "before": ["Sie protestieren weiter.", "Das Wetter bleibt mild."],
        "after": ["Sie protestieren weiter.", "Das Wetter bleibt mild."],
    })  # fmt: skip
    assert made.predict(among).ravel().tolist() == [1, 0]
    chances = made.predict_proba(among).ravel()
    assert chances[0] > 0.5 > chances[1]


def test_evidence_names_what_neighbours_add(coder):
    made, table = coder
    evidence = made.evidence(table)
    sums = evidence.groupby("row")["weight"].sum().to_numpy()
    assert np.abs(sums - made.decision_function(table)[:, 0]).max() < 1e-6
    assert set(evidence["rule"]) == {"start", "word", "neighbours"}
    assert "neighbours" not in set(made.evidence(table["text"])["rule"])


def test_it_is_stored_with_the_coder(coder, tmp_path):
    made, table = coder
    made.save(tmp_path / "m.safetensors")
    again = rahmen.FrameClassifier.load(tmp_path / "m.safetensors")
    assert again.neighbours
    assert np.abs(again.decision_function(table) - made.decision_function(table)).max() < 1e-6


def test_annotate_and_explain_give_the_neighbours(coder):
    made, _ = coder
    text = "Sie protestieren weiter. Alle rufen laut. Sie protestieren weiter."
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a", "b"], "text": [text, "Alle rufen laut."]}))
    codes = rahmen.annotate(sentences, made, voice=False)
    found = in_passages(sentences)
    table = pd.DataFrame({"text": found.text, "before": found.before, "after": found.after})
    assert codes["value"].tolist() == made.predict(table).ravel().tolist() == made.predict(found).ravel().tolist()
    assert codes["value"].tolist()[1::2] == [1, 0]
    assert "neighbours" in set(rahmen.explain(sentences, made)["rule"])


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8])
def test_batches_change_no_code(coder, monkeypatch, size):
    made, _ = coder
    texts = ["Sie protestieren weiter. Alle rufen laut. Das Wetter bleibt mild. Nutzer essen. Alle rufen laut."] * 2
    texts += ["Alle rufen laut.", "Nutzer protestieren. Alle rufen laut."]
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": list("abcd"), "text": texts}))
    whole = rahmen.annotate(sentences, made, voice=False)
    annotating = sys.modules["rahmen.coders.annotate"]
    monkeypatch.setattr(annotating, "BATCH", size)
    batches = annotating._batches(sentences)
    assert [begin for begin, _ in batches] == [0, *(end for _, end in batches[:-1])]
    assert batches[-1][1] == len(sentences)
    assert max(end - begin for begin, end in batches) <= max(size, size * 3 // 2)
    some = rahmen.annotate(sentences, made, voice=False)
    assert some["value"].tolist() == whole["value"].tolist()
    assert np.allclose(some["score"], whole["score"])


def test_a_coder_that_saw_no_neighbours_needs_none():
    texts, y = ["Ein Protest.", "Ein Fest."] * 10, [["a"], []] * 10
    made = rahmen.FrameClassifier(encoder=None).fit(texts, y)
    assert not made.neighbours
    table = pd.DataFrame({"text": ["Ein Protest."], "before": ["Ein Fest."], "after": [""]})
    assert (made.decision_function(table) == made.decision_function(["Ein Protest."])).all()


@pytest.mark.parametrize("heeds", [False, True])
def test_a_coder_of_ones_own_is_given_lists(heeds):
    class Own(rahmen.CodebookClassifier):
        neighbours, name = heeds, "own"

        def predict(self, X):
            asked.append(X)
            return super().predict(X.text if heeds else X)

    asked, documents = [], pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren. Es regnet."]})
    sentences = rahmen.split_sentences(documents)
    codes = rahmen.annotate(sentences, Own(), rahmen.CodebookClassifier(), voice=False)
    own, other = codes["value"].to_numpy().reshape(2, -1)
    assert (own == other).all()
    (given,) = asked
    assert (type(given.text), given.before) == (list, ["", "Nutzer protestieren."]) if heeds else type(given) is list
