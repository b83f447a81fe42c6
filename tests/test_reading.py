import json
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.exchange.reading import read_codes
from rahmen.exchange.sheets import FORMATS, make_sheet, sha1_of, write_sheet
from rahmen.tables import CODES, require

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "data" / "annotation_formats"
TEXTS = ["Es regnet.", "Die Kurse fallen \U0001f60a.", "Ende.", "Ende."]
ROWS = "doc,start,end,text,x,y\na,0,10,Es regnet.,1,\nb,0,5,Ende.,,1\n"


def table_of(texts, docs=None):
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    return pd.DataFrame({
        "doc": docs or ["a"] * len(texts), "sentence": range(len(texts)), "start": starts,
        "end": [start + len(text) for start, text in zip(starts, texts, strict=True)], "text": texts, "part": "body",
        "group": "article", "value": 7,
    })  # fmt: skip


@pytest.fixture
def sentences():
    return table_of(TEXTS).assign(doc=["a", "a", "a", "b"], start=[0, 11, 30, 0], end=[10, 29, 35, 5])


def wrote(path, content=ROWS):
    path.write_text(content, encoding="utf-8")
    return path


def sheet_of(sentences, labels, scheme="frames"):
    drawn = sentences[["doc", "sentence"]].assign(probability=0.1, stratum="all")
    return make_sheet(sentences, drawn, labels, scheme)


def given_codes(codes):
    return codes.loc[codes["value"] == 1, ["doc", "start", "label"]].astype({"label": str}).values.tolist()


def test_a_file_becomes_a_codes_table(sentences, tmp_path):
    codes = require(read_codes(wrote(tmp_path / "anna.csv"), sentences), "codes")
    assert codes.columns.tolist() == [*CODES, "group", "doc_value", "part"]
    assert codes[["doc", "sentence", "label", "value"]].values.tolist() == [
        ["a", 0, "x", 1], ["a", 0, "y", 0], ["b", 3, "x", 0], ["b", 3, "y", 1],
    ]  # fmt: skip
    assert codes["coder"].unique().tolist() == ["anna"]
    assert codes["scheme"].unique().tolist() == ["frames"]
    assert codes["label"].cat.categories.tolist() == ["x", "y"]
    assert (codes["value"].dtype, codes["score"].dtype) == ("int8", "float32")
    assert codes[["score", "status", "voice", "speaker"]].isna().all(axis=None)
    for column in ("group", "part", "status", "coder"):
        assert isinstance(codes[column].dtype, pd.CategoricalDtype)


def test_several_files_and_folders_are_several_coders(sentences, tmp_path):
    wrote(tmp_path / "anna.csv"), wrote(tmp_path / "ben.csv"), wrote(tmp_path / "~$ben.csv", "")
    assert read_codes(tmp_path, sentences)["coder"].unique().tolist() == ["anna", "ben"]
    files = [tmp_path / "ben.csv", tmp_path / "anna.csv"]
    assert read_codes(files, sentences)["coder"].unique().tolist() == ["ben", "anna"]
    with pytest.raises(rahmen.CodedError, match=r"ben\.csv, row 2: 'c' has coded this sentence already in anna\.csv"):
        read_codes(tmp_path, sentences, coder="c")


def test_several_coders_in_one_file(sentences, tmp_path):
    file = wrote(tmp_path / "all.csv", "text,coder,x\nEs regnet.,anna,1\nEs regnet.,ben,0\n")
    assert read_codes(file, sentences)[["coder", "value"]].values.tolist() == [["anna", 1], ["ben", 0]]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,0,10,,Es schneit.", "doc 'a', 0–10: the text differs, 'Es schneit.' in the file, 'Es regnet.' among"),
        ("a,0,10,0123456789abcdef,", "the hash differs, 0123456789abcdef in the file"),
        ("a,0,10,0123456789abcdef,Es regnet.", "the hash differs"),
        ("a,0,9,,Es regnet", "doc 'a', 0–9 is no sentence"),
        ("c,0,10,,Es regnet.", "doc 'c' is not among the sentences; they have 'a', 'b'"),
        (",,,,Ende.", "'Ende.' stands 2 times among the sentences"),
        (",,,,Nie.", "'Nie.' is not among the sentences"),
        ("b,,,,Es regnet.", "'Es regnet.' is not among the sentences"),
    ],
)
def test_what_is_not_the_sentence_is_refused(sentences, tmp_path, row, message):
    file = wrote(tmp_path / "anna.csv", f"doc,start,end,sha1,text,x\n{row},1\n")
    with pytest.raises(rahmen.CodedError, match=rf"^anna\.csv, row 2: .*{message}"):
        read_codes(file, sentences)


@pytest.mark.parametrize("row", ["a ,0.0,10,,Es  regnet. ", "a.0,0,10,,", ",,,,Es regnet. ", "b,,,,Ende."])
def test_what_excel_does_to_a_row_is_no_difference(sentences, tmp_path, row):
    file = wrote(tmp_path / "anna.csv", f"doc,start,end,sha1,text,x\n{row},1\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(read_codes(file, sentences)) == 1


def test_what_windows_1252_lacks_may_be_a_question_mark_where_the_hash_agrees(sentences, tmp_path):
    row = f"a,11,29,{sha1_of(TEXTS[1])},Die Kurse fallen ??.,1\n"
    assert len(read_codes(wrote(tmp_path / "anna.csv", f"doc,start,end,sha1,text,x\n{row}"), sentences)) == 1
    with pytest.raises(rahmen.CodedError, match="the text differs"):
        read_codes(
            wrote(tmp_path / "ben.csv", f"doc,start,end,sha1,text,x\n{row.replace(sha1_of(TEXTS[1]), '')}"), sentences
        )


def test_rows_that_are_not_coded_are_counted(sentences, tmp_path):
    file = wrote(tmp_path / "anna.csv", "text,done,x\nEs regnet.,1,\nNie.,,\n")  # an empty row need not be found
    with pytest.warns(UserWarning, match="1 of 2 rows are not coded"):
        codes = read_codes(file, sentences)
    assert codes["value"].tolist() == [0]
    with pytest.warns(UserWarning, match="2 of 2 rows"):
        assert read_codes(wrote(tmp_path / "ben.csv", "text,x\nEs regnet.,\nEnde.,\n"), sentences).empty


def test_the_codes_of_the_package_come_back(sentences, tmp_path):
    codes = read_codes(wrote(tmp_path / "anna.csv"), sentences)
    codes.to_csv(tmp_path / "codes.csv")
    with pytest.warns(UserWarning, match="neither text nor hash"):
        again = read_codes(tmp_path / "codes.csv", sentences)
    pd.testing.assert_frame_equal(codes, again)


def test_a_scheme_is_chosen_where_there_are_several(sentences, tmp_path):
    rows = "doc,start,end,text,scheme,label,value\na,0,10,Es regnet.,s,x,1\na,0,10,Es regnet.,t,y,1\n"
    file = wrote(tmp_path / "anna.csv", rows)
    assert read_codes(file, sentences)["scheme"].tolist() == ["s", "t"]
    assert read_codes(file, sentences, scheme="t")["label"].tolist() == ["y"]
    with pytest.raises(rahmen.CodedError, match="has codes of the scheme 's', 't', none of 'u'"):
        read_codes(file, sentences, scheme="u")


@pytest.mark.parametrize("scheme", ["sentiment", "stance:x"])
@pytest.mark.parametrize(("cells", "count"), [("1,1", 2), ("0,0", 0)])
def test_an_exclusive_scheme_has_one_label(sentences, tmp_path, scheme, cells, count):
    file = wrote(tmp_path / "anna.csv", f"text,x,y\nEs regnet.,{cells}\n")
    with pytest.raises(rahmen.CodedError, match=f"row 2: {count} labels of the scheme '{scheme}'"):
        read_codes(file, sentences, scheme=scheme)
    assert len(read_codes(file, sentences, scheme="sentiments")) == 2


def test_labels_may_be_said_with_titles(sentences, tmp_path):
    file = wrote(tmp_path / "a.jsonl", json.dumps({"text": "Es regnet.", "label": ["Wetter", "y"]}))
    codes = read_codes(file, sentences, labels={"z": "Z", "x": "Wetter", "y": "Y"})
    assert codes[["label", "value"]].values.tolist() == [["z", 0], ["x", 1], ["y", 1]]
    with pytest.raises(rahmen.CodedError, match="line 1: the label 'Wetter' is unknown; there are 'y'"):
        read_codes(file, sentences, labels=["y"])


def test_none_says_that_no_label_applies(sentences, tmp_path):
    lines = [{"text": "Es regnet.", "label": ["none"]}, {"text": TEXTS[1], "label": ["x"]}]
    file = wrote(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert read_codes(file, sentences)[["sentence", "label", "value"]].values.tolist() == [[0, "x", 0], [1, "x", 1]]


def test_the_sheet_gives_the_probability_back(sentences, tmp_path):
    sheet = sheet_of(sentences.iloc[:2], ["x", "y"], "own")
    file = wrote(tmp_path / "a.jsonl", json.dumps({"text": "Es regnet.", "label": ["y"]}))
    assert "probability" not in read_codes(file, sentences)
    write_sheet(sheet, tmp_path / "sheet.xlsx")
    for handed in (sheet, tmp_path / "sheet.xlsx"):
        codes = read_codes(file, sentences, sheet=handed)
        assert codes[["scheme", "label", "value", "probability", "stratum"]].values.tolist() == [
            ["own", "x", 0, 0.1, "all"], ["own", "y", 1, 0.1, "all"],
        ]  # fmt: skip
    file = wrote(tmp_path / "b.csv", "doc,start,end,text,x\nb,0,5,Ende.,1\n")
    with pytest.raises(rahmen.CodedError, match="row 2: this sentence is not in the sheet"):
        read_codes(file, sentences, sheet=sheet)


def test_a_whole_document_of_inception_is_found_by_its_name(sentences, tmp_path):
    body = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n#Text=Es regnet.\n1-1\t0-2\tEs\t_\t\n"
        "1-2\t3-10\tregnet.\tx\t\n\n#Text=Die Kurse fallen \U0001f60a. Ende.\n2-1\t11-14\tDie\t_\t\n"
        "2-2\t28-30\t\U0001f60a\ty\t\n2-3\t30-31\t.\ty\t\n"
    )
    sentences = sentences.assign(start=[0, 11, 31, 0], end=[10, 30, 36, 5])
    sentences.loc[1, "text"] = "Die Kurse fallen \U0001f60a."
    sentences.loc[1, "end"] = 11 + len(sentences.loc[1, "text"])
    sentences.loc[2, "start"], sentences.loc[2, "end"] = sentences.loc[1, "end"] + 1, sentences.loc[1, "end"] + 6
    folder = tmp_path / "annotation" / "a.txt"
    folder.mkdir(parents=True)
    wrote(folder / "anna.tsv", body)
    codes = read_codes(tmp_path, sentences)
    assert given_codes(codes) == [["a", 0, "x"], ["a", 11, "y"]]
    assert codes["coder"].unique().tolist() == ["anna"]
    assert len(codes) == 6
    assert len(read_codes(tmp_path, sentences, sheet=sheet_of(sentences.iloc[:1], ["x", "y"]))) == 2
    (folder / "anna.tsv").rename(tmp_path / "c.tsv")
    with pytest.raises(rahmen.CodedError, match=r"c\.tsv: neither the file nor its folder bears the name"):
        read_codes(tmp_path, sentences)


def test_missing_files_and_empty_folders_are_told(sentences, tmp_path):
    with pytest.raises(rahmen.CodedError, match="no file"):
        read_codes(tmp_path / "none.csv", sentences)
    with pytest.raises(rahmen.CodedError, match="holds no file of codes"):
        read_codes(tmp_path, sentences)
    with pytest.raises(rahmen.TableError):
        read_codes(tmp_path, sentences.drop(columns="text"))


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_not_coded_stays_out_in_every_format(sentences, tmp_path, ending):
    sheet = sheet_of(sentences, ["x", "y"])
    sheet.loc[1, "x"], sheet.loc[2, "done"] = "x", "1"
    file = write_sheet(sheet, tmp_path / f"anna{ending}")
    with pytest.warns(UserWarning, match="2 of 4 rows are not coded and left out"):
        codes = read_codes(file, sentences, sheet=sheet)
    assert codes[["sentence", "label", "value"]].values.tolist() == [[1, "x", 1], [1, "y", 0], [2, "x", 0], [2, "y", 0]]


@pytest.mark.parametrize("ending", FORMATS)
def test_another_text_is_refused_in_every_format(sentences, tmp_path, ending):
    file = write_sheet(sheet_of(sentences, ["x"]).assign(done="1", x="1"), tmp_path / f"anna{ending}")
    changed = sentences.assign(text=sentences["text"].replace("Es regnet.", "Es hagelt."))
    with pytest.raises(
        rahmen.CodedError, match=rf"^anna\{ending}, \w+ \d+: doc 'a', 0–10: the text differs, 'Es regnet"
    ):
        read_codes(file, changed)


def test_a_whole_document_of_doccano_is_found_by_its_field(sentences, tmp_path):
    text = f"{TEXTS[0]} {TEXTS[1]} Ende."
    sentences = sentences.assign(start=[0, 11, len(text) - 5, 0], end=[10, 11 + len(TEXTS[1]), len(text), 5])
    file = wrote(tmp_path / "anna.jsonl", json.dumps({"doc": "a", "text": text, "label": [[3, 14, "x"]]}))
    codes = read_codes(file, sentences)
    assert codes[["sentence", "coder", "value"]].values.tolist() == [[0, "anna", 1], [1, "anna", 1], [2, "anna", 0]]
    file = wrote(tmp_path / "ben.jsonl", json.dumps({"doc": "a", "text": text.upper(), "label": [[3, 14, "x"]]}))
    with pytest.raises(rahmen.CodedError, match=r"line 1: doc 'a', 0–10: the text differs, 'ES REGNET\.'"):
        read_codes(file, sentences)


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
nasty = st.sampled_from(
    ["=SUM(A1)", "_x0041_", "a|b[1]\\*_;->", "\U0001f60a x", "'=1", "2015", ' "q", ', "\r\n", "x\ny", "\\n", "\t", " "]
)
texts = st.lists(
    st.lists(nasty | st.text(letters, max_size=8), min_size=1, max_size=4).map("".join), min_size=1, max_size=4
)
labels = st.lists(
    st.sampled_from(["=x", "a|b[1]\\", "*", "_", "-", "->", "1", "a;b", "\U0001f60a"])
    | st.text(letters, min_size=1, max_size=6),
    min_size=1,
    max_size=4,
    unique=True,
)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.filterwarnings("ignore:.*holds no mark")
@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=texts, labels=labels, doc=st.sampled_from(["a", "0012", "=1", "b:c|d e", "ä;1\\2", "2.0"]), data=st.data())
def test_what_is_written_comes_back(tmp_path_factory, ending, texts, labels, doc, data):
    assume(all(text.strip() for text in texts))
    assume(ending not in (".xmi", ".zip") or not re.search("[\x00-\x08\x0e-\x1b\ufffe\uffff]", "".join(texts)))
    sentences = table_of(texts, [doc] * len(texts))
    try:
        sheet = sheet_of(sentences, labels)
    except ValueError:
        assume(False)
    cells = st.lists(st.sampled_from(["", "1"]), min_size=len(texts), max_size=len(texts))
    sheet = sheet.assign(done="1", coder="=anna", **{label: data.draw(cells) for label in labels})
    path = tmp_path_factory.mktemp("sheet") / f"ben{ending}"
    write_sheet(sheet, path)
    codes = read_codes(path, sentences, sheet=sheet)
    wanted = [int(cell == "1") for row in sheet[labels].itertuples(index=False) for cell in row]
    assert codes["value"].tolist() == wanted
    assert codes["label"].cat.categories.tolist() == labels
    assert codes["sentence"].tolist() == [row for row in range(len(texts)) for _ in labels]
    assert codes["probability"].unique().tolist() == [0.1]
    assert codes["coder"].unique().tolist() == (["ben"] if ending in (".tsv", ".xmi", ".zip") else ["=anna"])


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of annotation tools are not here")
@pytest.mark.filterwarnings("ignore:.*are not coded")
def test_every_sample_is_read_or_refused_with_a_reason(sentences):
    files = [file for file in sorted(SAMPLES.rglob("*")) if file.is_file()]
    assert len(files) > 80
    for file in files:
        with warnings.catch_warnings(), pytest.raises(rahmen.CodedError) as refused:  # none is of these sentences
            warnings.simplefilter("ignore")
            read_codes(file, sentences)
        assert str(refused.value).strip()
        assert "\n" not in str(refused.value)
