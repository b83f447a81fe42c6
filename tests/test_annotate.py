import sys

import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen import tables


def test_codes_have_a_row_for_each_sentence_and_label(sentences, codes):
    assert len(codes) == len(sentences) * 2
    assert codes["value"].dtype == np.int8
    assert codes["score"].dtype == np.float32
    absent = codes[codes["value"] == 0]
    assert absent[["status", "voice", "speaker"]].isna().all().all()
    assert codes.loc[codes["value"] == 1, ["status", "voice"]].notna().all().all()
    for column in ("scheme", "label", "coder", "group", "part", "status", "voice"):
        assert isinstance(codes[column].dtype, pd.CategoricalDtype), column
    assert "text" not in codes
    assert set(tables.CODES) <= set(codes.columns)
    assert codes.query("value == 1")[["doc", "sentence", "label"]].values.tolist() == [
        ["a", 0, "resistance"], ["a", 1, "opportunity"], ["c", 0, "resistance"],
    ]  # fmt: skip


def test_evidence_points_into_the_document(documents, sentences, coder):
    evidence = rahmen.explain(sentences, coder)
    assert evidence.columns.tolist() == list(tables.EVIDENCE)
    texts = documents.set_index("doc")["text"]
    for row in evidence.itertuples():
        assert texts[row.doc][row.start : row.end] == row.text


def test_an_exclusive_coder_is_one_hot(sentences, tmp_path):
    path = tmp_path / "s.toml"
    path.write_text(
        'name = "s"\nexclusive = true\ndefault = "b"\n[[label]]\nname = "a"\nindicators = ["protest*"]\n'
        '[[label]]\nname = "b"\nindicators = ["nie"]\n',
        encoding="utf-8",
    )
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier(str(path)))
    assert (codes.groupby(["doc", "sentence"])["value"].sum() == 1).all()


def test_several_coders_stand_under_one_another(sentences, coder):
    both = rahmen.annotate(sentences, coder, rahmen.CodebookClassifier())
    assert both["coder"].unique().tolist() == ["codebook:small", "codebook:frames"]


def test_mistakes_are_told(sentences, coder):
    with pytest.raises(TypeError, match="at least one coder"):
        rahmen.annotate(sentences)
    with pytest.raises(TypeError, match="at least one coder"):
        rahmen.explain(sentences)
    with pytest.raises(TypeError, match=r"takes coders one by one.*'list' is none"):
        rahmen.annotate(sentences, [coder])
    with pytest.raises(rahmen.TableError, match="sentences table lacks"):
        rahmen.annotate(pd.DataFrame({"doc": ["a"]}), coder)
    with pytest.raises(rahmen.TableError, match="two coders bear the name"):
        rahmen.annotate(sentences, coder, coder)


def test_no_sentences_give_empty_codes(sentences, coder):
    assert rahmen.annotate(sentences.iloc[:0], coder).empty


def test_batches_give_the_same_codes(sentences, coder, codes, monkeypatch, capsys):
    monkeypatch.setattr(sys.modules["rahmen.coders.annotate"], "BATCH", 2)
    again = rahmen.annotate(sentences, coder)
    pd.testing.assert_frame_equal(codes, again)
    assert "codebook:small" in capsys.readouterr().err


def test_evidence_is_of_labels_given_unless_asked_for(book, coder):
    made = rahmen.split_sentences(pd.DataFrame({"doc": ["d"], "text": ["Hoffnung. Protest."]}))
    assert rahmen.explain(made, coder)["label"].tolist() == ["resistance"]
    weak = rahmen.explain(made, coder, absent=True)
    assert weak[["label", "weight"]].values.tolist() == [["opportunity", 0.5], ["resistance", 1.0]]


class Odd:
    name, scheme = "odd", "frames"
    classes_ = ("a", "b")

    def __init__(self, values):
        self.values = values

    def predict(self, texts):
        return np.array(self.values)


@pytest.mark.parametrize(
    ("values", "message"),
    [([[1, 0]], "gave 1 codes for 6 sentences"), ([[0.4, 0.9]] * 6, "0 or 1"), ([[1, 0, 0]] * 6, "its 2 labels")],
)
def test_a_coder_that_breaks_the_contract_is_named(sentences, values, message):
    with pytest.raises(ValueError, match=message):
        rahmen.annotate(sentences, Odd(values))


def test_metadata_of_lists_becomes_text(documents, coder):
    made = rahmen.split_sentences(documents.assign(tags=[["x"], ["y"], None]))
    assert "['x']" in rahmen.annotate(made, coder)["tags"].cat.categories
