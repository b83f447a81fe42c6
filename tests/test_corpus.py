import json
import warnings

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from rahmen.corpus import CorpusError, Notes, ReadingNote, decode, mark_duplicates

GERMAN = "Größe „zählt“ – oder?\nJa."


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (GERMAN.encode("utf-8"), None),
        (b"\xef\xbb\xbf" + GERMAN.encode("utf-8"), "byte-order mark"),
        (GERMAN.encode("utf-16"), "byte-order mark"),
        (GERMAN.encode("cp1252"), "Windows-1252"),
        (GERMAN.replace("\n", "\r\n").encode("utf-8"), "line ends"),
        (GERMAN.replace("\n", "\r").encode("utf-8"), "line ends"),
    ],
)
def test_encodings_are_handled_and_told(tmp_path, data, note):
    (tmp_path / "a.txt").write_bytes(data)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        table = rahmen.read_folder(tmp_path)
    assert table["text"].tolist() == [GERMAN]
    told = [str(w.message) for w in caught if issubclass(w.category, ReadingNote)]
    assert (note is None and not told) or (note in told[0] and "a.txt" in told[0])


def test_what_is_no_text_is_refused_by_name(tmp_path):
    with pytest.raises(CorpusError, match=r"x\.txt: neither UTF-8"):
        decode(b"\x81\x8d\x00", "x.txt", Notes())
    with pytest.raises(CorpusError, match=r"x\.txt: holds a NUL"):
        decode(b"a\x00b", "x.txt", Notes())
    with pytest.raises(CorpusError, match="cannot be read as ascii"):
        decode("ä".encode(), "x.txt", Notes(), "ascii")


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00\ufeff", exclude_categories=["Cs"])))
def test_utf8_comes_back_exactly(text):
    assert decode(text.encode("utf-8"), "x", Notes()) == text


def test_csv_jsonl_and_parquet_give_the_same_documents(tmp_path):
    table = pd.DataFrame({"id": ["1", "2"], "body": ["Ein Satz.", "Noch; einer."], "party": ["A", "B"]})
    table.to_csv(tmp_path / "t.csv", index=False, sep=";")
    table.to_parquet(tmp_path / "t.parquet")
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in table.to_dict("records"))
    (tmp_path / "t.jsonl").write_text(rows + "\n\n", encoding="utf-8")
    read = [
        rahmen.read_csv(tmp_path / "t.csv", text="body", doc="id", sep=";"),
        rahmen.read_jsonl(tmp_path / "t.jsonl", text="body", doc="id"),
        rahmen.read_parquet(tmp_path / "t.parquet", text="body", doc="id"),
    ]
    for found in read:
        assert found[["doc", "text", "party"]].astype(str).values.tolist() == table.to_numpy().tolist()


def test_ids_with_leading_zeros_stay(tmp_path):
    (tmp_path / "t.csv").write_text("id,text\n007,Ein Satz.\n", encoding="utf-8")
    assert rahmen.read_csv(tmp_path / "t.csv", doc="id")["doc"].tolist() == ["007"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: rahmen.read_csv(f / "t.csv", text="body"), "no column 'body'; there are id, text"),
        (lambda f: rahmen.read_csv(f / "none.csv"), "no file"),
        (lambda f: rahmen.read_jsonl(f / "bad.jsonl"), "line 2: no JSON"),
        (lambda f: rahmen.read_jsonl(f / "list.jsonl"), "line 1: expected an object"),
        (lambda f: rahmen.read_parquet(f / "t.csv"), "no Parquet file"),
        (lambda f: rahmen.read_folder(f / "none"), "no folder"),
        (lambda f: rahmen.read_folder(f, pattern="*.xyz"), r"no file '\*\.xyz'"),
        (lambda f: rahmen.read_csv(f / "t.csv", doc="id"), "the id '1' stands more than once"),
        (lambda f: rahmen.read_csv(f / "empty.csv"), "the text of document 'b' is empty"),
    ],
)
def test_errors_name_culprit_and_mend(tmp_path, call, message):
    (tmp_path / "t.csv").write_text("id,text\n1,Ein Satz.\n1,Noch einer.\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("doc,text\na,Ein Satz.\nb,  \n", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"text": "a"}\nno\n', encoding="utf-8")
    (tmp_path / "list.jsonl").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        call(tmp_path)


def test_empty_documents_may_be_dropped(tmp_path):
    (tmp_path / "t.csv").write_text("doc,text\na,Ein Satz.\nb,\n", encoding="utf-8")
    assert rahmen.read_csv(tmp_path / "t.csv", empty="drop")["doc"].tolist() == ["a"]


def test_near_duplicates_are_marked_not_dropped():
    text = "Am Montag hat das Amt den Zugang zu der neuen App ohne Angabe von Gründen wieder freigegeben."
    table = pd.DataFrame({"doc": list("abcd"), "text": [text, "Ganz anders.", text + " Danke.", text]})
    assert mark_duplicates(table)["duplicate_of"].tolist() == ["", "", "a", "a"]


def write_study(folder, rows, files):
    columns = "doc,group,event,outlet_type,date,title,language,licence,origin"
    body = "\n".join([columns, *(f"{doc},{group},e,o,2024-01-01,T,de,x,constructed" for doc, group in rows)])
    (folder / "metadata.csv").write_text(body + "\n", encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("rows", "files", "message"),
    [
        ([("a", "baseline")], {}, r"row 'a' has no file baseline/a\.txt"),
        ([("a", "baseline")], {"baseline/a.txt": b"x", "baseline/b.txt": b"y"}, r"baseline/b\.txt has no row"),
        ([("a", "baseline")], {"comparison/a.txt": b"x"}, "'a' is in group 'baseline', its file in comparison/"),
        ([("a", "baseline"), ("a", "baseline")], {"baseline/a.txt": b"x"}, "'a' stands more than once"),
        ([("a", "baseline")], {"baseline/a.txt": b"\xe4"}, r"baseline/a\.txt: cannot be read as utf-8"),
        ([("a", "baseline")], {"baseline/a.txt": b" \n"}, "text of document 'a' is empty"),
        ([("a", "x")], {"x/a.txt": b"x", "y/a.txt": b"y"}, r"two files are named a\.txt: in x/ and y/"),
    ],
)
def test_a_broken_study_corpus_is_refused_by_name(tmp_path, rows, files, message):
    write_study(tmp_path, rows, files)
    with pytest.raises(CorpusError, match=message):
        rahmen.load_corpus(tmp_path)


def test_metadata_lacking_a_column_is_refused(tmp_path):
    (tmp_path / "metadata.csv").write_text("doc,group\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="lacks the column 'event'"):
        rahmen.load_corpus(tmp_path)


def test_metadata_as_a_german_excel_saves_it(tmp_path):
    write_study(tmp_path, [("a", "baseline")], {"baseline/a.txt": b"x"})
    content = (tmp_path / "metadata.csv").read_text(encoding="utf-8").replace(",", ";").replace("\n", "\r\n")
    (tmp_path / "metadata.csv").write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert rahmen.load_corpus(tmp_path)[["doc", "outlet_type"]].values.tolist() == [["a", "o"]]


def test_a_plain_folder_is_told_from_a_study(tmp_path):
    with pytest.raises(CorpusError, match=r"no metadata\.csv; a plain folder of texts is read by read_folder"):
        rahmen.load_corpus(tmp_path)


def test_the_corpus_is_found_from_below(corpus, monkeypatch, tmp_path):
    from rahmen.corpus import find_corpus

    folder = find_corpus()
    monkeypatch.chdir(folder.parent / "notebooks")
    assert find_corpus().samefile(folder)
    monkeypatch.setenv("RAHMEN_CORPUS", str(tmp_path))
    with pytest.raises(CorpusError):
        find_corpus()


def test_the_studys_corpus_keeps_its_promises(corpus):
    assert (corpus["group"] == "article").sum() == 1
    constructed = corpus[corpus["origin"] == "constructed"]
    assert len(constructed) >= 30
    assert (constructed["licence"] == "CC BY 4.0").all()
    assert constructed.groupby("writer").size().max() <= 8
    words = constructed["text"].str.split().str.len()
    assert words.between(140, 470).all()
    assert (corpus["duplicate_of"] == "").all()
    for row in corpus.itertuples():
        assert row.title in row.text


def test_every_event_has_a_fact_sheet(corpus):
    import tomllib

    from rahmen.corpus import find_corpus

    sheets = tomllib.loads((find_corpus() / "facts.toml").read_text(encoding="utf-8"))["event"]
    assert set(corpus["event"]) <= {sheet["id"] for sheet in sheets}
    for sheet in sheets:
        assert {"id", "title", "date", "actors", "facts"} <= set(sheet)
        for fact in sheet["facts"]:
            assert fact["text"]
            assert "checked" in fact or fact["invented"]


def test_metadata_with_a_name_of_the_tables_own_is_kept_beside_it():
    table = pd.DataFrame(
        {"text": ["Protest."], "speaker": ["Merz"], "status": ["MdB"], "label": ["x"], "n": [1], "place": ["Köln"]}
    )
    sentences = rahmen.split_sentences(rahmen.documents(table))
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    assert codes["doc_speaker"].unique().tolist() == ["Merz"]
    assert codes["speaker"].isna().all()
    assert {"doc_status", "doc_label", "doc_n", "place"} <= set(codes.columns)
    assert rahmen.count_words(sentences)["n"].tolist() == [1]


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("doc,text\na,Ja, sagt er.\nb,Nein, sagt sie.\n", {}, "more fields than the header"),
        ("doc,text\n,Ja.\n", {}, "row 0 has no id"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path, content, options, message):
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        rahmen.read_csv(tmp_path / "t.csv", **options)


@pytest.mark.parametrize("divided", [",", ";", "\t"])
def test_the_first_line_tells_what_divides_the_fields(tmp_path, divided):
    lines = [["id", '"what, and; how"', "text"], ["7", "x", '"Erst, dann; so."']]
    (tmp_path / "t.csv").write_text("\n".join(divided.join(line) for line in lines), encoding="utf-8")
    table = rahmen.read_csv(tmp_path / "t.csv", doc="id")
    assert table[["doc", "text", "what, and; how"]].values.tolist() == [["7", "Erst, dann; so.", "x"]]
    given = rahmen.read_csv(tmp_path / "t.csv", sep=divided, text=2, names=[0, 1, 2])
    assert len(given) == 2


def test_a_chosen_text_column_takes_the_place_of_another(tmp_path):
    (tmp_path / "t.csv").write_text("doc,id,text,body\na,007,x,Ja.\n", encoding="utf-8")
    table = rahmen.read_csv(tmp_path / "t.csv", text="body", doc="id")
    assert table[["doc", "text", "doc_doc", "doc_text"]].values.tolist() == [["007", "Ja.", "a", "x"]]


def test_broken_utf8_is_not_read_as_windows_1252():
    with pytest.raises(CorpusError, match=r"UTF-8 but for 1 broken bytes \(first at 451\)"):
        decode("äöüß ".encode() * 50 + b"a\xff", "x.txt", Notes())
    with pytest.raises(CorpusError, match="begins as utf-8-sig"):
        decode(b"\xef\xbb\xbfGr\xf6", "x.txt", Notes())


def test_many_copies_are_all_marked():
    table = pd.DataFrame(
        {"doc": [str(n) for n in range(150)], "text": ["eins zwei drei vier fünf sechs sieben acht"] * 150}
    )
    assert (mark_duplicates(table)["duplicate_of"] == "0").sum() == 149


def test_hidden_folders_are_passed_over(tmp_path):
    (tmp_path / ".ipynb_checkpoints").mkdir()
    for name in ("a.txt", ".ipynb_checkpoints/a-checkpoint.txt"):
        (tmp_path / name).write_text("Ein Satz.", encoding="utf-8")
    assert rahmen.read_folder(tmp_path)[["doc", "duplicate_of"]].values.tolist() == [["a", ""]]
