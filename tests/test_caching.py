import copy
import sqlite3

import numpy as np
import pytest

import rahmen


class Counting:
    """An encoder that notes what it was asked."""

    name = "counting"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


@pytest.fixture
def behind():
    return Counting()


def test_no_sentence_is_encoded_twice(behind, tmp_path):
    path = tmp_path / "vectors.sqlite"
    encoder = rahmen.CachedEncoder(path, behind)
    assert encoder.name == "counting"
    assert encoder.encode(["a", "bb", "a"])[:, 0].tolist() == [1, 2, 1]
    encoder.close()
    again = rahmen.CachedEncoder(path, behind)
    assert again.encode(["bb", "ccc"])[:, 0].tolist() == [2, 3]
    assert behind.asked == ["a", "bb", "ccc"]
    assert again.encode([]).shape == (0, 2)


def test_the_file_is_bounded(behind, tmp_path):
    encoder = rahmen.CachedEncoder(tmp_path / "vectors.sqlite", behind, limit=3)
    for n in range(6):
        encoder.encode(["x" * n, "y"])
    kept = sqlite3.connect(tmp_path / "vectors.sqlite").execute("SELECT count(*) FROM vectors").fetchone()[0]
    assert kept == 3
    behind.asked.clear()
    encoder.encode(["x" * 5, "x"])
    assert behind.asked == ["x"]


def test_vectors_of_other_weights_are_others(behind, tmp_path):
    first = rahmen.CachedEncoder(tmp_path / "vectors.sqlite", behind)
    first.encode(["a"])
    behind.weights = "another"
    first.encode(["a"])
    assert behind.asked == ["a", "a"]


def test_a_classifier_takes_it_and_it_travels(tmp_path):
    encoder = rahmen.CachedEncoder(tmp_path / "vectors.sqlite")
    texts = ["Die Nutzer protestieren.", "Es regnet.", "Sie boykottieren die App.", "Der Zug hält."] * 3
    coder = rahmen.FrameClassifier(grams=False, encoder=encoder).fit(texts, [["a"], [], ["a"], []] * 3)
    plain = rahmen.FrameClassifier(grams=False).fit(texts, [["a"], [], ["a"], []] * 3)
    assert np.allclose(coder.decision_function(texts), plain.decision_function(texts), atol=1e-5)
    assert copy.copy(encoder).encode(["Es regnet."]).shape == (1, 512)


def test_what_is_no_such_file_is_told(behind, tmp_path):
    path = tmp_path / "vectors.sqlite"
    path.write_text("no database, but long enough to look like one" * 20)
    with pytest.raises(ValueError, match=r"vectors.sqlite' is no file of vectors"):
        rahmen.CachedEncoder(path, behind).encode(["a"])
    with pytest.raises(ValueError, match="`limit` parameter must be 1 or more"):
        rahmen.CachedEncoder(path, behind, limit=0)
