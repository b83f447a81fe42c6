import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import rahmen
from rahmen.exchange.labelstudio import label_config, read_labelstudio, write

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "annotation_formats" / "labelstudio"


def choice(*labels, name="frames"):
    return {"type": "choices", "from_name": name, "to_name": "text", "value": {"choices": list(labels)}}


def read(path, *annotations, scheme=None, data=None):
    task = {"id": 7, "data": {"text": "Ja."} if data is None else data, "annotations": list(annotations)}
    path.write_text(json.dumps([task]), encoding="utf-8")
    return read_labelstudio(path, scheme)


def test_each_annotation_is_a_coder(tmp_path):
    table = read(
        tmp_path / "a.json",
        {"completed_by": 1, "result": [choice("x", "y")]},
        {"completed_by": {"id": 2, "email": "b@c.de"}, "result": []},
        {"completed_by": 3, "result": [choice("x")], "was_cancelled": True},
        {"result": [choice("y"), choice("y"), {"type": "textarea", "value": {"text": ["?"]}}]},
    )
    assert table[["coder", "labels", "done", "where"]].values.tolist() == [
        ["1", ["x", "y"], True, "task 7"], ["b@c.de", [], True, "task 7"], ["3", [], False, "task 7"],
        [None, ["y"], True, "task 7"],
    ]  # fmt: skip


def test_a_task_without_annotation_is_not_coded(tmp_path):
    assert read(tmp_path / "a.json")["done"].tolist() == [False]


def test_only_the_choices_of_the_scheme_are_taken(tmp_path):
    given = {"result": [choice("x"), choice("positive", name="sentiment")]}
    assert read(tmp_path / "a.json", given, scheme="sentiment")["labels"].tolist() == [["positive"]]
    assert read(tmp_path / "a.json", given, scheme="other")["labels"].tolist() == [["x", "positive"]]


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ({"result": [{"type": "polygonlabels", "value": {}}]}, "task 7: an annotation of the type 'polygonlabels'"),
        ({"result": [{"type": "choices", "value": {"choices": [4]}}]}, "task 7: 4 is no label"),
        ({"result": [{"type": "choices"}]}, "task 7: null is no label"),
        ({"result": 4}, "results are no list of objects, but 4"),
        (4, "annotations are no list of objects"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, annotation, message):
    with pytest.raises(rahmen.CodedError, match=message):
        read(tmp_path / "a.json", annotation)


@pytest.mark.parametrize("content", ["{}", "[1]", "[", '[{"text": "Ja."}]', '[{"data": {"image": "a.png"}}]'])
def test_what_is_no_export_is_told(tmp_path, content):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match=r"^a\.json"):
        read_labelstudio(tmp_path / "a.json")


def test_tasks_hold_the_data_and_no_annotation_unless_coded():
    record = {"text": "Ja.", "doc": "a", "start": 0, "end": 3, "labels": [], "scheme": "stance:x", "coder": "anna"}
    blind, coded = json.loads(write([{**record, "done": False}, {**record, "labels": ["x"], "done": True}]))
    assert blind == {"data": {"text": "Ja.", "doc": "a", "start": 0, "end": 3, "scheme": "stance:x"}}
    assert coded["annotations"] == [{"result": [choice("x", name="stance_x")], "completed_by": {"email": "anna"}}]


def test_the_interface_is_xml_with_titles():
    view = ElementTree.fromstring(label_config({"a": 'A & "B" <c>', "b": "b"}, scheme="sentiment", exclusive=True))
    choices = view.find("Choices")
    assert choices.attrib == {"name": "sentiment", "toName": "text", "choice": "single", "required": "true"}
    assert [each.attrib for each in choices] == [{"value": 'A & "B" <c>', "alias": "a"}, {"value": "b"}]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of Label Studio are not here")
def test_the_samples_of_label_studio():
    table = read_labelstudio(SAMPLES / "csv_test_history.json")
    assert table[["coder", "labels"]].values.tolist() == [["sergei@heartex.e2e", ["Positive"]]]
    with pytest.raises(rahmen.CodedError, match="task 1: an annotation of the type 'rectanglelabels'"):
        read_labelstudio(SAMPLES / "csv_test.json")  # two tasks with boxes on images
    with pytest.raises(rahmen.CodedError, match="task 87: neither a text"):
        read_labelstudio(SAMPLES / "data.json")
