import openpyxl
import pandas as pd
import pytest

import rahmen
from rahmen.exchange.sheets import FORMATS, format_of, make_sheet, sha1_of, write_sheet

TEXTS = ["Es regnet.", "=SUM(A1)", "Die Kurse fallen \U0001f60a.", "Ende."]


@pytest.fixture
def sentences():
    starts = [0, 11, 20, 0]
    return pd.DataFrame({
        "doc": ["a", "a", "a", "b"], "sentence": [0, 1, 2, 0], "start": starts,
        "end": [start + len(text) for start, text in zip(starts, TEXTS, strict=True)], "text": TEXTS, "part": "body",
        "machine": 1,
    })  # fmt: skip


@pytest.fixture
def drawn():
    return pd.DataFrame({"doc": ["b", "a"], "sentence": [0, 1], "probability": [0.5, 0.25], "stratum": ["s", "t"]})


def test_a_sheet_is_blind_and_holds_place_hash_and_probability(sentences, drawn):
    sheet = make_sheet(sentences, drawn, {"x": "Titel", "y": "Y"})
    head = [
        "scheme",
        "doc",
        "start",
        "end",
        "sha1",
        "probability",
        "stratum",
        "before",
        "text",
        "after",
        "coder",
        "done",
    ]
    assert sheet.columns.tolist() == [*head, "x", "y"]
    assert sheet["doc"].tolist() == ["b", "a"]
    assert sheet["before"].tolist() == ["", "Es regnet."]
    assert sheet["after"].tolist() == ["", TEXTS[2]]
    assert sheet["sha1"].tolist() == [sha1_of("Ende."), sha1_of("=SUM(A1)")]
    assert sheet["probability"].tolist() == [0.5, 0.25]
    assert (sheet[["coder", "done", "x", "y"]] == "").all(axis=None)
    assert sheet.attrs["titles"] == {"x": "Titel", "y": "Y"}


@pytest.mark.parametrize("labels", [[], ["x", "x"], [""], [" x"], ["a\tb"], ["Text"], ["none"], [1], ["Label"]])
def test_a_label_must_be_fit_for_a_column(sentences, drawn, labels):
    with pytest.raises(ValueError, match="label"):
        make_sheet(sentences, drawn, labels)


def test_what_cannot_be_drawn_is_refused(sentences, drawn):
    with pytest.raises(rahmen.TableError, match="doc 'c', sentence 0 is not in the sentences"):
        make_sheet(sentences, drawn.assign(doc=["b", "c"], sentence=0), ["x"])
    with pytest.raises(rahmen.TableError, match="lacks the column 'probability'"):
        make_sheet(sentences, drawn.drop(columns="probability"), ["x"])
    for wrong in (0.0, 1.5, float("nan")):
        with pytest.raises(ValueError, match="probability of being drawn"):
            make_sheet(sentences, drawn.assign(probability=wrong), ["x"])


@pytest.mark.parametrize("ending", FORMATS)
def test_no_file_is_overwritten_unless_forced(sentences, drawn, tmp_path, ending):
    sheet, path = make_sheet(sentences, drawn, ["x"]), tmp_path / f"sheet{ending}"
    assert write_sheet(sheet, path) == path
    with pytest.raises(rahmen.CodedError, match="is there already"):
        write_sheet(sheet, path)
    write_sheet(sheet, path, force=True)


def test_unknown_endings_name_the_known(sentences, drawn, tmp_path):
    with pytest.raises(rahmen.CodedError, match=r"the ending '\.doc' is unknown; there are \.csv"):
        write_sheet(make_sheet(sentences, drawn, ["x"]), tmp_path / "sheet.doc")
    with pytest.raises(rahmen.CodedError, match="the format 'word' is unknown"):
        format_of("sheet.doc", "word")
    assert format_of("sheet.doc", "csv") == "csv"


def test_xlsx_is_text_with_a_frozen_header_and_titles(sentences, drawn, tmp_path):
    write_sheet(make_sheet(sentences, drawn, {"x": "Titel"}), tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    page = book["coding"]
    assert page.freeze_panes == "A2"
    cell = page["I3"]
    assert (cell.value, cell.data_type, cell.alignment.wrap_text) == ("=SUM(A1)", "s", True)
    assert {type(cell.value) for row in page for cell in row} == {str, type(None)}
    assert [[cell.value for cell in row] for row in book["labels"]] == [["label", "title"], ["x", "Titel"]]


def test_a_text_too_long_for_excel_is_refused(sentences, drawn, tmp_path):
    sheet = make_sheet(sentences, drawn, ["x"]).assign(text="a" * 40_000)
    with pytest.raises(rahmen.CodedError, match="row 2: a text of 40000 characters"):
        write_sheet(sheet, tmp_path / "sheet.xlsx")
