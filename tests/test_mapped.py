import csv
import datetime
import json

import openpyxl
import pandas as pd
import pytest

import rahmen
from rahmen.corpus import CorpusError

ROWS = [
    {"Nr": "007", "Tag": "03.02.2024", "Titel": "Regen", "Text": 'Es regnet; "sehr".\nNoch immer.', "Blatt": "A"},
    {"Nr": "8", "Tag": "4.2.2024", "Titel": "Schnee", "Text": "Es schneit.", "Blatt": "B"},
]
FIELDS = {"text": ["Titel", "Text"], "doc": "Nr", "date": "Tag", "outlet": "Blatt"}
MAPPING = {"date_format": "%d.%m.%Y", "fields": FIELDS}
WANTED = [
    ["007", 'Regen\n\nEs regnet; "sehr".\nNoch immer.', "2024-02-03", "A"],
    ["8", "Schnee\n\nEs schneit.", "2024-02-04", "B"],
]


def wrote(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def as_csv(path, separator=",", encoding="utf-8"):
    pd.DataFrame(ROWS).to_csv(path, index=False, sep=separator, encoding=encoding)
    return path


def as_xlsx(path):
    book = openpyxl.Workbook()
    book.active.append(list(ROWS[0]))
    for row in ROWS:
        date = datetime.datetime.strptime(row["Tag"], "%d.%m.%Y")
        book.active.append([*list(row.values())[:1], date, *list(row.values())[2:]])
    book.save(path)
    return path


def as_xml(path):
    body = "".join(
        f'<item id="{row["Nr"]}"><meta><day>{row["Tag"]}</day><source name="{row["Blatt"]}"/></meta>'
        f"<h>{row['Titel']}</h><body><p>{row['Text']}</p></body></item>"
        for row in ROWS
    )
    return wrote(path, f"<export><list>{body}</list></export>")


def read(path, mapping=MAPPING):
    """Read and give what is the same in all formats."""
    return rahmen.read_mapped(path, mapping)[["doc", "text", "date", "outlet"]].values.tolist()


def test_all_formats_give_the_same_documents(tmp_path):
    lines = "\n".join(map(json.dumps, ROWS))
    assert read(as_csv(tmp_path / "a.csv")) == WANTED
    assert read(as_csv(tmp_path / "b.csv", ";")) == WANTED
    assert read(as_csv(tmp_path / "c.tsv", "\t")) == WANTED
    assert read(as_csv(tmp_path / "d.export", "|"), {**MAPPING, "format": "csv", "separator": "|"}) == WANTED
    assert read(wrote(tmp_path / "e.jsonl", lines + "\n\n")) == WANTED
    assert read(wrote(tmp_path / "f.json", json.dumps(ROWS))) == WANTED
    assert read(as_xlsx(tmp_path / "g.xlsx")) == WANTED


def test_paths_lead_into_json(tmp_path):
    docs = [{"id": 1, "body": {"parts": ["Eins.", "Zwei."]}, "src": [{"name": "A"}], "a.b": "x"}]
    file = wrote(tmp_path / "a.json", json.dumps({"response": {"docs": docs}}))
    fields = {"text": "body.parts", "doc": "id", "outlet": "src.0.name", "more": "a.b"}
    table = rahmen.read_mapped(file, {"records": "response.docs", "fields": fields})
    assert table[["doc", "text", "outlet", "more"]].values.tolist() == [["1", "Eins.\n\nZwei.", "A", "x"]]


def test_paths_lead_into_xml(tmp_path):
    fields = {"text": ["h", "body/p"], "doc": "@id", "date": "meta/day", "outlet": "meta/source/@name"}
    found = read(as_xml(tmp_path / "a.xml"), {"records": ".//item", "date_format": "%d.%m.%Y", "fields": fields})
    assert found == [[doc, " ".join(text.split("\n")).replace("  ", "\n\n"), *rest] for doc, text, *rest in WANTED]


def test_a_folder_of_exports(tmp_path):
    as_csv(tmp_path / "a.csv")
    wrote(tmp_path / "b.jsonl", json.dumps({**ROWS[1], "Nr": 9}))
    wrote(tmp_path / "readme.md", "no export")
    table = rahmen.read_mapped(tmp_path, MAPPING)
    assert table[["doc", "file"]].values.tolist() == [["007", "a.csv"], ["8", "a.csv"], ["9", "b.jsonl"]]


def test_encodings_are_as_the_mapping_says(tmp_path):
    file = wrote(tmp_path / "a.csv", "Text\nÜber Öl\n", "mac-roman")
    assert rahmen.read_mapped(file, {"encoding": "mac-roman", "fields": {"text": "Text"}})["text"][0] == "Über Öl"


def test_a_cell_may_be_as_long_as_a_book_and_the_limit_of_csv_comes_back(tmp_path):
    before = csv.field_size_limit()
    file = wrote(tmp_path / "a.csv", f"Text,Nr\n{'Das ist ' * 30_000},1\n")
    assert len(rahmen.read_mapped(file, {"fields": {"text": "Text"}})["text"][0]) == 240_000
    assert csv.field_size_limit() == before


def test_csv_without_a_header_and_with_other_quotes(tmp_path):
    file = wrote(tmp_path / "a.csv", "Sport;'Er sagte \"Ja; gern\".'\nKultur;'So geht''s.\nEnde.'\n\n")
    mapping = {"separator": ";", "quote": "'", "header": False, "fields": {"group": "1", "text": "2"}}
    table = rahmen.read_mapped(file, mapping)
    assert table[["group", "text"]].values.tolist() == [
        ["Sport", 'Er sagte "Ja; gern".'],
        ["Kultur", "So geht's.\nEnde."],
    ]
    with pytest.raises(CorpusError, match=r"no record has '3', which the mapping names as text; there are 1, 2"):
        rahmen.read_mapped(file, {**mapping, "fields": {"text": "3"}})


def test_dates_without_a_format_are_kept(tmp_path):
    file = wrote(tmp_path / "a.jsonl", json.dumps({"t": "Ja.", "d": "Februar 2024"}) + "\n" + json.dumps({"t": "Ja."}))
    assert rahmen.read_mapped(file, {"fields": {"text": "t", "date": "d"}})["date"].tolist() == ["Februar 2024", ""]


def test_names_of_the_tables_own_are_moved(tmp_path):
    file = wrote(tmp_path / "a.csv", "Text,Wer\nJa.,Ada\n")
    assert rahmen.read_mapped(file, {"fields": {"text": "Text", "speaker": "Wer"}})["doc_speaker"].tolist() == ["Ada"]


@pytest.mark.parametrize(
    ("name", "text", "mapping", "message"),
    [
        ("a.csv", "Nr,T\n1,Ja.\n", {"text": "Text"}, r"no record has 'Text', which the mapping names as text; there"),
        ("a.csv", "T,T\na,b\n", {"text": "T"}, r"a\.csv, line 1: the column 'T' stands there twice; rename one"),
        ("a.csv", "T,N\na,1\nb,\n", {"text": "T", "doc": "N"}, r"a\.csv, line 3, column 'N': no id; fill it, or leave"),
        ("a.csv", 'T,N\n"a\nb",1\nJa.\n', {"text": "T"}, r"a\.csv, line 4: 1 cells, but 2 columns; is the separator"),
        ("a.csv", 'T,N\na,1\n"a"b,1\n', {"text": "T"}, r"a\.csv, line 3: broken as CSV"),
        ("a.csv", "T,N\n", {"text": "T"}, r"a\.csv: holds no record"),
        ("a.csv", "", {"text": "T"}, r"a\.csv: holds no record"),
        ("a.csv", "T,D\na,3.2.24\n", {"text": "T", "date": "D"}, r"a\.csv, line 2, column 'D': '3\.2\.24' is no"),
        ("a.csv", "T,D\na,31.02.2024\n", {"text": "T", "date": "D"}, r"line 2, column 'D': '31\.02\.2024' is no date"),
        ("a.jsonl", '{"T": "a"}\n{"T": a}', {"text": "T"}, r"a\.jsonl, line 2, column 7: no JSON"),
        ("a.jsonl", '{"T": "a"}\n[1]', {"text": "T"}, r"a\.jsonl, line 2: expected an object {…}; got list"),
        ("a.json", '[\n{"T": 1,}]', {"text": "T"}, r"a\.json, line 2, column \d+: no JSON"),
        ("a.json", '{"docs": []}', {"text": "T"}, r"a\.json: is no list; it holds an object with docs; name"),
        ("a.json", "[" * 100_000, {"text": "T"}, r"a\.json, line 1: nested without end"),
        ("a.json", '[{"T": {"de": "Ja."}}]', {"text": "T"}, r"record 1, field 'T': is no text but holds de; name"),
        ("a.xml", "<a/>", {"text": "T"}, "XML needs the path of the documents"),
        ("a.xlsx", "no", {"text": "T"}, r"a\.xlsx: no readable XLSX file"),
        ("a.doc", "no", {"text": "T"}, r"a\.doc: the ending says no format"),
        ("a.csv", "T,N\n,1\n", {"text": "T"}, "the text of document '0' is empty"),
    ],
)  # fmt: skip
def test_errors_name_the_line_the_column_and_the_mend(tmp_path, name, text, mapping, message):
    mapping = {"fields": mapping} | ({"date_format": "%d.%m.%Y"} if "date" in mapping else {})
    with pytest.raises(CorpusError, match=message) as caught:
        rahmen.read_mapped(wrote(tmp_path / name, text), mapping)
    assert "\n" not in str(caught.value)


def test_wrong_paths_of_xml_are_told(tmp_path):
    file = as_xml(tmp_path / "a.xml")
    with pytest.raises(CorpusError, match=r"the mapping: '//item\[' is no path of XML"):
        rahmen.read_mapped(file, {"records": "//item[", "fields": {"text": "h"}})
    with pytest.raises(CorpusError, match=r"the mapping: 'h\[' is no path of XML"):
        rahmen.read_mapped(file, {"records": ".//item", "fields": {"text": "h["}})
    with pytest.raises(
        CorpusError, match=r"no record has 'b', which the mapping names as text; there are meta, h, body"
    ):
        rahmen.read_mapped(file, {"records": ".//item", "fields": {"text": "b"}})
    with pytest.raises(CorpusError, match="holds no record; is records= in the mapping right"):
        rahmen.read_mapped(file, {"records": ".//x", "fields": {"text": "b"}})


def test_no_file_and_an_empty_folder(tmp_path):
    with pytest.raises(CorpusError, match="no file or folder"):
        rahmen.read_mapped(tmp_path / "none.csv", MAPPING)
    with pytest.raises(CorpusError, match="no file of an export"):
        rahmen.read_mapped(tmp_path, MAPPING)
