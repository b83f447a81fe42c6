import json
from pathlib import Path

import pytest

import rahmen
from rahmen.exchange.doccano import read_doccano, write

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "annotation_formats" / "doccano"


def read(path, *records):
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return read_doccano(path)


@pytest.mark.parametrize(
    "given",
    [
        {"label": ["x"]}, {"labels": ["x"]}, {"cats": ["x"]}, {"label": "x"}, {"label": [[0, 1, "x"], [1, 2, "x"]]},
        {"entities": [{"id": 0, "start_offset": 0, "end_offset": 1, "label": "x"}]}, {"annotations": [{"label": "x"}]},
    ],
)  # fmt: skip
def test_labels_come_as_strings_spans_and_entities(tmp_path, given):
    table = read(tmp_path / "a.jsonl", {"text": "Ja.", **given})
    assert table[["text", "labels", "done"]].values.tolist() == [["Ja.", ["x"], True]]


def test_several_users_are_several_coders(tmp_path):
    given = [{"user": 1, "label": "x"}, {"user": 2, "label": "y"}, {"user": 1, "label": "y"}]
    table = read(tmp_path / "a.jsonl", {"text": "Ja.", "annotations": given})
    assert table[["coder", "labels"]].values.tolist() == [["1", ["x", "y"]], ["2", ["y"]]]


def test_without_a_label_it_is_not_coded(tmp_path):
    table = read(tmp_path / "a.jsonl", {"text": "A", "label": []}, {"text": "B", "label": ["none"], "annotator": "b"})
    assert table["done"].tolist() == [False, True]
    assert table["coder"].tolist() == [None, "b"]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({}, "line 1: neither a text"),
        (3, "line 1: no JSON object, but 3"),
        ({"text": "A", "label": [4]}, "line 1: 4 is no label"),
        ({"text": "A", "label": {"x": 1}}, "'label' is no list"),
        ({"text": "A", "annotations": [{"label": 4, "user": 1}]}, "4 is no label; export with the names"),
        ({"text": "A", "offered": "x"}, "'offered' is no list"),
        ({"text": "A", "annotation_id": 1}, "JSON-MIN of Label Studio"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, record, message):
    with pytest.raises(rahmen.CodedError, match=message):
        read(tmp_path / "a.jsonl", record)


def test_broken_json_names_the_line(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "A", "label": []}\n{"text"\n', encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match=r"a\.jsonl, line 2: broken as JSON"):
        read_doccano(tmp_path / "a.jsonl")


def test_a_line_separator_in_a_text_ends_no_line():
    record = {"text": "A\u2028B\nC", "labels": [], "done": False}
    assert json.loads(write([record])) == {"text": "A\u2028B\nC", "label": []}
    assert write([record]).count("\n") == 1


def test_a_whole_document_gives_its_spans_to_its_sentences(tmp_path):
    spans = {"label": [[0, 2, "x"], [1, 6, "y"]], "entities": [{"start_offset": 4, "end_offset": 5, "label": "z"}]}
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": "Ja. Du. Er.", **spans, "user": "anna"}), encoding="utf-8")
    units = [(0, 3), (4, 7), (8, 11)]
    table = read_doccano(tmp_path / "d.jsonl", {"d": units})
    assert table[["doc", "start", "text", "labels", "coder", "done"]].values.tolist() == [
        ["d", 0, "Ja.", ["x", "y"], "anna", True], ["d", 4, "Du.", ["y", "z"], "anna", True],
        ["d", 8, "Er.", [], "anna", True],
    ]  # fmt: skip
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": "Ja. Du. Er.", "label": ["x"]}), encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match='line 1: "x" is no span; in a whole document'):
        read_doccano(tmp_path / "d.jsonl", {"d": units})
    assert read_doccano(tmp_path / "d.jsonl")["labels"].tolist() == [["x"]]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of doccano are not here")
def test_the_samples_of_doccano():
    table = read_doccano(SAMPLES / "text_classification_example.jsonl")
    assert table["labels"].tolist() == [["positive"], ["positive", "negative"], []]
    assert read_doccano(SAMPLES / "relation_extraction_example.jsonl")["labels"].tolist() == [["ORG", "DATE", "PERSON"]]
    with pytest.raises(rahmen.CodedError, match="entry 4: neither a text"):
        read_doccano(SAMPLES / "text_classification_example.json")
