import hashlib
import json

import pandas as pd
import pytest

import rahmen

TEXT = "Eins ist klar.  Die Nutzer\n gehen. Ende."


def pointer(sentence, doc="a"):
    folded = " ".join(TEXT.split())
    start = folded.index(sentence)
    sha1 = hashlib.sha1(sentence.encode()).hexdigest()[:16]
    return {"doc": doc, "start": start, "end": start + len(sentence), "sha1": sha1}


@pytest.fixture
def codes():
    return pd.DataFrame([pointer("Die Nutzer gehen."), pointer("Ende.")]).assign(**{"pass": 1, "labels": [["x"], []]})


def test_texts_come_back_from_documents(codes):
    found = rahmen.recover_texts(codes, pd.DataFrame({"doc": ["a"], "text": [TEXT]}))
    assert found["text"].tolist() == ["Die Nutzer gehen.", "Ende."]


def test_texts_come_back_from_a_sentence_file(codes, tmp_path):
    rows = [{**pointer("Die Nutzer gehen."), "text": "Die Nutzer gehen."}]
    (tmp_path / "pool.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.warns(UserWarning, match="1 of 2 coded sentences are not in the source"):
        found = rahmen.recover_texts(codes, tmp_path / "pool.jsonl")
    assert found["text"].tolist() == ["Die Nutzer gehen."]


def test_sentences_beside_those_of_a_file_come_back_as_well(tmp_path):
    rows = [{**pointer("Die Nutzer gehen."), "text": "Die Nutzer gehen.", "before": "Eins ist klar.", "after": "Ende."}]
    (tmp_path / "pool.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    beside = pd.DataFrame([pointer("Eins ist klar."), pointer("Ende.")])
    assert rahmen.recover_texts(beside, tmp_path / "pool.jsonl")["text"].tolist() == ["Eins ist klar.", "Ende."]


def test_a_sentence_that_stands_a_few_characters_further_on_is_found_by_its_hash(codes):
    found = rahmen.recover_texts(codes, pd.DataFrame({"doc": ["a"], "text": ["Also: " + TEXT]}))
    assert found["text"].tolist() == ["Die Nutzer gehen.", "Ende."]


def test_another_text_is_refused(codes):
    with pytest.raises(rahmen.CodedError, match="not the one that was coded"):
        rahmen.recover_texts(codes, pd.DataFrame({"doc": ["a"], "text": [TEXT.replace("Nutzer", "Leute!")]}))


@pytest.mark.parametrize("line", ["no json", '{"doc": "a"}', "[1]"])
def test_a_broken_file_names_the_line(codes, tmp_path, line):
    (tmp_path / "pool.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match=r"pool\.jsonl, line 1"):
        rahmen.recover_texts(codes, tmp_path / "pool.jsonl")


def test_a_missing_file_is_told(codes, tmp_path):
    with pytest.raises(rahmen.CodedError, match="no file"):
        rahmen.recover_texts(codes, tmp_path / "none.jsonl")
    with pytest.raises(rahmen.CodedError, match="no file"):
        rahmen.read_coded(tmp_path / "none.csv")


def test_cells_are_taken_apart(tmp_path):
    file = tmp_path / "c.csv"
    file.write_text('text,frames\nA,"a:negated:named:die USA: wir; b"\nB,\n', encoding="utf-8")
    table = rahmen.read_coded(file)
    assert table["labels"].tolist() == [["a", "b"], []]
    assert table["marks"][0] == [("a", "negated", "named", "die USA: wir"), ("b", "", "", "")]


@pytest.mark.parametrize(
    ("content", "message"),
    [("text\nA\n", "needs the columns"), ("text,frames\nA,a:b\n", "row 2: 'a:b'"), ("text,frames\nA,:x:y:\n", "row 2")],
)
def test_broken_codes_name_the_row(tmp_path, content, message):
    (tmp_path / "c.csv").write_text(content, encoding="utf-8")
    with pytest.raises(rahmen.CodedError, match=message):
        rahmen.read_coded(tmp_path / "c.csv")


def test_the_third_coder_settles():
    table = pd.DataFrame({
        "doc": ["a", "a", "a", "b"], "start": 0, "end": 3, "sha1": "x", "pass": [1, 2, 3, 1],
        "labels": [["x"], [], ["y"], ["z"]],
    })  # fmt: skip
    settled = rahmen.settle(table)
    assert settled["labels"].tolist() == [["y"], ["z"]]
    assert settled["codings"].tolist() == [3, 1]
    anew = rahmen.settle(pd.concat([table, table[:1].assign(**{"pass": 4, "labels": [["w"]]})]))
    assert anew["labels"].tolist() == [["y"], ["z"]]  # a fresh coding alone decides nothing
    decided = rahmen.settle(pd.concat([table, table[:1].assign(**{"pass": 5, "labels": [["w"]]})]))
    assert sorted(decided["labels"].tolist()) == [["w"], ["z"]]
