import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.exchange import grids

NASTY = ["=SUM(A1)", "'=1", "''2015", " -x", "@a", "+1", "\t=1", "12. Mai 2015", "1e5", "a;=b", 'a "b", c', "", "'"]


def wrote(path, content, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_whatever_excel_leaves_is_read(tmp_path, encoding, separator, ends):
    lines = ["doc,start,end,text,Müdigkeit", "a,0.0,9,Schön! ,x"]
    content = ends.join(line.replace(",", separator) for line in [*lines, ""])
    table = grids.read_csv(wrote(tmp_path / "a.csv", content, encoding))
    assert table[["doc", "start", "end", "text", "labels", "done", "where"]].values.tolist() == [
        ["a", 0, 9, "Schön! ", ["Müdigkeit"], True, "row 2"]
    ]


def test_decimal_comma_blank_rows_and_the_separator_line(tmp_path):
    file = wrote(tmp_path / "a.csv", "sep=;\r\ntext;probability;x\r\n;;\r\nJa.;0,25;wahr\r\nNein.;1;\r\n")
    table = grids.read_csv(file)
    assert table["probability"].tolist() == [0.25, 1.0]
    assert table["done"].tolist() == [True, False]
    assert table["where"].tolist() == ["row 3", "row 4"]


@pytest.mark.parametrize("word", ["1", "x", "X", "ja", "yes", "true", "wahr", "TRUE", " 1.0 ", "1,0"])
def test_words_for_present(word):
    assert grids.marked(word, "x", "") is True


@pytest.mark.parametrize("word", ["0", "nein", "no", "false", "falsch", "-", "FALSCH", "0.0"])
def test_words_for_absent(word):
    assert grids.marked(word, "x", "") is False


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,x\nJa.,2\n", "a.csv, row 2, column 'x': '2' says neither"),
        ("text,x\nJa.,1,1\n", "a.csv, row 2: 3 cells, but 2 columns"),
        ("text,x,x\nJa.,1,1\n", "the column 'x' stands there twice"),
        ("doc,x\na,1\n", "needs the columns doc, start, end or text"),
        ("", "needs the columns"),
        ("text,coder\nJa.,anna\n", "no column is a label"),
        ("doc,start,end,x\na,b,3,1\n", "row 2, column 'start': 'b' is no whole number"),
        ("doc,start,end,x\na,1.5,3,1\n", "row 2, column 'start': '1.5' is no whole number"),
        ("text,probability,x\na,viel,1\n", "column 'probability': 'viel' is no number above 0 and at most 1"),
        ("text,probability,x\na,4,1\n", "column 'probability': '4' is no number above 0 and at most 1"),
        ("doc,start,end,x\na,,3,1\n", "neither a text nor doc, start and end"),
        ("text,label,value\na,,1\n", "row 2: the label '' is empty"),
        ("text,label,value\na,x,1\na,x,0\n", "row 3: the label 'x' is empty or stands twice"),
        ("text\0,x\n", "is no text in UTF-8"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, content, message):
    with pytest.raises(rahmen.CodedError, match=message):
        grids.read_csv(wrote(tmp_path / "a.csv", content))


def test_a_missing_or_broken_file_is_told(tmp_path):
    for reader in (grids.read_csv, grids.read_xlsx):
        with pytest.raises(rahmen.CodedError, match="no file"):
            reader(tmp_path / "none")
    with pytest.raises(rahmen.CodedError, match="no readable XLSX"):
        grids.read_xlsx(wrote(tmp_path / "a.xlsx", "text,x"))


def test_other_columns_are_no_labels_where_the_labels_are_said(tmp_path):
    file = wrote(tmp_path / "a.csv", "text,Grund,x\nJa.,darum,1\n")
    assert grids.read_csv(file, {"x"})["offered"].tolist() == [["x"]]
    with pytest.raises(rahmen.CodedError, match="name the labels in labels="):
        grids.read_csv(file)


def test_done_without_a_label_is_coded_and_done_no_is_not(tmp_path):
    file = wrote(tmp_path / "a.csv", "text,done,x\nA.,ja,\nB.,nein,\nC.,nein,0\n")
    assert grids.read_csv(file)["done"].tolist() == [True, False, True]


def test_a_codes_table_is_one_mark_a_sentence_and_coder(tmp_path):
    rows = "a,0,3,s,x,anna,1\na,0,3,s,y,anna,0\na,0,3,s,x,ben,0\na,0,3,s,y,ben,\n"
    table = grids.read_csv(wrote(tmp_path / "a.csv", f"doc,start,end,scheme,label,coder,value\n{rows}"))
    assert table[["coder", "labels", "offered"]].values.tolist() == [["anna", ["x"], ["x", "y"]], ["ben", [], ["x"]]]


def test_a_hash_that_excel_turned_into_a_number_is_left_out():
    record = {"text": "Ja.", "sha1": "1,23E+15"}
    assert grids.placed(record, "a.csv", "row 2")["sha1"] is None


def test_xlsx_takes_the_numbers_and_truths_of_excel(tmp_path):
    book = openpyxl.Workbook()
    for row in [("doc", "start", "end", "text", "x", "y"), (2015, 0.0, 3, "Ja.", True, 0.0)]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    table = grids.read_xlsx(tmp_path / "a.xlsx")
    assert table[["doc", "start", "end", "labels"]].values.tolist() == [["2015", 0, 3, ["x"]]]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_of_a_csv_is_a_formula_and_the_text_comes_back(tmp_path, text):
    grids.write_csv(
        pd.DataFrame({"text": [text], "doc": ["a"], "start": [0], "end": [1], "x": ["1"]}), tmp_path / "a.csv"
    )
    raw = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert raw.lstrip('"\t ')[:1] not in tuple("=+-@")
    assert grids.read_csv(tmp_path / "a.csv")["text"].tolist() == [text if text.strip() else None]


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_the_guard_can_be_taken_off(text):
    assert grids._unguard(grids._guard(text)) == text


def test_a_header_of_broken_lines_is_told_in_one_line(tmp_path):
    with pytest.raises(rahmen.CodedError, match=r"it has a b c$"):
        grids.read_csv(wrote(tmp_path / "a.csv", '"a\nb\nc"\n1\n'))
