import pytest

import rahmen
from rahmen.codebook import load_codebook

LABELS = ["welcoming", "sceptical", "neutral"]


def test_the_stance_codebook_is_exclusive():
    book = load_codebook("stance")
    assert book.names == LABELS
    assert book.exclusive
    assert (book.scheme, book.default, book.negation) == ("stance:migration", "neutral", "turn")


@pytest.mark.parametrize("name", LABELS)
def test_examples_give_the_label_and_counter_examples_do_not(name):
    coder = rahmen.CodebookClassifier("stance")
    label = next(label for label in load_codebook("stance").labels if label.name == name)
    assert len(label.examples) >= 10
    assert [text for text in label.examples if coder.predict([text])[0] != name] == []
    assert [text for text in label.counter_examples if coder.predict([text])[0] == name] == []


def test_a_tie_decides_nothing(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text(
        'exclusive = true\ndefault = "c"\n[[label]]\nname = "a"\nindicators = ["gut"]\n'
        '[[label]]\nname = "b"\nindicators = ["böse"]\n[[label]]\nname = "c"\nindicators = ["egal"]\n',
        encoding="utf-8",
    )
    coder = rahmen.CodebookClassifier(path)
    assert coder.predict(["gut", "gut und böse", "böse", ""]).tolist() == ["a", "c", "b", "c"]
