import pytest

import rahmen
from rahmen.codebook import CodebookError, load_codebook

LABEL = '[[label]]\nname = "a"\nindicators = ["protest*"]\n'
GUIDELINE = [
    "resistance", "opportunity", "censorship_risk", "security_threat", "dialogue", "power_rivalry", "flight_metaphor",
    "economy",
]  # fmt: skip


def load(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def test_the_shipped_codebook_has_the_labels_of_the_guideline():
    book = load_codebook()
    assert book.names == GUIDELINE
    for label in book.labels:
        assert {"de", "en"} <= set(label.title)
        assert {"de", "en"} <= set(label.definition)
        assert len(label.rules) > 100
        assert len(label.examples) >= 10
        assert len(label.counter_examples) >= 10


@pytest.mark.parametrize("name", GUIDELINE)
def test_every_example_fires_and_every_counter_example_stays_silent(name):
    coder = rahmen.CodebookClassifier()
    label = next(label for label in load_codebook().labels if label.name == name)
    column = GUIDELINE.index(name)
    silent = [text for text in label.examples if not coder.predict([text])[0, column]]
    firing = [text for text in label.counter_examples if coder.predict([text])[0, column]]
    assert silent == []
    assert firing == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "at least one"),
        ("[[label]\n", "line 1"),
        ('[label]\nname = "a"\nindicators = ["gut"]\n', r"line 1, rule '\[label\]': .* double brackets"),
        (LABEL + "colour = 1\n", r"label 'a', line 4, rule 'colour': unknown key 'colour'"),
        ('[[label]]\nname = "a b"\nindicators = ["x"]\n', "needs a `name`"),
        ('[[label]]\nname = "a"\nindicators = []\n', "label 'a', line 2: the label has no indicators"),
        ('[[label]]\nname = "a"\nindicators = [\n  "gut",\n  "was?",\n]\n', r"label 'a', line 5, rule 'was\?'.*means"),
        ('[[label]]\nname = "a"\nindicators = ["gut", "gut"]\n', "line 3, rule 'gut': the indicator stands twice"),
        ('[[label]]\nname = "a"\nindicators = [{ find = "gut", with = "x" }]\n', "no group 'x'"),
        ('[[label]]\nname = "a"\nindicators = [{ find = "gut", weight = 0 }]\n', "above 0"),
        (LABEL + LABEL, "the label stands twice"),
        ("exclusive = true\n" + LABEL, "needs a `default`"),
        ('negation = "no"\n' + LABEL, "must be one of keep, drop, turn"),
        (LABEL + 'opposite = "b"\n', "names no label"),
    ],
)
def test_a_broken_codebook_is_refused_with_label_line_and_rule(tmp_path, text, message):
    with pytest.raises(CodebookError, match=message) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith("mine.toml")


def test_a_missing_or_misencoded_file_is_named(tmp_path):
    with pytest.raises(CodebookError, match=r"no codebook 'none\.toml'.*frames"):
        load_codebook("none.toml")
    (tmp_path / "x.toml").write_bytes('name = "Größe"'.encode("cp1252"))
    with pytest.raises(CodebookError, match=r"x\.toml: not UTF-8"):
        load_codebook(tmp_path / "x.toml")


def test_titles_fall_back_on_the_name(tmp_path):
    book = load(tmp_path, LABEL)
    assert book.titles() == {"a": "a"}
    assert book.titles("en") == {"a": "a"}
    assert len(book.sha256) == 64
